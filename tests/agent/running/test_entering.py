"""A state is read back where a run was cut off, and nothing is read where it was not."""

import time
from pathlib import Path

import pytest

from tests.agent.doubles import parts_of, planned, sub
from tests.agent.scripted import answered
from tests.agent.threads import linked
from tieout.agent.parts import Parts
from tieout.agent.running.entering import going_on, lacking, opened, opened_branch, whole_state
from tieout.agent.running.pages import Pages
from tieout.agent.state import STATE_VERSION, Found, NodeSpan, Page, Retrieval, Run, State, StateError
from tieout.answer import Cost
from tieout.errors import NotThereError
from tieout.question import Question

RUN = Run(id="r", started=100.0, generation=1)


@pytest.fixture
def parts(demo_home: Path, tmp_path: Path) -> Parts:
    """Parts over a home with answers of its own."""
    return parts_of(linked(demo_home, tmp_path / "home"))


def state(**channels: object) -> State:
    """What a checkpoint of this version holds."""
    base = State(version=STATE_VERSION, run=RUN, cost=Cost(), held={})
    return State(**{**base, **channels})  # type: ignore[typeddict-item]  # channels by name


def test_only_what_is_named_and_not_there_is_lacking() -> None:
    """A thing that is None is there; an answer that was kept as given and is None was cut off."""
    held = {"plan": "1", "best": "1", "found:00:a": "2"}
    assert lacking(state(held=held)) == {"plan", "best", "found"}
    assert lacking(state(held=held, plan=planned(), best=None, found={})) == set()

    assert lacking(state(held={"answer": "1"}, answer=None)) == set()
    assert lacking(state(held={"answer": "answer"}, answer=None)) == {"answer"}
    assert lacking(state(held={"answer": Page(answer=answered())}, answer=None)) == {"answer"}
    assert lacking(state(held={"answer": "answer"}, answer=answered())) == set()


def test_what_is_lacking_is_read_and_the_clock_is_set(parts: Parts) -> None:
    """The time in which nothing ran does not count; an undisturbed state is left as it is."""
    name = Pages(parts=parts).keep("r", Page(asked=Question(text="q"), plan=planned()))
    cut = state(held={"asked": name, "plan": name}, spans=[NodeSpan(node="plan", start=2.0, seconds=1.5)])

    back = opened(parts, cut)
    assert (back["plan"], back["asked"].text) == (planned(), "q")
    assert back["run"].started == pytest.approx(time.time() - 3.5, abs=5)
    assert opened(parts, State(**{**cut, **back})) == {}
    assert going_on(state()).started == pytest.approx(time.time(), abs=5)


def test_a_branch_is_read_back_with_what_was_found_before(parts: Parts) -> None:
    """The part of the question, the question, and what the draft saw of it the last time."""
    pages = Pages(parts=parts)
    first = pages.keep(
        "r", Page(asked=Question(text="q"), pending=(sub("a"), sub("b")), kept={"b": Found(passages=("p",))})
    )
    second = pages.keep("r", Page(found={"b": Found(facts=("f",), passages=("o", "p"), looks=("l",))}))
    held: dict[str, str | Page] = {"asked": first, "pending": first, "kept": first, "found:00:b": second}

    branch = opened_branch(parts, Retrieval(part="b", run=RUN, held=held))
    assert (branch["subquestion"], branch["asked"].text) == (sub("b"), "q")
    assert branch["before"] == Found(facts=("f",), passages=("p",), looks=("l",))
    assert opened_branch(parts, branch) is branch


def test_pages_that_are_gone_are_said(parts: Parts) -> None:
    """A run of which the home keeps nothing any more does not go on; looked at from outside it is what is left."""
    cut = state(held={"plan": "1"})
    with pytest.raises(NotThereError, match="ask the question again"):
        opened(parts, cut)
    assert whole_state(parts, cut) == cut


@pytest.mark.parametrize("channels", [{"run": {"id": "r"}}, {"cost": None, "run": 1}, {"plan": "text"}, {"held": []}])
def test_what_is_no_state_is_refused(parts: Parts, channels: dict[str, object]) -> None:
    """Things that are not what they should be are named."""
    with pytest.raises(StateError, match=f"cannot be read: .*'{list(channels)[-1]}'"):
        opened(parts, state(**channels))
