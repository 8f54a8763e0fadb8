"""Of which periods does a part of a fiscal year consist? The rules by which one is had from others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from tieout.period import FiscalPeriod, FiscalSpan

Sign = Literal["+", "-"]


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a rule: which period of the year, or of a year before, and whether it is added."""

    sign: Sign
    span: FiscalSpan
    years: int = 0

    def of(self, year: int) -> FiscalPeriod:
        """Its period, in the rule for this year."""
        return FiscalPeriod(year=year + self.years, span=self.span)


Recipe = tuple[Part, ...]


def _recipe(text: str) -> Recipe:
    """The rule of a line such as "FY - 9M" or "FY@-1 + 9M - 9M@-1"."""
    marks = re.findall(r"([+-]?) ?(\w+)(?:@(-\d))?", text)
    return tuple(
        Part("-" if sign == "-" else "+", cast("FiscalSpan", span), int(years or 0)) for sign, span, years in marks
    )


RECIPES: Mapping[str, tuple[Recipe, ...]] = {
    span: tuple(_recipe(line) for line in lines)
    for span, lines in {
        "Q1": ("H1 - Q2",),
        "Q2": ("H1 - Q1", "9M - Q1 - Q3"),
        "Q3": ("9M - H1", "9M - Q1 - Q2"),
        "Q4": ("FY - 9M", "FY - Q1 - Q2 - Q3", "FY - H1 - Q3"),
        "H1": ("Q1 + Q2", "9M - Q3"),
        "H2": ("FY - H1", "Q3 + Q4", "FY - Q1 - Q2", "FY - 9M + Q3"),
        "9M": ("H1 + Q3", "Q1 + Q2 + Q3", "FY - Q4"),
        "TTM-Q1": ("FY@-1 + Q1 - Q1@-1",),
        "TTM-Q2": ("FY@-1 + H1 - H1@-1",),
        "TTM-Q3": ("FY@-1 + 9M - 9M@-1",),
    }.items()
}
"""How each part of a year is had from others, the most usual rule first."""
_CLOSED: Mapping[str, str] = {
    "H1": "Q2", "9M": "Q3", "Q4": "FY", "H2": "FY", "TTM-Q1": "Q1", "TTM-Q2": "Q2", "TTM-Q3": "Q3",
}  # fmt: skip
"""Under which period's label the balance at the end of another is filed."""


def closing(period: FiscalPeriod) -> str | None:
    """The label under which the balance at the end of a longer period is filed: at nine months, the third quarter's."""
    closed = _CLOSED.get(period.span)
    return None if closed is None else f"FY{period.year}" if closed == "FY" else f"{closed} {period.year}"


def labels_for(period: FiscalPeriod) -> set[str]:
    """Fiscal labels of everything from which a period's figure, and its balances, can be had."""
    parts = {part.of(period.year).label for rule in RECIPES.get(period.span, ()) for part in rule}
    return parts | {period.label} | {label for label in (closing(period),) if label}
