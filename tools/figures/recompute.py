"""What does a calculation come to when it is done again, from its operands' facts?"""

import re
from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction

from tieout.calculation import Calculation
from tieout.errors import InputError
from tieout.fact import Fact
from tieout.tools.figures.derive import NotDerivable, key_of, value_of
from tieout.tools.figures.formula import DIGITS, Undefined, evaluate, parse
from tieout.tools.figures.formula import Operand as Leaf

_WIDE = Context(prec=60)
_EXACT = Context(prec=DIGITS)
_GROWTH = re.compile(r"growth over (\d{1,3}) years: (.+)", re.DOTALL)


def factor(unit: str) -> int:
    """What brings an exact proportion into its unit."""
    return 100 if unit in {"percent", "points"} else 1


def to_decimal(exact: Fraction) -> Decimal:
    """28 significant digits, whatever arithmetic context is in force."""
    return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def growth_expression(years: int, ratio: str) -> str:
    """The expression of a compound growth rate."""
    return f"growth over {years} years: {ratio}"


def compounded(ratio: Fraction, years: int) -> Decimal:
    """The yearly growth in percent that makes a ratio in so many years."""
    wide = _WIDE.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    yearly = _WIDE.power(wide, _WIDE.divide(Decimal(1), Decimal(years))) if wide else wide
    return _EXACT.multiply(_WIDE.subtract(yearly, Decimal(1)), Decimal(100))


def recompute(calculation: Calculation, facts: Mapping[str, Fact]) -> Decimal:
    """The value from the facts themselves; raises NotDerivable where an operand is missing or not what its fact says.

    The calculation's own `value` plays no part: compare it with the result.
    """
    found = _operands(calculation, facts)
    growth = _GROWTH.fullmatch(calculation.expression)
    if (growth is not None) != (calculation.operation == "compound_growth"):
        raise NotDerivable("bad_arithmetic", f"{calculation.expression!r} is no {calculation.operation}")
    ratio = _evaluated(growth[2] if growth else calculation.expression, found, calculation.metric)
    if growth:
        years = int(growth[1])
        if years < 1 or ratio < 0:
            raise NotDerivable("not_meaningful", f"{calculation.metric} has no growth rate over {years} years")
        return compounded(ratio, years)
    return to_decimal(ratio * factor(calculation.unit))


def _operands(calculation: Calculation, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The operands' facts by name, each with the value that the calculation claims."""
    found: dict[str, Fact] = {}
    for operand in calculation.operands:
        fact = facts.get(operand.fact)
        if fact is None:
            raise NotDerivable("no_source", f"{operand.name} rests on a fact that is not at hand: {operand.fact!r}")
        if fact.value != operand.value:
            raise NotDerivable("bad_arithmetic", f"{operand.name} is {fact.value} in the source, not {operand.value}")
        found[operand.name] = fact
    return found


def _evaluated(expression: str, found: Mapping[str, Fact], metric: str) -> Fraction:
    def lookup(leaf: Leaf) -> Decimal | None:
        fact = found.get(key_of(leaf))
        return value_of(fact) if fact else None

    try:
        outcome = evaluate(parse(expression), lookup)
    except InputError as error:
        raise NotDerivable("bad_arithmetic", f"{metric}: {error}") from error
    if isinstance(outcome, Undefined):
        lacking = ", ".join(operand.metric for operand in outcome.missing)
        if lacking:
            raise NotDerivable("bad_arithmetic", f"{metric} names figures that are not its operands: {lacking}")
        raise NotDerivable("not_meaningful", f"{metric}: the denominator is zero")
    return outcome.exact
