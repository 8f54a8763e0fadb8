"""Relative words lead to the issuer's own period."""

import pytest

from tieout.period import FiscalPeriod
from tieout.tools.figures.calendars import moved
from tieout.tools.figures.periods import mentions


@pytest.mark.parametrize(
    ("words", "anchor", "expected"),
    [
        ("for the quarter", "Q2 2024", "Q2 2024"),
        ("for the quarter", "H1 2024", "Q2 2024"),
        ("for the quarter", "9M 2024", "Q3 2024"),
        ("for the quarter", "FY2024", None),
        ("this year", "FY2024", "FY2024"),
        ("a year earlier", "H1 2024", "H1 2023"),
        ("in the prior quarter", "Q1 2024", "Q4 2023"),
    ],
)
def test_relative_words_move_from_the_period_spoken_of(words: str, anchor: str, expected: str | None) -> None:
    """A quarter is never read out of a year."""
    (mention,) = mentions(words)
    start = FiscalPeriod.parse(anchor)

    assert start is not None
    assert moved(start, mention) == (FiscalPeriod.parse(expected) if expected else None)


def test_the_quarter_of_a_thing_is_no_period() -> None:
    """Of a thing, as in "the quarter million", it says nothing about time."""
    assert mentions("for the quarter million customers") == ()
