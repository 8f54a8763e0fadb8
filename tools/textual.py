"""What does a figure in running text state? Facts of prose, named by their place so that they need no keeping.

An annual report has hundreds of them, and nearly none is ever asked for: each is read again from its sentence then.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tieout.document import Document
from tieout.errors import NotThereError
from tieout.fact import Fact, FactQuery, Modality
from tieout.locator import Locator, Span, quote_hash
from tieout.period import Period
from tieout.ports import Snapshot
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.filings.modality import modality_ahead, modality_at
from tieout.tools.filings.prosescale import prose_readings
from tieout.tools.filings.sentences import sentences
from tieout.tools.knownday import known_day
from tieout.tools.proseunit import unit_at
from tieout.tools.saidwhen import period_at
from tieout.tools.tagsat import Tags
from tieout.tools.turns import PREFIX as TURN
from tieout.tools.turns import turn_fact

PREFIX = "text"
SENTENCE = "text:sentence"
"""The concept of a figure of prose that carries no tag."""
_ID = re.compile(rf"{PREFIX}:(\d{{1,12}}):(\d{{1,12}}):(.+)", re.DOTALL)
WINDOW = 4000
LABEL = 160
UNFILED = timedelta(days=60)
"""After the end of its period a document of unknown date is written by then."""


def text_id(document: str, start: int, end: int) -> str:
    """The id of the fact that a figure at a place of a document's text states."""
    return f"{PREFIX}:{start}:{end}:{document}"


def facts_by_id(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Fact]:
    """Facts by id, those of prose and of calls' turns read again from their place; unknown ids are absent."""
    wanted = list(ids)
    kept = tuple(i for i in wanted if not i.startswith((f"{PREFIX}:", f"{TURN}:")))
    found = {f.id: f for f in snapshot.facts(FactQuery(ids=kept, limit=max(1, len(kept))))} if kept else {}
    tags: dict[str, Tags] = {}
    for identifier in wanted:
        if (turn := turn_fact(snapshot, identifier)) is not None:
            found[identifier] = turn
        named = _ID.fullmatch(identifier)
        if named is None:
            continue
        try:
            tags.setdefault(named[3], Tags.of(snapshot, named[3]))
            start, end = int(named[1]), int(named[2])
            turn_at = _turn_at(snapshot, named[3], start, end)
            fact = text_fact(snapshot, named[3], start, end, within=turn_at, tags=tags[named[3]])
        except NotThereError:
            continue
        if fact is not None:
            found[identifier] = fact
    return found


def _turn_at(snapshot: Snapshot, document: str, start: int, end: int) -> Locator | None:
    """The turn of a call in which a place lies, as a locator; None in all other documents."""
    if snapshot.document(document).kind != "transcript":
        return None
    inside = [one.passage for one in snapshot.stretches(document) if one.start <= start and end <= one.end]
    found = snapshot.passages(inside[:1])
    return next((passage.locator for passage in found.values()), None)


def quoted_facts(snapshot: Snapshot, locator: Locator) -> tuple[Fact, ...]:
    """The facts that the figures of a quotation state, in its order."""
    if locator.start is None or locator.end is None:
        return ()
    text = snapshot.text(locator.document)[locator.start : locator.end]
    places = ((locator.start + r.start, locator.start + r.end) for r in figures(text) if r.is_figure)
    tags = Tags.of(snapshot, locator.document)
    facts = (text_fact(snapshot, locator.document, a, b, within=locator, tags=tags) for a, b in places)
    return tuple(f for f in facts if f is not None)


def prose_facts(snapshot: Snapshot, document: str) -> Iterator[Fact]:
    """Every figure of a document's prose as a fact, in order; tables and page numbers are left out."""
    tags, holes = Tags.of(snapshot, document), tables_of(snapshot, document)
    yield from facts_of(snapshot.document(document), snapshot.text(document), holes, tags)


def untagged_facts(snapshot: Snapshot, document: str, tags: Tags | None = None) -> Iterator[Fact]:
    """The figures of a document's prose that carry no tag, in order; `tags` are the document's, where at hand."""
    tags = Tags.of(snapshot, document) if tags is None else tags
    holes = tables_of(snapshot, document)
    yield from facts_of(snapshot.document(document), snapshot.text(document), holes, tags, tagged=False)


def facts_of(
    document: Document, text: str, holes: Sequence[tuple[int, int]], tags: Tags, *, tagged: bool = True
) -> Iterator[Fact]:
    """The facts that the figures of a text state, in order, each read from its sentence.

    Args:
        document: whose text it is.
        text: the canonical text.
        holes: ranges that are no prose, in order.
        tags: the figures that carry tags.
        tagged: whether figures that carry tags are wanted too.
    """
    for low, high in _outside(sentences(text), holes):
        if not any(c.isalpha() for c in text[low:high]):
            continue
        for reading in prose_readings(text, low, high):
            if reading.is_figure and reading.value is not None:
                place = _Place(document, text, low, high, reading)
                if tagged or not tags.touch(place.start, place.end):
                    yield _fact(place, tags, None)


