"""Sentences that every filing has are told from those that only sound like them."""

import pytest

from tieout.tools.statedfacts import stated, with_list


def found(kind: str, *sentences: str) -> list[str]:
    """The sentences that state a thing."""
    text, ranges, at = " ".join(sentences), [], 0
    for sentence in sentences:
        ranges.append((at, at + len(sentence), sentence))
        at += len(sentence) + 1
    return [text[slice(*place)] for place in stated(iter(ranges), kind)]


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (
            "customers",
            "Our largest customer, Anvil Mart Inc., represented approximately 21% of our net sales in 2023.",
            "Revenue from products transferred to customers over time accounted for 79% of our revenue in 2023.",
        ),
        (
            "customers",
            "No end customer accounted for 10% or more of revenue in 2023, 2022 or 2021.",
            "One customer accounted for 12% of our receivables at the end of 2023.",
        ),
        (
            "authorization",
            "In May 2024 the Board authorized the repurchase of up to $110 billion of our common stock.",
            "The notes of $2 billion were authorized and we will repurchase the notes and our stock on request.",
        ),
        (
            "segments",
            "We have four operating segments: Aerospace, Marine Systems, Combat Systems and Technologies.",
            "The segments reporting chief operating decision maker reviews four operating segments monthly.",
        ),
        (
            "year end",
            "Our fiscal year ends on the last Saturday of each December, with a 53rd week every five or six years.",
            "The pension plan's fiscal year ends on the last Saturday of December in each calendar year.",
        ),
    ],
)
def test_the_statement_is_taken_and_its_double_left(kind: str, right: str, wrong: str) -> None:
    """Of two sentences with the same words only the one that states the thing is quoted."""
    assert found(kind, wrong, right) == [right]


def test_the_same_said_twice_is_quoted_once() -> None:
    """A sentence that repeats another with a few words more is left out."""
    one = "We have two reportable segments, Analog and Embedded Processing, in all periods."
    two = "We have two reportable segments, Analog and Embedded Processing, in all periods presented."
    assert len(found("segments", one, two)) == 1


def test_a_list_follows_its_colon_without_its_marks() -> None:
    """A sentence that ends with a colon brings its items, each without its bullet or number."""
    text = "Our two segments are:\n•the Anvil segment, which sells anvils; and\n•the Forge segment.\nWe sell both."
    places = with_list(text, (0, text.index("\n")))
    assert [text[slice(*place)] for place in places] == [
        "Our two segments are:",
        "the Anvil segment, which sells anvils; and",
        "the Forge segment.",
    ]


def test_the_mark_of_a_footnote_is_no_part_of_its_sentence() -> None:
    """What is printed "(1)As of" begins with "As of"."""
    text = "(1)As of May 1, the Board was authorized to buy stock."
    assert [text[slice(*place)] for place in with_list(text, (0, len(text)))] == [text[3:]]
