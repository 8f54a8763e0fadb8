"""What sort of number words name: an amount per share, a number of shares, a percentage, years, a count."""

import re
from functools import lru_cache
from typing import Literal

Sort = Literal["per share", "shares", "points", "percent", "years", "count"]

_PER_SHARE = re.compile(
    r"\bper[\s-]+(?:(?:basic|diluted|common|ordinary|class\s[ab]|limited\s+partner|depositary)\s+)*(?:share|unit|ads|stock)\b|"
    r"\b(?:EPS|par\s+value)\b|\bprice\s+paid\s+per\b|"
    r"\b(?:exercise|strike|share|stock|conversion|average|grant|market|sales|closing)\s+prices?\b|"
    r"\b(?:fair|grant)[\s-]+(?:date\s+fair\s+)?values?\s+per\b|"
    r"\bweighted[\s-]+average\s+(?:(?!shares)\w+[\s-]+){0,3}(?:fair\s+value|exercise\s+price|price)",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"\(?[$€£]?\s*\d[\d.,/]*\s*[¢c]?\)?\s*/?\s*(?:per\s+(?:common\s+|ordinary\s+)?share|(?:stated\s+)?par\s+value)[^)]*\)?|"
    r"\bpar\s+value,?\s+(?:of\s+)?[$€£]?\d[\d./]*(?:[¢]?\s*per\s+share)?|\b(?:without|no)\s+par\s+value|"
    r"\bpar\s+value(?=.*shares?\s+(?:authorized|issued))|\bexcess\s+of\s+par(?:\s+value)?|"
    r"\bshares?\s+(?:authorized|issued|outstanding|held)\s*:?\s*\d[\d,.]*(?:\s+and\s+[\d,.]+)?|"
    r"\d[\d,.]*(?:\s+and\s+[\d,.]+)?\s+(?:common\s+|treasury\s+|preferred\s+)?shares\b[^;]*|"
    r"\b(?:income|loss|earnings|numerator|denominator)\b.*\b(?:for|used\s+in|in\s+computing|computing)\b.*"
    r"\bper\s+(?:\w+\s+)?share",
    re.IGNORECASE,
)
"""A price, a par value or a number of shares that only describes what the row is of."""
_RAISED = re.compile(r"(?<=[a-z]{4})\d\b")
"""A footnote mark that has lost its place above the line."""
_MOVED = re.compile(
    r"\W*(?:cash\s+(?:received|paid)|(?:total\s+)?(?:aggregate\s+)?intrinsic\s+value|payments?|proceeds|purchases?|repurchases?|issuance|sales?)\b(?!.*\bnumber\b)",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\b(?:number\s+of\s+(?:\w+\s+){0,3}(?:shares|RSUs|units|options|awards|stock)|"
    r"(?:shares|RSUs|PSUs|PRSUs|stock\s+units|(?:stock\s+)?options)\s+(?:\w+[\s-]+){0,3}(?:outstanding|issued|authorized|"
    r"repurchased|purchased|granted|vested|used|forfeited|expected|available|exercisable|exercised|withheld|delivered|received)|"
    r"weighted[\s-]+average\s+(?:number\s+of\s+)?(?:\w+[\s,-]+){0,5}shares|"
    r"(?:basic|diluted|dilutive|average|common|treasury|potential)\s+(?:\w+\s+){0,2}shares\b|"
    r"dilutive\s+(?:effect|share|equity|securities|awards|stock|options|potential)|^\W*denominator|shares\s+used\b|"
    r"^\W*(?:(?:total|number\s+of)\s+)?(?:shares|units|RSUs|PSUs|PRSUs|options|awards)\b(?!\s+(?:premium|settle)))",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\bbasis[\s-]points?\b|\bbps\b", re.IGNORECASE)
_PERCENT = re.compile(
    r"(?<![\d\s])%|(?<!\d)\s%|^%|\bpercent(?:age)?s?\b(?!\s+points)|"
    r"\b(?:(?:tax|interest|discount|growth|crediting|statutory|trend|occupancy|turnover|retention)\s+rates?|"
    r"^\W*rates?(?=\W*$)|(?:target|actual|asset|plan\s+asset)\s+allocations?|(?:compensation|salary)\s+increases?|"
    r"rates?\s+of\s+(?:return|compensation\s+\w+|increase)|return\s+on\s+(?:plan\s+)?assets|volatility|dividend\s+yield)\b"
    r"(?=\s*(?:$|[-–—(:,]|\b(?:for|of|on|used|assumed|at|to|in|during)\b))",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:\bin\s+|\()years\b|^\W*ages?\W*$|\b(?:depreciable|useful|estimated)\s+lives\b|\blife\s*\(|"
    r"\b(?:remaining|expected|contractual|average|useful)\s+(?:\w+[\s-]+){0,3}(?:term|li(?:fe|ves)|period)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"^\W*(?:total\s+|average\s+)?(?:number\s+of|count\b|employees\b|headcount\b|square\s+f(?:ee|oo)t)|"
    r"^\W*(?:restaurants|stores|locations|employees|vehicles|subscribers|connections|aircraft|bitcoin|miners|rooms|clubs|"
    r"warehouses|branches|wells|rigs)(?:\s+(?:at|as\s+of|owned|leased|in\s+operation)\b.*|\W*)$|"
    r"\bsquare\s+(?:feet|footage|met(?:er|re)s)\b|\(in\s+units\)|\b(?:exa|peta|tera)hash\w*|\bmega-?\s*watts?\b|\b[MGk]Wh?\b|"
    r"(?:\(|\bin\s+)(?:\w+\s+(?:of\s+)?)?(?:tonnes|tons|barrels|bbls?|boe|mcfe?|gallons|ounces|carats|pounds|acres|hectares|"
    r"miles|kilomet\w+|employees|units)\b(?!\s+sterling)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def sort_of(text: str) -> Sort | None:
    """What sort of number a label or a head names; None for money, and for words that do not say."""
    text = _DESCRIBED.sub(" ", _RAISED.sub("", text))
    price = _PER_SHARE.search(text)
    if _MOVED.match(text):
        return "per share" if price else None
    shares = _SHARES.search(text)
    if price and not (shares and (shares.start() < price.start() or "used" in shares[0])):
        return "per share"
    if shares:
        return "shares"
    sorts: tuple[tuple[Sort, re.Pattern[str]], ...] = (
        ("points", _POINTS),
        ("percent", _PERCENT),
        ("years", _YEARS),
        ("count", _COUNT),
    )
    return next((sort for sort, pattern in sorts if pattern.search(text)), None)
