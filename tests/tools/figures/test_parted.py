"""A figure is held against every part that the words around it speak of."""

from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, VOCABULARY, StaticSnapshot, fact
from tieout.fact import Dimension, Fact
from tieout.tools.figures.said import Setting
from tieout.tools.figures.tying import Tier

_AXES = {"segment": "us-gaap:StatementBusinessSegmentsAxis", "place": "srt:StatementGeographicalAxis"}


def part(name: str, kind: str = "segment") -> Dimension:
    return Dimension(axis=_AXES[kind], member=f"acm:{name}Member", label=name)


WHOLE = fact("9000000000")
RAIL = fact("3000000000", dimensions=(part("Rail"),))
ROAD = fact("2000000000", dimensions=(part("Road"),))
EUROPE = fact("1000000000", dimensions=(part("Europe", "place"),))
BOTH = fact("700000000", dimensions=(part("Rail"), part("Europe", "place")))
INNER = fact("50000000", dimensions=(part("Rail"), part("Peru", "place")))
NOTES = fact(
    "400000000",
    concept="us-gaap:DebtInstrumentCarryingAmount",
    label="Carrying amount",
    dimensions=(Dimension(axis="us-gaap:DebtInstrumentAxis", member="acm:Notes2031Member", label="Notes due 2031"),),
)


def tied(sentence: str, *heads: str, facts: tuple[Fact, ...] = (WHOLE, RAIL, ROAD, EUROPE, BOTH, INNER, NOTES)) -> bool:
    snapshot = StaticSnapshot((ACME,))
    tier = Tier(facts, {d.id: d for d in snapshot.documents()}, snapshot.entities(), VOCABULARY)
    setting = Setting()
    for head in heads:
        setting = tier.inherited(tier.said(head), setting, heading=True)
    return all(b.verdict == "tied" for b in tier.tie(sentence, setting) if b.reading.unit == "USD")


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme Corp’s Rail revenue was $3,000 million in 2024.",
        "Europe revenue was $1,000 million in 2024.",
        "In 2024, Road revenue was $2,000 million and Rail revenue was $3,000 million.",
        "Rail did well, and Acme Corp’s total revenue was $9,000 million in 2024.",
    ],
)
def test_a_part_that_is_named_alone_is_tied(sentence: str) -> None:
    """A figure of the one part that is spoken of, and of the whole where that is said, is tied."""
    assert tied(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "In Europe volume grew, and Rail revenue was $3,000 million in 2024.",
        "Europe: Rail revenue of $3,000 million in 2024.",
        "Demand in Europe was strong; Rail revenue was $3,000 million in 2024.",
        "Revenue was $3,000 million in 2024 for Rail in Europe.",
        "Rail contributed $3,000 million to Europe revenue in 2024.",
        "Demand in Peru was strong; Rail revenue was $3,000 million in 2024.",
        "Rail performed well, and revenue was $9,000 million in 2024.",
    ],
)
def test_a_part_of_a_part_is_not_the_part(sentence: str) -> None:
    """Words that speak of a second part leave the figure of the first alone untied, never tied."""
    assert not tied(sentence)


@pytest.mark.parametrize(
    "words", ["Other Europe", "Eastern Europe", "Non-Europe", "Europe-based", "Rest of Europe", "Former Europe"]
)
def test_a_word_beside_a_part_makes_it_another(words: str) -> None:
    """What is "other" or "eastern" of a place is not the place."""
    assert not tied(f"{words} revenue was $1,000 million in 2024.")


def test_what_is_outside_of_a_part_is_not_the_part() -> None:
    """What lies "outside" a place is the rest of the world."""
    assert not tied("Revenue outside Europe was $1,000 million in 2024.")


def test_the_heading_narrows_a_part() -> None:
    """A place's heading narrows a segment's figure; a segment's heading gives way to another segment."""
    assert not tied("Rail revenue was $3,000 million in 2024.", "Europe")
    assert not tied("Rail revenue was $3,000 million in 2024.", "Europe", "Rail")
    assert tied("Rail revenue was $3,000 million in 2024.", "Road")
    assert tied("Europe revenue was $1,000 million in 2024.", "Europe")


def test_a_second_part_makes_no_figure_wrong() -> None:
    """The figure of a part of a part is no wrong figure of the part: which of them is meant is open."""
    snapshot = StaticSnapshot((ACME,))
    tier = Tier((WHOLE, RAIL, EUROPE), {d.id: d for d in snapshot.documents()}, snapshot.entities(), VOCABULARY)
    bound = tier.tie("In Europe volume grew, and Rail revenue was $700 million in 2024.")
    assert [b.verdict for b in bound if b.reading.value == Decimal(700000000)] == ["untied"]


def test_the_number_of_a_part_must_be_said() -> None:
    """Notes of one year are not those of another."""
    assert not tied("The carrying amount of the notes due 2029 was $400 million at the end of 2024.")
