"""What is a paper checked against? Facts and documents of files that are read at once, and of an indexed home."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tieout.document import CARE, Document, Entity
from tieout.errors import InputError, NotThereError, TieoutError
from tieout.fact import Fact, FactQuery
from tieout.ports import Snapshot
from tieout.reading import Reading
from tieout.tools.checking.paper import Paper
from tieout.tools.figures.companies import Companies
from tieout.tools.figures.prose import Prose, Shelf
from tieout.tools.textual import tables_of

EVERYTHING = 10_000_000
HOME = ".tieout"
"""A home that stands in a folder of sources is none of them."""
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The facts that figures may state, and the running text that sentences may restate.

    `quote` gives the sentence or the table row in which a fact stands.
    """

    facts: tuple[Fact, ...]
    documents: Mapping[str, Document]
    entities: tuple[Entity, ...]
    quote: Callable[[Fact], str]
    prose: tuple[Prose, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def and_of(self, other: "Sources") -> "Sources":
        """Both, where nothing is in both."""
        fresh = {name: one for name, one in other.documents.items() if name not in self.documents}
        return Sources(
            facts=(*self.facts, *(f for f in other.facts if f.document in fresh)),
            documents={**self.documents, **fresh},
            entities=tuple({e.key: e for e in (*other.entities, *self.entities)}.values()),
            quote=lambda fact: self.quote(fact) if fact.document in self.documents else other.quote(fact),
            prose=(*self.prose, *(p for p in other.prose if p.document.id in fresh)),
            notes=(*self.notes, *other.notes),
        )


ALONE = Sources(
    facts=(),
    documents={},
    entities=(),
    quote=lambda fact: fact.printed,
    notes=("no source: the text is checked against itself alone, so nothing can tie; name one with --against",),
)
"""No sources at all."""


def words_hash(text: str) -> str:
    """What two copies of a text share, whatever their format."""
    return hashlib.sha256(" ".join(_WORDS.findall(text.casefold())).encode()).hexdigest()


def of_files(paths: Sequence[Path], paper: Paper) -> Sources:
    """The documents of files and folders; what cannot be read in a folder is noted.

    Raises:
        TieoutError: a file cannot be read, or is the paper itself.
    """
    readings: dict[str, Reading] = {}
    notes: list[str] = []
    for path in paths:
        for reading in _read(path, paper, notes):
            if reading.document.id in readings:
                notes.append(f"two sources are called {reading.document.id!r}; the second is left out")
            readings.setdefault(reading.document.id, reading)
    return _of_readings(readings, notes)


def _of_readings(readings: Mapping[str, Reading], notes: Sequence[str]) -> Sources:
    documents = {name: one.document for name, one in readings.items()}
    silent = [
        f"{name!r} states no figure but in its sentences: nothing in it is tagged or stands in a table"
        for name, one in readings.items()
        if not one.facts
    ]
    cares = [f"{name}: {note}" for name, one in documents.items() for note in one.notes if note.startswith(CARE)]
    return Sources(
        facts=tuple(fact for one in readings.values() for fact in one.facts),
        documents=documents,
        entities=tuple({one.entity.key: one.entity for one in documents.values()}.values()),
        quote=lambda fact: around(readings[fact.document], fact),
        prose=tuple(_prose(one) for one in readings.values()),
        notes=(*notes, *silent, *cares),
    )


def _read(path: Path, paper: Paper, notes: list[str]) -> Iterator[Reading]:
    from tieout.tools.filings import read_all  # noqa: PLC0415  # the parsers are loaded when something is read
    from tieout.tools.home.files import find_files  # noqa: PLC0415

    if not path.is_dir():
        yield from _others(path, read_all(path), paper)
        return
    for file in find_files([path], outside=path / HOME).files:
        try:
            yield from _others(file, read_all(file), paper)
        except TieoutError as error:
            notes.append(str(error))


def _others(path: Path, readings: Iterable[Reading], paper: Paper) -> Iterator[Reading]:
    """The readings that are not the paper; raises InputError where one is."""
    for reading in readings:
        if reading.document.content_hash in paper.hashes or words_hash(reading.text) in paper.hashes:
            raise InputError(f"{str(path)!r} is the text that is checked; a text does not prove itself")
        yield reading


def around(reading: Reading, fact: Fact) -> str:
    """The table row, cells joined by " | ", or the sentence in which a fact stands."""
    from tieout.tools.home.opening import sentence_at  # noqa: PLC0415  # with the home's parts

    locator = fact.locator
    address = locator.cell if locator.kind in {"cell", "tag"} else None
    if address is not None and address.table < len(reading.tables):
        rows = reading.tables[address.table].rows
        if address.row < len(rows):
            return " | ".join(cell.text for cell in rows[address.row])
    if locator.start is None or locator.end is None:
        return fact.printed
    return sentence_at(reading.text, locator.start, locator.end)


def _prose(reading: Reading) -> Prose:
    holes = sorted((table.start, table.end) for table in reading.tables)
    return Prose(document=reading.document, shelf=Shelf(lambda: (reading.text, holes)))


def _prose_of(snapshot: Snapshot, document: Document) -> Prose:
    return Prose(document=document, shelf=Shelf(lambda: (snapshot.text(document.id), tables_of(snapshot, document.id))))


def of_home(snapshot: Snapshot, names: Sequence[str], paper: Paper) -> Sources:
    """The documents of a home: those that are named by id or company, else those of the companies in the text.

    Raises:
        NotThereError: a name is neither.
    """
    documents = {one.id: one for one in snapshot.documents()}
    chosen = {one for name in names for one in _named(name, snapshot, documents)} if names else set(documents)
    notes: list[str] = []
    own = {name for name in chosen if _is_paper(documents[name], paper)}
    if own:
        notes.append(f"{', '.join(sorted(own))} is the text that is checked, and does not prove it")
    if not names:
        chosen, more = _spoken_of(paper, snapshot, documents, chosen)
        notes += more
    kept = {name: documents[name] for name in sorted(chosen - own)}
    query = FactQuery(documents=tuple(kept), limit=EVERYTHING)
    return Sources(
        facts=snapshot.facts(query) if kept else (),
        documents=kept,
        entities=snapshot.entities(),
        quote=lambda fact: _opened(snapshot, fact),
        prose=tuple(_prose_of(snapshot, one) for one in kept.values() if one.kind != "market"),
        notes=tuple(notes),
    )


def _named(name: str, snapshot: Snapshot, documents: Mapping[str, Document]) -> set[str]:
    if name in documents:
        return {name}
    keys = {entity.key for entity in Companies(snapshot.entities()).named(name)}
    found = {one.id for one in documents.values() if one.entity.key in keys or one.accession == name}
    if not found:
        known = ", ".join(sorted({e.ticker or e.name for e in snapshot.entities()})) or "nothing"
        raise NotThereError(f"{name!r} is no file, and no document or company of the home, which holds: {known}")
    return found


def _is_paper(document: Document, paper: Paper) -> bool:
    return document.content_hash in paper.hashes


def _spoken_of(
    paper: Paper, snapshot: Snapshot, documents: Mapping[str, Document], chosen: set[str]
) -> tuple[set[str], list[str]]:
    """The documents of the companies that a paper names, where it names any of several."""
    companies = Companies(snapshot.entities())
    named = {found.entity.key for piece in paper.pieces for found in companies.find(piece.visible)}
    every = {one.entity.key for one in documents.values()}
    if not named or named >= every:
        return chosen, []
    entities = ", ".join(sorted(e.ticker or e.name for e in snapshot.entities() if e.key in named))
    return {name for name in chosen if documents[name].entity.key in named}, [
        f"checked against the documents of the companies that the text names: {entities}"
    ]


def _opened(snapshot: Snapshot, fact: Fact) -> str:
    """The words around a fact; those printed where the home cannot open its place."""
    try:
        return snapshot.around(fact.locator)
    except NotThereError:
        return fact.printed
