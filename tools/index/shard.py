"""What one sealed segment answers: its dense list and its terms list within a filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
import qdrant_edge as edge

from tieout.errors import ReadError
from tieout.ports import Encoder, SearchQuery
from tieout.tools.index.segment import DENSE, PASSAGE, SCOPE, TERMS, Catalogue, Payload, unreadable

Scored = tuple[str, float]
"""A passage id and its score in one list."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A query as each segment is asked it."""

    dense: list[float]
    terms: edge.SparseVector | None
    """Query terms weighted by their rarity in the whole index; None when no passage has any of them."""
    limit: int


class Segment:
    """One sealed segment; its shard is opened at the first question to it."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._catalogue = Catalogue.read(folder)
        self._lock = Lock()
        self._shard: edge.EdgeShard | None = None
        self._closed = False
        with unreadable(folder):
            if self._catalogue.dimensions != encoder.dimensions:
                raise ValueError(
                    f"its vectors have {self._catalogue.dimensions} dimensions, {encoder.name!r} makes others"
                )
            self._terms, self._counts = np.load(folder / "terms.npy", mmap_mode="r")

    @property
    def points(self) -> int:
        """How many passages it holds."""
        return self._catalogue.points

    def scopes_within(self, query: SearchQuery) -> list[int]:
        """Numbers of the scopes that the query's filter lets through."""
        known = int(query.as_of.strftime("%Y%m%d")) if query.as_of else None
        return [number for number, payload in enumerate(self._catalogue.scopes) if _passes(payload, query, known)]

    def passages_with(self, terms: Sequence[int]) -> npt.NDArray[np.int64]:
        """In how many passages of this segment each term occurs."""
        wanted = np.asarray(terms, dtype=np.uint32)
        if not self._terms.size:
            return np.zeros(len(wanted), dtype=np.int64)
        at = np.minimum(np.searchsorted(self._terms, wanted), self._terms.size - 1)
        return np.where(self._terms[at] == wanted, self._counts[at], 0).astype(np.int64)

    def ask(self, asked: Asked, scopes: Sequence[int]) -> tuple[list[Scored], list[Scored]]:
        """The dense list and the terms list within these scopes."""
        within = self._filter(scopes)
        queries = [edge.Query.Nearest(asked.dense, DENSE)]
        if asked.terms is not None:
            queries.append(edge.Query.Nearest(asked.terms, TERMS))
        requests = [
            edge.QueryRequest(limit=asked.limit, query=query, filter=within, with_payload=[PASSAGE])
            for query in queries
        ]
        shard = self._open()
        with unreadable(self._folder):
            found = shard.query_batch(edge.QueryBatchRequest(requests))
            lists = [[(str((point.payload or {})[PASSAGE]), point.score) for point in points] for points in found]
        return lists[0], lists[1] if asked.terms is not None else []

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
                    self._shard = _opened(self._folder / "shard", self._catalogue)
            return self._shard

    def _filter(self, scopes: Sequence[int]) -> edge.Filter | None:
        everything = len(self._catalogue.scopes)
        if len(scopes) == everything:
            return None
        if 2 * len(scopes) <= everything:
            return edge.Filter(must=[edge.FieldCondition(SCOPE, match=edge.MatchAny(list(scopes)))])
        others = sorted(set(range(everything)).difference(scopes))
        return edge.Filter(must_not=[edge.FieldCondition(SCOPE, match=edge.MatchAny(others))])


def _passes(payload: Payload, query: SearchQuery, known: int | None) -> bool:
    """Whether a payload agrees with every filled field of a query; with an as-of date, unknown dates are left out."""
    return (
        (not query.documents or payload.document in query.documents)
        and (not query.entities or payload.entity in query.entities)
        and (not query.forms or payload.form in query.forms)
        and (not query.fiscal_years or payload.fiscal_year in query.fiscal_years)
        and (not query.kinds or payload.kind in query.kinds)
        and (known is None or (payload.known is not None and payload.known <= known))
    )


def _opened(folder: Path, catalogue: Catalogue) -> edge.EdgeShard:
    """Load a shard. Edge itself opens one that lost its data as an empty one, so what must be there is checked."""
    for name, size in catalogue.files.items():
        if (folder / name).stat().st_size < size:
            raise ValueError(f"{name} is shorter than when it was written")
    shard = edge.EdgeShard.load(str(folder))
    if (points := shard.info().points_count) != catalogue.points:
        raise ValueError(f"it holds {points} of {catalogue.points} passages")
    return shard
