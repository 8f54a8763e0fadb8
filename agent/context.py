"""What a caller may set for one question: models, limits, dates and companies."""

import re
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from tieout.tools.figures.grammar import Reading, figures


def amount_of(text: str) -> Reading | None:
    """The one amount of money that a text states; None where it states none or several."""
    stated = [r for r in figures(text) if r.is_figure and r.value is not None]
    return stated[0] if len(stated) == 1 and re.fullmatch(r"[A-Z]{3}", stated[0].unit or "") else None


def material(text: str) -> str:
    """A text that states one amount of money above nothing; raises ValueError that says how to write one."""
    amount = amount_of(text)
    if amount is None or amount.value is None or amount.value < 0:
        raise ValueError(f'{text!r} is no amount of money; write it as "$500 million" or "EUR 2 billion"')
    return text


class Context(BaseModel):
    """Settings of one question; JSON values only, so that Studio can show them as a form.

    A value given here beats the environment; None means "as the environment says".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = Field(
        default=None,
        description='Chat model as "provider:name", such as "openai:gpt-5-mini". Empty: the offline analyst.',
        max_length=200,
    )
    fallback_model: str | None = Field(default=None, description="Second model, asked when the first fails.")
    frugal: bool = Field(
        default=True, description="Rules answer what they can prove without a gap; the model is asked for the rest."
    )
    offline: bool = Field(default=False, description="Open no connection at all; the offline analyst answers.")
    companies: tuple[str, ...] = Field(
        default=(), description="Only these companies: tickers, CIKs or names.", max_length=100
    )
    as_of: date | None = Field(default=None, description="See only what was public at the end of this day.")
    fetch: Literal["never", "ask", "always"] = Field(
        default="never", description="Whether a question may fetch missing filings from EDGAR."
    )
    review: Literal["never", "withheld", "material", "always"] = Field(
        default="never", description="When a person decides before the answer is published; needs a checkpointer."
    )
    materiality: str = Field(
        default="$1 billion",
        max_length=100,
        description='With review "material": amounts of this size or more are reviewed, such as "$500 million".',
    )
    threshold: float = Field(
        default=0.8, ge=0, le=1, description="Least share of verified claims; figures are all or nothing."
    )
    max_rounds: int = Field(default=2, ge=1, le=5, description="Most passes of draft and critic.")
    max_subquestions: int = Field(default=12, ge=1, le=50, description="Most parts of one question.")
    passages: int = Field(default=8, ge=1, le=50, description="Passages kept for each part after reranking.")
    max_seconds: float = Field(default=120, gt=0, le=3600, description="Time budget of one question.")
    max_tokens: int = Field(default=200_000, ge=0, description="Token budget of one question.")
    max_usd: float = Field(default=1.0, ge=0, description="Money budget of one question.")

    @field_validator("materiality")
    @classmethod
    def _amount(cls, value: str) -> str:
        return material(value)
