"""Encoding through the real OpenAI SDK against a scripted server."""

import asyncio
import base64
import time
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import stamina

from tests.loopback import Reply, Request, ScriptedServer
from tieout.errors import InputError, RefusedError, UnreachableError, is_transient
from tieout.tools.connections import connections
from tieout.tools.index.openai import ATTEMPTS, LONGEST, MOST_TEXTS, GivenUpError, OpenAIEncoder, batches

KEY = "key-of-a-test"
AXES = ((3.0, 0.0, 0.0), (0.0, 0.5, 0.0), (0.0, 0.0, -2.0))
"""Vectors of three texts, none of unit length."""


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(testing=True, attempts=ATTEMPTS):
        yield


def answer(rows: Sequence[Sequence[float]], order: Sequence[int] | None = None) -> Reply:
    """The service's answer; `order` says which row comes with which index."""
    data = [{"object": "embedding", "index": at, "embedding": list(rows[at])} for at in order or range(len(rows))]
    return Reply.json({"object": "list", "model": "m", "data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}})


def failure(status: int, code: str | None = None, **headers: str) -> Reply:
    """An error as OpenAI words it."""
    made = Reply.json({"error": {"message": f"no, {KEY}", "type": "t", "code": code}}, status=status)
    return Reply(status=status, headers={**made.headers, **headers}, body=made.body)


def encoder(server: ScriptedServer, *, timeout: float = 60.0, model: str = "m", dimensions: int = 3) -> OpenAIEncoder:
    """An encoder that speaks to the scripted server."""
    return OpenAIEncoder(model, api_key=KEY, base_url=f"{server.url}/v1", dimensions=dimensions, timeout=timeout)


def test_vectors_come_in_the_order_of_the_texts_and_have_unit_length() -> None:
    """An answer in another order is put right by its indices; key, model and texts are sent, nothing else is asked."""
    with ScriptedServer(answer(AXES, order=(2, 0, 1))) as server:
        vectors = encoder(server).encode(["a", "b", "c"])

    request = server.requests[0]
    assert vectors.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, -1]]
    assert vectors.dtype == np.float32
    assert (request.path, request.headers["authorization"]) == ("/v1/embeddings", f"Bearer {KEY}")
    assert {name: request.json()[name] for name in ("model", "input")} == {"model": "m", "input": ["a", "b", "c"]}
    assert "dimensions" not in request.json()


def test_vectors_in_base_64_are_read() -> None:
    """The form in which OpenAI itself sends them."""
    packed = base64.b64encode(np.array([0, 2, 0], dtype="<f4").tobytes()).decode()

    with ScriptedServer(Reply.json({"object": "list", "data": [{"index": 0, "embedding": packed}]})) as server:
        assert encoder(server).encode(["a"]).tolist() == [[0, 1, 0]]


def test_a_shortened_model_is_asked_for_what_is_wanted() -> None:
    """Only models that can shorten their vectors are told how long these are to be."""
    with ScriptedServer(answer(AXES[:1])) as server:
        encoder(server, model="text-embedding-3-large").encode(["a"])

    assert server.requests[0].json()["dimensions"] == 3


def test_many_texts_go_in_several_requests_and_come_back_in_order() -> None:
    """Each request holds what it may, and the vectors are joined in the order of the texts."""

    def reply(request: Request) -> Reply:
        return answer([(float(text), 1.0, 0.0) for text in request.json()["input"]])

    texts = [str(number) for number in range(2 * MOST_TEXTS + 1)]
    with ScriptedServer(always=reply) as server:
        vectors = encoder(server).encode(texts)

    assert sorted(len(request.json()["input"]) for request in server.requests) == [1, MOST_TEXTS, MOST_TEXTS]
    assert np.allclose(vectors[:, 0] / vectors[:, 1], range(len(texts)), rtol=1e-3)


def test_batches_are_bounded_in_texts_and_bytes() -> None:
    """Long texts go with fewer others; nothing is lost, none is empty."""
    texts = ["x" * LONGEST] * 70 + ["y"] * 300

    parts = [list(part) for part in batches(texts)]

    assert [text for part in parts for text in part] == texts
    assert all(0 < len(part) <= MOST_TEXTS and sum(map(len, part)) <= 250_000 for part in parts)


@pytest.mark.parametrize("text", ["", " \n", "\ud800 half a pair", "x" * 100_000, "漢" * 20_000])
def test_whatever_the_text_is_it_can_be_sent(text: str) -> None:
    """No text is empty, none longer than the service reads, none that JSON in UTF-8 cannot carry."""
    with ScriptedServer(answer(AXES[:1])) as server:
        encoder(server).encode([text])

    sent = server.requests[0].json()["input"][0]
    assert 0 < len(sent.encode()) <= LONGEST


@pytest.mark.parametrize("trouble", [failure(429), failure(500), failure(503), failure(408), Reply(body=b"<html>")])
def test_what_may_pass_is_tried_again(trouble: Reply) -> None:
    """After an overload, a fault of the server or a proxy's page the next answer counts."""
    with ScriptedServer(trouble, answer(AXES[:1])) as server:
        assert encoder(server).encode(["a"]).tolist() == [[1, 0, 0]]

    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [429, 500, 502])
def test_what_does_not_pass_is_given_up(status: int) -> None:
    """The attempts are bounded, and the caller need not ask at once again; the key is in no message."""
    with ScriptedServer(always=failure(status)) as server, pytest.raises(GivenUpError) as caught:
        encoder(server).encode(["a"])

    assert len(server.requests) == ATTEMPTS
    assert f"HTTP {status}" in str(caught.value)
    assert KEY not in str(caught.value)
    assert not is_transient(caught.value)


