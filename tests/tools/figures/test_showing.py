"""Figures are printed as the question asks, and read back as the value that they state."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.claim import Shown
from tieout.tools.figures.agreement import agrees, in_unit
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.showing import show

SALES = Decimal(391_035_000_000)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown", "calculated", "text"),
    [
        (SALES, "USD", -6, Shown(scale=9), False, "$391.035 billion"),
        (SALES, "USD", -6, Shown(scale=9, places=1), False, "$391.0 billion"),
        (SALES, "USD", -6, Shown(scale=3), False, "$391,035,000 thousand"),
        (SALES, "USD", -6, Shown(places=2), False, "$391,035 million"),
        (Decimal(22_000_000), "USD", -6, Shown(scale=9, places=1), False, "$0.022 billion"),
        (Decimal("6.08"), "USD/shares", 2, Shown(places=1), False, "$6.1 per share"),
        (Decimal("46.124"), "percent", None, Shown(places=2), True, "46.12%"),
        (Decimal("0.4561"), "pure", 4, Shown(unit="percent", places=1), False, "45.6%"),
        (Decimal("-3.586"), "points", None, Shown(unit="basis points"), True, "-359 basis points"),
        (Decimal("24.2567"), "pure", None, Shown(places=2), True, "24.26x"),
        (Decimal("46.987"), "days", None, Shown(places=2), True, "46.99"),
    ],
)
def test_the_print_that_is_asked_for(
    value: Decimal, unit: str, decimals: int | None, shown: Shown, *, calculated: bool, text: str
) -> None:
    """Scale, places and unit are those of the question; a reported figure gets no digits that it does not have."""
    assert show(value, unit, decimals, shown, calculated=calculated) == text


def test_what_does_not_concern_a_unit_is_left_to_the_house_style() -> None:
    """An amount per share has no scale, and nothing is shown otherwise for it."""
    assert show(Decimal("6.08"), "USD/shares", 2, Shown(scale=9), calculated=False) is None


@given(
    value=st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    unit=st.sampled_from(["USD", "percent", "pure", "shares", "points", "EUR/shares"]),
    scale=st.sampled_from([None, 0, 3, 6, 9]),
    places=st.none() | st.integers(min_value=0, max_value=6),
    calculated=st.booleans(),
)
def test_every_print_is_read_back_as_its_value(
    value: Decimal, unit: str, scale: int | None, places: int | None, *, calculated: bool
) -> None:
    """Whatever is asked for, the printed figure states the exact value at its own precision."""
    shown = Shown.model_validate({"scale": scale, "places": places})
    text = show(value, unit, None, shown, calculated=calculated)
    if text is None:
        return
    reading = next(r for r in figures(f"It was {text} then.") if r.is_figure)
    exact = in_unit(value, unit, reading.unit)

    assert reading.value is not None
    assert exact is not None
    assert agrees(reading.value, reading.precision, exact)
