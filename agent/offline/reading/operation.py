"""What is to be done with the figures? Reads the operation from a question's words."""

import re
from collections.abc import Sequence
from typing import Literal

from tieout.question import Ask

_SAY = (
    r"\bsa(?:y|ys|id)\b|\bdescrib|\bdiscuss|\bexplain|\bwhy\b|\brisks?\b|\bpolic(?:y|ies)\b|\bwhom\b|\bsummar|"
    r"\bwho\b(?! (?:had|has|have|spent|made|earned|paid|sold|generated|reported|posted) (?:the )?"
    r"(?:more|most|less|least|(?:high|low|larg|bigg|great)(?:er|est))\b)|"
    r"\bstrateg|\bmention|\bdisclos|\bhow (?:does|do|is|are)\b(?! (?:leveraged|profitable|liquid|big|large|much)\b)"
    r"(?!.*\bcompar)|\blegal proceedings?\b|\blitigation\b|\bdrove\b|"
    r"\bwhat (?:is|are) the (?:terms?|nature|main|key|principal)\b|"
    r"\bdriv(?:e|en|er)|\breasons?\b|\bcaus(?:e|ed)\b|\bdepend on\b"
)
_SHARE = r"\b(?:as )?(?:a|the)? ?(?:share|percentage|percent|%|proportion|fraction) of\b|% of\b|\bper ?cent of\b"
_RATIO = r"\bratio of\b|\bdivided by\b|\brelative to\b"
_GROWTH = (
    r"\bgrow(?:th|ing|n|s)?\b|\bgrew\b|\b(?:percent(?:age)?|%) (?:change|increase|decrease|decline|growth|rise)\b|"
    r"\byear[- ]o(?:ver|n)[- ]year\b|\byoy\b|\by/y\b|\bby what (?:percent|percentage|%)|\bhow fast\b|\bcagr\b"
)
_CHANGE = (
    r"\bchange[ds]?\b|\bhow much (?:more|less)\b|\b(?:increase|decrease|rise|decline|drop|fall)d? (?:in|of|by)\b|"
    r"\b(?:rise|fall|increase|decrease|decline|drop)\b|\bfell\b|\brose\b|\bmoved?\b|\bminus\b|"
    r"\b(?:go|goes|went|going) (?:up|down)\b|\bby how many\b|\bdifference\b|\bdelta\b"
)
_SUM = (
    r"\bcumulative\b|\bcombined\b|\bsum of\b|\badded up\b|\btaken together\b|\bin aggregate\b|"
    r"\btotal\b.*\b(?:over|across)\b"
)
_RANK = (
    r"\brank|\bwhich (?:compan|firm|issuer|one|of (?:the|these|them))|"
    r"\bwho (?:had|has|spent|made|earned|paid|sold|generated|reported|posted) (?:the|more|most|less|least|fewer)\b|"
    r"\b(?:highest|lowest|largest|smallest|biggest|higher|lower|larger|smaller|bigger|greater|peak|peaked)\b|"
    r"\b(?:had|has|have|with|spent|made|earned|paid) the (?:most|least|fewest|greatest)\b"
)
_COUNTS = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
_TREND = (
    r"\btrend|\beach (?:of|year|fiscal|quarter)|\bover time\b|\bevery year\b|\bby (?:fiscal )?year\b|\bhistory\b|"
    rf"\b(?:last|past|previous|recent|these|the) {_COUNTS}(?: fiscal)? (?:years|quarters)|"
    r"\bdevelop(?:ed|ment|s|ing)?\b|\bevol(?:ved?|ution|ving)\b|"
    r"\b(?:increas|decreas|improv|declin|ris|fall|dropp|shrink|expand)ing\b"
)
_PATTERNS: tuple[tuple[Ask, str], ...] = (
    ("share", _SHARE),
    ("ratio", _RATIO),
    ("percent_change", _GROWTH),
    ("change", _CHANGE),
    ("average", r"\baverage\b|\bmean\b"),
    ("sum", _SUM),
    ("rank", _RANK),
    ("trend", _TREND),
    ("compare", r"\bcompar|\bversus\b|\bvs\b|\bagainst\b|\bthan\b"),
    ("change", r"\bby how much\b"),
)
"""In the order in which they are tried."""
_FORECAST = (
    r"\bwill\b(?! not\b)|\bgoing to be\b|\bforecast|\bpredict|\bproject(?:ed|ion)s?\b|\bguid(?:e|ed|ance)\b|"
    r"\boutlook\b|"
    r"\bnext (?:fiscal )?(?:year|quarter)|\bexpect(?:s|ed|ation|ations)?\b|\bestimate[ds]?\b.*\bfor (?:fy)?20\d\d"
)
_BOTH = r"\b(?:and|with|plus)\b[^.?]{0,40}\b(?:growth|grow|change|increase|decrease)"


