"""Which period a document without tags is about, from the heads of its tables and its first page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tieout.document import Document, Table, TableCell
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.fiscalwords import Said, annual_end, quarter_said, year_end, year_named
from tieout.tools.filings.timing import Timing, timing

_MONTHS = {"FY": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12, "9M": 9}
_YEAR = 12
_HEAD_ROWS = 6
_PERIODIC = ("10-K", "10-Q", "20-F", "40-F")
_ANNUAL = ("10-K", "20-F", "40-F")
_QUARTER = 3
_MONTH, _ABOUT = 30.44, 12
"""Days of a month, and days within which the day before a 52/53-week year is met."""


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
    heads, form = list(_heads(tables)), document.form or ""
    stated = document.period_end if form.startswith(_PERIODIC) else None
    end = stated or _latest(heads, document.filed) or (None if form else annual_end(text))
    if end is None:
        return None
    is_annual = form.startswith(_ANNUAL) or document.fiscal_period == "FY"
    said = None if is_annual else quarter_said(text, end)
    months = _YEAR if is_annual else _months(form, heads, end, text, said)
    known = _calendar(heads, end, months, text, said) if months else None
    closings = _closings(text, end, known or Calendar(end, end.year), months or _shown(heads, end) or _YEAR, more)
    return replace(closings, is_known=known is not None), known and known.reporting(_periods(heads, closings))


def _periods(heads: Sequence[Timing], closings: Closings) -> set[tuple[date, date]]:
    """The stretches of time that head columns, and the document's own."""
    shown = {(day, head.months) for head in heads if head.months and (day := _day(head))}
    return {(closings.start(day, months), day) for day, months in {*shown, (closings.period_end, closings.months)}}


def _shown(heads: Sequence[Timing], end: date) -> int:
    """The most months of a stretch of time that ends on a day and heads a column; nought for none."""
    return max(_spans(heads, end), default=0)


def _spans(heads: Sequence[Timing], end: date) -> set[int]:
    ending = (head for head in heads if head.month == end.month and head.year in {None, end.year})
    return {head.months for head in ending if head.months}


def _months(form: str, heads: Sequence[Timing], end: date, text: str, said: Said | None) -> int:
    """How many months of its fiscal year a document reports; nought where it does not tell.

    A quarterly report shows its flows since the year's beginning; any other may show a quarter alone, or a year that
    is none of the fiscal ones, so there the words say which quarter it is.
    """
    spans = _spans(heads, end)
    if said is not None and not form.startswith("10-Q"):
        return _QUARTER * said.quarter
    since = max(spans & {3, 6, 9}, default=0)
    if form.startswith("10-Q") or since > _QUARTER:
        return since
    return _YEAR if not form and (_YEAR in spans or annual_end(text) == end) else 0


def _calendar(heads: Sequence[Timing], end: date, months: int, text: str, said: Said | None) -> Calendar | None:
    """The issuer's calendar, from the last day of its fiscal year before; None where that year may have two names."""
    closes = end if months == _YEAR else year_end(end, months // _QUARTER)
    year = said.year if said is not None and said.year else year_named(text, closes)
    if year is None:
        return None
    if months == _YEAR:
        return Calendar.of(year=year, span="FY", period_end=end, month_day=None)
    days = Counter(day for head in heads if not head.months and (day := _day(head)))
    before = {day: n for day, n in days.items() if abs((end - day).days - months * _MONTH) <= _ABOUT}
    if before:
        return Calendar.of(year=year - 1, span="FY", period_end=max(before, key=lambda d: before[d]), month_day=None)
    return Calendar.of(year=year, span="FY", period_end=closes, month_day=None)


def _closings(text: str, end: date, calendar: Calendar, months: int, more: Iterable[date]) -> Closings:
    return Closings.of(text, period_end=end, calendar=calendar, months=months, more=more)


def _heads(tables: Sequence[Table]) -> Iterable[Timing]:
    """What each head cell says about time, with the length of time that stands over a bare date."""
    for table in tables:
        above: list[tuple[TableCell, Timing]] = []
        for row in table.rows[:_HEAD_ROWS]:
            said = [(cell, timing(cell.text)) for cell in row]
            for cell, one in said:
                if one.month and (one.year or one.months) and not one.several:
                    over = None if one.months else _over(cell, above)
                    yield one.filled(replace(over, instant=False)) if over else one
            spans = [(cell, one) for cell, one in said if one.months and not one.month]
            above = spans or above


def _over(cell: TableCell, above: Sequence[tuple[TableCell, Timing]]) -> Timing | None:
    """The only length of time in the rows above, else the one over a cell's column."""
    if len(above) == 1:
        return above[0][1]
    found = (one for head, one in above if head.column <= cell.column < head.column + head.span)
    return next(found, None)


def _latest(heads: Sequence[Timing], filed: date | None) -> date | None:
    """The latest day that heads columns of at least two tables, not after the filing."""
    days = Counter(day for head in heads if (day := _day(head)) and (filed is None or day <= filed))
    often = [day for day, count in days.items() if count > 1] or list(days)
    return max(often, default=None)


def _day(head: Timing) -> date | None:
    if head.year is None or head.month is None or head.day is None:
        return None
    try:
        return date(head.year, head.month, head.day)
    except ValueError:
        return None
