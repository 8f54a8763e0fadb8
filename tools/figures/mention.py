"""What is one wording of a period: where it stands and which fiscal periods, days or relations it names?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tieout.period import FiscalPeriod, FiscalSpan

PeriodKind = Literal["year", "quarter", "half", "year_to_date", "span", "date", "month", "relative", "impossible"]
Relative = Literal["latest", "last", "earlier", "next", "several", "same"]
Unit = Literal["year", "quarter", "month"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodMention:
    """One period wording; `start:end` is its half-open range of the text."""

    text: str
    start: int
    end: int
    kind: PeriodKind
    periods: tuple[FiscalPeriod, ...] = ()
    """In the order of the text, a range filled in; empty where only dates or an anchor can tell."""
    span: FiscalSpan | None = None
    """Of a quarter or half whose year is not said."""
    ends: tuple[date, ...] = ()
    """End dates as worded."""
    months: int | None = None
    """Length of what ends at these dates: 3, 6, 9, 12."""
    fiscal: bool | None = None
    """True for fiscal, False for calendar wording, None where the text does not say."""
    relative: Relative | None = None
    unit: Unit = "year"
    """What a relative wording counts in."""
    count: int | None = None
    """How many: "the last five years"."""
    wrong: str | None = None
    """Why such a period cannot exist."""
