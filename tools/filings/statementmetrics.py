"""Which metric does each amount of a statement state, and with which sign does the vocabulary have it?"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from tieout.tools.filings.directions import is_taken_away
from tieout.tools.filings.statementamounts import StatedAmount
from tieout.tools.filings.statementrows import RowKind, Sign, is_cost, is_loss, is_outflow, row_kinds

_SIDES: Final = ("total_assets", "liabilities_and_equity")
_GROSS: Final = ("revenue", "cost_of_revenue", "gross_profit")
_ROUNDED: Final = 2
"""Units of the last digit by which rounded figures may miss their sum."""
_PER_SHARE: Final = frozenset({"eps_basic", "eps_diluted", "dividends_per_share"})
_SHARED: Final = 9
"""A row of a share is taken after one that names its metric in full."""
_DEBTS: Final = frozenset(
    {"current_portion_of_long_term_debt", "short_term_borrowings", "current_debt", "long_term_debt"}
)
_OWED: Final = re.compile(
    r"\bborrowings?\b|\bdebts?\b|\bnotes? payable\b|\bbonds?\b|\bdebentures?\b|\bloans? payable\b|\bbank loans?\b|"
    r"\boverdrafts?\b|\bcommercial paper\b|\bcredit facilit|\bterm loans?\b|\bsenior notes\b|"
    r"\bconvertible (?:notes|loans?)\b|\bfhlb\b|\badvances from\b"
)
"""Rows of a balance sheet that are debt; investments in bonds make it refuse too much, never too little."""
_TAKEN_FROM: Final = re.compile(r"\((?:income|earnings|profit)s?\)\s*/?\s*loss", re.IGNORECASE)
_EITHER: Final = re.compile(r"\(loss(?:es)?\)|/\s*loss", re.IGNORECASE)
"""Labels of others' share: "Net (income) loss attributable …" is printed as it is taken away."""
_BENEFIT: Final = re.compile(r"\bbenefit\b|\bcredit\b", re.IGNORECASE)
_EXPENSE: Final = re.compile(r"expense|charge|provision", re.IGNORECASE)

Claim = tuple[int, StatedAmount, RowKind]
"""How well a row's label fits, the best 0; the amount; the metric that it would state."""


class Metrics:
    """What the rows of one report's statements state."""

    def __init__(self, amounts: Sequence[StatedAmount]) -> None:
        self._amounts = amounts
        self._are_negative = {
            kind: _prints_costs_negative(one for one in amounts if one.statement == kind)
            for kind in ("income", "cash_flow", "balance")
        }
        self._stating = _stating(amounts)

    def of(self, amount: StatedAmount) -> tuple[RowKind, ...]:
        """The metrics that an amount states; none where another row fits better, or several would state one."""
        return tuple(self._stating.get(id(amount), ()))

    def value(self, amount: StatedAmount, kind: RowKind) -> Decimal:
        """The printed amount, unscaled, with the sign that the metric has in the vocabulary."""
        printed, label = amount.printed, amount.label
        signed: Mapping[Sign, Callable[[], Decimal]] = {
            "as_is": lambda: printed,
            "share": lambda: printed,
            "amount": lambda: abs(printed),
            "profit": lambda: -abs(printed) if is_loss(label) else printed,
            "flow": lambda: -abs(printed) if is_outflow(label) else printed,
            "cost": lambda: self._cost(amount),
            "tax": lambda: self._tax(amount),
            "minority": lambda: self._minority(amount),
        }
        return signed[kind.sign]()

    def own(self, amount: StatedAmount) -> Decimal:
        """The printed amount of a row that states no metric, unscaled: a cost or a payment is positive."""
        if amount.statement == "income" and is_cost(amount.label):
            return self._cost(amount)
        return abs(amount.printed) if is_taken_away(amount.label) else amount.printed

    def _cost(self, amount: StatedAmount) -> Decimal:
        """A cost as a positive amount: by how the statement prints costs, else by the label's words."""
        if self._are_negative[amount.statement]:
            return -amount.printed
        return abs(amount.printed) if is_cost(amount.label) else amount.printed

    def _tax(self, amount: StatedAmount) -> Decimal:
        """Tax as an expense: by what it leaves of the income before it, where both stand in the statement."""
        printed = amount.printed
        after = self._beside(amount, "net_income", "continuing")
        for before in self._beside(amount, "pretax_income"):
            for sign in (1, -1):
                if any(before - sign * printed == left for left in after):
                    return sign * printed
        if _BENEFIT.search(amount.label) and not _EXPENSE.search(amount.label):
            return -abs(printed)
        return -printed if self._are_negative["income"] else printed

    def _minority(self, amount: StatedAmount) -> Decimal:
        """Others' share of net income: what the owners' leaves of it, else by the label's words."""
        printed = abs(amount.printed)
        for whole in self._beside(amount, "net_income"):
            for owners in self._beside(amount, "net_income_attributable"):
                if abs(abs(whole - owners) - printed) <= Decimal(1).scaleb(-amount.reading.amount.places):
                    return printed.copy_sign(whole - owners)
        if _TAKEN_FROM.search(amount.label):
            return -amount.printed
        if _EITHER.search(amount.label):
            return amount.printed
        return -printed if is_loss(amount.label) else printed

    def _beside(self, amount: StatedAmount, metric: str, also: str = "\0") -> list[Decimal]:
        """What the rows of the same year's income statement print that may be a metric."""
        kinds = [kind for kind in row_kinds("income") if kind.metric == metric]
        return [
            -abs(one.printed) if is_loss(one.label) else one.printed
            for one in self._amounts
            if one.statement == "income" and one.period == amount.period
            if also in one.name or any(kind.rank(one.name, "") is not None for kind in kinds)
        ]


