"""One generation as a process reads it: whatever is loaded here never changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from tieout.document import Table
from tieout.errors import InputError, NotThereError
from tieout.ports import Encoder, Stretch
from tieout.tools.facts import find_labels
from tieout.tools.home.database import Database
from tieout.tools.home.documents import Kept, find_documents, find_stretches, find_table, find_text
from tieout.tools.home.generation import Generation
from tieout.tools.home.lease import Lease
from tieout.tools.home.segments import OpenIndex, Segments

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_TEXTS = 16
_TABLES = 128
_LABELS = 256


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What every generation of a home is read with."""

    database: Database
    folder: Path
    """Where the segments are."""
    segments: Segments
    encoder: Callable[[], Encoder]


class Pin:
    """A generation held by a lease, with its documents, recent texts and the open index."""

    def __init__(self, shelf: Shelf, generation: Generation, lease: Lease) -> None:
        self.shelf = shelf
        self.generation = generation
        self.lease = lease
        self.readers = 0
        self._lock = threading.RLock()
        self._documents: dict[str, Kept] | None = None
        self._texts: Recent[int, str] = Recent(_TEXTS)
        self._tables: Recent[tuple[int, int], Table | None] = Recent(_TABLES)
        self._stretches: Recent[int, tuple[Stretch, ...]] = Recent(_TEXTS)
        self._labels: Recent[str, tuple[tuple[str, str], ...]] = Recent(_LABELS)
        self._index: OpenIndex | None = None

    @property
    def documents(self) -> dict[str, Kept]:
        """Document versions by document id, ordered."""
        with self._lock:
            if self._documents is None:
                with self.shelf.database.reading() as connection:
                    found = find_documents(connection, self.generation.number)
                self._documents = {kept.document.id: kept for kept in found}
            return self._documents

    def kept(self, document: str) -> Kept:
        """One document version; raises NotThereError."""
        if found := self.documents.get(document):
            return found
        raise NotThereError(f"no document {document!r} is indexed; `tieout status` lists what is")

    def text(self, document: str) -> str:
        """The canonical text of a document."""
        version = self.kept(document).version
        return self._texts.get(version, partial(self._read_text, version))

    def table(self, document: str, index: int) -> Table:
        """One table of a document; raises NotThereError."""
        key = (self.kept(document).version, index)
        if found := self._tables.get(key, partial(self._read_table, *key)):
            return found
        raise NotThereError(f"document {document!r} has no table {index}")

    @property
    def index(self) -> OpenIndex:
        """The passage index, opened at the first search; raises InputError where another encoder wrote it."""
        with self._lock:
            if self._index is None:
                encoder = self.shelf.encoder()
                require_encoder(self.generation, encoder)
                folders = [self.shelf.folder / name for name in self.generation.segments]
                self._index = self.shelf.segments.open(folders, encoder)
            return self._index

    def close(self) -> None:
        """Close the index and give the lease back."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None
            self.lease.give_back()

    def stretches(self, document: str) -> tuple[Stretch, ...]:
        """Where the passages of a document stand, in their order; raises NotThereError."""
        version = self.kept(document).version
        return self._stretches.get(version, partial(self._read_stretches, version))

    def labels(self, entity: str) -> tuple[tuple[str, str], ...]:
        """Distinct (concept, printed label) of an entity’s facts, ordered; questions ask for them again and again."""
        return self._labels.get(entity, partial(self._read_labels, entity))

    def _read_labels(self, entity: str) -> tuple[tuple[str, str], ...]:
        with self.shelf.database.reading() as connection:
            return find_labels(connection, self.generation.number, entity)

    def _read_text(self, version: int) -> str:
        with self.shelf.database.reading() as connection:
            return find_text(connection, version)

    def _read_stretches(self, version: int) -> tuple[Stretch, ...]:
        with self.shelf.database.reading() as connection:
            return find_stretches(connection, version)

    def _read_table(self, version: int, index: int) -> Table | None:
        with self.shelf.database.reading() as connection:
            return find_table(connection, version, index)


class Recent(Generic[K, V]):
    """The most recently used values; threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, load: Callable[[], V]) -> V:
        """The value of `key`, loaded when it is not at hand."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = load()
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)
        return value


def require_encoder(generation: Generation, encoder: Encoder) -> None:
    """Raise InputError where the index was written with other vectors than `encoder` makes."""
    if generation.encoder not in (None, encoder.name):
        raise InputError(
            f"this home was indexed with the encoder {generation.encoder!r}, not {encoder.name!r}; run "
            f"`tieout index rebuild` to index it anew with this one{_kept(generation.encoder or '', encoder.name)}"
        )


def _kept(remembered: str, offered: str) -> str:
    """How an index is used as it is: the setting that chooses its encoder, where that is another one."""
    kinds = [name.partition(":")[0] if ":" in name else "local" for name in (remembered, offered)]
    setting = remembered if ":" in remembered else "local"
    return "" if kinds == ["local", "local"] else f", or set TIEOUT_ENCODER={setting} to use it as it is"
