"""Figures go together where all words do; the rest of a sentence is left out only where it adds nothing."""

import pytest

from tieout.tools.figures.alongside import Match, cuts, matched
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.sameness import Token, tokens


def read(text: str) -> tuple[Token, ...]:
    """A sentence as it is compared."""
    return tokens(text, figures(text), (), [(m.start, m.end) for m in mentions(text)])


def pairs(one: str, other: str) -> list[tuple[str, str]]:
    """The figures that go together."""
    found = matched(read(one), read(other)) or Match(pairs=(), whole=False)
    return [(a.text, b.text) for a, b in found.pairs]


def test_the_same_words_pair_their_figures() -> None:
    """Figures go together by their places, whatever their values."""
    assert pairs("sales of $5 and costs of $3", "sales of $6 and costs of $4") == [("$5", "$6"), ("$3", "$4")]


@pytest.mark.parametrize(
    "rest",
    [
        ", which fell",
        ", driven by volumes",
        " due to volumes",
        " primarily in Ohio",
        ", with $2 million payable in May 2024",
        ", reducing debt to $3 million as of May 1, 2024",
        ", and we paid nothing",
        ", respectively",
        " ($3 million after-tax)",
    ],
)
def test_a_rest_that_adds_nothing_may_be_missing(rest: str) -> None:
    """Of either sentence."""
    assert pairs(f"sales were $5{rest}", "sales were $5") == [("$5", "$5")]
    assert pairs("sales were $5", f"sales were $5{rest}") == [("$5", "$5")]


@pytest.mark.parametrize(
    "rest",
    [
        " in 2023",
        ", in 2023",
        " less than before",
        ", net of tax",
        ", before tax",
        " of interest",
        " due in May",
        ", excluding anvils",
        ", primarily in Ohio, in the year ended May 1, 2024",
        " per year",
        " (net of tax)",
        ", or $3 million",
        ", which is expected",
    ],
)
def test_a_rest_that_may_change_it_must_be_there(rest: str) -> None:
    """Of either sentence."""
    assert pairs(f"sales were $5{rest}", "sales were $5") == []
    assert pairs("sales were $5", f"sales were $5{rest}") == []


def test_sentences_part_only_where_both_may_end() -> None:
    """What follows of its own may differ; a word before the figure may not."""
    assert pairs("sales were $5, driven by volumes", "sales were $5, which includes prices of $3") == [("$5", "$5")]
    assert pairs("net sales were $5", "sales were $5") == []


def test_cuts_are_where_a_sentence_may_end() -> None:
    """The last place first, never before the first figure."""
    found = read("In May, with care, sales were $5, driven by prices of $3, which fell")

    assert [found[at].key for at in cuts(found)] == ["which", "driven"]
