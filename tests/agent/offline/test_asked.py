"""Whose documents a question about figures may be planned over."""

from datetime import date

from tieout.agent.offline.asked import filers_of
from tieout.document import Document, Entity


def document(name: str, *, whose: str = "Acme plc", period: date | None = date(2022, 12, 31)) -> Document:
    """A local document."""
    return Document(
        id=name, entity=Entity(name=whose), kind="other", title=name, fiscal_year=2022 if period else None,
        fiscal_period="FY" if period else None, period_end=period, content_hash="0" * 64,
    )  # fmt: skip


def test_an_annual_report_names_a_company() -> None:
    """A report without a form is a company's where it names it and its year; manuals and nameless files are not."""
    report, manual = document("report"), document("manual", period=None)
    nameless = document("scan", whose="scan")

    assert filers_of([report]) == {"acme plc"}
    assert filers_of([manual, nameless]) == frozenset()
