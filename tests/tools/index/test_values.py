"""Which values a text prints, and which of them a query asks for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.index.values import sparse_values, sparse_values_query


def shared(query: str, passage: str) -> int:
    """How many value terms of a query a passage has."""
    return len(set(sparse_values_query(query)[0]) & set(sparse_values(passage)[0]))


def asked(query: str) -> int:
    """How many value terms a query has."""
    return len(sparse_values_query(query)[0])


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        ("391,035", "Total net sales | $ | 391,035 | 383,285"),
        ("$391.0 billion", "(in millions) 391,035"),
        ("US$391.035bn", "391,035"),
        ("391035", "391.035"),
        ("6.13", "Basic $6.16, diluted $6.13 per share"),
        ("8.2%", "rose 8.2 percent"),
        ("1.577,0", "Umsatz 1 577,0"),
        ("1 577,0", "1.577,0"),
        ("1,577.0", "1’577,0"),
        ("1,577", "1\u202f577"),
        ("12,34,567", "₹12,34,567"),
        ("1.2 billion", "1,200"),
        ("$5 billion", "5,000"),
        ("$0.125 trillion", "125,000"),
        ("(2,345)", "2.345"),
        ("391,035,000,000", "391,035"),
        ("999.96", "1,000.0"),
        ("123 456", "cells of 7 | 123 456 | 8"),
    ],
)
def test_a_value_is_the_same_under_any_scale_and_separator(query: str, passage: str) -> None:
    """The digits and the place of the point modulo three agree, rounded as far as either prints."""
    assert shared(query, passage) >= 1


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        ("6.13", "61.3 million"),
        ("6.13", "$613 million"),
        ("391.4 billion", "391,035"),
        ("391,035", "391,635"),
        ("1,577", "1,578"),
        ("8.2%", "82 percent"),
        ("2,024", "in 2024"),
        ("22,680", "2,268"),
    ],
)
def test_another_value_shares_nothing(query: str, passage: str) -> None:
    """A digit or a power of ten that differs is another value."""
    assert asked(query) >= 1
    assert shared(query, passage) == 0


@pytest.mark.parametrize(
    "text",
    ["", "revenue in 2024", "2023 vs 2024", "10-K", "Item 7A", "Note 3", "September 28, 2024", "Q3 2023", "FY24",
     "fiscal 2024", "two companies", "Rule 10b5-1", "日本語", "0"],
)  # fmt: skip
def test_what_is_no_figure_is_not_asked_for(text: str) -> None:
    """Years, dates, periods, references and numbers in words have no value terms."""
    assert sparse_values_query(text) == ([], [])


@pytest.mark.parametrize("text", ["", "2024", "of 7", "12 months", "1,2,3", "1.2.3.4", "Ⅷ and ٣٩١", "no digits"])
def test_what_says_nothing_has_no_terms(text: str) -> None:
    """Years, one or two digits, lists, section numbers and other scripts are not indexed as values."""
    assert sparse_values(text) == ([], [])


def test_more_digits_in_common_count_more() -> None:
    """A passage with the very digits shares more terms than one that rounds them."""
    assert shared("391,035", "391,035") > shared("391,035", "$391.0 billion") > shared("391,035", "400,000")


def test_a_passage_of_few_values_says_more_of_each() -> None:
    """The weight of a term falls with the number of values that are printed."""
    few, many = (sparse_values(" ".join(f"{n},{n + 1}" for n in range(100, 100 + count)))[1] for count in (1, 60))

    assert few[0] > 1 > many[0] > 0


def test_a_pasted_page_asks_for_its_longest_values() -> None:
    """Of very many figures the ones with most digits are looked for, and no more than 32."""
    page = " ".join(f"{number:,}" for number in range(1_000_000, 1_000_400)) + " 1.25"

    assert 0 < asked(page) <= 32 * 4


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10) ** 12, places=2), st.sampled_from([0, 3, 6, 9]))
def test_whatever_the_scale_the_value_is_found(value: Decimal, exponent: int) -> None:
    """A value with three digits or more is found in a table that prints it in other thousands."""
    query, table = f"{value:,}", f"| {value.scaleb(exponent):,f} |"
    terms = set(sparse_values_query(query)[0])

    assert not terms or len(str(value).replace(".", "").strip("0")) < 3 or terms & set(sparse_values(table)[0])


@given(st.text(max_size=300))
def test_any_text_has_rising_terms_of_32_bits(text: str) -> None:
    """Whatever is printed, the vector is one that an index takes."""
    for indices, weights in (sparse_values(text), sparse_values_query(text)):
        assert indices == sorted(set(indices))
        assert len(indices) == len(weights)
        assert all(0 <= index < 2**32 for index in indices)
