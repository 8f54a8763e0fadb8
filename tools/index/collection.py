"""How a segment is written into a collection of a Qdrant server, named by an alias, and taken away again.

A segment's folder in the home says where its points are before the first one is written, so that whatever a killed
process has left on the server is found and removed.
"""

import warnings
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid5

from tieout.errors import ServiceError
from tieout.tools.index.catalogue import DENSE, SPARSE, Catalogue, Point, collection_of, remember
from tieout.tools.index.connection import Connection, ServerOptions
from tieout.tools.index.segment import batches, point_id
from tieout.tools.index.server import KEYWORDS, NUMBERS, PASSAGE, SEGMENT, count, within
from tieout.tools.index.tally import Tally, distinct

if TYPE_CHECKING:
    from qdrant_client import QdrantClient, models

_BATCH: Final = 256


def write_points(
    folder: Path, points: Iterable[Point], *, dimensions: int, beside: str, connection: Connection
) -> None:
    """Write passages as a new segment into the collection `beside`, or into a new one where that is empty.

    Raises:
        InputError: a vector does not have `dimensions` finite numbers.
        ServiceError: the server could not be asked, or did not keep what it was given.
    """
    options = connection.options
    collection = beside or f"{options.prefix}-{folder.name}"
    remember(folder, collection)
    if not beside:
        connection.ask(lambda client: _create(client, collection, dimensions, options))
    tally = Tally()
    written = (_structure(point, folder.name, tally) for point in distinct(points, dimensions))
    for batch in batches(written, _BATCH):
        connection.ask(lambda client, batch=batch: client.upsert(collection, points=batch, wait=True))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    held = connection.ask(lambda client: count(client, collection, [folder.name]))
    if held != tally.points:
        raise ServiceError(
            f"the Qdrant server at {options.address!r} kept {held:,} of {tally.points:,} passages; see its log, then "
            "run the same command again: what was there before is unharmed"
        )
    catalogue = Catalogue(
        engine="qdrant",
        points=tally.points,
        dimensions=dimensions,
        scopes=tally.scopes,
        files={},
        collection=collection,
    )
    tally.seal(folder, catalogue)


def drop_points(folder: Path, others: Iterable[Path], connection: Connection) -> None:
    """Remove a segment from the server; its collection with it, where no other folder has a segment there."""
    collection = collection_of(folder)
    if not collection:
        return
    is_shared = any(collection_of(other) == collection for other in others if other != folder)
    connection.ask(lambda client: _drop(client, collection, folder.name if is_shared else None))


def move_alias(index: Path, collection: str, connection: Connection) -> None:
    """Let the alias of a home name the collection of its newest generation; readers go by the collection itself."""
    name = alias(index, connection.options)
    connection.ask(lambda client: _name(client, name, collection))


def alias(index: Path, options: ServerOptions) -> str:
    """The name by which other tools find the newest collection of the home whose index folder this is."""
    return f"{options.prefix}-home-{sha256(str(index.absolute()).encode()).hexdigest()[:8]}"


def _create(client: "QdrantClient", collection: str, dimensions: int, options: ServerOptions) -> None:
    """Make a collection and what its points are filtered by; nothing happens where an earlier try has made it."""
    from qdrant_client import models  # noqa: PLC0415  # loaded with the client

    small = models.ScalarQuantizationConfig(type=models.ScalarType.INT8, quantile=0.99, always_ram=True)
    if not client.collection_exists(collection):
        client.create_collection(
            collection,
            vectors_config={
                DENSE: models.VectorParams(size=dimensions, distance=models.Distance.COSINE, on_disk=options.quantized)
            },
            sparse_vectors_config={
                name: models.SparseVectorParams(index=models.SparseIndexParams(on_disk=options.on_disk))
                for name in SPARSE
            },
            on_disk_payload=options.on_disk,
            quantization_config=models.ScalarQuantization(scalar=small) if options.quantized else None,
            shard_number=options.shards,
            replication_factor=options.replicas,
            write_consistency_factor=options.replicas // 2 + 1,
        )
    kinds = dict.fromkeys(KEYWORDS, models.PayloadSchemaType.KEYWORD)
    kinds |= dict.fromkeys(NUMBERS, models.PayloadSchemaType.INTEGER)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the client's local mode says that it needs none
        for name, kind in kinds.items():
            client.create_payload_index(collection, name, kind, wait=True)


def _structure(point: Point, segment: str, tally: Tally) -> "models.PointStruct":
    from qdrant_client import models  # noqa: PLC0415  # loaded with the client

    _, sparse = tally.take(point)
    said = {name: value for name, value in asdict(point.payload).items() if value is not None}
    return models.PointStruct(
        id=str(uuid5(point_id(point.id), segment)),
        vector={
            DENSE: point.vector.tolist(),
            **{name: models.SparseVector(indices=indices, values=values) for name, (indices, values) in sparse.items()},
        },
        payload={PASSAGE: point.id, SEGMENT: segment, **said, "shows": point.payload.shows.split()},
    )


def _drop(client: "QdrantClient", collection: str, segment: str | None) -> None:
    if not client.collection_exists(collection):
        return
    if segment is not None:
        from qdrant_client import models  # noqa: PLC0415  # loaded with the client

        client.delete(collection, points_selector=models.FilterSelector(filter=within([segment])), wait=True)
    else:
        client.delete_collection(collection)


def _name(client: "QdrantClient", name: str, collection: str) -> None:
    from qdrant_client import models  # noqa: PLC0415  # loaded with the client

    before = {one.alias_name: one.collection_name for one in client.get_aliases().aliases}
    if before.get(name) == collection:
        return
    changes: list[models.AliasOperations] = [
        models.CreateAliasOperation(create_alias=models.CreateAlias(collection_name=collection, alias_name=name))
    ]
    if name in before:
        changes.insert(0, models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=name)))
    client.update_collection_aliases(changes)
