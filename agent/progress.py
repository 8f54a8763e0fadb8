"""What can be told while a question runs? Typed events; no text that has not been proven."""

from collections.abc import AsyncIterator, Mapping
from typing import Literal

from tieout.agent.state import Died
from tieout.answer import Answer
from tieout.model import Thing
from tieout.question import Plan
from tieout.tools.figures.unproven import masked

Step = Literal[
    "intake", "plan", "gather", "retrieve", "rerank", "draft", "critic", "review", "publish", "trace", "died"
]
_PLAIN = frozenset({"intake", "gather", "rerank", "draft", "review", "trace"})


class Event(Thing):
    """One step of a run; the last event carries the answer."""

    step: Step
    detail: str = ""
    answer: Answer | None = None


async def events(updates: AsyncIterator[object]) -> AsyncIterator[Event]:
    """Events from a graph's stream of updates, the answer last; raises the error of a run that died."""
    last: Event | None = None
    died: Died | None = None
    async for chunk in updates:
        for node, update in chunk.items() if isinstance(chunk, Mapping) else ():
            seen = update if isinstance(update, Mapping) else {}
            said = seen.get("died")
            died = died or (said if isinstance(said, Died) else None)
            event = told(node, seen)
            if event is not None and event.answer is not None:
                last = event
            elif event is not None:
                yield event
    if died is not None:
        yield Event(step="died", detail=died.message)
        raise died.raised()
    if last is not None:
        yield last


def told(node: str, update: Mapping[str, object]) -> Event | None:
    """What one node's update says to a person; never a figure that nobody has proven."""
    plan, found, failures, answer = (update.get(k) for k in ("plan", "found", "failures", "answer"))
    if node == "publish" and isinstance(answer, Answer):
        return Event(step="publish", detail=answer.status, answer=answer)
    if node == "plan" and isinstance(plan, Plan):
        return Event(step="plan", detail="; ".join(masked(s.text, ()) for s in plan.subquestions))
    if node == "retrieve" and isinstance(found, Mapping):
        counts = ", ".join(f"{len(f.facts)} facts, {len(f.passages)} passages" for f in found.values())
        return Event(step="retrieve", detail=counts)
    if node == "critic" and isinstance(failures, tuple):
        return Event(step="critic", detail="; ".join(dict.fromkeys(str(f.reason) for f in failures)))
    return Event.model_validate({"step": node}) if node in _PLAIN else None
