"""How a Qdrant server is asked over HTTP, and what its failures are called."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import stamina
from qdrant_client import QdrantClient

from tests.loopback import Reply, ScriptedServer
from tieout.errors import InputError, NotThereError, ReadError, RefusedError, ServiceError, is_transient
from tieout.tools.index import connection as module
from tieout.tools.index.connection import ATTEMPTS, Connection, GoneError, ServerOptions

KEY = "s3cret-key"
COUNTED = {"result": {"count": 7}, "status": "ok", "time": 0.0}
BUSY = Reply.json({"status": {"error": "overloaded"}}, status=503)


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    """Retries as configured, without the pauses between them."""
    with stamina.set_testing(True, attempts=ATTEMPTS):
        yield


def count(server: ScriptedServer | str, **options: Any) -> int:
    """Ask a server how many points it has."""
    url = server if isinstance(server, str) else server.url
    connection = Connection(ServerOptions(url=url, api_key=KEY, **options))
    try:
        return connection.ask(_count)
    finally:
        connection.close()


def _count(client: QdrantClient) -> int:
    return client.count("things").count


def test_the_key_goes_into_the_header() -> None:
    """Every request carries the key, to the path of the collection, and making a client asks nothing."""
    with ScriptedServer(Reply.json(COUNTED)) as server:
        assert count(server) == 7

    assert [(one.path, one.headers["api-key"]) for one in server.requests] == [
        ("/collections/things/points/count", KEY)
    ]


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again(status: int) -> None:
    """Two failures that may pass are not seen where the third try is answered."""
    passing = Reply.json({"status": {"error": "later"}}, status=status)
    with ScriptedServer(passing, passing, Reply.json(COUNTED)) as server:
        assert count(server) == 7
        assert len(server.requests) == ATTEMPTS


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (BUSY, r"gave no usable answer \(HTTP 503: .*overloaded"),
        (Reply.json({"status": {"error": "slow down"}}, status=429), r"HTTP 429: .*slow down"),
        (
            Reply(status=429, headers={"retry-after": "1"}, body=b'{"status": {"error": "slow down"}}'),
            r"is asked too often \(slow down",
        ),
        (Reply(body=b"<html>Welcome</html>"), "is no Qdrant server"),
        (Reply.json({"unexpected": True}), "is no Qdrant server"),
        (Reply.json({"result": None}), "is no Qdrant server"),
        (Reply.json({"result": {"count": "many"}}), "is no Qdrant server"),
        (Reply(body=b""), "is no Qdrant server"),
    ],
)
def test_retries_are_bounded(reply: Reply, said: str) -> None:
    """After the last try the error names the server and says what it answered; nobody further out asks again."""
    with ScriptedServer(always=reply) as server:
        with pytest.raises(GoneError, match=rf"{server.url}.*{said}.*\(asked 3 times\)") as caught:
            count(server)

        assert len(server.requests) == ATTEMPTS
    assert not is_transient(caught.value)
    assert "documents and facts in the home are unharmed" in str(caught.value)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_final_and_shows_no_key(status: int) -> None:
    """A wrong key is not tried again; the message names the variable and not its value, even if the server does."""
    with ScriptedServer(Reply.json({"status": {"error": f"bad {KEY}"}}, status=status)) as server:
        with pytest.raises(RefusedError, match="check QDRANT_API_KEY") as caught:
            count(server)

        assert len(server.requests) == 1
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "is not on the Qdrant server"), (400, "cannot answer"), (422, "cannot answer")],
)
def test_a_lost_collection_says_how_to_rebuild(status: int, said: str) -> None:
    """What is not there, or not as it was written, is rebuilt; nothing else is lost."""
    with (
        ScriptedServer(
            Reply.json({"status": {"error": "Not found: Collection `things` doesn't exist!"}}, status=status)
        ) as server,
        pytest.raises(ReadError, match=f"{said}.*run `tieout index rebuild`"),
    ):
        count(server)


def test_a_server_that_is_not_there_is_named(nowhere: str) -> None:
    """No connection: the address, what to check, and how to work without it."""
    with pytest.raises(ServiceError, match=rf"'{nowhere}' could not be reached .*unset QDRANT_URL"):
        count(nowhere)


def test_an_unknown_host_is_named() -> None:
    """A name that does not resolve is an address to check."""
    with pytest.raises(ServiceError, match=r"'http://nowhere.invalid:6333' could not be reached"):
        count("http://nowhere.invalid:6333")


def test_a_slow_server_is_given_up() -> None:
    """A time-out says how long was waited and what to raise; two tries are all."""
    started = time.perf_counter()
    with ScriptedServer(always=Reply.json(COUNTED, delay=60)) as server:
        with stamina.set_testing(False), pytest.raises(GoneError, match=r"did not answer within 1 s; .*QDRANT_TIMEOUT"):
            count(server, timeout=1)

        assert len(server.requests) <= 2  # one, where the first took so long that there is no time for another
    assert time.perf_counter() - started < 30


def test_a_server_that_is_gone_is_let_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Right after it gave no answer the same error comes at once; later the server is asked again."""
    with ScriptedServer(BUSY, BUSY, BUSY, Reply.json(COUNTED)) as server:
        connection = Connection(ServerOptions(url=server.url))
        for _ in range(3):
            with pytest.raises(GoneError, match=r"overloaded.*asked 3 times"):
                connection.ask(_count)
        assert len(server.requests) == ATTEMPTS
        later = time.monotonic() + 6
        monkeypatch.setattr("time.monotonic", lambda: later)

        assert connection.ask(_count) == 7
        connection.close()


