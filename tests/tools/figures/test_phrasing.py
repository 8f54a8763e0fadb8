"""A sentence is compared by its words, without the time where that may stand elsewhere."""

from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.phrasing import Phrasing


def phrasing(text: str) -> Phrasing:
    """A sentence as it is compared."""
    return Phrasing.of(text, figures(text), (), mentions(text))


def test_the_time_may_be_left_out() -> None:
    """Its words do not count then, and a search does not ask for them."""
    one, other = phrasing("In May 2024, anvils cost $3."), phrasing("Anvils cost $3 in May 2024.")

    assert one.timeless != one.tokens
    assert [t.key for t in one.timeless] == [t.key for t in other.timeless] == ["anvil", "cost", "#USD"]
    assert one.words == {"anvil", "cost"}


def test_telling_words_say_what_it_is_about() -> None:
    """Months, years, figures and small words tell nothing; values are counted apart."""
    one = phrasing("The anvils of the plant cost $3 and 5% of it in December 2024 and this year.")

    assert (one.telling, one.values) == (3, 2)


def test_the_first_words_keep_only_their_own_time() -> None:
    """What is cut off takes its period along."""
    one = phrasing("Anvils cost $3, driven by prices in 2024.")
    part = one.to([t.key for t in one.tokens].index("driven"))

    assert one.when is not None
    assert (part.when, part.mentions, [t.key for t in part.tokens]) == (None, [], ["anvil", "cost", "#USD"])
