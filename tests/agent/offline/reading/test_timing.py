"""Periods are resolved against the latest year on file, and never guessed."""

from datetime import date, timedelta

import pytest

from tieout.agent.offline.reading.reported import Reported
from tieout.agent.offline.reading.timing import alike, asked_periods, joined, latest_twelve, years_told
from tieout.document import Document, Entity
from tieout.period import FiscalPeriod, FiscalSpan
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


def filing(form: str, year: int, span: FiscalSpan, end: date) -> Document:
    """A report of a company."""
    entity = Entity(cik="0000000001", ticker="ACM", name="Acme Corp")
    return Document(
        id=f"{form}-{end}",
        entity=entity,
        kind="filing",
        title=form,
        form=form,
        fiscal_year=year,
        fiscal_period=span,
        period_end=end,
        filed=end + timedelta(days=30),
        content_hash="0" * 64,
    )


def test_the_latest_twelve_months_run_to_the_newest_report() -> None:
    """A quarterly report after the annual one; the year itself where the annual one is the newest."""
    annual = filing("10-K", 2024, "FY", date(2024, 9, 28))
    quarterly = filing("10-Q", 2025, "Q1", date(2024, 12, 28))

    assert latest_twelve([annual, quarterly], None) == FiscalPeriod(year=2025, span="TTM-Q1")
    assert latest_twelve([annual, quarterly], date(2024, 12, 31)) == FiscalPeriod(year=2024)
    assert latest_twelve([], None) is None


def test_every_quarter_of_a_question_about_twelve_months_is_their_end() -> None:
    """Asked for two, both are twelve months; without the words they are quarters."""
    twelve = joined(mentions("TTM revenue in Q3 2024 compared with Q3 2023"))
    quarters = joined(mentions("revenue in Q3 2024 compared with Q3 2023"))

    assert [p.label for m in twelve for p in m.periods] == ["TTM-Q3 2024", "TTM-Q3 2023"]
    assert [p.label for m in quarters for p in m.periods] == ["Q3 2024", "Q3 2023"]


REPORTED = Reported.by(
    [filing("10-K", 2023, "FY", date(2023, 9, 30)), filing("10-Q", 2024, "Q2", date(2024, 3, 30))], None
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("revenue last quarter", ["Q2 2024"]),
        ("revenue in the prior quarter", ["Q1 2024"]),
        ("revenue in the same quarter a year ago", ["Q2 2023"]),
        ("revenue in the last quarter and the same quarter a year ago", ["Q2 2024", "Q2 2023"]),
        ("quarter over quarter growth in Q1 2024", ["Q1 2024", "Q4 2023"]),
        ("revenue in Q3", ["Q3 2023"]),
        ("revenue year to date", ["H1 2024"]),
        ("revenue of the last three quarters", ["Q4 2023", "Q1 2024", "Q2 2024"]),
        ("revenue in Q2 2024 vs 2023", ["Q2 2024", "Q2 2023"]),
        ("YTD 2022 revenue", []),
    ],
)
def test_relative_quarters_count_from_the_newest_report(text: str, labels: list[str]) -> None:
    """Each is a stated reading of the words; a year whose to-date part nothing tells is none."""
    spoken = alike(mentions(text), text)
    asked = asked_periods(spoken, (), 2023, trend=False, reported=REPORTED)
    assert [p.label for p in asked.periods] == labels
    assert bool(asked.impossible) == (not labels)


def test_a_year_that_does_not_end_in_december_is_said_with_its_end() -> None:
    """A bare year is the fiscal one, and the reader sees which days that is."""
    said = asked_periods(mentions("revenue in 2023"), (), 2023, trend=False, reported=REPORTED).assumptions
    assert said == ("2023 is read as fiscal 2023, the year that ended September 30, 2023",)
    assert asked_periods(mentions("revenue in fiscal 2023"), (), 2023, trend=False, reported=REPORTED).assumptions == ()


def test_a_trend_shows_the_years_that_reports_cover() -> None:
    """An annual report shows the two years before its own."""
    assert [p.year for p in asked_periods((), (), 2023, trend=True, reported=REPORTED).periods] == [2021, 2022, 2023]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("YTD revenue as of Q3 2024", ["9M 2024"]),
        ("capex YTD fiscal 2023 Q2", ["H1 2023"]),
        ("YTD sales Q3 2024 against Q3 2023", ["9M 2024", "9M 2023"]),
        ("sales in Q3 2024", ["Q3 2024"]),
    ],
)
def test_to_date_runs_to_the_quarter_that_is_named(text: str, labels: list[str]) -> None:
    """What is said to be to date makes of each quarter the part of its year that ends with it."""
    assert [p.label for m in joined(mentions(text)) for p in m.periods] == labels


def test_counted_years_are_read_as_digits_and_words() -> None:
    """A trend may say of how many years it is; a single year is none."""
    assert years_told("three-year EBIT history through 2023") == years_told("3 yr EBIT trend to 2023") == 3
    assert years_told("EBIT in the year 2023") is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("third-quarter revenue in 2024", ["Q3 2024"]),
        ("nine-month capex of AMD in fiscal 2024", ["9M 2024"]),
        ("first and second quarter sales of 2024", ["Q2 2024"]),
        ("sales in Q3 and FY2024", ["FY2024"]),
        ("sales in Q3 and in fiscal 2024", ["FY2024"]),
    ],
)
def test_a_part_takes_the_year_that_it_is_in(text: str, labels: list[str]) -> None:
    """A year behind "in" or "of" is that of the part before; one that is joined by "and" is a period of its own."""
    assert [p.label for m in joined(mentions(text), text) for p in m.periods] == labels
