"""What the reader gets: text, figures with their proofs, citations, and what was withheld."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, PlainSerializer

from tieout.claim import Reason
from tieout.document import Entity
from tieout.locator import Locator
from tieout.model import Thing

Status = Literal["answered", "partial", "abstained", "needs_review"]


def _plain(value: Decimal) -> str:
    """A decimal string without exponent."""
    return format(value, "f")


DecimalString = Annotated[Decimal, PlainSerializer(_plain, return_type=str)]


class Dates(Thing):
    """Start and end of a period; an instant has no start."""

    start: date | None
    end: date


class Source(Thing):
    """Where a figure stands."""

    document: str
    accession: str | None
    form: str | None
    url: str | None
    locator: Locator
    quote: str
    """The table row or sentence as the source prints it."""


class OperandShown(Thing):
    """One fact of a printed calculation."""

    name: str
    value: DecimalString
    unit: str
    period: Dates
    metric: str
    entity: Entity
    source: Source


class CalculationShown(Thing):
    """A calculation as a reader checks it."""

    formula: str
    operands: tuple[OperandShown, ...]


class AnswerFigure(Thing):
    """A figure as printed, proven. `source` is the first operand's for a calculated one."""

    text: str
    value: DecimalString
    unit: str
    period: Dates
    metric: str
    entity: Entity
    source: Source
    calculation: CalculationShown | None = None


class Citation(Thing):
    """A mark in the text and what it opens."""

    mark: str
    document: str
    accession: str | None
    url: str | None
    page: int | None
    section: str | None
    quote: str
    said: str | None = None
    """Of a call: speaker, role, number of the turn, and its time where it has one."""


class Withheld(Thing):
    """What is not printed, and why."""

    text: str
    reason: Reason
    detail: str


class Cost(Thing):
    """What models were paid for this answer; zero for the offline analyst."""

    usd: DecimalString = Decimal(0)
    input_tokens: int = 0
    output_tokens: int = 0

    def plus(self, other: Self) -> Self:
        """Both together."""
        return self.model_copy(
            update={
                "usd": self.usd + other.usd,
                "input_tokens": self.input_tokens + other.input_tokens,
                "output_tokens": self.output_tokens + other.output_tokens,
            }
        )


class Answer(Thing):
    """The whole answer; every figure in `text` is in `figures`, with its proof's source."""

    question: str
    status: Status
    text: str
    figures: tuple[AnswerFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    faithfulness: float | None = Field(default=None, ge=0, le=1)
    """Verified claims over all claims; None when nothing was claimed."""
    threshold: float = Field(default=1.0, ge=0, le=1)
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    as_of: date | None = None
    written_by: str = "offline"
    rounds: int = 0
    cost: Cost = Cost()
    seconds: float = 0.0
    run_id: str
