"""A run that is stopped in any node goes on from its checkpoint, and ends as if nobody had stopped it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from langgraph.types import Command

from tests.agent.doubles import parts_of
from tests.agent.invariant import check_answer
from tests.agent.killed_thread import QUESTION
from tests.agent.threads import THREAD, Halt, halting, linked, saver
from tieout.agent.context import Context
from tieout.agent.graph import compiled, graph
from tieout.agent.parts import Parts
from tieout.agent.state import Asked, State
from tieout.agent.workspace import answer_of
from tieout.answer import Answer
from tieout.tools.home.lease import leased
from tieout.tools.tracing import Traces

ROOT = Path(__file__).parents[2]
NODES = sorted(node for node in graph.get_graph().nodes if not node.startswith("__"))
REVIEWED = Context(review="always")


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """The demo home with traces and answers of its own."""
    return linked(demo_home, tmp_path / "home")


async def ended(parts: Parts, file: Path, said: Any) -> tuple[list[str], State]:
    """The nodes that ended and the state, of a thread in a file that another process might have begun."""
    nodes: list[str] = []
    state: Any = {}
    async with saver(file) as opened:
        stream = compiled(parts, opened).astream(said, THREAD, context=REVIEWED, stream_mode=["updates", "values"])
        async for mode, chunk in stream:
            if mode == "updates":
                nodes += cast("dict[str, Any]", chunk)
            else:
                state = chunk
    return nodes, cast("State", state)


def same(answer: Answer) -> Answer:
    """An answer without what differs between two runs."""
    return answer.model_copy(update={"run_id": "", "seconds": 0.0})


@pytest.fixture(scope="module")
def undisturbed(demo_home: Path) -> Answer:
    """The answer where nobody interrupts anything."""
    state = asyncio.run(compiled(parts_of(demo_home)).ainvoke(Asked(question=QUESTION), context=Context()))
    return same(answer_of(cast("State", state)))


@pytest.mark.parametrize("node", NODES)
async def test_a_run_that_is_cancelled_in_a_node_goes_on(
    home: Path, tmp_path: Path, node: str, undisturbed: Answer
) -> None:
    """Cancelled while a node works, resumed by others: the same answer, printed once, recorded once, nothing held."""
    file, halt = tmp_path / "threads.sqlite", Halt(at=node)
    stopped = halting(parts_of(home, reviewable=True), halt)
    early = node not in {"publish", "trace"}
    if not early:
        await ended(parts_of(home, reviewable=True), file, Asked(question=QUESTION))
    run = asyncio.create_task(ended(stopped, file, Asked(question=QUESTION) if early else Command(resume="approve")))
    assert await asyncio.to_thread(halt.reached.wait, 240)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    before = Traces(home).latest()
    halt.go.set()

    parts = parts_of(home, reviewable=True)
    nodes, state = await ended(parts, file, None)
    if early:
        assert nodes[-1] == "__interrupt__"
        nodes, state = await ended(parts, file, Command(resume="approve"))
    answer = answer_of(state)

    assert before == ()
    assert same(answer) == undisturbed
    check_answer(answer, home)
    assert [r.run_id for r in Traces(home).latest()] == [answer.run_id]
    assert [(m.type, m.id == answer.run_id) for m in state["messages"]] == [("human", False), ("ai", True)]
    assert (stopped.pins.held, parts.pins.held) == ({}, {})


async def test_a_finished_run_is_taken_up_from_the_middle(home: Path, tmp_path: Path, undisturbed: Answer) -> None:
    """From any checkpoint of a finished run, as Studio offers it, the run goes on to the same answer."""
    async with saver(tmp_path / "threads.sqlite") as opened:
        made = compiled(parts_of(home), opened)
        await made.ainvoke(Asked(question=QUESTION), THREAD, context=Context())
        history = [s async for s in made.aget_state_history(THREAD)]
        places = {s.next[0]: s.config for s in history if s.next and s.next[0] in {"retrieve", "draft", "trace"}}
        again = [cast("State", await made.ainvoke(None, at, context=Context())) for at in places.values()]

    assert len(places) == 3
    assert [same(answer_of(state)) for state in again] == [undisturbed] * 3


def killed(home: Path, file: Path, node: str, after: int) -> tuple[int, bytes]:
    """How a process ended that did not survive one node, and what it complained of."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.agent.killed_thread", str(home), str(file), node, str(after)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=280,
    )
    return done.returncode, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("node", "after"), [("retrieve", 2), ("publish", 0)])
async def test_a_run_whose_process_is_killed_goes_on(
    home: Path, tmp_path: Path, node: str, after: int, undisturbed: Answer
) -> None:
    """Killed in the third of three branches, or while publishing: another process ends it, and nothing stays held."""
    file = tmp_path / "threads.sqlite"
    assert killed(home, file, node, after) == (-9, b"")
    assert Traces(home).latest() == ()

    async with saver(file) as opened:
        parts = parts_of(home)
        state = cast("State", await compiled(parts, opened).ainvoke(None, THREAD, context=Context()))
    answer = answer_of(state)

    assert same(answer) == undisturbed
    assert [r.run_id for r in Traces(home).latest()] == [answer.run_id]
    assert parts.pins.held == {}
    assert leased(home / "leases") <= {1}
    assert {f.name.split(".")[1] for f in (home / "leases").iterdir()} <= {str(os.getpid())}
