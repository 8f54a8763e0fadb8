"""Is this fact the figure that is meant? What is wanted, and whether a fact is of that period, part and metric."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.fact import Fact
from tieout.tools.figures.days import Day, PeriodWanted, on_day, still_holds
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.member import is_member
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.parts import closing
from tieout.tools.figures.units import is_currency
from tieout.tools.figures.vocabulary import Vocabulary

_MOVEMENT = re.compile(r":(?:IncreaseDecrease|Increase|Decrease)In(?=[A-Z])")
_MOVED = re.compile(r"\b(?:chang\w+|increas\w+|decreas\w+|movement)\b", re.IGNORECASE)
UNITS = {"percent": "percent", "ratio": "pure", "shares": "shares"}
"""The unit of a fact that can state a metric of this unit."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A figure's meaning: what of whom, when, and of which part."""

    entity: str
    """Entity key."""
    metric: str | None
    """Vocabulary id; None when only the words are known."""
    words: str
    """As asked or printed, matched against row labels when there is no vocabulary id."""
    period: PeriodWanted
    member: str | None = None
    """Segment, product or geography; None is the whole company."""
    nearest: bool = False
    """Whether a balance of some time before the day may stand for it."""

    def of(self, metric: str) -> "Wanted":
        """Another metric of the same company and period, of the whole company."""
        return replace(self, metric=metric, words="", member=None)

    def at(self, period: PeriodWanted) -> "Wanted":
        """The same figure of another period."""
        return replace(self, period=period)


def balances(facts: Sequence[Fact]) -> list[Fact]:
    """The same without changes of a balance where it is there itself: cash flow statements name both alike."""
    held = [f for f in facts if _MOVEMENT.search(f.concept) is None]
    return held if any(f.period.kind == "instant" for f in held) else list(facts)


def is_movement(fact: Fact, sentence: str) -> bool:
    """Whether a fact is how far a balance moved, in a sentence that speaks of no movement."""
    return _MOVEMENT.search(fact.concept) is not None and _MOVED.search(f"{fact.label} {sentence}") is None


def may_state(metric: Metric, fact: Fact) -> bool:
    """Whether an untagged figure can be the metric that its label names: its unit and its kind of period fit.

    "Gross margin 46.2%" is no gross profit, and a non-GAAP row is not the figure of the statements.
    """
    if fact.measure == "non_gaap" or (metric.period == "instant") != (fact.period.kind == "instant"):
        return False
    if metric.unit == "money":
        return is_currency(fact.unit)
    if metric.unit == "per_share":
        return fact.unit.endswith("/shares")
    return fact.unit == UNITS.get(metric.unit, fact.unit)


def fits(fact: Fact, wanted: Wanted) -> bool:
    """Whether a fact is of the period and of the part that are wanted."""
    if wanted.nearest and isinstance(wanted.period, Day):
        return still_holds(fact, wanted.period.day) and not fact.dimensions
    if not in_period(fact, wanted.period):
        return False
    if wanted.member is None:
        return not fact.dimensions
    return is_member(fact, wanted.member)


def in_period(fact: Fact, period: PeriodWanted) -> bool:
    """Whether a fact holds for a period; the balance at a year's end is the fourth quarter's too."""
    if isinstance(period, Day):
        return on_day(fact, period.day)
    named = fact.period.fiscal
    return named == period.label or (named is not None and fact.period.kind == "instant" and named == closing(period))


def missing(wanted: Wanted, vocabulary: Vocabulary) -> NotDerivable:
    """The error that a figure is not there."""
    name = vocabulary.metric(wanted.metric).name if wanted.metric else wanted.words
    part = f" of {wanted.member}" if wanted.member else ""
    if wanted.nearest:
        detail = f"no number of {name} is indexed of the half year before {wanted.period.words}"
        return NotDerivable("missing_evidence", detail)
    return NotDerivable("missing_evidence", f"{name}{part} is not reported for {wanted.period.words}")
