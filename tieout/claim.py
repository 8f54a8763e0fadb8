"""What is said and how it is judged: claims, figures as printed, proofs and failures."""

import hashlib
import re
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from tieout.calculation import Calculation
from tieout.locator import Locator
from tieout.model import Thing

Reason = Literal[
    "no_source", "wrong_value", "rounding", "wrong_precision", "wrong_scale", "wrong_sign", "wrong_unit",
    "wrong_period", "wrong_entity", "wrong_metric", "wrong_scope", "wrong_modality", "bad_arithmetic",
    "not_derivable", "not_meaningful", "ambiguous", "unsupported", "contradicted", "missing_evidence",
    "critic_unavailable", "over_budget",
]  # fmt: skip
Style = Literal["auto", "exact", "plain", "magnitude", "percent", "printed"]

_SLOT = re.compile(r"\{(\w+)\}")


class Shown(Thing):
    """How figures are to be printed, as the question asks; what it leaves open is printed as ever."""

    scale: Literal[0, 3, 6, 9] | None = None
    """Power of ten of an amount: 9 is "in billions"."""
    places: int | None = Field(default=None, ge=0, le=6)
    """Digits after the decimal point; reported figures never get more than their source has."""
    unit: Literal["percent", "points", "basis points"] | None = None
    currency: str | None = None
    """ISO code of the currency that is asked for."""


class Slot(Thing):
    """What fills one gap of a sentence: a fact's id or a calculation, never digits."""

    fact: str | None = None
    calculation: Calculation | None = None
    style: Style = "auto"
    """auto: at the source's precision; exact: all digits; plain: without unit; percent: a fraction as a percentage;
    magnitude: without its sign, which the sentence says in words ("fell", "net loss"); printed: as in the source."""
    shown: Shown | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.fact is None) == (self.calculation is None):
            raise ValueError("a slot holds a fact id or a calculation, exactly one of them")
        return self


class Claim(Thing):
    """One sentence with gaps, what fills them, and what it rests on."""

    subquestion: str
    """Id of the sub-question that it answers."""
    kind: Literal["figure", "quotation", "prose", "verdict", "absence"]
    template: str
    """Sentence with `{name}` gaps; a quotation's words stand in it verbatim, in “…”; a verdict has one of the
    forms that the gate knows, which it reaches again by itself; an absence says that words stand nowhere in the
    documents cited, which the gate reads through again."""
    slots: dict[str, Slot] = Field(default_factory=dict)
    citations: tuple[Locator, ...] = Field(min_length=1)
    """Where it stands; the first is the quotation's own place for a quotation."""
    notes: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    """Keys when the claim is a line of a table: entity name, metric, period label."""

    @model_validator(mode="after")
    def _filled(self) -> Self:
        if set(_SLOT.findall(self.template)) != set(self.slots):
            raise ValueError(f"gaps and slots differ in {self.template!r}: {sorted(self.slots)}")
        return self


class Figure(Thing):
    """A number as printed in a sentence: half-open range `start:end` of that sentence."""

    text: str
    start: int
    end: int
    value: Decimal
    """In base units, sign included."""
    unit: str
    precision: Decimal
    """Half-width of what the print allows is half of this: "$391.0 billion" has 1E8."""


class Check(Thing):
    """The record of a passed check; a check that did not pass cannot be written down as one."""

    value: Literal[True]
    precision: Literal[True]
    scale: Literal[True]
    sign: Literal[True]
    unit: Literal[True]
    period: Literal[True]
    entity: Literal[True]
    metric: Literal[True]
    sentence: str = Field(pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the finished sentence that was read."""


class Proof(Thing):
    """A printed figure and the fact or calculation that both keys arrived at."""

    figure: Figure
    fact: str | None = None
    calculation: Calculation | None = None
    check: Check

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.fact is None) == (self.calculation is None):
            raise ValueError("a proof names a fact or a calculation, exactly one of them")
        return self


class Failure(Thing):
    """Why something is not verified, and what would help."""

    reason: Reason
    detail: str
    subquestion: str | None = None
    text: str = ""
    """The sentence or figure concerned."""


class Verdict(Thing):
    """The critic's word on one claim: proofs for all its figures, or failures."""

    sentence: str
    """The finished sentence."""
    proofs: tuple[Proof, ...] = ()
    failures: tuple[Failure, ...] = ()
    given: tuple[str, ...] = ()
    """Figures of the sentence that the question itself gave, as printed: "above 1"."""

    @property
    def verified(self) -> bool:
        """Whether the claim may be printed."""
        return not self.failures


def sentence_hash(sentence: str) -> str:
    """SHA-256 of a finished sentence, as `Check.sentence` records it."""
    return hashlib.sha256(sentence.encode()).hexdigest()
