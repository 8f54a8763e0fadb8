"""How long did a node take, and how long may it? A spent budget leads on to what is proven, not to an error."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

from langgraph.runtime import Runtime
from langgraph.types import Overwrite

from tieout.agent.context import Context
from tieout.agent.running.budget import SAID, seconds_left, time_spent
from tieout.agent.state import NodeSpan, Retrieval, State, Update
from tieout.claim import Failure
from tieout.errors import BudgetError
from tieout.question import Plan

GRACE_SECONDS = 5.0
"""What every node gets beyond the time, so that what is proven when it is spent can still be published."""
PASSED = frozenset({"gather", "rerank", "draft", "critic"})
"""Nodes that are passed through once a budget has ended the question."""
WAITING = frozenset({"gather", "retrieve", "rerank"})
"""Nodes that may wait for somebody; those that ask an analyst are held to the budgets by it."""

Input = TypeVar("Input", State, Retrieval)
Work = Callable[[Input, Runtime[Context]], Awaitable[Update]]


def timed(name: str, work: Work[Input], grace: float = GRACE_SECONDS) -> Work[Input]:
    """The work, which also writes how long it took; a spent budget ends it and the question."""

    async def measured(state: Input, runtime: Runtime[Context]) -> Update:
        if name in PASSED and state.get("stopped"):
            return stopped(name, state, str(state.get("stopped"))) if name == "draft" else Update()
        begun = time.time()
        try:
            update = await in_time(name, work, state, runtime, grace)
        except BudgetError as error:
            if name == "intake":
                raise
            update = stopped(name, state, str(error))
        run = update.get("run") or state.get("run")
        start = max(0.0, begun - run.started) if run is not None else 0.0
        span = NodeSpan(node=name, start=round(start, 6), seconds=round(time.time() - begun, 6))
        fresh = isinstance(update.get("spans"), Overwrite)
        return Update(**{**update, "spans": Overwrite([span]) if fresh else [span]})  # type: ignore[typeddict-item]  # the same keys, one more

    return measured


async def in_time(name: str, work: Work[Input], state: Input, runtime: Runtime[Context], grace: float) -> Update:
    """The node's update; raises BudgetError when the question's time is spent, so that nothing hangs for ever."""
    context = runtime.context or Context()
    if name in WAITING and (said := time_spent(state, context)):
        raise BudgetError(said)
    try:
        async with asyncio.timeout(max(seconds_left(state, context), 0) + grace) as limit:
            return await work(state, runtime)
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise BudgetError(SAID.format("seconds")) from error


def stopped(name: str, state: State | Retrieval, said: str) -> Update:
    """A node's update when a budget ended it: nothing is looked for or drafted any more, and why."""
    if name == "retrieve":
        return Update(stopped=said)
    state = cast("State", state)
    if name == "plan":
        lacking = Failure(reason="over_budget", detail=said, text=state["asked"].text)
        return Update(stopped=said, plan=Plan(), missing=(lacking,), failures=(lacking,))
    known = state.get("failures", ())
    told = {f.subquestion for f in known}
    lacking_parts = [
        Failure(reason="over_budget", detail=said, subquestion=s.id, text=s.text)
        for s in state["plan"].subquestions
        if s.id not in told
    ]
    return Update(stopped=said, pending=(), failures=(*known, *lacking_parts))