def test_a_server_that_says_when_is_asked_then() -> None:
    """The pause that a busy server asks for is kept."""
    limited = Reply(status=429, headers={"retry-after": "1"}, body=b'{"status": {"error": "slow down"}}')
    started = time.perf_counter()
    with ScriptedServer(limited, Reply.json(COUNTED)) as server, stamina.set_testing(False):
        assert count(server) == 7

    assert 1 <= time.perf_counter() - started < 30


def test_a_connection_that_breaks_off_is_tried_again() -> None:
    """An answer cut in the middle is no answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        served = threading.Thread(target=_cut, args=(listener,))
        served.start()
        with pytest.raises(GoneError, match=r"could not be reached .*asked 3 times"):
            count(address)
        served.join()


def _cut(listener: socket.socket) -> None:
    for _ in range(ATTEMPTS):
        one, _ = listener.accept()
        one.recv(65536)
        one.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"result"')
        one.close()


@pytest.mark.parametrize("url", ["localhost:6333", "ftp://host", "http://", "qdrant"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """A URL needs http or https and a host."""
    with pytest.raises(InputError, match=r"set QDRANT_URL to http\(s\)://host:port"):
        count(url)


@pytest.mark.parametrize("url", ["http://user:s3cret-key@host:6333", "https://host?api_key=s3cret-key"])
def test_a_key_in_the_address_is_refused_unseen(url: str) -> None:
    """A key belongs into its own variable; the message does not repeat it."""
    with pytest.raises(InputError, match="put the key into QDRANT_API_KEY") as caught:
        count(url)

    assert KEY not in str(caught.value)


def test_options_do_not_show_their_key() -> None:
    """Neither the options' text nor the address has the key."""
    options = ServerOptions(url="https://user:s3cret-key@host:6333/base/?x=s3cret-key#s3cret-key", api_key=KEY)

    assert KEY not in repr(options)
    assert options.address == "https://host:6333/base"


def test_a_key_over_the_network_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    """Plain http to another machine says once that the key is readable on its way; https does not."""
    with caplog.at_level(logging.WARNING):
        module._connected(ServerOptions(url="http://192.0.2.1:6333", api_key=KEY)).close()
        module._connected(ServerOptions(url="https://192.0.2.1:6333", api_key=KEY)).close()

    assert [one.message for one in caplog.records] == [
        "the key of the Qdrant server goes over the network unencrypted; use https in QDRANT_URL"
    ]


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without qdrant-client a server cannot be asked, and the message names the extra."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr(module, "find_spec", lambda _: None)

    with pytest.raises(NotThereError, match=r"pip install 'tieout\[qdrant\]'"):
        count("http://127.0.0.1:6333")


def test_an_error_of_ours_passes_through() -> None:
    """What the caller raises on purpose is not taken for the server's."""
    connection = Connection(ServerOptions(url="http://127.0.0.1:1"))

    def call(_: QdrantClient) -> None:
        raise InputError("mine")

    with pytest.raises(InputError, match="mine"):
        connection.ask(call)
