"""A question for a figure: the search shows first what an answer cites."""

from pathlib import Path

import pytest

from tests.agent.doubles import VOCABULARY
from tieout.agent.workspace import Workspace
from tieout.ports import Hit, SearchQuery
from tieout.tools.asking.asked import understood
from tieout.tools.factsfirst import FACTS, facts_first, in_turn, raised
from tieout.tools.home import Home

HITS = tuple(
    Hit(passage=name, score=1 / (rank + 1), lists=("dense",), ranks=(rank + 1,)) for rank, name in enumerate("abc")
)


def test_what_is_raised_comes_first_and_nothing_is_lost() -> None:
    """Each passage comes once; scores do not rise, and a raised hit says why it is there."""
    hits = raised(HITS, ("c", "x"))

    assert [hit.passage for hit in hits] == ["c", "x", "a", "b"]
    assert [(hit.lists, hit.ranks) for hit in hits[:2]] == [(("dense", FACTS), (3, 1)), ((FACTS,), (2,))]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert raised(HITS, ()) == HITS


def test_the_statement_goes_before_a_note_and_no_company_before_all_of_another() -> None:
    """Of each company the passage that shows the statement is first, and only a few of one are raised."""
    assert in_turn([["note", "face", "table", "more"]], {"face"}) == ("face", "note", "table")
    assert in_turn([["a1", "a2"], [], ["b1", "b2"]], {"b2"}) == ("a1", "b2", "a2", "b1")
    assert in_turn([], {"face"}) == ()


@pytest.mark.parametrize(
    "question", ["What were Apple's net sales in fiscal 2024?", "How much was AMD's net income in fiscal 2023?"]
)
def test_answer_and_first_place_are_the_same(demo_home: Path, question: str) -> None:
    """The passage that the search shows first holds the figure that the answer cites."""
    [figure, *_] = Workspace(demo_home).ask(question).figures
    with Home.open(demo_home) as home, home.snapshot() as snapshot:
        asked = understood(question, snapshot.documents(), vocabulary=VOCABULARY)
        hits = facts_first(snapshot.search(SearchQuery(text=question)), asked, snapshot, VOCABULARY)
        first = snapshot.passages([hits[0].passage])[hits[0].passage]

    at = figure.source.locator
    assert at.start is not None
    assert at.end is not None
    assert first.document == figure.source.document
    assert (first.locator.start or 0) <= at.start < at.end <= (first.locator.end or 0)


@pytest.mark.parametrize(
    "question",
    [
        "What does Apple say about its suppliers?",
        "What were net sales in fiscal 2024?",
        "What were Apple's net sales in fiscal 2012?",
        "What were the net sales of Apple's iPhone segment in fiscal 2024?",
    ],
)
def test_what_no_figure_answers_stays_as_it_was_found(demo_home: Path, question: str) -> None:
    """Prose, no company, a year that is not there, a part of the company: the search alone decides."""
    with Home.open(demo_home) as home, home.snapshot() as snapshot:
        asked = understood(question, snapshot.documents(), vocabulary=VOCABULARY)

        assert facts_first(HITS, asked, snapshot, VOCABULARY) == HITS
