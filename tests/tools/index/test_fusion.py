"""Fusion of ranked lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.index.fusion import FIGURES, PROSE, fuse, wants_figures, weights

EVEN = {"dense": 1.0, "terms": 1.0}
IDS = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10)
WEIGHT = st.floats(min_value=0.01, max_value=100)


def test_score_is_the_sum_of_weight_over_k_plus_rank() -> None:
    """A passage that is second in one list and first in the other scores w/(60+2) + v/(60+1)."""
    hits = fuse({"dense": ["a", "b"], "terms": ["b"]}, {"dense": 2.0, "terms": 3.0})

    assert [(hit.passage, hit.lists) for hit in hits] == [("b", ("dense", "terms")), ("a", ("dense",))]
    assert pytest.approx([hit.score for hit in hits]) == [2 / 62 + 3 / 61, 2 / 61]


def test_heavier_list_wins() -> None:
    """Of two passages at the same rank the one that the heavier list names comes first."""
    lists = {"dense": ["a"], "terms": ["b"]}

    assert fuse(lists, {"dense": 1.0, "terms": 1.5})[0].passage == "b"
    assert fuse(lists, {"dense": 1.5, "terms": 1.0})[0].passage == "a"


def test_ties_are_ordered_by_id() -> None:
    """Passages of equal score come in the order of their ids, whatever the lists' order."""
    assert [hit.passage for hit in fuse({"terms": ["b"], "dense": ["a"]}, EVEN)] == ["a", "b"]


def test_repeated_id_counts_once() -> None:
    """An id that a list repeats takes its best rank only."""
    once = fuse({"dense": ["a", "b"]}, EVEN)

    assert once == fuse({"dense": ["a", "a", "b", "a"]}, EVEN)


def test_list_without_weight_is_refused() -> None:
    """A list that nobody weighed is an error, not a silent zero."""
    with pytest.raises(KeyError, match="pages"):
        fuse({"pages": ["a"]}, EVEN)


@given(dense=IDS, terms=IDS, weight=WEIGHT)
def test_no_passage_is_lost_or_invented(dense: list[str], terms: list[str], weight: float) -> None:
    """The fused list holds exactly the passages of its lists, in falling score."""
    hits = fuse({"dense": dense, "terms": terms}, {"dense": weight, "terms": 1.0})

    assert set(dense) | set(terms) == {hit.passage for hit in hits}
    assert len({hit.passage for hit in hits}) == len(hits)
    assert sorted((hit.score for hit in hits), reverse=True) == [hit.score for hit in hits]


@given(dense=IDS, terms=IDS)
def test_order_of_the_mapping_does_not_matter(dense: list[str], terms: list[str]) -> None:
    """The same lists under the same names fuse to the same hits."""
    forth = {"dense": dense, "terms": terms}
    back = {"terms": terms, "dense": dense}

    assert fuse(forth, EVEN) == fuse(back, EVEN)


@given(ids=IDS)
def test_single_list_keeps_its_order(ids: list[str]) -> None:
    """Fusing one list changes nothing."""
    assert ids == [hit.passage for hit in fuse({"dense": ids}, EVEN)]


@pytest.mark.parametrize(
    "question",
    [
        "What were Apple's net sales in fiscal 2024?",
        "How many employees does the company have?",
        "R&D as a share of revenue",
        "Which of them has the higher gross margin?",
        "$391 billion",
    ],
)
def test_questions_for_figures_weigh_terms_more(question: str) -> None:
    """A question that a number answers trusts words more than meaning."""
    assert wants_figures(question)
    assert weights(question) == FIGURES


@pytest.mark.parametrize(
    "question",
    [
        "What does McDonald's say about risks from franchisees?",
        "Why did revenue fall?",
        "Describe the company's strategy",
        "supply chain in Asia",
        "",
    ],
)
def test_questions_for_prose_weigh_meaning_more(question: str) -> None:
    """A question that prose answers trusts meaning more than words."""
    assert not wants_figures(question)
    assert weights(question) == PROSE
