"""The rules by which one part of a year is had from others are right for any figures, and name what they need."""

from collections import Counter

import pytest

from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.parts import RECIPES, closing, labels_for

COVERED = {
    "Q1": (1,), "Q2": (2,), "Q3": (3,), "Q4": (4,), "H1": (1, 2), "H2": (3, 4), "9M": (1, 2, 3), "FY": (1, 2, 3, 4),
    "TTM-Q1": (-2, -1, 0, 1), "TTM-Q2": (-1, 0, 1, 2), "TTM-Q3": (0, 1, 2, 3),
}  # fmt: skip
"""Quarters of each part, counted from the year's first; 0 is the last of the year before."""


@pytest.mark.parametrize("span", RECIPES)
def test_every_rule_leaves_just_the_quarters_of_its_part(span: str) -> None:
    """Added and taken away, each quarter of the part is left once and no other."""
    for rule in RECIPES[span]:
        left: Counter[int] = Counter()
        for part in rule:
            for quarter in COVERED[part.span]:
                left[quarter + 4 * part.years] += 1 if part.sign == "+" else -1

        assert {q: n for q, n in left.items() if n} == dict.fromkeys(COVERED[span], 1)


@pytest.mark.parametrize(
    ("span", "label"),
    [("FY", None), ("Q2", None), ("Q4", "FY2024"), ("H1", "Q2 2024"), ("9M", "Q3 2024"), ("TTM-Q1", "Q1 2024")],
)
def test_a_balance_is_filed_under_the_period_that_ends_with_it(span: FiscalSpan, label: str | None) -> None:
    """The balance after nine months is the third quarter's."""
    assert closing(FiscalPeriod(year=2024, span=span)) == label


def test_a_period_names_what_it_can_be_had_from() -> None:
    """Itself, its balances' label, and every operand of its rules."""
    assert labels_for(FiscalPeriod(year=2024)) == {"FY2024"}
    assert labels_for(FiscalPeriod(year=2024, span="TTM-Q1")) == {
        "TTM-Q1 2024", "Q1 2024", "FY2023", "Q1 2023",
    }  # fmt: skip
