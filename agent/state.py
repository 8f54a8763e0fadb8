"""What the graph remembers between nodes: ids and small things, never texts of filings."""

import operator
from collections.abc import Mapping
from typing import Annotated, Literal

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from typing_extensions import TypedDict

from tieout import errors
from tieout.answer import Answer, Cost
from tieout.claim import Failure, Verdict
from tieout.errors import TieoutError
from tieout.model import Thing
from tieout.question import Draft, Plan, Question, SubQuestion

STATE_VERSION = 1


class Found(Thing):
    """What was retrieved for one sub-question, as ids, best first."""

    facts: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    """Keys of the looks that were had for it; none is had twice."""
    latest: tuple[str, ...] = ()
    """The passages of the latest retrieval, where there were several."""
    round: int = 0
    """Of the latest retrieval."""


class NodeSpan(Thing):
    """One node's run: when it started, in seconds since the question arrived, and how long it took."""

    node: str
    start: float
    seconds: float


class Died(Thing):
    """The error that ended a run, by the name of its class."""

    run: str
    """The run's id."""
    node: str
    error: str
    message: str
    kind: str = "TieoutError"
    """The nearest class in `tieout.errors`."""

    def raised(self) -> TieoutError:
        """The error as a caller of the library sees it."""
        kind: type[TieoutError] = getattr(errors, self.kind)
        return kind(self.message)


class Run(Thing):
    """One question's run: its id, its clock, and the generation of the home that it is pinned to."""

    id: str
    started: float
    """Seconds of the wall clock."""
    generation: int


class Best(Thing):
    """The draft with the most verified claims so far, and the critic's word on it."""

    draft: Draft
    verdicts: tuple[Verdict, ...]
    failures: tuple[Failure, ...] = ()
    """Of the same round, with those of plan and gather."""

    @property
    def verified(self) -> int:
        """Number of verified claims."""
        return sum(v.verified for v in self.verdicts)


Decision = Literal["approve", "edit", "reject", "more"]
"""Publish what is proven; judge other sentences; publish nothing; look for more."""


class Reviewed(Thing):
    """What a person decided."""

    decision: Decision


def merge_found(left: Mapping[str, Found], right: Mapping[str, Found]) -> dict[str, Found]:
    """Add what other branches found; the newer finding of a sub-question comes after the older."""
    merged = dict(left)
    for key, found in right.items():
        before = merged.get(key, Found())
        merged[key] = Found(
            facts=tuple(dict.fromkeys((*before.facts, *found.facts))),
            passages=tuple(dict.fromkeys((*before.passages, *found.passages))),
            looks=tuple(dict.fromkeys((*before.looks, *found.looks))),
            latest=found.passages if found.round else (),
            round=max(before.round, found.round),
        )
    return dict(sorted(merged.items()))


def keep_first(left: Died | None, right: Died | None) -> Died | None:
    """The first error of a run is the one that is reported; None clears it for the next question."""
    return left if left is not None and right is not None and left.run == right.run else right


class Asked(TypedDict, total=False):
    """What comes in: a chat thread whose last message is the question, or a plain question."""

    messages: Annotated[list[AnyMessage], add_messages]
    question: str


class Update(Asked, total=False):
    """What a node may write."""

    version: int
    run: Run
    asked: Question
    plan: Plan
    pending: tuple[SubQuestion, ...]
    """Sub-questions to retrieve for next; empty when none."""
    found: Annotated[dict[str, Found], merge_found]
    kept: dict[str, Found]
    """After reranking: what the draft sees."""
    draft: Draft
    verdicts: tuple[Verdict, ...]
    failures: tuple[Failure, ...]
    """Of the latest round, with those of plan and gather."""
    missing: tuple[Failure, ...]
    """What cannot be found at all, from plan and gather."""
    rounds: int
    repeated: bool
    """Whether the latest round failed exactly as the one before, or saw nothing new."""
    best: Best | None
    reviewed: Reviewed | None
    edited: bool
    """Whether the draft is a person's: no analyst writes over it."""
    cost: Cost
    answer: Answer | None
    spans: Annotated[list[NodeSpan], operator.add]
    died: Annotated[Died | None, keep_first]


class State(Update, total=False):
    """The whole state."""


class Retrieval(TypedDict):
    """What one retrieval branch gets."""

    subquestion: SubQuestion
    asked: Question
    run: Run
    before: Found
    """What the draft saw the last time, and which looks were had; the first time nothing."""


KEPT = tuple(
    (kind.__module__, kind.__name__)
    for kind in (
        Answer, Best, Cost, Died, Draft, Failure, Found, NodeSpan, Plan, Question, Reviewed, Run, SubQuestion, Verdict,
    )
)  # fmt: skip
"""What a checkpoint may hold beside plain values and messages."""
