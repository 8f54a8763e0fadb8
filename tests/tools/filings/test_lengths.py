"""How long a text is to an encoder."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.filings import read
from tieout.tools.filings.lengths import stretches, tokens
from tieout.tools.index.encoder import LocalEncoder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net sales were $391,035 million.", 9),
        ("(12.3)% of total", 8),
        ("売上高は増加した", 2),
        ("", 0),
    ],
)
def test_words_numerals_and_marks_count(text: str, expected: int) -> None:
    """A word is one, a numeral one for each three digits, a mark one; other scripts one for three letters."""
    assert tokens(text) == expected


@given(text=st.text(max_size=400), most=st.integers(min_value=5, max_value=60))
def test_stretches_cover_a_text(text: str, most: int) -> None:
    """Stretches follow one another, hold all that is no white space, and are short wherever a word is."""
    found = list(stretches(text, most))

    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(b <= c for (_, b), (c, _) in pairwise(found))
    longest_word = max((tokens(word) for word in text.split()), default=0)
    assert all(tokens(text[a:b]) <= max(most, longest_word) for a, b in found)


def test_sentences_stay_whole() -> None:
    """A stretch ends where a sentence does, if one can."""
    text = "One two three four. Five six seven eight. Nine ten eleven twelve."

    assert [text[a:b] for a, b in stretches(text, 10)] == [
        "One two three four. Five six seven eight.",
        "Nine ten eleven twelve.",
    ]


@pytest.mark.real
def test_estimate_is_near_the_shipped_encoder(shared_data: Path) -> None:
    """On a 10-Q the estimate is within a tenth of the encoder's own count, and hardly any passage is cut by it."""
    passages = read(shared_data / "docugami_10q/docs/2022 Q3 AAPL.pdf").passages
    counted = LocalEncoder().count_tokens([passage.text for passage in passages])

    assert abs(sum(tokens(p.text) for p in passages) / (sum(counted) - 2 * len(counted)) - 1) < 0.1
    assert sum(count > 240 for count in counted) <= 0.01 * len(counted)
