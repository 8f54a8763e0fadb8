"""Transformation formats, with the examples of the registries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.filings.formats import number


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("1,234,567.89", "ixt:num-dot-decimal", "1234567.89"),
        ("1 234 567.89", "ixt:numdotdecimal", "1234567.89"),
        ("12\u00a0345", "x:num-dot-decimal", "12345"),
        (".5", "ixt:num-dot-decimal", "0.5"),
        ("1.234.567,89", "ixt:num-comma-decimal", "1234567.89"),
        ("1 234,5", "ixt:numcommadecimal", "1234.5"),
        ("12,34,567.89", "ixt:num-dot-decimal-in", "1234567.89"),
        ("1'234.5", "ixt:num-dot-decimal-apos", "1234.5"),
        ("—", "ixt:fixed-zero", "0"),
        ("-", "ixt:zerodash", "0"),
        ("anything", "ixt:fixed-zero", "0"),
        ("294", None, "294"),
        ("no", "ixt-sec:numwordsen", "0"),
        ("None", "ixt-sec:numwordsen", "0"),
        ("two", "ixt-sec:numwordsen", "2"),
        ("Twenty-one", "ixt:num-words-en", "21"),
        ("one hundred and five", "ixt-sec:numwordsen", "105"),
        ("one million, two hundred thousand", "ixt-sec:numwordsen", "1200000"),
        ("5 dollars 30 cents", "ixt:num-unit-decimal", "5.30"),
        ("1,000 EUR 5", "ixt:numunitdecimal", "1000.05"),
    ],
)
def test_value(text: str, form: str | None, value: str) -> None:
    """Each format reads its text as the registry says, whatever prefix it has."""
    assert number(text, form) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("12a", "ixt:num-dot-decimal"),
        ("1.2.3", "ixt:num-dot-decimal"),
        ("", "ixt:num-dot-decimal"),
        ("٣", "ixt:num-dot-decimal"),
        ("several", "ixt-sec:numwordsen"),
        ("one two", "ixt-sec:numwordsen"),
        ("and", "ixt-sec:numwordsen"),
        ("three years", "ixt-sec:durwordsen"),
        ("5", "ixt:some-later-format"),
    ],
)
def test_refused(text: str, form: str) -> None:
    """A text that its format does not allow, or a format that is no number's, gives nothing rather than a guess."""
    assert number(text, form) is None


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=99))
def test_both_separators(whole: int, cents: int) -> None:
    """The same number with either decimal separator has the same value."""
    dot = f"{whole:,}.{cents:02}"
    comma = dot.replace(",", " ").replace(".", ",")

    assert number(dot, "num-dot-decimal") == number(comma, "num-comma-decimal") == Decimal(f"{whole}.{cents:02}")
