"""Reranking through the real Cohere SDK against a scripted server."""

import asyncio
import hashlib
import sys
import time

import pytest

from tests.loopback import Reply, ScriptedServer
from tieout.document import Passage
from tieout.errors import NotThereError, RefusedError, UnreachableError, is_transient
from tieout.locator import Span
from tieout.tools.index.cohere import CohereReranker

KEY = "key-of-a-test"


def passage(name: str, text: str = "Net sales were $391,035 million.") -> Passage:
    """A passage of prose."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    span = Span(document="aapl", content_hash=digest, quote_hash=digest[:16], start=0, end=len(text))
    return Passage(id=name, document="aapl", kind="prose", heading=("Item 7", "Net sales"), text=text, locator=span)


TEXTS = {"a": "Alpha.", "b": "Beta.", "c": "Gamma.", "d": "Delta."}
PASSAGES = tuple(passage(name, text) for name, text in TEXTS.items())


def ranking(*indices: object) -> Reply:
    """The service's answer with documents in this order."""
    results = [{"index": index, "relevance_score": 1 / (rank + 1)} for rank, index in enumerate(indices)]
    return Reply.json({"id": "1", "results": results, "meta": {"api_version": {"version": "2"}}})


def reranker(server: ScriptedServer, timeout: float = 60.0) -> CohereReranker:
    """A reranker that speaks to the scripted server."""
    return CohereReranker(KEY, base_url=server.url, timeout=timeout)


async def test_orders_by_the_service() -> None:
    """The best k ids come back in the order of the service, and the request carries question, texts, model and key."""
    with ScriptedServer(ranking(2, 0)) as server:
        best = await reranker(server).rerank("What were net sales?", PASSAGES, 2)

    request = server.requests[0]
    assert best == ("c", "a")
    assert (request.method, request.path) == ("POST", "/v2/rerank")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.json() == {
        "model": "rerank-v3.5",
        "query": "What were net sales?",
        "documents": [f"Item 7\nNet sales\n{text}" for text in TEXTS.values()],
        "top_n": 2,
    }


async def test_what_the_service_leaves_out_follows() -> None:
    """A short answer loses no passage: the rest follows in the order given."""
    with ScriptedServer(ranking(2)) as server:
        assert await reranker(server).rerank("q", PASSAGES, 4) == ("c", "a", "b", "d")


async def test_nothing_to_rank_asks_nobody() -> None:
    """Without passages, or for k = 0, no request is made."""
    with ScriptedServer() as server:
        assert await reranker(server).rerank("q", (), 5) == ()
        assert await reranker(server).rerank("q", PASSAGES, 0) == ()

    assert server.requests == []


@pytest.mark.parametrize("status", [401, 403, 400, 404, 422, 498])
async def test_refusals_are_final(status: int) -> None:
    """A wrong key, a missing permission or an unknown model is refused, once, with the model in the message."""
    with (
        ScriptedServer(Reply.json({"message": "no such thing"}, status=status)) as server,
        pytest.raises(RefusedError, match=rf"'rerank-v3.5' \(HTTP {status}: .*no such thing") as caught,
    ):
        await reranker(server).rerank("q", PASSAGES, 2)

    assert not is_transient(caught.value)
    assert len(server.requests) == 1


async def test_a_wish_to_come_back_later_is_not_waited_for() -> None:
    """With the header Retry-After too there is one request, and no waiting: the local reranker goes on at once."""
    later = Reply(status=429, headers={"retry-after": "30", "content-type": "application/json"}, body=b"{}")
    with ScriptedServer(later) as server, pytest.raises(UnreachableError, match="HTTP 429"):
        async with asyncio.timeout(20):
            await reranker(server).rerank("q", PASSAGES, 2)

    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 413, 422])
