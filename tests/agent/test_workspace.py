"""The library's door works with and without an event loop, in threads, in streams, and raises errors as themselves."""

import asyncio
import dataclasses
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from tests.agent.doubles import ScriptedAnalyst, Waiting, good, parts_of, planned
from tests.agent.invariant import check_answer
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.progress import Event
from tieout.agent.state import Asked
from tieout.agent.workspace import Workspace, research
from tieout.errors import InputError, RefusedError, TieoutError, UnreachableError
from tieout.fact import FactQuery
from tieout.tools.tracing import Traces

QUESTION = "What were Apple's net sales in fiscal 2024?"
SALES = "$391,035 million"


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """The demo home with traces of its own."""
    for one in demo_home.iterdir():
        if not one.name.startswith("traces"):
            (tmp_path / one.name).symlink_to(one)
    return tmp_path


def test_a_question_is_answered_without_a_loop(home: Path) -> None:
    """`ask` and `research` give the same proven answer; the second run is recorded under its own id."""
    one, two = Workspace(home).ask(QUESTION), research(QUESTION, home=home)

    assert [(a.status, [f.text for f in a.figures]) for a in (one, two)] == [("answered", [SALES])] * 2
    check_answer(one, home)
    assert [r.run_id for r in Traces(home).latest()] == [two.run_id, one.run_id]


async def test_a_question_is_answered_inside_a_running_loop(home: Path) -> None:
    """The blocking door works inside an event loop too, and the waiting one beside it."""
    workspace = Workspace(home)
    blocking, waiting = workspace.ask(QUESTION), await workspace.aask(QUESTION)

    assert (blocking.text, blocking.run_id == waiting.run_id) == (waiting.text, False)


def test_several_questions_at_once_share_one_workspace(home: Path) -> None:
    """Twelve questions in six threads: each gets its own answer, and nothing stays held."""
    parts = parts_of(home)
    workspace = Workspace(home, parts=parts)
    asked = [
        f"What were {c} net sales in fiscal {y}?" for c in ("Apple's", "AMD's", "TI's") for y in (2021, 2022, 2023)
    ]
    asked += [QUESTION, "What was Apple's net income in fiscal 2030?", "What were Tesla's sales in fiscal 2023?"]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(workspace.ask, asked))
    alone = [workspace.ask(question) for question in asked]

    assert [(a.question, a.text) for a in together] == [(a.question, a.text) for a in alone]
    assert parts.pins.held == {}
    for answer in together:
        check_answer(answer, home)


def test_a_follow_up_understands_its_thread(home: Path) -> None:
    """“And in 2023?” is about what was asked before in that thread, and in no other."""
    workspace = Workspace(home)
    first = workspace.ask(QUESTION, thread="a")
    then = workspace.ask("And in 2023?", thread="a")
    stranger = workspace.ask("And in 2023?", thread="b")

    assert [f.text for f in first.figures] == [SALES]
    assert [f.text for f in then.figures] == ["$383,285 million"]
    assert stranger.status == "abstained"


def test_a_stream_ends_with_the_answer(home: Path) -> None:
    """Steps are told in their order, without any figure, and the answer comes last, after the run was recorded."""
    events = list(Workspace(home).stream(QUESTION))

    steps = ["intake", "plan", "gather", "retrieve", "rerank", "draft", "critic", "trace", "publish"]
    assert [e.step for e in events] == steps
    assert events[-1].answer is not None
    assert [f.text for f in events[-1].answer.figures] == [SALES]
    assert [e for e in events[:-1] if e.answer is not None or "391,035" in e.detail] == []
    assert len(Traces(home).latest()) == 1


async def test_a_stream_in_a_loop_raises_what_ended_the_run(home: Path) -> None:
    """A run that died is told as such and then raised, in its own class."""
    parts = parts_of(home, ScriptedAnalyst(plans=[RefusedError("no key")]))
    seen: list[Event] = []

    async def listen() -> None:
        async for event in Workspace(home, parts=parts).astream(QUESTION):
            seen.append(event)  # noqa: PERF401  # what was told before the error counts

    with pytest.raises(RefusedError, match="no key"):
        await listen()

    assert [(e.step, e.detail) for e in seen] == [("intake", ""), ("trace", ""), ("died", "no key")]


