"""Which passages answer a query: ranked lists from Qdrant Edge segments, fused by rank."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tieout.ports import Encoder, Hit, SearchQuery
from tieout.tools.index.hybrid import Asked, Scored, hybrid_search
from tieout.tools.index.recalled import RecalledEncoder
from tieout.tools.index.segment import Payload, Point, write_segment
from tieout.tools.index.shard import Segment

__all__ = ["EdgeIndex", "Payload", "Point", "write_segment"]


class EdgeIndex:
    """The passages of one published generation, over all its segments; safe to use from several threads.

    Opening reads the small catalogues only; a shard is opened when a query first needs it. Any number of processes may
    read the same folders, because nobody writes into them.
    """

    def __init__(self, folders: Sequence[Path], encoder: Encoder) -> None:
        self._encoder = RecalledEncoder(encoder)
        self._segments = tuple(Segment(folder) for folder in folders)
        self._ledgers = tuple(segment.ledger for segment in self._segments)
        for ledger in self._ledgers:
            ledger.require_dimensions(encoder.dimensions, encoder.name)

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """The best k passages within the query's filter, best first, ties by id.

        Raises:
            InputError: the query is empty or asks for less than one passage.
            ReadError: a segment is damaged.
        """
        return hybrid_search(query, self._ledgers, self._encoder, self._ask)

    def close(self) -> None:
        """Release all shards; a search after it raises ReadError."""
        for segment in self._segments:
            segment.close()

    def _ask(self, asked: Asked, scopes: Mapping[int, list[int]]) -> Iterator[Mapping[str, Sequence[Scored]]]:
        """One call for each segment that holds passages within the filter."""
        for number, within in scopes.items():
            yield self._segments[number].ask(asked, within)
