"""How good is one ranking? Recall, reciprocal rank and discounted gain, from the ranks at which gold was found.

The formulas are those of ir_measures (R@k, Success@k, RR, nDCG@k with binary relevance), which the tests hold beside
them. nDCG after Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import fsum, log2

from tieout.evals.retrieval.asked import Asked, Quote
from tieout.model import Thing

DEPTHS = (1, 3, 5, 10)
GAIN_DEPTH = 10
DOCUMENT_DEPTHS = (3, 5)

Ranks = Sequence[int | None]
"""For each gold item the rank from 1 at which it was found, None where it was not."""


class Place(Thing):
    """What a system found at one rank."""

    document: str
    page: int | None = None
    text: str = ""


def measured(asked: Asked, found: Sequence[Place]) -> Mapping[str, float]:
    """All metrics of one question by name; those whose gold the question does not have are left out."""
    metrics: dict[str, float] = {}
    if ranks := _gold_ranks(asked, found):
        metrics |= {f"page@{k}": hit(ranks, k) for k in DEPTHS}
        metrics |= {f"pages@{k}": recall(ranks, k) for k in DEPTHS}
        metrics |= {"mrr": reciprocal(ranks), f"ndcg@{GAIN_DEPTH}": gain(ranks, GAIN_DEPTH)}
    if asked.documents:
        names = [place.document for place in found]
        placed = [_rank(names, one) for one in asked.documents]
        apart = list(dict.fromkeys(names))
        metrics |= {f"document in {k}": hit(placed, k) for k in DOCUMENT_DEPTHS}
        metrics |= {f"documents@{k}": recall(placed, k) for k in DOCUMENT_DEPTHS}
        metrics |= {f"distinct documents@{k}": recall([_rank(apart, one) for one in asked.documents], k) for k in (5,)}
        metrics["document mrr"] = reciprocal(placed)
    return metrics


def hit(ranks: Ranks, k: int) -> float:
    """Whether anything gold is among the first k."""
    return float(any(rank is not None and rank <= k for rank in ranks))


def recall(ranks: Ranks, k: int) -> float:
    """The share of the gold that is among the first k."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def reciprocal(ranks: Ranks) -> float:
    """One over the rank of the first gold item; 0 where none was found."""
    return max((1 / rank for rank in ranks if rank is not None), default=0.0)


def gain(ranks: Ranks, k: int) -> float:
    """Discounted gain of the first k over that of the best order there could be."""
    best = fsum(1 / log2(1 + rank) for rank in range(1, min(len(ranks), k) + 1))
    return fsum(1 / log2(1 + rank) for rank in ranks if rank is not None and rank <= k) / best


def _gold_ranks(asked: Asked, found: Sequence[Place]) -> list[int | None]:
    """A quote counts at the first passage of its document that holds it."""
    places = [(place.document, place.page) for place in found]
    pages = [_rank(places, (page.document, page.page)) for page in dict.fromkeys(asked.pages)]
    quotes = [_rank([_holds(place, quote) for place in found], wanted=True) for quote in dict.fromkeys(asked.quotes)]
    return [*pages, *quotes]


def _holds(place: Place, quote: Quote) -> bool:
    """Whether a passage prints the figure, not merely a longer one with the same digits in it."""
    if place.document != quote.document:
        return False
    return bool(re.search(rf"(?<![\d.,]){re.escape(quote.text)}(?![\d]|[.,]\d)", place.text))


def _rank(found: Iterable[Hashable], wanted: Hashable) -> int | None:
    return next((rank for rank, one in enumerate(found, start=1) if one == wanted), None)
