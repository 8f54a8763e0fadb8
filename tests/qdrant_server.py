"""A Qdrant server on loopback as far as Tieout asks one: its REST interface in front of the client's local mode."""

import json
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel
from qdrant_client import QdrantClient, models

from tests.loopback import Reply, Request, ScriptedServer

Handler = Callable[[QdrantClient, str, Any], object]


def _create(client: QdrantClient, collection: str, body: Any) -> object:
    made = models.CreateCollection.model_validate(body)
    return client.create_collection(collection, vectors_config=made.vectors, sparse_vectors_config=made.sparse_vectors)


def _index(client: QdrantClient, collection: str, body: Any) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return client.create_payload_index(
            collection, body["field_name"], models.PayloadSchemaType(body["field_schema"])
        )


def _upsert(client: QdrantClient, collection: str, body: Any) -> object:
    return client.upsert(collection, [models.PointStruct.model_validate(one) for one in body["points"]])


def _count(client: QdrantClient, collection: str, body: Any) -> object:
    asked = models.CountRequest.model_validate(body)
    return client.count(collection, count_filter=asked.filter, exact=True)


def _query(client: QdrantClient, collection: str, body: Any) -> object:
    return client.query_batch_points(collection, models.QueryRequestBatch.model_validate(body).searches)


def _delete(client: QdrantClient, collection: str, body: Any) -> object:
    return client.delete(collection, models.FilterSelector.model_validate(body))


def _aliases(client: QdrantClient, _: str, body: Any) -> object:
    return client.update_collection_aliases(models.ChangeAliasesOperation.model_validate(body).actions)


HANDLERS: dict[tuple[str, str], Handler] = {
    ("GET", "/collections"): lambda client, _, __: client.get_collections(),
    ("GET", "/collections/*/exists"): lambda client, name, _: {"exists": client.collection_exists(name)},
    ("PUT", "/collections/*"): _create,
    ("DELETE", "/collections/*"): lambda client, name, _: client.delete_collection(name),
    ("PUT", "/collections/*/index"): _index,
    ("PUT", "/collections/*/points"): _upsert,
    ("POST", "/collections/*/points/count"): _count,
    ("POST", "/collections/*/points/query/batch"): _query,
    ("POST", "/collections/*/points/delete"): _delete,
    ("POST", "/collections/aliases"): _aliases,
    ("GET", "/aliases"): lambda client, _, __: client.get_aliases(),
}


@contextmanager
def qdrant_server(key: str | None = None) -> Iterator[ScriptedServer]:
    """A server with nothing in it, which lets in whoever has the key."""
    client = QdrantClient(":memory:")
    turn = threading.Lock()

    def answer(request: Request) -> Reply:
        if key is not None and request.headers.get("api-key") != key:
            return Reply(status=401, body=b"Must provide an API key or an Authorization bearer token")
        path = urlsplit(request.path).path
        if path == "/":
            return Reply.json({"title": "qdrant - vector search engine", "version": "1.16.3"})
        name = match[1] if (match := re.match(r"/collections/([^/]+)", path)) else ""
        pattern = path.replace(f"/{name}", "/*", 1) if name and name != "aliases" else path
        with turn, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # the local mode says what it does not need
            try:
                result = HANDLERS[request.method, pattern](client, name, request.json() if request.body else None)
            except ValueError as error:
                return Reply.json({"status": {"error": f"Not found: {error}"}}, status=404)
        return Reply.json({"result": _plain(result), "status": "ok", "time": 0.0})

    with ScriptedServer(always=answer) as server:
        yield server
    client.close()


def _plain(result: object) -> object:
    if isinstance(result, BaseModel):
        return json.loads(result.model_dump_json())
    return [_plain(one) for one in result] if isinstance(result, list) else result
