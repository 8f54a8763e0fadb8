"""A model that knows no shapes is asked for JSON in its text; whatever a server answers is read whole or refused."""

import itertools
import json
import re
from collections.abc import Callable
from typing import Any, cast

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from pydantic import BaseModel, ConfigDict, SecretStr

from tests.loopback import Reply, Request, ScriptedServer
from tieout.agent.llm.failures import UnusableOutputError
from tieout.agent.llm.structured import ModelChoice, StructuredModel
from tieout.answer import Cost
from tieout.errors import RefusedError, TieoutError, UnreachableError
from tieout.prompts import Rendered, load

FIGURE = re.compile(r"(?<![:\d])999")
"""What the scripted models write; a port of the loopback may have its digits."""
PROMPT = Rendered(prompt="p@1", system="Rules.", user="Data.")
PAID = Cost(input_tokens=7, output_tokens=3)
_NUMBERS = itertools.count()


class Shape(BaseModel):
    """What is asked for."""

    model_config = ConfigDict(extra="forbid")
    word: str


def chat(content: object, *, finish: str | None = "stop", **message: object) -> Reply:
    """A chat completion of ten tokens."""
    said = {"role": "assistant", "content": content, **message}
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    choices = [{"index": 0, "finish_reason": finish, "message": said}]
    return Reply.json(
        {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
    )


def error(status: int, message: str) -> Reply:
    return Reply.json({"error": {"message": message, "type": "invalid_request_error", "code": None}}, status=status)


def asked_of(server: ScriptedServer, *, timeout: float = 60.0, method: str | None = None) -> StructuredModel:
    """A model on the server that nobody asked before."""
    name = f"local-{next(_NUMBERS)}"
    key = SecretStr("sk-scripted")
    return StructuredModel(
        ModelChoice(model=name, base_url=f"{server.url}/v1", api_key=key, timeout=timeout, method=method)
    )


REFUSALS = [
    error(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."),
    error(400, "Invalid schema for response_format 'Shape': schema must have type 'object'"),
    error(400, "response_format is not supported"),
    error(400, "Unrecognized request argument supplied: response_format"),
    error(422, "json_schema: extra fields not permitted"),
    error(400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
    error(404, "No endpoints found that support tool use"),
    error(501, "structured outputs are not implemented"),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=range(len(REFUSALS)))
async def test_a_server_without_shapes_is_asked_for_json_in_text(refusal: Reply) -> None:
    """After its refusal the schema goes into the prompt, its text is read, and the next call asks that way at once."""
    with ScriptedServer(refusal, chat('Sure:\n```json\n{"word": "one"}\n```'), chat('{"word": "two"}')) as server:
        model = asked_of(server)
        first = await model.ask(PROMPT, Shape)
        second = await model.ask(PROMPT, Shape)
        bodies = [request.json() for request in server.requests]

    assert (first, second) == ((Shape(word="one"), PAID), (Shape(word="two"), PAID))
    assert ["response_format" in body or "tools" in body for body in bodies] == [True, False, False]
    system, user = (message["content"] for message in bodies[1]["messages"])
    assert system.startswith("Rules.\n\nAnswer with one JSON object")
    assert user.startswith("Data.\n\n")
    assert json.loads(user.splitlines()[-1]) == Shape.model_json_schema()


async def test_a_model_that_cannot_be_bound_is_asked_for_json_in_text() -> None:
    """LangChain's models without structured output raise before any call; they are asked in text all the same."""
    talker = FakeListChatModel(responses=['{"word": "yes"}', "no"])
    choice = ModelChoice(model="talker", provider="fake")
    model = StructuredModel(choice, lambda _: cast("BaseChatModel", talker))

    assert await model.ask(PROMPT, Shape) == (Shape(word="yes"), Cost())
    with pytest.raises(UnusableOutputError, match="no JSON object"):
        await model.ask(PROMPT, Shape)


@pytest.mark.parametrize(
    "content", ['```json\n{"word": "yes"}\n```', 'Here you are: {"word": "yes"}', '{"word": "yes"}\n\nAnything else?']
)
@pytest.mark.parametrize("method", [None, "function_calling", "json_mode"])
async def test_a_shape_that_a_server_ignores_is_read_from_its_text(content: str, method: str | None) -> None:
    """Servers that take the schema and answer in words cost no second call, whichever way was asked."""
    with ScriptedServer(chat(content)) as server:
        found = await asked_of(server, method=method).ask(PROMPT, Shape)

    assert found == (Shape(word="yes"), PAID)


@pytest.mark.parametrize("method", [None, "function_calling"])
@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (chat("$999 billion"), "no JSON object"),
        (chat('{"word": "a"} {"word": "b"}'), "more JSON behind"),
        (chat('{"word": "a", "word": "b"}'), "given twice"),
        (chat('{"word": NaN}'), "no number of JSON"),
        (chat('{"word": "$999 bil'), "broken or cut off"),
        (chat('{"word": 999}'), "another shape"),
        (chat('{"word": "a", "sum": "$999 billion"}'), "another shape"),
        (chat('{"word": "a"}', finish="length"), "length|cut off"),
        (chat(None, refusal="I will not print $999 billion."), "empty|usable"),
        (chat(""), "empty"),
    ],
)
async def test_a_text_that_is_not_the_shape_is_refused_and_paid_for(reply: Reply, why: str, method: str | None) -> None:
    """Nothing is repaired; the error has the call's cost and none of the figures that the model wrote."""
    with ScriptedServer(reply) as server, pytest.raises(UnusableOutputError, match=why) as caught:
        await asked_of(server, method=method).ask(PROMPT, Shape)

    assert (caught.value.cost, caught.value.is_transient) == (PAID, False)
    assert not FIGURE.search(str(caught.value))


TROUBLES: list[tuple[Reply, type[TieoutError], str]] = [
    (error(401, "Incorrect API key provided: sk-secret"), RefusedError, "key is missing, wrong"),
    (error(403, "not allowed"), RefusedError, "answered 403"),
    (error(429, "slow down"), UnreachableError, "answered 429"),
    (error(500, "oops, $999 billion"), UnreachableError, "answered 500"),
    (Reply(delay=30.0), UnreachableError, "in its time"),
    (Reply.json({"choices": []}), UnusableOutputError, "usable"),
    (Reply(body=b'{"choices": [', headers={"content-type": "application/json"}), UnusableOutputError, "usable"),
    (error(400, "This model's maximum context length is 8192 tokens; you sent 999999"), RefusedError, "longer than"),
    (error(413, "Request too large"), RefusedError, "longer than it reads"),
    (error(422, "Input tokens exceed the limit of 4096"), RefusedError, "longer than it reads"),
    (error(400, "the model knows that sales were $999 billion"), RefusedError, "answered 400"),
]


@pytest.mark.parametrize(("reply", "kind", "message"), TROUBLES, ids=range(len(TROUBLES)))
async def test_every_trouble_is_one_of_ours_and_prints_no_figure(
    reply: Reply, kind: type[TieoutError], message: str
) -> None:
    """Refusals, overload, outages, silence, broken JSON and prompts that are too long: one request each."""
    with ScriptedServer(reply) as server, pytest.raises(kind, match=message) as caught:
        await asked_of(server, timeout=0.4 if reply.delay else 60.0).ask(PROMPT, Shape)

    assert not FIGURE.search(str(caught.value))
    assert "sk-secret" not in str(caught.value)
    assert len(server.requests) == 1


async def test_two_calls_of_the_tool_are_no_answer() -> None:
    """A model that answers twice at once is not taken at its first word."""
    calls = [
        {"id": f"c{n}", "type": "function", "function": {"name": "Shape", "arguments": f'{{"word": "{n}"}}'}}
        for n in "ab"
    ]
    with ScriptedServer(chat(None, tool_calls=calls[:1]), chat(None, tool_calls=calls)) as server:
        model = asked_of(server, method="function_calling")

        assert await model.ask(PROMPT, Shape) == (Shape(word="a"), PAID)
        with pytest.raises(UnusableOutputError, match="several answers"):
            await model.ask(PROMPT, Shape)


async def test_a_stream_that_nobody_asked_for_is_unusable() -> None:
    """Answers are never asked for piece by piece; a server that sends pieces all the same is not half read."""
    pieces = [{"choices": [{"index": 0, "delta": {"content": part}}]} for part in ('{"word": ', '"$999"}')]
    body = "".join(f"data: {json.dumps(piece)}\n\n" for piece in pieces) + "data: [DONE]\n\n"
    reply = Reply(body=body.encode(), headers={"content-type": "text/event-stream"})
    with ScriptedServer(reply) as server, pytest.raises(TieoutError, match="gave no usable output") as caught:
        await asked_of(server).ask(PROMPT, Shape)

    assert not server.requests[0].json().get("stream")
    assert not FIGURE.search(str(caught.value))


async def test_a_connection_that_breaks_off_is_unreachable() -> None:
    """A server that promises more than it sends is a transient failure, and what came is not read."""

    class Half(ScriptedServer):
        def reply(self, request: Request) -> Reply:
            whole = super().reply(request)
            return Reply(body=whole.body, headers={**whole.headers, "content-length": "100000"})

    with Half(chat('{"word": "yes"}')) as server, pytest.raises((UnreachableError, UnusableOutputError)):
        await asked_of(server, timeout=2.0).ask(PROMPT, Shape)


def test_the_shipped_rules_for_json_say_one_object() -> None:
    """The prompt of the fallback is a file like the others."""
    made: Callable[..., Any] = load("json").render

    assert "one JSON object" in made(schema="{}").system