def text_fact(
    snapshot: Snapshot,
    document: str,
    start: int,
    end: int,
    *,
    within: Locator | None = None,
    tags: Tags | None = None,
) -> Fact | None:
    """The fact of the figure that stands exactly at `start:end`; None when none does, or it cannot be read.

    Args:
        snapshot: where the document is.
        document: its id.
        start: where the figure begins in the canonical text.
        end: where it ends.
        within: the locator of the quotation around it.
        tags: the document's tags, where they are at hand.
    """
    text, source = snapshot.text(document), snapshot.document(document)
    low, high = sentence_around(text, start, end)
    reading = next((r for r in prose_readings(text, low, high) if low + r.start == start and low + r.end == end), None)
    if reading is None or not reading.is_figure or reading.value is None:
        return None
    return _fact(_Place(source, text, low, high, reading), tags or Tags.of(snapshot, document), within)


def fact_of(document: Document, text: str, sentence: tuple[int, int], reading: Reading, tags: Tags) -> Fact:
    """The fact that a figure of a sentence states; the reading has a value and counts from the sentence's start."""
    return _fact(_Place(document, text, *sentence, reading), tags, None)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure within its sentence, which is `low:high` of a document's text."""

    document: Document
    text: str
    low: int
    high: int
    reading: Reading

    @property
    def start(self) -> int:
        return self.low + self.reading.start

    @property
    def end(self) -> int:
        return self.low + self.reading.end

    @property
    def sentence(self) -> str:
        return self.text[self.low : self.high]


def _fact(place: _Place, tags: Tags, within: Locator | None) -> Fact:
    reading, source = place.reading, place.document
    tag = tags.at(place.start, place.end, reading)
    value = reading.signed if reading.signed is not None else reading.value
    period = period_at(place.sentence, reading, source, place.text)
    fact = Fact(
        id=text_id(source.id, place.start, place.end),
        document=source.id,
        entity=source.entity,
        concept=SENTENCE,
        label=" ".join(place.sentence.split())[:LABEL],
        value=value,
        unit=unit_at(place.sentence, reading),
        decimals=decimals_of(reading),
        period=period,
        measure="other",
        scope="other",
        modality=_modality(place, period),
        printed=place.text[place.start : place.end],
        locator=_locator(place, within),
        origin="text",
        known_since=source.known_since,
    )
    return fact if tag is None else _tagged(fact, tag, place)


def _modality(place: _Place, period: Period) -> Modality:
    """By the words; a period that had not ended when the document was written is not reported."""
    modality = modality_at(place.sentence, place.reading.start)
    written = known_day(place.document.known_since) or place.document.filed
    if written is None and place.document.period_end is not None:
        written = place.document.period_end + UNFILED
    is_ahead = written is not None and period.end > written
    return modality_ahead(place.sentence) if modality == "reported" and is_ahead else modality


def _locator(place: _Place, within: Locator | None) -> Locator:
    quotation = quote_hash(place.text[place.start : place.end])
    if within is not None:
        return within.model_copy(update={"start": place.start, "end": place.end, "quote_hash": quotation})
    return Span(
        document=place.document.id,
        content_hash=place.document.content_hash,
        quote_hash=quotation,
        start=place.start,
        end=place.end,
    )


def _tagged(fact: Fact, tag: Fact, place: _Place) -> Fact:
    """The fact with concept, period and part of its tag; value and unit stay as printed, the sign is the tag's."""
    value = fact.value
    if value is not None and tag.value is not None and (value < 0) != (tag.value < 0):
        value = -value
    changes: dict[str, object] = {
        "concept": tag.concept,
        "value": value,
        "period": tag.period,
        "dimensions": tag.dimensions,
        "measure": tag.measure,
        "scope": tag.scope,
        "modality": tag.modality if tag.modality != "reported" else fact.modality,
    }
    if fact.locator.kind == "span":
        quotation = quote_hash(place.text[place.start : place.end])
        where = {"start": place.start, "end": place.end, "quote_hash": quotation}
        changes["locator"] = tag.locator.model_copy(update=where)
    return fact.model_copy(update=changes)


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


def tables_of(snapshot: Snapshot, document: str) -> list[tuple[int, int]]:
    """The ranges of a document's tables of figures, in order."""
    found: list[tuple[int, int]] = []
    while True:
        try:
            table = snapshot.table(document, len(found))
        except NotThereError:
            return found
        found.append((table.start, table.end))


def _outside(ranges: Iterable[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges that touch no hole; both are in order."""
    at = 0
    for low, high in ranges:
        while at < len(holes) and holes[at][1] <= low:
            at += 1
        if at == len(holes) or high <= holes[at][0]:
            yield low, high
