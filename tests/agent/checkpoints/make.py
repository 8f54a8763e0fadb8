"""Which checkpoints did a release leave behind? Writes some over the sample filings, as SQL; run it in that release.

    git worktree add ../then v0.6.0
    PYTHONPATH=../then python tests/agent/checkpoints/make.py ../then tests/agent/checkpoints/state1.sql.gz

Three threads: `finished` has been answered twice, `parked` waits for a person, `cut` was stopped while it was drafted.
"""

import asyncio
import gzip
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.state import KEPT, Asked
from tieout.agent.wiring import default_parts
from tieout.agent.workspace import Workspace

ASKED = "What were Apple's net sales in fiscal 2024 and their growth over fiscal 2023?"
FOLLOWING = "and in fiscal 2023?"
OLDER = (
    "delete from checkpoints where checkpoint_id in (select parent_checkpoint_id from checkpoints)",
    "delete from writes where (thread_id, checkpoint_id) not in (select thread_id, checkpoint_id from checkpoints)",
)


class Endless:
    """An analyst whose draft never comes."""

    def __init__(self, analyst: Any) -> None:
        self.name = analyst.name
        self.plan, self.judge = analyst.plan, analyst.judge
        self.drafting = asyncio.Event()

    async def draft(self, *_: object) -> Any:
        """Wait for ever."""
        self.drafting.set()
        await asyncio.sleep(3600)


async def leave(home: Path, file: Path) -> None:
    """Write the threads."""
    parts = default_parts(home, reviewable=True)
    endless = Endless(parts.analyst(Context()))
    async with AsyncSqliteSaver.from_conn_string(str(file)) as saver:
        saver.serde = JsonPlusSerializer(allowed_msgpack_modules=KEPT)
        graph: Any = compiled(parts, saver)
        for text in (ASKED, FOLLOWING):
            await graph.ainvoke(Asked(question=text), thread("finished"), context=Context())
        await graph.ainvoke(Asked(question=ASKED), thread("parked"), context=Context(review="always"))
        stuck: Any = compiled(replace(parts, analyst=lambda _: endless), saver)
        cut = asyncio.create_task(stuck.ainvoke(Asked(question=ASKED), thread("cut"), context=Context()))
        await endless.drafting.wait()
        cut.cancel()
        await asyncio.gather(cut, return_exceptions=True)


def thread(name: str) -> dict[str, dict[str, str]]:
    """The configuration of a thread."""
    return {"configurable": {"thread_id": name}}


def main(checkout: Path, out: Path) -> None:
    """Write the newest checkpoint of each thread."""
    with tempfile.TemporaryDirectory() as folder:
        home, file = Path(folder, "home"), Path(folder, "threads.sqlite")
        Workspace(home).ingest(checkout / "agent" / "demo")
        asyncio.run(leave(home, file))
        with closing(sqlite3.connect(file)) as connection:
            for statement in OLDER:
                connection.execute(statement)
            connection.commit()
            sql = "\n".join(connection.iterdump())
    out.write_bytes(gzip.compress(sql.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
