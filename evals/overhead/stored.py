"""How much do checkpoints take? Bytes a question, and the largest one of a thread of many turns."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig

from tieout.agent.context import Context
from tieout.agent.graph import Graph
from tieout.agent.state import Asked

TURNS = 20
THREAD = "turns"
_QUESTION = """
select sum(bytes) from (
    select sum(length(checkpoint) + length(metadata)) as bytes from checkpoints where thread_id <> ?
    union all select sum(length(value)) as bytes from writes where thread_id <> ?
)
"""
_LARGEST = "select max(length(checkpoint)) from checkpoints where thread_id = ?"


async def talk(graph: Graph, questions: Sequence[str], context: Context) -> None:
    """So many turns in one thread."""
    config = RunnableConfig(configurable={"thread_id": THREAD})
    for turn in range(TURNS):
        question = questions[turn % len(questions)]
        await graph.ainvoke(Asked(messages=[HumanMessage(content=question)]), config, context=context)


def a_question(path: Path, questions: int) -> float:
    """Bytes of all checkpoints and writes of a question in a thread of its own, on average."""
    with closing(sqlite3.connect(path)) as file:
        return float(file.execute(_QUESTION, (THREAD, THREAD)).fetchone()[0] or 0) / questions


def largest(path: Path) -> int:
    """Bytes of the largest checkpoint of the long thread."""
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute(_LARGEST, (THREAD,)).fetchone()[0] or 0)
