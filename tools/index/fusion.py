"""How ranked lists become one: weighted reciprocal rank fusion, Σ w / (k + rank).

Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods",
SIGIR 2009; k = 60 is theirs. Ranks start at 1 and the weight multiplies, so a heavier list always counts for more.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum
from types import MappingProxyType

from tieout.ports import Hit

FIGURES = MappingProxyType({"dense": 1.0, "terms": 1.5})
"""Weights for a question that a number or a table answers: words and numbers decide."""
PROSE = MappingProxyType({"dense": 1.0, "terms": 0.75})
"""Weights for a question that prose answers: meaning decides."""

_FIGURE_WORDS = re.compile(
    r"\bhow (?:much|many|large|big|high|low)\b|\bwhat (?:percent|percentage|share|proportion|amount|number)\b"
    r"|\b(?:revenues?|sales|income|profits?|loss(?:es)?|earnings|eps|margins?|ebitda?|cash flows?|capex|expenditures?"
    r"|expenses?|costs?|assets|liabilit(?:y|ies)|debt|equity|dividends?|shares outstanding|balance|inventor(?:y|ies)"
    r"|receivables?|payables?|total|ratio|percent(?:age)?|growth|grew|increase[ds]?|decrease[ds]?|change[ds]?"
    r"|average|per share|headcount|number of)\b|[$€£¥%]",
    re.IGNORECASE,
)
_PROSE_WORDS = re.compile(
    r"\b(?:why|describe[sd]?|explain(?:s|ed)?|says?|said|risks?|strateg(?:y|ies)|polic(?:y|ies)|discuss(?:es|ed)?"
    r"|litigation|lawsuits?|competit(?:ion|ors?|ive)|reasons?|what does|who|how does|how do)\b",
    re.IGNORECASE,
)


def wants_figures(question: str) -> bool:
    """Whether a number or a table is likely to answer, rather than prose."""
    return bool(_FIGURE_WORDS.search(question)) and not _PROSE_WORDS.search(question)


def weights(question: str) -> Mapping[str, float]:
    """How much each ranked list counts for this kind of question."""
    return FIGURES if wants_figures(question) else PROSE


def fuse(
    lists: Mapping[str, Sequence[str]], weights: Mapping[str, float], k: int = 60, *, most: int | None = None
) -> tuple[Hit, ...]:
    """The ids of all lists, best first, ties by id; an id that a list repeats counts once, at its best rank.

    Args:
        lists: ids by the name of their list, best first.
        weights: how much each list counts.
        k: what is added to every rank.
        most: how many hits are wanted; None for all.

    Raises:
        KeyError: a list has no weight.
    """
    shares: defaultdict[str, list[float]] = defaultdict(list)
    names: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for name in sorted(lists):
        for rank, passage in enumerate(dict.fromkeys(lists[name]), start=1):
            shares[passage].append(weights[name] / (k + rank))
            names[passage].append((name, rank))
    scores = {passage: fsum(parts) for passage, parts in shares.items()}
    best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:most]
    return tuple(
        Hit(
            passage=passage,
            score=scores[passage],
            lists=tuple(name for name, _ in names[passage]),
            ranks=tuple(rank for _, rank in names[passage]),
        )
        for passage in best
    )
