"""Threads and parked reviews of the release before go on in this one; what cannot be read is said."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from langgraph.types import Command

from tests.agent.checkpoints.make import ASKED, FOLLOWING
from tests.agent.doubles import ScriptedAnalyst, good, parts_of, planned
from tests.agent.invariant import check_answer
from tests.agent.threads import linked, saver, thread
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.state import STATE_VERSION, Asked, State, StateError
from tieout.agent.workspace import answer_of
from tieout.question import Plan
from tieout.tools.tracing import Traces

LEFT = Path(__file__).parent / "checkpoints"
BOTH = (
    "Apple Inc.’s net sales were $391,035 million in fiscal 2024 (ended September 28, 2024). [1] "
    "Apple Inc.’s net sales rose 2.0% in fiscal 2024 (ended September 28, 2024), "
    "to $391,035 million from $383,285 million in fiscal 2023 (ended September 30, 2023). [1][2]"
)


@pytest.fixture(params=["state1.sql.gz"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The threads that a release left behind, in a file of their own."""
    path = tmp_path / "threads.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(gzip.decompress((LEFT / request.param).read_bytes()).decode())
    return path


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """The demo home with traces and answers of its own."""
    return linked(demo_home, tmp_path / "home")


async def resumed(file: Path, home: Path, name: str, said: Any, **settings: Any) -> State:
    """The state after a thread went on in another process."""
    parts = parts_of(home, reviewable=True)
    async with saver(file) as opened:
        state = await compiled(parts, opened).ainvoke(said, thread(name), context=Context(**settings))
    assert parts.pins.held == {}
    return cast("State", state)


async def kept(file: Path, name: str) -> dict[str, Any]:
    """What the newest checkpoint of a thread holds."""
    async with saver(file) as opened:
        found = await opened.aget_tuple(thread(name))
    assert found is not None
    return found.checkpoint["channel_values"]


async def test_a_finished_thread_is_understood(file: Path, home: Path) -> None:
    """A follow-up leans on the questions that an earlier release was asked, and the thread moves to this version."""
    seen: list[Any] = []

    def noted(question: Any, _: object) -> Plan:
        seen.append(question)
        return planned()

    assert (await kept(file, "finished"))["version"] < STATE_VERSION
    parts = parts_of(home, ScriptedAnalyst(plans=[noted], drafts=[good]))
    async with saver(file) as opened:
        graph = compiled(parts, opened)
        state = await graph.ainvoke(Asked(question="and now?"), thread("finished"), context=Context())

    assert [(q.text, q.history) for q in seen] == [("and now?", (ASKED, FOLLOWING))]
    assert answer_of(cast("State", state)).status == "answered"
    assert [m.type for m in state["messages"]] == ["human", "ai"] * 3
    assert (await kept(file, "finished"))["version"] == STATE_VERSION


@pytest.mark.parametrize(("decision", "status", "text"), [("approve", "answered", BOTH), ("reject", "abstained", None)])
async def test_a_parked_review_is_answered(
    file: Path, home: Path, decision: str, status: str, text: str | None
) -> None:
    """What an earlier release parked is published or not as a person says now, once, with its proofs."""
    answer = answer_of(await resumed(file, home, "parked", Command(resume=decision), review="always"))

    assert (answer.status, answer.text) == (status, text or answer.text)
    check_answer(answer, home)
    assert [(r.run_id, r.status) for r in Traces(home).latest()] == [(answer.run_id, status)]
    assert answer.seconds < 60
    assert (await kept(file, "parked"))["version"] == STATE_VERSION


async def test_an_edit_of_a_parked_review_is_judged(file: Path, home: Path) -> None:
    """An edited draft of an earlier release goes through the critic, is shown again, and is published."""
    edit = {"decision": "edit", "sentences": ["In fiscal 2024 Apple Inc.’s net sales were $391.0 billion."]}
    again = cast("Any", await resumed(file, home, "parked", Command(resume=edit), review="always"))
    assert "In fiscal 2024" in str(again["__interrupt__"][0].value["proven"])

    answer = answer_of(await resumed(file, home, "parked", Command(resume="approve"), review="always"))
    assert answer.text == "In fiscal 2024 Apple Inc.’s net sales were $391,035 million. [1]"


async def test_a_run_that_was_cut_off_goes_on(file: Path, home: Path) -> None:
    """A run that an earlier release was stopped in ends as if it had not been."""
    answer = answer_of(await resumed(file, home, "cut", None))
    undisturbed = answer_of(await resumed(file, home, "another", Asked(question=ASKED)))

    assert (answer.status, answer.text) == ("answered", undisturbed.text)
    assert [r.status for r in Traces(home).latest()] == ["answered"] * 2


@pytest.mark.parametrize(
    ("name", "said"), [("finished", Asked(question="and now?")), ("parked", Command(resume="approve"))]
)
async def test_a_newer_release_is_not_written_over(file: Path, home: Path, name: str, said: Any) -> None:
    """A state of a version that this release does not know is refused with what to do, and stays as it is."""
    async with saver(file) as opened:
        graph = compiled(parts_of(home, reviewable=True), opened)
        await graph.aupdate_state(
            thread(name), {"version": STATE_VERSION + 1}, as_node="draft" if name == "parked" else None
        )
    before = await kept(file, name)

    with pytest.raises(StateError, match=r"written by a newer release .* update Tieout, or ask in a new thread"):
        await resumed(file, home, name, said, review="always")
    after = await kept(file, name)
    assert (after["version"], after.get("run")) == (STATE_VERSION + 1, before.get("run"))
    assert Traces(home).latest() == ()


def damaged(file: Path, name: str, old: bytes, new: bytes) -> None:
    """Change the bytes of a thread's checkpoint."""
    with closing(sqlite3.connect(file)) as connection, connection:
        found = connection.execute("select checkpoint from checkpoints where thread_id = ?", (name,)).fetchone()[0]
        assert old in found
        changed = found.replace(old, new)
        connection.execute("update checkpoints set checkpoint = ? where thread_id = ?", (changed, name))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Draft", b"Drapt", "cannot be read: 'draft' is missing"),
        (b"\xa8sentence", b"\xa8sentenze", "cannot be read: .*'verdicts'"),
        (b"\xa8template", b"\xa8templado", "cannot be read: .*'draft'"),
        (b"\xa3run", b"\xa3ran", "cannot be read: 'run' is missing"),
        (b"\xa7version", b"\xa7bersion", "cannot be read: 'version'"),
    ],
    ids=["class", "field", "field inside", "channel", "version"],
)
async def test_what_is_not_read_back_is_refused(file: Path, home: Path, old: bytes, new: bytes, said: str) -> None:
    """A checkpoint whose things are not what they were gives an error that says what to do, and never an answer."""
    damaged(file, "parked", old, new)

    with pytest.raises(StateError, match=said):
        await resumed(file, home, "parked", Command(resume="approve"), review="always")
    assert Traces(home).latest() == ()


async def test_a_damaged_checkpoint_is_said(file: Path, home: Path) -> None:
    """Bytes that are cut off are an error in words, whatever the thread is asked."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("update checkpoints set checkpoint = substr(checkpoint, 1, 2000)")

    for name, said in (("parked", Command(resume="approve")), ("finished", Asked(question="and now?"))):
        with pytest.raises(StateError, match=r"checkpoint of this thread is damaged .* in a new thread"):
            await resumed(file, home, name, said, review="always")
