"""Events tell what happens, and never a figure that nobody has proven."""

from collections.abc import AsyncIterator

import pytest

from tests.agent.doubles import planned, sub
from tests.agent.scripted import answered
from tieout.agent.progress import Event, events, told
from tieout.agent.state import Died, Found
from tieout.claim import Failure
from tieout.errors import RefusedError


async def stream(*chunks: object) -> AsyncIterator[object]:
    for chunk in chunks:
        yield chunk


@pytest.mark.parametrize(
    ("node", "update", "event"),
    [
        ("intake", {}, Event(step="intake")),
        ("plan", {"plan": planned(sub(text="net sales, $5 billion"))}, Event(step="plan", detail="net sales, ▮")),
        (
            "retrieve",
            {"found": {"q": Found(facts=("a",), passages=("b", "c"))}},
            Event(step="retrieve", detail="1 facts, 2 passages"),
        ),
        (
            "critic",
            {"failures": (Failure(reason="wrong_value", detail="not $5"), Failure(reason="wrong_value", detail="$6"))},
            Event(step="critic", detail="wrong_value"),
        ),
        ("publish", {"answer": answered()}, Event(step="publish", detail="answered", answer=answered())),
        ("__default_error_handler__", {"messages": []}, None),
        ("__interrupt__", {}, None),
    ],
)
def test_a_nodes_update_is_told(node: str, update: dict[str, object], event: Event | None) -> None:
    """Each node has its own words; figures of a plan are masked, details of failures are left out."""
    assert told(node, update) == event


async def test_the_answer_is_the_last_event() -> None:
    """The answer is held back until the run has ended."""
    updates = stream({"publish": {"answer": answered()}}, {"trace": {"pending": ()}}, {"__interrupt__": ()})

    assert [e.step async for e in events(updates)] == ["trace", "publish"]


async def test_a_dead_run_is_told_and_raised() -> None:
    """The error is raised after the run's record was written."""
    died = Died(run="r", node="plan", error="RefusedError", message="no key", kind="RefusedError")
    seen: list[str] = []

    async def listen() -> None:
        async for event in events(stream({"__default_error_handler__": {"died": died}}, {"trace": None})):
            seen.append(event.step)  # noqa: PERF401  # what was told before the error counts

    with pytest.raises(RefusedError, match="no key"):
        await listen()

    assert seen == ["trace", "died"]
