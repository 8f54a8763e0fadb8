"""Words at a metric or at its figure make it another one."""

import pytest

from tests.tools.figures.small import ACME, ASSETS, PROFIT, VOCABULARY, StaticSnapshot, fact
from tieout.tools.figures.tying import Tier

FACTS = (
    fact("5000000000"),
    fact("4000000000", year=2023),
    fact("9000000000", concept=ASSETS, label="Total assets"),
    fact("700000000", concept=PROFIT, label="Net income"),
)


def tied(sentence: str) -> bool:
    snapshot = StaticSnapshot((ACME,))
    tier = Tier(FACTS, {d.id: d for d in snapshot.documents()}, snapshot.entities(), VOCABULARY)
    return any(b.verdict == "tied" for b in tier.tie(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme Corp reported revenue of $5,000 million in 2024.",
        "With revenue of $5,000 million in 2024, Acme Corp has room to invest.",
        "Revenue of Acme Corp, a maker of anvils, was $5,000 million in 2024.",
        "Revenue was $5,000 million in 2024, the company said.",
        "Growth in revenue was 25% in 2024.",
        "Acme Corp’s revenue, as reported in 2024, was $5,000 million.",
    ],
)
def test_words_that_add_nothing_leave_a_figure_what_it_is(sentence: str) -> None:
    """What is said beside a figure, and does not modify it, is no reason to doubt it."""
    assert tied(sentence)


@pytest.mark.parametrize("word", ["insured", "unfunded", "vested", "pooled", "one-time", "current", "prior", "half"])
def test_a_word_before_a_metric_makes_it_a_kind(word: str) -> None:
    """A participle, a count or "current" before a metric is part of its name."""
    assert not tied(f"In 2024, {word} revenue was $5,000 million.")
    assert not tied(f"Acme Corp reported {word} revenue of $5,000 million in 2024.")


@pytest.mark.parametrize(
    "head", ["The tax on", "Interest on", "The limit on", "Proceeds from", "Reserves against", "Amortization of", "Of"]
)
def test_what_is_of_a_metric_is_not_the_metric(head: str) -> None:
    """What is "on" or "from" a metric, or some "of" it, is not the metric."""
    comma = "," if head == "Of" else " was"
    assert not tied(f"{head} net income{comma} $700 million in 2024.")


@pytest.mark.parametrize(
    "words",
    [
        "after tax",
        "pledged as collateral",
        "held in escrow",
        "due within one year",
        "per employee",
        "a day",
        "to third parties",
    ],
)
def test_an_aside_behind_a_metric_modifies_it(words: str) -> None:
    """What stands between commas behind a metric, or behind its figure, counts."""
    assert not tied(f"In 2024, total assets, {words}, were $9,000 million.")
    assert not tied(f"Total assets {words} were $9,000 million at the end of 2024.")
    assert not tied(f"Total assets were $9,000 million at the end of 2024 {words}.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue and lease obligations of $5,000 million were booked in 2024.",
        "Net income was $700 million in 2024 attributable to noncontrolling interests.",
        "Revenue was $5,000 million a week in 2024.",
        "Revenue was ($5,000 million) in 2024.",
        "Acme Corp reported revenue of $5,000 million to $9,999 million in 2024.",
        "In the two years ended December 31, 2024, revenue was $5,000 million.",
        "Acme Corp’s customers reported revenue of $5,000 million in 2024.",
    ],
)
def test_other_words_that_make_a_figure_another(sentence: str) -> None:
    """What is joined to a metric, a rate, a sign, a range, a longer time and another owner make it another figure."""
    assert not tied(sentence)
