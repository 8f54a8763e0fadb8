"""Which day is a daily figure of? A calendar day as the period of a price, and what holds on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, TypeAlias

from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.derive import NotDerivable

MARKET = "market"
"""The statement of metrics that are quoted daily."""
LONGEST_REST = timedelta(days=7)
"""Quotes of one series are seldom further apart."""
_HALF_A_YEAR = timedelta(days=183)
"""A number of shares that is older says little of a day: covers come once a quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A calendar day, beside the fiscal periods that other figures are of."""

    day: date
    span: Literal["day"] = "day"

    @property
    def year(self) -> int:
        """Its calendar year."""
        return self.day.year

    @property
    def label(self) -> str:
        """In ISO form."""
        return self.day.isoformat()

    @property
    def words(self) -> str:
        """As an answer prints it: "February 3, 2023"."""
        return f"{self.day:%B} {self.day.day}, {self.day.year}"


PeriodWanted: TypeAlias = FiscalPeriod | Day


def on_day(fact: Fact, day: date) -> bool:
    """Whether a figure is of exactly this day."""
    return fact.period.kind == "instant" and fact.period.end == day


def still_holds(fact: Fact, day: date) -> bool:
    """Whether a balance stated some time before may stand for a day."""
    return fact.period.kind == "instant" and fact.period.end <= day <= fact.period.end + _HALF_A_YEAR


def series_within(facts: Iterable[Fact], first: date, last: date) -> tuple[Fact, ...]:
    """The quotes of the one series that says most of these days, oldest first.

    Raises:
        NotDerivable: there are none, they do not reach from the first day to the last, or days are missing between.
    """
    found: dict[tuple[str, str], dict[date, Fact]] = {}
    for fact in facts:
        if fact.period.kind == "instant" and first <= fact.period.end <= last:
            found.setdefault((fact.document, fact.concept), {}).setdefault(fact.period.end, fact)
    longest: dict[date, Fact] = max(found.values(), key=len, default={})
    days = sorted(longest)
    marks = [first, *days, last]
    if not days or any(after - before > LONGEST_REST for before, after in pairwise(marks)):
        raise NotDerivable("missing_evidence", f"the indexed prices do not cover all days from {first} to {last}")
    return tuple(longest[day] for day in days)


def one_series(levels: Sequence[Fact]) -> None:
    """Raise NotDerivable where quotes that are compared do not come from one table and one column of it."""
    if len({(one.document, one.concept) for one in levels}) > 1:
        raise NotDerivable("not_derivable", "the prices come from different tables, which may be on different bases")
