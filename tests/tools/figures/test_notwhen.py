"""Words that make a period another one than a figure's."""

import pytest

from tieout.tools.figures.notwhen import NOT_BEHIND, NOT_OWN, NOT_WHEN


@pytest.mark.parametrize("before", ["notes due ", "through ", "ahead of ", "opened fiscal ", "early ", "years to "])
def test_a_due_date_a_beginning_or_a_limit_is_no_time_of_a_figure(before: str) -> None:
    """One list serves the sentences of sources and those that are checked."""
    assert NOT_WHEN.search(before) is not None
    assert NOT_OWN.search(before) is not None


@pytest.mark.parametrize("before", ["the Act of ", "between ", "into ", "October of "])
def test_a_source_s_own_sentence_is_read_with_more_care(before: str) -> None:
    """Acts, ranges and months leave open of when a figure is that is kept as a fact."""
    assert NOT_OWN.search(before) is not None
    assert NOT_WHEN.search(before) is None


@pytest.mark.parametrize("behind", [" terms", "'s plan", " dollars", " levels"])
def test_a_year_may_be_a_measure(behind: str) -> None:
    """A year of prices or of a plan says nothing of when."""
    assert NOT_BEHIND.match(behind) is not None
