"""What the graph costs around the work: the time of no node, beside a bare graph of as many nodes."""

import json
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableConfig

from tests.agent.doubles import ScriptedAnalyst, parts_of, planned
from tieout.agent.graph import compiled
from tieout.agent.running import checkpoints
from tieout.agent.state import NodeSpan
from tieout.claim import Failure
from tieout.evals.bench import wiring
from tieout.evals.bench.measure import Result
from tieout.evals.bench.questions import FIGURE
from tieout.evals.overhead.__main__ import main
from tieout.evals.overhead.bare import BareState, bare
from tieout.evals.overhead.measuring import OFFLINE
from tieout.evals.overhead.replayed import Replayed
from tieout.evals.overhead.stored import a_question
from tieout.evals.overhead.timing import timed, worked
from tieout.ports import Evidence
from tieout.question import Draft, Question


def span(start: float, seconds: float) -> NodeSpan:
    return NodeSpan(node="retrieve", start=start, seconds=seconds)


@pytest.mark.parametrize(
    ("spans", "seconds"),
    [
        ([], 0),
        ([span(0, 1), span(2, 1)], 2),
        ([span(0, 3), span(1, 1)], 3),
        ([span(1, 2), span(0, 2)], 3),
        ([span(5, 1), span(5, 1), span(5, 1)], 1),
    ],
)
def test_nodes_that_work_at_once_count_once(spans: list[NodeSpan], seconds: float) -> None:
    """Branches of a fan-out share their seconds; time between nodes is nobody's work."""
    assert worked(spans) == pytest.approx(seconds)


async def test_an_instant_model_thinks_of_the_same_once(demo_home: Path) -> None:
    """A second plan or draft is the first one given again; another round's failures are something else."""
    scripted = ScriptedAnalyst(plans=[planned()], drafts=[Draft(written_by="one"), Draft(written_by="two")])
    model, question = Replayed(scripted), Question(text=FIGURE)
    with parts_of(demo_home).home().snapshot() as home:
        plans = [await model.plan(question, home) for _ in range(3)]
    nothing, failed = Evidence(facts={}, passages={}, documents={}), Failure(reason="wrong_value", detail="not so")

    drafts = [await model.draft(plans[0], nothing, given) for given in ((), (), (failed,), (failed,))]

    assert scripted.calls == ["plan", "draft", "draft"]
    assert [one.written_by for one in drafts] == ["one", "one", "two", "two"]


async def test_the_bare_graph_has_as_many_nodes(tmp_path: Path) -> None:
    """Each node writes its word, and its checkpoints are in the same file."""
    async with checkpoints.opened(tmp_path / "c.sqlite") as saver:
        config = RunnableConfig(configurable={"thread_id": "t"})
        state = await bare(4, saver).ainvoke(BareState(words=[]), config)
        bytes_kept = a_question(tmp_path / "c.sqlite", 1)

    assert state["words"] == ["done"] * 4
    assert bytes_kept > 500


async def test_time_around_the_work_is_a_part_of_the_whole(demo_home: Path, tmp_path: Path) -> None:
    """Every node counts, the run record's too; what is around the work is more than nothing and less than all."""
    async with checkpoints.opened(tmp_path / "c.sqlite") as saver:
        one = await timed(compiled(parts_of(demo_home), saver), FIGURE, OFFLINE, "sync")

    assert one.nodes == 9
    assert 0 < one.around < one.whole
    assert one.a_node == pytest.approx(one.around / 9)


def test_the_measures_are_written_and_printed(demo_home: Path, tmp_path: Path) -> None:
    """The command writes every measure with its bar and its peer, and the page shows them."""
    out = tmp_path / "results" / "overhead.json"

    code = main(["--home", str(demo_home), "--runs", "1", "--questions", "1", "--out", str(out)])

    found = Result.model_validate(json.loads(out.read_text(encoding="utf-8")))
    page = list(wiring.lines(out.parent))
    bars = {bar.limit for one in found.measures for bar in one.bars}
    assert code in {0, 1}
    assert bars == {5, 60, 64}
    assert sum(one.peer == "a bare graph of as many nodes" for one in found.measures) == 8
    assert str(tmp_path) not in out.read_text(encoding="utf-8")
    assert page[1] == "## The graph around the work"
    assert sum("× a bare graph" in line for line in page) == 8


def test_nothing_is_printed_of_what_was_not_measured(tmp_path: Path) -> None:
    """Without results there is no section."""
    assert list(wiring.lines(tmp_path)) == []


def test_options_that_measure_nothing_are_refused() -> None:
    """No run is no measurement."""
    with pytest.raises(SystemExit, match="2"):
        main(["--runs", "0"])
