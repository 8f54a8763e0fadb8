"""Terms for BM25."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.index.terms import sparse, sparse_query, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$1,577 million", ["1577", "million"]),
        ("391,035.50", ["391035.50"]),
        ("8.2% and 8.2 percent", ["8.2%", "8.2%"]),
        ("(12.3) %", ["12.3"]),
        ("Form 10-K, 10-K/A and 8-K", ["form", "10-k", "10-k/a", "8-k"]),
        ("Item 7A.", ["item7a"]),
        ("ITEM 1. Business", ["item1", "busi"]),
        ("R&D, SG&A and AT&T", ["r&d", "sg&a", "at&t"]),
        ("Class A-1 notes on Form S-8, S-34.111", ["class", "a-1", "note", "form", "s-8", "s", "34.111"]),
        ("Rule 10b5-1 plans", ["rule", "10b5-1", "plan"]),
        ("the Company's U.S. franchisees’ assets", ["compani", "us", "franchise", "asset"]),
        ("subsidiaries, taxes, expenses, losses, purchases", ["subsidiari", "tax", "expens", "loss", "purchas"]),
        ("gas basis status business", ["gas", "basis", "status", "busi"]),
        ("Q3 FY24 COVID-19 iPhone", ["q3", "fy24", "covid", "19", "iphon"]),
        ("10 a 10A", ["10", "10a"]),
        ("ＦＵＬＬ ﬁscal", ["full", "fiscal"]),
        ("2023 2024", ["2023", "2024"]),
        ("long-term debt", ["long", "term", "debt"]),
        ("売上高", ["売上高"]),
        ("the of and — ??? ...", []),
        ("", []),
    ],
)
def test_terms_of_filings_survive(text: str, expected: list[str]) -> None:
    """Numbers, forms, items and abbreviations are one term each; words are stems; stop words go."""
    assert terms(text) == expected


@given(text=st.text(max_size=300))
def test_any_text_has_a_sound_sparse_vector(text: str) -> None:
    """Ids rise without repeats within 32 bits, and weights lie above 0 and below k1 + 1."""
    indices, values = sparse(text)

    assert indices == sorted(set(indices))
    assert all(0 <= index < 1 << 32 for index in indices)
    assert all(0 < value < 2.2 for value in values)
    assert sparse_query(text) == (indices, [1.0] * len(indices))


def test_repeats_saturate() -> None:
    """A word said ten times weighs more than once, but not three times as much."""
    filler = " ".join(f"word{number}" for number in range(50))
    weight = {count: max(sparse(f"{filler} {'iphone ' * count}")[1]) for count in (1, 10)}

    assert weight[1] < weight[10] < 3 * weight[1]


def test_shorter_passage_weighs_a_word_more() -> None:
    """The same word counts more in a short passage than in a long one."""
    short = max(sparse("iphone")[1])
    long = max(sparse("iphone " + " ".join(f"word{number}" for number in range(300)))[1])

    assert long < short


def test_hashes_are_stable() -> None:
    """A term's id is part of the stored format and does not change between processes or versions."""
    assert sparse_query("revenue") == ([4201686322], [1.0])
