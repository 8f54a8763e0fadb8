"""How an earnings call becomes a document: turns with speaker, role and time; prepared remarks and questions."""

from collections.abc import Iterator

from tieout.document import Document, Entity, Passage, Section, part_hash
from tieout.errors import ReadError
from tieout.locator import Span, Turn, quote_hash
from tieout.period import FiscalPeriod
from tieout.reading import Reading
from tieout.tools.filings.calls import UNNAMED, Call, Utterance
from tieout.tools.filings.document import Source
from tieout.tools.filings.lengths import BODY, stretches, tokens
from tieout.tools.filings.passages import passage_id
from tieout.tools.filings.scribe import Scribe
from tieout.tools.filings.sentences import sentences

REMARKS, QUESTIONS, WHOLE = "Prepared remarks", "Questions and answers", "Call"
_LEAST = 5
"""Turns of fewer words ("Thank you.") are not searched for, unless they state a figure."""
_OVERLAP = 40
"""Tokens of a last sentence up to which the next passage of a turn begins with it."""


def read_transcripts(source: Source, calls: tuple[Call, ...]) -> tuple[Reading, ...]:
    """A document for each call of a file; several of one file have ids and content hashes of their own.

    Raises:
        ReadError: a call says nothing.
    """
    if len(calls) == 1:
        return (_Transcript(source, calls[0], source.path.stem, source.content_hash).read(),)
    names = list(_names(source.path.stem, calls))
    return tuple(
        _Transcript(source, call, name, part_hash(source.content_hash, number, len(calls))).read()
        for number, (call, name) in enumerate(zip(calls, names, strict=True))
    )


def _names(stem: str, calls: tuple[Call, ...]) -> Iterator[str]:
    """Ids such as "AAPL-2024-Q4", else numbered."""
    taken: set[str] = set()
    for number, call in enumerate(calls, start=1):
        parts = [str(call.year) if call.year else "", call.quarter or ""]
        name = "-".join([stem, *filter(None, parts)]) if all(parts) else f"{stem}-{call.held or number}"
        name = name if name not in taken else f"{name}-{number}"
        taken.add(name)
        yield name


class _Transcript:
    """One call on its way to a document."""

    def __init__(self, source: Source, call: Call, name: str, content_hash: str) -> None:
        self._call = call
        self._document = _document(source, call, name, content_hash)
        self._source = source
        self._section = WHOLE
        year, quarter = call.year, call.quarter
        self._name = (
            f"{FiscalPeriod(year=year, span=quarter).label} earnings call" if year and quarter else "Earnings call"
        )

    def read(self) -> Reading:
        scribe = Scribe()
        preamble = _ranged(scribe, self._call.preamble)
        places, starts = [], []
        for utterance in self._call.utterances:
            starts.append(_ranged(scribe, (utterance.line,))[0] if utterance.line else -1)
            places.append(_ranged(scribe, utterance.text.splitlines()))
            starts[-1] = places[-1][0] if starts[-1] < 0 else starts[-1]
        text = scribe.text
        if not any(end > start for start, end in places):
            raise ReadError(f"{str(self._source.path)!r} is a call in which nothing is said; download it again")
        cut = self._sections(starts, len(text))
        passages = list(self._preamble(text, *preamble))
        for number, (utterance, place) in enumerate(zip(self._call.utterances, places, strict=True)):
            self._section = next(one.name for one in reversed(cut) if one.start <= place[0])
            passages += self._turn(text, number, utterance, *place)
        return Reading(document=self._document, text=text, sections=cut, passages=tuple(passages))

    def _sections(self, starts: list[int], end: int) -> tuple[Section, ...]:
        first = self._call.questions
        if first is None or not 0 < first < len(starts):
            name = QUESTIONS if first == 0 else WHOLE
            return (Section(name=name, title=name, start=0, end=end, sure=len(starts) > 1),)
        return (
            Section(name=REMARKS, title=REMARKS, start=0, end=starts[first]),
            Section(name=QUESTIONS, title=QUESTIONS, start=starts[first], end=end),
        )

    def _preamble(self, text: str, start: int, end: int) -> Iterator[Passage]:
        for first, last in pieces(text, start, end):
            quoted = text[first:last]
            hashed = self._document.content_hash
            yield Passage(
                id=passage_id(hashed, first, last, "prose"),
                document=self._document.id,
                kind="prose",
                text=quoted,
                locator=Span(
                    document=self._document.id,
                    content_hash=hashed,
                    quote_hash=quote_hash(quoted),
                    start=first,
                    end=last,
                ),
            )

    def _turn(self, text: str, number: int, said: Utterance, start: int, end: int) -> Iterator[Passage]:
        words = text[start:end]
        if len(words.split()) < _LEAST and not any(c.isdigit() for c in words):
            return
        heading = (self._name, self._section, *([said.line] if said.speaker != UNNAMED else []))
        for first, last in pieces(text, start, end):
            hashed = self._document.content_hash
            yield Passage(
                id=passage_id(hashed, first, last, "turn"),
                document=self._document.id,
                kind="turn",
                heading=heading,
                text=text[first:last],
                locator=Turn(
                    document=self._document.id,
                    content_hash=hashed,
                    quote_hash=quote_hash(text[first:last]),
                    section=self._section,
                    start=first,
                    end=last,
                    turn=number,
                    speaker=said.speaker,
                    role=said.role,
                    time=said.time,
                ),
            )


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Whole sentences of a range, in ranges of about as many tokens as a passage has; a cut turn overlaps by one."""
    spans = [(start + a, start + b) for a, b in stretches(text[start:end])]
    for at, (first, last) in enumerate(spans):
        again = spans[at - 1][0] + sentences(text[slice(*spans[at - 1])])[-1][0] if at else first
        yield (again if tokens(text[again:first]) <= min(_OVERLAP, BODY - tokens(text[first:last])) else first), last


def _ranged(scribe: Scribe, lines: list[str] | tuple[str, ...]) -> tuple[int, int]:
    """Write lines as blocks; gives their range."""
    scribe.block()
    mark = scribe.open()
    for line in lines:
        scribe.write(line)
        scribe.block()
    scribe.close(mark)
    return mark.start, mark.end


def _document(source: Source, call: Call, name: str, content_hash: str) -> Document:
    entity = Entity(name=call.company or call.ticker or name, ticker=call.ticker)
    label = FiscalPeriod(year=call.year, span=call.quarter).label if call.year and call.quarter else None
    title = " ".join(filter(None, (entity.name, label, "earnings call", f"of {call.held}" if call.held else "")))
    notes = ["it names no speakers"] if all(one.speaker == UNNAMED for one in call.utterances) else []
    return Document(
        id=name,
        entity=entity,
        kind="transcript",
        title=title,
        fiscal_year=call.year,
        fiscal_period=call.quarter if call.year else None,
        filed=source.filed or call.held,
        content_hash=content_hash,
        notes=tuple(notes),
    )
