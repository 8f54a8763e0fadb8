"""Which quarter and year an untagged document says it reports."""

from datetime import date
from pathlib import Path

import pytest

from tieout.document import Document, Entity
from tieout.tools.filings import read
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.fiscalwords import annual_end, quarter_said, with_fiscal, year_named

MARCH = date(2023, 3, 3)


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("results for its first quarter fiscal year 2023 ended March 3, 2023.", MARCH, (1, 2023)),
        ("financial results for its fiscal 2024 first quarter ended December 30, 2023", date(2023, 12, 30), (1, 2024)),
        ("Q3 2022 results. Records in the third quarter of 2022.", date(2022, 9, 30), (3, 2022)),
        ("In the fourth quarter of fiscal 2022 sales fell. Our first quarter ended March 3, 2023.", MARCH, (1, None)),
    ],
)
def test_a_quarter(text: str, end: date, expected: tuple[int, int | None]) -> None:
    """The first quarter is taken that can end on the day on which the document's period ends."""
    said = quarter_said(text, end)

    assert said is not None
    assert (said.quarter, said.year) == expected


@pytest.mark.parametrize("text", ["the first quarter was strong", "first quarter ended June 30, 2023", "Item 2.02"])
def test_no_quarter(text: str) -> None:
    """Words that name neither a year nor the day say nothing."""
    assert quarter_said(text, MARCH) is None


@pytest.mark.parametrize(
    ("text", "closes", "expected"),
    [
        ("", date(2023, 9, 30), 2023),
        ("fiscal 2023 fiscal 2023 fiscal 2022 fiscal 2022 fiscal 2024", date(2024, 2, 3), 2023),
        ("fiscal year 2024 fiscal year 2024 fiscal year 2023 fiscal year 2023", date(2024, 1, 28), 2024),
        ("the year", date(2024, 1, 28), None),
    ],
)
def test_the_name_of_a_year(text: str, closes: date, expected: int | None) -> None:
    """A year that ends early in the calendar's is called as the text calls it, and nothing where it does not."""
    assert year_named(text, closes) == expected


def test_the_end_of_the_year() -> None:
    """The day that "year ended" names often ends the year, with the month first or the day."""
    text = "Year ended 31 December 2022. For the year ended December 31, 2022 … year ended 31 December 2022 …"

    assert (annual_end(text), annual_end(text[:60])) == (date(2022, 12, 31), None)


def test_a_document() -> None:
    """A document gets the fiscal period that its tables end with, unless its cover states one."""
    bare = Document(id="r", entity=Entity(name="R"), kind="exhibit", title="r", form="EX-99.1", content_hash="0")
    calendar = Calendar.of(year=2023, span="FY", period_end=date(2023, 9, 30), month_day=None)
    stated = bare.model_copy(update={"fiscal_year": 2000})

    found = with_fiscal(bare, "", calendar, date(2024, 6, 29))

    assert (found.fiscal_year, found.fiscal_period, found.period_end) == (2024, "Q3", date(2024, 6, 29))
    assert with_fiscal(stated, "", calendar, date(2024, 6, 29)) == stated


@pytest.mark.real
def test_current_reports(shared_data: Path) -> None:
    """An 8-K that says of which quarter's results it tells is of that quarter."""
    documents = [read(path).document for path in sorted((shared_data / "aligned/8-K").glob("*.pdf"))]

    assert [(d.fiscal_year, d.fiscal_period) for d in documents] == [
        (2023, "Q1"), (2023, "Q2"), (2023, "Q3"), (2023, "Q4"), (2024, "Q1"), (2024, "Q2"), (2024, "Q3"),
    ]  # fmt: skip


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "expected"),
    [("2022 Q3 AAPL", (2022, "Q3")), ("2023 Q1 AAPL", (2023, "Q1")), ("2023 Q2 AMZN", (2023, "Q2"))],
)
def test_quarterly_reports(shared_data: Path, name: str, expected: tuple[int, str]) -> None:
    """A 10-Q as PDF is of the quarter that its columns and its balance sheet's other day tell."""
    document = read(shared_data / f"docugami_10q/docs/{name}.pdf").document

    assert (document.fiscal_year, document.fiscal_period) == expected
