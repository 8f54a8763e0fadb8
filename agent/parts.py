"""What the graph's nodes are given: the home, the analyst, the reranker, the source; all opened at first use."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tieout.agent.context import Context
from tieout.ports import Analyst, Reranker, Snapshot, Source
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home


@dataclass(kw_only=True)
class Pins:
    """Snapshots held for running questions, by run id."""

    held: dict[str, Snapshot] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, run: str, opened: Callable[[], Snapshot]) -> Snapshot:
        """The run's snapshot; opened once, however many branches ask."""
        with self.lock:
            if run not in self.held:
                self.held[run] = opened()
            return self.held[run]

    def release(self, run: str) -> None:
        """Close the run's snapshot, if it holds one."""
        with self.lock:
            snapshot = self.held.pop(run, None)
        if snapshot is not None:
            snapshot.close()


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
