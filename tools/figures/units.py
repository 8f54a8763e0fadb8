"""What the signs and words around a numeral say of its unit and scale."""

import re
from dataclasses import dataclass

from tieout.tools.figures.numerals import SCALE_WORDS

SYMBOLS = {
    "US$": "USD", "U.S.$": "USD", "HK$": "HKD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD", "AU$": "AUD",
    "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "NT$": "TWD", "MX$": "MXN", "USD$": "USD", "$": "USD", "€": "EUR",
    "£": "GBP", "¥": "JPY", "JP¥": "JPY", "CN¥": "CNY", "RMB¥": "CNY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₽": "RUB",
    "₺": "TRY", "฿": "THB", "₫": "VND", "₱": "PHP", "₦": "NGN", "₴": "UAH", "zł": "PLN",
}  # fmt: skip
"""Currency by printed sign."""
CODES = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "HKD",
        "CAD",
        "AUD",
        "NZD",
        "SGD",
        "BRL",
        "TWD",
        "MXN",
        "CNY",
        "INR",
        "KRW",
        "ILS",
        "RUB",
        "TRY",
        "THB",
        "VND",
        "PHP",
        "PLN",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "CZK",
        "HUF",
        "ZAR",
        "SAR",
        "AED",
        "QAR",
        "KWD",
        "EGP",
        "NGN",
        "ARS",
        "CLP",
        "COP",
        "PEN",
        "IDR",
        "MYR",
        "ISK",
        "RON",
        "BGN",
        "UAH",
        "PKR",
        "BDT",
        "LKR",
        "KES",
    ]
)
"""ISO 4217 codes that are read beside a numeral."""
_ALIASES = {"RMB": "CNY", "CNH": "CNY", "EURO": "EUR", "RS": "INR"}
_NAMES = {
    "dollar": "USD", "euro": "EUR", "sterling": "GBP", "yen": "JPY", "renminbi": "CNY", "yuan": "CNY", "rupee": "INR",
}  # fmt: skip
_CODE = "|".join(sorted([*CODES, *_ALIASES]))

SYMBOL_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])(?:U\.S\. ?|US ?|USD ?|HK|CAD?|AUD?|NZD?|NT|MX|JP|CN|RMB|[ACSR])|(?<!\w)zł)?"
    r"[$€£¥₹₩₪₽₺฿₫₱₦₴ł]\s{0,2}\Z"
)
CODE_BEFORE = re.compile(rf"(?<![A-Za-z])(?:{_CODE})\.?\s?\Z")

_GAP = r"[ \u00a0]?"
_WORD_SCALE = (
    "hundred thousand|hundred million|thousand|million|billion|trillion|hundred|crore|lakh|mio|mln|mil|bln|trn"
)
SCALE_AFTER = re.compile(
    rf"(?:[ \u00a0-]?|\s)(?:{_WORD_SCALE})s?\b|{_GAP}(?:MM|mm|mn|Mn|bn|Bn|BN|tn|Tn|TN|MN)\b|[kKmMbBtT]\b(?![-'])"
    rf"|{_GAP}[MBT]\b(?![-'.]\w)",
)
UNIT_AFTER = re.compile(
    r"(?P<percent>\s?%|[ -](?:percent|per[ -]cent)\b|[ ]?pct\b\.?)"
    r"(?P<points>[ -]?(?:percentage[ -])?(?:points?|pts?|pp|ppts?)\b)?"
    r"|(?P<pp>[ -]?(?:percentage[ -]points?|ppts?|pps?|p\.p\.)(?!\w)|[ -]points?\b)"
    r"|(?P<bps>[ -]?(?:basis[ -]points?|bps?)\b)"
    r"|(?P<permille>\s?‰)"
    r"|(?P<times>[ ]?[x×](?!\w|\s?\d)|[ ]times\b(?! (?:a|per)\b)|[ -]?fold\b)"
    r"|(?P<cents>[ -]?(?:cents?\b|¢))"
    rf"|(?P<name>[ -](?:U\.S\.[ ]|US[ ])?(?:{'|'.join(_NAMES)})s?\b)"
    rf"|(?P<code>[ ]?(?-i:{_CODE})\b|[ ]?[€£¥$₹](?!\s?\d))",
    re.IGNORECASE,
)
PER_AFTER = re.compile(
    r"(?:[ ,]{1,2}(?:per|a|an|for each)[ ]|[ ]?/[ ]?)"
    r"(?P<what>(?:(?:basic|diluted|common|ordinary|preferred|outstanding|weighted|average|class [ab]|and|or)[ ]){0,5}"
    r"shares?"
    r"|ads|adr|unit|barrel|bbl|boe|ounce|oz|pound|lb|gallon|tonne|ton|mmbtu|mcf|mwh|kwh|square foot|bushel)\b",
    re.IGNORECASE,
)
SHARES_AFTER = re.compile(r"[ -](?:shares?|ADSs?|ADRs?)\b")


def symbol_unit(printed: str) -> str:
    """The currency of a printed sign or code, "" when unknown."""
    sign = re.sub(r"\s", "", printed).upper().removesuffix(".")
    unit = SYMBOLS.get(sign) or _ALIASES.get(sign) or (sign if sign in CODES else "")
    return unit or SYMBOLS.get(sign.replace("ZŁ", "zł"), "")


def scale_exponent(printed: str) -> int:
    """The power of ten that scale words stand for."""
    words = re.split(r"[ -]", printed.strip(" -\u00a0\n\t").lower())
    return sum(SCALE_WORDS.get(word) or SCALE_WORDS[word.removesuffix("s")] for word in words if word)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitAfter:
    """A unit that follows a numeral, the power of ten that brings it to base units, and where it ends."""

    unit: str
    exponent: int
    end: int


_EXPONENTS = {"bps": -2, "cents": -2}


def unit_after(text: str, at: int) -> UnitAfter | None:
    """The unit that follows at a position, None when there is none."""
    match = UNIT_AFTER.match(text, at)
    if match is None:
        return None
    name = match.lastgroup or ""
    if match["points"] or name in {"pp", "bps"}:
        unit = "points"
    elif name in {"percent", "permille"}:
        unit = name
    elif name == "times":
        unit = "pure"
    elif name == "name":
        unit = _NAMES[match["name"].lower().split()[-1].strip("- ").removesuffix("s")]
    else:
        unit = "USD" if name == "cents" else symbol_unit(match[0])
    return UnitAfter(unit=unit, exponent=_EXPONENTS.get(name, 0), end=match.end())


def per_unit(what: str) -> str:
    """The denominator of a quotient unit."""
    word = what.lower().split()[-1]
    return "shares" if word in {"share", "shares", "ads", "adr"} else {"foot": "sqft", "bbl": "barrel"}.get(word, word)


def is_currency(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code."""
    return unit in CODES
