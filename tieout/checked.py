"""What a check of a text says: every figure tied to its source, wrong, or untied, and every numeral accounted for."""

from typing import Literal, Self

from pydantic import Field, model_validator

from tieout.calculation import Calculation
from tieout.claim import Reason
from tieout.document import Document
from tieout.fact import Fact
from tieout.model import Thing

Tie = Literal["tied", "wrong", "untied"]
Block = Literal["heading", "paragraph", "item", "cell", "caption", "note", "code"]


class Override(Thing):
    """A person's word on one figure, for as long as its text and its sources stay as they are."""

    by: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class Judged(Thing):
    """One figure of the checked text; `span` is its half-open range in that text."""

    text: str
    span: tuple[int, int]
    verdict: Tie
    reason: Reason | None = None
    """Why it is not tied."""
    detail: str = ""
    """In words: what the sources say instead, or what is missing."""
    fact: Fact | None = None
    """The fact that it states; of a wrong figure the one that the words name."""
    calculation: Calculation | None = None
    """The calculation that it states, or should."""
    operands: tuple[Fact, ...] = ()
    """The facts of the calculation, in its order."""
    quote: str = ""
    """The sentence or table row of the source in which the fact stands."""
    quotes: tuple[str, ...] = ()
    """The same of each operand."""
    override: Override | None = None

    @model_validator(mode="after")
    def _proven(self) -> Self:
        if self.verdict == "tied" and (self.fact is None) == (self.calculation is None):
            raise ValueError("a tied figure names one fact or one calculation")
        if (self.verdict == "tied") != (self.reason is None):
            raise ValueError("a figure is tied, or has a reason why it is not")
        return self

    @property
    def stands(self) -> bool:
        """Whether it is tied, or a person answers for it."""
        return self.verdict == "tied" or self.override is not None


class Skipped(Thing):
    """A numeral that is no figure, and the rule that says so."""

    text: str
    span: tuple[int, int]
    rule: str


class Sentence(Thing):
    """One sentence, heading or cell of the checked text, with the figures that stand in it, by their position."""

    text: str
    span: tuple[int, int]
    block: Block
    heading: tuple[str, ...] = ()
    figures: tuple[int, ...] = ()
    row: str = ""
    """Of a cell: the label of its row."""
    column: str = ""
    """Of a cell: the heads of its column."""


FindingKind = Literal["footing", "cross_footing", "growth", "consistency", "prior", "stale", "identity"]
FindingVerdict = Literal["wrong", "rounding", "changed", "hint"]


class Finding(Thing):
    """What a text says against itself, or against the same text of the year before."""

    kind: FindingKind
    verdict: FindingVerdict
    """Wrong; no more than rounding; changed since the prior text, perhaps restated; worth a look."""
    text: str
    """The figure as printed."""
    spans: tuple[tuple[int, int], ...]
    """Half-open ranges in the checked text: of the figure, then of those that it does not agree with."""
    detail: str
    prior_span: tuple[int, int] | None = None
    """Where the prior text says otherwise: a half-open range of it."""


class Checked(Thing):
    """The outcome of a check: every numeral of the text is judged or skipped."""

    status: Literal["tied", "wrong", "untied", "empty"]
    """The worst of its figures; empty where the text has none."""
    name: str
    """What was checked."""
    text: str
    """The text that the spans count in."""
    figures: tuple[Judged, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Where the text does not agree with itself."""
    sources: tuple[str, ...] = ()
    """Ids of the documents that it was checked against."""
    documents: tuple[Document, ...] = ()
    """The same documents."""
    notes: tuple[str, ...] = ()

    @property
    def ties(self) -> bool:
        """Whether every figure ties or is answered for by a person."""
        return all(figure.stands for figure in self.figures)


def status_of(figures: tuple[Judged, ...]) -> Literal["tied", "wrong", "untied", "empty"]:
    """The worst verdict among figures that nobody answers for."""
    if not figures:
        return "empty"
    left = {figure.verdict for figure in figures if not figure.stands}
    return "wrong" if "wrong" in left else "untied" if left else "tied"
