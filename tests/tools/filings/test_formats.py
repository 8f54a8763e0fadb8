"""Transformation formats, with the examples of the registries."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib import import_module

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
        ("1.234,5", "ixt:num-dot-decimal"),
        ("1,234.5", "ixt:num-comma-decimal"),
        ("-5", "ixt:num-dot-decimal"),
        ("(5)", "ixt:num-dot-decimal"),
        ("1,234", "ixt:zerodash"),
        ("1'234", "ixt:num-dot-decimal"),
        ("5 dollars", "ixt:num-unit-decimal"),
        ("12.34", "ixt:numcomma"),
        (".5", "ixt:num-comma-decimal"),
        (",5", "ixt:num-dot-decimal"),
        ("7" * 300, "ixt:num-dot-decimal"),
        *[("1 year", f"ixt-sec:{name}") for name in "durday durweek durmonth duryear durhour".split()],
        *[("Delaware", f"ixt-sec:{name}") for name in "stateprovnameen exchnameen entityfilercategoryen".split()],
        ("☒", "ixt-sec:boolballotbox"),
    ],
)
def test_refused(text: str, form: str) -> None:
    """A text that its format does not allow, or a format that is no number's, gives nothing rather than a guess."""
    assert number(text, form) is None


TEXTS = (
    "1|12|1,234|1.234|1,234,567|1.234.567|1,234.5|1.234,5|12,34,567.89|12.34|12,34|0|007|5.|5,|-|–|—||1 234|"
    "1 234,5|1 234.5|1\u00a0234|1'234|1'234.5|1’234,5|1 2|1.2.3|1 dollar 5 cents|5 EUR 30|1,000 EUR 05|1.000 EUR 5|"
    "1'000 CHF 50|nil|x|-5|(5)|+5|1e5|٣|１２| 12 |,|."
).split("|")


def registry(*kinds: str) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Each format of the five registries whose name begins so, with Arelle's rule for it."""
    ixt = import_module("arelle.FunctionIxt")
    for number_of in range(1, 6):
        functions: dict[str, Callable[[str], str]] = getattr(ixt, f"tr{number_of}Functions")
        yield from ((name, rule) for name, rule in functions.items() if name.startswith(kinds))


def by_rule(rule: Callable[[str], str], text: str) -> str | None:
    """What Arelle's rule makes of a text; None where it refuses it, in whatever way."""
    try:
        return rule(text)
    except Exception:  # noqa: BLE001  # Arelle's rules raise what its XPath engine raises
        return None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("text", TEXTS)
def test_registries(text: str) -> None:
    """Under each numeric format of registries 1 to 5, a text that Arelle accepts has Arelle's value."""
    rules = list(registry("num", "zero", "fixed-zero"))
    compared = {name: value for name, rule in rules if (value := by_rule(rule, text)) is not None}

    assert len(rules) > 25
    for name, value in compared.items():
        if name != "numunitdecimalin" or any(c.isalpha() for c in text):  # there a point would be a unit's name
            assert number(text, f"ixt:{name}") == Decimal(value), name


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=99))
def test_both_separators(whole: int, cents: int) -> None:
    """The same number with either decimal separator has the same value."""
    dot = f"{whole:,}.{cents:02}"
    comma = dot.replace(",", " ").replace(".", ",")

    assert number(dot, "num-dot-decimal") == number(comma, "num-comma-decimal") == Decimal(f"{whole}.{cents:02}")
