"""A model is asked again when that can help, and left alone when it keeps failing."""

from collections.abc import Iterator
from contextlib import nullcontext
from decimal import Decimal
from http import HTTPStatus
from typing import TypeVar

import pytest
import stamina
from pydantic import BaseModel

from tests.loopback import Reply, ScriptedServer
from tieout.agent.llm.failures import LaterError, TimedOutError, TooLongError, UnusableOutputError
from tieout.agent.llm.patience import Breaker, Patient, RestingError, breaker_of
from tieout.agent.llm.structured import ModelChoice, StructuredModel
from tieout.answer import Cost
from tieout.errors import RefusedError, TieoutError, UnreachableError
from tieout.prompts import Rendered

PROMPT = Rendered(prompt="p@1", system="rules", user="data")


S = TypeVar("S", bound=BaseModel)


class Shape(BaseModel):
    """What is asked for."""

    word: str


class Scripted:
    """A model that raises what the script says, then answers."""

    name = "scripted"

    def __init__(self, *errors: TieoutError) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:  # noqa: ARG002
        """The next error, then an answer."""
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return shape.model_validate({"word": "yes"}), Cost(usd=Decimal(1))


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


async def test_what_passes_is_tried_again() -> None:
    """Two time-outs and an answer are an answer."""
    model = Scripted(UnreachableError("down"), UnreachableError("down"))
    output, _ = await Patient(model, Breaker(failures=9)).ask(PROMPT, Shape)
    assert (output.word, model.calls) == ("yes", 3)


async def test_tries_are_bounded() -> None:
    """The third time-out is the caller's."""
    model = Scripted(*[UnreachableError("down")] * 9)
    with pytest.raises(UnreachableError, match="down"):
        await Patient(model, Breaker(failures=9)).ask(PROMPT, Shape)
    assert model.calls == 3


async def test_a_refusal_is_final() -> None:
    """A wrong key is not tried twice, and makes nobody rest."""
    model, breaker = Scripted(RefusedError("key")), Breaker(failures=1)
    with pytest.raises(RefusedError):
        await Patient(model, breaker).ask(PROMPT, Shape)
    breaker.check("scripted")
    assert model.calls == 1


async def test_silence_is_waited_for_once() -> None:
    """A time-out is not tried again, and nobody asks the model for a minute: the time of a question is short."""
    now = [0.0]
    model, breaker = Scripted(TimedOutError("silent"), TimedOutError("silent")), Breaker(clock=lambda: now[0])
    with pytest.raises(TimedOutError):
        await Patient(model, breaker).ask(PROMPT, Shape)
    with pytest.raises(RestingError):
        await Patient(model, breaker).ask(PROMPT, Shape)
    assert model.calls == 1

    now[0] = 61.0
    with pytest.raises(TimedOutError):
        await Patient(model, breaker).ask(PROMPT, Shape)
    with pytest.raises(RestingError):
        await Patient(model, breaker).ask(PROMPT, Shape)
    assert model.calls == 2


async def test_a_prompt_that_is_too_long_says_nothing_of_the_model() -> None:
    """It is not tried again as it is, and the model does not rest for it."""
    model, breaker = Scripted(TooLongError("long")), Breaker(failures=1)
    with pytest.raises(TooLongError):
        await Patient(model, breaker).ask(PROMPT, Shape)
    assert (await Patient(model, breaker).ask(PROMPT, Shape))[0].word == "yes"


async def test_a_provider_that_wants_a_long_wait_is_left() -> None:
    """An hour is too long for a question; the next model is asked."""
    model = Scripted(LaterError("429", 3600.0))
    with pytest.raises(LaterError):
        await Patient(model, Breaker()).ask(PROMPT, Shape)
    assert model.calls == 1


async def test_a_model_that_keeps_failing_rests() -> None:
    """After three failures nobody asks it for a minute; then one call may try."""
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    model = Scripted(*[UnreachableError("down")] * 3)
    with pytest.raises(TieoutError):
        await Patient(model, breaker).ask(PROMPT, Shape)
    with pytest.raises(RestingError, match="rests; try again in a minute"):
        await Patient(model, breaker).ask(PROMPT, Shape)
    assert model.calls == 3

    now[0] = 61.0
    output, _ = await Patient(model, breaker).ask(PROMPT, Shape)
    assert (output.word, model.calls) == ("yes", 4)
    breaker.check("scripted")


async def test_while_one_call_tries_the_others_still_rest() -> None:
    """When the rest is over the second caller waits for what the first finds out."""
    now = [0.0]
    breaker = Breaker(failures=1, clock=lambda: now[0])
    breaker.failed()
    now[0] = 61.0
    breaker.check("first")
    with pytest.raises(RestingError):
        breaker.check("second")


def test_a_model_has_one_breaker_a_process() -> None:
    """The same model on another server is another one."""
    here = ModelChoice(model="m", base_url="http://127.0.0.1:1")
    assert breaker_of(here) is breaker_of(here.model_copy(update={"timeout": 5.0}))
    assert breaker_of(here) is not breaker_of(here.model_copy(update={"base_url": "http://127.0.0.1:2"}))


def answer(status: int = 200, **headers: str) -> Reply:
    """What the real client gets: a completion, or an error."""
    message = {"role": "assistant", "content": '{"word": "yes"}'}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    whole = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices}
    body = whole if status == HTTPStatus.OK else {"error": {"message": "no", "code": None}}
    reply = Reply.json(body, status=status)
    return Reply(
        status=status,
        headers={**reply.headers, **{k.replace("_", "-"): v for k, v in headers.items()}},
        body=reply.body,
    )


@pytest.mark.parametrize(
    ("replies", "asked", "raised"),
    [
        ((answer(),), 1, None),
        ((answer(500), answer(503), answer()), 3, None),
        ((answer(429, retry_after="1"), answer()), 2, None),
        ((answer(429), answer(429), answer(429)), 3, UnreachableError),
        ((answer(500), answer(429, retry_after="3600")), 2, LaterError),
        ((answer(408), answer(409), answer(502)), 3, UnreachableError),
        ((answer(401),), 1, RefusedError),
        ((answer(500), answer(403)), 2, RefusedError),
        ((Reply(body=b'{"choices": [', headers={"content-type": "application/json"}),), 1, UnusableOutputError),
        ((answer(413),), 1, TooLongError),
    ],
)
async def test_the_real_client_is_asked_again_where_that_can_help(
    replies: tuple[Reply, ...], asked: int, raised: type[TieoutError] | None
) -> None:
    """Outages and overload are tried again, three times at the most; refusals and broken answers are not."""
    with ScriptedServer(*replies) as server:
        choice = ModelChoice(model="gpt-5-mini", base_url=f"{server.url}/v1", api_key="sk-scripted")
        model = Patient(StructuredModel(choice), Breaker(failures=9))
        with pytest.raises(raised) if raised else nullcontext():
            assert (await model.ask(PROMPT, Shape))[0].word == "yes"

    assert (len(server.requests), server.unused) == (asked, 0)


async def test_the_header_retry_after_is_read() -> None:
    """The real client's 429 says when to come back."""
    with ScriptedServer(Reply(status=429, headers={"retry-after": "7"})) as server:
        choice = ModelChoice(model="gpt-5-mini", base_url=f"{server.url}/v1", api_key="sk-scripted")
        with pytest.raises(LaterError) as caught:
            await StructuredModel(choice).ask(PROMPT, Shape)
    assert caught.value.seconds == 7.0
