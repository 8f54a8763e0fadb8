"""Facts of one filing must fit together; what does not fit is suspect, and rounding is told apart."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.figures.small import fact
from tieout.fact import Dimension, Fact
from tieout.reading import Reading
from tieout.tools.figures.identities import doubted, suspects

AXIS = "us-gaap:StatementBusinessSegmentsAxis"


def tagged(name: str, value: str, year: int = 2024, member: str = "", decimals: int | None = -6) -> Fact:
    """A figure of one year, in full."""
    dims = (Dimension(axis=AXIS, member=f"acm:{member}Member", label=member),) if member else ()
    return fact(value, concept=f"us-gaap:{name}", label=name, year=year, dimensions=dims, decimals=decimals)


PROFIT = (
    tagged("Revenues", "1000000000"),
    tagged("CostOfRevenue", "600000000"),
    tagged("GrossProfit", "400000000"),
)


def test_facts_that_fit_are_not_suspect() -> None:
    """Gross profit is revenue less its cost."""
    assert suspects(PROFIT) == ()


def test_a_violated_identity_names_its_facts_and_the_difference() -> None:
    """The total comes first, then its operands with their signs."""
    wrong = (*PROFIT[:2], tagged("GrossProfit", "-400000000"))

    (one,) = suspects(wrong)

    assert (one.identity, one.outcome) == ("gross profit = revenue − cost of revenue", "violated")
    assert (one.difference, one.signs) == (Decimal(-800000000), (1, -1))
    assert one.facts == (wrong[2].id, wrong[0].id, wrong[1].id)
    assert set(doubted((one,))) == {f.id for f in wrong}


def test_a_difference_of_rounding_makes_nothing_suspect() -> None:
    """A million between figures in millions is reported, and nobody is doubted."""
    (one,) = suspects((*PROFIT[:2], tagged("GrossProfit", "401000000")))

    assert one.outcome == "rounding"
    assert doubted((one,)) == {}


def test_minority_and_mezzanine_interests_may_be_counted_in() -> None:
    """An issuer's equity with or without them keeps the balance."""
    facts = (
        tagged("LiabilitiesAndStockholdersEquity", "100000000"),
        tagged("Liabilities", "70000000"),
        tagged("StockholdersEquity", "25000000"),
        tagged("MinorityInterest", "3000000"),
        tagged("RedeemableNoncontrollingInterestEquityCarryingAmount", "2000000"),
    )

    assert suspects(facts) == ()
    assert [s.outcome for s in suspects(facts[:3])] == ["violated"]


def test_earnings_per_share_out_by_a_million_are_suspect() -> None:
    """Shares that were tagged without their scale do not give the earnings per share."""
    income = tagged("NetIncomeLoss", "8468800000", decimals=-5)
    shares = tagged("WeightedAverageNumberOfSharesOutstandingBasic", "727900000", decimals=-5)
    printed = tagged("EarningsPerShareBasic", "11.63", decimals=2)
    unscaled = shares.model_copy(update={"value": Decimal("727.9"), "decimals": 1})

    assert suspects((income, shares, printed)) == ()
    assert [s.facts for s in suspects((income, unscaled, printed))] == [(printed.id, income.id, unscaled.id)]


def segments(last: str) -> list[Fact]:
    """Three years of two segments and their total."""
    figures = {2022: ("60", "40", "100"), 2023: ("66", "44", "110"), 2024: ("70", "50", last)}
    return [
        tagged("Revenues", f"{value}000000", year, member)
        for year, values in figures.items()
        for member, value in zip(("North", "South", ""), values, strict=True)
    ]


def test_segments_that_add_up_in_other_years_must_in_this_one() -> None:
    """Which members make up the whole is learned from the years in which they do."""
    assert suspects(segments("120")) == ()
    assert [(s.difference, s.end.year) for s in suspects(segments("128"))] == [(Decimal(8000000), 2024)]


def test_each_filing_is_judged_by_its_own_facts() -> None:
    """A later filing's restated cost is not held against an earlier one's profit."""
    later = tagged("CostOfRevenue", "610000000").model_copy(update={"document": "acm-2025"})

    assert suspects((*PROFIT, later)) == ()


@pytest.mark.real
def test_a_real_filing_that_tags_outflows_as_inflows_is_found(
    shared_data: Path, read_once: Callable[[Path], Reading]
) -> None:
    """Cash used in financing is tagged positive for one year of this report, and its deferred tax for another."""
    filing = read_once(shared_data / "filings" / "10-K" / "AMD_10-K_0000002488-24-000012.html")

    doubtful = [(s.identity, s.end.year) for s in suspects(filing.facts) if s.is_doubtful]

    assert doubtful == [
        ("change in cash = operating + investing + financing cash flow", 2021),
        ("income tax = current + deferred", 2022),
    ]


@pytest.mark.real
@pytest.mark.parametrize("name", ["AAPL_10-K_0000320193-24-000123", "PEP_10-K_0000077476-24-000008"])
def test_real_filings_that_fit_are_not_suspect(
    shared_data: Path, read_once: Callable[[Path], Reading], name: str
) -> None:
    """No identity of these reports is violated."""
    filing = read_once(shared_data / "filings" / "10-K" / f"{name}.html")

    assert [s.detail for s in suspects(filing.facts) if s.is_doubtful] == []
