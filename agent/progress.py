"""What can be told while a question runs? Typed events; no text that has not been proven."""

from collections.abc import AsyncIterator, Mapping
from typing import Literal

from tieout.answer import Answer
from tieout.model import Thing

Step = Literal[
    "intake", "plan", "gather", "retrieve", "rerank", "draft", "critic", "review", "publish", "trace", "died"
]


class Event(Thing):
    """One step of a run; the last event carries the answer."""

    step: Step
    detail: str = ""
    answer: Answer | None = None


async def events(updates: AsyncIterator[object]) -> AsyncIterator[Event]:
    """Events from a graph's stream of updates."""
    async for chunk in updates:
        for node, update in chunk.items() if isinstance(chunk, Mapping) else ():
            event = told(node, update or {})
            if event is not None:
                yield event


def told(node: str, update: Mapping[str, object]) -> Event | None:
    """What one node's update says to a person."""
    plan, found, failures, answer = (update.get(k) for k in ("plan", "found", "failures", "answer"))
    if node == "publish" and isinstance(answer, Answer):
        return Event(step="publish", detail=answer.status, answer=answer)
    if node == "plan" and plan is not None:
        return Event(step="plan", detail="; ".join(s.text for s in plan.subquestions))  # type: ignore[attr-defined]
    if node == "retrieve" and isinstance(found, Mapping):
        counts = ", ".join(f"{len(f.facts)} facts, {len(f.passages)} passages" for f in found.values())
        return Event(step="retrieve", detail=counts)
    if node == "critic" and isinstance(failures, tuple):
        return Event(step="critic", detail="; ".join(f"{f.reason}: {f.detail}" for f in failures))
    known = {"intake", "gather", "rerank", "draft", "trace"}
    return Event.model_validate({"step": node}) if node in known else None
