"""Periods are resolved against the latest year on file, and never guessed."""

import pytest

from tieout.agent.offline.timing import asked_periods
from tieout.period import FiscalPeriod
from tieout.tools.figures.periods import mentions


def years(text: str, *, latest: int | None = 2024, trend: bool = False) -> tuple[str, ...]:
    """The labels that a question's words come to."""
    return tuple(p.label for p in asked_periods(mentions(text), (), latest, trend=trend).periods)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("revenue in fiscal 2023", ("FY2023",)),
        ("revenue FY23", ("FY2023",)),
        ("revenue last year", ("FY2024",)),
        ("revenue in 2022 and 2023", ("FY2022", "FY2023")),
        ("revenue in Q2 2023", ("Q2 2023",)),
        ("revenue over the last three years", ("FY2022", "FY2023", "FY2024")),
        ("revenue", ("FY2024",)),
    ],
)
def test_wordings_come_to_fiscal_periods(text: str, labels: tuple[str, ...]) -> None:
    """Named, short and relative years come to fiscal periods; no period is the latest year."""
    assert years(text) == labels


def test_the_latest_year_is_an_assumption_when_no_period_is_named() -> None:
    """An unsaid period is said in the answer."""
    assert asked_periods((), (), 2024, trend=False).assumptions == (
        "no period was named: the latest annual report is used, fiscal 2024",
    )


def test_a_trend_shows_five_years() -> None:
    """A development without a period is shown over five years."""
    assert years("how did revenue develop", trend=True) == ("FY2020", "FY2021", "FY2022", "FY2023", "FY2024")


def test_a_quarter_that_nothing_names_is_never_answered_by_a_year() -> None:
    """“last quarter” cannot be told from annual reports, and the year is another figure."""
    asked = asked_periods(mentions("revenue last quarter"), (), 2024, trend=False)
    assert asked.periods == ()
    assert asked.impossible is not None
    assert "'last quarter'" in asked.impossible


def test_the_year_before_leans_on_the_question_before() -> None:
    """“the year before” counts from what was asked last."""
    anchor = mentions("revenue in 2022")
    asked = asked_periods(mentions("and the year before?"), anchor, 2024, trend=False)
    assert asked.periods == (FiscalPeriod(year=2021),)
