"""How the home writes and opens index segments: the door behind which the engine stands."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tieout.ports import Encoder, Hit, SearchQuery

if TYPE_CHECKING:
    from tieout.tools.index.segment import Point


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

        write_segment(folder, points, dimensions=dimensions)

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """Open shards for reading."""
        from tieout.tools.index.edge import EdgeIndex  # noqa: PLC0415  # the engine is loaded when it is needed

        return EdgeIndex(folders, encoder)
