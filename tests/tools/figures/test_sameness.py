"""Words are compared as what they count as: figures masked, equals equal, what adds nothing left out."""

import pytest

from tieout.tools.figures.grammar import figures
from tieout.tools.figures.sameness import is_stable, tokens


def keys(text: str, *owner: tuple[int, int]) -> list[str]:
    """What the words of a sentence count as."""
    return [t.key for t in tokens(text, figures(text), owner)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We recorded a pre-tax charge", "The Company recognized the pretax charge"),
        ("As of May 1, 2024, our debt was $5", "At May 1, 2024, the debt is $5"),
        ("In addition, sales rose in 2023", "Sales rose during 2023"),
        ("sales compared to 2022", "sales as compared with 2022"),
        ("charges related to a recall", "charges associated with the recall"),
        ("notes (the “Notes”) mature", "notes mature"),
        ("Trade Desk Group (TDG) shares", "Trade Desk Group shares"),
        ("costs (see Note 5) fell", "costs fell"),
        ("approximately $5 million", "about $5 million"),
        ("(a) Includes $5 million", "Includes $5 million"),
        ("The stake comprised 5%", "The stake comprises 5%"),
    ],
)
def test_equals_count_as_one(one: str, other: str) -> None:
    """Two ways to say a thing have the same keys."""
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a charge", "no charge"),
        ("up to $5 million", "$5 million"),
        ("a talk about anvils", "a talk anvils"),
        ("sales (GAAP) rose", "sales rose"),
        ("sales (excluding anvils) rose", "sales rose"),
        ("the company of Bolt", "the Company of Bolt"),
        ("in 2023", "in 2022"),
        ("five-year notes", "three-year notes"),
        ("within 12 months", "within 24 months"),
        ("$5 million", "5%"),
        ("increase", "decrease"),
    ],
)
def test_what_tells_counts(one: str, other: str) -> None:
    """Another word, another date, another unit has another key."""
    assert keys(one) != keys(other)


def test_values_are_masked_and_numbers_that_tell_are_not() -> None:
    """An amount counts by its unit alone; a small number counts as itself."""
    assert keys("$5 million and 7% of 12 plants") == ["#USD", "and", "#percent", "of", "12", "plant"]


def test_a_company_is_we_and_its_own_nothing() -> None:
    """The name of the company whose document is meant counts as "we", its possessive as nothing."""
    assert keys("Acme sold Acme's plant", (0, 4), (10, 14)) == ["@", "sold", "plant"]


def test_stable_words_are_those_that_every_same_sentence_has() -> None:
    """A search asks for no word that has equals, and for no figure."""
    found = tokens("We recorded charges of $5 million in 2023")

    assert [t.key for t in found if is_stable(t)] == ["charg"]