def _stating(amounts: Sequence[StatedAmount]) -> Mapping[int, Sequence[RowKind]]:
    """For each amount, by identity, the metrics that it states: the best label, and no second value under it."""
    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for amount in amounts:
        for kind in row_kinds(amount.statement):
            rank = kind.rank(amount.name, amount.above) if _may_state(kind, amount) else None
            if kind.sign == "share" and rank is not None:
                rank = _SHARED if _makes_up(amount, amounts) else None
            if rank is not None:
                claims[kind.metric, amount.period.fiscal or ""].append((rank, amount, kind))
    found: dict[int, list[RowKind]] = defaultdict(list)
    for claimed in claims.values():
        best = min(rank for rank, _, _ in claimed)
        first = [(amount, kind) for rank, amount, kind in claimed if rank == best]
        if len({abs(amount.printed) for amount, _ in first}) == 1:
            found[id(first[0][0])].append(first[0][1])
    for amount in _unbalanced(claims):
        found.pop(id(amount), None)
    for amount in _unequal(found, amounts):
        found.pop(id(amount), None)
    if _hides_debt(amounts, found):
        return {key: [kind for kind in kinds if kind.metric not in _DEBTS] for key, kinds in found.items()}
    return found


def _makes_up(amount: StatedAmount, amounts: Sequence[StatedAmount]) -> bool:
    """Whether a share of the result and another row under the same heading make up net income."""
    whole = [k for k in row_kinds("income") if k.metric == "net_income"]
    same = [one for one in amounts if one.statement == "income" and one.period == amount.period]
    results = {
        -abs(one.printed) if is_loss(one.label) else one.printed
        for one in same
        if any(kind.rank(one.name, one.above) is not None for kind in whole)
    }
    beside = [one.printed for one in same if one.above == amount.above and one is not amount]
    last = Decimal(1).scaleb(-amount.reading.amount.places)
    return any(abs(amount.printed + other - result) <= last for other in beside for result in results)


def _may_state(kind: RowKind, amount: StatedAmount) -> bool:
    """Whether an amount's unit and kind of period are those of the metric."""
    per_share = kind.metric in _PER_SHARE
    if per_share != amount.unit.endswith("/shares"):
        return False
    is_held = amount.statement == "balance"
    return (amount.unit == amount.primary.currency or per_share) and (amount.period.kind == "instant") == is_held


def _unbalanced(claims: Mapping[tuple[str, str], Sequence[Claim]]) -> list[StatedAmount]:
    """What a balance sheet states of a year in which its two sides differ: it was not read aright."""
    sides = {key: {abs(one.printed) for _, one, _ in claimed} for key, claimed in claims.items() if key[0] in _SIDES}
    years = {when for _, when in sides}
    wrong = {
        when for when in years if not sides.get((_SIDES[0], when), set()) & sides.get((_SIDES[1], when), set())
        and all((side, when) in sides for side in _SIDES)
    }  # fmt: skip
    return [
        one
        for (_, when), claimed in claims.items()
        for _, one, _ in claimed
        if when in wrong and one.statement == "balance"
    ]


def _unequal(found: Mapping[int, Sequence[RowKind]], amounts: Sequence[StatedAmount]) -> list[StatedAmount]:
    """Revenue, its cost and gross profit of a year in which the one less the other is not the third."""
    by_year: dict[str, dict[str, StatedAmount]] = defaultdict(dict)
    for amount in amounts:
        for kind in found.get(id(amount), ()):
            if kind.metric in _GROSS:
                by_year[amount.period.fiscal or ""][kind.metric] = amount
    wrong: list[StatedAmount] = []
    for year in by_year.values():
        if len(year) == len(_GROSS):
            revenue, cost, gross = (year[metric] for metric in _GROSS)
            left = abs(revenue.printed) - abs(cost.printed)
            if abs(left - gross.printed) > _ROUNDED and abs(abs(left) - abs(gross.printed)) > _ROUNDED:
                wrong += [revenue, cost, gross]
    return wrong


def _hides_debt(amounts: Sequence[StatedAmount], found: Mapping[int, Sequence[RowKind]]) -> bool:
    """Whether the balance sheet has debt that no metric takes: the rest would pass for the whole."""
    owing = (one for one in amounts if one.statement == "balance" and _OWED.search(one.name))
    return any(not any(kind.metric in _DEBTS for kind in found.get(id(one), ())) for one in owing)


def _prints_costs_negative(amounts: Iterable[StatedAmount]) -> bool:
    """Whether a statement prints its costs as negative amounts."""
    costs = [one.printed for one in amounts if is_cost(one.label) and one.printed]
    return bool(costs) and sum(value < 0 for value in costs) * 2 > len(costs)
