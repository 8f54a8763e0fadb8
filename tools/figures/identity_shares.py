"""Are a period's earnings per share its income over its shares?"""

from collections.abc import Mapping
from decimal import Decimal

from tieout.fact import Fact
from tieout.tools.figures.agreement import half_unit

PER_SHARE: Mapping[str, tuple[str, ...]] = {
    "EarningsPerShareBasic": ("WeightedAverageNumberOfSharesOutstandingBasic",),
    "EarningsPerShareDiluted": ("WeightedAverageNumberOfDilutedSharesOutstanding",),
}
"""The shares that belong to each."""
_INCOME = (
    "NetIncomeLossAvailableToCommonStockholdersBasic",
    "NetIncomeLossAvailableToCommonStockholdersDiluted",
    "NetIncomeLoss",
    "ProfitLoss",
)
_CLOSE = Decimal("0.02")
"""A share of earnings per share: what preferred dividends, participating securities and interest added back for
convertible debt may come to without a tag of their own. More is another figure."""

Off = tuple[Fact, tuple[Fact, Fact], Decimal, Decimal]
"""Earnings per share; income and shares; the difference; what rounding may come to."""


def per_share(name: str, found: Mapping[str, Fact]) -> Off | None:
    """How far earnings per share are from income over shares; None where they fit, or cannot be judged.

    Args:
        name: the concept, without its prefix.
        found: the facts of one period without dimensions, by concept.
    """
    total = found.get(name)
    shares = next((found[key] for key in PER_SHARE[name] if key in found), None)
    if total is None or shares is None or not total.value or not shares.value:
        return None
    offs = [_off(total, found[key], shares) for key in _INCOME if key in found]
    if not offs or any(abs(off[2]) <= max(off[3], abs(total.value) * _CLOSE) for off in offs):
        return None
    return min(offs, key=lambda off: abs(off[2]))


def _off(total: Fact, income: Fact, shares: Fact) -> Off:
    value, top, bottom = (fact.value or Decimal(0) for fact in (total, income, shares))
    slack = half_unit(total) + (half_unit(income) + abs(value) * half_unit(shares)) / bottom
    return total, (income, shares), value - top / bottom, slack
