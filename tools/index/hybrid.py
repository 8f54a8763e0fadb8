"""How a query is asked of any engine: the same lists, the same weights of terms, the same fusion."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np

from tieout.errors import InputError
from tieout.ports import Encoder, Hit, SearchQuery
from tieout.tools.index.catalogue import DENSE, TERMS, VALUES, Ledger
from tieout.tools.index.fusion import fuse, weights
from tieout.tools.index.terms import sparse_query
from tieout.tools.index.values import sparse_values_query

Scored = tuple[str, float]
"""A passage id and its score in one list."""
Weighted = tuple[list[int], list[float]]
"""Ids of terms and their weights."""

VALUE_WEIGHT: Final = 2.0
"""How much the list of printed values counts, where the query states a figure: hardly anything else prints it."""

_ASKED: Final = {TERMS: sparse_query, VALUES: sparse_values_query}
_MIN_CANDIDATES = 50
_CANDIDATES_PER_RESULT = 4
_MOST_TERMS = 256
"""Terms of a query that are looked for, the rarest first: a pasted page is not asked word by word."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A query as each engine is asked it."""

    query: SearchQuery
    dense: list[float]
    sparse: Mapping[str, Weighted]
    """Terms by the name of their list, weighted by their rarity in the whole index; a list without any is left out."""
    limit: int


Ask = Callable[[Asked, Mapping[int, list[int]]], Iterable[Mapping[str, Sequence[Scored]]]]
"""Asks an engine within scopes, by the number of the segment that has them, and gives the lists of each answer."""


def hybrid_search(query: SearchQuery, ledgers: Sequence[Ledger], encoder: Encoder, ask: Ask) -> tuple[Hit, ...]:
    """The best k passages within the query's filter, best first, ties by id.

    Raises:
        InputError: the query is empty or asks for less than one passage.
    """
    if not query.text.strip():
        raise InputError("the search query is empty; give the words to look for")
    if query.k < 1:
        raise InputError(f"cannot search for k={query.k!r} passages; ask for one or more")
    scopes = {number: within for number, ledger in enumerate(ledgers) if (within := ledger.scopes_within(query))}
    if not scopes:
        return ()
    asked = _asked(query, ledgers, encoder)
    answers = tuple(ask(asked, scopes))
    lists = {name: _merged((answer[name] for answer in answers), asked.limit) for name in (DENSE, *asked.sparse)}
    return fuse(lists, {VALUES: VALUE_WEIGHT, **weights(query.text)}, most=query.k)


def _asked(query: SearchQuery, ledgers: Sequence[Ledger], encoder: Encoder) -> Asked:
    points = sum(ledger.catalogue.points for ledger in ledgers)
    limit = min(max(_MIN_CANDIDATES, _CANDIDATES_PER_RESULT * query.k), points)
    dense = encoder.encode([query.text])[0].tolist()
    sparse = {name: _rarest(name, make(query.text), ledgers, points) for name, make in _ASKED.items()}
    return Asked(query=query, dense=dense, sparse={name: terms for name, terms in sparse.items() if terms}, limit=limit)


def _rarest(name: str, terms: Weighted, ledgers: Sequence[Ledger], points: int) -> Weighted | None:
    """Query terms times their inverse document frequency; None where no passage has any of them.

    It is counted over all segments here rather than by each engine for itself, so that scores of a small segment and of
    a large one can be compared, and neither splitting an index nor moving it to a server changes a result.
    """
    indices, values = terms
    if not indices:
        return None
    counts = np.sum([ledger.passages_with(name, indices) for ledger in ledgers], axis=0)
    weighted = [
        (value * log(1 + (points - count + 0.5) / (count + 0.5)), index)
        for index, value, count in zip(indices, values, counts.tolist(), strict=True)
        if count
    ]
    kept = sorted((index, weight) for weight, index in sorted(weighted, reverse=True)[:_MOST_TERMS])
    return ([index for index, _ in kept], [weight for _, weight in kept]) if kept else None


def _merged(lists: Iterable[Sequence[Scored]], limit: int) -> list[str]:
    """Passage ids of one kind of list over all answers, best score first, ties by id."""
    ranked = sorted((-score, passage) for answer in lists for passage, score in answer)
    return list(dict.fromkeys(passage for _, passage in ranked))[:limit]
