"""Twelve months are read with the quarter or the day that they run to, wherever in the sentence it stands."""

from datetime import date

import pytest

from tieout.tools.figures.periods import mentions


def labels(text: str) -> list[str]:
    """The fiscal periods of a text, wording by wording."""
    return [p.label for m in mentions(text) for p in m.periods]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("revenue in the trailing twelve months to Q3 of fiscal 2024", ["TTM-Q3 2024"]),
        ("LTM to the end of the second quarter of 2024", ["TTM-Q2 2024"]),
        ("the last 12 months to Q4 2024", ["FY2024"]),
        ("TTM revenue as of Q3 2024", ["TTM-Q3 2024", "TTM-Q3 2024"]),
        ("TTM revenue was $1 billion as of Q3 2024, up from Q3 2023", ["TTM-Q3 2024", "TTM-Q3 2024", "Q3 2023"]),
        ("revenue in the last twelve months", []),
        ("revenue in Q3 2024", ["Q3 2024"]),
    ],
)
def test_twelve_months_end_with_what_is_named(text: str, found: list[str]) -> None:
    """Right behind, or elsewhere where only one quarter is named or words make it the end."""
    assert labels(text) == found


def test_twelve_months_to_a_day_have_that_day() -> None:
    """The day of a company's own calendar tells the quarter later."""
    (mention,) = mentions("trailing twelve months ended September 28, 2024")
    apart = mentions("TTM revenue as of September 28, 2024")

    assert (mention.ends, mention.months) == ((date(2024, 9, 28),), 12)
    assert {(m.ends, m.months) for m in apart} == {((date(2024, 9, 28),), 12)}


def test_a_year_has_four_quarters() -> None:
    """Twelve months to a fifth quarter are impossible, and said to be."""
    (mention,) = mentions("trailing twelve months to the fifth quarter of 2024")

    assert mention.wrong == "a year has no quarter 5"
