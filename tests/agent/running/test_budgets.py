"""A spent budget never costs what is proven: it is published, and the answer says which budget it was."""

import asyncio
import dataclasses
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from tests.agent.doubles import ScriptedAnalyst, context, good, parts_of, planned, remark, sub, wrong
from tests.agent.invariant import check_answer
from tests.agent.threads import THREAD, linked
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.parts import Parts
from tieout.agent.state import Asked, State
from tieout.agent.workspace import answer_of
from tieout.answer import Answer, Cost
from tieout.claim import Failure
from tieout.document import Passage
from tieout.errors import NotThereError
from tieout.question import Draft, Plan
from tieout.tools.tracing import Traces

QUESTION = "What were Apple's net sales in fiscal 2024?"
STATED = "Apple Inc.’s net sales were $391,035 million in fiscal 2024. [1]"
TIME = 900.0
"""Seconds in which a first round ends on any machine; nobody waits for them: the clock is put forward."""
BOTH = planned(sub("q1"), sub("q2", year=2023, text="the year before"))
MIXED = planned(sub("q0"), sub("q1", ask="text", text="employees"))
SPENT: dict[str, tuple[dict[str, Any], Cost]] = {
    "max_seconds": ({"max_seconds": TIME}, Cost()),
    "max_tokens": ({"max_tokens": 10}, Cost(input_tokens=11)),
    "max_usd": ({"max_usd": 0.5}, Cost(usd=Decimal("0.51"))),
}


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """The demo home with traces and answers of its own."""
    return linked(demo_home, tmp_path / "home")


AHEAD = [0.0]
"""By how many seconds the clock has been put forward."""


@pytest.fixture(autouse=True)
async def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the day and the event loop's, which can be put forward."""
    AHEAD[0] = 0.0
    loop, day = asyncio.get_running_loop(), time.time
    ticks = loop.time
    monkeypatch.setattr(time, "time", lambda: day() + AHEAD[0])
    monkeypatch.setattr(loop, "time", lambda: ticks() + AHEAD[0])


async def passing(seconds: float) -> None:
    """So much time passes at once, and whatever waited for it happens."""
    AHEAD[0] += seconds
    await asyncio.sleep(0.01)


@dataclasses.dataclass(kw_only=True)
class Hanging(ScriptedAnalyst):
    """Does not come back from the last call of its script, where that is empty."""

    hangs: str

    async def plan(self, *given: Any) -> Plan:
        """The next plan, or none for ever."""
        await self._wait("plan", self.plans)
        return await super().plan(*given)

    async def draft(self, *given: Any) -> Draft:
        """The next draft, or none for ever."""
        await self._wait("draft", self.drafts)
        return await super().draft(*given)

    async def judge(self, *given: Any) -> Any:
        """The next judgement, or none for ever."""
        await self._wait("judge", self.judgements)
        return await super().judge(*given)

    async def _wait(self, verb: str, script: Sequence[object]) -> None:
        if verb == self.hangs and not script:
            self.calls.append(verb)
            await passing(TIME)
            await asyncio.Event().wait()


async def asked(parts: Parts, settings: dict[str, Any], home: Path) -> Answer:
    """The answer, which holds what every answer does, and is recorded once as what it is."""
    state = await compiled(parts).ainvoke(Asked(question=QUESTION), context=context(**settings))
    answer = answer_of(cast("State", state))
    check_answer(answer, home)
    assert [r.status for r in Traces(home).latest()] == [answer.status]
    assert parts.pins.held == {}
    return answer


def costing(cost: Cost, made: Any) -> Any:
    """A script's step whose result costs so much."""

    def dear(*given: Any) -> Any:
        return (made(*given) if callable(made) else made).model_copy(update={"cost": cost})

    return dear


