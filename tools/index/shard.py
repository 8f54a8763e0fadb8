"""What one sealed Qdrant Edge segment answers: its ranked lists within a filter."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

import qdrant_edge as edge

from tieout.errors import ReadError
from tieout.tools.index.catalogue import DENSE, Catalogue, Ledger, unreadable
from tieout.tools.index.hybrid import Asked, Scored

SCOPE: Final = "scope"
PASSAGE: Final = "passage"

_RESCORED = edge.SearchParams(quantization=edge.QuantizationSearchParams(rescore=True, oversampling=2.0))
"""Where vectors are also kept in small: twice the candidates by those, put in order by the full ones."""


class Segment:
    """One sealed segment; its shard is opened at the first question to it."""

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger(folder, "edge")
        self._folder = folder
        self._lock = Lock()
        self._shard: edge.EdgeShard | None = None
        self._closed = False

    def ask(self, asked: Asked, scopes: Sequence[int]) -> Mapping[str, list[Scored]]:
        """Every list of the query within these scopes, in one call of the engine."""
        within = self._filter(scopes)
        queries = {DENSE: edge.Query.Nearest(asked.dense, DENSE)}
        queries |= {name: edge.Query.Nearest(edge.SparseVector(*terms), name) for name, terms in asked.sparse.items()}
        requests = [
            edge.QueryRequest(
                limit=asked.limit,
                query=query,
                filter=within,
                with_payload=[PASSAGE],
                params=_RESCORED if name == DENSE else None,
            )
            for name, query in queries.items()
        ]
        shard = self._open()
        with unreadable(self._folder):
            found = shard.query_batch(edge.QueryBatchRequest(requests))
            lists = ([(str((point.payload or {})[PASSAGE]), point.score) for point in points] for points in found)
            return dict(zip(queries, lists, strict=True))

    def close(self) -> None:
        """Release the shard, if it was opened."""
        with self._lock, unreadable(self._folder):
            self._closed = True
            if self._shard is not None:
                self._shard.close()
                self._shard = None

    def _open(self) -> edge.EdgeShard:
        with self._lock:
            if self._closed:
                raise ReadError(f"the passage index at {str(self._folder)!r} was closed; open the home again")
            if self._shard is None:
                with unreadable(self._folder):
                    self._shard = _opened(self._folder / "shard", self.ledger.catalogue)
            return self._shard

    def _filter(self, scopes: Sequence[int]) -> edge.Filter | None:
        everything = len(self.ledger.catalogue.scopes)
        if len(scopes) == everything:
            return None
        if 2 * len(scopes) <= everything:
            return edge.Filter(must=[edge.FieldCondition(SCOPE, match=edge.MatchAny(list(scopes)))])
        others = sorted(set(range(everything)).difference(scopes))
        return edge.Filter(must_not=[edge.FieldCondition(SCOPE, match=edge.MatchAny(others))])


def _opened(folder: Path, catalogue: Catalogue) -> edge.EdgeShard:
    """Load a shard. Edge itself opens one that lost its data as an empty one, so what must be there is checked."""
    for name, size in catalogue.files.items():
        if (folder / name).stat().st_size < size:
            raise ValueError(f"{name} is shorter than when it was written")
    shard = edge.EdgeShard.load(str(folder))
    if (points := shard.info().points_count) != catalogue.points:
        raise ValueError(f"it holds {points} of {catalogue.points} passages")
    return shard
