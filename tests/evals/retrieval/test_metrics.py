"""The metrics are those of ir_measures, and gold is found where it stands."""

import math

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from tieout.evals.retrieval.asked import Asked, Page, Quote
from tieout.evals.retrieval.metrics import Place, measured

PAGES = [Page(document=document, page=page) for document in ("a", "b") for page in range(1, 8)]
"""Pages of two documents, from which rankings and gold are drawn."""


def places(pages: list[Page]) -> list[Place]:
    """A ranking of pages."""
    return [Place(document=page.document, page=page.page) for page in pages]


@given(
    gold=st.lists(st.sampled_from(PAGES), min_size=1, unique=True), found=st.lists(st.sampled_from(PAGES), unique=True)
)
def test_metrics_are_those_of_ir_measures(gold: list[Page], found: list[Page]) -> None:
    """Recall, success, reciprocal rank and nDCG are equal to those of an implementation that is not ours."""
    name = {page: f"{page.document}{page.page}" for page in PAGES}
    qrels = {"q": {name[page]: 1 for page in gold}}
    run = {"q": {name[page]: float(-rank) for rank, page in enumerate(found)}}
    wanted = {RR: "mrr", nDCG @ 10: "ndcg@10"}
    wanted |= {R @ k: f"pages@{k}" for k in (1, 3, 5, 10)} | {Success @ k: f"page@{k}" for k in (1, 3, 5, 10)}
    theirs = ir_measures.calc_aggregate(list(wanted), qrels, run) if found else dict.fromkeys(wanted, 0.0)

    ours = measured(Asked(id="q", question="?", pages=tuple(gold)), places(found))

    assert {name: ours[name] for name in wanted.values()} == pytest.approx(
        {wanted[measure]: value for measure, value in theirs.items()}
    )


def test_documents_count_by_place_and_apart() -> None:
    """Of two gold documents the second stands fourth: not among three places, but among the documents told apart."""
    found = places([Page(document="a", page=number) for number in range(1, 6)] + [Page(document="b", page=1)])

    metrics = measured(Asked(id="q", question="?", documents=("a", "b")), found)

    assert metrics == {
        "document in 3": 1.0,
        "document in 5": 1.0,
        "documents@3": 0.5,
        "documents@5": 0.5,
        "distinct documents@5": 1.0,
        "document mrr": 1.0,
    }


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Net sales were 1,577 million", 2),
        ("21,577 and 1,5771", None),
        ("1,577.5 and 1,577,000", None),
        ("(1,577), as before", 2),
        ("in all 1,577.", 2),
    ],
)
def test_a_quote_is_found_as_a_whole_figure(text: str, rank: int | None) -> None:
    """A longer figure with the same digits in it is another figure; the right one in another filing does not count."""
    found = [Place(document="b", text="1,577"), Place(document="a", text=text)]

    metrics = measured(Asked(id="q", question="?", quotes=(Quote(document="a", text="1,577"),)), found)

    assert metrics["mrr"] == (1 / rank if rank else 0.0)


def test_without_gold_nothing_is_measured() -> None:
    """A question about what is not there has no metrics."""
    assert measured(Asked(id="q", question="?"), places(PAGES)) == {}


def test_gain_is_that_of_the_formula() -> None:
    """Gold at ranks 2 and 4 of three that there are: (1/log2 3 + 1/log2 5) over (1 + 1/log2 3 + 1/2)."""
    gold = (PAGES[1], PAGES[3], PAGES[9])

    metrics = measured(Asked(id="q", question="?", pages=gold), places(PAGES[:5]))

    best = 1 + 1 / math.log2(3) + 0.5
    assert metrics["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / best)
