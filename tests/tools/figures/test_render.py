"""Values are printed in one readable house style, at the source's precision."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.calculation import Calculation, Operand
from tieout.claim import Style
from tieout.period import Instant
from tieout.tools.figures.render import render, render_calculation


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "printed"),
    [
        ("391035E6", "USD", -6, "$391,035 million"),
        ("391000E6", "USD", -6, "$391,000 million"),
        ("391E9", "USD", -9, "$391 billion"),
        ("391035E6", "USD", None, "$391,035 million"),
        ("1234567E3", "USD", -3, "$1,234.567 million"),
        ("234E3", "USD", -3, "$234 thousand"),
        ("234567", "USD", 0, "$234,567"),
        ("100.5", "USD", None, "$100.50"),
        ("0", "USD", -6, "$0"),
        ("-1234E6", "USD", -6, "-$1,234 million"),
        ("1200E6", "EUR", -6, "€1,200 million"),
        ("-1200E6", "SEK", -6, "-SEK 1,200 million"),
        ("6.13", "USD/shares", 2, "$6.13 per share"),
        ("-0.5", "USD/shares", 2, "-$0.50 per share"),
        ("15343783E3", "shares", -3, "15,343.783 million shares"),
        ("164000", "employees", None, "164,000"),
        ("24.1", "percent", 1, "24.1%"),
        ("-2.3", "points", 1, "-2.3 percentage points"),
        ("1.52", "pure", 2, "1.52x"),
    ],
)
def test_a_fact_is_printed_at_its_sources_precision(value: str, unit: str, decimals: int | None, printed: str) -> None:
    """The accuracy chooses the scale word; no digit is lost and none is invented."""
    assert printed == render(Decimal(value), unit, decimals)


@pytest.mark.parametrize(("style", "printed"), [("exact", "$391,035,000,000"), ("plain", "391,035,000,000")])
def test_other_styles_print_all_digits(style: Style, printed: str) -> None:
    """The words "exact" keeps the unit, "plain" leaves it out."""
    assert printed == render(Decimal("391035E6"), "USD", -6, style)


def test_a_fraction_may_be_printed_as_a_percentage_and_a_sign_left_to_words() -> None:
    """Styles "percent" and "magnitude" change the print and nothing else."""
    assert render(Decimal("0.241"), "pure", 3, "percent") == "24.1%"
    assert render(Decimal("-1234E6"), "USD", -6, "magnitude") == "$1,234 million"
    assert render_calculation(calculation("0.24149", "pure"), "percent") == "24.1%"


def test_places_round_and_never_print_a_negative_zero() -> None:
    """Rounding happens in print only, and nothing rounds to "-0.0%"."""
    assert render(Decimal("2.0221"), "percent", places=1) == "2.0%"
    assert render(Decimal("-0.0221"), "percent", places=1) == "0.0%"
    assert render(Decimal("123456789.3"), "USD", places=1) == "$123.5 million"


def calculation(value: str, unit: str) -> Calculation:
    """A calculation with this result."""
    return Calculation(
        operation="ratio",
        metric="anything",
        expression="a / b",
        formula="1 ÷ 1",
        operands=(Operand(name="a", fact="f", value=Decimal(1)),),
        value=Decimal(value),
        unit=unit,
        entity="0000320193",
        period=Instant(end=date(2024, 9, 28)),
    )


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("2.022109", "percent", "2.0%"),
        ("-1.25", "points", "-1.2 percentage points"),
        ("0.867312", "pure", "0.87x"),
        ("7750E6", "USD", "$7,750 million"),
        ("123456789.333333333333", "USD", "$123.5 million"),
        ("6.107777", "USD/shares", "$6.11 per share"),
    ],
)
def test_a_calculation_is_rounded_when_it_is_printed(value: str, unit: str, printed: str) -> None:
    """Percentages at one place, multiples and per-share amounts at two; exact amounts keep all their digits."""
    assert printed == render_calculation(calculation(value, unit))
