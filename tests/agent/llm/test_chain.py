"""When a model cannot answer, the next is asked, and the answer says so."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import Reply, ScriptedServer
from tieout.agent.context import Context
from tieout.agent.llm.chain import Chain
from tieout.agent.llm.failures import UnusableOutputError
from tieout.agent.settings import Settings
from tieout.agent.wiring import choose_analyst, open_home
from tieout.answer import Cost
from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.errors import InputError, RefusedError, TieoutError, UnreachableError
from tieout.ports import Evidence, Judgement, ProseVerdict, Snapshot
from tieout.question import Draft, Plan, Question

PAID = Cost(usd=Decimal("0.5"), input_tokens=10, output_tokens=1)


class Scripted:
    """An analyst that does the same thing whatever it is asked: it raises, or answers with its own note."""

    def __init__(self, name: str, error: BaseException | None = None) -> None:
        self.name = name
        self.error = error
        self.asked: list[str] = []

    def _do(self, verb: str) -> None:
        self.asked.append(verb)
        if self.error is not None:
            raise self.error

    async def plan(self, question: Question, home: Snapshot) -> Plan:  # noqa: ARG002  # the port's signature
        """An empty plan."""
        self._do("plan")
        return Plan(notes=(f"by {self.name}",), cost=PAID)

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:  # noqa: ARG002
        """An empty draft."""
        self._do("draft")
        return Draft(notes=(f"by {self.name}",), cost=PAID)

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:  # noqa: ARG002
        """One verdict."""
        self._do("judge")
        return Judgement(verdicts=(ProseVerdict(claim=0, verdict="supported"),), cost=PAID)


async def test_the_first_that_can_answers() -> None:
    """Without failures there is no note of the chain's, and nobody else is asked."""
    first, second = Scripted("one"), Scripted("two")

    draft = await Chain((first, second)).draft(Plan(), Evidence(), ())

    assert draft == Draft(notes=("by one",), cost=PAID, written_by="one")
    assert second.asked == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UnreachableError("it answered 429"), "UnreachableError: it answered 429"),
        (RefusedError("no key"), "RefusedError: no key"),
        (UnusableOutputError("not in shape", Cost()), "UnusableOutputError: not in shape"),
    ],
)
async def test_a_failure_is_noted_and_the_next_asked(error: TieoutError, said: str) -> None:
    """The plan, the draft and the judgement each say who failed and how, and who wrote them."""
    chain = Chain((Scripted("one", error), Scripted("two")))
    plan = await chain.plan(Question(text="?"), None)  # type: ignore[arg-type]  # nobody looks at the home
    draft = await chain.draft(plan, Evidence(), ())
    judgement = await chain.judge((), {})

    assert (plan.written_by, plan.notes) == ("two", (f"one could not plan ({said}); the next was asked", "by two"))
    assert (draft.written_by, draft.notes[0]) == ("two", f"one could not draft ({said}); the next was asked")
    assert judgement.notes == (f"one could not judge ({said}); the next was asked",)


async def test_what_a_failed_analyst_cost_is_counted() -> None:
    """An unusable output was paid for: its cost is part of the result's."""
    wasted = Cost(usd=Decimal("0.25"), input_tokens=5, output_tokens=2)
    chain = Chain((Scripted("one", UnusableOutputError("empty", wasted)), Scripted("two")))

    draft = await chain.draft(Plan(), Evidence(), ())

    assert draft.cost == Cost(usd=Decimal("0.75"), input_tokens=15, output_tokens=3)


async def test_the_last_error_is_the_chains_own() -> None:
    """When all fail, the last one's error is raised and carries notes of the others."""
    chain = Chain((Scripted("one", RefusedError("no key")), Scripted("two", UnreachableError("down"))))

    with pytest.raises(UnreachableError, match="down") as caught:
        await chain.draft(Plan(), Evidence(), ())

    assert caught.value.__notes__ == ["one could not draft (RefusedError: no key); the next was asked"]


@pytest.mark.parametrize("error", [asyncio.CancelledError(), ZeroDivisionError()])
async def test_cancellation_and_bugs_pass_through(error: BaseException) -> None:
    """Only errors of our tree make the chain go on."""
    second = Scripted("two")

    with pytest.raises(type(error)):
        await Chain((Scripted("one", error), second)).draft(Plan(), Evidence(), ())

    assert second.asked == []


def test_an_empty_chain_is_refused() -> None:
    """There is always somebody to ask."""
    with pytest.raises(InputError, match="at least one analyst"):
        Chain(())


async def test_a_cancelled_model_call_is_cancelled(analyst: Callable[..., Any], plan: Plan, evidence: Evidence) -> None:
    """Cancelling a question in the middle of a model call neither hangs nor falls back."""
    offline = Scripted("offline")
    with ScriptedServer(Reply(delay=3.0)) as server:
        task = asyncio.create_task(Chain((analyst(server), offline)).draft(plan, evidence, ()))
        await asyncio.to_thread(server.wait, 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert offline.asked == []


async def test_two_models_then_the_offline_analyst(analyst: Callable[..., Any], plan: Plan, evidence: Evidence) -> None:
    """A model without quota, then one that is down, then rules: the answer names all three."""
    with ScriptedServer(Reply(status=429), Reply(status=502)) as server:
        chain = Chain((analyst(server), analyst(server, model="gpt-4o-mini"), Scripted("offline")))
        draft = await chain.draft(plan, evidence, ())

    assert chain.name == "gpt-5-mini → gpt-4o-mini → offline"
    assert draft.written_by == "offline"
    said = "could not draft (UnreachableError: model"
    assert draft.notes == (
        f"gpt-5-mini {said} 'gpt-5-mini' answered 429; try again later); the next was asked",
        f"gpt-4o-mini {said} 'gpt-4o-mini' answered 502; try again later); the next was asked",
        "by offline",
    )


async def test_two_silent_models_leave_time_for_the_offline_analyst(
    demo_home: Path, monkeypatch: pytest.MonkeyPatch, evidence: Evidence
) -> None:
    """Each is waited for once, for its part of the question's time; then rules answer, and the notes say so."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted")
    context = Context(model="silent-one", fallback_model="silent-two", frugal=False, max_seconds=6)
    import_module("langchain_openai")  # not in the time of the first model
    with ScriptedServer(always=Reply(delay=60.0)) as server, open_home(demo_home).snapshot() as snapshot:
        monkeypatch.setenv("TIEOUT_BASE_URL", f"{server.url}/v1")
        monkeypatch.setenv("TIEOUT_MODEL_CACHE", "false")
        analyst = choose_analyst(Settings, demo_home, context)
        begun = time.monotonic()
        plan = await analyst.plan(Question(text="What were Apple's net sales in fiscal 2024?"), snapshot)
        waited = time.monotonic() - begun
        draft = await analyst.draft(plan, evidence, ())

    assert (plan.written_by, draft.written_by, len(server.requests)) == ("offline", "offline", 2)
    assert [note.count("TimedOutError") for note in plan.notes[:2]] == [1, 1]
    assert [note.count("RestingError") for note in draft.notes[:2]] == [1, 1]
    assert waited >= 4.0
