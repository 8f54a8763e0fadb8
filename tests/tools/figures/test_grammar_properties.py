"""Whatever the text: no crash, every digit accounted for, in order; what is rendered is read back."""

import itertools
import time
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.render import render

PIECES = st.sampled_from(
    [
        "1",
        "2,345",
        "391.0",
        ".5",
        "2024",
        "$",
        "€",
        "US$",
        "%",
        "x",
        "(",
        ")",
        "-",
        "–",
        "—",
        "million",
        "bn",
        "K",
        "and",
        "to",
        "or",
        ",",
        ".",
        ";",
        "/",
        ":",
        "[",
        "]",
        "Note",
        "Item",
        "FY",
        "Q3",
        "per",
        "share",
        "shares",
        "September",
        "28,",
        "one",
        "half",
        "dozen",
        "doubled",
        "a",
        "10-K",
        "http://",
        "@",
        "½",
        "²",
        "①",
        "３",
        "\u200b",
        "\xa0",
        "O",
        "l",
        "\t",
        "\n",
        "years",
        "ended",
        "of",
        "in",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))
CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "JPY", "HKD", "CAD", "AUD", "SEK", "CHF", "INR"])
UNITS = st.one_of(
    CURRENCIES, CURRENCIES.map("{}/shares".format), st.sampled_from(["percent", "points", "pure", "shares", ""])
)
VALUES = st.decimals(min_value=Decimal("-1E13"), max_value=Decimal("1E13"), places=4)


def is_digit(character: str) -> bool:
    """Decimal digits of any script, raised, circled and fractional ones."""
    return unicodedata.category(character) in {"Nd", "No"}


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_digit_is_accounted_for(text: str) -> None:
    """No digit of any script stands outside a figure or a skipped reading."""
    covered = {at for reading in figures(text) for at in range(reading.start, reading.end)}

    assert [at for at, character in enumerate(text) if is_digit(character) and at not in covered] == []


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_readings_are_ordered_ranges_of_the_text(text: str) -> None:
    """Readings do not overlap, and each holds the text of its range."""
    found = figures(text)

    assert all(text[reading.start : reading.end] == reading.text for reading in found)
    assert all(0 <= one.start < one.end <= two.start for one, two in itertools.pairwise(found))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_has_its_periods_read(text: str) -> None:
    """Period reading crashes on nothing, and its ranges are of the text."""
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions(text))


@given(VALUES, UNITS, st.integers(min_value=-9, max_value=6))
@settings(max_examples=600, deadline=None)
def test_a_rendered_value_is_read_back_exactly(value: Decimal, unit: str, decimals: int) -> None:
    """Whatever the unit, sign, size and accuracy, no digit of a fact is lost on the way to print and back."""
    (reading,) = figures(render(value, unit, decimals))

    assert (value, unit, None) == (reading.value, reading.unit, reading.skipped)


@given(VALUES, UNITS, st.integers(min_value=0, max_value=4))
@settings(max_examples=600, deadline=None)
def test_a_rounded_value_is_read_back_within_its_precision(value: Decimal, unit: str, places: int) -> None:
    """A calculated value agrees with its own print, by the printed precision alone."""
    (reading,) = figures(render(value, unit, places=places))

    assert reading.unit == unit
    assert reading.value is not None
    assert agrees(reading.value, reading.precision, value)


@given(VALUES, CURRENCIES, st.integers(min_value=-9, max_value=6))
@settings(max_examples=200, deadline=None)
def test_a_rendered_value_is_read_back_inside_a_sentence(value: Decimal, unit: str, decimals: int) -> None:
    """Words around a rendered amount do not change what it says."""
    text = f"Net sales were {render(value, unit, decimals)} in fiscal 2024 (ended September 28, 2024)."
    found = [reading for reading in figures(text) if reading.is_figure]

    assert [(value, unit)] == [(reading.value, reading.unit) for reading in found]


@pytest.mark.full_speed
def test_reading_takes_linear_time() -> None:
    """Texts that make careless patterns backtrack cost four times as much when four times as long, not sixteen."""
    for piece in (
        "(1",
        "1,",
        "AB1",
        "1st",
        "1:",
        "111 ",
        "$",
        "one hundred ",
        "Notes 1, ",
        "2024 to ",
        "http://1/",
        "1O",
        "²",
        "-",
    ):
        timed = []
        for count in (1_000, 4_000):
            start = time.thread_time()
            figures(piece * count)
            timed.append(time.thread_time() - start)

        assert timed[1] < 10 * timed[0] + 0.1, piece
