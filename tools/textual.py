"""What does a figure in running text state? Facts of prose, named by their place so that they need no keeping."""

import re
from collections.abc import Iterable
from datetime import date

from tieout.document import Document
from tieout.errors import NotThereError
from tieout.fact import Fact, FactQuery
from tieout.locator import Locator, Span, quote_hash
from tieout.period import FiscalPeriod, Instant, Period
from tieout.ports import Snapshot
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.periods import mentions
from tieout.tools.filings.sentences import sentences

PREFIX = "text"
_ID = re.compile(rf"{PREFIX}:(\d{{1,12}}):(\d{{1,12}}):(.+)", re.DOTALL)
WINDOW = 4000
LABEL = 160
UNDATED = date.min
"""The period of a figure in a document that names no date at all."""


def text_id(document: str, start: int, end: int) -> str:
    """The id of the fact that a figure at a place of a document's text states."""
    return f"{PREFIX}:{start}:{end}:{document}"


def facts_by_id(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Fact]:
    """Facts by id, those of prose read again from their place; unknown ids are absent."""
    wanted = list(ids)
    kept = tuple(i for i in wanted if not i.startswith(f"{PREFIX}:"))
    found = {f.id: f for f in snapshot.facts(FactQuery(ids=kept, limit=max(1, len(kept))))} if kept else {}
    for identifier in wanted:
        named = _ID.fullmatch(identifier)
        fact = placed(snapshot, named[3], int(named[1]), int(named[2])) if named else None
        if fact is not None:
            found[identifier] = fact
    return found


def placed(snapshot: Snapshot, document: str, start: int, end: int) -> Fact | None:
    """As `text_fact`; None also where the document is not indexed."""
    try:
        return text_fact(snapshot, document, start, end)
    except NotThereError:
        return None


def quoted_facts(snapshot: Snapshot, locator: Locator) -> tuple[Fact, ...]:
    """The facts that the figures of a quotation state, in its order."""
    if locator.start is None or locator.end is None:
        return ()
    text = snapshot.text(locator.document)[locator.start : locator.end]
    places = ((locator.start + r.start, locator.start + r.end) for r in figures(text) if r.is_figure)
    facts = (text_fact(snapshot, locator.document, start, end, within=locator) for start, end in places)
    return tuple(f for f in facts if f is not None)


def text_fact(snapshot: Snapshot, document: str, start: int, end: int, within: Locator | None = None) -> Fact | None:
    """The fact of the figure that stands exactly at `start:end`; None when none does, or it cannot be read."""
    text, source = snapshot.text(document), snapshot.document(document)
    low, high = sentence_around(text, start, end)
    reading = next((r for r in figures(text[low:high]) if low + r.start == start and low + r.end == end), None)
    if reading is None or not reading.is_figure or reading.value is None:
        return None
    printed = text[start:end]
    if within is not None:
        locator = within.model_copy(update={"start": start, "end": end, "quote_hash": quote_hash(printed)})
    else:
        locator = Span(
            document=document,
            content_hash=source.content_hash,
            quote_hash=quote_hash(printed),
            start=start,
            end=end,
        )
    return Fact(
        id=text_id(document, start, end),
        document=document,
        entity=source.entity,
        concept="text:sentence",
        label=" ".join(text[low:high].split())[:LABEL],
        value=reading.signed if reading.signed is not None else reading.value,
        unit=reading.unit or reading.noun or "pure",
        decimals=decimals_of(reading),
        period=period_of(text[low:high], source),
        measure="other",
        scope="other",
        printed=printed,
        locator=locator,
        origin="text",
        known_since=source.known_since,
    )


def decimals_of(reading: Reading) -> int:
    """The accuracy that the print shows, as XBRL counts it."""
    _, _, exponent = reading.precision.normalize().as_tuple()
    return -int(exponent)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The half-open range of the sentence in which a place stands."""
    floor, ceiling = max(0, start - WINDOW), min(len(text), end + WINDOW)
    for low, high in sentences(text[floor:ceiling]):
        if floor + low <= start and end <= floor + high:
            return floor + low, floor + high
    return start, end


def period_of(sentence: str, document: Document) -> Period:
    """The only date that the sentence names, else the end of the document's own period."""
    named = [day for m in mentions(sentence) for day in m.ends]
    known = document.filed or (document.accepted.date() if document.accepted else None)
    end = named[0] if len(set(named)) == 1 else document.period_end or (named[0] if named else known) or UNDATED
    fiscal = None
    if document.fiscal_year is not None and end == document.period_end:
        fiscal = FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period or "FY").label
    return Instant(end=end, fiscal=fiscal)
