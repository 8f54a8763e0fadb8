"""How segments are written to a Qdrant server, as it sees it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.loopback import Reply, Request, ScriptedServer
from tests.qdrant_server import qdrant_server
from tests.searching import DIMENSIONS, POINTS, HashEncoder, found
from tieout.errors import InputError, ServiceError
from tieout.tools.home.serversegments import ServerSegments
from tieout.tools.index.collection import drop_points, write_points
from tieout.tools.index.connection import Connection, ServerOptions
from tieout.tools.index.server import ServerIndex, count


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server with nothing in it."""
    with qdrant_server() as one:
        yield one


def connected(server: ScriptedServer, **options: Any) -> Connection:
    """A connection to it."""
    return Connection(ServerOptions(url=server.url, prefix="mine", **options))


def sent(server: ScriptedServer, method: str, path: str) -> list[Any]:
    """The bodies of the requests to a path."""
    return [one.json() for one in server.requests if (one.method, one.path.partition("?")[0]) == (method, path)]


def test_a_collection_is_made_as_the_settings_say(server: ScriptedServer, tmp_path: Path) -> None:
    """Shards, replicas, 8-bit vectors in memory, the rest on the disk, and an index for all that is filtered by."""
    connection = connected(server, shards=6, replicas=3)
    write_points(tmp_path / "one", POINTS, dimensions=DIMENSIONS, beside="", connection=connection)

    (made,) = sent(server, "PUT", "/collections/mine-one")
    assert (made["shard_number"], made["replication_factor"], made["write_consistency_factor"]) == (6, 3, 2)
    assert made["quantization_config"]["scalar"] == {"type": "int8", "quantile": 0.99, "always_ram": True}
    assert made["on_disk_payload"] is True
    assert made["vectors"] == {"dense": {"size": DIMENSIONS, "distance": "Cosine", "on_disk": True}}
    assert made["sparse_vectors"] == {name: {"index": {"on_disk": True}} for name in ("terms", "values")}
    indexed = {one["field_name"]: one["field_schema"] for one in sent(server, "PUT", "/collections/mine-one/index")}
    keywords = ("segment", "document", "entity", "form", "kind", "shows")
    assert indexed == dict.fromkeys(keywords, "keyword") | dict.fromkeys(("fiscal_year", "known"), "integer")


def test_a_search_is_one_request(server: ScriptedServer, tmp_path: Path) -> None:
    """All ranked lists come from one batch, each plain: nothing is fused by the server; a majority is asked."""
    connection = connected(server, replicas=2)
    write_points(tmp_path / "one", POINTS, dimensions=DIMENSIONS, beside="", connection=connection)
    index = ServerIndex([tmp_path / "one"], HashEncoder(), connection)
    before = len(server.requests)
    assert found(index, "net sales 391.0 billion", fiscal_years=(2024,))[0] == "a2"

    (request,) = server.requests[before:]
    assert request.path.startswith("/collections/mine-one/points/query/batch?consistency=majority")
    asked = request.json()["searches"]
    assert [one["using"] for one in asked] == ["dense", "terms", "values"]
    assert all("prefetch" not in one for one in asked)
    assert asked[0]["params"]["quantization"] == {"rescore": True, "oversampling": 2.0}
    assert asked[1]["filter"]["must"] == [
        {"key": "segment", "match": {"any": ["one"]}},
        {"key": "fiscal_year", "match": {"any": [2024]}},
    ]


def test_an_unfinished_segment_goes_and_nothing_else(server: ScriptedServer, tmp_path: Path) -> None:
    """Points of a write that broke off are found by what its folder says, and removed; those beside it stay."""
    connection = connected(server)
    write_points(tmp_path / "one", POINTS[:4], dimensions=DIMENSIONS, beside="", connection=connection)
    many = [replace(point, id=f"{point.id}-{copy}") for point in POINTS for copy in range(60)]
    broken = replace(POINTS[0], id="broken", vector=np.ones(3, dtype=np.float32))
    with pytest.raises(InputError, match="'broken'"):
        write_points(tmp_path / "two", [*many, broken], dimensions=DIMENSIONS, beside="mine-one", connection=connection)
    held = [connection.ask(lambda client, s=s: count(client, "mine-one", [s])) for s in ("one", "two")]  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    assert held == [4, 256]

    drop_points(tmp_path / "two", sorted(tmp_path.iterdir()), connection)

    assert connection.ask(lambda client: count(client, "mine-one", ["one", "two"])) == 4
    drop_points(tmp_path / "one", [tmp_path / "one"], connection)
    assert connection.ask(lambda client: client.get_collections().collections) == []


def test_points_that_a_server_did_not_keep_are_missed(tmp_path: Path) -> None:
    """A segment is not sealed before the server has said that it holds every point."""

    def forgetful(request: Request) -> Reply:
        path = request.path.partition("?")[0]
        result: object = {"count": 5} if path.endswith("/count") else {"exists": True}
        if path.endswith(("/points", "/index")):
            result = {"operation_id": 0, "status": "completed"}
        return Reply.json({"result": result})

    with (
        ScriptedServer(always=forgetful) as server,
        pytest.raises(ServiceError, match=rf"{server.url}' kept 5 of 7 passages; .*was there before is unharmed"),
    ):
        write_points(tmp_path / "one", POINTS, dimensions=DIMENSIONS, beside="", connection=connected(server))
    assert not (tmp_path / "one" / "segment.json").exists()


def test_messages_name_the_server_without_its_key() -> None:
    """Where the passages are, as a command says it."""
    segments = ServerSegments(ServerOptions(url="https://qdrant.example:6333/", api_key="s3cret-key"))

    assert segments.where == "on the Qdrant server at 'https://qdrant.example:6333'"
