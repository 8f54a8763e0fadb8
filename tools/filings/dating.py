"""Which period a document without tags is about, from the heads of its tables and its first page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tieout.document import Document, Table
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.timing import Timing, timing, united

_MONTHS = {"FY": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12, "9M": 9}
_YEAR = 12
_HEAD_ROWS = 6
_PERIODIC = ("10-K", "10-Q", "20-F", "40-F")
_ANNUAL = ("10-K", "20-F", "40-F")
_APART = range(80, 460)
"""Days between the balance sheet's two days, where the earlier one ends a fiscal year."""


def closings_of(
    document: Document, tables: Sequence[Table], text: str, calendar: Calendar | None, more: Iterable[date] = ()
) -> tuple[Closings, Calendar | None] | None:
    """The days that end the issuer's periods, and its calendar where the fiscal year's end is known; None for neither.

    Args:
        document: what its cover or first page says.
        tables: its tables.
        text: its canonical text.
        calendar: the issuer's calendar, where the cover is tagged.
        more: further days that end periods.
    """
    if calendar is not None and document.period_end is not None:
        months = _MONTHS.get(document.fiscal_period or "FY", _YEAR)
        return _closings(text, document.period_end, calendar, months, more), calendar
    heads = list(_heads(tables))
    stated = document.period_end if (document.form or "").startswith(_PERIODIC) else None
    end = stated or _latest(heads, document.filed)
    if end is None:
        return None
    months = max((h.months or 0 for h in heads if h.year == end.year and h.month == end.month), default=0)
    if (document.form or "").startswith(_ANNUAL):
        months = _YEAR
    year_end = _year_end(heads, end, months)
    known = Calendar.of(year=None, span="FY", period_end=year_end, month_day=None) if year_end else None
    guess = known or Calendar(end, end.year)
    return _closings(text, end, guess, months or _YEAR, more), known


def _closings(text: str, end: date, calendar: Calendar, months: int, more: Iterable[date]) -> Closings:
    return Closings.of(text, period_end=end, calendar=calendar, months=months, more=more)


def _heads(tables: Sequence[Table]) -> Iterable[Timing]:
    """What each head cell says about time, with the words of the row above for a bare date."""
    for table in tables:
        above: Timing | None = None
        for row in table.rows[:_HEAD_ROWS]:
            said = [timing(cell.text) for cell in row]
            spans = [one for one in said if one.months and not one.month]
            for one in said:
                if one.month and one.year and not one.several:
                    yield one.filled(replace(above, instant=False)) if above and not one.months else one
            above = spans[0] if len(spans) == 1 else united(()) if spans else above
    return


def _latest(heads: Sequence[Timing], filed: date | None) -> date | None:
    """The latest day that heads columns of at least two tables, not after the filing."""
    days = Counter(day for head in heads if (day := _day(head)) and (filed is None or day <= filed))
    often = [day for day, count in days.items() if count > 1] or list(days)
    return max(often, default=None)


def _year_end(heads: Sequence[Timing], end: date, months: int) -> date | None:
    """The last day of the fiscal year in which the document's period ends, or of that year's predecessor."""
    if months == _YEAR:
        return end
    others = {day for head in heads if not head.months and (day := _day(head)) and (end - day).days in _APART}
    return max(others, default=None)


def _day(head: Timing) -> date | None:
    if head.year is None or head.month is None or head.day is None:
        return None
    try:
        return date(head.year, head.month, head.day)
    except ValueError:
        return None
