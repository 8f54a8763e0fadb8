"""Two texts are compared by what their paragraphs say."""

from hypothesis import given
from hypothesis import strategies as st

from tieout.agent.offline.words.paragraphs import Changed, compared, differing, paragraphs
from tieout.tools.filings.sentences import sentences

STAYS = "We face significant competition in all of our markets, and competitors may have greater resources than we do."
OLD = "The pandemic has adversely affected our stores, our suppliers and our customers in many countries of the world."
NEW = "New rules for artificial intelligence could raise our costs and delay the products that we plan to introduce."
BEFORE = "Our suppliers are located in Asia. A disruption of their work in 2022 harmed us. We have few alternatives."
AFTER = "Our suppliers are located in Asia. A disruption of their work in 2023 harmed us. We found new alternatives."
DATED = "As of December 2022 we had 1,234 stores in the United States and 56 stores in Canada, most of which we leased."


def diff(before: str, after: str) -> Changed:
    return compared(paragraphs(before, 0, len(before)), paragraphs(after, 0, len(after)))


def test_what_is_new_gone_and_reworded_is_told_apart() -> None:
    """A paragraph that stays is none of the three."""
    changed = diff(f"{STAYS}\n{OLD}\n{BEFORE}", f"{NEW}\n{STAYS}\n{AFTER}")

    assert [p.text for p in changed.added] == [NEW]
    assert [p.text for p in changed.removed] == [OLD]
    assert [(one.text, other.text) for one, other in changed.reworded] == [(BEFORE, AFTER)]


def test_another_order_and_other_figures_change_nothing() -> None:
    """A moved paragraph is not new, and neither is one whose year and numbers were brought up to date."""
    later = DATED.replace("2022", "2023").replace("56", "61")
    changed = diff(f"{STAYS}\n{DATED}", f"{later}\n{STAYS}")

    assert (changed.added, changed.removed, changed.reworded) == ((), (), ())


def test_a_paragraph_that_a_page_broke_is_not_new() -> None:
    """Its half stands in the whole of the other text."""
    half = BEFORE[: BEFORE.index("We have")].strip()
    changed = diff(f"{STAYS}\n{BEFORE}", f"{STAYS}\n{half}")

    assert changed.added == ()


def test_the_sentence_that_differs_is_found() -> None:
    """The ranges open to the old and the new sentence; the year alone makes no difference."""
    before, after = differing(*diff(BEFORE, AFTER).reworded[0], sentences)

    assert before is not None
    assert after is not None
    assert BEFORE[slice(*before)] == "We have few alternatives."
    assert AFTER[slice(*after)] == "We found new alternatives."


@given(st.lists(st.sampled_from([STAYS, OLD, NEW, BEFORE, DATED]), unique=True))
def test_a_text_does_not_differ_from_itself(lines: list[str]) -> None:
    """Whatever it says."""
    text = "\n".join(lines)

    assert diff(text, text) == Changed(added=(), removed=(), reworded=())
