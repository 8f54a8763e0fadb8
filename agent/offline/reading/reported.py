"""Which fiscal periods has a company reported, and which of them ends on a day?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import cast

from tieout.agent.offline.reading.timing import ANNUAL, QUARTERLY, visible
from tieout.document import Document
from tieout.period import FiscalPeriod, FiscalSpan

QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
_QUARTER = Fraction(1461, 16)
"""Days of a quarter of a year, on average."""
NEAR = 16
"""Days within which a fiscal quarter ends at a month's end: years of 52 and 53 weeks end on a day of the week."""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The fiscal calendar of one company, as its annual and quarterly reports show it."""

    ends: dict[FiscalPeriod, date]
    """By quarter, the last of a year for an annual report, the day on which it ended."""

    @classmethod
    def by(cls, documents: Iterable[Document], as_of: date | None) -> "Reported":
        """What the reports that were public on a day say of themselves."""
        known = [d for d in documents if d.form in (ANNUAL | QUARTERLY) and (as_of is None or visible(d, as_of))]
        dated = [(period_of(d), d.period_end) for d in known]
        return cls(ends={period: end for period, end in dated if period is not None and end is not None})

    @cached_property
    def newest(self) -> FiscalPeriod | None:
        """The newest quarter that is reported, the fourth where it is a year's report."""
        return max(self.ends, key=lambda p: self.ends[p], default=None)

    @cached_property
    def own(self) -> FiscalPeriod | None:
        """The newest quarter that has a report of its own."""
        return max((p for p in self.ends if p.span != QUARTERS[-1]), key=lambda p: self.ends[p], default=None)

    def latest(self, span: FiscalSpan) -> FiscalPeriod | None:
        """The newest "Q3", "H1" or "9M" that has been reported by the newest report."""
        if self.newest is None:
            return None
        this = FiscalPeriod(year=self.newest.year, span=span)
        return this if this.last_quarter <= self.newest.last_quarter else this.shifted(-1)

    def last_quarters(self, count: int) -> tuple[FiscalPeriod, ...]:
        """The newest quarters, the oldest first."""
        if self.newest is None:
            return ()
        return tuple(before(self.newest, n) for n in reversed(range(count)))

    def end(self, period: FiscalPeriod) -> date | None:
        """The day on which a period ends: as reported, else as the nearest report lets expect."""
        quarter = FiscalPeriod(year=period.year, span=QUARTERS[period.last_quarter - 1])
        if quarter in self.ends:
            return self.ends[quarter]
        nearest = min(self.ends, key=lambda p: abs(number(p) - number(quarter)), default=None)
        if nearest is None:
            return None
        return self.ends[nearest] + timedelta(days=round((number(quarter) - number(nearest)) * _QUARTER))

    def ending(self, day: date) -> FiscalPeriod | None:
        """The quarter that ends on a day or near it; None where none does."""
        if self.newest is None:
            return None
        away = round((day - self.ends[self.newest]).days / _QUARTER)
        quarter = before(self.newest, -away)
        end = self.end(quarter)
        return quarter if end is not None and abs((end - day).days) <= NEAR else None

    @staticmethod
    def before(quarter: FiscalPeriod) -> FiscalPeriod:
        """The quarter before a quarter."""
        return before(quarter)

    def year_end(self, year: FiscalPeriod) -> date | None:
        """The day on which a year ended that has an annual report."""
        return self.ends.get(FiscalPeriod(year=year.year, span=QUARTERS[-1]))

    @property
    def first_year(self) -> int | None:
        """The oldest year with an annual report."""
        return min((p.year for p in self.ends if p.span == QUARTERS[-1]), default=None)

    @property
    def is_calendar(self) -> bool:
        """Whether its years end at the end of December, by some days."""
        if self.newest is None:
            return True
        end = self.end(FiscalPeriod(year=self.newest.year))
        return end is None or any(abs((end - date(y, 12, 31)).days) <= NEAR for y in (end.year - 1, end.year))

    def calendar_year(self, year: int) -> tuple[FiscalPeriod, ...]:
        """The four quarters of a calendar year; none where the company's quarters end at other months."""
        found = tuple(self.ending(date(year, month, 30)) for month in (3, 6, 9, 12))
        return cast("tuple[FiscalPeriod, ...]", found) if all(found) else ()


def period_of(document: Document) -> FiscalPeriod | None:
    """The quarter with which a report ends."""
    if document.fiscal_year is None or document.fiscal_period is None:
        return None
    whole = FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period)
    return FiscalPeriod(year=whole.year, span=QUARTERS[whole.last_quarter - 1])


def number(period: FiscalPeriod) -> int:
    """Quarters, counted through the years."""
    return period.year * 4 + period.last_quarter


def before(quarter: FiscalPeriod, count: int = 1) -> FiscalPeriod:
    """The quarter some quarters earlier; later where the count is negative."""
    year, place = divmod(number(quarter) - 1 - count, 4)
    return FiscalPeriod(year=year, span=QUARTERS[place])
