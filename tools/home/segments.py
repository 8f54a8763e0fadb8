"""How the home writes and opens index segments: the door behind which the engine stands."""

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from tieout.errors import ServiceError
from tieout.ports import Encoder, Hit, SearchQuery
from tieout.tools.home.place import may_write

if TYPE_CHECKING:
    from tieout.tools.index.segment import Point

_BLOCK = 1 << 16
_MEGABYTE = 1 << 20
_ROOM = 112 * _MEGABYTE
"""What an empty segment takes where files have no holes, as on a disk in memory; elsewhere it takes half a megabyte."""
_POINT_ROOM = 1 << 14
"""Bytes on the disk that a passage takes at the most while a segment is written; twice what was measured."""


class OpenIndex(Protocol):
    """Segments that are searched together."""

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """The best `query.k` passages, best first."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class Segments(Protocol):
    """Writes a segment once; opens several, never to write. Each has a folder of its own in the home."""

    @property
    def where(self) -> str:
        """Where the passages are, as messages say it."""
        ...

    @property
    def most(self) -> int:
        """A search pays for each segment: where an ingestion ends with more of them, they are merged into one."""
        ...

    @property
    def largest(self) -> int:
        """Passages that are written into one segment while that keeps their number low."""
        ...

    def write(
        self, folder: Path, points: Iterable["Point"], *, count: int, dimensions: int, beside: Sequence[Path]
    ) -> None:
        """Make a complete segment of about `count` points in a new folder; when it returns it is on the disk.

        `beside` are the folders of the segments with which it will be searched.
        """
        ...

    def require(self, folders: Sequence[Path]) -> None:
        """Raise InputError or ReadError where these segments cannot be added to, as another engine keeps them."""
        ...

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """Open segments that all were written with this encoder."""
        ...

    def publish(self, folders: Sequence[Path]) -> None:
        """These are the newest generation's segments now."""
        ...

    def drop(self, folder: Path) -> None:
        """Remove a segment that no generation has, or what a killed process left of one; later where it is held."""
        ...


class EdgeSegments:
    """Segments as Qdrant Edge shards."""

    where = "in the home"
    most = 6
    largest = 50_000  # the engine needs 15 kB of memory for each passage that it writes

    def write(
        self, folder: Path, points: Iterable["Point"], *, count: int, dimensions: int, beside: Sequence[Path] = ()
    ) -> None:
        """Make a shard without write-ahead log; it stands for itself, whatever is beside it."""
        from tieout.tools.index.segment import write_segment  # noqa: PLC0415  # the engine is loaded when it is needed

        self.require(beside[-1:])
        require_room(folder.parent, count, free=disk_usage(folder.parent).free)
        write_segment(folder, points, dimensions=dimensions, count=count)

    def require(self, folders: Sequence[Path]) -> None:
        """Raise InputError where a server has these segments, ReadError where another version wrote them."""
        from tieout.tools.index.catalogue import Catalogue  # noqa: PLC0415  # loaded when it is needed

        for folder in folders:
            Catalogue.read(folder).require("edge")

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """Open shards for reading; the engine wants to write where it reads, so what is write-protected is copied."""
        from tieout.tools.index.edge import EdgeIndex  # noqa: PLC0415  # the engine is loaded when it is needed

        if all(may_write(folder) or not folder.exists() for folder in folders):
            return EdgeIndex(folders, encoder)
        copy = TemporaryDirectory(prefix="tieout-")
        try:
            copies = [copy_sparsely(folder, Path(copy.name, folder.name)) for folder in folders]
            return CopiedIndex(EdgeIndex(copies, encoder), copy)
        except BaseException:
            copy.cleanup()
            raise

    def publish(self, folders: Sequence[Path]) -> None:
        """The home's own list of generations is all that is needed."""

    def drop(self, folder: Path) -> None:
        """Remove a folder; one that says what a server still holds stays until the server is set again."""
        from tieout.tools.index.catalogue import collection_of  # noqa: PLC0415  # loaded when it is needed

        if not collection_of(folder):
            shutil.rmtree(folder, ignore_errors=True)  # what a reader on Windows still holds goes next time


class CopiedIndex:
    """An index in a temporary folder, which goes when it is closed."""

    def __init__(self, index: OpenIndex, copy: TemporaryDirectory[str]) -> None:
        self._index = index
        self._copy = copy

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """As the index does."""
        return self._index.search(query)

    def close(self) -> None:
        """Close the index and remove its folder."""
        self._index.close()
        self._copy.cleanup()


def require_room(folder: Path, points: int, *, free: int) -> None:
    """Raise ServiceError where a segment may not fit.

    The engine maps sparse files into memory: a disk that fills up while it writes ends the process with a signal.
    """
    needed = _ROOM + points * _POINT_ROOM
    if free < needed:
        raise ServiceError(
            f"the disk of {str(folder)!r} has {free // _MEGABYTE:,} MB left and the passage index may need "
            f"{needed // _MEGABYTE:,} MB; free some space, then run the same command again"
        )


def copy_sparsely(source: Path, target: Path) -> Path:
    """Copy a folder; stretches of zeros, most of a shard's files, take no space. Gives `target`."""
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            _copy_file(path, copy)
        else:
            copy.mkdir(exist_ok=True)
    return target


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        while block := read.read(_BLOCK):
            if block == bytes(len(block)):
                write.seek(len(block), os.SEEK_CUR)
            else:
                write.write(block)
        write.truncate()
