"""What is asked: the question, and the sub-questions that it is planned into."""

from datetime import date
from typing import Literal

from pydantic import Field

from tieout.answer import Cost
from tieout.calculation import Operation
from tieout.claim import Claim, Failure, Shown
from tieout.document import Entity
from tieout.model import Thing
from tieout.period import FiscalPeriod

MAX_QUESTION_CHARACTERS = 8_000

Ask = Literal[
    "look_up", "change", "percent_change", "ratio", "share", "sum", "average", "compare", "rank", "trend", "text"
]


class Question(Thing):
    """One question with what the thread says about it."""

    text: str = Field(min_length=1, max_length=MAX_QUESTION_CHARACTERS)
    history: tuple[str, ...] = ()
    """Earlier questions of the thread, oldest first."""
    as_of: date | None = None
    companies: tuple[str, ...] = ()
    """Tickers, CIKs or names that the user restricted the question to."""


class MetricAsked(Thing):
    """A metric as asked: a vocabulary id, or words matched against printed labels."""

    metric: str | None = None
    words: str
    """As the question says it."""
    member: str | None = None
    """Segment, product or geography as the question says it, else None: the whole company."""
    readings: tuple[str, ...] = ()
    """Other metrics that the same words may mean, the likelier first."""


class Spoken(Thing):
    """What was said on calls: on which, by whom, in which part, and of what."""

    documents: tuple[str, ...]
    """Ids of the calls, the one that is preferred first."""
    speaker: str | None = None
    role: str | None = None
    """In words, such as "chief financial officer"."""
    part: Literal["Prepared remarks", "Questions and answers"] | None = None
    guided: bool = False
    """Whether only what is expected is meant, not what was reported."""
    quarter: str | None = None
    """Of guidance, the quarter that it is for, as speakers call it: "march", "second"."""
    about: str
    """The words of the question that say what of; empty where all guidance is meant."""


class Place(Thing):
    """Words that answer, found while planning: a half-open range of a document's canonical text."""

    document: str
    start: int
    end: int
    lead: str = ""
    """Who says it, as it stands before the quotation: "In its 10-K, the company says: "."""
    note: str = ""
    """What a reader must know of it: that it is guidance, or the company's own definition."""
    words: str = ""
    """The range's text, where it stands in a table: a passage shows its rows in another form."""


class Absent(Thing):
    """Words that stand nowhere in documents that were read from beginning to end."""

    documents: tuple[str, ...]
    words: str
    """As the answer prints them."""


class Weighed(Thing):
    """What was said on a call, to be set against the reported figure: ids of the facts that its words state."""

    manner: Literal["said", "range", "around", "point"]
    """said: one figure; range: its two ends; around: a figure and what it may be off by; point: one that is guided."""
    said: tuple[str, ...] = Field(min_length=1, max_length=2)


class Side(Thing):
    """One figure that is set against another."""

    entity: Entity
    metric: MetricAsked
    period: FiscalPeriod


class Decision(Thing):
    """What figures have to decide: whether one is more than another or than a limit, or by how much they differ."""

    word: Literal["higher", "lower", "above", "below", "at least", "at most", "positive", "negative", "apart"]
    left: Side
    right: Side | None = None
    given: str | None = None
    """The limit, as the question types it."""
    moves: Literal["up", "down"] | None = None
    """Where a limit is one of how far the figure moved, from the right side to the left: which way."""
    every: bool = False
    """Whether it is asked of every year from the right side's to the left's."""


class Labelled(Thing):
    """Figures of a document's tables, found while planning by the words of their rows and columns."""

    facts: tuple[str, ...] = Field(min_length=1)
    """Their ids, in the order of the operation."""
    operation: Operation | None = None
    """What is computed of them; None is one figure as printed."""
    template: str
    """The sentence with gaps: `{item_1}` and so on for the figures, `{result}` for what they come to."""


class Chapter(Thing):
    """A part of an answer that is put together: a summary, a tear sheet, what changed between two filings."""

    heading: str
    manner: Literal["sentences", "table", "moves", "quotations"]
    """moves: the changes that are the largest, as a list."""
    documents: tuple[str, ...] = ()
    """The only ones whose figures it states; empty: all."""


class Operand(Thing):
    """One figure of a formula, under the name that the formula uses."""

    name: str
    metric: MetricAsked
    period: FiscalPeriod


class Defined(Thing):
    """A measure as the user defines it."""

    name: str | None = None
    """As the question calls it."""
    expression: str
    """In the vocabulary's formula grammar, over the operands' names."""
    operands: tuple[Operand, ...]
    period: FiscalPeriod
    """What the result is of."""
    percent: bool = False
    """Whether the result is shown as a percentage."""
    note: str | None = None
    """How the words of the question were taken, where they leave room."""


class Counted(Thing):
    """Turns of one speaker on a call, whose number is asked for."""

    document: str
    turns: tuple[int, ...] = Field(min_length=1)
    """Numbers of the turns, from 0."""


class SubQuestion(Thing):
    """One thing to find out: what, of whom, when, and what to do with it."""

    id: str
    text: str
    ask: Ask
    metrics: tuple[MetricAsked, ...] = ()
    entities: tuple[Entity, ...] = ()
    periods: tuple[FiscalPeriod, ...] = ()
    """In the order asked; for a change the later period comes first."""
    days: tuple[date, ...] = ()
    """Calendar days of prices, in their order: each for itself, else the first and the last of a range."""
    spoken: Spoken | None = None
    """Whose words of which calls are wanted, where it is about calls."""
    counted: Counted | None = None
    """The turns that are counted."""
    weighed: Weighed | None = None
    """What was said of the figure that it is about, where the two are set against each other."""
    places: tuple[Place, ...] = ()
    """Where the words stand that answer it, where planning found them."""
    labelled: Labelled | None = None
    """Which printed figures answer it, where a document carries no tags."""
    absent: Absent | None = None
    """What the documents say nothing of."""
    nearest: bool = False
    """Whether it only stands beside a refusal, as what is nearest to what was asked: it answers nothing."""
    defined: Defined | None = None
    """The measure, where the question defines it."""
    decision: Decision | None = None
    """What its figures have to decide, where it asks for yes or no, or for a difference."""
    workings: bool = False
    """Whether the figures that a calculation rests on are to be stated too."""
    shown: Shown | None = None
    """How its figures are to be printed, where the question says so."""
    chapter: Chapter | None = None
    """Which part of an answer it is, where that is put together of parts."""
    terms: tuple[str, ...] = ()
    """Words to search passages with; a new round changes them."""
    round: int = 0


class Plan(Thing):
    """Sub-questions in the order of the question; failures say what cannot even be looked for."""

    subquestions: tuple[SubQuestion, ...] = ()
    failures: tuple[Failure, ...] = ()
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    written_by: str = "offline"
    cost: Cost = Cost()


class Draft(Thing):
    """Claims in reading order, and what no claim could be made for."""

    claims: tuple[Claim, ...] = ()
    failures: tuple[Failure, ...] = ()
    refused: int = 0
    """Claims that could not be bound to the evidence, so that there is only a failure of each; they count as claims."""
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    written_by: str = "offline"
    cost: Cost = Cost()
