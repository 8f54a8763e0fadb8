"""The printed precision is the only tolerance, and a mismatch is told apart by its kind."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.figures.agreement import agrees, explain_mismatch, in_unit

EXACT = Decimal("391035E6")


@pytest.mark.parametrize(
    ("printed", "precision", "agree"),
    [
        ("391.0E9", "1E8", True),
        ("391035E6", "1E6", True),
        ("391.1E9", "1E8", False),
        ("391036E6", "1E6", False),
        ("0.42", "0.01", False),
    ],
)
def test_half_of_the_last_printed_digit_is_allowed(printed: str, precision: str, *, agree: bool) -> None:
    """Never more, whatever the size."""
    assert agree == agrees(Decimal(printed), Decimal(precision), EXACT)


def test_a_tie_may_be_rounded_either_way() -> None:
    """2.5 may be printed as 2 or as 3, and as nothing else."""
    assert [agrees(Decimal(n), Decimal(1), Decimal("2.5")) for n in (1, 2, 3, 4)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("printed", "precision", "decimals", "reason"),
    [
        ("391035E6", "1E6", -6, None),
        ("-391035E6", "1E6", -6, "wrong_sign"),
        ("391035E3", "1E3", -6, "wrong_scale"),
        ("391035E9", "1E9", -6, "wrong_scale"),
        ("391.1E9", "1E8", -6, "rounding"),
        ("391035.4E6", "1E5", -6, "wrong_precision"),
        ("383285E6", "1E6", -6, "wrong_value"),
    ],
)
def test_a_mismatch_has_a_kind(printed: str, precision: str, decimals: int, reason: str | None) -> None:
    """Sign, scale, rounding and false precision are told from a plainly wrong value."""
    assert reason == explain_mismatch(Decimal(printed), Decimal(precision), EXACT, decimals)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6), st.integers(min_value=0, max_value=6))
def test_every_rounding_of_a_value_agrees_with_it(exact: Decimal, places: int) -> None:
    """Whatever is rounded correctly is accepted."""
    assert agrees(round(exact, places), Decimal(1).scaleb(-places), exact)


def test_only_the_same_thing_changes_its_unit() -> None:
    """A proportion is a percentage; a level is never a difference in points."""
    assert Decimal("43.8") == in_unit(Decimal("0.438"), "pure", "percent")
    assert Decimal(5) == in_unit(Decimal(5), "USD", "USD")
    assert in_unit(Decimal(5), "percent", "points") is None
    assert in_unit(Decimal(5), "USD", "EUR") is None
