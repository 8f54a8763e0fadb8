"""Calculations are exact, only over figures that fit together, and come to the same when done again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.calculation import Calculation
from tieout.document import Entity
from tieout.fact import Fact
from tieout.locator import Span
from tieout.period import Duration, Instant, Period
from tieout.tools.figures.calculate import (
    NotDerivable,
    average_of,
    change,
    compound_growth,
    difference,
    percent_change,
    ratio,
    recompute,
    share,
    sum_of,
)

APPLE = Entity(cik="0000320193", ticker="AAPL", name="Apple Inc.")
AMD = Entity(cik="0000002488", ticker="AMD", name="Advanced Micro Devices, Inc.")


def year(end: int) -> Duration:
    """A fiscal year that ends in September."""
    return Duration(start=date(end - 1, 10, 1), end=date(end, 9, 30), fiscal=f"FY{end}")


def fact(
    value: str | Decimal, at: Period, *, unit: str = "USD", label: str = "Net sales", entity: Entity = APPLE
) -> Fact:
    """A reported fact; its id says what it is."""
    return Fact(
        id=f"{entity.ticker}:{label}:{at.end}",
        document="d",
        entity=entity,
        concept="us-gaap:Revenues",
        label=label,
        value=Decimal(value),
        unit=unit,
        decimals=-6,
        period=at,
        printed="x",
        locator=Span(document="d", content_hash="h", quote_hash="q"),
        origin="xbrl",
    )


SALES_2024 = fact("391035E6", year(2024))
SALES_2023 = fact("383285E6", year(2023))
RESEARCH = fact("31370E6", year(2024), label="Research and development")


def by_id(*facts: Fact) -> dict[str, Fact]:
    """Facts by their ids."""
    return {one.id: one for one in facts}


def test_a_percent_change_shows_its_figures() -> None:
    """Value to 28 digits, formula with operands in a common scale."""
    grown = percent_change(SALES_2024, SALES_2023)

    assert Decimal("2.021994077514121345734897009") == grown.value
    assert (grown.unit, grown.metric) == ("percent", "percent change in Net sales")
    assert grown.formula == "(391,035 − 383,285) ÷ 383,285 (USD millions)"
    assert SALES_2024.period == grown.period


@pytest.mark.parametrize(
    ("made", "value", "unit"),
    [
        (change(SALES_2024, SALES_2023), "7750E6", "USD"),
        (difference(SALES_2024, RESEARCH), "359665E6", "USD"),
        (share(RESEARCH, fact("313700E6", year(2024))), "10", "percent"),
        (ratio(RESEARCH, fact("15685E6", year(2024))), "2", "pure"),
        (ratio(fact("100E6", year(2024)), fact("50E6", year(2024), unit="shares")), "2", "USD/shares"),
        (sum_of([SALES_2024, SALES_2023]), "774320E6", "USD"),
        (average_of([SALES_2024, SALES_2023]), "387160E6", "USD"),
        (change(fact("46.2", year(2024), unit="percent"), fact("44.1", year(2023), unit="percent")), "2.1", "points"),
        (compound_growth(fact("121E6", year(2024)), fact("100E6", year(2022))), "10", "percent"),
        (change(fact("5E6", year(2024)), fact("-3E6", year(2023))), "8E6", "USD"),
        (change(fact("-5E6", year(2024)), fact("3E6", year(2023))), "-8E6", "USD"),
        (percent_change(fact("-5E6", year(2024)), fact("4E6", year(2023))), "-225", "percent"),
        (percent_change(fact("0", year(2024)), fact("4E6", year(2023))), "-100", "percent"),
        (change(fact("-1.5", year(2024), unit="percent"), fact("2.5", year(2023), unit="percent")), "-4", "points"),
        (share(fact("-5E6", year(2024), label="Loss"), fact("20E6", year(2024))), "-25", "percent"),
        (ratio(SALES_2024, fact("78207E6", year(2024))), "5", "pure"),
        (average_of([fact("5E6", year(2024)), fact("-3E6", year(2023))]), "1E6", "USD"),
        (compound_growth(fact("0", year(2024)), fact("100E6", year(2022))), "-100", "percent"),
    ],
)
def test_operations_are_exact(made: Calculation, value: str, unit: str) -> None:
    """Each operation gives its exact value in its unit."""
    assert (Decimal(value), unit) == (made.value, made.unit)


def test_a_calculation_can_be_part_of_another() -> None:
    """The change of a margin opens both margins down to their four facts."""
    cost_2024 = fact("210352E6", year(2024), label="Cost of sales")
    cost_2023 = fact("214137E6", year(2023), label="Cost of sales")
    facts = by_id(SALES_2024, SALES_2023, cost_2024, cost_2023)
    margins = share(cost_2024, SALES_2024), share(cost_2023, SALES_2023)
    moved = change(*margins, facts=facts, metric="change in cost ratio")

    assert (moved.unit, len(moved.operands)) == ("points", 4)
    assert round(margins[0].value - margins[1].value, 20) == round(moved.value, 20)
    assert moved.value == recompute(moved, facts)


def test_a_sum_over_years_spans_them() -> None:
    """The period of a sum runs from the first day to the last."""
    made = sum_of([SALES_2024, SALES_2023])

    assert (date(2022, 10, 1), date(2024, 9, 30)) == (made.period.start, made.period.end)


@pytest.mark.parametrize(
    ("reason", "attempt"),
    [
        ("not_meaningful", lambda: percent_change(SALES_2024, fact("-5E6", year(2023)))),
        ("not_meaningful", lambda: percent_change(SALES_2024, fact("0", year(2023)))),
        ("not_meaningful", lambda: percent_change(fact("-2E6", year(2024)), fact("-5E6", year(2023)))),
        ("not_meaningful", lambda: compound_growth(SALES_2024, fact("-5E6", year(2022)))),
        ("not_meaningful", lambda: compound_growth(fact("-5E6", year(2024)), fact("5E6", year(2022)))),
        ("not_meaningful", lambda: ratio(SALES_2024, fact("0", year(2024)))),
        ("not_meaningful", lambda: sum_of([fact("4", year(2024), unit="percent")])),
        ("wrong_unit", lambda: change(SALES_2024, fact("5E6", year(2023), unit="EUR"))),
        ("wrong_unit", lambda: share(RESEARCH, fact("5", year(2024), unit="shares"))),
        (
            "wrong_unit",
            lambda: percent_change(fact("4", year(2024), unit="percent"), fact("3", year(2023), unit="percent")),
        ),
        ("not_derivable", lambda: change(SALES_2023, SALES_2024)),
        ("not_derivable", lambda: change(SALES_2024, fact("5E6", year(2023), entity=AMD))),
        ("not_derivable", lambda: change(SALES_2024, fact("5E6", Instant(end=date(2023, 9, 30))))),
        (
            "not_derivable",
            lambda: change(SALES_2024, fact("5E6", Duration(start=date(2023, 7, 1), end=date(2023, 9, 30)))),
        ),
        ("not_derivable", lambda: share(RESEARCH, SALES_2023)),
        (
            "not_derivable",
            lambda: sum_of([SALES_2024, fact("1", Duration(start=date(2024, 7, 1), end=date(2024, 12, 31)))]),
        ),
        ("not_derivable", lambda: sum_of([])),
    ],
)
def test_figures_that_do_not_fit_are_refused(reason: str, attempt: object) -> None:
    """Other units, companies, lengths or an empty base give a reason, never a number."""
    assert callable(attempt)
    with pytest.raises(NotDerivable) as refused:
        attempt()

    assert reason == refused.value.reason


@given(
    st.decimals(min_value=1, max_value=10**12, places=2),
    st.decimals(min_value=1, max_value=10**12, places=2),
)
def test_doing_it_again_gives_the_same(later: Decimal, earlier: Decimal) -> None:
    """Every operation's expression comes to its value from the facts alone."""
    new, old = fact(later, year(2024)), fact(earlier, year(2020))
    facts = by_id(new, old)
    made = [
        change(new, old), percent_change(new, old), ratio(new, old), sum_of([new, old]), average_of([new, old]),
        difference(new, old), compound_growth(new, old),
    ]  # fmt: skip

    assert [one.value for one in made] == [recompute(one, facts) for one in made]


