"""The vocabulary on real filings: which metrics the 10-Ks tag, and which they do not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tieout.tools.figures.formula import operands
from tieout.tools.figures.vocabulary import Metric, Vocabulary

VOCABULARY = Vocabulary.load()


@dataclass(frozen=True, kw_only=True)
class _Filing:
    """The concepts a 10-K states of the whole company: for its fiscal year, and at its end."""

    ticker: str
    flows: frozenset[str]
    balances: frozenset[str]
    cover: frozenset[str]

    def has(self, metric: Metric) -> bool:
        """Whether the metric is tagged, or one of its formulas can be computed from tagged figures."""
        stated = (
            self.cover if metric.statement == "cover" else self.flows if metric.period == "duration" else self.balances
        )
        if stated.intersection(metric.concepts):
            return True
        return any(
            all(o.optional or self.has(VOCABULARY.metric(o.metric)) for o in operands(tree)) for tree in metric.trees
        )


def _context(element: etree._Element) -> tuple[str, str | None, str]:
    texts = {
        child.tag.split(":")[-1].lower(): (child.text or "").strip()
        for child in element.iter()
        if isinstance(child.tag, str)
    }
    return str(element.get("id")), texts.get("startdate"), texts.get("enddate") or texts.get("instant", "")


def _elements(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (e for e in root.iter() if isinstance(e.tag, str) and e.tag.split(":")[-1].lower() == name)


@cache
def _filing(path: Path) -> _Filing:
    root = etree.parse(str(path), etree.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()
    periods = {
        identifier: (start, end)
        for identifier, start, end in (
            _context(c) for c in _elements(root, "context") if next(_elements(c, "segment"), None) is None
        )
    }
    facts = [
        (str(e.get("name")), periods[str(e.get("contextref"))])
        for e in _elements(root, "nonfraction")
        if e.get("contextref") in periods
    ]
    year = max(
        (period for name, period in facts if name == "us-gaap:NetIncomeLoss" and _is_year(period)), key=lambda p: p[1]
    )
    return _Filing(
        ticker=path.name.split("_")[0],
        flows=frozenset(name for name, period in facts if period == year),
        balances=frozenset(name for name, period in facts if period == (None, year[1])),
        cover=frozenset(
            str(e.get("name")) for e in _elements(root, "nonfraction") if str(e.get("name")).startswith("dei:")
        ),
    )


def _is_year(period: tuple[str | None, str]) -> bool:
    return period[0] is not None and (date.fromisoformat(period[1]) - date.fromisoformat(period[0])).days > 340


CORE = (
    "revenue",
    "cost_of_revenue",
    "gross_profit",
    "research_and_development",
    "selling_general_and_administrative",
    "operating_income",
    "interest_expense",
    "pretax_income",
    "income_tax_expense",
    "net_income",
    "net_income_attributable",
    "comprehensive_income",
    "eps_basic",
    "eps_diluted",
    "shares_basic",
    "shares_diluted",
    "dividends_per_share",
    "depreciation_and_amortization",
    "ebitda",
    "stock_based_compensation",
    "cash",
    "cash_and_restricted_cash",
    "receivables",
    "inventories",
    "current_assets",
    "property_plant_and_equipment",
    "goodwill",
    "total_assets",
    "accounts_payable",
    "current_liabilities",
    "total_liabilities",
    "long_term_debt",
    "total_debt",
    "net_debt",
    "retained_earnings",
    "equity",
    "total_equity",
    "liabilities_and_equity",
    "operating_cash_flow",
    "investing_cash_flow",
    "financing_cash_flow",
    "capital_expenditure",
    "free_cash_flow",
    "share_repurchases",
    "dividends_paid",
    "income_taxes_paid",
    "interest_paid",
    "shares_outstanding",
    "public_float",
    "effective_tax_rate",
)

MISSES: dict[str, set[str]] = {
    "cost_of_revenue": {
        "GE",
        "GM",
        "MCD",
        "RTX",
        "VZ",
    },  # split by kind or with expenses between, under their own concepts
    "gross_profit": {"GE", "GM", "MCD", "RTX", "VZ"},  # no such line on their statements
    "research_and_development": {"GM", "LOW", "MARA", "MCD", "VZ", "WBA"},  # none, or not stated for the whole company
    "selling_general_and_administrative": {"GM", "MARA", "MCD"},  # by segment, or split into parts of their own
    "operating_income": {"GE"},  # no such line
    "ebitda": {"GE"},
    "interest_expense": {
        "AAPL",
        "CL",
        "GE",
        "GM",
        "LOW",
    },  # net only, own concepts, or no longer stated (Apple from 2024)
    "interest_paid": {"AAPL"},  # not stated from 2024
    "dividends_per_share": {"AMD", "MARA"},  # pay none
    "dividends_paid": {"AMD", "MARA"},
    "share_repurchases": {"MARA", "VZ"},  # made none
    "stock_based_compensation": {"VZ"},  # in prose, by plan
    "cash": {"GE"},  # prints cash with restricted cash
    "net_debt": {"GE"},
    "receivables": {"LOW", "MARA"},  # none of weight
    "inventories": {"MARA"},
    "property_plant_and_equipment": {"GE"},  # own concept, with leased assets
    "goodwill": {"AAPL", "LOW", "MARA"},  # none of weight
    "long_term_debt": {"GM"},  # automotive and financial debt apart
}


@pytest.mark.real
@pytest.mark.parametrize("identifier", CORE)
def test_core_metrics_are_found_in_real_filings(identifier: str, shared_data: Path) -> None:
    """Each core metric is tagged or computable in every real 10-K, but for the listed exceptions."""
    paths = sorted((shared_data / "filings" / "10-K").glob("*.html"))
    metric = VOCABULARY.metric(identifier)
    missed = {filing.ticker for filing in map(_filing, paths) if not filing.has(metric)}

    assert len(paths) == 22
    assert missed == MISSES.get(identifier, set())


@pytest.mark.real
@pytest.mark.parametrize("ticker", ["GE", "GM", "MARA", "RTX"])
def test_revenue_is_the_whole(ticker: str, shared_data: Path) -> None:
    """Where total revenues and revenue from contracts are both at hand, the vocabulary takes the total."""
    (path,) = (shared_data / "filings" / "10-K").glob(f"{ticker}_*.html")
    tagged = [c for c in VOCABULARY.metric("revenue").concepts if c in _filing(path).flows]

    assert tagged[0] == "us-gaap:Revenues"
