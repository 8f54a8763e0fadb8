"""What one question sees of a home: one generation, whatever is ingested meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Self

from tieout.document import Document, Entity, Passage, Section, Table
from tieout.fact import Fact, FactQuery
from tieout.locator import Locator
from tieout.ports import Hit, SearchQuery, Stretch
from tieout.tools.facts import find_facts
from tieout.tools.home.documents import find_owners, find_passages, find_sections
from tieout.tools.home.opening import open_around, open_quote
from tieout.tools.home.pin import Pin
from tieout.tools.knownday import known_day


class HomeSnapshot:
    """A pinned generation; fulfils `tieout.ports.Snapshot`. Threads may share it."""

    def __init__(self, pin: Pin, release: Callable[[Pin], None]) -> None:
        self.generation = pin.generation.number
        self._pin = pin
        self._release: Callable[[Pin], None] | None = release
        self._database = pin.shelf.database

    def documents(self) -> tuple[Document, ...]:
        """All documents, ordered by id."""
        return tuple(kept.document for kept in self._pin.documents.values())

    def document(self, document: str) -> Document:
        """One document; raises NotThereError."""
        return self._pin.kept(document).document

    def text(self, document: str) -> str:
        """The canonical text of a document; raises NotThereError."""
        return self._pin.text(document)

    def sections(self, document: str) -> tuple[Section, ...]:
        """The sections of a document, in order; raises NotThereError."""
        with self._database.reading() as connection:
            return find_sections(connection, self._pin.kept(document).version)

    def entities(self) -> tuple[Entity, ...]:
        """Whose documents are indexed, ordered by key; the latest document says how an entity is called."""
        documents = sorted(self.documents(), key=lambda one: (one.period_end or date.min, one.id))
        named = {document.entity.key: document.entity for document in documents}
        return tuple(named[key] for key in sorted(named))

    def facts(self, query: FactQuery) -> tuple[Fact, ...]:
        """Facts in a stable order: known since, document, position; unknown dates last."""
        with self._database.reading() as connection:
            return find_facts(connection, self.generation, query)

    def labels(self, entity: str) -> tuple[tuple[str, str], ...]:
        """Distinct (concept, printed label) of an entity's facts, ordered."""
        return self._pin.labels(entity)

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages by id; unknown ids are absent."""
        with self._database.reading() as connection:
            return find_passages(connection, self.generation, ids)

    def stretches(self, document: str) -> tuple[Stretch, ...]:
        """Where the passages of a document stand, in their order; raises NotThereError."""
        return self._pin.stretches(document)

    def table(self, document: str, index: int) -> Table:
        """One table of a document; raises NotThereError."""
        return self._pin.table(document, index)

    def quote(self, locator: Locator) -> str:
        """The exact text at a locator; raises NotThereError when the version differs or the hash does not agree."""
        return open_quote(self._pin, locator, self.facts)

    def around(self, locator: Locator) -> str:
        """The whole sentence or table row (cells joined by " | ") in which a locator stands."""
        return open_around(self._pin, locator, self.facts)

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """Hybrid search: dense and terms, fused; what a segment still holds of removed documents is left out."""
        if not self._pin.generation.segments:
            return ()
        wanted = query.k
        while True:
            hits = self._pin.index.search(query.model_copy(update={"k": wanted}))
            seen = self._seen(hits, query.as_of)
            if len(seen) >= query.k or len(hits) < wanted:
                return seen[: query.k]
            wanted *= 2

    def close(self) -> None:
        """Give the lease on the generation back."""
        release, self._release = self._release, None
        if release:
            release(self._pin)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _seen(self, hits: Sequence[Hit], as_of: date | None) -> tuple[Hit, ...]:
        """Hits in documents of this generation that were known at the end of the day `as_of`."""
        with self._database.reading() as connection:
            found = find_owners(connection, self.generation, [hit.passage for hit in hits])
        return tuple(hit for hit in hits if hit.passage in found and self._known(found[hit.passage], as_of))

    def _known(self, document: str, as_of: date | None) -> bool:
        if as_of is None:
            return True
        day = known_day(self.document(document).known_since)
        return day is not None and day <= as_of
