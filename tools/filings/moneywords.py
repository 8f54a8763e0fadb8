"""Which currency and which scale do the heads of a statement name? "CHF000", "£’m", "Rs. in crore", "TEUR"."""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from tieout.tools.figures.units import CODES, symbol_unit

_CODE: Final = "|".join(sorted(CODES))
_SCALES: Final = (
    (9, re.compile(r"\bbillions?\b|(?:\b|[$€£¥₹])bn\b", re.IGNORECASE)),
    (7, re.compile(r"\bcrores?\b|\bcrs?\b\.?", re.IGNORECASE)),
    (5, re.compile(r"\bla(?:kh|c)s?\b", re.IGNORECASE)),
    (6, re.compile(r"\b(?:millions?|mln|mio)\b|(?<![\d,.])[’'‘`]?000[ ,]000", re.IGNORECASE)),
    (3, re.compile(r"\b(?:thousands?|ths)\b|(?<![\d,.])[’'‘`]?000(?:[’'‘`]?s)?(?![\d,.])", re.IGNORECASE)),
    (6, re.compile(rf"\b[mM](?:{_CODE}|€|£|\$)|(?:{_CODE}|RMB)\s?[mM]n?\b|[$€£¥₹]\s?[’']?[mM]n?\b|\b[mM][€£$]|\bmn\b")),
    (3, re.compile(rf"\b[TtKk](?:{_CODE}|[€£$])|(?:\b(?:{_CODE})\s?|[$€£])[’']?[kK]\b")),
)
_NAMES: Final = (
    ("CAD", r"canadian\s+dollars?|\bC(?:AD|DN|AN)?\$"),
    ("AUD", r"australian\s+dollars?|\bA(?:UD?)?\$"),
    ("NZD", r"new\s+zealand\s+dollars?|\bNZ\$"),
    ("SGD", r"singapore\s+dollars?|\bS(?:GD)?\$"),
    ("HKD", r"hong\s+kong\s+dollars?|\bHK\$"),
    ("TWD", r"(?:new\s+)?taiwan\s+dollars?|\bNT\$"),
    ("BRL", r"brazilian\s+rea(?:is|l)|\breais\b|\bR\$"),
    ("USD", r"u\.?\s?s\.?\s+dollars?|united\s+states\s+dollars?|\bUS\s?\$|\bUSD\b|\bdollars?\s+u\.?s"),
    ("EUR", r"\beuros?\b|€|\bT€|\bK€"),
    ("GBP", r"\bpounds?\b|\bsterling\b|£"),
    ("CHF", r"swiss\s+francs?"),
    ("JPY", r"\byen\b|¥"),
    ("CNY", r"\brenminbi\b|\bRMB\b|\byuan\b"),
    ("INR", r"indian\s+rupees?|\brupees?\b|₹|\brs\.?(?=\W)"),
    ("ILS", r"\bNIS\b|new\s+israeli\s+shekels?"),
    ("ZAR", r"\brands?\b|\bR\s?(?:million|m\b|[’']?000\b)"),
    ("MYR", r"\bringgit\b|\bRM\b"),
    ("KRW", r"korean\s+won|₩"),
    ("SEK", r"swedish\s+kronor"),
    ("NOK", r"norwegian\s+kroner"),
    ("DKK", r"danish\s+kroner"),
    ("PHP", r"philippine\s+pesos?|₱"),
    ("NGN", r"\bnaira\b|₦"),
    ("PLN", r"\bzłoty\b|\bzloty\b|\bzł\b"),
    ("THB", r"\bbaht\b"),
    ("AED", r"\bdirhams?\b"),
    ("SAR", r"saudi\s+riyals?"),
)  # fmt: skip
_NAMED: Final = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _NAMES)
_PRINTED_CODE: Final = re.compile(rf"(?<![A-Za-z])[TKMtkm]?(?P<code>{_CODE})(?![a-z])(?:m\b|k\b|)")
_DOLLAR: Final = re.compile(r"\$|\bdollars?\b", re.IGNORECASE)
_DOLLARS: Final = frozenset({"CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "USD"})
_IN_WHICH: Final = re.compile(
    r"(?:presentation(?:al)?|reporting|functional)\s+currenc|(?:presented|expressed|stated|reported|denominated|rounded)\s+(?:in|to)\b",
    re.IGNORECASE,
)
_NEAR: Final = 140
_ABN: Final = re.compile(r"\b(?:ABN|ACN)\W{0,3}\d\d|\bASX\b")
_SMALLER: Final = re.compile(r"\bpence\b|\bcents?\b|[¢₵]|\(p\)|(?<![a-z])p\b\.?|\bpaise\b|\bsen\b|\bc\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def scale_of(text: str) -> int | None:
    """The power of ten that words such as "in thousands" or "£m" name; None where they name none."""
    return next((exponent for exponent, pattern in _SCALES if pattern.search(text)), None)


@lru_cache(maxsize=4096)
def currency_of(text: str, dollar: str = "USD") -> str:
    """The currency that a head or a unit line names, "" for none; `dollar` is what a bare "$" means."""
    found = [(match.start(), code) for code, pattern in _NAMED if (match := pattern.search(text))]
    if code := _PRINTED_CODE.search(text):
        found.append((code.start(), symbol_unit(code["code"])))
    if found:
        return min(found)[1]
    return dollar if _DOLLAR.search(text) else ""


def dollar_of(text: str) -> str:
    """Which dollar a report means by "$": that in which it says that it is presented, else the US dollar."""
    counts: Counter[str] = Counter()
    for match in _IN_WHICH.finditer(text):
        near = text[match.start() : match.end() + _NEAR]
        for code, pattern in _NAMED:
            if code in _DOLLARS and pattern.search(near):
                counts[code] += 1
    if counts:
        return counts.most_common(1)[0][0]
    return "AUD" if _ABN.search(text) else "USD"


def is_of_hundredths(text: str) -> bool:
    """Whether a label or head says that an amount per share is in pence or cents."""
    return _SMALLER.search(text) is not None
