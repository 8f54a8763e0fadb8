"""On which days was there a quote? Days of prices, as-of aware: future, stale and uncovered days are refused."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from tieout.tools.figures.days import LONGEST_REST
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.market import STALE

_SATURDAY = 5
_HOLIDAYS = frozenset({(1, 1), (12, 25)})
"""No exchange asked about trades on these."""


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """The days on which a company was quoted, oldest first, as known on a day."""

    name: str
    """The ticker, as messages say it."""
    days: Sequence[date]
    today: date
    """The day of the question, or its as-of day."""
    as_of: date | None = None
    fiscal: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    """First and last day of fiscal periods, by label."""

    @property
    def first(self) -> date:
        """The first day with a quote."""
        return self.days[0]

    @property
    def last(self) -> date:
        """The last day with a quote."""
        return self.days[-1]

    def at(self, day: date) -> tuple[date, tuple[str, ...]]:
        """The day itself, or the last one before it that has a quote, which is then said.

        Raises:
            NotDerivable: the day is still to come, before the first quote, or after the last one.
        """
        self._has_come(day)
        if day < self.first:
            raise NotDerivable("missing_evidence", f"the prices of {self.name} begin on {self.first}, after {day}")
        last = self.days[bisect_right(self.days, day) - 1]
        if last == day:
            return day, ()
        self._covers(last, day)
        return last, (f"{self.name} has no quote of {day}: the last close before it, of {last}, is given",)

    def edge(self, day: date) -> tuple[date, tuple[str, ...]]:
        """The last day with a quote of a stretch that ends on a day."""
        return self.at(day)[0], ()

    def first_of(self, first: date, last: date) -> date:
        """The first day with a quote of a stretch of days."""
        self._has_come(first)
        at = bisect_left(self.days, first)
        if at == len(self.days) or self.days[at] > last:
            raise NotDerivable("missing_evidence", f"the prices of {self.name} have no day from {first} to {last}")
        found = self.days[at]
        if at == 0 and _trades_between(first - timedelta(days=1), found - timedelta(days=1)):
            raise NotDerivable("missing_evidence", f"the prices of {self.name} begin on {found} only")
        return found

    def between(self, first: date, last: date) -> tuple[tuple[date, date], tuple[str, ...]]:
        """The first and the last day with a quote of a stretch that the prices cover."""
        end, _ = self.at(last)
        start = self.first_of(first, last)
        within = self.days[bisect_left(self.days, start) : bisect_right(self.days, end)]
        if any(after - before > LONGEST_REST for before, after in pairwise(within)):
            raise NotDerivable("missing_evidence", f"days are missing in the prices of {self.name}; ingest them again")
        return (start, end), ()

    def _has_come(self, day: date) -> None:
        if day > self.today:
            why = f"after {self.as_of}, as of which it is asked" if self.as_of else "still to come"
            raise NotDerivable("missing_evidence", f"{day} is {why}: there is no price of it")

    def _covers(self, last: date, day: date) -> None:
        """Raise where the last quote before a day cannot stand for it."""
        newest = last == self.last
        if day - last > STALE or (newest and _trades_between(last, day)):
            advice = "ingest newer prices" if newest else "ingest them again"
            raise NotDerivable(
                "missing_evidence",
                f"the last indexed price of {self.name} up to {day} is of {last}, too old to stand for it; {advice}",
            )


def _trades_between(last: date, day: date) -> bool:
    """Whether an exchange may have traded after one day, up to another: some day between is no weekend's."""
    days = (last + timedelta(days=n) for n in range(1, min((day - last).days, STALE.days) + 1))
    return any(one.weekday() < _SATURDAY and (one.month, one.day) not in _HOLIDAYS for one in days)
