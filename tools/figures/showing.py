"""How is a value printed where the question says how? In its scale, to its places, as a percentage, in basis points."""

from decimal import ROUND_HALF_UP, Decimal

from tieout.claim import Shown
from tieout.tools.figures.numerals import shift
from tieout.tools.figures.render import DENOMINATORS, SCALES, fraction_digits, with_currency
from tieout.tools.figures.units import is_currency

_MOST = 3
"""Places of a calculated amount that no question limits."""
_MILLION = 6
_FRACTIONS = {"percent": 1, "points": 1, "pure": 2}
"""Places of a calculated proportion that no question limits."""
_NAMES = {"percent": "%", "points": " percentage points", "pure": "x"}


def show(value: Decimal, unit: str, decimals: int | None, shown: Shown, *, calculated: bool) -> str | None:
    """The printed text of a value as it is asked for; None where nothing that is asked for concerns its unit.

    `decimals` is the source's accuracy as in `Fact.decimals`. A calculated value has exactly the places asked for; a
    reported one never has digits that its source does not state. A value that is not zero is not rounded to it.
    """
    if unit == "days":
        return rounded(value, 1 if shown.places is None else shown.places) if calculated else None
    if unit in _NAMES:
        return _relative(value, unit, decimals, shown, calculated=calculated)
    if is_currency(unit) or unit == "shares":
        return _amount(value, unit, decimals, shown, calculated=calculated)
    if is_currency(unit.partition("/")[0]) and shown.places is not None:
        known = max(fraction_digits(value), decimals or 0, 0)
        return _per_share(value, unit, shown.places if calculated else min(shown.places, known))
    return None


def _relative(value: Decimal, unit: str, decimals: int | None, shown: Shown, *, calculated: bool) -> str:
    """Percentages, points and multiples; a multiple as a percentage, and points as basis points, where asked for."""
    if unit == "pure" and shown.unit == "percent":
        known = None if decimals is None else decimals - 2
        return _proportion(shift(value, 2), "percent", known, shown.places, calculated=calculated)
    if unit == "points" and shown.unit == "basis points":
        return f"{rounded(shift(value, 2), shown.places or 0)} basis points"
    return _proportion(value, unit, decimals, shown.places, calculated=calculated)


def _proportion(value: Decimal, unit: str, decimals: int | None, places: int | None, *, calculated: bool) -> str:
    known = max(fraction_digits(value), decimals or 0, 0)
    if calculated:
        asked = _FRACTIONS[unit] if places is None else places
    else:
        asked = known if places is None else min(places, known)
    return rounded(value, asked if round(value, asked) else max(asked, min(known, _MILLION))) + _NAMES[unit]


def _per_share(value: Decimal, unit: str, places: int) -> str:
    currency, _, of = unit.partition("/")
    known = max(fraction_digits(value), 0)
    digits = rounded(abs(value), places if not value or round(value, places) else known)
    return f"{'-' if value < 0 else ''}{with_currency(digits, currency)} per {DENOMINATORS.get(of, of)}"


def _amount(value: Decimal, unit: str, decimals: int | None, shown: Shown, *, calculated: bool) -> str:
    """Money or shares in the scale asked for, else in millions where they are that large."""
    large = abs(value) >= Decimal((0, (1,), _MILLION))
    scale = shown.scale if shown.scale is not None else (_MILLION if large else 0)
    needed = fraction_digits(value)
    known = max(0, scale + (needed if decimals is None or calculated else max(decimals, needed)))
    places = min(known, _MOST) if calculated and shown.places is None else known
    if shown.places is not None:
        places = shown.places if calculated and needed + scale > 0 else min(shown.places, known)
    scaled = shift(value, -scale)
    if value and not round(scaled, places):
        places = known
    text = rounded(abs(scaled), places) + SCALES.get(scale, "")
    minus = "-" if value < 0 else ""
    return minus + (with_currency(text, unit) if unit != "shares" else f"{text} shares")


def rounded(value: Decimal, places: int) -> str:
    """Digits at so many places, halves away from zero, thousands apart."""
    return format(value.quantize(Decimal((0, (1,), -places)), rounding=ROUND_HALF_UP), ",f")
