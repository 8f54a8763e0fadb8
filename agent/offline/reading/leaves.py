"""Of which figures is a formula of a question made, and what stands where in its words?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tieout.period import FiscalPeriod
from tieout.question import MetricAsked
from tieout.tools.figures.formula import Name, Node


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One figure of a formula: a metric, and its own period, or so many years before that of the result."""

    metric: MetricAsked
    period: FiscalPeriod | None = None
    back: int = 0


@dataclass(frozen=True, kw_only=True)
class Known:
    """What stands where in a text, by where it begins: its end, and what it is."""

    metrics: Mapping[int, tuple[int, MetricAsked]]
    periods: Mapping[int, tuple[int, tuple[FiscalPeriod, ...]]]
    names: Mapping[str, Node] = field(default_factory=dict)
    """Measures that the question defines elsewhere, by name in lower case."""


class Leaves:
    """The figures of the formulas of one question, each under a name."""

    def __init__(self) -> None:
        self._names: dict[Leaf, str] = {}

    def name(self, leaf: Leaf) -> Name:
        """A figure as formulas call it."""
        return Name(metric=self._names.setdefault(leaf, f"leaf_{len(self._names)}"))

    def by_name(self) -> dict[str, Leaf]:
        """The figures by their names."""
        return {name: leaf for leaf, name in self._names.items()}
