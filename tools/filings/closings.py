"""On which days an issuer's periods end, as far as its document tells, and which period some words mean."""

import calendar as months_of
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

from tieout.tools.filings.fiscal import Calendar

_DRIFT = 10
"""Days within which a 52/53-week year's end moves."""
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_PRINTED = re.compile(
    rf"(?:\b(?P<first>\d{{1,2}})\s+)?\b(?P<month>{_MONTH})\s+(?:(?P<day>\d{{1,2}}),?\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NAMES = [name.lower() for name in months_of.month_name]
_WEEK, _YEAR = 7, 365.2425
_WEEKS = {3: 13, 6: 26, 9: 39, 12: 52}
_LAST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Closings:
    """The days that may end a period; `period_end` is that of the document's own period."""

    period_end: date
    calendar: Calendar
    months: int
    """Length of the document's own period since the year's beginning: 12 for an annual report."""
    printed: Counter[date] = field(default_factory=Counter)
    """Days that the document names, by how often."""
    is_monthly: bool = True
    """Whether periods end with a month; else they end on a day of the week."""
    is_known: bool = True
    """Whether the fiscal year's last day is known; where it is not, a year alone says no day."""

    @classmethod
    def of(cls, text: str, *, period_end: date, calendar: Calendar, months: int, more: Iterable[date] = ()) -> Self:
        """Work them out from a document's text, and from further days that are known to end periods."""
        printed: Counter[date] = Counter(_days(text))
        for day in more:
            printed[day] += 3
        monthly = _is_monthly(period_end, printed)
        return cls(period_end=period_end, calendar=calendar, months=months, printed=printed, is_monthly=monthly)

    def year_end(self, year: int) -> date:
        """The last day of a fiscal year."""
        return self.near(_shifted(self.calendar.year_end, year - self.calendar.year))

    def own(self, year: int) -> date:
        """The day in a fiscal year that is to it what the document's last day is to the document's year."""
        label = self._year_of(self.period_end)
        return self.near(_shifted(self.period_end, year - label))

    def days(self, text: str) -> list[date]:
        """The complete days that a text names, in order."""
        return list(_days(text))

    def may_close(self, day: date) -> bool:
        """Whether a day can end a period of the issuer's."""
        return _is_month_end(day) if self.is_monthly else day.weekday() == self.period_end.weekday()

    def near(self, about: date) -> date:
        """The day that ends a period and is nearest to another day."""
        if self.is_monthly:
            return _month_end(about) if abs((_month_end(about) - about).days) <= _DRIFT else _month_end_before(about)
        weekday = self.period_end.weekday()
        around = [about + timedelta(days=step) for step in range(-_DRIFT, _DRIFT + 1)]
        same = [day for day in around if day.weekday() == weekday]
        named = [day for day in same if self.printed[day]]
        if named:
            return max(named, key=lambda day: (self.printed[day], -abs((day - about).days)))
        reference = self.calendar.year_end
        if _is_last_week(reference) and abs((about - reference).days % _YEAR) < _DRIFT:
            last = [day for day in same if _is_last_week(day)]
            same = last or same
        return min(same, key=lambda day: abs((day - about).days))

    def start(self, end: date, length: int, weeks: int | None = None) -> date:
        """The first day of a period of so many months that ends on a day."""
        if weeks is not None and not self.is_monthly:
            return end - timedelta(days=weeks * _WEEK - 1)
        if self.is_monthly or length not in _WEEKS:
            return _first_day(end, length)
        around = end - timedelta(weeks=_WEEKS[length])
        longer = around - timedelta(weeks=1)
        for day in sorted((around, longer), key=lambda d: -self.printed[d]):
            if self.printed[day]:
                return day + timedelta(days=1)
        if length == 12:  # noqa: PLR2004  # a year
            return self.near(_shifted(end, -1)) + timedelta(days=1)
        return around + timedelta(days=1)

    def quarter_end(self, year: int, quarter: int) -> date:
        """The last day of a fiscal quarter."""
        year_end = self.year_end(year)
        if quarter == _LAST:
            return year_end
        back = 3 * (_LAST - quarter)
        if self.is_monthly:
            return _first_day(year_end, back) - timedelta(days=1)
        return self.near(year_end - timedelta(weeks=_WEEKS[back]))

    def _year_of(self, day: date) -> int:
        """The fiscal year in which a day lies."""
        off = (day - self.calendar.year_end).days
        return self.calendar.year + -(-(off - _DRIFT) // round(_YEAR))


def _is_monthly(period_end: date, printed: Counter[date]) -> bool:
    """Whether the years before ended with a month too, as far as their last days are named."""
    if not _is_month_end(period_end):
        return False
    weekly = monthly = 0
    for years in range(-4, 2):
        if years:
            about = _shifted(period_end, years)
            monthly += printed[about]
            near = (about + timedelta(days=step) for step in range(-_DRIFT, _DRIFT + 1))
            weekly += sum(
                printed[day] for day in near if day.weekday() == period_end.weekday() and day != about and day.day != 1
            )
    return monthly >= weekly


def _days(text: str) -> Iterable[date]:
    for match in _PRINTED.finditer(text):
        number = match["day"] or match["first"]
        if number is None:
            continue
        try:
            yield date(int(match["year"]), _NAMES.index(match["month"].lower()), int(number))
        except ValueError:
            continue


def _shifted(day: date, years: int) -> date:
    last = months_of.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, last if _is_month_end(day) else min(day.day, last))


def _first_day(end: date, length: int) -> date:
    """The first day of a period of whole months that ends on a day."""
    index = end.year * 12 + end.month - length
    if not _is_month_end(end):
        index -= 1
        year, month = divmod(index, 12)
        return date(year, month + 1, min(end.day, months_of.monthrange(year, month + 1)[1])) + timedelta(days=1)
    year, month = divmod(index, 12)
    return date(year, month + 1, 1)


def _month_end(day: date) -> date:
    return day.replace(day=months_of.monthrange(day.year, day.month)[1])


def _month_end_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _is_last_week(day: date) -> bool:
    return (day + timedelta(days=_WEEK)).month != day.month
