"""Prints, their edits, and what counts as true by accident."""

import random
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from tieout.evals.mutation import edits
from tieout.evals.mutation.printing import Printed, in_scale, percent, points, taken_apart
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.render import render

MILLIONS = in_scale(Decimal(391_035_000_000), "USD", " million", 0)
BILLIONS = in_scale(Decimal(391_035_000_000), "USD", " billion", 1)
SEEDS = [random.Random(seed) for seed in range(40)]  # noqa: S311  # repeatable
amounts = st.integers(min_value=10_000_000, max_value=10**13).map(Decimal)


def test_print() -> None:
    """A print knows its text, value and precision."""
    assert (MILLIONS.text, BILLIONS.text) == ("$391,035 million", "$391.0 billion")
    assert (BILLIONS.value, BILLIONS.precision) == (Decimal("391.0E9"), Decimal("1E8"))
    assert points(Decimal("1.25"), basis=True).text == "125 basis points"
    assert percent(Decimal("2.04"), 1).text == "2.0%"


def test_agrees_at_printed_precision() -> None:
    """Half of the last place is allowed, and no more."""
    assert BILLIONS.agrees(Decimal("391.05E9"))
    assert not BILLIONS.agrees(Decimal("391.051E9"))


@given(amounts)
def test_render_in_parts(value: Decimal) -> None:
    """What answers print comes apart into the same value and text."""
    text = render(value, "USD", -6)
    parts = taken_apart(text, "USD")

    assert parts is not None
    assert (parts.text, parts.value) == (text, value)


@given(amounts, st.sampled_from([" million", " billion", "bn", "B", "M", ""]), st.integers(0, 2), st.integers())
def test_edits_change_the_value(value: Decimal, word: str, places: int, seed: int) -> None:
    """Every edit of a print says something else than the print does."""
    printed, rng = in_scale(value, "USD", word, places), random.Random(seed)  # noqa: S311  # repeatable
    assume(printed.value)
    made = [
        edits.digit(printed, rng),
        edits.transposed(printed, rng),
        edits.scale(printed, rng),
        edits.negative(printed),
    ]
    made += list(edits.rounding(printed, value))

    assert all(one is None or one.value != printed.value for one in made)


@given(amounts, st.integers(0, 2))
def test_prints_read_back(value: Decimal, places: int) -> None:
    """The figure grammar reads a print as the value that it is meant to be."""
    printed = in_scale(value, "USD", " million", places)
    read = [reading for reading in figures(printed.text) if reading.is_figure]

    assert [(reading.value, reading.unit) for reading in read] == [(printed.value, "USD")]


def test_unit_and_relative() -> None:
    """Dollars become another currency or shares, percent becomes points, and back."""
    units = {made.text for seed in SEEDS if (made := edits.unit(BILLIONS, seed))}
    share, point = edits.relative(percent(Decimal(5), 1)), edits.relative(points(Decimal("1.2"), basis=False))

    assert "€391.0 billion" in units
    assert "391.0 billion shares" in units
    assert (share and share.text, point and point.text) == ("5.0 percentage points", "1.2%")
    assert edits.relative(BILLIONS) is None


def test_finer() -> None:
    """A digit more than the figure has is never the right one."""
    made = [edits.finer(BILLIONS, Decimal("391.035E9"), seed) for seed in SEEDS]

    assert all(one is not None and not one.agrees(Decimal("391.035E9")) for one in made)


def test_digits_only() -> None:
    """A figure whose print is shared between digits and words keeps its digits apart."""
    assert Printed(digits="6.13", before="$", unit="USD/shares").with_digits("6.31").text == "$6.31"
