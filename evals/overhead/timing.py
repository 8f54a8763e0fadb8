"""How long does a question take around its work? Its wall clock less the time in which any node worked.

What remains is the graph's: its state and reducers, checkpoints, routing, the measuring of the nodes, and the run
record. Planning, retrieval, drafting, the tie-out and the writing of the answer are work.
"""

import time
from collections.abc import Sequence
from typing import Literal
from uuid import uuid4

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig

from tieout.agent.context import Context
from tieout.agent.graph import Graph
from tieout.agent.state import Asked, NodeSpan
from tieout.evals.overhead.bare import BareGraph, BareState
from tieout.model import Thing

Durability = Literal["async", "sync"]
"""Whether a node waits until the checkpoint before it is on the disk; jobs do."""


class Timed(Thing):
    """One question's run, in milliseconds."""

    whole: float
    around: float
    nodes: int
    """That ran, the run record's among them."""
    bare: float = 0.0
    """The bare graph of as many nodes, where it ran directly after."""

    @property
    def a_node(self) -> float:
        """The graph's part for each node."""
        return self.around / self.nodes

    @property
    def a_bare_node(self) -> float:
        """The same of the bare graph."""
        return self.bare / self.nodes


async def timed(graph: Graph, question: str, context: Context, durability: Durability | None) -> Timed:
    """One question in a thread of its own; without durability there are no checkpoints."""
    config = RunnableConfig(configurable={"thread_id": str(uuid4())})
    began = time.perf_counter()
    if durability is None:
        state = await graph.ainvoke(Asked(question=question), config, context=context)
    else:
        asked = Asked(messages=[HumanMessage(content=question)])
        state = await graph.ainvoke(asked, config, context=context, durability=durability)
    whole = time.perf_counter() - began
    spans: list[NodeSpan] = state["spans"]
    return Timed(whole=1000 * whole, around=1000 * (whole - worked(spans)), nodes=len(spans) + 1)


def worked(spans: Sequence[NodeSpan]) -> float:
    """Seconds in which at least one node worked; branches that ran at once count once."""
    seconds = end = 0.0
    for start, stop in sorted((span.start, span.start + span.seconds) for span in spans):
        seconds += max(0.0, stop - max(start, end))
        end = max(end, stop)
    return seconds


async def timed_bare(graph: BareGraph, durability: Durability) -> float:
    """Milliseconds of the bare graph."""
    config = RunnableConfig(configurable={"thread_id": str(uuid4())})
    began = time.perf_counter()
    await graph.ainvoke(BareState(words=[]), config, durability=durability)
    return 1000 * (time.perf_counter() - began)