def test_the_server_says_how_long_to_wait() -> None:
    """The header of a 429 decides, not the usual back-off, which here would be no wait at all."""
    with ScriptedServer(failure(429, **{"retry-after": "0.4"}), answer(AXES[:1])) as server:
        stamina.set_testing(testing=False)
        started = time.monotonic()
        encoder(server).encode(["a"])

    assert 0.4 <= time.monotonic() - started < 30


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_refusals_are_final(status: int) -> None:
    """A wrong key or an unknown model is refused once, and the message says what to check."""
    with (
        ScriptedServer(failure(status)) as server,
        pytest.raises(RefusedError, match=rf"'m' were refused \(HTTP {status}: .*check OPENAI_API_KEY") as caught,
    ):
        encoder(server).encode(["a"])

    assert len(server.requests) == 1
    assert KEY not in str(caught.value)


def test_an_account_without_credit_is_a_refusal() -> None:
    """A 429 that waiting does not mend is not tried again."""
    with ScriptedServer(failure(429, "insufficient_quota")) as server, pytest.raises(RefusedError):
        encoder(server).encode(["a"])

    assert len(server.requests) == 1


def test_a_slow_server_is_given_up() -> None:
    """A server that does not answer, or drips for ever, costs the time-out of each attempt and no more."""
    slow = Reply(headers={"content-type": "application/json"}, body=b" " * 900, drip=0.2, pieces=300)
    started = time.monotonic()

    with ScriptedServer(Reply(delay=60), slow, always=slow) as server, pytest.raises(GivenUpError, match=r"0\.3 s"):
        encoder(server, timeout=0.3).encode(["a"])

    assert time.monotonic() - started < 30


def test_nobody_listening_is_unreachable() -> None:
    """A refused connection is unreachable."""
    with ScriptedServer() as server:
        nowhere = encoder(server)

    with pytest.raises(UnreachableError, match="no usable embeddings"):
        nowhere.encode(["a"])


@pytest.mark.parametrize(
    "reply",
    [
        Reply.json({}),
        Reply.json([]),
        Reply.json({"data": []}),
        Reply.json({"data": "none"}),
        Reply.json({"data": [{"index": 0}, {"index": 1}]}),
        Reply.json({"data": [{"index": 0, "embedding": "###"}, {"index": 1, "embedding": "###"}]}),
        Reply.json({"data": [{"index": 0, "embedding": ["a", 0, 0]}, {"index": 1, "embedding": [0, 1, 0]}]}),
        answer(AXES),
        answer(AXES[:1]),
        answer((AXES[0], AXES[1], AXES[1]), order=(0, 1, 1)),
        answer(((0, 0, 0), AXES[0])),
        Reply(body=b'{"data": [{"index": 0, "embedding": [NaN, 0, 0]}, {"index": 1, "embedding": [0, 0, 1]}]}'),
        Reply(body=b"", headers={"content-type": "application/json"}),
    ],
)
def test_a_senseless_answer_is_unreachable(reply: Reply) -> None:
    """Another number of vectors than of texts, one twice, none at all, or one without a direction is no answer."""
    with ScriptedServer(always=reply) as server, pytest.raises(UnreachableError):
        encoder(server).encode(["a", "b"])


def test_other_dimensions_are_said_and_not_tried_again() -> None:
    """The message names the setting that fits, and how the index is made anew."""
    with (
        ScriptedServer(answer(AXES[:1])) as server,
        pytest.raises(InputError, match="of 3 dimensions, not 5; set TIEOUT_ENCODER=openai:m@3 and run `tieout index"),
    ):
        encoder(server, dimensions=5).encode(["a"])


def test_nothing_to_encode_asks_nobody() -> None:
    """No text, no request."""
    with ScriptedServer() as server:
        assert encoder(server).encode([]).shape == (0, 3)


def test_no_connection_is_opened_where_none_is_allowed() -> None:
    """The refusal says what to do, also where an inner block would allow it."""
    with (
        ScriptedServer() as server,
        connections(allowed=False),
        connections(allowed=True),
        pytest.raises(RefusedError, match="'openai:m@3' needs a connection, and none may be opened; ask without"),
    ):
        encoder(server).encode(["a"])


async def test_it_works_inside_an_event_loop() -> None:
    """A caller in a coroutine may use it as it is, or from a thread."""
    with ScriptedServer(answer(AXES[:1]), answer(AXES[:1])) as server:
        here = encoder(server).encode(["a"])
        there = await asyncio.to_thread(encoder(server).encode, ["a"])

    assert here.tolist() == there.tolist() == [[1, 0, 0]]


def test_tokens_are_counted_without_a_connection() -> None:
    """As the shipped encoder counts, before any cut."""
    counts = OpenAIEncoder(api_key=KEY).count_tokens(["Net sales", "net " * 9_000])

    assert counts == [4, 9_002]


def test_the_name_says_model_and_dimensions() -> None:
    """An index made with another model, or with shorter vectors, is told apart by it."""
    assert OpenAIEncoder(api_key=KEY).name == "openai:text-embedding-3-small@1536"
    assert OpenAIEncoder("text-embedding-3-large", api_key=KEY, dimensions=256).name.endswith("-large@256")


def test_what_is_missing_is_said_at_once() -> None:
    """Neither key nor server, or a model whose dimensions nobody knows."""
    with pytest.raises(InputError, match="set OPENAI_API_KEY, or OPENAI_BASE_URL"):
        OpenAIEncoder()
    with pytest.raises(InputError, match="such as TIEOUT_ENCODER=openai:nomic-embed-text@768"):
        OpenAIEncoder("nomic-embed-text", base_url="http://127.0.0.1:9/v1")
