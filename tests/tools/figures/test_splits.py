"""Figures on both sides of a stock split are not set against each other."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.document import Document, Entity
from tieout.fact import Fact
from tieout.locator import Span
from tieout.period import Duration, Instant
from tieout.tools.figures.splits import Bases, split_ratio

ACME = Entity(cik="0000000001", ticker="ACM", name="Acme")
HASH = "0" * 64


def filing(year: int) -> Document:
    """The annual report of a year, filed in the next February."""
    return Document(
        id=f"10k-{year}",
        entity=ACME,
        kind="filing",
        title="10-K",
        period_end=date(year, 12, 31),
        filed=date(year + 1, 2, 15),
        content_hash=HASH,
    )


def fact(value: str, year: int, stated: int, *, unit: str = "USD/shares", decimals: int | None = 2) -> Fact:
    """Earnings per share (or shares) of a year, as the report of another year states them."""
    at = Span(document=f"10k-{stated}", content_hash=HASH, quote_hash="0" * 16, start=0, end=1)
    return Fact(
        id=f"{unit}-{year}-{stated}",
        document=f"10k-{stated}",
        entity=ACME,
        concept="us-gaap:EarningsPerShareDiluted",
        label="Diluted",
        value=Decimal(value),
        unit=unit,
        decimals=decimals,
        period=Duration(start=date(year, 1, 1), end=date(year, 12, 31), fiscal=f"FY{year}"),
        printed=value,
        locator=at,
        origin="xbrl",
    )


def close(value: str, day: date, concept: str = "market:close") -> Fact:
    """A close."""
    known = fact(value, day.year, day.year)
    changes = {"id": f"{concept}-{day}", "concept": concept, "period": Instant(end=day), "origin": "market"}
    return known.model_copy(update=changes | {"unit": "pure" if concept == "market:split" else "USD/shares"})


DOCUMENTS = {document.id: document for document in map(filing, range(2017, 2024))}
OLD = fact("9.21", 2017, 2017)
RESTATED = [fact("11.91", 2018, 2018), fact("11.91", 2018, 2019), fact("2.98", 2018, 2020)]
NEW = fact("3.28", 2020, 2020)


def test_a_split_that_shows_in_a_restatement() -> None:
    """A figure that only older filings state is on the old basis."""
    bases = Bases([OLD, *RESTATED, NEW], DOCUMENTS)

    assert bases.mixed([OLD, NEW]) == (
        "a 4-for-1 stock split lies between “Diluted” of FY2017 (9.21) and “Diluted” of FY2020 (3.28); "
        "they are on different bases"
    )
    assert bases.mixed([RESTATED[2], NEW]) is None
    assert bases.mixed([OLD, RESTATED[0]]) is None
    assert bases.mixed([OLD]) is None


def test_a_figure_that_is_stated_on_both_sides_unchanged() -> None:
    """No restatement, no split: the newest statement counts."""
    bases = Bases([OLD, fact("9.21", 2017, 2020), NEW], DOCUMENTS)

    assert bases.mixed([OLD, NEW]) is None


def test_a_split_that_is_stated() -> None:
    """Closes before and after the day of a split are on different bases; a filing belongs to the side of its date."""
    split = close("4", date(2020, 8, 31), "market:split")
    before, after = close("499.23", date(2020, 8, 28)), close("129.04", date(2020, 8, 31))
    bases = Bases([split, before, after, OLD, NEW], DOCUMENTS)

    assert "a 4-for-1 stock split lies between" in str(bases.mixed([before, after]))
    assert bases.mixed([after, NEW]) is None
    assert "(499.23) and “Diluted” of FY2020 (3.28)" in str(bases.mixed([before, NEW]))
    assert bases.mixed([before, OLD]) is None


@pytest.mark.parametrize(
    ("old", "new", "ratio"),
    [
        (fact("11.91", 2018, 2018), fact("2.98", 2018, 2020), Decimal(4)),
        (fact("0.50", 2018, 2018), fact("4.02", 2018, 2020), Decimal(1) / 8),
        (fact("2.00", 2018, 2018), fact("1.90", 2018, 2020), None),
        (fact("0.02", 2018, 2018), fact("0.01", 2018, 2020), None),
        (fact("2.00", 2018, 2018), fact("-1.00", 2018, 2020), None),
        (fact("5000", 2018, 2018, unit="shares"), fact("20000", 2018, 2020, unit="shares"), Decimal(4)),
    ],
)
def test_ratio(old: Fact, new: Fact, ratio: Decimal | None) -> None:
    """A restatement is a split only where its ratio is one, beyond what rounding explains."""
    assert split_ratio(old, new) == ratio
