"""A sentence's one period is the same wherever it stands, and by whatever words."""

from datetime import date
from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, fact
from tieout.period import Duration
from tieout.tools.figures.adjunct import Adjunct, adjunct, is_same
from tieout.tools.figures.calendars import Calendars
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions

QUARTER = fact("5").model_copy(
    update={
        "value": Decimal(5),
        "period": Duration(start=date(2024, 1, 1), end=date(2024, 3, 31), fiscal="Q1 2024"),
    }
)
CALENDARS = Calendars([fact("5"), QUARTER])


def found(text: str) -> Adjunct | None:
    """What says when a sentence holds."""
    return adjunct(text, mentions(text), figures(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In 2024, sales rose by $5.", "In 2024"),
        ("Sales rose by $5 in 2024.", "in 2024"),
        ("Sales of $5 in 2024 were high.", "in 2024"),
        ("As of May 1, 2024, debt was $5.", "As of May 1, 2024"),
        ("Sales recorded in 2024 rose by $5.", None),
        ("Notes due 2028 were $5.", None),
        ("Sales were $5 in 2024 and $4 in 2023.", None),
    ],
)
def test_a_period_may_move_where_it_says_when_all_holds(text: str, place: str | None) -> None:
    """First, last, before a comma or behind a figure; not within a sentence, and not one of several."""
    one = found(text)

    assert place == (text[slice(*one.place)] if one else None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("In 2024, sales rose.", "Sales rose in 2024.", True),
        ("In 2024, sales rose.", "Sales rose during fiscal 2024.", True),
        ("In the first quarter of 2024, sales rose.", "Sales rose in the quarter ended March 31, 2024.", True),
        ("In 2024, sales rose.", "Sales rose in 2023.", False),
        ("In 2024, sales rose.", "Sales rose in the quarter ended March 31, 2024.", False),
        ("In the prior year, sales rose.", "Sales rose in the prior year.", False),
        ("At December 31, 2024, sales rose.", "Sales rose in the year ended December 31, 2024.", False),
    ],
)
def test_periods_are_the_same_by_the_companys_calendar(one: str, other: str, *, same: bool) -> None:
    """Whatever the words; a moment is no stretch of time, and relative words name no period."""
    first, second = found(one), found(other)
    assert first is not None
    assert second is not None

    assert is_same(first, second, ACME.key, CALENDARS) is same
