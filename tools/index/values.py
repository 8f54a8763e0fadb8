"""Which values a text prints, as terms of an index of their own: "391,035" in a table in millions is "$391.0 billion".

A value's terms are its leading digits, rounded to each length from three up to all that are printed, with the place of
the decimal point modulo three: thousands, millions and billions print the same digits and move the point by threes, and
so do the separators of other locales. The more digits two printed values share, the more terms they share.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from tieout.tools.figures.grammar import Reading, figures

_LONGEST: Final = 9
"""Digits of the longest term: ten would not fit into the 32 bits of a sparse vector's index."""
_SHORTEST: Final = 3
"""Digits below which a value says little; shorter ones have a term only where nothing longer is printed."""
_ZEROS: Final = 4
"""Digits up to which the zeros at the end of a whole number count as printed: "391,000" is also "391.0 thousand"."""
_MOST_FIGURES: Final = 32
"""Figures of one query that are looked for, the longest first."""
_SATURATION: Final = 1.2
_LENGTH: Final = 0.75
_AVERAGE: Final = 40
"""Value terms of an average passage with figures; fixed, as that of the words is."""

_SEPARATORS: Final = ".,'’\u00a0\u2009\u202f"
_NUMERAL = re.compile(rf"\d[\d{_SEPARATORS}]*(?:(?: \d{{3}})+(?:,\d+)?\b)?")
"""A value, or several: "1 577,0" is one with a space in its thousands, and "120 300" may be a row of two."""
_SEPARATOR = re.compile(rf"[{_SEPARATORS}]")
_GROUPS = frozenset({2, 3})
"""Digits between two separators: thousands everywhere, and lakh in India."""
_YEARS = range(1900, 2101)
_YEAR_DIGITS = 4


def sparse_values(text: str) -> tuple[list[int], list[float]]:
    """A passage's value terms, rising, and their weights: those of a passage that prints few values weigh more."""
    found: set[int] = set()
    for numeral in _NUMERAL.findall(text):
        if len(numeral) > 2:  # noqa: PLR2004  # two digits without a point say nothing
            found.update(_printed(numeral))
    weight = (_SATURATION + 1) / (1 + _SATURATION * (1 - _LENGTH + _LENGTH * len(found) / _AVERAGE))
    return sorted(found), [weight] * len(found)


def sparse_values_query(text: str) -> tuple[list[int], list[float]]:
    """The value terms of a query's figures, rising; none where it has no figure, as years and "10-K" are none."""
    readings = (reading for reading in figures(text) if reading.is_figure and not reading.words)
    asked = sorted({shape for reading in readings if (shape := _shape(reading))}, reverse=True)[:_MOST_FIGURES]
    wanted = {term for digits, point in asked for term in _asked(digits, point)}
    return sorted(wanted), [1.0] * len(wanted)


def _shape(reading: Reading) -> tuple[int, int] | None:
    """The digits that a figure prints and how many of them stand before the point; None where there are none."""
    if not reading.value:
        return None
    value = abs(reading.value)
    digits = int(value / reading.precision)
    return (digits, Decimal(value).adjusted() + 1) if digits else None


def _asked(digits: int, point: int) -> Iterator[int]:
    """Terms of a figure in a query: as printed, and as somebody prints it who rounds to four digits or more."""
    size = len(str(digits))
    if size == 1:
        digits, size = 10 * digits, 2
    for length in range(min(size, _ZEROS), min(size, _LONGEST) + 1):
        yield _term(digits, size, point, length)


@lru_cache(maxsize=1 << 17)
def _printed(numeral: str) -> tuple[int, ...]:
    """Terms of a numeral as printed; none of a year, a list or a single digit."""
    if " " in numeral:
        return _spaced(numeral.split(" "))
    groups = _SEPARATOR.split(numeral.rstrip(_SEPARATORS))
    whole = "".join(groups)
    digits = whole.lstrip("0")
    if len(digits) < 2 or not whole.isascii():  # noqa: PLR2004  # a single digit says nothing
        return ()
    if len(groups) == 1:
        is_year = len(whole) == _YEAR_DIGITS and int(whole) in _YEARS
        return () if is_year else tuple(_terms(digits, len(digits), is_whole=True))
    if any(len(group) not in _GROUPS for group in groups[1:-1]):
        return ()
    decimals = len(groups[-1])
    is_whole = decimals == max(_GROUPS)
    return tuple(_terms(digits, len(digits) - (0 if is_whole else decimals), is_whole=is_whole))


def _spaced(parts: list[str]) -> tuple[int, ...]:
    """Terms of numerals with spaces between them: of each, and of the one that they may be together."""
    together = _printed("’".join(parts)) if len(parts[0]) <= max(_GROUPS) else ()
    return (*together, *(term for part in parts for term in _printed(part)))


def _terms(digits: str, point: int, *, is_whole: bool) -> list[int]:
    """Terms of all lengths of a printed value."""
    said = len(digits.rstrip("0"))
    printed = len(digits)
    size = min(printed, max(said, _ZEROS)) if is_whole else printed
    shortest = 2 if min(said, size) <= 2 else _SHORTEST  # noqa: PLR2004  # "1,200" is "1.2 thousand"
    number = int(digits)
    return [_term(number, printed, point, length) for length in range(shortest, min(size, _LONGEST) + 1)]


def _term(digits: int, size: int, point: int, length: int) -> int:
    """The first `length` digits, rounded half up, with the place of the point modulo three."""
    if size > length:
        unit = 10 ** (size - length)
        digits = (digits + unit // 2) // unit
        if digits == 10**length:
            digits, point = digits // 10, point + 1
    return 3 * digits + point % 3
