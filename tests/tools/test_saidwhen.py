"""Periods of figures in sentences, on an issuer's own calendar."""

from datetime import date

import pytest

from tieout.document import Document, Entity
from tieout.period import Duration, Instant, Period
from tieout.tools.figures.grammar import figures
from tieout.tools.saidwhen import UNDATED, period_at

ENTITY = Entity(cik="0000000001", ticker="ACM", name="Acme Corp")
REPORT = Document(
    id="a",
    entity=ENTITY,
    kind="filing",
    title="10-K",
    form="10-K",
    fiscal_year=2024,
    fiscal_period="FY",
    fiscal_year_end="09-28",
    period_end=date(2024, 9, 28),
    content_hash="a" * 64,
)
TEXT = "For the years ended September 28, 2024, September 30, 2023 and September 24, 2022."


def period(sentence: str, document: Document = REPORT) -> Period:
    """The period of the first figure of a sentence."""
    return period_at(sentence, next(r for r in figures(sentence) if r.is_figure), document, TEXT)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sales were $5 in 2024.", Duration(start=date(2023, 10, 1), end=date(2024, 9, 28), fiscal="FY2024")),
        ("Sales were $5 in 2023.", Duration(start=date(2022, 9, 25), end=date(2023, 9, 30), fiscal="FY2023")),
        ("As of September 30, 2023, cash was $5.", Instant(end=date(2023, 9, 30), fiscal="FY2023")),
        ("On September 28, 2024, cash was $5.", Instant(end=date(2024, 9, 28), fiscal="FY2024")),
        ("On May 2, 2024, we bought it for $5.", Instant(end=date(2024, 9, 28), fiscal="FY2024", is_assumed=True)),
        (
            "Over the trailing twelve months to the second quarter of 2024, sales were $5.",
            Duration(start=date(2023, 4, 2), end=date(2024, 3, 30), fiscal="TTM-Q2 2024"),
        ),
        ("Margins fell 3%.", Instant(end=date(2024, 9, 28), fiscal="FY2024", is_assumed=True)),
    ],
)
def test_period(sentence: str, expected: Period) -> None:
    """What the sentence says, on the issuer's calendar; else the document's day, marked as assumed."""
    assert period(sentence) == expected


def test_undated() -> None:
    """A document without a calendar has days, no years; without any day, none."""
    bare = REPORT.model_copy(update={"fiscal_year": None, "fiscal_period": None, "period_end": None})

    assert period("As of June 30, 2023, cash was $5.", bare) == Instant(end=date(2023, 6, 30))
    assert period("Sales were $5 in 2023.", bare) == Instant(end=UNDATED, is_assumed=True)
