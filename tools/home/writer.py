"""How a home is changed: staged document versions become visible together with their index segment, or not at all.

What is staged carries the number of the next generation and is invisible until that generation is published, which is one
small transaction. Whatever a killed process has left is swept by the next one.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import update

from tieout.reading import Reading
from tieout.tools import schema
from tieout.tools.home.documents import Kept, find_documents, find_vectors, keep_reading
from tieout.tools.home.generation import Generation, current_generation, publish_generation
from tieout.tools.home.home import Home
from tieout.tools.home.points import Vectors, make_points, pack
from tieout.tools.home.sweep import sweep

if TYPE_CHECKING:
    from tieout.tools.index.edge import Point

MAX_SEGMENTS = 6
"""Above this many segments a search pays for each; they are merged into one."""


@dataclass(kw_only=True)
class _Stage:
    """What the next generation changes."""

    points: list["Point"] = field(default_factory=list)
    added: int = 0
    removed: list[int] = field(default_factory=list)


class Writer:
    """The one process that changes a home; made by `writing`."""

    def __init__(self, home: Home, generation: Generation, kept: Sequence[Kept]) -> None:
        self._home = home
        self._generation = generation
        self._stage = _Stage()
        self.kept = {one.document.id: one for one in kept}
        """By document id, what will be visible after the next publication."""

    @property
    def generation(self) -> Generation:
        """The newest published generation."""
        return self._generation

    @property
    def waiting(self) -> int:
        """How many passages are staged."""
        return len(self._stage.points)

    def stage(self, reading: Reading, vectors: Vectors, *, source: str) -> None:
        """Write a document version; it takes the place of the one with its id when the next generation is published."""
        packed = [pack(vector) for vector in vectors]
        with self._home.database.writing() as connection:
            added_in = self._generation.number + 1
            kept = keep_reading(connection, reading, source=source, added_in=added_in, vectors=packed)
        self.discard(reading.document.id)
        self.kept[reading.document.id] = kept
        self._stage.added += 1
        self._stage.points += make_points(reading.document, reading.passages, packed)

    def discard(self, document: str) -> None:
        """Take a document away with the next generation; nothing happens where there is none."""
        if before := self.kept.pop(document, None):
            self._stage.removed.append(before.version)

    def publish(self) -> None:
        """Make what is staged visible; the segments are merged where there are many, or mostly of removed passages."""
        stage, self._stage = self._stage, _Stage()
        if not stage.added and not stage.removed:
            return
        segments = (*self._generation.segments, *self._write(stage.points))
        self._commit(segments, self._generation.points + len(stage.points), stage.removed)
        living = sum(one.passages for one in self.kept.values())
        if len(segments) > MAX_SEGMENTS or self._generation.points > 2 * living:
            self.merge()
        sweep(self._home.database, self._home.place)

    def merge(self) -> None:
        """Write all visible passages into one segment, with the vectors that are kept."""
        points: list[Point] = []
        for one in self.kept.values():
            with self._home.database.reading() as connection:
                passages, vectors = find_vectors(connection, one.version)
            points += make_points(one.document, passages, vectors)
        self._commit(self._write(points), len(points), ())

    def _write(self, points: Sequence["Point"]) -> tuple[str, ...]:
        """A new segment, complete and on the disk; none where there is nothing to index."""
        if not points:
            return ()
        name = f"{self._generation.number + 1:06d}-{uuid4().hex[:8]}"
        folder = self._home.place.index
        folder.mkdir(exist_ok=True)
        self._home.segments.write(folder / name, points, self._home.encoder)
        _sync(folder)
        return (name,)

    def _commit(self, segments: tuple[str, ...], points: int, removed: Sequence[int]) -> None:
        number = self._generation.number + 1
        encoder = self._home.encoder if segments else None
        following = Generation(
            number=number,
            segments=segments,
            points=points if segments else 0,
            encoder=encoder.name if encoder else None,
            dimensions=encoder.dimensions if encoder else None,
        )
        table = schema.document
        with self._home.database.writing() as connection:
            publish_generation(connection, following)
            connection.execute(update(table).where(table.c.version.in_(removed)).values(removed_in=number))
        self._generation = following


@contextmanager
def writing(home: Home) -> Iterator[Writer]:
    """Hold a home to change it; what is staged and not published when the block ends is dropped."""
    with home.exclusive():
        sweep(home.database, home.place)
        with home.database.reading() as connection:
            generation = current_generation(connection)
            kept = find_documents(connection, generation.number)
        yield Writer(home, generation, kept)


def _sync(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
