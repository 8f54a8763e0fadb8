"""Formulas are expanded to reported figures, evaluated exactly, and written so that they can be evaluated again."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.figures.small import ACME, COST, PROFIT, VOCABULARY, StaticSnapshot, fact
from tieout.calculation import Calculation
from tieout.period import FiscalPeriod
from tieout.tools.figures.derive import NotDerivable, currency, decimal, written
from tieout.tools.figures.formula import parse
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.recompute import recompute
from tieout.tools.figures.resolve import Ledger

AMOUNTS = st.integers(-(10**15), 10**15).filter(bool)


@pytest.mark.parametrize("text", ["a + b", "(a - b) / b", "abs(a)", "a / average(b)", "prior(a) + 2"])
def test_a_formula_is_written_as_it_is_read(text: str) -> None:
    """What `written` prints parses to the same tree."""
    tree = parse(text)

    assert parse(written(tree)) == tree


@given(profit=AMOUNTS, revenue=AMOUNTS)
def test_a_ratio_is_exact_and_comes_out_again(profit: int, revenue: int) -> None:
    """A margin is the exact quotient to 28 digits, in percent, and its expression gives the same value once more."""
    facts = (fact(str(profit), concept=PROFIT, label="Net income"), fact(str(revenue)))
    books = Ledger(facts, {d.id: d for d in StaticSnapshot((ACME,)).documents()}, VOCABULARY)
    level = books.level(Wanted(entity=ACME.key, metric="net_margin", words="", period=FiscalPeriod(year=2024)))

    assert isinstance(level, Calculation)
    assert level.unit == "percent"
    assert level.value == Decimal(profit * 100) / Decimal(revenue)
    assert recompute(level, {f.id: f for f in facts}) == level.value


def test_currencies_are_not_mixed() -> None:
    """An amount in euros less one in dollars is refused."""
    facts = (fact("5000000000"), fact("1", concept=COST, label="Cost of revenue", unit="EUR"))
    books = Ledger(facts, {d.id: d for d in StaticSnapshot((ACME,)).documents()}, VOCABULARY)

    with pytest.raises(NotDerivable, match="would mix EUR and USD"):
        books.level(Wanted(entity=ACME.key, metric="gross_profit", words="", period=FiscalPeriod(year=2024)))


@pytest.mark.parametrize(
    ("unit", "code"), [("USD", "USD"), ("USD/shares", "USD"), ("shares", ""), ("pure", ""), ("usd", "")]
)
def test_a_currency_is_three_capitals(unit: str, code: str) -> None:
    """Quotients have their numerator's currency, counts none."""
    assert currency(fact("1", unit=unit)) == code


def test_an_exact_value_has_28_digits() -> None:
    """A third is rounded once."""
    assert str(decimal(Fraction(1, 3))) == "0." + "3" * 28
