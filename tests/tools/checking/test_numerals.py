"""Every numeral of a text is accounted for, once."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.checking.conftest import Checking
from tieout.checked import Checked
from tieout.tools.checking.check import check
from tieout.tools.checking.reader import paper_of
from tieout.tools.checking.sources import Sources
from tieout.tools.figures.vocabulary import Vocabulary

NOTHING = Sources(facts=(), documents={}, entities=(), quote=lambda fact: fact.printed)
VOCABULARY = Vocabulary.load()
BITS = "1 12 391,035 $5 (7) 24.1% 2024 Q3 10-K Item 7A <!-- 5 --> [a](b/9) | - 3. ## > ** `4` &#53; ½ １２ a million"
WORDS = st.sampled_from([*BITS.split(), "\n", "\n\n", "\n|---|\n"])


def accounted(checked: Checked) -> list[tuple[int, int]]:
    """The ranges of figures and skipped numerals, in order."""
    return sorted([f.span for f in checked.figures] + [s.span for s in checked.skipped])


def assert_complete(checked: Checked) -> None:
    """No two ranges share a character, and every digit is in one."""
    places = accounted(checked)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    for match in re.finditer(r"\d", checked.text):
        assert any(a <= match.start() < b for a, b in places), checked.text[max(0, match.start() - 20) :][:60]


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_every_digit_of_any_text_is_in_exactly_one_figure_or_skipped_numeral(text: str) -> None:
    """Judged, or skipped by a named rule: nothing is left out, nothing is counted twice."""
    checked = check(paper_of(text), NOTHING, VOCABULARY)

    assert_complete(checked)
    assert all(one.rule for one in checked.skipped)


def test_hidden_numerals_names_and_markup_have_their_rules(checking: Checking) -> None:
    """What is not judged says why."""
    checked = checking("1. See [page](x/77).<!-- 5 -->\n")

    assert [(s.text, s.rule) for s in checked.skipped] == [("1", "markup"), ("77", "markup"), ("5", "hidden")]
    assert_complete(checked)
