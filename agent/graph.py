"""How the nodes hang together: the research graph."""

from typing import cast

from langchain_core.messages import AnyMessage
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
from tieout.agent.parts import Parts
from tieout.agent.running.entering import Door, Work
from tieout.agent.running.thread import shortened
from tieout.agent.running.timing import timed
from tieout.agent.state import Asked, Retrieval, State, Update
from tieout.agent.wiring import default_parts
from tieout.errors import is_transient

RETRY = RetryPolicy(max_attempts=3, initial_interval=0.2, max_interval=2.0, retry_on=is_transient)
RECURSION_LIMIT = 60
"""A belt: the round budget in `Context` stops long before."""

Builder = StateGraph[State, Context, Asked, State]
Graph = CompiledStateGraph[State, Context, Asked, State]


def build(parts: Parts) -> Builder:
    """The graph over these parts, not yet compiled."""
    builder: Builder = StateGraph(State, context_schema=Context, input_schema=Asked)
    builder.set_node_defaults(retry_policy=RETRY, error_handler=bury)
    door = Door(parts=parts)
    builder.add_node("intake", door.first(timed("intake", Intake(parts=parts).run)))
    builder.add_node("plan", door.node(timed("plan", Planner(parts=parts).run)))
    permit = Permit(parts=parts, gather=timed("gather", Gather(parts=parts).run))
    builder.add_node("gather", door.node(permit.run))
    retrieve = door.branch(timed("retrieve", Retriever(parts=parts).run))
    builder.add_node("retrieve", retrieve, input_schema=Retrieval)
    builder.add_node("rerank", door.node(timed("rerank", Rerank(parts=parts).run)))
    builder.add_node("draft", door.node(timed("draft", Drafter(parts=parts).run)))
    builder.add_node("critic", door.node(timed("critic", Critic(parts=parts).run)))
    builder.add_node("review", door.node(answered(Reviewer(parts=parts))))
    builder.add_node("publish", door.node(timed("publish", told(Publisher(parts=parts)))))
    builder.add_node("trace", door.node(recorded(Tracer(parts=parts))))
    return connect(builder)


def answered(reviewer: Reviewer) -> Work[State]:
    """A person's answer; where something has to be done for it, the budgets are looked at anew."""

    async def run(state: State, _: Runtime[Context]) -> Update:
        update = await reviewer.run(state)
        reviewed = update.get("reviewed")
        if reviewed is None or reviewed.decision in {"approve", "reject"}:
            return update
        return Update(**{**update, "stopped": cast("str", Overwrite(""))})

    return run


def told(publisher: Publisher) -> Work[State]:
    """The answer, with a thread that stays small."""

    async def run(state: State, runtime: Runtime[Context]) -> Update:
        update = await publisher.run(state, runtime)
        new = update["messages"]
        changes = shortened([*state.get("messages", []), *new])
        changed = {change.id for change in changes}
        messages = [*(m for m in new if m.id not in changed), *changes]
        return Update(**{**update, "messages": cast("list[AnyMessage]", messages)})

    return run


def recorded(tracer: Tracer) -> Work[State]:
    """The run's record."""

    async def run(state: State, _: Runtime[Context]) -> Update:
        return await tracer.run(state)

    return run


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


def compiled(parts: Parts, checkpointer: BaseCheckpointSaver[str] | None = None) -> Graph:
    """The graph, ready to run; a checkpointer makes threads and reviews possible."""
    return build(parts).compile(checkpointer=checkpointer, name="research").with_config(recursion_limit=RECURSION_LIMIT)


graph = compiled(default_parts(reviewable=True))
"""What a LangGraph server serves; it brings its own checkpointer and opens nothing until the first question."""
