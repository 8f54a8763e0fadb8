"""What do people call the figures of statements? Names that are not taken from the product's own vocabulary."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A metric with what is tagged for it and what people call it."""

    concepts: tuple[str, ...]
    words: tuple[str, ...]
    also: tuple[str, ...] = ()
    """Concepts that the same words may mean as well."""
    unit: Literal["money", "per_share", "rate", "shares"] = "money"
    instant: bool = False


METRICS: dict[str, Asking] = {
    "revenue": Asking(
        concepts=("Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax"),
        words=("revenue", "revenues", "sales", "net sales", "total revenue", "top line", "rev", "turnover"),
    ),
    "cost": Asking(
        concepts=("CostOfRevenue", "CostOfGoodsAndServicesSold"), words=("cost of sales", "COGS", "cost of revenue")
    ),
    "gross": Asking(concepts=("GrossProfit",), words=("gross profit", "gross income", "gross margin dollars")),
    "rnd": Asking(
        concepts=("ResearchAndDevelopmentExpense",),
        words=("R&D", "research and development expense", "R&D spend", "R&D expenses", "research & development"),
    ),
    "sga": Asking(
        concepts=("SellingGeneralAndAdministrativeExpense",),
        words=("SG&A", "selling, general and administrative expenses", "SG&A expense", "sg&a costs"),
    ),
    "operating": Asking(
        concepts=("OperatingIncomeLoss",),
        words=("operating income", "operating profit", "op income", "income from operations", "EBIT"),
    ),
    "pretax": Asking(
        concepts=(
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments",
        ),
        words=("pretax income", "income before taxes", "pre-tax profit", "PBT"),
    ),
    "net": Asking(
        concepts=("NetIncomeLoss",),
        also=("ProfitLoss",),
        words=("net income", "net earnings", "net profit", "bottom line", "profit after tax", "earnings"),
    ),
    "tax": Asking(
        concepts=("IncomeTaxExpenseBenefit",),
        words=("income tax expense", "tax provision", "provision for income taxes", "income taxes expense"),
    ),
    "eps": Asking(
        concepts=("EarningsPerShareDiluted",),
        words=("diluted EPS", "EPS", "earnings per share", "diluted earnings per share", "EPS diluted"),
        unit="per_share",
    ),
    "basic": Asking(
        concepts=("EarningsPerShareBasic",), words=("basic EPS", "basic earnings per share"), unit="per_share"
    ),
    "dps": Asking(
        concepts=("CommonStockDividendsPerShareDeclared",),
        words=("dividends per share", "DPS", "dividend per share"),
        unit="per_share",
    ),
    "diluted": Asking(
        concepts=("WeightedAverageNumberOfDilutedSharesOutstanding",),
        words=("diluted shares", "diluted share count", "weighted average diluted shares"),
        unit="shares",
    ),
    "sbc": Asking(
        concepts=("ShareBasedCompensation",),
        words=("stock-based compensation", "SBC", "share-based comp", "stock comp"),
    ),
    "cfo": Asking(
        concepts=("NetCashProvidedByUsedInOperatingActivities",),
        words=("operating cash flow", "cash from operations", "OCF", "cash flow from operating activities"),
    ),
    "investing": Asking(
        concepts=("NetCashProvidedByUsedInInvestingActivities",),
        words=("cash flow from investing activities", "investing cash flow"),
    ),
    "capex": Asking(
        concepts=("PaymentsToAcquirePropertyPlantAndEquipment",),
        words=("capex", "capital expenditures", "capital spending", "purchases of property, plant and equipment"),
    ),
    "buybacks": Asking(
        concepts=("PaymentsForRepurchaseOfCommonStock",),
        words=("buybacks", "share repurchases", "stock buybacks"),
    ),
    "dividends": Asking(
        concepts=("PaymentsOfDividends", "PaymentsOfDividendsCommonStock"),
        words=("dividends paid", "cash dividends paid"),
    ),
    "assets": Asking(concepts=("Assets",), words=("total assets", "assets", "balance sheet total"), instant=True),
    "liabilities": Asking(concepts=("Liabilities",), words=("total liabilities",), instant=True),
    "current_assets": Asking(
        concepts=("AssetsCurrent",), words=("current assets", "total current assets"), instant=True
    ),
    "current_liabilities": Asking(
        concepts=("LiabilitiesCurrent",), words=("current liabilities", "total current liabilities"), instant=True
    ),
    "cash": Asking(
        concepts=("CashAndCashEquivalentsAtCarryingValue",),
        words=("cash and cash equivalents", "cash & equivalents", "cash balance"),
        instant=True,
    ),
    "inventory": Asking(concepts=("InventoryNet",), words=("inventory", "inventories", "stock on hand"), instant=True),
    "receivables": Asking(
        concepts=("AccountsReceivableNetCurrent",),
        words=("accounts receivable", "trade receivables", "AR"),
        instant=True,
    ),
    "payables": Asking(
        concepts=("AccountsPayableCurrent",), words=("accounts payable", "trade payables"), instant=True
    ),
    "ppe": Asking(
        concepts=("PropertyPlantAndEquipmentNet",),
        words=("net PP&E", "property, plant and equipment, net", "PP&E"),
        instant=True,
    ),
    "goodwill": Asking(concepts=("Goodwill",), words=("goodwill",), instant=True),
    "debt": Asking(
        concepts=("LongTermDebtNoncurrent",),
        words=("long-term debt", "LT debt", "non-current debt"),
        also=("LongTermDebt",),
        instant=True,
    ),
    "equity": Asking(
        concepts=("StockholdersEquity",),
        also=("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",),
        words=("shareholders' equity", "stockholders' equity", "total equity"),
        instant=True,
    ),
    "retained": Asking(concepts=("RetainedEarningsAccumulatedDeficit",), words=("retained earnings",), instant=True),
    "etr": Asking(
        concepts=("EffectiveIncomeTaxRateContinuingOperations",),
        words=("effective tax rate", "ETR", "tax rate"),
        unit="rate",
    ),
}
"""Metrics whose concept is beyond doubt; the first tagged one counts."""

FRACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "gross margin": ("gross", "revenue", ("gross margin percentage", "gross margin %", "GM%", "gross profit margin")),
    "operating margin": (
        "operating",
        "revenue",
        ("operating margin", "op margin", "operating profit margin", "EBIT margin"),
    ),
    "net margin": ("net", "revenue", ("net margin", "net profit margin", "net income margin")),
    "R&D intensity": ("rnd", "revenue", ("R&D as % of sales", "R&D as a percentage of revenue", "R&D to sales")),
    "SG&A ratio": ("sga", "revenue", ("SG&A as a percent of net sales", "SG&A % of revenue", "sg&a/revenue")),
    "capex intensity": ("capex", "revenue", ("capex as a % of revenue", "capex to sales")),
    "cash share": ("cash", "assets", ("cash and cash equivalents as a share of total assets",)),
    "goodwill share": ("goodwill", "assets", ("goodwill as a percentage of total assets", "goodwill/total assets")),
}
"""Fractions in percent: the part, the whole, and what people call it."""
MULTIPLES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "current ratio": ("current_assets", "current_liabilities", ("current ratio",)),
    "leverage": (
        "liabilities",
        "equity",
        ("liabilities to equity", "ratio of total liabilities to shareholders' equity"),
    ),
    "cash conversion": (
        "cfo",
        "net",
        ("operating cash flow to net income", "ratio of operating cash flow to net income"),
    ),
}