def test_a_wrong_value_does_not_survive_doing_it_again() -> None:
    """The claimed value plays no part in the recomputation."""
    wrong = percent_change(SALES_2024, SALES_2023).model_copy(update={"value": Decimal(3)})

    assert wrong.value != recompute(wrong, by_id(SALES_2024, SALES_2023))


def test_a_wrong_operand_or_a_missing_fact_is_an_error() -> None:
    """An operand must be at hand and be what its fact says."""
    made = change(SALES_2024, SALES_2023)
    other = SALES_2023.model_copy(update={"value": Decimal(1)})

    with pytest.raises(NotDerivable, match="not at hand") as missing:
        recompute(made, by_id(SALES_2024))
    with pytest.raises(NotDerivable, match="in the source, not") as differs:
        recompute(made, by_id(SALES_2024, other))
    assert (missing.value.reason, differs.value.reason) == ("no_source", "bad_arithmetic")


@pytest.mark.parametrize(
    "expression", ["later - nobody", "later +", "growth over 1 years: later / earlier", "later / 0"]
)
def test_an_expression_that_does_not_fit_its_operands_is_refused(expression: str) -> None:
    """Names without operands, broken text and another operation's form are not evaluated."""
    made = change(SALES_2024, SALES_2023).model_copy(update={"expression": expression})

    with pytest.raises(NotDerivable):
        recompute(made, by_id(SALES_2024, SALES_2023))
