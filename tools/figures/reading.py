"""What was read at one place of a text: a figure, or something that looks like one and is not."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.claim import Figure
from tieout.fact import Absence

Kind = Literal["level", "change", "share", "ratio"]
Sign = Literal["", "minus", "parentheses", "negative", "loss"]
Direction = Literal["up", "down"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One numeral or number word; `start:end` is its half-open range of the text that was read."""

    text: str
    """As printed, with currency, sign, scale and unit."""
    start: int
    end: int
    value: Decimal | None = None
    """In base units, sign included; None for what is skipped, absent, or cannot be read: never a tie."""
    precision: Decimal = Decimal(1)
    """One unit of the last printed digit, in base units."""
    unit: str = ""
    """As in `Fact.unit`; "percent", "points", "pure" for multiples, "" where the print does not say."""
    kind: Kind = "level"
    sign: Sign = ""
    """What makes the value negative."""
    sure_sign: bool = True
    """False where the words leave room: parentheses in prose, "(43%)", read as an aside, and so positive (all 50 of
    those tagged in 14 annual reports are); "a loss of $3", read as negative."""
    direction: Direction | None = None
    """Of a change, by its words: "fell 3%" prints 3 and goes down."""
    exponent: int = 0
    """Power of ten that its scale words, its "basis points" or the table's unit line applied to the digits."""
    words: bool = False
    """Whether it is a number in words."""
    disguised: bool = False
    """Whether it holds look-alike or invisible characters: a reader cannot trust it."""
    noun: str = ""
    """The counted thing that follows, such as "employees"."""
    absence: Absence | None = None
    skipped: str | None = None
    """The rule by which this is no figure; None for a figure."""

    @property
    def is_figure(self) -> bool:
        """Whether it must be proven, readable or not."""
        return self.skipped is None

    @property
    def signed(self) -> Decimal | None:
        """The value with its direction: "fell 3%" is -3."""
        if self.value is None or self.direction != "down" or self.value < 0 or self.kind == "ratio":
            return self.value
        return -self.value

    def figure(self) -> Figure | None:
        """As the vocabulary has it; None where there is no value."""
        if self.value is None or self.skipped is not None:
            return None
        return Figure(
            text=self.text, start=self.start, end=self.end, value=self.value, unit=self.unit, precision=self.precision
        )
