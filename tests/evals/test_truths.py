"""What is true of a period is read from the tags alone, whichever filing states it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.evals.tagged import Mark, Sheet, in_words, read_sheet
from tieout.evals.truths import Company


def mark(value: int, start: date | None, end: date, *, concept: str = "Revenues", member: str | None = None) -> Mark:
    """A tagged figure."""
    members = (("srt:ProductOrServiceAxis", member),) if member else ()
    return Mark(concept=concept, value=Decimal(value), start=start, end=end, members=members)


def sheet(name: str, year: int, span: str, end: date, *marks: Mark) -> Sheet:
    """A filing's cover and figures."""
    said = {
        "dei:TradingSymbol": "ACME",
        "dei:DocumentFiscalYearFocus": str(year),
        "dei:DocumentFiscalPeriodFocus": span,
        "dei:DocumentPeriodEndDate": end.isoformat(),
    }
    return Sheet(name=name, said=said, marks=marks)


@pytest.fixture
def company() -> Company:
    """Two annual reports, the newer of which restates a year, and a report of nine months."""
    older = sheet(
        "k23",
        2023,
        "FY",
        date(2023, 9, 30),
        mark(100, date(2022, 10, 1), date(2023, 9, 30)),
        mark(60, date(2022, 10, 1), date(2023, 9, 30), member="acme:AnvilMember"),
    )
    newer = sheet(
        "k24",
        2024,
        "FY",
        date(2024, 9, 28),
        mark(120, date(2023, 10, 1), date(2024, 9, 28)),
        mark(101, date(2022, 10, 1), date(2023, 9, 30)),
        mark(500, None, date(2024, 9, 28), concept="Assets"),
    )
    quarter = sheet(
        "q324",
        2024,
        "Q3",
        date(2024, 6, 29),
        mark(30, date(2024, 3, 31), date(2024, 6, 29)),
        mark(88, date(2023, 10, 1), date(2024, 6, 29)),
    )
    return Company(ticker="ACME", sheets=(older, newer, quarter))


def test_the_newest_statement_counts_and_the_older_is_remembered(company: Company) -> None:
    """A restated year has its new value, and what it was before."""
    truth = company.truth(("Revenues",), (2023, "FY"))
    assert truth is not None
    assert truth.value == Decimal(101)
    assert truth.also == {Decimal(100), Decimal(101)}
    assert not truth.is_settled


def test_stretches_are_told_by_their_length(company: Company) -> None:
    """Three months and nine months to the same day are a quarter and nine months; an instant is the year's end."""
    quarter, months, end = (
        company.truth(concepts, label)
        for concepts, label in (
            (("Revenues",), (2024, "Q3")),
            (("Revenues",), (2024, "9M")),
            (("Assets",), (2024, "FY")),
        )
    )
    assert [t.value if t else None for t in (quarter, months, end)] == [30, 88, 500]


def test_a_part_has_its_name_and_is_no_whole(company: Company) -> None:
    """Figures of members are parts by their names in words."""
    assert company.parts(("Revenues",), (2023, "FY")) == {"Anvil": Decimal(60)}
    assert in_words("us-gaap:ServiceOtherMember") == "Service Other"


def test_a_page_is_read_without_the_products_reader(tmp_path: Path) -> None:
    """Sign, scale and dimension come from the tag, and a nil figure is none."""
    page = tmp_path / "acme.html"
    page.write_text(
        '<html><body><ix:header><ix:resources><xbrli:context id="c"><xbrli:period>'
        "<xbrli:startDate>2023-10-01</xbrli:startDate><xbrli:endDate>2024-09-28</xbrli:endDate>"
        "</xbrli:period></xbrli:context></ix:resources></ix:header>"
        '<ix:nonNumeric name="dei:TradingSymbol" contextRef="c">ACME</ix:nonNumeric>'
        '<ix:nonFraction name="us-gaap:Revenues" contextRef="c" scale="6" sign="-">1,234</ix:nonFraction>'
        '<ix:nonFraction name="us-gaap:Goodwill" contextRef="c" xsi:nil="true"></ix:nonFraction></body></html>',
        encoding="utf-8",
    )
    read = read_sheet(page)
    assert read.ticker == "ACME"
    assert [(m.concept, m.value, m.days) for m in read.marks] == [("Revenues", Decimal(-1_234_000_000), 363)]
