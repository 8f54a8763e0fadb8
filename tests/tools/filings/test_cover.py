"""What the cover page says."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tieout.tools.filings import read
from tieout.tools.filings.document import accession
from tieout.tools.filings.front import front

Write = Callable[..., Path]


def test_document(filing: Write) -> None:
    """Issuer, form, fiscal year and period come from the tagged cover, accession and link from the file's name."""
    document = read(filing("<p>x</p>", name="ACME_10-K_0000012345-25-000007.html"), filed=date(2025, 2, 3)).document

    assert document.entity.cik == "0000012345"
    assert document.entity.ticker == "ACME"
    assert document.title == "Acme Corp. 10-K, fiscal 2024"
    assert (document.form, document.fiscal_year, document.fiscal_period) == ("10-K", 2024, "FY")
    assert (document.fiscal_year_end, document.period_end) == ("12-31", date(2024, 12, 31))
    assert document.accession == "0000012345-25-000007"
    assert document.url == "https://www.sec.gov/Archives/edgar/data/12345/000001234525000007/"
    assert document.known_since == date(2025, 2, 3)
    assert document.id == "ACME_10-K_0000012345-25-000007"
    assert not document.sample


def test_sample(filing: Write) -> None:
    """A sample is marked, and has the accession of the filing whose figures it prints."""
    path = filing("<p>x</p>", meta='<meta name="tieout:sample-of" content="0000320193-24-000123"/>')
    document = read(path).document

    assert (document.sample, document.accession) == (True, "0000320193-24-000123")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("AAPL_10-K_0000320193-24-000123", "0000320193-24-000123"),
        ("000032019324000123", "0000320193-24-000123"),
        ("x_000032019324000123_y", "0000320193-24-000123"),
        ("0000320193240001234", None),
        ("AAPL_10-K_2023", None),
    ],
)
def test_accession(name: str, number: str | None) -> None:
    """An accession is found with or without dashes, and not in longer numbers."""
    assert accession(name) == number


@pytest.mark.parametrize(
    ("printed", "form", "end"),
    [("05/06/2025", "date-day-month-year", date(2025, 6, 5)), ("05/06/2025", "date-month-day-year", date(2025, 5, 6))],
)
def test_dates_by_format(filing: Write, printed: str, form: str, end: date) -> None:
    """The period's end is the day that its format says, where its context does not come near it."""
    path = filing("<p>x</p>")
    text = path.read_text("utf-8").replace("December 31,\n2024", printed)
    path.write_text(text.replace("date-monthname-day-year-en", form), encoding="utf-8")

    assert read(path).document.period_end == end


@pytest.mark.parametrize(("printed", "form"), [("30/06", "date-day-month"), ("June 30", "date-monthname-day-en")])
def test_year_end_by_format(filing: Write, printed: str, form: str) -> None:
    """So is the end of the fiscal year."""
    path = filing("<p>x</p>")
    old = 'CurrentFiscalYearEndDate" contextRef="year">--12-31'
    new = f'CurrentFiscalYearEndDate" contextRef="year" format="ixt:{form}">{printed}'
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    assert read(path).document.fiscal_year_end == "06-30"


def test_front() -> None:
    """An untagged first page names the registrant above the words "exact name of registrant"."""
    said = front(
        "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nFORM 10-K/A\nFor the fiscal year ended June 30, 2016\n"
        "Acme Holdings, Inc.\n(Exact name of registrant as specified in its charter)"
    )

    assert (said.name, said.form, said.period_end) == ("Acme Holdings, Inc.", "10-K/A", date(2016, 6, 30))


def test_no_front() -> None:
    """A text that only mentions a form is no filing."""
    assert front("Our FORM 10-K is available.").form is None
