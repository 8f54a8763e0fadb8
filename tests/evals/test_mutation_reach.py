"""What of a filing can be proven from the rest of it: a value of the year and unit, or what follows from two."""

import pytest

from tests.tools.figures.small import fact
from tieout.evals.mutation.reach import Reach, Told, years_of
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.lexicon import content

SERVICES = fact("250000000", concept="us-gaap:AnvilServiceRevenue", label="Anvil services")
FACTS = (
    fact("1000000000", label="Net sales"),
    fact("800000000", label="Net sales", year=2023),
    SERVICES,
)


def figure(text: str) -> Reading:
    """The last figure of a sentence."""
    return [reading for reading in figures(text) if reading.is_figure][-1]


def may(text: str, *others: Told) -> bool:
    """Whether the last figure of a sentence can be proven."""
    return Reach(FACTS, others).may(text, figure(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2024 net sales were $1.0 billion.",
        "In 2024 net sales were $1,000.",
        "In 2024 net sales, up from a year ago, were better than $800 million.",
        "In 2024 net sales increased by $200 million.",
        "In 2024 net sales increased 25%.",
        "In 2024 anvil services were 25% of net sales.",
    ],
)
def test_reaches_what_is_there(sentence: str) -> None:
    """A value in any scale that is not printed, a change from the year before, a quotient of two named rows."""
    assert may(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2022 net sales were $1.0 billion.",
        "In 2024 net sales were $1.1 billion.",
        "In 2024 net sales were €1.0 billion.",
        "In 2024 goodwill was $1.0 billion.",
        "In 2024 net sales increased 26%.",
    ],
)
def test_does_not_reach_what_is_not(sentence: str) -> None:
    """No value of another year, unit or row."""
    assert not may(sentence)


def test_reaches_what_another_sentence_says() -> None:
    """Another sentence that shares two words and prints the value is a source; of another year it is none."""
    said = "The anvil recall cost $61 million in 2024."
    other = Told(reading=figure(said), words=content(said), years=years_of(said))

    assert may("Charges of the anvil recall were $61 million in 2024.", other)
    assert not may("Charges of the anvil recall were $61 million in 2022.", other)
    assert not may("Goodwill was $61 million in 2024.", other)


def test_by_chance_asks_for_another_print() -> None:
    """How often digits that nobody printed are reached says how much of the reach is accident."""
    reach = Reach(FACTS, ())
    sentence = "In 2024 net sales were $997 million."

    assert not reach.may(sentence, figure(sentence))
    assert reach.by_chance(sentence, figure(sentence))
