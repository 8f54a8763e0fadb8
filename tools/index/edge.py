"""Which passages answer a query: dense and BM25 lists from Qdrant Edge segments, fused by rank."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
import qdrant_edge as edge

from tieout.errors import InputError, ReadError
from tieout.ports import Encoder, Hit, SearchQuery
from tieout.tools.index.fusion import fuse, weights
from tieout.tools.index.segment import (
    DENSE,
    PASSAGE,
    SCOPE,
    TERMS,
    Catalogue,
    Payload,
    Point,
    unreadable,
    write_segment,
)
from tieout.tools.index.terms import sparse_query

__all__ = ["EdgeIndex", "Payload", "Point", "write_segment"]

_MIN_CANDIDATES = 50
_CANDIDATES_PER_RESULT = 4

Scored = tuple[str, float]
"""A passage id and its score in one list."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A query as each segment is asked it."""

    dense: list[float]
    terms: edge.SparseVector | None
    """Query terms weighted by their rarity in the whole index; None when no passage has any of them."""
    limit: int


class EdgeIndex:
    """The passages of one published generation, over all its segments; safe to use from several threads.

    Opening reads the small catalogues only; a shard is opened when a query first needs it. Any number of processes may
    read the same folders, because nobody writes into them.
    """

    def __init__(self, folders: Sequence[Path], encoder: Encoder) -> None:
        self._encoder = encoder
        self._segments = tuple(_Segment(folder, encoder) for folder in folders)

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

    def _asked(self, query: SearchQuery) -> _Asked:
        points = sum(segment.points for segment in self._segments)
        limit = min(max(_MIN_CANDIDATES, _CANDIDATES_PER_RESULT * query.k), points)
        dense = self._encoder.encode([query.text])[0].tolist()
        return _Asked(dense=dense, terms=self._weighted(query.text, points), limit=limit)

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


class _Segment:
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

    def ask(self, asked: _Asked, scopes: Sequence[int]) -> tuple[list[Scored], list[Scored]]:
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


def _merged(lists: Iterable[Sequence[Scored]], limit: int) -> list[str]:
    """Passage ids of one kind of list over all segments, best score first, ties by id."""
    best: dict[str, float] = {}
    for passage, score in (scored for ranked in lists for scored in ranked):
        best[passage] = max(score, best.get(passage, score))
    return sorted(best, key=lambda passage: (-best[passage], passage))[:limit]
