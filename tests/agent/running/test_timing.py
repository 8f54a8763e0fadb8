"""A node that does not come back ends the question, not the user's patience."""

import asyncio
import time

import pytest
from langgraph.runtime import Runtime

from tests.agent.doubles import planned, sub
from tieout.agent.context import Context
from tieout.agent.running.timing import timed
from tieout.agent.state import Run, State, Update
from tieout.answer import Cost
from tieout.errors import BudgetError
from tieout.question import Question

BRIEF: Runtime[Context] = Runtime(context=Context(max_seconds=0.05))


def state(**channels: object) -> State:
    """A run that has just begun."""
    base = State(
        run=Run(id="r", started=time.time(), generation=1),
        asked=Question(text="q"),
        plan=planned(sub("a"), sub("b")),
        cost=Cost(),
    )
    return State(**{**base, **channels})  # type: ignore[typeddict-item]  # channels by name


async def endless(_: State, __: Runtime[Context]) -> Update:
    """A node that hangs."""
    await asyncio.sleep(3600)
    return Update()


async def slow(_: State, __: Runtime[Context]) -> Update:
    """A node in which a service did not answer in time."""
    raise TimeoutError


@pytest.mark.parametrize("name", ["gather", "rerank", "draft", "critic", "publish"])
async def test_a_node_that_hangs_is_left(name: str) -> None:
    """After the time and its grace the node is left: every part is withheld as over budget, and nothing is pending."""
    update = await timed(name, endless, 0.05)(state(), BRIEF)

    assert "is spent (max_seconds)" in update["stopped"]
    assert [(f.reason, f.subquestion) for f in update["failures"]] == [("over_budget", "a"), ("over_budget", "b")]
    assert update["pending"] == ()
    assert [(s.node, s.seconds > 0.04) for s in update["spans"]] == [(name, True)]


async def test_an_intake_that_hangs_is_an_error() -> None:
    """Nothing has been asked yet that could be answered in part."""
    with pytest.raises(BudgetError, match="max_seconds"):
        await timed("intake", endless, 0.0)(State(), BRIEF)


async def test_a_time_out_of_a_service_is_its_own() -> None:
    """A TimeoutError that comes from inside is not the question's budget."""
    with pytest.raises(TimeoutError):
        await timed("draft", slow)(state(), Runtime(context=Context()))


@pytest.mark.parametrize("name", ["gather", "rerank", "draft", "critic"])
async def test_what_follows_a_stop_is_passed_through(name: str) -> None:
    """Nothing is begun any more; the parts that nobody answered are told by the drafting that was left out."""
    begun: list[str] = []

    async def work(_: State, __: Runtime[Context]) -> Update:
        begun.append(name)
        return Update()

    update = await timed(name, work)(state(stopped="spent"), Runtime(context=Context()))
    assert begun == []
    assert len(update.get("failures", ())) == (2 if name == "draft" else 0)


@pytest.mark.parametrize("name", ["gather", "retrieve", "rerank", "critic"])
async def test_nobody_is_waited_for_when_the_time_is_spent(name: str) -> None:
    """Nodes that may wait are not begun without time; what only computes still is."""
    late = Run(id="r", started=time.time() - 60, generation=1)

    async def work(_: State, __: Runtime[Context]) -> Update:
        return Update(rounds=1)

    update = await timed(name, work)(state(run=late), BRIEF)
    assert ("rounds" in update, "stopped" in update) == (name == "critic", name != "critic")
