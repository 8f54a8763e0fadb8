"""When were a quarter's results released? By the report on it, the day of the call, or not known."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from tieout.document import Document, Entity
from tieout.model import Thing
from tieout.period import FiscalPeriod
from tieout.ports import Snapshot
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.filings.sentences import sentences
from tieout.tools.heard import quarter_on
from tieout.tools.spoken import passages_of

Moment = Literal["before", "during", "after"]
"""Before trading opens, while it goes on, or after it closed, on the day of the release."""
_EXCHANGE = ZoneInfo("America/New_York")
_OPEN, _CLOSE = time(9, 30), time(16, 0)
_RELEASED = re.compile(
    r"\b(?:issued|released?|announc(?:ed|ing)|published|furnish(?:ed|ing)|reported)\b[^.]*?\b(?:results|earnings|press\s+release)\b|"
    r"\b(?:press\s+release|results|earnings)\b[^.]*?\b(?:issued|released|announced|published)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\b(?:financial|operating|quarterly|annual)?\s*(?:results|earnings)\b", re.IGNORECASE)
_GREETING = re.compile(r"\bgood\s+(?P<when>morning|afternoon|evening)\b", re.IGNORECASE)
_OPENING = 12
_MOST = 40_000
"""Characters of a report that are read for its first sentence on results."""
WAIT = 75
"""Days after the end of a quarter within which its results come out."""


class Release(Thing):
    """The day on which results came out, and how that is known."""

    day: date
    moment: Moment | None = None
    """By the time at which the report was accepted."""
    document: str | None = None
    start: int | None = None
    end: int | None = None
    """The sentence that says so, in the canonical text of the document."""
    source: str
    """In words: "the 8-K that is quoted"."""


def release_of(
    snapshot: Snapshot, entity: Entity, period: FiscalPeriod, last: date | None, *, known: Iterable[Document]
) -> Release | None:
    """When the results of a quarter came out; None where no indexed document says.

    Args:
        snapshot: where the documents are.
        entity: whose results.
        period: the quarter; results of the fourth quarter come with those of the year.
        last: the last day of the quarter.
        known: the documents that may say so.
    """
    own = [d for d in known if d.entity.key == entity.key]
    reports = [d for d in own if (d.form or "").startswith("8-K") or d.kind == "exhibit"]
    found = (one for d in reports for one in _by_report(snapshot, d, period, last))
    calls = (d for d in own if d.kind == "transcript" and quarter_on(d) == period and d.filed is not None)
    held = (Release(day=d.filed, source=f"the day of the call {d.id}") for d in calls if d.filed is not None)
    return next(found, None) or next(held, None)


def _by_report(snapshot: Snapshot, report: Document, period: FiscalPeriod, last: date | None) -> Iterator[Release]:
    """The sentence of a report that says when the results of a quarter were released."""
    text = snapshot.text(report.id)
    for start, end in sentences(text[:_MOST]):
        sentence = text[start:end]
        if not _RELEASED.search(sentence) or not _RESULTS.search(sentence):
            continue
        named = mentions(sentence, figures(sentence))
        days = [m.ends[0] for m in named if m.kind == "date" and len(m.ends) == 1 and m.months is None]
        day = next((d for d in days if _fits(d, last)), None) or _accepted_day(report)
        about = (
            last in days or any(last in m.ends or period in m.periods for m in named) or quarter_on(report) == period
        )
        if day is not None and about and _fits(day, last):
            yield Release(
                day=day,
                moment=_moment(report.accepted, day),
                document=report.id,
                start=start,
                end=end,
                source=f"the {report.form or 'release'} that is quoted",
            )


def _fits(day: date, last: date | None) -> bool:
    """Whether results of a quarter may come out on a day."""
    return last is not None and 0 < (day - last).days <= WAIT


def _accepted_day(report: Document) -> date | None:
    return report.accepted.astimezone(_EXCHANGE).date() if report.accepted else report.filed


def _moment(accepted: datetime | None, day: date) -> Moment | None:
    """When on its day a report was accepted, by the clock of the exchange; None where it does not say."""
    if accepted is None or accepted.tzinfo is None:
        return None
    local = accepted.astimezone(_EXCHANGE)
    if local.date() != day:
        return None
    return "before" if local.time() < _OPEN else "after" if local.time() >= _CLOSE else "during"


def greeting(snapshot: Snapshot, calls: Iterable[Document]) -> tuple[Moment, str] | None:
    """Whether a call is held in the morning or later, by how it greets, and the words; None where it does not greet."""
    for call in calls:
        for passage in passages_of(snapshot, call.id)[:_OPENING]:
            if (match := _GREETING.search(passage.text)) is not None:
                return ("before" if match["when"].casefold() == "morning" else "after"), match[0]
    return None
