"""Threads in a file, as a program or a LangGraph server keeps them; and a place where a run can be stopped."""

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.config import get_config

from tieout.agent.parts import Parts, Pins
from tieout.agent.running.serde import Serde
from tieout.ports import Snapshot
from tieout.tools.home import Home

THREAD: Any = {"configurable": {"thread_id": "t"}}


def thread(name: str) -> Any:
    """The configuration of a thread."""
    return {"configurable": {"thread_id": name}}


@asynccontextmanager
async def saver(file: Path) -> AsyncIterator[AsyncSqliteSaver]:
    """A checkpointer over a file, opened anew as another process would."""
    async with AsyncSqliteSaver.from_conn_string(str(file)) as opened:
        opened.serde = Serde()
        yield opened


def linked(home: Path, folder: Path) -> Path:
    """The home under another path, with traces and answers of its own."""
    folder.mkdir(exist_ok=True)
    for one in home.iterdir():
        if not one.name.startswith(("traces", "answers", "leases")):
            (folder / one.name).symlink_to(one)
    return folder


def node() -> str:
    """The node that runs here; empty outside the graph."""
    try:
        return str(get_config()["metadata"]["langgraph_node"])
    except RuntimeError:
        return ""


@dataclass(kw_only=True)
class Halt:
    """Where a run is held: it does something once in one node, by default it waits to be let go."""

    at: str
    after: int = 0
    """Visits of that node's first port that pass before."""
    reached: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    act: Callable[[], object] | None = None

    def here(self) -> None:
        """Stop once, in the middle of the node."""
        if node() != self.at or self.reached.is_set():
            return
        self.after -= 1
        if self.after >= 0:
            return
        self.reached.set()
        if self.act is None:
            self.go.wait(240)
        else:
            self.act()


@dataclass(kw_only=True)
class HaltingPins(Pins):
    """Pins that stop a run where it opens the home."""

    halt: Halt

    def take(self, run: str, opened: Callable[[], Snapshot]) -> Snapshot:
        """The run's snapshot, before which it is stopped."""
        self.halt.here()
        return super().take(run, opened)


def halting(parts: Parts, halt: Halt) -> Parts:
    """Parts with which a run stops in one node; `trace` opens no snapshot, but the home."""
    home = parts.home

    def opened() -> Home:
        if halt.at == "trace":
            halt.here()
        return home()

    return Parts(
        home=opened,
        analyst=parts.analyst,
        rerankers=parts.rerankers,
        vocabulary=parts.vocabulary,
        source=parts.source,
        reviewable=parts.reviewable,
        pins=HaltingPins(halt=halt),
    )
