"""One segment of the passage index: how it is written once, sealed, and opened by any number of readers.

A segment is a folder: `shard/` is a Qdrant Edge shard without a write-ahead log, `terms.npy` says in how many passages
each term occurs, and `segment.json`, written last, says what must be there. Nobody writes into a sealed segment.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Self
from uuid import UUID, uuid5

import numpy as np
import numpy.typing as npt
import qdrant_edge as edge

from tieout.errors import InputError, ReadError, ServiceError, TieoutError
from tieout.tools.index.terms import sparse

DENSE: Final = "dense"
TERMS: Final = "terms"
SCOPE: Final = "scope"
PASSAGE: Final = "passage"

_FORMAT = 1
_NAMESPACE = UUID("5b0d6f3c-6a0f-5d0b-9d3e-0d6f4f3a7c11")
_BATCH = 500
_GRAPH_FROM = 50_000
"""Points from which a graph pays: below it a full scan is exact, takes under 5 ms, and is written ten times faster."""
_COLD = edge.Memory.Cold
"""Read through the page cache: a shard of 20,000 points opens in 20 ms instead of 100."""


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What a passage can be filtered by; dates are yyyymmdd, None is unknown."""

    document: str
    entity: str
    """`Entity.key`."""
    ticker: str | None
    cik: str | None
    form: str | None
    fiscal_year: int | None
    period_end: int | None
    known: int | None
    kind: str


@dataclass(frozen=True, kw_only=True)
class Point:
    """A passage as it is indexed: its id, its vector, the text whose terms are indexed, and its payload."""

    id: str
    vector: npt.NDArray[np.float32]
    text: str
    payload: Payload


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What a sealed segment holds. Passages of equal payload share a scope; `scopes[i]` is the payload of scope i."""

    points: int
    dimensions: int
    scopes: tuple[Payload, ...]
    files: dict[str, int]
    """Size in bytes of each file of the shard when it was sealed."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The catalogue of a segment folder; raises ReadError when it is missing, damaged or of another format."""
        with unreadable(folder):
            stored = json.loads((folder / "segment.json").read_bytes())
            if stored.pop("format") != _FORMAT:
                raise ValueError("it has another format")
            scopes = tuple(Payload(**scope) for scope in stored.pop("scopes"))
            return cls(scopes=scopes, **stored)

    def write(self, folder: Path) -> None:
        """Seal a segment folder."""
        (folder / "segment.json").write_text(json.dumps({"format": _FORMAT, **asdict(self)}), encoding="utf-8")


@contextmanager
def unreadable(folder: Path) -> Iterator[None]:
    """Turn whatever a damaged segment provokes into a ReadError that says what to do."""
    try:
        yield
    except (TieoutError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # Edge raises bare Exception, and its panics derive from BaseException alone
        raise ReadError(
            f"could not read the passage index at {str(folder)!r}: {error}; "
            "documents and facts are unharmed: run `tieout index rebuild`"
        ) from error


def write_segment(folder: Path, points: Sequence[Point], *, dimensions: int) -> None:
    """Write passages into a new segment folder, complete and on disk when this returns.

    Raises:
        InputError: a vector does not have `dimensions` finite numbers, or the folder already holds a segment.
        ServiceError: the folder cannot be written.
    """
    passages = {point.id: point for point in points}
    _check(passages.values(), dimensions)
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError(
            f"the segment folder {str(folder)!r} is not empty; a segment is written once, into a new folder"
        )
    try:
        _write(folder, list(passages.values()), dimensions)
    except Exception as error:  # Edge raises bare Exception
        raise ServiceError(
            f"could not write the passage index to {str(folder)!r}: {error}; check free space and permissions"
        ) from error


def _check(points: Iterable[Point], dimensions: int) -> None:
    for point in points:
        if point.vector.shape != (dimensions,) or not np.isfinite(point.vector).all():
            raise InputError(
                f"passage {point.id!r} has a vector of shape {point.vector.shape}, the segment needs {dimensions} "
                "finite numbers; encode it with the encoder of this home"
            )


def _write(folder: Path, points: Sequence[Point], dimensions: int) -> None:
    scopes = {payload: number for number, payload in enumerate(dict.fromkeys(point.payload for point in points))}
    seen: Counter[int] = Counter()
    (folder / "shard").mkdir(parents=True)
    shard = edge.EdgeShard.create(str(folder / "shard"), _config(dimensions, len(points)))
    try:
        index = edge.IntegerIndexParams(lookup=True, range=False, memory=_COLD)
        shard.update(edge.UpdateOperation.create_field_index(SCOPE, index))
        for start in range(0, len(points), _BATCH):
            batch = [_edge_point(point, scopes[point.payload], seen) for point in points[start : start + _BATCH]]
            shard.update(edge.UpdateOperation.upsert_points(batch))
        shard.optimize()
        shard.flush()
    finally:
        shard.close()
    edge.EdgeShard.load(str(folder / "shard")).close()  # the first opening removes the writer's journals
    _seal(folder, seen, Catalogue(points=len(points), dimensions=dimensions, scopes=tuple(scopes), files={}))


def _config(dimensions: int, points: int) -> edge.EdgeConfig:
    """Without a write-ahead log, so that several processes can open the shard; readers never write."""
    graph = edge.HnswIndexConfig(m=16 if points >= _GRAPH_FROM else 0, ef_construct=100, full_scan_threshold=10_000)
    dense = edge.EdgeVectorParams(size=dimensions, distance=edge.Distance.Cosine, hnsw_config=graph, memory=_COLD)
    return edge.EdgeConfig(
        vectors={DENSE: dense},
        sparse_vectors={TERMS: edge.EdgeSparseVectorParams(memory=_COLD)},
        optimizers=edge.EdgeOptimizersConfig(indexing_threshold=1, default_segment_number=1),
        payload_memory=_COLD,
        id_tracker_memory=_COLD,
        wal_enabled=False,
    )


def _edge_point(point: Point, scope: int, seen: Counter[int]) -> edge.Point:
    """The point as the shard keeps it; its terms are counted in `seen`."""
    indices, values = sparse(point.text)
    seen.update(indices)
    vectors = {DENSE: point.vector.tolist(), TERMS: edge.SparseVector(indices, values)}
    payload = {PASSAGE: point.id, SCOPE: scope, **asdict(point.payload)}
    return edge.Point(uuid5(_NAMESPACE, point.id), vectors, payload)


def _seal(folder: Path, seen: Mapping[int, int], catalogue: Catalogue) -> None:
    """Write what surrounds the shard, the catalogue last, and wait until all of it is on disk."""
    np.save(folder / "terms.npy", np.array(sorted(seen.items()), dtype=np.uint32).reshape(-1, 2).T)
    shard = folder / "shard"
    files = {str(path.relative_to(shard)): path.stat().st_size for path in sorted(shard.rglob("*")) if path.is_file()}
    _sync([folder, *folder.rglob("*")])
    replace(catalogue, files=files).write(folder)
    _sync([folder / "segment.json", folder, folder.parent])


def _sync(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir() and os.name == "nt":  # Windows cannot sync a folder
            continue
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
