"""Each figure of a sentence has the words that speak of it, and not those of the figures around it."""

import pytest

from tests.tools.figures.small import ACME, VOCABULARY
from tieout.tools.figures.hearing import Hearing
from tieout.tools.figures.spoken import spoken

HEARING = Hearing((), (ACME,), VOCABULARY)


def words(sentence: str) -> list[list[str]]:
    """The printed words of every figure."""
    said = HEARING.said(sentence)
    return [[said.text[slice(*w.place)] for w in spoken(said, r).words] for r in said.readings if r.is_figure]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We paid dividends of $5 million and repurchased stock for $6 million.",
            [["paid", "dividends"], ["repurchased", "stock"]],
        ),
        (
            "The tax includes $5 million related to credits, $6 million associated with audits.",
            [["credits"], ["associated", "audits"]],
        ),
        (
            "Anvil sales of $5 million at Forge and $6 million at Rail were strong.",
            [["Anvil", "sales", "Forge"], ["Anvil", "sales", "Rail", "strong"]],
        ),
        (
            "Profit fell, driven by fees of $5 million, partially offset by rebates of $6 million.",
            [["fees"], ["rebates"]],
        ),
        (
            "Freight costs were $5 million, $6 million and $7 million in 2024, 2023 and 2022, respectively.",
            [["Freight", "costs"]] * 3,
        ),
    ],
)
def test_words_go_with_their_own_figure(sentence: str, expected: list[list[str]]) -> None:
    """Between two figures, words go with the one that they lead to or follow."""
    assert words(sentence) == expected


def test_a_part_is_named_by_its_own_words() -> None:
    """What stands before "of which" names the whole, and is remembered as that."""
    said = HEARING.said("Tax credits were $9 million, of which $5 million relates to audits.")
    second = spoken(said, said.readings[1])

    assert [said.text[slice(*w.place)] for w in second.whole] == ["Tax credits"[:3], "credits"]
    assert [said.text[slice(*w.place)] for w in second.words] == ["relates", "audits"]
