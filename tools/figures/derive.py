"""How is a metric computed from facts? Expands its formula down to reported figures and evaluates it exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tieout.calculation import Calculation, Operand, Operation
from tieout.claim import Reason
from tieout.errors import TieoutError
from tieout.fact import Fact
from tieout.period import Period
from tieout.tools.figures.formula import Magnitude, Name, Node, Number, Undefined, evaluate, show
from tieout.tools.figures.formula import Operand as Leaf
from tieout.tools.figures.metric import Metric

SCALES = ((Decimal("1E6"), "millions"), (Decimal("1E3"), "thousands"))
NO_SCALE = (Decimal(1), "")
ISO_LETTERS = 3


class NotDerivable(TieoutError):  # noqa: N818  # it is a verdict's reason, and reads as one
    """A figure cannot be had from these facts; `reason` says which way."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.detail = detail


class Stray(NotDerivable):
    """A word that may make a figure another one than the one that is named."""

    def __init__(self, word: str, figure: str, *, owns: bool = False) -> None:
        """`owns` is whether the figure is said to be the word's own: "customers reported", "the tax on"."""
        super().__init__("unsupported", f"{word!r} may make {figure!r} another figure than the one that is named")
        self.word, self.owns = word, owns


@dataclass(frozen=True, kw_only=True)
class Expanded:
    """A formula whose names are all reported facts, by the key that its text uses."""

    tree: Node
    facts: Mapping[str, Fact]
    assumptions: tuple[str, ...] = ()


def key_of(leaf: Leaf) -> str:
    """A leaf's name in an expression."""
    return f"prior({leaf.metric})" if leaf.prior else leaf.metric


def written(node: Node) -> str:
    """The formula as text that `formula.parse` reads back."""
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, Name):
        return node.metric if node.call == "value" else f"{node.call}({node.metric})"
    if isinstance(node, Magnitude):
        return f"abs({written(node.body)})"
    return f"({written(node.left)} {node.sign} {written(node.right)})"


def derived(metric: Metric, expanded: Expanded, period: Period) -> Calculation:
    """The calculation of a metric; raises NotDerivable on a zero denominator or mixed currencies."""
    facts = expanded.facts
    outcome = evaluate(expanded.tree, lambda leaf: value_of(facts[key_of(leaf)]))
    if isinstance(outcome, Undefined):
        raise NotDerivable("not_meaningful", f"{metric.name} has a zero denominator")
    unit = unit_of(metric, facts.values())
    exact = outcome.exact * 100 if unit == "percent" else outcome.exact
    return _calculation(expanded, exact, operation="formula", metric=metric.name, unit=unit, period=period)


def stated(expanded: Expanded, *, operation: Operation, metric: str, unit: str, period: Period) -> Calculation:
    """The calculation of one figure from reported ones in its own unit."""
    facts = expanded.facts
    outcome = evaluate(expanded.tree, lambda leaf: facts[key_of(leaf)].value)
    if isinstance(outcome, Undefined):
        raise NotDerivable("not_meaningful", f"{metric} has a zero denominator")
    return _calculation(expanded, outcome.exact, operation=operation, metric=metric, unit=unit, period=period)


def _calculation(
    expanded: Expanded, exact: Fraction, *, operation: Operation, metric: str, unit: str, period: Period
) -> Calculation:
    facts = expanded.facts
    return Calculation(
        operation=operation,
        metric=metric,
        expression=written(expanded.tree),
        formula=readable(expanded.tree, facts),
        operands=tuple(Operand(name=k, fact=f.id, value=f.value or Decimal(0)) for k, f in facts.items()),
        value=decimal(exact),
        unit=unit,
        entity=next(iter(facts.values())).entity.key,
        period=period,
        assumptions=expanded.assumptions,
    )


def decimal(exact: Fraction) -> Decimal:
    """28 significant digits of an exact value."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def value_of(fact: Fact) -> Decimal | None:
    """A fact's value as formulas take it: percents as fractions."""
    return fact.value / 100 if fact.value is not None and fact.unit == "percent" else fact.value


def currency(fact: Fact) -> str:
    """The ISO code in a fact's unit, "" where it is no amount of money."""
    code = fact.unit.partition("/")[0]
    return code if len(code) == ISO_LETTERS and code.isupper() else ""


def unit_of(metric: Metric, facts: Iterable[Fact]) -> str:
    """The unit that a metric comes to over these facts."""
    currencies = sorted({currency(f) for f in facts} - {""})
    if len(currencies) > 1:
        raise NotDerivable("wrong_unit", f"{metric.name} would mix {' and '.join(currencies)}")
    fixed: dict[str, str] = {"percent": "percent", "ratio": "pure", "shares": "shares", "count": "pure", "days": "days"}
    if metric.unit in fixed:
        return fixed[metric.unit]
    if not currencies:
        raise NotDerivable("wrong_unit", f"{metric.name} needs amounts in a currency")
    return currencies[0] if metric.unit == "money" else f"{currencies[0]}/shares"


def readable(tree: Node, facts: Mapping[str, Fact]) -> str:
    """The formula with its figures, in the largest scale that shows them all exactly."""
    money = {k: f.value or Decimal(0) for k, f in facts.items() if currency(f) == f.unit}
    scale, word = next(
        (s for s in SCALES if any(money.values()) and all(a % s[0] == 0 for a in money.values())), NO_SCALE
    )

    def figure(leaf: Leaf) -> str:
        key = key_of(leaf)
        value = money[key] / scale if key in money else facts[key].value or Decimal(0)
        return f"{plain(value):,f}"

    unit = next((facts[k].unit for k in money), "")
    return show(tree, figure) + (f" ({unit} {word})" if word else "")


def plain(value: Decimal) -> Decimal:
    """The value without zeros behind its last digit, and without an exponent."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
