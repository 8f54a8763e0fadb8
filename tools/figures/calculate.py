"""What do figures come to: change, growth, ratio, share, sum, average? Exact, from facts, with a formula to check."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tieout.calculation import Calculation, Operand, Operation
from tieout.fact import Fact
from tieout.period import Duration, Period
from tieout.tools.figures.derive import NotDerivable, currency, key_of, readable, value_of, written
from tieout.tools.figures.formula import Binary, Node, Number, Undefined, evaluate
from tieout.tools.figures.recompute import compounded, factor, growth_expression, recompute, to_decimal
from tieout.tools.figures.terms import Level, Term, term

__all__ = [
    "Level", "NotDerivable", "average_of", "change", "compound_growth", "difference", "percent_change", "ratio",
    "recompute", "share", "sum_of",
]  # fmt: skip

_RELATIVE = frozenset({"percent", "points"})
_LENGTHS = (Fraction(9, 10), Fraction(11, 10))
"""How far two periods of a change may differ in length: 52 against 53 weeks, not a quarter against a year."""
_DAYS_A_YEAR = Fraction(1461, 4)
_NO_FACTS: Mapping[str, Fact] = {}


@dataclass(frozen=True, kw_only=True)
class _Rule:
    """An operation on its way to a calculation."""

    operation: Operation
    metric: str
    tree: Node
    terms: Sequence[Term]
    unit: str
    period: Period
    assumptions: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, Fact]:
        """Every figure by the name that the formula uses."""
        return {name: fact for one in self.terms for name, fact in one.facts.items()}

    def ratio(self) -> Fraction:
        """The exact value of the tree; raises NotDerivable on a zero denominator."""
        facts = self.facts
        outcome = evaluate(self.tree, lambda leaf: value_of(facts[key_of(leaf)]))
        if isinstance(outcome, Undefined):
            raise NotDerivable("not_meaningful", f"{self.metric}: the denominator is zero")
        return outcome.exact

    def calculation(self) -> Calculation:
        """The result with its operands and printed formula."""
        return self.valued(
            to_decimal(self.ratio() * factor(self.unit)), written(self.tree), readable(self.tree, self.facts)
        )

    def valued(self, value: Decimal, expression: str, formula: str) -> Calculation:
        """The calculation of a value that is known."""
        return Calculation(
            operation=self.operation,
            metric=self.metric,
            expression=expression,
            formula=formula,
            operands=tuple(
                Operand(name=name, fact=fact.id, value=fact.value)
                for name, fact in self.facts.items()
                if fact.value is not None
            ),
            value=value,
            unit=self.unit,
            entity=self.terms[0].entity,
            period=self.period,
            assumptions=self.assumptions,
        )


def _same(terms: Sequence[Term], what: str, *, entity: bool = True) -> None:
    """Refuse to mix units or, where they must agree, companies."""
    units = sorted({one.unit for one in terms})
    if len(units) > 1:
        raise NotDerivable("wrong_unit", f"{what} would mix {' and '.join(units)}")
    if entity and len({one.entity for one in terms}) > 1:
        raise NotDerivable("not_derivable", f"{what} would mix the figures of different companies")


def _comparable(later: Term, earlier: Term, what: str) -> None:
    """Refuse periods that are of different kinds or lengths, or in the wrong order."""
    _same((later, earlier), what)
    new, old = later.period, earlier.period
    if new.kind != old.kind:
        raise NotDerivable("not_derivable", f"{what} would set a balance at a date against a figure over time")
    if new.end <= old.end:
        raise NotDerivable("not_derivable", f"{what} needs the later period first: {new.end} is not after {old.end}")
    if isinstance(new, Duration) and isinstance(old, Duration):
        low, high = _LENGTHS
        if not low <= Fraction(new.days, old.days) <= high:
            raise NotDerivable("not_derivable", f"{what} would set {new.days} days against {old.days} days")


def _minus(left: Node, right: Node) -> Node:
    return Binary(sign="-", left=left, right=right)


def _over(left: Node, right: Node) -> Node:
    return Binary(sign="/", left=left, right=right)


def _value(one: Term) -> Fraction:
    rule = _Rule(operation="formula", metric=one.label, tree=one.node, terms=(one,), unit=one.unit, period=one.period)
    return rule.ratio()


def _less(operation: Operation, what: str, terms: tuple[Term, Term], *, fractions: bool) -> Calculation:
    """The first figure less the second, in points where they are percentages."""
    one, other = terms
    unit = "points" if one.unit in _RELATIVE or (fractions and one.unit == "pure") else one.unit
    tree = _minus(one.node, other.node)
    return _Rule(operation=operation, metric=what, tree=tree, terms=terms, unit=unit, period=one.period).calculation()


def _base(earlier: Term, what: str) -> None:
    """Refuse a base from which no percentage means anything."""
    if _value(earlier) <= 0:
        raise NotDerivable("not_meaningful", f"{what} has a base that is zero or negative")


def change(
    later: Level,
    earlier: Level,
    *,
    facts: Mapping[str, Fact] = _NO_FACTS,
    metric: str | None = None,
    fractions: bool = False,
) -> Calculation:
    """How much more the later figure is; between percentages, or fractions that stand for them, in percentage points.

    Wherever a calculation is an operand, `facts` holds its own operands by fact id.
    """
    new, old = term("later", later, facts), term("earlier", earlier, facts)
    what = metric or f"change in {new.label}"
    _comparable(new, old, what)
    return _less("change", what, (new, old), fractions=fractions)


def percent_change(
    later: Level, earlier: Level, *, facts: Mapping[str, Fact] = _NO_FACTS, metric: str | None = None
) -> Calculation:
    """By how many percent the later figure is more; raises NotDerivable from a base of zero or less."""
    new, old = term("later", later, facts), term("earlier", earlier, facts)
    what = metric or f"percent change in {new.label}"
    _comparable(new, old, what)
    if new.unit in _RELATIVE:
        raise NotDerivable("wrong_unit", f"{what}: a change between percentages is in percentage points")
    _base(old, what)
    tree = _over(_minus(new.node, old.node), old.node)
    return _Rule(
        operation="percent_change", metric=what, tree=tree, terms=(new, old), unit="percent", period=new.period
    ).calculation()


def compound_growth(
    later: Level, earlier: Level, *, facts: Mapping[str, Fact] = _NO_FACTS, metric: str | None = None
) -> Calculation:
    """The yearly growth that leads from the earlier figure to the later one, in percent."""
    new, old = term("later", later, facts), term("earlier", earlier, facts)
    what = metric or f"compound annual growth in {new.label}"
    _comparable(new, old, what)
    _base(old, what)
    years = round(Fraction((new.period.end - old.period.end).days) / _DAYS_A_YEAR)
    if years < 1 or _value(new) < 0:
        raise NotDerivable("not_meaningful", f"{what} needs at least one year and a figure that is not negative")
    tree = _over(new.node, old.node)
    rule = _Rule(
        operation="compound_growth", metric=what, tree=tree, terms=(new, old), unit="percent", period=new.period
    )
    value = compounded(rule.ratio(), years)
    shown, mark, note = readable(tree, rule.facts).partition(" (USD")
    formula = f"({shown})^(1/{years}) − 1{mark}{note}"
    return rule.valued(value, growth_expression(years, written(tree)), formula)


def ratio(
    top: Level, bottom: Level, *, facts: Mapping[str, Fact] = _NO_FACTS, metric: str | None = None
) -> Calculation:
    """How many times the bottom figure the top one is; money over shares is an amount per share."""
    above, below = term("top", top, facts), term("bottom", bottom, facts)
    what = metric or f"{above.label} to {below.label}"
    per_share = below.unit == "shares" and currency_of(above) != ""
    if not per_share:
        _same((above, below), what, entity=False)
    unit = f"{above.unit}/shares" if per_share else "pure"
    tree = _over(above.node, below.node)
    return _Rule(
        operation="ratio", metric=what, tree=tree, terms=(above, below), unit=unit, period=above.period
    ).calculation()


def currency_of(one: Term) -> str:
    """The currency of an amount of money, "" for anything else."""
    codes = {currency(fact) for fact in one.facts.values()}
    return one.unit if one.unit in codes else ""


def share(
    part: Level, whole: Level, *, facts: Mapping[str, Fact] = _NO_FACTS, metric: str | None = None
) -> Calculation:
    """How many percent of the whole the part is; both of one company and one period's end."""
    one, total = term("part", part, facts), term("whole", whole, facts)
    what = metric or f"{one.label} as a share of {total.label}"
    _same((one, total), what)
    if one.period.end != total.period.end:
        raise NotDerivable(
            "not_derivable", f"{what} would mix periods that end {one.period.end} and {total.period.end}"
        )
    tree = _over(one.node, total.node)
    return _Rule(
        operation="share", metric=what, tree=tree, terms=(one, total), unit="percent", period=one.period
    ).calculation()


