"""Whether a printed figure states an exact value, and if not, what is wrong with it."""

from decimal import Context, Decimal

from tieout.claim import Reason
from tieout.fact import Fact
from tieout.tools.figures.numerals import shift

_EXACT = Context(prec=400)
_THOUSANDS = (3, -3, 6, -6, 9, -9, 12, -12)
_TO_PERCENT = {("pure", "percent"): 2, ("percent", "pure"): -2}


def _distance(printed: Decimal, exact: Decimal) -> Decimal:
    return abs(_EXACT.subtract(printed, exact))


def agrees(printed: Decimal, precision: Decimal, exact: Decimal) -> bool:
    """Whether the exact value, rounded to the printed precision, gives the print; either way at a tie.

    The printed precision is the only tolerance: "$391.0 billion" allows 0.05 billion on both sides.
    """
    return _EXACT.multiply(_distance(printed, exact), Decimal(2)) <= precision


def explain_mismatch(
    printed: Decimal, precision: Decimal, exact: Decimal, decimals: int | None = None
) -> Reason | None:
    """What kind of mistake makes the print differ from the exact value; None when it agrees.

    `decimals` is the source's accuracy: a print within it but finer than it states more than the source knows.
    """
    if agrees(printed, precision, exact):
        return None
    if agrees(-printed, precision, exact):
        return "wrong_sign"
    if printed and exact and any(agrees(shift(printed, n), shift(precision, n), exact) for n in _THOUSANDS):
        return "wrong_scale"
    if decimals is not None and precision < (unit := Decimal((0, (1,), -decimals))) and agrees(printed, unit, exact):
        return "wrong_precision"
    if _distance(printed, exact) <= precision:
        return "rounding"
    return "wrong_value"


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The value in another unit of the same thing: 0.438 pure is 43.8 percent; None when it is another thing."""
    if unit.casefold() == wanted.casefold():
        return value
    exponent = _TO_PERCENT.get((unit, wanted))
    return None if exponent is None else shift(value, exponent)


def agree(one: Fact, other: Fact) -> bool:
    """Whether two facts can be the same figure, each rounded to its own accuracy."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return _distance(one.value, other.value) <= half_unit(one) + half_unit(other)


def half_unit(fact: Fact) -> Decimal:
    """Half of one unit of a fact's stated accuracy; zero for an exact one."""
    return Decimal(0) if fact.decimals is None else Decimal((0, (5,), -fact.decimals - 1))
