"""What a short mark of currency and scale says: "US$’000", "RMB million", "£m", "(000s)"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tieout.tools.figures.units import CODES, symbol_unit

_NAMES = {"RMB": "CNY", "Rs": "INR", "Rs.": "INR", "RM": "MYR", "R": "ZAR", "Yen": "JPY", "Euro": "EUR"}
_SIGN = r"(?:US|U\.S\.|HK|NT|NZ|AU|CA|MX|[CARS])?\$|[€£¥₹₩]"
_CODE = "|".join(sorted(CODES)) + r"|RMB|Rs\.?|RM|Yen|Euro|R(?=\s?[’']?(?:m|M|bn|000|million|billion))"
_SCALE = (
    r"(?P<zeros>[’'‘]?\s?000(?P<more>,000)?[’']?s?)|(?P<short>[mM](?:n|N)?|[mM]il|bn|BN|Bn)|"
    r"(?P<word>[Tt]housand|[Mm]illion|[Bb]illion|[Cc]rore|[Ll]akh)s?"
)
_MARK = re.compile(
    rf"(?<![\w.,])(?P<currency>{_SIGN}|{_CODE})\s?(?:in\s+)?[’'‘]?(?:{_SCALE})(?![\w,.]*\d)(?!\w)|"
    r"(?<![\d,.$€£])(?P<bare>[’'‘]000(?P<million>,000)?|000[’']?s)(?!\w)"
)
_WORDS = {"thousand": 3, "million": 6, "billion": 9, "crore": 7, "lakh": 5, "m": 6, "mn": 6, "mil": 6, "bn": 9}
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMark:
    """A power of ten, and the currency, "" where the mark has none."""

    exponent: int
    currency: str = ""
    is_whole: bool = False
    """Whether the text says nothing else."""


@lru_cache(maxsize=8192)
def unit_mark(text: str) -> UnitMark | None:
    """The mark in a head or a corner; None where there is none."""
    match = _MARK.search(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    zeros = match["zeros"] or match["bare"]
    exponent = (
        (6 if match["more"] or match["million"] else 3) if zeros else _WORDS[(match["short"] or match["word"]).lower()]
    )
    sign = match["currency"] or ""
    currency = _NAMES.get(sign) or (sign if sign in CODES else symbol_unit(sign) if sign else "")
    rest = text[: match.start()] + text[match.end() :]
    return UnitMark(
        exponent=exponent, currency=currency, is_whole=re.fullmatch(r"\W*(?:[Ii]n\b)?\W*", rest) is not None
    )
