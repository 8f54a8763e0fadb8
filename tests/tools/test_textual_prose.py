"""Figures of running text as facts: value, period, modality, tag."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from tieout.document import Document, Table
from tieout.errors import NotThereError
from tieout.fact import Fact, FactQuery
from tieout.period import Duration, Instant
from tieout.ports import Snapshot
from tieout.reading import Reading
from tieout.tools.filings import read
from tieout.tools.textual import facts_by_id, prose_facts, quoted_facts, text_fact, text_id

HEAD = "<p>FORM 10-K SECURITIES AND EXCHANGE COMMISSION for the fiscal year ended December 31, 2024</p>"


class OneDocument:
    """A snapshot of one reading, with as much of it as text needs."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def text(self, _: str) -> str:
        """Its text."""
        return self.reading.text

    def document(self, _: str) -> Document:
        """Its document, as a filer's with a calendar year."""
        known = {
            "fiscal_year": 2024,
            "fiscal_period": "FY",
            "fiscal_year_end": "12-31",
            "period_end": date(2024, 12, 31),
        }
        return self.reading.document.model_copy(update=known)

    def facts(self, query: FactQuery) -> Sequence[Fact]:
        """Its facts of the origins that are wanted."""
        return [fact for fact in self.reading.facts if not query.origins or fact.origin in query.origins]

    def table(self, _: str, index: int) -> Table:
        """One of its tables."""
        if index >= len(self.reading.tables):
            raise NotThereError(f"there is no table {index}")
        return self.reading.tables[index]


def snapshot(path: Path, body: str) -> Snapshot:
    """What a page with a body is, read."""
    path.write_text(f"<html><body>{HEAD}{body}</body></html>", encoding="utf-8")
    return cast("Snapshot", OneDocument(read(path)))


def stated(home: Snapshot, printed: str) -> Fact:
    """The fact of a figure that is printed once."""
    (fact,) = [fact for fact in prose_facts(home, "a") if fact.printed == printed]
    return fact


@pytest.fixture
def home(tmp_path: Path) -> Snapshot:
    """A few sentences, a table and a page number."""
    body = """<p>Net sales were $12.5 billion, $11.0 billion and $9.5 billion in 2024, 2023 and 2022, respectively.</p>
    <p>As of December 31, 2023, we employed 164,000 people.</p>
    <p>We expect capital expenditures to be approximately $2.5 billion in 2025.</p>
    <p>Interest due in 2026 is $300 million.</p><p>Margins fell 3%.</p><p>42</p>
    <table><tr><td>Cash</td><td>$7</td></tr><tr><td>Debt</td><td>$9</td></tr></table>"""
    return snapshot(tmp_path / "a.html", body)


def test_respectively(home: Snapshot) -> None:
    """Figures listed with as many years are each of their own year."""
    facts = [stated(home, printed) for printed in ("$12.5 billion", "$11.0 billion", "$9.5 billion")]

    assert [fact.period for fact in facts] == [
        Duration(start=date(year, 1, 1), end=date(year, 12, 31), fiscal=f"FY{year}") for year in (2024, 2023, 2022)
    ]
    assert [fact.value for fact in facts] == [Decimal(12500000000), Decimal(11000000000), Decimal(9500000000)]


def test_day(home: Snapshot) -> None:
    """A day that the sentence names is the figure's, and the counted thing its unit."""
    fact = stated(home, "164,000")

    assert (fact.period, fact.unit) == (Instant(end=date(2023, 12, 31), fiscal="FY2023"), "people")
    assert fact.label == "As of December 31, 2023, we employed 164,000 people."


def test_modality(home: Snapshot) -> None:
    """What is expected or owed is not what was reported."""
    assert stated(home, "$2.5 billion").modality == "guided"
    assert stated(home, "$300 million").modality == "contractual_future"
    assert stated(home, "$11.0 billion").modality == "reported"


def test_direction(home: Snapshot) -> None:
    """A fall is negative; without a period it is the document's own."""
    fact = stated(home, "3%")

    assert (fact.value, fact.unit, fact.period.end) == (Decimal(-3), "percent", date(2024, 12, 31))


def test_outside_tables(home: Snapshot) -> None:
    """Tables and page numbers are no prose."""
    assert {"$7", "$9", "42"}.isdisjoint(fact.printed for fact in prose_facts(home, "a"))


def test_by_place(home: Snapshot) -> None:
    """A fact of prose is the same read again from its id, and its locator opens at what is printed."""
    for fact in prose_facts(home, "a"):
        start, end = fact.locator.start or 0, fact.locator.end or 0
        assert facts_by_id(home, [fact.id]) == {text_id("a", start, end): fact}
        assert home.text("a")[start:end] == fact.printed
    assert text_fact(home, "a", 0, 4) is None


def test_quoted(home: Snapshot) -> None:
    """A quotation's figures are its facts, in its order."""
    whole = stated(home, "$12.5 billion").locator
    quotation = whole.model_copy(update={"end": stated(home, "$9.5 billion").locator.end})

    assert [fact.printed for fact in quoted_facts(home, quotation)] == [
        "$12.5 billion",
        "$11.0 billion",
        "$9.5 billion",
    ]


def test_tag(tmp_path: Path) -> None:
    """A figure that carries a tag has its concept, period and part; value and unit stay as printed."""
    from tests.tools.filings.conftest import HEAD as FILING
    from tests.tools.filings.conftest import TAIL, tag

    figure = tag("12.5", "gaap:Revenues", context="before", more='scale="9"')
    path = tmp_path / "a.html"
    path.write_text(
        FILING.replace("HIDDEN", "").replace("META", "") + f"<p>Net sales were ${figure} billion.</p>" + TAIL, "utf-8"
    )
    home = cast("Snapshot", OneDocument(read(path)))
    fact = stated(home, "$12.5 billion")

    assert (fact.concept, fact.period.fiscal, fact.unit) == ("us-gaap:Revenues", "FY2023", "USD")
    assert (fact.origin, fact.locator.kind, fact.value) == ("text", "tag", Decimal(12500000000))


@pytest.mark.real
def test_real(shared_data: Path, read_once: Callable[[Path], Reading]) -> None:
    """An annual report's prose has hundreds of figures, every one of which opens; some carry their tags."""
    path = next((shared_data / "filings" / "10-K").glob("AAPL_10-K_0000320193-24*.html"))
    reading = read_once(path)
    facts = list(prose_facts(cast("Snapshot", OneDocument(reading)), reading.document.id))

    assert len(facts) > 200
    assert all(reading.text[f.locator.start : f.locator.end] == f.printed for f in facts)
    assert sum(f.locator.kind == "tag" for f in facts) > 50
    assert {"reported", "guided", "contractual_future", "hypothetical"} <= {f.modality for f in facts}
