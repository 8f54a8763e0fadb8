"""The record of a run says what happened; LangSmith hears the same."""

import asyncio
import uuid
from pathlib import Path

import pytest
from langgraph.errors import NodeError

from tests.agent.doubles import ScriptedAnalyst, good, parts_of, planned
from tests.agent.scripted import answered
from tieout.agent.graph import compiled
from tieout.agent.nodes.trace import bury, kind_of, marks
from tieout.agent.state import Asked, Died, Run, State
from tieout.errors import BusyError, InputError, UnreachableError
from tieout.tools.tracing import Traces


def test_marks_say_status_rounds_and_verified_share() -> None:
    """An answered and a dead run."""
    done = marks(State(answer=answered(), rounds=2))
    dead = marks(State(died=Died(run="r", node="plan", error="KeyError", message="m")))

    assert (done["tieout_status"], done["tieout_rounds"], done["tieout_withheld"]) == ("answered", 2, 0)
    assert (dead["tieout_status"], dead["tieout_error"]) == ("died", "KeyError")


class OddError(UnreachableError):
    """Below the public tree."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InputError("i"), "InputError"),
        (BusyError("b"), "BusyError"),
        (OddError("o"), "UnreachableError"),
        (ValueError("v"), "TieoutError"),
    ],
)
def test_an_error_is_filed_under_its_public_class(error: Exception, kind: str) -> None:
    """The nearest class of the public tree."""
    assert kind_of(error) == kind


async def test_an_unexpected_error_tells_its_class_and_nothing_of_its_text(caplog: pytest.LogCaptureFixture) -> None:
    """What a foreign error says may hold a secret: the thread and the record get its class, the log the rest."""
    state = State(run=Run(id="r", started=0.0, generation=1))
    command = await bury(state, NodeError(node="draft", error=KeyError("sk-secret")))

    assert "sk-secret" not in str(command.update)
    assert command.goto == "trace"
    assert "sk-secret" in caplog.text


async def test_a_record_that_fails_does_not_come_back_to_the_record() -> None:
    """An error in `trace` ends the run."""
    command = await bury(State(), NodeError(node="trace", error=OSError("disk")))

    assert command.goto == "__end__"


async def test_the_record_has_nodes_times_and_hits(demo_home: Path) -> None:
    """Every node with its time, the rounds, what was found and what was cited."""
    parts = parts_of(demo_home, ScriptedAnalyst(plans=[planned()], drafts=[good]))
    run_id = uuid.uuid4()
    await compiled(parts).ainvoke(Asked(question="What were Apple's net sales?"), {"run_id": run_id})
    latest = await asyncio.to_thread(Traces(demo_home).latest, 100)
    record = next(r for r in latest if r.run_id == str(run_id))

    assert [s[0] for s in record.spans] == [
        "intake",
        "plan",
        "gather",
        "retrieve",
        "rerank",
        "draft",
        "critic",
        "publish",
    ]
    assert all(0 <= start <= record.seconds and 0 <= took <= record.seconds for _, start, took in record.spans)
    assert (record.status, record.rounds, record.written_by, record.error) == ("answered", 1, "scripted", None)
    assert (record.cited, record.retrieved > 0) == (1, True)
