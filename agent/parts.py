"""What the graph's nodes are given: the home, the analyst, the reranker, the source; all opened at first use."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tieout.agent.context import Context
from tieout.errors import TieoutError
from tieout.ports import Analyst, Reranker, Snapshot, Source
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home

FORGOTTEN_SECONDS = 7200
"""Twice as long as a question may take."""


@dataclass(kw_only=True)
class Pins:
    """Snapshots held for running questions, by run id."""

    held: dict[str, Snapshot] = field(default_factory=dict)
    taken: dict[str, float] = field(default_factory=dict)
    """When each run's snapshot was last asked for."""
    left: set[str] = field(default_factory=set)
    """Runs that were cancelled: what of them is still at work in a thread takes nothing any more."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, run: str, opened: Callable[[], Snapshot]) -> Snapshot:
        """The run's snapshot; opened once, however many branches ask. Raises TieoutError for a run that was left."""
        self._forget()
        with self.lock:
            if run in self.left:
                raise TieoutError(f"run {run} was cancelled; it goes on from its checkpoint when it is resumed")
            self.taken[run] = time.monotonic()
            if run not in self.held:
                self.held[run] = opened()
            return self.held[run]

    def release(self, run: str) -> None:
        """Close the run's snapshot, if it holds one."""
        with self.lock:
            snapshot = self.held.pop(run, None)
            self.taken.pop(run, None)
        if snapshot is not None:
            snapshot.close()

    def leave(self, run: str) -> None:
        """Release a run that was cancelled, for good until it is entered again."""
        with self.lock:
            self.left.add(run)
        self.release(run)

    def enter(self, run: str) -> None:
        """A node of the run begins."""
        with self.lock:
            self.left.discard(run)

    def _forget(self) -> None:
        """Release what no run can want any more: runs that were cancelled between two nodes."""
        old = time.monotonic() - FORGOTTEN_SECONDS
        with self.lock:
            forgotten = [run for run, taken in self.taken.items() if taken < old]
        for run in forgotten:
            self.release(run)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything outside the graph; each is a callable so that importing the graph opens nothing."""

    home: Callable[[], Home]
    analyst: Callable[[Context], Analyst]
    rerankers: Callable[[Context], Sequence[Reranker]]
    """In the order to try; the last one never fails."""
    vocabulary: Callable[[], Vocabulary]
    source: Callable[[Context], Source | None] = lambda _: None
    reviewable: bool = False
    """Whether the graph runs with a checkpointer, so that a person can be asked."""
    pins: Pins = field(default_factory=Pins)

    def pin(self, run: str) -> Snapshot:
        """The state of the home that this run sees: the newest when its first node asks."""
        return self.pins.take(run, lambda: self.home().snapshot())
