"""What a model fills in: small shapes of their own, so that no model output is ever a thing of the vocabulary."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tieout.question import Ask

Computation = Literal[
    "change", "percent_change", "difference", "ratio", "share", "sum", "average", "compound_growth"
]  # fmt: skip


class _Output(BaseModel):
    """Unknown fields are refused: what we do not understand is not half understood."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MetricOut(_Output):
    """A metric as asked."""

    metric: str | None = None
    words: str
    member: str | None = None


class SubQuestionOut(_Output):
    """One thing to find out."""

    text: str
    ask: Ask
    metrics: list[MetricOut] = Field(default_factory=list)
    companies: list[str] = Field(default_factory=list)
    periods: list[str] = Field(default_factory=list)
    terms: list[str] = Field(default_factory=list)


class PlanOut(_Output):
    """A plan for one question."""

    subquestions: list[SubQuestionOut]
    missing: list[str] = Field(default_factory=list)
    assumptions: list[str] = Field(default_factory=list)


class SlotOut(_Output):
    """What fills one gap: a fact, or an operation over facts."""

    name: str
    fact: str | None = None
    operation: Computation | None = None
    operands: list[str] = Field(default_factory=list)


class ClaimOut(_Output):
    """One sentence with gaps."""

    subquestion: str
    kind: Literal["figure", "quotation", "prose"]
    template: str
    slots: list[SlotOut] = Field(default_factory=list)
    passages: list[str] = Field(default_factory=list)


class MissingOut(_Output):
    """A sub-question that the data does not answer."""

    subquestion: str
    detail: str


class DraftOut(_Output):
    """A draft of the answer."""

    claims: list[ClaimOut]
    missing: list[MissingOut] = Field(default_factory=list)
    assumptions: list[str] = Field(default_factory=list)


class VerdictOut(_Output):
    """The verdict on one claim."""

    claim: int
    verdict: Literal["supported", "unsupported", "contradicted"]
    detail: str | None = None


class JudgeOut(_Output):
    """One verdict for each claim."""

    verdicts: list[VerdictOut]
