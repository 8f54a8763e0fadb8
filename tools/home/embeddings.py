"""Which vectors are known already? A cache by encoder and text, in a file beside the home's database.

The file may be removed at any time, and whatever is wrong with it costs time and nothing else: texts are then encoded
again. Several processes may use it at once.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from tieout.ports import Encoder
from tieout.tools.home.points import Vector, pack, unpack

if TYPE_CHECKING:
    from tieout.tools.home.home import Home

T = TypeVar("T")

MOST_BYTES: Final = 512 << 20
"""How much the cache may hold: 600,000 passages of the shipped encoder, 150,000 of 1,536 dimensions."""
SLICE: Final = 1_000
"""So many texts are encoded before their vectors are kept, so that a service that fails halfway is not asked twice."""

_KEYS: Final = 500
"""Variables that every SQLite takes in one statement."""
_NUMBER: Final = 2
"""Bytes of each number of a kept vector."""
_BUSY_SECONDS: Final = 10
_DAY: Final = 86_400
_LEFT: Final = 0.9
"""What stays of a cache that was full."""
_SET_UP: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "CREATE TABLE IF NOT EXISTS embedding (key BLOB PRIMARY KEY, used INTEGER, vector BLOB) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS ix_used ON embedding (used)",
)


def encoded(home: "Home", texts: Sequence[str]) -> list[Vector]:
    """Vectors by the home's encoder; those of texts that it has met before come from the home's cache."""
    return Embeddings(file=home.place.embeddings).encode(home.encoder, texts)


@dataclass(frozen=True, kw_only=True)
class Embeddings:
    """The cache in one file, which is made when something is first kept in it."""

    file: Path
    most_bytes: int = MOST_BYTES

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> list[Vector]:
        """The vectors of the texts, in their order; a text that comes twice is encoded once."""
        keys = [_key(encoder.name, text) for text in texts]
        known = self.find(keys, dimensions=encoder.dimensions)
        fresh = iter({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
        while part := dict(islice(fresh, SLICE)):
            vectors = encoder.encode(list(part.values()))
            made = {key: pack(vector) for key, vector in zip(part, vectors, strict=True)}
            self.keep(made)
            known |= made
        return [unpack(known[key]) for key in keys]

    def find(self, keys: Sequence[bytes], *, dimensions: int) -> dict[bytes, bytes]:
        """Those of the vectors that are kept, packed, by key."""

        def look(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found = {key: vector for some in _slices(keys) for key, vector in _rows(connection, some)}
            _note_use(connection, list(found))
            return {key: vector for key, vector in found.items() if len(vector) == _NUMBER * dimensions}

        return self._tried(look) or {} if self.file.is_file() else {}

    def keep(self, made: Mapping[bytes, bytes]) -> None:
        """Keep packed vectors by key; the least recently used go where there are too many."""

        def write(connection: sqlite3.Connection) -> None:
            now = int(time.time())
            with _transaction(connection):
                rows = [(key, now, vector) for key, vector in made.items()]
                connection.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)", rows)
            _shrink(connection, self.most_bytes)

        self._tried(write)

    def _tried(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """What the work gives; None where the cache cannot be used. A damaged file goes."""
        try:
            with closing(sqlite3.connect(self.file, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
                for statement in _SET_UP:
                    connection.execute(statement)
                return work(connection)
        except sqlite3.OperationalError:
            return None  # locked, write-protected, or the disk is full
        except sqlite3.DatabaseError:
            for name in (self.file, self.file.with_name(f"{self.file.name}-wal")):
                with suppress(OSError):
                    name.unlink()
            return None


def _key(encoder: str, text: str) -> bytes:
    return blake2b(f"{encoder}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _slices(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (keys[start : start + _KEYS] for start in range(0, len(keys), _KEYS))


def _rows(connection: sqlite3.Connection, keys: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    marks = ",".join("?" * len(keys))
    return connection.execute(f"SELECT key, vector FROM embedding WHERE key IN ({marks})", keys).fetchall()  # noqa: S608  # question marks only


def _note_use(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Note that vectors were used, at most once a day."""
    now = int(time.time())
    with _transaction(connection):
        rows = [(now, key, now - _DAY) for key in keys]
        connection.executemany("UPDATE embedding SET used = ? WHERE key = ? AND used < ?", rows)


def _shrink(connection: sqlite3.Connection, most_bytes: int) -> None:
    """Let the least recently used go until there is some room again."""
    pages, free, size = (_number(connection, f"PRAGMA {n}") for n in ("page_count", "freelist_count", "page_size"))
    held = (pages - free) * size
    if held <= most_bytes:
        return
    rows = _number(connection, "SELECT count(*) FROM embedding")
    going = rows - int(rows * _LEFT * most_bytes / held)
    with _transaction(connection):
        oldest = "SELECT key FROM embedding ORDER BY used LIMIT ?"
        connection.execute(f"DELETE FROM embedding WHERE key IN ({oldest})", (going,))  # noqa: S608  # a constant


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A block that is done whole or not at all; the write lock is taken at its start."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
