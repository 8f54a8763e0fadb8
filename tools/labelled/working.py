"""What do printed figures come to together: change, share, average, sum? Exact, with the formula to check."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from tieout.calculation import Calculation, Operand
from tieout.calculation import Operation as Kind
from tieout.fact import Fact
from tieout.tools.figures.derive import NotDerivable, readable
from tieout.tools.figures.formula import parse
from tieout.tools.figures.recompute import recompute

_METRICS: Final[Mapping[Kind, str]] = {
    "change": "change", "percent_change": "percent change", "difference": "difference", "sum": "sum",
    "average": "average", "ratio": "ratio", "share": "share",
}  # fmt: skip
_PAIRS: Final[Mapping[Kind, str]] = {
    "change": "item_2 - item_1", "percent_change": "(item_2 - item_1) / item_1", "difference": "item_1 - item_2",
    "ratio": "item_1 / item_2", "share": "item_1 / item_2",
}  # fmt: skip
_TWO: Final = 2


def calculated(kind: Kind, facts: Sequence[Fact]) -> Calculation:
    """The operation over figures in their order; a change goes from the first to the second.

    Raises:
        NotDerivable: they have no value, are of different units, or come to nothing that means something.
    """
    _check(kind, facts)
    expression = _expression(kind, len(facts))
    named = {f"item_{number}": fact for number, fact in enumerate(facts, start=1)}
    draft = Calculation(
        operation=kind,
        metric=_METRICS[kind],
        expression=expression,
        formula=readable(parse(expression), named),
        operands=tuple(Operand(name=n, fact=f.id, value=f.value) for n, f in named.items() if f.value is not None),
        value=Decimal(0),
        unit=_unit(kind, facts[0].unit),
        entity=facts[0].entity.key,
        period=max((f.period for f in facts), key=lambda p: p.end),
    )
    return draft.model_copy(update={"value": recompute(draft, {f.id: f for f in facts})})


def _expression(kind: Kind, count: int) -> str:
    if kind in _PAIRS:
        return _PAIRS[kind]
    total = " + ".join(f"item_{number}" for number in range(1, count + 1))
    return total if kind == "sum" else f"({total}) / {count}"


def _unit(kind: Kind, unit: str) -> str:
    if kind in {"percent_change", "share"}:
        return "percent"
    if kind == "ratio":
        return "pure"
    return "points" if unit == "percent" and kind in {"change", "difference"} else unit


def _check(kind: Kind, facts: Sequence[Fact]) -> None:
    units, values = {fact.unit for fact in facts}, [fact.value for fact in facts]
    what = _METRICS.get(kind, kind)
    if kind not in _METRICS or len(facts) < _TWO or (kind in _PAIRS and len(facts) != _TWO):
        raise NotDerivable("not_derivable", f"{what} is not taken of {len(facts)} figures")
    if any(value is None for value in values):
        raise NotDerivable("not_meaningful", f"{what} would take a dash for a figure")
    if len(units) > 1 or "points" in units:
        raise NotDerivable("wrong_unit", f"{what} would mix {' and '.join(sorted(units))}")
    known = [value for value in values if value is not None]
    base = known[0] if kind == "percent_change" else known[-1]
    if kind in {"percent_change", "share"} and (base == 0 or known[0] * known[-1] < 0):
        raise NotDerivable("not_meaningful", f"{what} between figures of different signs, or on a base of zero")