def difference(
    left: Level,
    right: Level,
    *,
    facts: Mapping[str, Fact] = _NO_FACTS,
    metric: str | None = None,
    fractions: bool = False,
) -> Calculation:
    """The left figure less the right one, across companies or metrics; between percentages as `change` does."""
    one, other = term("left", left, facts), term("right", right, facts)
    what = metric or f"{one.label} less {other.label}"
    _same((one, other), what, entity=False)
    return _less("difference", what, (one, other), fractions=fractions)


def _spanned(terms: Sequence[Term]) -> Period:
    """The one period of all, or the days from the first start to the last end."""
    periods = [one.period for one in terms]
    if all((p.start, p.end) == (periods[0].start, periods[0].end) for p in periods):
        return periods[0]
    last = max(periods, key=lambda p: p.end)
    starts = [p.start for p in periods if p.start is not None]
    return Duration(start=min(starts), end=last.end) if len(starts) == len(periods) else last


def _added(terms: Sequence[Term]) -> Node:
    tree = terms[0].node
    for one in terms[1:]:
        tree = Binary(sign="+", left=tree, right=one.node)
    return tree


def _items(levels: Sequence[Level], facts: Mapping[str, Fact], what: str) -> tuple[Term, ...]:
    if not levels:
        raise NotDerivable("not_derivable", f"{what} needs at least one figure")
    terms = tuple(term(f"item_{number}", level, facts) for number, level in enumerate(levels, start=1))
    _same(terms, what)
    return terms


