"""A run that is parked, and then resumed by another graph over the same file, as another process would."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command

from tests.agent.doubles import parts_of
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.state import Asked, State
from tieout.agent.workspace import answer_of

QUESTION = "What were Apple's net sales in fiscal 2024 and their growth over fiscal 2023?"


async def main(home: Path, file: Path) -> None:
    """Print the answer, and the types that the thread's state has after it was read back."""
    context, config = Context(review="always"), {"configurable": {"thread_id": "t"}}
    held: Any = config
    async with AsyncSqliteSaver.from_conn_string(str(file)) as saver:
        parked = await compiled(parts_of(home, reviewable=True), saver).ainvoke(
            Asked(question=QUESTION), held, context=context
        )
    assert "__interrupt__" in parked, (parked.get("died"), parked.keys())
    async with AsyncSqliteSaver.from_conn_string(str(file)) as saver:
        graph = compiled(parts_of(home, reviewable=True), saver)
        state: State = await graph.ainvoke(Command(resume="approve"), held, context=context)  # type: ignore[assignment]  # the state
        kept = (await graph.aget_state(held)).values
    types = {key: type(value).__name__ for key, value in kept.items()}
    sys.stdout.write(json.dumps({"answer": answer_of(state).model_dump(mode="json"), "types": types}))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
