"""The documents of the years, quarters, days and forms asked for are meant, and years without any are missing."""

from datetime import date

import pytest

from tests.tools.asking.reports import HOME, report
from tieout.tools.asking.asked import understood


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What was Apple's revenue in fiscal 2023?", ("apple-2023-FY",)),
        ("What was Apple's revenue in FY2022?", ("apple-2022-FY",)),
        ("What was Apple's revenue in Q3 2023?", ("apple-2023-Q3",)),
        ("What was Apple's revenue in its 2023 10-Q?", ("apple-2023-Q3",)),
        ("What was Apple's revenue in 2021?", ("apple-2022-FY",)),
        ("What was Apple's cash as of September 24, 2022?", ("apple-2022-FY",)),
        ("What was Apple's latest revenue?", ("apple-2023-FY",)),
        ("How did Apple's revenue change from 2022 to 2023?", ("apple-2022-FY", "apple-2023-FY")),
    ],
)
def test_the_documents_of_the_period_are_meant(question: str, documents: tuple[str, ...]) -> None:
    """The report of the year itself, else that of the next one, which has it beside its own."""
    assert understood(question, HOME).companies[0].steps[0] == documents


def test_filters_widen_in_steps() -> None:
    """The report meant, then what also has the year, then everything of the company."""
    steps = understood("What was Apple's revenue in fiscal 2022?", HOME).companies[0].steps

    assert steps[0] == ("apple-2022-FY",)
    assert set(steps[1]) == {"apple-2022-FY", "apple-2023-FY", "apple-2023-Q3"}


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What was the revenue of Harbor Light Bank in 2023?", ("2023",)),
        ('What were the assets of "Apple Inc." in 2015?', ("2015",)),
        ("What was Harbor Light Bank's market capitalization in June 30, 2023?", ("2023-06-30",)),
        ("What was Harbor Light Bank's revenue in 2021?", ()),
        ("What was Harbor Light Bank's revenue in 2020?", ()),
        ("What was Lacustra's revenue in 2020?", ("2020",)),
        ("What was Harbor Light Bank's revenue in June 30, 2022?", ()),
        ("What was Harbor Light Bank's revenue?", ()),
    ],
)
def test_a_year_that_no_report_covers_is_missing(question: str, missing: tuple[str, ...]) -> None:
    """The year before is in the comparatives, and one more in the flows of a report to the SEC; no later year is."""
    assert understood(question, HOME).missing_years == missing


def test_a_year_that_ends_in_spring_has_two_names() -> None:
    """The year to March 2022 is called 2021 by some and 2022 by others."""
    spring = report("Sakura Lines Ltd", 2022, form=None, end=date(2022, 3, 31))

    asked = [understood(f"Sakura Lines' net sales in fiscal {year}", [spring]) for year in (2021, 2022, 2023)]
    assert [one.missing_years for one in asked] == [(), (), ("2023",)]


def test_tags_tell_what_a_year_is_called() -> None:
    """The year to February 2024 of a tagged report is fiscal 2023 and no other."""
    tagged = report("Granite Shoes, Inc.", 2023, cik="0000000007", end=date(2024, 2, 2))

    assert understood("Granite Shoes' sales in fiscal 2024", [tagged]).missing_years == ("2024",)
    assert understood("Granite Shoes' sales in fiscal 2023", [tagged]).missing_years == ()


def test_a_document_of_unknown_year_may_hold_any() -> None:
    """Nothing is missing where nobody knows what a company's document covers."""
    unknown = report("Sakura Lines Ltd", 2022).model_copy(update={"fiscal_year": None, "period_end": None})

    assert understood("Sakura Lines' net sales in fiscal 2031", [unknown]).missing_years == ()


def test_without_a_company_the_period_decides() -> None:
    """A question about a year alone is asked of the documents of that year first."""
    asked = understood("Which company had the highest revenue in fiscal 2023?", HOME)

    assert asked.companies == ()
    assert asked.steps[0] == ("apple-2023-FY",)


@pytest.mark.parametrize(
    ("question", "in_turn"),
    [
        ("How has Apple's revenue changed over time?", True),
        ("What legal proceedings are disclosed in these 10-Qs of Apple?", True),
        ("How does Apple's margin compare to the previous quarters?", True),
        ("What was Apple's revenue in 2022 and 2023?", True),
        ("What was Apple's revenue in 2023?", False),
    ],
)
def test_questions_about_several_periods_share_the_places(question: str, in_turn: bool) -> None:
    """Over time, across filings and in several years, each document has its turn."""
    assert understood(question, HOME).in_turn is in_turn