def sum_of(levels: Sequence[Level], *, facts: Mapping[str, Fact] = _NO_FACTS, metric: str | None = None) -> Calculation:
    """All figures together: of one company, over several periods that do not overlap, or several metrics of one."""
    what = metric or "sum"
    terms = _items(levels, facts, what)
    if terms[0].unit in _RELATIVE:
        raise NotDerivable("not_meaningful", f"{what}: percentages do not add up")
    if any(one.facts.keys() and _overlap(one.period, other.period) for one, other in _different(terms)):
        raise NotDerivable("not_derivable", f"{what} would count days twice or add balances of different dates")
    rule = _Rule(
        operation="sum", metric=what, tree=_added(terms), terms=terms, unit=terms[0].unit, period=_spanned(terms)
    )
    return rule.calculation()


def _different(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Pairs of terms whose periods are not one and the same."""
    ordered = sorted(terms, key=lambda one: (one.period.end, one.period.start or one.period.end))
    pairs = itertools.pairwise(ordered)
    return [(a, b) for a, b in pairs if (a.period.start, a.period.end) != (b.period.start, b.period.end)]


def _overlap(earlier: Period, later: Period) -> bool:
    """Whether two different periods share days; balances at two dates never add up."""
    return earlier.start is None or later.start is None or later.start <= earlier.end


def average_of(
    levels: Sequence[Level], *, facts: Mapping[str, Fact] = _NO_FACTS, metric: str | None = None
) -> Calculation:
    """The mean of figures in one unit of one company."""
    what = metric or "average"
    terms = _items(levels, facts, what)
    tree = _over(_added(terms), Number(value=Decimal(len(terms))))
    unit = terms[0].unit
    return _Rule(
        operation="average", metric=what, tree=tree, terms=terms, unit=unit, period=_spanned(terms)
    ).calculation()
