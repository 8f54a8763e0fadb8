"""What is asked: the question, and the sub-questions that it is planned into."""

from datetime import date
from typing import Literal

from pydantic import Field

from tieout.answer import Cost
from tieout.claim import Claim, Failure
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
    """The words of the question that say what of."""


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
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    written_by: str = "offline"
    cost: Cost = Cost()
