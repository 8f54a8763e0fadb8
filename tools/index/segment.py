"""One segment of the passage index on Qdrant Edge: how it is written once and sealed.

`shard/` is an Edge shard without a write-ahead log. Nobody writes into a sealed segment, so any number of processes may
open it; `catalogue` says what stands beside the shard.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID, uuid5

import qdrant_edge as edge

from tieout.errors import ServiceError, TieoutError
from tieout.tools.index.catalogue import DENSE, SPARSE, Catalogue, Point, require_new
from tieout.tools.index.payload import Payload
from tieout.tools.index.shard import PASSAGE, SCOPE
from tieout.tools.index.tally import Tally, distinct

__all__ = ["Payload", "Point", "batches", "point_id", "write_segment"]

T = TypeVar("T")

_NAMESPACE = UUID("5b0d6f3c-6a0f-5d0b-9d3e-0d6f4f3a7c11")
_BATCH: Final = 2_000
"""Passages handed to the engine at once: fewer, and it takes longer for each of them."""
_SMALL_FROM: Final = 5_000
"""Points from which vectors are also kept in 8-bit numbers: a full scan of 100,000 takes 3 ms instead of 20."""
_GRAPH_FROM: Final = 250_000
"""Points from which a graph pays: below it a full scan is nearly as fast, and is written twenty times faster."""
_COLD = edge.Memory.Cold
"""Read through the page cache: a shard of 20,000 points opens in 20 ms instead of 100."""


def write_segment(folder: Path, points: Iterable[Point], *, dimensions: int, count: int | None = None) -> None:
    """Write passages into a new segment folder, complete and on disk when this returns; nothing stays of a failure.

    Args:
        folder: the segment's folder, which must not hold one yet.
        points: the passages; they are taken as they come and never all in memory.
        dimensions: of their vectors.
        count: about how many there are, where `points` has no length.

    Raises:
        InputError: a vector does not have `dimensions` finite numbers, or the folder already holds a segment.
        ServiceError: the folder cannot be written.
    """
    require_new(folder)
    taken = points if count is not None else list(points)
    expected = count if count is not None else len(list(taken))
    try:
        _write(folder, distinct(taken, dimensions), dimensions, expected)
    except BaseException as error:  # Edge raises bare Exception, and its panics derive from BaseException alone
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, TieoutError | KeyboardInterrupt | SystemExit):
            raise
        raise ServiceError(
            f"could not write the passage index to {str(folder)!r}: {error}; check free space and permissions, "
            "then run the same command again: what was there before is unharmed"
        ) from error


def point_id(passage: str) -> UUID:
    """The id of a passage's point, the same in every segment and engine."""
    return uuid5(_NAMESPACE, passage)


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """All things in order, `size` at a time."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _write(folder: Path, points: Iterator[Point], dimensions: int, expected: int) -> None:
    tally = Tally()
    shard = folder / "shard"
    shard.mkdir(parents=True)
    with closing(edge.EdgeShard.create(str(shard), _config(dimensions, expected))) as written:
        index = edge.IntegerIndexParams(lookup=True, range=False, memory=_COLD)
        written.update(edge.UpdateOperation.create_field_index(SCOPE, index))
        _upsert(written, points, tally)
        written.optimize()
        written.flush()
    edge.EdgeShard.load(str(shard)).close()  # the first opening removes the writer's journals
    files = {str(path.relative_to(shard)): path.stat().st_size for path in sorted(shard.rglob("*")) if path.is_file()}
    tally.seal(
        folder,
        Catalogue(engine="edge", points=tally.points, dimensions=dimensions, scopes=tally.scopes, files=files),
    )


def _upsert(shard: edge.EdgeShard, points: Iterator[Point], tally: Tally) -> None:
    """Write all points; the engine takes one batch while the next is made, as it lets go of the interpreter."""
    with ThreadPoolExecutor(1) as engine:
        written: Future[None] | None = None
        for batch in batches((_edge_point(point, tally) for point in points), _BATCH):
            if written:
                written.result()
            written = engine.submit(shard.update, edge.UpdateOperation.upsert_points(batch))
        if written:
            written.result()


def _config(dimensions: int, points: int) -> edge.EdgeConfig:
    """Without a write-ahead log, so that several processes can open the shard; readers never write."""
    graph = edge.HnswIndexConfig(m=16 if points >= _GRAPH_FROM else 0, ef_construct=100, full_scan_threshold=10_000)
    small = edge.ScalarQuantizationConfig(edge.ScalarType.Int8, quantile=0.99, memory=_COLD)
    dense = edge.EdgeVectorParams(
        size=dimensions,
        distance=edge.Distance.Cosine,
        hnsw_config=graph,
        quantization_config=small if points >= _SMALL_FROM else None,
        memory=_COLD,
    )
    return edge.EdgeConfig(
        vectors={DENSE: dense},
        sparse_vectors={name: edge.EdgeSparseVectorParams(memory=_COLD) for name in SPARSE},
        optimizers=edge.EdgeOptimizersConfig(indexing_threshold=1, default_segment_number=1),
        payload_memory=_COLD,
        id_tracker_memory=_COLD,
        wal_enabled=False,
    )


def _edge_point(point: Point, tally: Tally) -> edge.Point:
    """The point as the shard keeps it; what it can be filtered by stands once in the catalogue, as its scope."""
    scope, sparse = tally.take(point)
    vectors: Mapping[str, list[float] | edge.SparseVector] = {
        DENSE: point.vector.tolist(),
        **{name: edge.SparseVector(*weighted) for name, weighted in sparse.items()},
    }
    return edge.Point(point_id(point.id), dict(vectors), {PASSAGE: point.id, SCOPE: scope})
