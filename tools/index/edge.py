"""Which passages answer a query: dense and BM25 lists from Qdrant Edge segments, fused by rank."""

from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path

import numpy as np
import qdrant_edge as edge

from tieout.errors import InputError
from tieout.ports import Encoder, Hit, SearchQuery
from tieout.tools.index.fusion import fuse, weights
from tieout.tools.index.segment import DENSE, TERMS, Payload, Point, write_segment
from tieout.tools.index.shard import Asked, Scored, Segment
from tieout.tools.index.terms import sparse_query

__all__ = ["EdgeIndex", "Payload", "Point", "write_segment"]

_MIN_CANDIDATES = 50
_CANDIDATES_PER_RESULT = 4


class EdgeIndex:
    """The passages of one published generation, over all its segments; safe to use from several threads.

    Opening reads the small catalogues only; a shard is opened when a query first needs it. Any number of processes may
    read the same folders, because nobody writes into them.
    """

    def __init__(self, folders: Sequence[Path], encoder: Encoder) -> None:
        self._encoder = encoder
        self._segments = tuple(Segment(folder, encoder) for folder in folders)

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """The best k passages within the query's filter, best first, ties by id.

        Raises:
            InputError: the query is empty or asks for less than one passage.
            ReadError: a segment is damaged.
        """
        if not query.text.strip():
            raise InputError("the search query is empty; give the words to look for")
        if query.k < 1:
            raise InputError(f"cannot search for k={query.k!r} passages; ask for one or more")
        scopes = [(segment, segment.scopes_within(query)) for segment in self._segments]
        wanted = [(segment, within) for segment, within in scopes if within]
        if not wanted:
            return ()
        asked = self._asked(query)
        answers = [segment.ask(asked, within) for segment, within in wanted]
        lists = {
            DENSE: _merged((dense for dense, _ in answers), asked.limit),
            TERMS: _merged((terms for _, terms in answers), asked.limit),
        }
        return fuse(lists, weights(query.text))[: query.k]

    def close(self) -> None:
        """Release all shards; a search after it raises ReadError."""
        for segment in self._segments:
            segment.close()

    def _asked(self, query: SearchQuery) -> Asked:
        points = sum(segment.points for segment in self._segments)
        limit = min(max(_MIN_CANDIDATES, _CANDIDATES_PER_RESULT * query.k), points)
        dense = self._encoder.encode([query.text])[0].tolist()
        return Asked(dense=dense, terms=self._weighted(query.text, points), limit=limit)

    def _weighted(self, text: str, points: int) -> edge.SparseVector | None:
        """Query terms times their inverse document frequency.

        It is counted over all segments here rather than by each shard for itself, so that scores of a small segment and
        of a large one can be compared, and splitting an index changes no result.
        """
        indices, values = sparse_query(text)
        if not indices:
            return None
        counts = np.sum([segment.passages_with(indices) for segment in self._segments], axis=0)
        known = [
            (index, value * log(1 + (points - count + 0.5) / (count + 0.5)))
            for index, value, count in zip(indices, values, counts.tolist(), strict=True)
            if count
        ]
        return edge.SparseVector([index for index, _ in known], [weight for _, weight in known]) if known else None


def _merged(lists: Iterable[Sequence[Scored]], limit: int) -> list[str]:
    """Passage ids of one kind of list over all segments, best score first, ties by id."""
    best: dict[str, float] = {}
    for passage, score in (scored for ranked in lists for scored in ranked):
        best[passage] = max(score, best.get(passage, score))
    return sorted(best, key=lambda passage: (-best[passage], passage))[:limit]
