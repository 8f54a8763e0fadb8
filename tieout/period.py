"""When a figure holds: an instant or a duration, with its fiscal label."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tieout.model import Thing

FiscalQuarter = Literal["Q1", "Q2", "Q3", "Q4"]
FiscalSpan = Literal["FY", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "TTM-Q1", "TTM-Q2", "TTM-Q3"]
"""Parts of a fiscal year; "TTM-Q3" is the trailing twelve months to the end of the third quarter."""

_FULL_YEAR_DAYS = range(350, 380)
_QUARTER_DAYS = range(80, 105)


class Instant(Thing):
    """A moment: balance-sheet figures hold at the end of the day `end`."""

    kind: Literal["instant"] = "instant"
    end: date
    fiscal: str | None = None
    """Fiscal label such as "FY2024" or "Q3 2024"; None when the issuer's calendar is unknown."""
    is_assumed: bool = False
    """Whether nothing at the figure says when it holds: the day is its document's own."""

    @property
    def start(self) -> date | None:
        """None: an instant has no start."""
        return None


class Duration(Thing):
    """A stretch of days, both ends included."""

    kind: Literal["duration"] = "duration"
    start: date
    end: date
    fiscal: str | None = None
    """Fiscal label such as "FY2024", "Q3 2024" or "9M 2024"; None when unknown."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start > self.end:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")
        return self

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def weeks(self) -> int | None:
        """Whole weeks where the period is made of them (52, 53, 13 …), else None."""
        return self.days // 7 if self.days % 7 == 0 else None

    @property
    def is_full_year(self) -> bool:
        """Whether this is a fiscal or calendar year."""
        return self.days in _FULL_YEAR_DAYS

    @property
    def is_quarter(self) -> bool:
        """Whether this is a single quarter."""
        return self.days in _QUARTER_DAYS


Period = Annotated[Instant | Duration, Field(discriminator="kind")]


class FiscalPeriod(Thing):
    """A period as a person names it: fiscal 2024, Q3 2023; resolved per issuer."""

    year: int = Field(ge=1900, le=2200)
    span: FiscalSpan = "FY"

    @property
    def label(self) -> str:
        """The form that `Period.fiscal` uses: "FY2024", "Q3 2024"."""
        return f"FY{self.year}" if self.span == "FY" else f"{self.span} {self.year}"

    @property
    def words(self) -> str:
        """The form that an answer prints: "fiscal 2024", "Q3 of fiscal 2024"."""
        if self.span == "FY":
            return f"fiscal {self.year}"
        spans = {"H1": "the first half", "H2": "the second half", "9M": "the first nine months"}
        span = self.span.replace("TTM-", "the trailing twelve months to ")
        return f"{spans.get(span, span)} of fiscal {self.year}"

    @property
    def last_quarter(self) -> int:
        """The quarter with whose end it ends, 1 to 4."""
        return {"FY": 4, "H1": 2, "H2": 4, "9M": 3}.get(self.span) or int(self.span[-1])

    @property
    def months(self) -> int:
        """How long it is, in months."""
        lengths = {"FY": 12, "H1": 6, "H2": 6, "9M": 9}
        return lengths.get(self.span) or (12 if self.span.startswith("TTM") else 3)

    @classmethod
    def parse(cls, label: str) -> Self | None:
        """Read a fiscal label back; None when it is not one."""
        match = re.fullmatch(r"(FY|Q[1-4]|H[12]|9M|TTM-Q[1-3]) ?(\d{4})", label)
        return cls.model_validate({"span": match[1], "year": int(match[2])}) if match else None

    @property
    def trailing(self) -> "FiscalPeriod | None":
        """The twelve months to its end: the year itself at a year's end; None for what is not told by quarters."""
        spans: dict[str, FiscalSpan] = {
            "Q1": "TTM-Q1", "Q2": "TTM-Q2", "H1": "TTM-Q2", "Q3": "TTM-Q3", "9M": "TTM-Q3",
            "Q4": "FY", "H2": "FY", "FY": "FY",
        }  # fmt: skip
        span = spans.get(self.span)
        return None if span is None else FiscalPeriod(year=self.year, span=span)

    def shifted(self, years: int) -> Self:
        """The same span, `years` later (earlier when negative)."""
        return self.model_copy(update={"year": self.year + years})