def operation(rest: str) -> Ask:
    """The operation that the words ask for; `rest` is the question with names and metrics blanked out."""
    return next((ask for ask, pattern in _PATTERNS if re.search(pattern, rest, re.IGNORECASE)), "look_up")


def wants_text(rest: str) -> bool:
    """Whether the question is about what the filing says rather than about a figure."""
    return re.search(_SAY, rest, re.IGNORECASE) is not None


def is_forecast(rest: str) -> bool:
    """Whether the question asks about what has not happened yet."""
    return re.search(_FORECAST, rest, re.IGNORECASE) is not None


def wants_level_too(question: str) -> bool:
    """Whether a change is asked for beside the level: "net sales and their growth"."""
    return re.search(_BOTH, question, re.IGNORECASE) is not None


def compounds(rest: str) -> bool:
    """Whether growth over several years is asked for as one yearly rate."""
    return re.search(r"\bcagr\b|\bcompound", rest, re.IGNORECASE) is not None


def whole_first(question: str, starts: Sequence[int]) -> bool:
    """Whether of two metrics, at these places, the first is the whole: "what percentage of revenue is R&D"."""
    word = re.search(_SHARE, question, re.IGNORECASE)
    return word is not None and min(starts) >= word.end()


def yearly(question: str) -> bool:
    """Whether the changes of every single year are asked for."""
    said = re.search(r"\beach\b|\bevery\b|\bannual|\byearly\b|\byear[- ]o[vn]", question, re.IGNORECASE) is not None
    return said and not compounds(question)


def quarterly(question: str) -> bool:
    """Whether the quarters of the periods are asked for, none of them by its number."""
    return re.search(r"\bquarterly\b|\b(?:by|each|every|per|all) quarters?\b", question, re.IGNORECASE) is not None


def sets_against(question: str) -> bool:
    """Whether two figures are set against each other, rather than one against its own past."""
    return re.search(r"\bdifference\b|\bdelta\b|\bhow much (?:more|less)\b", question, re.IGNORECASE) is not None


def between(question: str) -> bool:
    """Whether two years are the ends of a range: "between 2021 and 2024"."""
    return re.search(r"\bbetween\b", question, re.IGNORECASE) is not None


def narrows(words: str) -> bool:
    """Whether the words between two metrics make one measure of both: "revenue from discontinued operations"."""
    pattern = r"\s*(?:from|before|after|less|minus|net of|excluding|including|without|per|on)\s+(?:the\s+|its\s+)?"
    return re.fullmatch(pattern, words, re.IGNORECASE) is not None


_HIGHEST = (
    r"\b(?:(?:high|larg|bigg|great)(?:est|er)|most|top|more|leads?|peak(?:ed)?|max(?:imum|imal)?|best[- ]selling)\b"
)
_LOWEST = r"\b(?:(?:low|small|few)(?:est|er)|least|less|trails?|min(?:imum|imal)?)\b"


def superlative(question: str) -> Literal["highest", "lowest"] | None:
    """Whether the one with the most or the least is asked for; None where neither is, or both are."""
    high = re.search(_HIGHEST, question, re.IGNORECASE) is not None
    low = re.search(_LOWEST, question, re.IGNORECASE) is not None
    return None if high == low else "highest" if high else "lowest"


_WORKINGS = (
    r"\b(?:show|explain|give|include|see|with)\b[^.?]{0,30}\b"
    r"(?:calculations?|computation|workings?|your work|formula|math|steps)\b|"
    r"\bhow (?:is|was|were|are|did you|do you) (?:(?:it|that|this|they|these|the figure) )?"
    r"(?:get|got|calculated?|computed?|derived?|arrive)"
)


def wants_workings(question: str) -> bool:
    """Whether the figures behind a calculation are asked for: "show the calculation"."""
    return re.search(_WORKINGS, question, re.IGNORECASE) is not None
