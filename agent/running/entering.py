"""What does every node go through? Its state is read back, of an earlier release too; what it wrote is kept."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from langchain_core.messages import BaseMessage
from langgraph.errors import GraphBubbleUp
from langgraph.runtime import Runtime
from langgraph.types import Overwrite
from pydantic import ValidationError

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.route import seen
from tieout.agent.running.pages import NAMES, Pages, keys_of, page_of, written
from tieout.agent.state import STATE_VERSION, Page, Retrieval, Run, State, StateError, Update
from tieout.answer import Answer, Cost
from tieout.errors import NotThereError, ReadError
from tieout.question import Draft, Plan, Question
from tieout.tools.answers import ANSWER

Input = TypeVar("Input", State, Retrieval)
Input_contra = TypeVar("Input_contra", State, Retrieval, contravariant=True)
Work = Callable[[Input, Runtime[Context]], Awaitable[Update]]
KINDS: Mapping[str, type] = {
    "run": Run, "cost": Cost, "asked": Question, "plan": Plan, "draft": Draft, "answer": Answer, "held": dict,
}  # fmt: skip
"""What some things of a state have to be, where they are there and not None."""


class Node(Protocol[Input_contra]):
    """What LangGraph calls."""

    async def __call__(self, state: Input_contra, *, runtime: Runtime[Context]) -> Update:
        """Run the node."""
        ...


@dataclass(frozen=True, kw_only=True)
class Door:
    """The one way into a node and out of it."""

    parts: Parts

    def first(self, work: Work[State]) -> Node[State]:
        """`intake`, which reads nothing of the question before but the thread's messages."""

        async def entered(state: State, *, runtime: Runtime[Context]) -> Update:
            check_version(state)
            check_messages(state)
            return await self._left(await self._inside(work, state, runtime), state, runtime)

        return entered

    def node(self, work: Work[State]) -> Node[State]:
        """A node that works on the whole state."""

        async def entered(state: State, *, runtime: Runtime[Context]) -> Update:
            again = await self._again(state)
            state = State(**{**state, **again})
            update = await self._inside(work, state, runtime)
            if "version" in again:
                update = Update(**{**again, **update})
            left = await self._left(update, state, runtime)
            return Update(**{**again, **left})

        return entered

    def branch(self, work: Work[Retrieval]) -> Node[Retrieval]:
        """A node that works on one part of the question."""

        async def entered(state: Retrieval, *, runtime: Runtime[Context]) -> Update:
            if "subquestion" not in state:
                state = await asyncio.to_thread(opened_branch, self.parts, state)
            return await self._left(await self._inside(work, state, runtime), state, runtime)

        return entered

    async def _again(self, state: State) -> Update:
        """What the state lacks, read in a thread of its own; nothing, and at once, within an undisturbed run."""
        if state.get("version") == STATE_VERSION:
            check_kinds(state)
            if not lacking(state):
                return Update()
        return await asyncio.to_thread(opened, self.parts, state)

    async def _inside(self, work: Work[Input], state: Input, runtime: Runtime[Context]) -> Update:
        """The node's update; what it holds of the home is given back when it is cancelled or parked."""
        run, pins = state.get("run"), self.parts.pins
        if run is None:
            return await work(state, runtime)
        pins.enter(run.id)
        try:
            return await work(state, runtime)
        except GraphBubbleUp:
            pins.release(run.id)
            raise
        except asyncio.CancelledError:
            pins.leave(run.id)
            raise

    async def _left(self, update: Update, state: State | Retrieval, runtime: Runtime[Context]) -> Update:
        """The update with the names of its pages; where nothing is checkpointed, only an answer is kept."""
        run, page = update.get("run") or state.get("run"), page_of(update)
        info = runtime.execution_info
        threaded = info is not None and info.thread_id is not None
        if run is None or page is None or not (threaded or page.answer is not None):
            return update
        at = await asyncio.to_thread(Pages(parts=self.parts).keep, run.id, page)
        held: dict[str, str | Page] = dict.fromkeys(keys_of(page, state), at)
        again = isinstance(update.get("held"), Overwrite)
        update["held"] = cast("dict[str, str | Page]", Overwrite(held)) if again else held
        return update


