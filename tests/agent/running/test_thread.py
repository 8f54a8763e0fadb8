"""A thread's messages stay few and short, and the newest stay whole."""

from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage

from tieout.agent.running.thread import ALL, BRIEF, CUT, WHOLE, shortened


def message(number: int, size: int) -> AIMessage:
    """A message of so many characters."""
    return AIMessage(content=f"line\n{'é' * (size // 2)}", id=str(number))


def applied(messages: Sequence[Any]) -> list[Any]:
    """The thread after its messages were shortened."""
    changes = {c.id: c for c in shortened(messages)}
    after = [changes.get(m.id, m) for m in messages]
    return [m for m in after if m.type != "remove"]


def test_messages_are_bounded_whatever_they_say() -> None:
    """A thousand long messages leave the newest whole, some shortened, and the oldest out; a second time nothing."""
    messages = [message(n, 3_000) for n in range(1_000)]
    after = applied(messages)

    assert sum(len(m.content.encode()) for m in after) <= ALL
    assert after[-1] == messages[-1]
    assert {len(m.content.encode()) <= BRIEF for m in after[:-6]} == {True}
    assert all(m.content.endswith(CUT) for m in after[:-6])
    assert shortened(after) == []


def test_one_huge_message_is_cut_at_a_line() -> None:
    """The newest message keeps as much as a thread may hold, in whole lines, and says that it was cut."""
    huge = AIMessage(content="\n".join(f"| row {n} | {n} |" for n in range(5_000)), id="1")
    (after,) = applied([huge])

    assert WHOLE / 2 < len(after.content.encode()) <= WHOLE
    assert after.content.splitlines()[-3].endswith(" |")
    assert after.content.endswith(CUT)


def test_short_threads_stay_as_they_are() -> None:
    """Nothing is changed in a thread that is small."""
    assert shortened([HumanMessage("What?", id="1"), AIMessage("That.", id="2")]) == []
