"""Of which period is a figure in a sentence? What the sentence clearly says, else nobody knows: the document's day."""

from datetime import date
from functools import lru_cache

from tieout.document import Document
from tieout.period import Duration, FiscalPeriod, Instant, Period
from tieout.tools.figures.grammar import Reading
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.periodsof import When, when_of

UNDATED = date.min
"""The period of a figure in a document that names no date at all."""


def period_at(sentence: str, reading: Reading, document: Document, text: str) -> Period:
    """The period that a sentence gives one of its figures; else the document's own day, marked as assumed.

    Args:
        sentence: the sentence.
        reading: the figure in it.
        document: the sentence's document.
        text: the document's canonical text, which names the days that end the issuer's periods.
    """
    when = when_of(sentence, reading)
    found = _period(when, _closings(document, text)) if when is not None else None
    return found or _assumed(document)


def _period(when: When, closings: Closings | None) -> Period | None:
    if when.is_closing and when.day is not None and not _closes(when.day, closings):
        return None
    if when.day is not None:
        return _ending(when.day, when.months, closings)
    if closings is None or when.named is None:
        return None
    end = closings.quarter_end(when.named.year, when.named.last_quarter)
    if when.is_instant:
        return closings.calendar.instant(end)
    return Duration(start=closings.start(end, when.named.months), end=end, fiscal=when.named.label)


def _closes(day: date, closings: Closings | None) -> bool:
    """Whether a day is to its year what the document's last day is to its own, or ends a year."""
    if closings is None:
        return False
    years = range(day.year - 1, day.year + 2)
    return day in {closings.own(year) for year in years} | {closings.year_end(year) for year in years}


def _ending(end: date, months: int, closings: Closings | None) -> Period | None:
    if not months:
        return closings.calendar.instant(end) if closings else Instant(end=end)
    if closings is None:
        return None
    return closings.calendar.duration(closings.start(end, months), end)


def _assumed(document: Document) -> Instant:
    """The end of the document's own period, as nothing says more."""
    known = document.filed or (document.accepted.date() if document.accepted else None)
    end = document.period_end or known or UNDATED
    fiscal = None
    if document.fiscal_year is not None and end == document.period_end:
        fiscal = FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period or "FY").label
    return Instant(end=end, fiscal=fiscal, is_assumed=True)


@lru_cache(maxsize=8)
def _closings(document: Document, text: str) -> Closings | None:
    """The days that end the issuer's periods; None where the document does not say."""
    if document.period_end is None or document.fiscal_year is None:
        return None
    own = FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period or "FY")
    calendar = Calendar.of(
        year=own.year, span=own.span, period_end=document.period_end, month_day=document.fiscal_year_end
    )
    return Closings.of(text, period_end=document.period_end, calendar=calendar, months=3 * own.last_quarter)
