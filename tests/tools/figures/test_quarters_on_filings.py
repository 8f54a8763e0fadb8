"""Derived quarters of real filings: they add up to the year, and agree with the SEC's own extraction."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.tools.figures.small import VOCABULARY, span
from tieout.calculation import Calculation
from tieout.document import Document, Entity
from tieout.fact import Fact
from tieout.period import Duration, FiscalPeriod, FiscalSpan
from tieout.reading import Reading
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.recompute import recompute
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.terms import Level
from tieout.tools.figures.tying import Tier

pytestmark = pytest.mark.real

AAPL = "0000320193"
FILES = ("10-K/AAPL_10-K_0000320193-23", "10-Q/AAPL_10-Q_2023", "10-K/AMD_10-K_0000002488-24", "10-Q/AMD_10-Q_2023")
"""A year of 53 weeks that ends in September, and one that ends with December."""
QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
RESTATED = {("PaymentsOfDividends", "Q4 2016"): Decimal("3092E6")}
"""Printed as 3,071, which is 11,965 less 8,894; a year later both were restated, to 12,150 and 9,058."""
LENGTHS = {range(80, 106): "Q", range(160, 203): "H1", range(246, 293): "9M", range(350, 381): "FY"}


@cache
def filings(folder: Path, read_once: Callable[[Path], Reading]) -> tuple[tuple[Fact, ...], dict[str, Document]]:
    """The figures and documents of a year of two companies."""
    paths = [p for start in FILES for p in sorted((folder / "filings").glob(f"{start}*.html"))]
    readings = [read_once(path) for path in paths]
    return tuple(f for r in readings for f in r.facts), {r.document.id: r.document for r in readings}


def found(ledger: Ledger, entity: str, metric: str, period: FiscalPeriod) -> Level | None:
    """A figure, where it can be had."""
    try:
        return ledger.level(Wanted(entity=entity, metric=metric, words="", period=period))
    except NotDerivable:
        return None


def test_four_quarters_make_the_year_on_real_filings(shared_data: Path, read_once: Callable[[Path], Reading]) -> None:
    """Of every flow of money that a year's four filings state, of two companies; each is done again as well."""
    facts, documents = filings(shared_data, read_once)
    ledger, by_id = Ledger(facts, documents, VOCABULARY), {f.id: f for f in facts}
    checked = 0
    for entity in sorted({f.entity.key for f in facts}):
        for metric in VOCABULARY:
            if metric.period != "duration" or metric.unit != "money" or not metric.concepts:
                continue
            year = found(ledger, entity, metric.id, FiscalPeriod(year=2023))
            levels = [found(ledger, entity, metric.id, FiscalPeriod(year=2023, span=q)) for q in QUARTERS]
            if not isinstance(year, Fact) or any(level is None for level in levels):
                continue
            assert sum(level.value or 0 for level in levels if level is not None) == year.value, (entity, metric.id)
            made = [level for level in levels if isinstance(level, Calculation)]
            assert [recompute(one, by_id) for one in made] == [one.value for one in made]
            checked += bool(made)
    assert checked >= 60


def stated(folder: Path) -> Iterator[tuple[str, str, Duration, Decimal, str, date, int]]:
    """Apple's flows by the SEC's extraction of quarterly and annual reports, with labels by length and end alone."""
    path = folder / "xbrl_api" / "companyfacts" / f"CIK{AAPL}.json"
    for concept, whole in json.loads(path.read_text())["facts"]["us-gaap"].items():
        for row in whole["units"].get("USD", ()):
            if "start" not in row or not row["form"].startswith(("10-K", "10-Q")) or row["fy"] is None:
                continue
            start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
            label = fiscal(start, end)
            if label is not None:
                period = Duration(start=start, end=end, fiscal=label)
                yield (
                    concept,
                    row["accn"],
                    period,
                    Decimal(str(row["val"])),
                    row["form"],
                    date.fromisoformat(row["filed"]),
                    row["fy"],
                )


