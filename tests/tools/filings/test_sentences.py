"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.filings.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Apple Inc. is a company. It sells.", ["Apple Inc. is a company.", "It sells."]),
        ("It grew in the U.S. The rest fell.", ["It grew in the U.S.", "The rest fell."]),
        ("The U.S. dollar rose. U.S. GAAP applies.", ["The U.S. dollar rose.", "U.S. GAAP applies."]),
        ("We live in St. Louis. See No. 5.", ["We live in St. Louis.", "See No. 5."]),
        ("Sales were $5.25 million. Costs fell 2.0%. Done", ["Sales were $5.25 million.", "Costs fell 2.0%.", "Done"]),
        ("Item 7. Management’s Discussion", ["Item 7. Management’s Discussion"]),
        ("He said “We won.” Then he left.", ["He said “We won.”", "Then he left."]),
        ("As of Sept. 28, 2024 it rose (e.g. Products). Is it? Yes!", None),
        (
            "Acme Corp. and Beta Co. Ltd. merged. It was large.",
            ["Acme Corp. and Beta Co. Ltd. merged.", "It was large."],
        ),
        ("First line\nSecond line.", ["First line", "Second line."]),
        ("Rates fell.(1) They rose.", ["Rates fell.(1)", "They rose."]),
        ("Dr. J. P. Smith joined. He left.", ["Dr. J. P. Smith joined.", "He left."]),
    ],
)
def test_sentences(text: str, parts: list[str] | None) -> None:
    """Abbreviations, initials, decimals and item headings do not end a sentence; stops, marks and lines do."""
    expected = parts or ["As of Sept. 28, 2024 it rose (e.g. Products).", "Is it?", "Yes!"]

    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="aB.!? \n“”()1,U", max_size=80))
def test_cover(text: str) -> None:
    """Sentences are in order, do not overlap, and leave out nothing but white space."""
    ranges = sentences(text)
    kept = [text[start:end] for start, end in ranges]

    assert list(ranges) == sorted(ranges)
    assert all(part == part.strip() and part for part in kept)
    assert "".join("".join(kept).split()) == "".join(text.split())
