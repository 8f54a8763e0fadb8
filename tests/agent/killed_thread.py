"""A run whose process is killed in the middle of one node."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.agent.doubles import parts_of
from tests.agent.threads import THREAD, Halt, halting, saver
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.state import Asked

QUESTION = "What were Apple's net sales and total assets in fiscal 2024, and what does it say about competition?"


def die() -> None:
    """As a process does that is out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


async def main(home: Path, file: Path, node: str, after: int) -> None:
    """Ask, and do not survive it."""
    parts = halting(parts_of(home), Halt(at=node, after=after, act=die))
    async with saver(file) as opened:
        await compiled(parts, opened).ainvoke(
            Asked(question=QUESTION), THREAD, context=Context(review="never"), durability="sync"
        )


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