async def test_passages_that_are_too_long_are_refused(status: int) -> None:
    """What is longer than the service reads is a refusal, which the next reranker does not share."""
    too_long = Reply.json({"message": "too many tokens: 5000 > 4096"}, status=status)
    with ScriptedServer(too_long) as server, pytest.raises(RefusedError, match="too many tokens"):
        await reranker(server).rerank("q", PASSAGES, 2)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_troubles_may_pass_and_are_not_retried_here(status: int) -> None:
    """Overload and server errors are transient, and the SDK's own retries are off."""
    with (
        ScriptedServer(Reply.json({"message": "later"}, status=status)) as server,
        pytest.raises(UnreachableError, match=f"HTTP {status}: .*later") as caught,
    ):
        await reranker(server).rerank("q", PASSAGES, 2)

    assert is_transient(caught.value)
    assert len(server.requests) == 1


async def test_slow_service_is_given_up() -> None:
    """A service that does not answer within the time-out is unreachable, long before it would answer."""
    started = time.monotonic()
    with ScriptedServer(Reply(delay=60.0)) as server:
        reranker_ = reranker(server, timeout=0.3)
        with pytest.raises(UnreachableError):
            await reranker_.rerank("q", PASSAGES, 2)

    assert time.monotonic() - started < 30


async def test_a_dripping_answer_is_given_up() -> None:
    """A service that sends a byte now and then is given up after the time-out, not after its last byte."""
    slow = Reply(headers={"content-type": "application/json"}, body=b" " * 900, drip=0.2, pieces=300)
    started = time.monotonic()

    with ScriptedServer(slow) as server, pytest.raises(UnreachableError, match=r"within 0\.3 s"):
        await reranker(server, timeout=0.3).rerank("q", PASSAGES, 2)

    assert time.monotonic() - started < 30


async def test_nobody_listening_is_unreachable(nowhere: str) -> None:
    """A refused connection is unreachable."""
    with pytest.raises(UnreachableError, match="no usable answer"):
        await CohereReranker(KEY, base_url=nowhere).rerank("q", PASSAGES, 2)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"<html>proxy</html>", headers={"content-type": "text/html"}),
        Reply(body=b"", headers={"content-type": "application/json"}),
        Reply(body=b'{"results": [{"index": 0', headers={"content-type": "application/json"}),
        Reply.json({}),
        Reply.json([]),
        Reply.json({"results": []}),
        Reply.json({"results": "none"}),
        Reply.json({"results": [{"relevance_score": 0.3}]}),
        ranking(9),
        ranking(-1),
        ranking(0, 0),
        ranking("first"),
    ],
)
async def test_senseless_answer_is_unreachable(reply: Reply) -> None:
    """An answer that ranks nothing, twice the same, or what was not sent is no ranking."""
    with ScriptedServer(reply) as server, pytest.raises(UnreachableError):
        await reranker(server).rerank("q", PASSAGES, 2)


async def test_key_is_in_no_message() -> None:
    """An answer that repeats the key does not carry it into the error."""
    with (
        ScriptedServer(Reply.json({"message": f"invalid key {KEY}"}, status=401)) as server,
        pytest.raises(RefusedError, match="invalid key …") as caught,
    ):
        await reranker(server).rerank("q", PASSAGES, 2)

    assert KEY not in str(caught.value)


async def test_many_passages_are_sent_in_part_and_none_is_lost() -> None:
    """More passages than one request may hold: the first thousand are sent, the others follow unranked."""
    passages = tuple(passage(f"{number:04}") for number in range(1002))

    with ScriptedServer(ranking(*range(999, -1, -1))) as server:
        best = await reranker(server).rerank("q", passages, 1002)

    assert len(server.requests[0].json()["documents"]) == 1000
    assert best[:2] == ("0999", "0998")
    assert best[-3:] == ("0000", "1000", "1001")


def test_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the cohere package the constructor names the extra."""
    monkeypatch.setitem(sys.modules, "cohere", None)

    with pytest.raises(NotThereError, match=r"pip install 'tieout\[cohere\]'"):
        CohereReranker(KEY)