def fiscal(start: date, end: date) -> str | None:
    """The label of a period of a company whose year ends with September."""
    length = next((name for days, name in LENGTHS.items() if (end - start).days + 1 in days), None)
    close = end - timedelta(days=10)
    number = {12: 1, 3: 2, 6: 3, 9: 4}.get(close.month)
    year = close.year + (close.month == 12)
    if length is None or number is None:
        return None
    named = f"Q{number}" if length == "Q" else length
    fitting = {"FY": 4, "9M": 3, "H1": 2}.get(named, number)
    return None if fitting != number else f"FY{year}" if named == "FY" else f"{named} {year}"


def test_a_derived_fourth_quarter_is_the_one_that_was_reported(shared_data: Path) -> None:
    """Apple printed its fourth quarters until 2020: the year less nine months gives every one of them."""
    entity = Entity(cik=AAPL, ticker="AAPL", name="Apple Inc.")
    facts: dict[str, Fact] = {}
    documents: dict[str, Document] = {}
    truth: dict[tuple[str, str], set[Decimal]] = {}
    for concept, name, period, value, form, filed, year in stated(shared_data):
        if (period.fiscal or "").startswith("Q4"):
            truth.setdefault((concept, period.fiscal or ""), set()).add(value)
            continue
        documents[name] = Document(
            id=name, entity=entity, kind="filing", title=name, form=form, fiscal_year=year, filed=filed,
            content_hash="0" * 64,
        )  # fmt: skip
        one = Fact(
            id=f"{concept} {period.start} {period.end} {name}", document=name, entity=entity,
            concept=f"us-gaap:{concept}", label=concept, value=value, unit="USD", decimals=-6, period=period,
            printed=str(value), locator=span("acm-2024", "Acme makes anvils."), origin="xbrl",
        )  # fmt: skip
        facts[one.id] = one
    ledger = Ledger(facts.values(), documents, VOCABULARY)
    derived = {
        key: level for key in truth if (level := by_words(ledger, key[0], FiscalPeriod.parse(key[1]))) is not None
    }

    assert {k: v.value for k, v in derived.items() if v.value not in truth[k]} == RESTATED
    assert len(derived) >= 40


def by_words(ledger: Ledger, concept: str, period: FiscalPeriod | None) -> Level | None:
    """A figure by its label, where it can be had."""
    if period is None:
        return None
    try:
        return ledger.level(Wanted(entity=AAPL, metric=None, words=concept, period=period))
    except NotDerivable:
        return None


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("AMD's revenue in the fourth quarter of 2023 was $6.2 billion.", None),
        ("AMD's revenue in the fourth quarter of 2023 was $22.7 billion.", "wrong"),
        ("AMD's revenue in the fourth quarter of 2023 was $5.8 billion.", "wrong"),
        ("AMD's net income for the three months ended December 30, 2023 was $667 million.", None),
        ("AMD's operating cash flow in the second quarter of 2023 was $379 million.", None),
        ("AMD's operating cash flow in the second quarter of 2023 was $865 million.", "wrong"),
        ("AMD's diluted earnings per share in the fourth quarter of 2023 were $0.41.", "not_derivable"),
        ("Apple's net sales in the fourth quarter of fiscal 2023 were $89.5 billion.", None),
        ("Apple's iPhone net sales in the fourth quarter of fiscal 2023 were $43.8 billion.", None),
    ],
)
def test_a_sentence_about_a_quarter_ties_to_the_calculation(
    shared_data: Path, read_once: Callable[[Path], Reading], sentence: str, reason: str | None
) -> None:
    """From annual and quarterly reports; a year-to-date figure said of a quarter does not tie."""
    facts, documents = filings(shared_data, read_once)
    company = "AMD" if "AMD" in sentence else "AAPL"
    own = {k: d for k, d in documents.items() if d.entity.ticker == company}
    tier = Tier([f for f in facts if f.document in own], own, [next(iter(own.values())).entity], VOCABULARY)
    (bound,) = tier.tie(sentence)

    said = None if bound.failure is None else bound.failure.reason
    assert said == reason or (reason == "wrong" and str(said).startswith("wrong_"))
    assert (reason is None) == (isinstance(bound.level, Calculation) and bound.failure is None)
