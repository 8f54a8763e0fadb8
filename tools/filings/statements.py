"""Which tables are the primary financial statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tieout.document import Table
from tieout.fact import Fact
from tieout.tools.filings.captions import LONGEST_STATEMENT, STATEMENT

_LEAST_ROWS = 8
_BALANCE = "Assets LiabilitiesAndStockholdersEquity StockholdersEquity Liabilities AssetsCurrent EquityAndLiabilities"
_CASH = [
    f"NetCashProvidedByUsedIn{kind}Activities{part}"
    for kind in ("Operating", "Investing", "Financing")
    for part in ("", "ContinuingOperations")
]
_INCOME = (
    "Revenues RevenueFromContractWithCustomerExcludingAssessedTax RevenueFromContractWithCustomerIncludingAssessedTax "
    "OperatingExpenses OperatingIncomeLoss IncomeTaxExpenseBenefit NetIncomeLoss ProfitLoss EarningsPerShareBasic "
    "EarningsPerShareDiluted EarningsPerShareBasicAndDiluted WeightedAverageNumberOfDilutedSharesOutstanding"
)
_ROLES = ((frozenset(_BALANCE.split()), 2), (frozenset(_CASH), 2), (frozenset(_INCOME.split()), 4))
"""Concepts of balance sheet, cash flow and income statement, and how many of them such a table has at the least."""


def statements(facts: Iterable[Fact], tables: Sequence[Table]) -> frozenset[int]:
    """The indices of the primary statements: by the tags in them, and by their titles."""
    concepts: dict[int, set[str]] = defaultdict(set)
    for fact in facts:
        tag = fact.locator
        if tag.kind == "tag" and tag.cell is not None and not fact.dimensions:
            concepts[tag.cell.table].add(fact.concept.rpartition(":")[2])
    found = {table.index for table in tables if _is_titled(table) and len(concepts[table.index]) > 1}
    for names, least in _ROLES:
        ranked = [(len(concepts[at]), -at) for at in concepts if len(concepts[at] & names) >= least]
        if ranked:
            found.add(-max(ranked)[1])
    return frozenset(found)


def _is_titled(table: Table) -> bool:
    """Whether the line above a table is the title of a statement."""
    title = table.title or ""
    is_long = len(title) > LONGEST_STATEMENT or len(table.rows) < _LEAST_ROWS
    return not is_long and STATEMENT.match(title) is not None and not title.endswith((".", ":"))
