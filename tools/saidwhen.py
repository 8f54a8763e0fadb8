"""Of which period is a figure in a sentence? What the sentence clearly says, else the document's own."""

from datetime import date
from functools import lru_cache

from tieout.document import Document
from tieout.period import Duration, FiscalPeriod, Instant, Period
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.periods import PeriodMention, mentions
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar

UNDATED = date.min
"""The period of a figure in a document that names no date at all."""
_MONTHS = {"FY": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12, "9M": 9}
_LENGTHS = {"FY": 12, "Q1": 3, "Q2": 3, "Q3": 3, "Q4": 3, "H1": 6, "H2": 6, "9M": 9}
_LAST_QUARTER = {"FY": 4, "Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4, "H1": 2, "H2": 4, "9M": 3}


def period_at(sentence: str, reading: Reading, document: Document, text: str) -> Period:
    """The period that a sentence gives one of its figures.

    Args:
        sentence: the sentence.
        reading: the figure in it.
        document: the sentence's document.
        text: the document's canonical text, which names the days that end the issuer's periods.
    """
    closings = _closings(document, text)
    mention = _meant(sentence, reading)
    found = _period(mention, closings) if mention is not None else None
    return found or _own(sentence, document)


def _meant(sentence: str, reading: Reading) -> PeriodMention | None:
    """The period wording that belongs to a figure: the only one, or its own where they are listed respectively."""
    named = [m for m in mentions(sentence) if (m.ends or m.periods) and m.wrong is None]
    if not named:
        return None
    listed = [(m, at) for m in named for at in range(max(len(m.ends), len(m.periods)))]
    if len(listed) == 1:
        return named[0]
    levels = [r.start for r in figures(sentence) if r.is_figure and not r.words and r.kind == reading.kind]
    if "respectively" in sentence and len(levels) == len(listed) and reading.start in levels:
        mention, at = listed[levels.index(reading.start)]
        return _one(mention, at)
    return None


def _one(mention: PeriodMention, at: int) -> PeriodMention:
    """One period of a list of periods."""
    return PeriodMention(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        kind=mention.kind,
        periods=mention.periods[at : at + 1],
        ends=mention.ends[at : at + 1],
        span=mention.span,
        months=mention.months,
    )


def _period(mention: PeriodMention, closings: Closings | None) -> Period | None:
    if mention.ends:
        return _ending(mention.ends[0], mention.months, closings)
    if closings is None or mention.fiscal is False:
        return None
    wanted = mention.periods[0]
    end = closings.quarter_end(wanted.year, _LAST_QUARTER[wanted.span])
    return Duration(start=closings.start(end, _LENGTHS[wanted.span]), end=end, fiscal=wanted.label)


def _ending(end: date, months: int | None, closings: Closings | None) -> Period:
    if closings is None or not months:
        return closings.calendar.instant(end) if closings else Instant(end=end)
    return closings.calendar.duration(closings.start(end, months), end)


def _own(sentence: str, document: Document) -> Period:
    """The only date that the sentence names, else the end of the document's own period."""
    named = [day for m in mentions(sentence) for day in m.ends]
    known = document.filed or (document.accepted.date() if document.accepted else None)
    end = named[0] if len(set(named)) == 1 else document.period_end or (named[0] if named else known) or UNDATED
    fiscal = None
    if document.fiscal_year is not None and end == document.period_end:
        fiscal = FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period or "FY").label
    return Instant(end=end, fiscal=fiscal)


@lru_cache(maxsize=8)
def _closings(document: Document, text: str) -> Closings | None:
    """The days that end the issuer's periods; None where the document does not say."""
    if document.period_end is None or document.fiscal_year is None:
        return None
    span = document.fiscal_period or "FY"
    calendar = Calendar.of(
        year=document.fiscal_year, span=span, period_end=document.period_end, month_day=document.fiscal_year_end
    )
    return Closings.of(text, period_end=document.period_end, calendar=calendar, months=_MONTHS[span])
