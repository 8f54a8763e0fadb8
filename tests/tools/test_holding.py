"""Which passage holds a figure, and what stands beside a passage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agent.doubles import APPLE, sub
from tieout.errors import NotThereError
from tieout.ports import Snapshot, Stretch
from tieout.question import MetricAsked
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.holding import answering, beside, holder, holders
from tieout.tools.home import Home

APPLE_10K = "sample-AAPL-10-K-2024"
STRETCHES = (Stretch("a", 0, 10), Stretch("b", 8, 20), Stretch("c", 9, 12), Stretch("d", 30, 40))


@pytest.fixture
def snapshot(demo_home: Path) -> Iterator[Snapshot]:
    """The samples."""
    with Home.open(demo_home) as home, home.snapshot() as snapshot:
        yield snapshot


@pytest.mark.parametrize(
    ("start", "end", "passage"),
    [(0, 3, "a"), (2, 9, "a"), (10, 12, "c"), (12, 20, "b"), (19, 21, None), (25, 26, None), (30, 40, "d")],
)
def test_the_shortest_passage_that_holds_all_of_a_range(start: int, end: int, passage: str | None) -> None:
    """A range between passages, or over the end of one, stands in none."""
    assert holder(STRETCHES, start, end) == passage


def test_stretches_are_the_passages_in_their_order(snapshot: Snapshot) -> None:
    """Every stretch is where its passage says that it stands; an unknown document raises."""
    stretches = snapshot.stretches(APPLE_10K)
    passages = snapshot.passages([one.passage for one in stretches])

    assert len(passages) == len(stretches) > 10
    assert [(one.start, one.end) for one in stretches] == [
        (passages[one.passage].locator.start, passages[one.passage].locator.end) for one in stretches
    ]
    assert [one.start for one in stretches] == sorted(one.start for one in stretches)
    with pytest.raises(NotThereError):
        snapshot.stretches("nobody")


def test_what_stands_beside_comes_nearest_first(snapshot: Snapshot) -> None:
    """Neighbours on both sides, without the passages themselves, and none beyond the ends of the document."""
    order = [one.passage for one in snapshot.stretches(APPLE_10K)]

    assert beside([order[5]], snapshot, reach=2) == (order[4], order[6], order[3], order[7])
    assert beside([order[0], order[1]], snapshot, reach=1) == (order[2],)
    assert beside(["nobody"], snapshot, reach=3) == ()


def test_the_passage_that_holds_the_figure(snapshot: Snapshot) -> None:
    """Net sales of a year stand in a passage that prints them; those of a year that is not there in none."""
    vocabulary, documents = Vocabulary.load(), snapshot.documents()
    facts = answering(sub(), snapshot, vocabulary, documents=documents)
    [passage] = holders(facts, snapshot)

    assert [(f.printed, f.entity) for f in facts] == [("391,035", APPLE)]
    assert "391,035" in snapshot.passages([passage])[passage].text
    assert answering(sub(year=2019), snapshot, vocabulary, documents=documents) == ()
    assert answering(sub(), snapshot, vocabulary, documents=()) == ()


def test_a_calculated_figure_stands_where_its_operands_do(snapshot: Snapshot) -> None:
    """A gross margin that is not printed rests on two figures of the income statement."""
    margin = sub().model_copy(update={"metrics": (MetricAsked(metric="gross_margin", words="gross margin"),)})
    facts = answering(margin, snapshot, Vocabulary.load(), documents=snapshot.documents())

    assert {f.concept.partition(":")[2] for f in facts} >= {"GrossProfit"}
    assert len(holders(facts, snapshot)) == 1
