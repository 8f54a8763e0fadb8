"""Numbers printed with two numerals or a fraction sign: 2-for-1, 0.8 to 1, 3:1, 5 1/2, 5½."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tieout.tools.figures.folding import VULGAR, Folded
from tieout.tools.figures.numerals import Number

_SPLIT = re.compile(r"(\d{1,4})-for-(\d{1,4})(?![\d.])", re.IGNORECASE)
_TO_ONE = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)(?: to |\s?:\s?)1(?:\.0{1,2})?(?![,.:]?\d)(?! ?[a-z]*illion|%)")
_RATIO = re.compile(r"\bratios?\b[^.;\n\t]{0,60}\Z", re.IGNORECASE)
_SLASHED = re.compile(r"(?:(\d{1,6})[ -])?(\d{1,2})/(\d{1,2})(?![\d/]|\.\d)")
_VULGAR = re.compile(rf"(?:(\d{{1,6}})[ \u00a0-]?)?({VULGAR})(?![{VULGAR}\d])")
_FRACTION_PRECISION = Decimal("0.01")
"""A printed fraction such as 5½ is read to hundredths, as 5.50."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """A number of two parts; `end` is in folded text, unit "" leaves the unit to what follows."""

    number: Number
    end: int
    unit: str


def _quotient(top: Decimal, bottom: Decimal, precision: Decimal) -> Number | None:
    return Number(value=top / bottom, precision=precision) if bottom else None


def _read(text: str, start: int) -> tuple[Number | None, int, str] | None:
    if match := _SPLIT.match(text, start):
        return _quotient(Decimal(match[1]), Decimal(match[2]), _FRACTION_PRECISION), match.end(), "pure"
    match = _TO_ONE.match(text, start)
    if match and (":" in match[0] or _RATIO.search(text, max(0, start - 80), start)):
        value = Decimal(match[1])
        return Number(value=value, precision=Decimal(1).scaleb(int(value.as_tuple().exponent))), match.end(), "pure"
    if match := _SLASHED.match(text, start):
        part = _quotient(Decimal(match[2]), Decimal(match[3]), _FRACTION_PRECISION)
        return _plus(match[1], part), match.end(), ""
    return None


def _plus(whole: str | None, part: Number | None) -> Number | None:
    return part and Number(value=Decimal(whole or 0) + part.value, precision=part.precision)


def read_ratio(folded: Folded, start: int) -> Ratio | None:
    """The ratio or fraction that starts here; None for a plain numeral."""
    found = _read(folded.text, start)
    if found is None and (match := _VULGAR.match(folded.text, start)):
        sign = folded.original[folded.offsets[match.start(2)]]
        value = Fraction(unicodedata.numeric(sign)).limit_denominator(1000)
        part = _quotient(Decimal(value.numerator), Decimal(value.denominator), _FRACTION_PRECISION)
        found = _plus(match[1], part), match.end(), ""
    if found is None or found[0] is None:
        return None
    return Ratio(number=found[0], end=found[1], unit=found[2])
