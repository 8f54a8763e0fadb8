"""Which fiscal year and quarter a day or a period belongs to, in the issuer's own calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

from tieout.period import Duration, FiscalPeriod, FiscalSpan, Instant

_YEAR = 365.2425
_QUARTER = _YEAR / 4
_DRIFT = 12
"""Days by which a 52/53-week year's end moves, and a few for filers who round it to the month's end."""
_QUARTER_DRIFT = 25
"""Quarters of 12 and 16 weeks end this far from a quarter of the year."""
_WEEK = 7
_LAST = 4
_FEBRUARY, _MAY = 2, 5
_LENGTHS: tuple[tuple[FiscalSpan, range, tuple[int, ...]], ...] = (
    ("FY", range(350, 380), (4,)),
    ("Q1", range(75, 126), (1, 2, 3, 4)),
    ("H1", range(160, 202), (2, 4)),
    ("9M", range(246, 292), (3,)),
)
_FROM_THE_START = frozenset({"FY", "Q1", "H1", "9M"})
"""Periods that begin on the day after a fiscal year's end."""
_SHORTEST_JANUARY = 15
"""A year that ends up to the middle of February may be named after the year before."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """An issuer's fiscal calendar around one known year."""

    year_end: date
    """The end of the fiscal year `year`."""
    year: int
    ends: dict[date, str] = field(default_factory=dict)
    """Ends of the periods that a document reports, with their labels."""

    @classmethod
    def of(cls, *, year: int | None, span: FiscalSpan | None, period_end: date, month_day: str | None) -> Self:
        """Work out a calendar from what a filing's cover says.

        Args:
            year: the fiscal year that the cover states, if any; one that cannot be is not believed.
            span: the period that the filing reports: FY, or Q1 to Q3.
            period_end: the last day of that period.
            month_day: the fiscal year's last day as "MM-DD", if stated.
        """
        quarter = {"Q1": 1, "Q2": 2, "Q3": 3}.get(span or "FY", 4)
        year_end = period_end
        if quarter < _LAST:
            year_end = _nearest(period_end + timedelta(days=round((4 - quarter) * _QUARTER)), month_day)
        return cls(year_end, plausible_year(year, year_end))

    def reporting(self, periods: Iterable[tuple[date, date]]) -> Self:
        """The same calendar, knowing which days end a period that is reported."""
        ends: dict[date, str] = {}
        for start, end in periods:
            if (label := self.duration(start, end).fiscal) is not None and (days := FiscalPeriod.parse(label)):
                span = {"H1": "Q2", "9M": "Q3", "H2": "FY", "Q4": "FY"}.get(days.span, days.span)
                ends[end] = FiscalPeriod.model_validate({"year": days.year, "span": span}).label
                if days.span in _FROM_THE_START:
                    ends.setdefault(start - timedelta(days=1), FiscalPeriod(year=days.year - 1).label)
        return type(self)(self.year_end, self.year, ends)

    def duration(self, start: date, end: date) -> Duration:
        """A period with its label, where its length and its end fit one."""
        year, quarter, off = self._position(end)
        days = (end - start).days + 1
        allowed = _DRIFT if quarter == _LAST else _QUARTER_DRIFT
        label = _label(days, quarter, year) if abs(off) <= allowed else None
        return Duration(start=start, end=end, fiscal=label)

    def instant(self, end: date) -> Instant:
        """A day with its label, where it ends a fiscal year or quarter."""
        if end in self.ends:
            return Instant(end=end, fiscal=self.ends[end])
        year, quarter, off = self._position(end)
        is_end = quarter == _LAST and abs(off) <= _WEEK and self._is_like_year_end(end)
        return Instant(end=end, fiscal=FiscalPeriod(year=year).label if is_end else None)

    def _is_like_year_end(self, day: date) -> bool:
        """Whether a day ends a year as the known year ended: the same end of month, or the same day of the week."""
        if _is_month_end(self.year_end) and _is_month_end(day):
            return day.month == self.year_end.month
        return not _is_month_end(self.year_end) and day.weekday() == self.year_end.weekday()

    def _position(self, end: date) -> tuple[int, int, int]:
        """Fiscal year, quarter whose end is nearest, and the distance from it in days."""
        quarters = round((end - self.year_end).days / _QUARTER)
        off = (end - self.year_end).days - round(quarters * _QUARTER)
        years, quarter = divmod(quarters - 1, 4)
        return self.year + years + 1, quarter + 1, off


def plausible_year(stated: int | None, year_end: date) -> int:
    """The name of the fiscal year that ends on a day: the stated one, unless it cannot be."""
    names = {year_end.year}
    if year_end.month <= _MAY:
        names.add(year_end.year - 1)
    if stated in names:
        return stated or year_end.year
    early = year_end.month == 1 and year_end.day < _SHORTEST_JANUARY
    return year_end.year - 1 if early else year_end.year


def _label(days: int, quarter: int, year: int) -> str | None:
    for span, lengths, quarters in _LENGTHS:
        if days in lengths and quarter in quarters:
            named = {"Q1": f"Q{quarter}", "H1": "H2" if quarter == _LAST else "H1"}.get(span, span)
            return FiscalPeriod.model_validate({"year": year, "span": named}).label
    return None


def _nearest(about: date, month_day: str | None) -> date:
    """The day `month_day` nearest to another day; that day itself when none is stated."""
    if month_day is None:
        return about
    month, day = (int(part) for part in month_day.split("-"))
    candidates = [_day(about.year + step, month, day) for step in (-1, 0, 1)]
    nearest = min(candidates, key=lambda candidate: abs((candidate - about).days))
    return nearest if abs((nearest - about).days) <= 2 * _QUARTER_DRIFT else about


def _day(year: int, month: int, day: int) -> date:
    """A day of a year; 29 February falls back to the 28th."""
    return date(year, month, min(day, 28)) if month == _FEBRUARY else date(year, month, day)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
