"""Which identities must the totals of a filing's statements keep?"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One operand: the concepts that may stand for it, without their prefix, the best first."""

    concepts: tuple[str, ...]
    sign: int = 1
    optional: bool = False
    """Whether an issuer may have none, or count it elsewhere."""
    either: bool = False
    """Whether issuers tag it with either sign."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Total = sum of its parts."""

    name: str
    total: tuple[str, ...]
    parts: tuple[Part, ...]


def _part(*concepts: str, sign: int = 1) -> Part:
    return Part(concepts=concepts, sign=sign)


def _maybe(*concepts: str, sign: int = 1, either: bool = False) -> Part:
    return Part(concepts=concepts, sign=sign, optional=True, either=either)


_BEFORE_TAX = (
    "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
    "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments",
    "IncomeLossFromContinuingOperationsBeforeIncomeTaxesDomesticAndForeign",
)
_EQUITY = ("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "StockholdersEquity")
_MEZZANINE = (
    "TemporaryEquityCarryingAmountIncludingPortionAttributableToNoncontrollingInterests",
    "TemporaryEquityCarryingAmountAttributableToParent",
    "RedeemableNoncontrollingInterestEquityCarryingAmount",
    "RedeemableNoncontrollingInterestEquityCommonCarryingAmount",
)
_PROFIT = ("ProfitLoss", "NetIncomeLoss")
_SALES = ("Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax", "SalesRevenueNet")
_COST = ("CostOfRevenue", "CostOfGoodsAndServicesSold", "CostOfGoodsSold")
_EQUITY_METHOD = _maybe("IncomeLossFromEquityMethodInvestments", either=True)
_GONE = _maybe(
    "IncomeLossFromDiscontinuedOperationsNetOfTax",
    "IncomeLossFromDiscontinuedOperationsNetOfTaxAttributableToReportingEntity",
)
_CASH = "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"


def _flow(kind: str) -> Part:
    return _part(
        f"NetCashProvidedByUsedIn{kind}Activities", f"NetCashProvidedByUsedIn{kind}ActivitiesContinuingOperations"
    )


RULES: tuple[Rule, ...] = (
    Rule(
        name="assets = liabilities and equity",
        total=("Assets",),
        parts=(_part("LiabilitiesAndStockholdersEquity"),),
    ),
    Rule(
        name="liabilities and equity = liabilities + mezzanine equity + equity",
        total=("LiabilitiesAndStockholdersEquity",),
        parts=(_part("Liabilities"), _part(*_EQUITY), _maybe("MinorityInterest"), _maybe(*_MEZZANINE)),
    ),
    Rule(
        name="assets = current + noncurrent assets",
        total=("Assets",),
        parts=(_part("AssetsCurrent"), _part("AssetsNoncurrent")),
    ),
    Rule(
        name="liabilities = current + noncurrent liabilities",
        total=("Liabilities",),
        parts=(_part("LiabilitiesCurrent"), _part("LiabilitiesNoncurrent")),
    ),
    Rule(
        name="equity with minority interests = equity + minority interests",
        total=(_EQUITY[0],),
        parts=(_part("StockholdersEquity"), _part("MinorityInterest"), _maybe(*_MEZZANINE)),
    ),
    Rule(
        name="gross profit = revenue − cost of revenue",
        total=("GrossProfit",),
        parts=(_part(*_SALES), _part(*_COST, sign=-1)),
    ),
    Rule(
        name="operating income = gross profit − operating expenses",
        total=("OperatingIncomeLoss",),
        parts=(
            _part("GrossProfit"),
            _part("OperatingExpenses", sign=-1),
            _maybe("OtherOperatingIncomeExpenseNet", "GainLossOnDispositionOfAssets", "LicensingGain", either=True),
            _EQUITY_METHOD,
        ),
    ),
    Rule(
        name="net income = income before tax − income tax",
        total=_PROFIT,
        parts=(
            _part(*_BEFORE_TAX),
            _part("IncomeTaxExpenseBenefit", sign=-1),
            _EQUITY_METHOD,
            _GONE,
            _maybe(
                "MinorityInterestInNetIncomeLossOfConsolidatedEntities",
                "NetIncomeLossAttributableToNoncontrollingInterest",
                either=True,
            ),
        ),
    ),
    Rule(
        name="net income = share of the parent + share of minority interests",
        total=("ProfitLoss",),
        parts=(
            _part("NetIncomeLoss"),
            Part(concepts=("NetIncomeLossAttributableToNoncontrollingInterest",), either=True),
            _maybe("NetIncomeLossAttributableToRedeemableNoncontrollingInterest", either=True),
        ),
    ),
    Rule(
        name="income before tax = domestic + foreign",
        total=_BEFORE_TAX,
        parts=(
            _part("IncomeLossFromContinuingOperationsBeforeIncomeTaxesDomestic"),
            _part("IncomeLossFromContinuingOperationsBeforeIncomeTaxesForeign"),
            _EQUITY_METHOD,
        ),
    ),
    Rule(
        name="income tax = current + deferred",
        total=("IncomeTaxExpenseBenefit",),
        parts=(
            _part("CurrentIncomeTaxExpenseBenefit"),
            _part("DeferredIncomeTaxExpenseBenefit", "DeferredIncomeTaxesAndTaxCredits"),
        ),
    ),
    Rule(
        name="change in cash = operating + investing + financing cash flow",
        total=(
            f"{_CASH}PeriodIncreaseDecreaseIncludingExchangeRateEffect",
            f"{_CASH}PeriodIncreaseDecreaseExcludingExchangeRateEffect",
            "CashAndCashEquivalentsPeriodIncreaseDecrease",
        ),
        parts=(
            _flow("Operating"),
            _flow("Investing"),
            _flow("Financing"),
            _maybe(
                f"EffectOfExchangeRateOn{_CASH}",
                f"EffectOfExchangeRateOn{_CASH}IncludingDisposalGroupAndDiscontinuedOperations",
                "EffectOfExchangeRateOnCashAndCashEquivalents",
            ),
            _maybe("NetCashProvidedByUsedInDiscontinuedOperations"),
        ),
    ),
)
