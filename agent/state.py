"""What the graph remembers between nodes: ids and small things, never texts of filings."""

import operator
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from langgraph.types import Overwrite
from pydantic import Field
from typing_extensions import TypedDict

from tieout import errors
from tieout.agent.running.passing import Passing, Short
from tieout.answer import Answer, Cost
from tieout.claim import Failure, Verdict
from tieout.errors import ReadError, TieoutError
from tieout.model import Thing
from tieout.question import Draft, Plan, Question, SubQuestion

STATE_VERSION = 2
"""1: everything that a question needs stands in the checkpoint. 2: the checkpoint names pages that the home keeps."""


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


class StateError(ReadError):
    """A thread's state that this release cannot read; nothing is written over it."""


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

    @property
    def claims(self) -> int:
        """Number of all claims, with those that could not even be bound."""
        return len(self.verdicts) + self.draft.refused


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


class Findings(Passing[dict[str, Found]]):
    """What the branches found, merged as they come back."""

    def update(self, values: Sequence[dict[str, Found]]) -> bool:
        """Merge what came; an `Overwrite` begins anew."""
        for value in values:
            again = value.value if isinstance(value, Overwrite) else None
            before = self.value if self.is_available() else {}
            self.value = again if again is not None else merge_found(before, value)
        return bool(values)


class Page(Thing):
    """What a node wrote and a checkpoint only names; fields that were not written are not set."""

    asked: Question | None = None
    plan: Plan | None = None
    pending: tuple[SubQuestion, ...] = ()
    found: dict[str, Found] = Field(default_factory=dict)
    kept: dict[str, Found] = Field(default_factory=dict)
    draft: Draft | None = None
    verdicts: tuple[Verdict, ...] = ()
    failures: tuple[Failure, ...] = ()
    missing: tuple[Failure, ...] = ()
    best: Best | None = None
    answer: Answer | None = None


def merge_held(left: Mapping[str, str | Page], right: Mapping[str, str | Page]) -> dict[str, str | Page]:
    """Where the newest page of each thing is."""
    return {**left, **right}


def first_said(left: str, right: str) -> str:
    """The reason that was given first."""
    return left or right


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
    held: Annotated[dict[str, str | Page], merge_held]
    """In which page of the home's answers each thing stands that only passes; the page itself where none could be kept.
    """
    asked: Annotated[Question, Passing]
    plan: Annotated[Plan, Passing]
    pending: Annotated[tuple[SubQuestion, ...], Passing]
    """Sub-questions to retrieve for next; empty when none."""
    found: Annotated[dict[str, Found], Findings]
    kept: Annotated[dict[str, Found], Passing]
    """After reranking: what the draft sees."""
    draft: Annotated[Draft, Passing]
    verdicts: Annotated[tuple[Verdict, ...], Passing]
    failures: Annotated[tuple[Failure, ...], Passing]
    """Of the latest round, with those of plan and gather."""
    missing: Annotated[tuple[Failure, ...], Passing]
    """What cannot be found at all, from plan and gather."""
    rounds: int
    repeated: bool
    """Whether the latest round failed exactly as the one before, or saw nothing new."""
    best: Annotated[Best | None, Passing]
    reviewed: Reviewed | None
    edited: bool
    """Whether the draft is a person's: no analyst writes over it."""
    stopped: Annotated[str, first_said]
    """Which budget ended the question, in words; empty while none did."""
    cost: Cost
    answer: Annotated[Answer | None, Short]
    """A long one is not in the checkpoint: it is kept in the home under the run's id."""
    spans: Annotated[list[NodeSpan], operator.add]
    died: Annotated[Died | None, keep_first]


class State(Update, total=False):
    """The whole state."""


class Retrieval(TypedDict, total=False):
    """What one retrieval branch gets."""

    part: str
    """The sub-question's id."""
    run: Run
    held: dict[str, str | Page]
    """The pages from which the rest is read where it did not come along: after an interruption."""
    asked: Annotated[Question, Passing]
    subquestion: Annotated[SubQuestion, Passing]
    before: Annotated[Found, Passing]
    """What the draft saw the last time, and which looks were had; the first time nothing."""


KEPT = tuple(
    (kind.__module__, kind.__name__)
    for kind in (
        Answer, Best, Cost, Died, Draft, Failure, Found, NodeSpan, Page, Plan, Question, Reviewed, Run, SubQuestion,
        Verdict,
    )
)  # fmt: skip
"""What a checkpoint may hold beside plain values and messages."""
