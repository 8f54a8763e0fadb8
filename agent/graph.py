"""How the nodes hang together: the research graph."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Overwrite, RetryPolicy

from tieout.agent import route
from tieout.agent.context import Context
from tieout.agent.nodes.critic import Critic
from tieout.agent.nodes.draft import Drafter
from tieout.agent.nodes.gather import Gather
from tieout.agent.nodes.intake import Intake
from tieout.agent.nodes.permit import Permit
from tieout.agent.nodes.plan import Planner
from tieout.agent.nodes.publish import Publisher
from tieout.agent.nodes.rerank import Rerank
from tieout.agent.nodes.retrieve import Retriever
from tieout.agent.nodes.review import Reviewer
from tieout.agent.nodes.trace import Tracer, bury
from tieout.agent.parts import Parts, Pins
from tieout.agent.state import Asked, NodeSpan, Retrieval, State, Update
from tieout.agent.wiring import default_parts
from tieout.errors import BudgetError, is_transient

RETRY = RetryPolicy(max_attempts=3, initial_interval=0.2, max_interval=2.0, retry_on=is_transient)
GRACE_SECONDS = 5.0
"""What every node gets, so that what is proven when the time is spent can still be published."""
RECURSION_LIMIT = 60
"""A belt: the round budget in `Context` stops long before."""

Input = TypeVar("Input", State, Retrieval)
Input_contra = TypeVar("Input_contra", State, Retrieval, contravariant=True)
Work = Callable[[Input, Runtime[Context]], Awaitable[Update]]


class Node(Protocol[Input_contra]):
    """What LangGraph calls."""

    async def __call__(self, state: Input_contra, *, runtime: Runtime[Context]) -> Update:
        """Run the node."""
        ...


Builder = StateGraph[State, Context, Asked, State]
Graph = CompiledStateGraph[State, Context, Asked, State]


def build(parts: Parts) -> Builder:
    """The graph over these parts, not yet compiled."""
    builder: Builder = StateGraph(State, context_schema=Context, input_schema=Asked)
    builder.set_node_defaults(retry_policy=RETRY, error_handler=bury)
    builder.add_node("intake", timed("intake", Intake(parts=parts).run, parts.pins))
    builder.add_node("plan", timed("plan", Planner(parts=parts).run, parts.pins))
    gather = timed("gather", Gather(parts=parts).run, parts.pins)
    builder.add_node("gather", Permit(parts=parts, gather=gather).run)
    builder.add_node("retrieve", timed("retrieve", Retriever(parts=parts).run, parts.pins), input_schema=Retrieval)
    builder.add_node("rerank", timed("rerank", Rerank(parts=parts).run, parts.pins))
    builder.add_node("draft", timed("draft", Drafter(parts=parts).run, parts.pins))
    builder.add_node("critic", timed("critic", Critic(parts=parts).run, parts.pins))
    builder.add_node("review", Reviewer(parts=parts).run)
    builder.add_node("publish", timed("publish", Publisher(parts=parts).run, parts.pins))
    builder.add_node("trace", Tracer(parts=parts).run)
    return connect(builder)


def connect(builder: Builder) -> Builder:
    """The edges, as the design draws them."""
    builder.add_edge(START, "intake")
    builder.add_edge("intake", "plan")
    builder.add_edge("plan", "gather")
    builder.add_conditional_edges("gather", route.after_gather, ["retrieve", "publish"])
    builder.add_edge("retrieve", "rerank")
    builder.add_conditional_edges("rerank", route.after_rerank, ["draft", END])
    builder.add_edge("draft", "critic")
    builder.add_conditional_edges("critic", route.after_critic, ["retrieve", "draft", "review", "publish"])
    builder.add_conditional_edges("review", route.after_review, ["critic", "retrieve", "publish"])
    builder.add_edge("publish", "trace")
    builder.add_edge("trace", END)
    return builder


def timed(name: str, work: Work[Input], pins: Pins) -> Node[Input]:
    """The node, which also writes how long it took, and gives the home's state back when the run is cancelled."""

    async def measured(state: Input, *, runtime: Runtime[Context]) -> Update:
        begun = time.time()
        try:
            update = await in_time(name, work, state, runtime)
        except asyncio.CancelledError:
            if (cancelled := state.get("run")) is not None:
                pins.release(cancelled.id)
            raise
        run = update.get("run") or state.get("run")
        start = max(0.0, begun - run.started) if run is not None else 0.0
        span = NodeSpan(node=name, start=round(start, 6), seconds=round(time.time() - begun, 6))
        fresh = isinstance(update.get("spans"), Overwrite)
        return Update(**{**update, "spans": Overwrite([span]) if fresh else [span]})  # type: ignore[typeddict-item]  # the same keys, one more

    return measured


async def in_time(name: str, work: Work[Input], state: Input, runtime: Runtime[Context]) -> Update:
    """The node's update; raises BudgetError when the question's time is spent, so that nothing hangs for ever."""
    context, run = runtime.context or Context(), state.get("run")
    spent = time.time() - run.started if run is not None else 0.0
    try:
        async with asyncio.timeout(max(context.max_seconds - spent, GRACE_SECONDS)) as limit:
            return await work(state, runtime)
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise BudgetError(
            f"the {context.max_seconds:g} seconds of this question were spent in {name}; "
            "ask less at once, or raise max_seconds"
        ) from error


def compiled(parts: Parts, checkpointer: BaseCheckpointSaver[str] | None = None) -> Graph:
    """The graph, ready to run; a checkpointer makes threads and reviews possible."""
    return build(parts).compile(checkpointer=checkpointer, name="research").with_config(recursion_limit=RECURSION_LIMIT)


graph = compiled(default_parts(reviewable=True))
"""What a LangGraph server serves; it brings its own checkpointer and opens nothing until the first question."""
