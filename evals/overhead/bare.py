"""What does LangGraph alone cost? A chain of nodes that do nothing but write a word into the state."""

import operator
from typing import Annotated

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from typing_extensions import TypedDict


class BareState(TypedDict, total=False):
    """A word of each node."""

    words: Annotated[list[str], operator.add]


BareGraph = CompiledStateGraph[BareState, None, BareState, BareState]


def bare(nodes: int, saver: BaseCheckpointSaver[str]) -> BareGraph:
    """So many nodes in a row."""
    builder: StateGraph[BareState, None, BareState, BareState] = StateGraph(BareState)
    names = [f"node{number}" for number in range(nodes)]
    for name in names:
        builder.add_node(name, _word)
    for before, after in zip([START, *names], [*names, END], strict=True):
        builder.add_edge(before, after)
    return builder.compile(checkpointer=saver)


async def _word(state: BareState) -> BareState:  # noqa: ARG001  # a node's form
    return BareState(words=["done"])