def half(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
    """The first part truly, the second with another year's figure."""
    right = good(plan, evidence, failures).claims[0]
    return Draft(claims=(right, wrong(plan, evidence, failures).claims[0].model_copy(update={"subquestion": "q2"})))


def both(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
    """A figure that needs nobody, and a sentence that needs a judge."""
    only = plan.model_copy(update={"subquestions": plan.subquestions[:1]})
    said = remark(plan, evidence, failures).claims
    return Draft(claims=(*good(only, evidence, failures).claims, *said), written_by="scripted")


@pytest.mark.parametrize("which", SPENT)
async def test_a_budget_that_planning_spends(home: Path, which: str) -> None:
    """Nothing was proven: nobody is asked any more, and the refusal says which budget was spent."""
    settings, cost = SPENT[which]
    script = [] if which == "max_seconds" else [costing(cost, planned())]
    analyst = Hanging(plans=script, drafts=[good], hangs="plan")
    answer = await asked(parts_of(home, analyst), settings, home)

    assert (answer.status, analyst.calls, answer.cost) == ("abstained", ["plan"], cost)
    assert [w.reason for w in answer.withheld] == ["over_budget"]
    assert f"is spent ({which})" in answer.text


@pytest.mark.parametrize("which", SPENT)
async def test_a_budget_that_drafting_spends(home: Path, which: str) -> None:
    """The first draft's proven figure is published although the second never comes, or may not be asked for."""
    settings, cost = SPENT[which]
    analyst = Hanging(plans=[BOTH], drafts=[costing(cost, half)], hangs="draft")
    answer = await asked(parts_of(home, analyst), settings, home)

    assert (answer.status, answer.text, answer.rounds) == ("partial", STATED, 1)
    assert [w.reason for w in answer.withheld] == ["wrong_period"]
    assert any(f"is spent ({which})" in n for n in answer.notes)
    assert analyst.calls.count("draft") == (2 if which == "max_seconds" else 1)


async def test_a_first_draft_that_never_comes(home: Path) -> None:
    """With nothing drafted every part of the question is withheld as over budget."""
    answer = await asked(parts_of(home, Hanging(plans=[BOTH], hangs="draft")), {"max_seconds": TIME}, home)

    assert (answer.status, [w.reason for w in answer.withheld]) == ("abstained", ["over_budget"] * 2)
    assert [w.text for w in answer.withheld] == ["net sales", "the year before"]


@pytest.mark.parametrize("which", SPENT)
async def test_a_budget_that_the_judge_spends(home: Path, which: str) -> None:
    """What code has proven is published; the sentence that nobody judged is withheld, with the budget's name."""
    settings, cost = SPENT[which]
    analyst = Hanging(plans=[MIXED], drafts=[costing(cost, both)], hangs="judge")
    answer = await asked(parts_of(home, analyst), {**settings, "max_rounds": 1}, home)

    assert (answer.status, answer.text) == ("partial", STATED)
    assert [w.reason for w in answer.withheld] == ["critic_unavailable"]
    assert f"is spent ({which})" in answer.withheld[0].detail
    assert analyst.calls == ["plan", "draft", *(["judge"] if which == "max_seconds" else [])]


class Slow:
    """A source, or a reranker, that takes longer than the question has."""

    name = "slow"

    def __init__(self, calls: list[str], *, from_call: int = 1) -> None:
        self._calls, self._from = calls, from_call

    async def fetch(self, _: object) -> tuple[str, ...]:
        """Nothing, late."""
        await self._late()
        raise NotThereError("no such filing")

    async def rerank(self, _: str, passages: Sequence[Passage], k: int) -> tuple[str, ...]:
        """Their own order, late."""
        await self._late()
        return tuple(p.id for p in passages[:k])

    async def _late(self) -> None:
        self._calls.append(self.name)
        if len(self._calls) >= self._from:
            await passing(TIME + 0.05)


async def test_time_that_is_spent_before_the_search(home: Path) -> None:
    """Where fetching took all the time nothing is looked for, and that is said."""
    calls: list[str] = []
    plan = planned(sub(), sub("q2", year=2030, text="in 2030"))
    analyst = ScriptedAnalyst(plans=[plan], drafts=[good])
    parts = dataclasses.replace(parts_of(home, analyst), source=lambda _: cast("Any", Slow(calls)))
    answer = await asked(parts, {"max_seconds": TIME, "fetch": "always"}, home)

    assert (answer.status, calls, analyst.calls) == ("abstained", ["slow"], ["plan"])
    assert {w.reason for w in answer.withheld} == {"over_budget", "no_source"}
    assert any("is spent (max_seconds)" in n for n in answer.notes)


async def test_time_that_a_second_search_spends(home: Path) -> None:
    """What the first round proved is published when the evidence of the second comes too late to be drafted from."""
    calls: list[str] = []

    def lacking(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
        only = plan.model_copy(update={"subquestions": plan.subquestions[:1]})
        missing = Failure(reason="missing_evidence", detail="nothing fits", subquestion="q1", text="employees")
        return good(only, evidence, failures).model_copy(update={"failures": (missing,)})

    analyst = ScriptedAnalyst(plans=[MIXED], drafts=[lacking])
    late = cast("Any", Slow(calls, from_call=2))
    parts = dataclasses.replace(parts_of(home, analyst), rerankers=lambda _: (late,))
    answer = await asked(parts, {"max_seconds": TIME}, home)

    assert (answer.status, answer.text, answer.rounds) == ("partial", STATED, 1)
    assert len(calls) > 1
    assert any("is spent (max_seconds)" in n for n in answer.notes)


async def test_rounds_that_are_used_up_are_said(home: Path) -> None:
    """Where another draft could have helped and there was no round left, the answer says so."""
    answer = await asked(parts_of(home, ScriptedAnalyst(plans=[BOTH], drafts=[half])), {"max_rounds": 1}, home)

    assert (answer.status, answer.text) == ("partial", STATED)
    assert any(n.startswith("no other round: the budget of this question is spent (max_rounds)") for n in answer.notes)


async def test_more_evidence_after_the_budget_comes_back_to_the_person(home: Path) -> None:
    """A person who asks for more where nothing may be spent any more decides on what there is, and loses nothing."""
    analyst = ScriptedAnalyst(plans=[MIXED], drafts=[costing(Cost(input_tokens=11), both)])
    parts = parts_of(home, analyst, reviewable=True)
    graph, settings = compiled(parts, InMemorySaver()), Context(review="always", max_tokens=10)
    await graph.ainvoke(Asked(question=QUESTION), THREAD, context=settings)
    again: Any = await graph.ainvoke(Command(resume="more"), THREAD, context=settings)
    assert again["__interrupt__"][0].value["proven"]

    answer = answer_of(cast("State", await graph.ainvoke(Command(resume="approve"), THREAD, context=settings)))
    assert (answer.status, answer.text, analyst.calls) == ("partial", STATED, ["plan", "draft"])
    assert any("is spent (max_tokens)" in note for note in answer.notes)
    check_answer(answer, home)
