"""How the home writes and opens index segments: the door behind which the engine stands."""

import os
from collections.abc import Sequence
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
_ROOM = 32 * _MEGABYTE
_POINT_ROOM = 1 << 14
"""Bytes on the disk that a passage takes at the most while a segment is written; four times what was measured."""


class OpenIndex(Protocol):
    """Segments that are searched together."""

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """The best `query.k` passages, best first."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class Segments(Protocol):
    """Writes a segment once; opens several, never to write."""

    def write(self, folder: Path, points: Sequence["Point"], *, dimensions: int) -> None:
        """Make a complete segment in a new folder; when it returns the files are on the disk."""
        ...

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """Open segments that all were written with this encoder."""
        ...


class EdgeSegments:
    """Segments as Qdrant Edge shards."""

    def write(self, folder: Path, points: Sequence["Point"], *, dimensions: int) -> None:
        """Make a shard without write-ahead log."""
        from tieout.tools.index.segment import write_segment  # noqa: PLC0415  # the engine is loaded when it is needed

        require_room(folder.parent, len(points), free=disk_usage(folder.parent).free)
        write_segment(folder, points, dimensions=dimensions)

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """Open shards for reading; the engine wants to write where it reads, so what is write-protected is copied."""
        from tieout.tools.index.edge import EdgeIndex  # noqa: PLC0415  # the engine is loaded when it is needed

        if all(may_write(folder) for folder in folders):
            return EdgeIndex(folders, encoder)
        copy = TemporaryDirectory(prefix="tieout-")
        copies = [copy_sparsely(folder, Path(copy.name, folder.name)) for folder in folders]
        return CopiedIndex(EdgeIndex(copies, encoder), copy)


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
