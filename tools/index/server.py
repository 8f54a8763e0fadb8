"""Which passages answer a query: ranked lists from a Qdrant server in one call, fused by rank."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tieout.errors import ReadError
from tieout.ports import Encoder, Hit, SearchQuery
from tieout.tools.index.catalogue import DENSE, Ledger
from tieout.tools.index.connection import REBUILD, Connection
from tieout.tools.index.hybrid import Asked, Scored, hybrid_search
from tieout.tools.index.payload import day_number, filled
from tieout.tools.index.recalled import RecalledEncoder

if TYPE_CHECKING:
    from qdrant_client import QdrantClient, models

PASSAGE: Final = "passage"
SEGMENT: Final = "segment"
KEYWORDS: Final = (SEGMENT, "document", "entity", "form", "kind", "shows")
NUMBERS: Final = ("fiscal_year", "known")
"""What points are filtered by, as the server indexes it."""


class ServerIndex:
    """The passages of one published generation on a Qdrant server; safe to use from several threads.

    A generation is some segments of one collection: each point carries the name of its segment and is never written
    again. What else the collection holds belongs to older or newer generations and is not seen.
    """

    def __init__(self, folders: Sequence[Path], encoder: Encoder, connection: Connection) -> None:
        self._encoder = RecalledEncoder(encoder)
        self._connection = connection
        self._ledgers = tuple(Ledger(folder, "qdrant") for folder in folders)
        for ledger in self._ledgers:
            ledger.require_dimensions(encoder.dimensions, encoder.name)
        self._collection = self._ledgers[0].catalogue.collection if self._ledgers else ""
        if self._ledgers:
            self._require_points()

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """The best k passages within the query's filter, best first, ties by id.

        Raises:
            InputError: the query is empty or asks for less than one passage.
            ReadError: the server has lost the passages.
            ServiceError: the server could not be asked.
        """
        return hybrid_search(query, self._ledgers, self._encoder, self._ask)

    def close(self) -> None:
        """Nothing of its own is open; the connection is its owner's."""

    def _ask(self, asked: Asked, scopes: Mapping[int, list[int]]) -> Iterator[Mapping[str, Sequence[Scored]]]:
        """Every list of the query, in one call."""
        segments = [self._ledgers[number].folder.name for number in scopes]
        yield self._connection.ask(lambda client: self._lists(client, asked, segments))

    def _lists(self, client: "QdrantClient", asked: Asked, segments: Sequence[str]) -> Mapping[str, Sequence[Scored]]:
        from qdrant_client import models  # noqa: PLC0415  # loaded with the client

        options = self._connection.options
        requests = _requests(asked, within(segments, asked.query), quantized=options.quantized)
        consistency = models.ReadConsistencyType.MAJORITY if options.replicas > 1 else None
        answers = client.query_batch_points(self._collection, requests=list(requests.values()), consistency=consistency)
        return {
            name: [((point.payload or {})[PASSAGE], point.score) for point in answer.points]
            for name, answer in zip(requests, answers, strict=True)
        }

    def _require_points(self) -> None:
        """Raise ReadError where the server does not hold what was written."""
        segments = [ledger.folder.name for ledger in self._ledgers]
        wanted = sum(ledger.catalogue.points for ledger in self._ledgers)
        held = self._connection.ask(lambda client: count(client, self._collection, segments))
        if held != wanted:
            raise ReadError(
                f"the Qdrant server at {self._connection.options.address!r} holds {held:,} of {wanted:,} passages of "
                f"this home in its collection {self._collection!r}; {REBUILD}"
            )


def count(client: "QdrantClient", collection: str, segments: Sequence[str]) -> int:
    """How many points of these segments a collection has."""
    return client.count(collection, count_filter=within(segments), exact=True).count


def within(segments: Sequence[str], query: SearchQuery | None = None) -> "models.Filter":
    """Points of these segments that a query's filter lets through."""
    from qdrant_client import models  # noqa: PLC0415  # loaded with the client

    must: list[models.Condition] = [models.FieldCondition(key=SEGMENT, match=models.MatchAny(any=list(segments)))]
    if query is not None:
        must += [
            models.FieldCondition(key=field, match=models.MatchAny(any=list(values)))
            for field, values in filled(query).items()
        ]
        if query.as_of:
            must.append(models.FieldCondition(key="known", range=models.Range(lte=day_number(query))))
    return models.Filter(must=must)


def _requests(asked: Asked, scope: "models.Filter", *, quantized: bool) -> "Mapping[str, models.QueryRequest]":
    """One request for each list, by its name."""
    from qdrant_client import models  # noqa: PLC0415  # loaded with the client

    rescored = models.SearchParams(quantization=models.QuantizationSearchParams(rescore=True, oversampling=2.0))
    queries: dict[str, list[float] | models.SparseVector] = {DENSE: asked.dense}
    for name, (indices, values) in asked.sparse.items():
        queries[name] = models.SparseVector(indices=indices, values=values)
    return {
        name: models.QueryRequest(
            query=query,
            using=name,
            filter=scope,
            limit=asked.limit,
            with_payload=[PASSAGE],
            params=rescored if quantized and name == DENSE else None,
        )
        for name, query in queries.items()
    }
