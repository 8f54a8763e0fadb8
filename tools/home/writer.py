"""How a home is changed: staged document versions become visible together with their index segment, or not at all.

What is staged carries the number of the next generation and is invisible until that generation is published, which is
one small transaction. Whatever a killed process has left is swept by the next one.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING
from uuid import uuid4

from tieout.reading import Reading
from tieout.tools.home.documents import (
    Kept,
    find_documents,
    find_vectors,
    keep_reading,
    remove_versions,
    replace_vectors,
)
from tieout.tools.home.generation import Generation, current_generation, publish_generation
from tieout.tools.home.home import Home
from tieout.tools.home.points import Vector, make_points, pack
from tieout.tools.home.sweep import sweep

if TYPE_CHECKING:
    from tieout.tools.index.segment import Point

MEANWHILE = 5
"""How many times as many segments as at its end there may be while a long ingestion runs; a merge costs a second for
some thousand passages."""
_PARTS = 4
"""Segments that a merge makes at the most."""


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

    def stage(self, reading: Reading, vectors: Sequence[Vector], *, source: str) -> None:
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
        """Make what is staged visible; nothing happens where nothing is staged."""
        stage, self._stage = self._stage, _Stage()
        if not stage.added and not stage.removed:
            return
        count = len(stage.points)
        following = self._following(iter(stage.points), count, fresh=bool(count), before=self._generation)
        self._commit(following, stage.removed, {})
        if len(following.segments) > MEANWHILE * self._home.segments.most:
            self.merge({})
        else:
            self._sweep()

    def tidy(self) -> None:
        """Merge the segments where there are many of them, or where most of what they hold was removed."""
        living = sum(one.passages for one in self.kept.values())
        if len(self._generation.segments) > self._home.segments.most or self._generation.points > 2 * living:
            self.merge({})

    def merge(self, fresh: Mapping[int, list[bytes]]) -> None:
        """Write all visible passages into one segment; `fresh` vectors, by version, take the place of those kept."""
        count = sum(one.passages for one in self.kept.values())
        following = self._following(self._all(fresh), count, fresh=bool(fresh), before=Generation())
        self._commit(following, (), fresh)
        self._sweep()

    def _all(self, fresh: Mapping[int, list[bytes]]) -> Iterator["Point"]:
        """Every visible passage; one document at a time is in memory."""
        for one in self.kept.values():
            with self._home.database.reading() as connection:
                passages, vectors = find_vectors(connection, one.version)
            yield from make_points(one.document, passages, fresh.get(one.version, vectors))

    def _following(self, points: Iterator["Point"], count: int, *, fresh: bool, before: Generation) -> Generation:
        """The next generation: the segments of `before`, and what `points` fill, complete and on the disk."""
        made = self._home.encoder if fresh else None
        following = Generation(
            number=self._generation.number + 1,
            segments=before.segments,
            points=before.points + count,
            encoder=made.name if made else self._generation.encoder,
            dimensions=made.dimensions if made else self._generation.dimensions,
        )
        names = list(before.segments)
        for size in _sizes(count, self._home.segments.largest):
            names.append(f"{following.number:06d}-{uuid4().hex[:8]}")
            *beside, folder = (self._home.place.index / name for name in names)
            folder.parent.mkdir(exist_ok=True)
            taken = islice(points, size)
            self._home.segments.write(folder, taken, count=size, dimensions=following.dimensions or 0, beside=beside)
        return replace(following, segments=tuple(names))

    def _commit(self, following: Generation, removed: Sequence[int], fresh: Mapping[int, list[bytes]]) -> None:
        with self._home.database.writing() as connection:
            publish_generation(connection, following)
            remove_versions(connection, removed, following.number)
            for version, vectors in fresh.items():
                replace_vectors(connection, version, vectors)
        self._generation = following
        self._home.segments.publish([self._home.place.index / name for name in following.segments])

    def _sweep(self) -> None:
        sweep(self._home.database, self._home.place, self._home.segments)


def _sizes(count: int, largest: int) -> Iterator[int]:
    """How many passages go into each of the segments that they are cut into: four at the most, larger where needed."""
    size = max(largest, -(-count // _PARTS))
    for start in range(0, count, size):
        yield min(size, count - start)


@contextmanager
def writing(home: Home) -> Iterator[Writer]:
    """Hold a home to change it; what is staged and not published when the block ends is dropped."""
    with home.exclusive():
        sweep(home.database, home.place, home.segments)
        with home.database.reading() as connection:
            generation = current_generation(connection)
            kept = find_documents(connection, generation.number)
        yield Writer(home, generation, kept)