def test_a_stream_that_is_left_holds_nothing(home: Path) -> None:
    """Whoever stops listening early leaves no pinned state behind."""
    parts = parts_of(home)
    stream = Workspace(home, parts=parts).stream(QUESTION)
    assert next(stream).step == "intake"
    del stream
    gc.collect()

    assert parts.pins.held == {}


async def test_a_cancelled_question_holds_nothing(home: Path) -> None:
    """A caller that gives up waiting leaves no pinned state behind."""
    analyst = Waiting(plans=[planned()])
    parts = parts_of(home, analyst)
    asked = asyncio.create_task(Workspace(home, parts=parts).aask(QUESTION))
    await asyncio.wait_for(analyst.started.wait(), 120)
    asked.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asked
    assert parts.pins.held == {}


@pytest.mark.parametrize(
    "question", ["", "  \n\t", "a" * 8001, "What? " * 20_000], ids=["empty", "blank", "long", "100 kB"]
)
@pytest.mark.parametrize("thread", [None, "t"])
def test_a_question_that_cannot_be_used_is_an_input_error(home: Path, question: str, thread: str | None) -> None:
    """Nothing, and too much, are errors of the input with one line that says what to do."""
    workspace = Workspace(home)
    with pytest.raises(InputError, match=r"empty; ask|shorten it") as caught:
        workspace.ask(question, thread=thread)

    assert "\n" not in str(caught.value)
    assert workspace.ask(QUESTION, thread=thread).status == "answered"


class OddError(UnreachableError):
    """An error below the public tree."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [(RefusedError("r"), RefusedError), (OddError("o"), UnreachableError), (KeyError("k"), TieoutError)],
)
def test_errors_are_raised_as_their_own_class(home: Path, error: Exception, kind: type[TieoutError]) -> None:
    """A public error keeps its class, one below it becomes its nearest public one, any other a TieoutError."""
    parts = parts_of(home, ScriptedAnalyst(plans=[error] * 3))
    with pytest.raises(TieoutError) as caught:
        Workspace(home, parts=parts).ask(QUESTION)

    assert type(caught.value) is kind
    assert [r.status for r in Traces(home).latest()] == ["died"]


def test_a_context_of_the_question_beats_the_workspaces(home: Path) -> None:
    """Settings given with a question are used for it alone."""
    workspace = Workspace(home, context=Context(max_rounds=5))
    assert workspace.ask(QUESTION, context=Context(companies=("AMD",))).status == "abstained"
    assert workspace.ask(QUESTION).status == "answered"


def test_facts_and_search_look_into_the_same_home(home: Path) -> None:
    """Facts come in a stable order, search gives at most k distinct places."""
    workspace = Workspace(home)
    facts = workspace.facts(FactQuery(concepts=("us-gaap:GrossProfit",), fiscal=("FY2024",)))
    found = workspace.search("employees", k=3)

    assert [(f.entity.ticker, str(f.value)) for f in facts] == [("AAPL", "180683000000")]
    assert (len(found), [r.rank for r in found]) == (3, [1, 2, 3])


def test_a_question_to_an_empty_home_abstains_or_says_what_to_do(tmp_path: Path) -> None:
    """Without any filing there is no answer, in one line."""
    try:
        text = Workspace(tmp_path / "empty").ask(QUESTION).text
    except TieoutError as error:
        text = str(error)

    assert "ingest" in text or "indexed" in text
    assert "\n" not in text


def test_the_runs_id_is_the_callers(home: Path) -> None:
    """The id that a caller gives the run in its configuration is the answer's and the record's."""
    parts = dataclasses.replace(parts_of(home, ScriptedAnalyst(plans=[planned()], drafts=[good])))
    run_id = UUID("01890000-0000-7000-8000-000000000001")
    state = asyncio.run(compiled(parts).ainvoke(Asked(question=QUESTION), {"run_id": run_id}, context=Context()))

    assert state["answer"].run_id == str(run_id)
    assert Traces(home).latest()[0].run_id == str(run_id)
