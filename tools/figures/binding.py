"""What does a figure of a text state? The reading with its fact or calculation, or why it states nothing known."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.calculation import Calculation
from tieout.claim import Failure
from tieout.fact import Fact
from tieout.tools.figures.agreement import in_unit
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.terms import Level


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A figure as read, and what it states; `failure` says why it is not that, or why nothing could be bound."""

    reading: Reading
    level: Level | None = None
    failure: Failure | None = None

    @property
    def verdict(self) -> Literal["tied", "wrong", "untied"]:
        """Tied; wrong where the words name a figure and the sources have another value for it; else untied."""
        if self.failure is None:
            return "tied"
        return "untied" if self.level is None else "wrong"


def in_print(level: Fact | Calculation, at: Reading) -> Decimal | None:
    """The exact value in the printed unit; a bare number states counts, days and multiples."""
    if level.value is None:
        return None
    bare = at.unit == "" and (level.unit in {"pure", "days"} or at.noun.casefold() == level.unit.casefold())
    return level.value if bare else in_unit(level.value, level.unit, at.unit)