def opened(parts: Parts, state: State) -> Update:
    """What a state lacks after an interruption, read back, with its clock set; nothing within an undisturbed run."""
    check_version(state)
    check_kinds(state)
    if state["version"] < STATE_VERSION:
        return cast("Update", {**of_before(state), "version": STATE_VERSION, "run": going_on(state)})
    gone = lacking(state)
    if not gone:
        return Update()
    back = Pages(parts=parts).read(state["run"].id, state["held"], gone | {"found"})
    return Update(**{**back, "run": going_on(state)})


def lacking(state: State) -> set[str]:
    """What a state has only the names of; an answer that was given stands there as None where its node was cut off."""
    held = state.get("held", {})
    gone = {key.partition(":")[0] for key in held}.difference(state)
    given = held.get("answer")
    published = given == ANSWER or (isinstance(given, Page) and given.answer is not None)
    return gone | {"answer"} if published and state.get("answer") is None else gone


def of_before(state: State) -> dict[str, object]:
    """What a checkpoint of version 1 holds itself, with its lists as the tuples that they were."""
    held = page_of(cast("Update", {k: v for k, v in state.items() if k in NAMES})) or Page()
    try:
        page = Page.model_validate_json(written(held))
    except ValidationError as error:
        wrong = sorted({str(one["loc"][0]) for one in error.errors()})
        raise StateError(unreadable(wrong)) from error
    return {name: getattr(page, name) for name in page.model_fields_set}


def whole_state(parts: Parts, state: State) -> State:
    """A state as a graph or a checkpoint gives it, with everything that it only names; what is lost stays out."""
    try:
        return State(**{**state, **opened(parts, state)})
    except (NotThereError, ReadError):
        return state


def opened_branch(parts: Parts, state: Retrieval) -> Retrieval:
    """As `opened`, for a branch."""
    if "subquestion" in state:
        return state
    read = Pages(parts=parts).read(state["run"].id, state["held"], {"asked", "pending", "kept", "found"})
    part = next(s for s in read["pending"] if s.id == state["part"])
    run = state["run"].model_copy(update={"started": time.time()})
    before = seen(State(**read), part.id)
    return Retrieval(**{**state, "run": run, "asked": read["asked"], "subquestion": part, "before": before})


def going_on(state: State) -> Run:
    """The run with its clock set so that the time in which nothing ran does not count."""
    active = max((s.start + s.seconds for s in state.get("spans", ())), default=0.0)
    return state["run"].model_copy(update={"started": time.time() - active})


def check_version(state: State) -> None:
    """Refuse what a newer release wrote; raises StateError."""
    version = state.get("version", 0)
    if not isinstance(version, int) or version > STATE_VERSION:
        raise StateError(
            f"this thread was written by a newer release of Tieout (its state is of version {version!r}, this release "
            f"reads up to {STATE_VERSION}); update Tieout, or ask in a new thread"
        )


def check_kinds(state: State) -> None:
    """Refuse a state that was not read back as it was written; raises StateError."""
    wrong = [k for k, kind in KINDS.items() if not isinstance(state.get(k), kind | None)]
    wrong += [k for k in ("version", "run", "cost") if k not in state]
    if wrong:
        raise StateError(unreadable(wrong))


def unreadable(names: Sequence[str]) -> str:
    """What is said of a checkpoint that was not read back as it was written."""
    return (
        f"the checkpoint of this thread cannot be read: {', '.join(map(repr, names))} is missing or not what it "
        "should be; ask the question again in a new thread"
    )


def check_messages(state: State) -> None:
    """Refuse a thread whose messages were not read back as messages; raises StateError."""
    if not all(isinstance(m, BaseMessage) for m in state.get("messages", ())):
        raise StateError("the messages of this thread cannot be read; ask the question again in a new thread")
