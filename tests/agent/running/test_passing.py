"""Some values go from node to node and never into a checkpoint."""

from typing import Any

from langgraph.types import Overwrite

from tests.agent.scripted import answered
from tieout.agent.running.passing import SHORT, Passing, Short
from tieout.agent.state import Findings, Found


def empty(kind: Any) -> Any:
    """A channel without a value."""
    channel = kind(object)
    channel.key = "k"
    return channel


def test_a_value_passes_and_is_not_kept() -> None:
    """It is there for the next node, and a checkpoint has nothing of it."""
    channel = empty(Passing)
    nothing = channel.checkpoint()
    channel.update(["value"])

    assert channel.get() == "value"
    assert channel.checkpoint() is nothing
    assert not channel.from_checkpoint(nothing).is_available()


def test_what_an_earlier_release_kept_is_read() -> None:
    """A checkpoint that holds the value gives it."""
    assert empty(Passing).from_checkpoint("value").get() == "value"


def test_a_short_answer_is_kept_and_a_long_one_is_not() -> None:
    """Those who read threads from outside find answers of ordinary size there."""
    channel = empty(Short)
    nothing = channel.checkpoint()
    channel.update([None])
    assert channel.checkpoint() is None
    channel.update([answered()])
    assert channel.checkpoint() == answered()
    channel.update([answered(quote="x" * SHORT)])
    assert channel.checkpoint() is nothing


def test_findings_are_merged_and_begin_anew() -> None:
    """Branches that come back together are merged; another question begins with nothing."""
    channel = empty(Findings)
    channel.update([{"b": Found(facts=("2",))}, {"a": Found(facts=("1",))}])
    assert list(channel.get().items()) == [("a", Found(facts=("1",))), ("b", Found(facts=("2",)))]

    channel.update([Overwrite({})])
    assert channel.get() == {}
