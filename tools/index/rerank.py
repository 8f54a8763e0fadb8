"""Which passages fit a question best, judged locally: the order found, and what the words themselves say."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Final

from tieout.document import Passage
from tieout.tools.index.fusion import wants_figures
from tieout.tools.index.terms import terms

_ORDER: Final = 1.0
_COVERAGE: Final = 0.6
_HEADING: Final = 0.3
_YEARS: Final = 0.2
_KIND: Final = 0.2
_SLOPE: Final = 10
"""The share of the order halves every time the rank passes this many."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class LocalReranker:
    """Orders passages by the rank at which they were found plus light lexical evidence.

    The evidence: how much of the question's words a passage has, rare ones counting more; how much its headings have;
    whether it names the years asked; whether it is a table where a figure is asked, or prose where prose is.
    It truncates and never drops by opinion; the same passages always come in the same order.
    """

    name = "local"

    async def rerank(self, question: str, passages: Sequence[Passage], k: int) -> tuple[str, ...]:
        """Ids of the best k passages, best first; equal ones stay in the order given."""
        return tuple(passage.id for passage in ordered(question, passages)[: max(k, 0)])


def ordered(question: str, passages: Sequence[Passage]) -> list[Passage]:
    """All passages, best first."""
    asked = frozenset(terms(question))
    headings = [asked.intersection(terms(" ".join(passage.heading))) for passage in passages]
    found = [asked.intersection(terms(passage.text)) | heads for passage, heads in zip(passages, headings, strict=True)]
    rarity = _rarity(asked, found)
    years = frozenset(_YEAR.findall(question))
    kinds = frozenset({"table"}) if wants_figures(question) else frozenset({"prose", "turn"})
    scores = [
        _ORDER / (1 + rank / _SLOPE)
        + _COVERAGE * _share(found[rank], rarity)
        + _HEADING * _share(headings[rank], rarity)
        + _YEARS * _years_named(passage, years)
        + _KIND * (passage.kind in kinds)
        for rank, passage in enumerate(passages)
    ]
    return [passages[rank] for rank in sorted(range(len(passages)), key=lambda rank: (-scores[rank], rank))]


def _rarity(asked: frozenset[str], found: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weight of each term that some passage has; terms that none has tell nothing about the order."""
    counts = Counter(term for present in found for term in present)
    return {term: log(1 + len(found) / counts[term]) for term in sorted(asked) if counts[term]}


def _share(present: frozenset[str], rarity: dict[str, float]) -> float:
    total = sum(rarity.values())
    return sum(weight for term, weight in rarity.items() if term in present) / total if total else 0.0


def _years_named(passage: Passage, years: frozenset[str]) -> float:
    if not years:
        return 0.0
    named = years.intersection(_YEAR.findall(" ".join((*passage.heading, passage.text))))
    return len(named) / len(years)
