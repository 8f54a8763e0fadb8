"""How a value is printed: deterministic, readable, and read back by the grammar as the same value and unit."""

from decimal import Decimal

from tieout.calculation import Calculation
from tieout.claim import Style
from tieout.fact import Fact
from tieout.tools.figures.numerals import shift
from tieout.tools.figures.units import is_currency

_SIGNS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "CAD": "C$", "AUD": "A$", "INR": "₹", "KRW": "₩",
}  # fmt: skip
SCALES = {3: " thousand", 6: " million", 9: " billion"}
DENOMINATORS = {"shares": "share", "bbl": "barrel", "sqft": "square foot"}
_BILLION = 9
_MOST_PLACES = 2
"""A calculated amount that needs more places than cents is rounded to its `places`."""


def fraction_digits(value: Decimal) -> int:
    """Digits after the decimal point that the value needs; negative counts the zeros before it."""
    _, digits, exponent = value.as_tuple()
    if not any(digits) or not isinstance(exponent, int):
        return 0
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return -(exponent + zeros)


def _digits(value: Decimal, places: int) -> str:
    return format(abs(value), f",.{places}f")


def _scaled_digits(value: Decimal, decimals: int | None, *, money: bool) -> str:
    """Digits and scale word of an amount of money or shares, none of its digits lost."""
    needed = fraction_digits(value)
    shown = needed if decimals is None else max(decimals, needed)
    size = abs(value)
    thousand, million, billion = (Decimal((0, (1,), power)) for power in SCALES)
    if shown >= 0 or size < thousand or (decimals is None and size < million):
        places = max(shown, 0)
        return _digits(value, 2 if money and places == 1 else places)
    exponent = 3 if size < million else 9 if shown <= -_BILLION and size >= billion else 6
    return _digits(shift(value, -exponent), max(0, exponent + shown)) + SCALES[exponent]


def _rounded_digits(value: Decimal, places: int, *, money: bool) -> str:
    """Digits and scale word of an amount that is rounded when it is printed."""
    if abs(value) >= Decimal((0, (1,), 6)):
        return _digits(shift(value, -6), places) + SCALES[6]
    return _digits(value, max(places, 2) if money else places)


def _amount(value: Decimal, decimals: int | None, style: Style, places: int | None, *, money: bool) -> str:
    if style == "auto" and places is not None:
        return _rounded_digits(value, places, money=money)
    if style == "auto":
        return _scaled_digits(value, decimals, money=money)
    return _digits(value, max(0, fraction_digits(value), decimals or 0))


def with_currency(digits: str, currency: str) -> str:
    """Digits with their currency's sign, else its code."""
    sign = _SIGNS.get(currency)
    return f"{sign}{digits}" if sign else f"{currency} {digits}"


def _relative(value: Decimal, decimals: int | None, unit: str, places: int | None) -> str:
    shown = max(0, fraction_digits(value), decimals or 0) if places is None else places
    return _digits(value, shown) + {"percent": "%", "points": " percentage points", "pure": "x"}[unit]


def render(
    value: Decimal, unit: str, decimals: int | None = None, style: Style = "auto", places: int | None = None
) -> str:
    """The printed text of a value in base units.

    `decimals` is the source's accuracy as in `Fact.decimals`: no digit of the value is ever lost, and "auto" chooses
    the scale word by it. `places` rounds instead, for calculated values. A unit that is neither a currency, a
    quotient, shares nor a proportion prints digits only.
    """
    if style == "magnitude":
        return render(abs(value), unit, decimals, "auto", places)
    if style == "percent":
        return _as_percent(value, unit, decimals, places)
    minus = "-" if value < 0 else ""
    numerator, _, denominator = unit.partition("/")
    if style == "plain":
        return minus + _digits(value, max(0, fraction_digits(value), decimals or 0))
    if unit in {"percent", "points", "pure"}:
        text = _relative(value, decimals, unit, places)
    elif denominator and is_currency(numerator):
        amount = _amount(value, max(decimals or 0, 0), "exact" if places is None else "auto", places, money=True)
        text = f"{with_currency(amount, numerator)} per {DENOMINATORS.get(denominator, denominator)}"
    elif is_currency(unit):
        text = with_currency(_amount(value, decimals, style, places, money=True), unit)
    elif unit == "shares":
        text = _amount(value, decimals, style, places, money=False) + " shares"
    else:
        text = _digits(value, max(0, fraction_digits(value), decimals or 0) if places is None else places)
    return minus + text if any(digit in text for digit in "123456789") else text


def _as_percent(value: Decimal, unit: str, decimals: int | None, places: int | None) -> str:
    """A fraction as a percentage; anything else as it is."""
    if unit != "pure":
        return render(value, unit, decimals, "auto", places)
    return render(shift(value, 2), "percent", None if decimals is None else decimals - 2, "auto", places)


def render_fact(fact: Fact, style: Style = "auto") -> str | None:
    """A fact as printed; None where it has no value."""
    return None if fact.value is None else render(fact.value, fact.unit, fact.decimals, style)


def render_calculation(calculation: Calculation, style: Style = "auto", places: int = 1) -> str:
    """A calculated value as printed: proportions at `places`, multiples and long amounts at two at least."""
    value, unit = calculation.value, calculation.unit
    if style == "plain":
        shown = min(fraction_digits(value), 4)
        return render(round(value, shown), unit, None, style) if shown > 0 else render(value, unit, None, style)
    if unit in {"percent", "points"} or (unit == "pure" and style == "percent"):
        return render(value, unit, None, style, places)
    if unit == "pure" or "/" in unit:
        return render(value, unit, None, style, max(places, 2))
    if fraction_digits(value) > (_MOST_PLACES if is_currency(unit) else 0):
        return render(value, unit, None, "auto", places)
    return render(value, unit, None, style)
