"""A real figure of another period, part, section, basis or day ties in no cell that does not name it."""

from datetime import date
from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, VOCABULARY, fact
from tieout.fact import Dimension, Fact
from tieout.period import Instant
from tieout.tools.figures.said import Setting
from tieout.tools.figures.tying import Tier

MILLIONS = Decimal(10**6)


def tagged(name: str, label: str, value: str, *, year: int = 2024, part: str = "", decimals: int = -6) -> Fact:
    """A tagged flow; `part` is a segment."""
    axis = "us-gaap:StatementBusinessSegmentsAxis"
    dimensions = (
        (Dimension(axis=axis, member=f"acm:{part.title().replace(' ', '')}Member", label=part),) if part else ()
    )
    return fact(value, concept=f"us-gaap:{name}", label=label, year=year, dimensions=dimensions, decimals=decimals)


def balance(name: str, label: str, value: str, *, year: int = 2024, part: str = "") -> Fact:
    """The same of a year's end."""
    flow = tagged(name, label, value, year=year, part=part)
    period = Instant(end=date(year, 12, 31), fiscal=f"FY{year}")
    return flow.model_copy(update={"period": period, "id": f"{flow.id}-{year}"})


FACTS = (
    balance("MarketableSecuritiesCurrent", "Marketable securities", "300000000"),
    balance("MarketableSecuritiesNoncurrent", "Marketable securities", "700000000"),
    balance("OtherLiabilitiesNoncurrent", "Total other non-current liabilities", "49000000"),
    balance("OtherAccruedLiabilitiesNoncurrent", "Other non-current liabilities", "32000000"),
    balance("Assets", "Total assets", "5000000000"),
    balance("AssetsNoncurrent", "Total non-current assets", "3500000000"),
    balance("StockholdersEquity", "Ending balances", "900000000", part="Retained earnings"),
    balance("StockholdersEquity", "Ending balances", "800000000", year=2023, part="Retained earnings"),
    tagged("DepreciationDepletionAndAmortization", "Depreciation and amortization", "400000000", part="Rail"),
    tagged("DepreciationDepletionAndAmortization", "Depreciation and amortization", "600000000"),
    tagged("DepreciationDepletionAndAmortization", "Depreciation and amortization", "500000000", year=2023),
    tagged("AnvilServiceRevenue", "Anvil services", "250000000"),
    tagged("CostOfAnvilServices", "Anvil services", "150000000"),
    tagged("ImpairmentOfAnvilLeases", "Anvil lease impairment", "6000000000", decimals=-8),
)
TIER = Tier(FACTS, {}, [ACME], VOCABULARY)


def verdict(row: str, column: str, text: str) -> str:
    """What a cell of a table in millions is judged to be."""
    (bound,) = TIER.cell(text, row=row, column=column, scale=MILLIONS, setting=Setting(entity=ACME))
    return bound.verdict


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        pytest.param("Current assets: Marketable securities", "December 31, 2024", "700", id="section"),
        pytest.param("Non-current assets: Marketable securities", "December 31, 2024", "300", id="other section"),
        pytest.param("Total other non-current liabilities", "December 31, 2024", "32", id="narrower row"),
        pytest.param("Non-current assets: Total assets", "December 31, 2024", "3,500", id="another figure's label"),
        pytest.param("Retained earnings: Beginning balances", "Year ended December 31, 2024", "900", id="other day"),
        pytest.param("Retained earnings: Net income", "Year ended December 31, 2024", "900", id="flow, no balance"),
        pytest.param("Operating activities: Depreciation and amortization", "2023", "600", id="period"),
        pytest.param("Operating activities: Depreciation and amortization", "2024", "400", id="part, unnamed"),
        pytest.param("Rail: Depreciation and amortization", "2024", "600", id="whole, part named"),
        pytest.param("Forge: Depreciation and amortization", "2024", "600", id="unknown part"),
        pytest.param("Rail: Total depreciation and amortization", "2024", "400", id="total under a part"),
        pytest.param("Depreciation and amortization", "Change 2024", "600", id="column of changes"),
        pytest.param("Depreciation and amortization", "2024 vs. 2023", "600", id="two periods"),
        pytest.param("Depreciation and amortization", "Total", "600", id="no period"),
        pytest.param("Adjusted depreciation and amortization", "2024", "600", id="basis"),
        pytest.param("Adjusted: Depreciation and amortization", "2024", "600", id="basis above"),
        pytest.param("Net sales: Anvil services", "2024", "150", id="cost among sales"),
        pytest.param("Cost of sales: Anvil services", "2024", "250", id="sales among costs"),
        pytest.param("Cost of anvil services", "2024", "250", id="cost of what is sold"),
        pytest.param("Anvil services attributable to Acme", "2024", "250", id="share of owners"),
        pytest.param("Anvil lease impairment", "2024", "5,999", id="digits"),
        pytest.param("Anvil lease impairment", "2024", "6,000", id="finer than it is known"),
    ],
)
def test_ties_no_other_cell(row: str, column: str, text: str) -> None:
    """A real figure of another period, part, section, basis, sign or day ties in no cell that does not name it."""
    assert verdict(row, column, text) != "tied"


def test_a_cell_that_is_named_ties() -> None:
    """A row that has the label of one figure alone, and a column that says of when."""
    assert verdict("Total other non-current liabilities", "December 31, 2024", "49") == "tied"
    assert verdict("Depreciation and amortization", "2024", "600") == "tied"
