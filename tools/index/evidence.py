"""What speaks for a passage as the answer to a question? Each kind of evidence as a share between 0 and 1."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, Self

from tieout.document import Passage
from tieout.tools.asking.need import Need, needed
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.shown import label_of
from tieout.tools.index.fusion import wants_figures
from tieout.tools.index.terms import terms

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_LABEL: Final = 90


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A question as passages are held against it."""

    words: frozenset[str]
    expansion: frozenset[str]
    years: frozenset[str]
    need: Need
    kinds: frozenset[str]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, question: str, vocabulary: Vocabulary) -> Self:
        """What the words of a question ask for."""
        need = needed(question, vocabulary)
        words = frozenset(terms(question))
        return cls(
            words=words,
            expansion=frozenset(terms(need.expansion)) - words,
            years=frozenset(_YEAR.findall(question)),
            need=need,
            kinds=frozenset({"table"}) if wants_figures(question) else frozenset({"prose", "turn", "page"}),
            vocabulary=vocabulary,
        )


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What speaks for one passage."""

    coverage: float
    """How much of the question's words it has, its headings and its document's name included; rare ones count more."""
    expansion: float
    """How much it has of what documents print for what is asked."""
    heading: float
    years: float
    kind: float
    """Whether it is a table where a figure is asked, prose where words are."""
    fact: float
    """Whether a row of it states a metric that is asked for."""
    statement: float
    """Whether its page shows a statement that is needed."""


def evidence(sought: Sought, passages: Sequence[Passage]) -> list[Evidence]:
    """The evidence for each of some passages; how rare a word is, they tell among themselves."""
    wanted = sought.words | sought.expansion
    headings = [wanted.intersection(terms(" ".join((one.document, *one.heading)))) for one in passages]
    found = [wanted.intersection(terms(one.text)) | heads for one, heads in zip(passages, headings, strict=True)]
    words, more = _rarity(sought.words, found), _rarity(sought.expansion, found)
    return [
        Evidence(
            coverage=_share(present, words),
            expansion=_share(present, more),
            heading=_share(heads, words),
            years=_years_named(passage, sought.years),
            kind=float(passage.kind in sought.kinds),
            fact=float("table" in sought.kinds and states(passage, sought.need.metrics, sought.vocabulary)),
            statement=float(not sought.need.statements or bool(set(sought.need.statements) & set(passage.shows))),
        )
        for passage, heads, present in zip(passages, headings, found, strict=True)
    ]


def states(passage: Passage, metrics: Collection[str], vocabulary: Vocabulary) -> bool:
    """Whether a row of a table states one of these metrics."""
    if not metrics or passage.kind != "table":
        return False
    labels = (label_of(line.replace(" | ", "\t")) for line in passage.text.split("\n"))
    return any(
        one.id in metrics for label in labels if 0 < len(label) <= _LONGEST_LABEL for one in vocabulary.for_label(label)
    )


def _rarity(asked: Collection[str], found: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Weight of each term that some passage has; terms that none has tell nothing about the order."""
    counts = Counter(term for present in found for term in present)
    return {term: log(1 + len(found) / counts[term]) for term in sorted(asked) if counts[term]}


def _share(present: frozenset[str], rarity: Mapping[str, float]) -> float:
    total = sum(rarity.values())
    return sum(weight for term, weight in rarity.items() if term in present) / total if total else 0.0


def _years_named(passage: Passage, years: frozenset[str]) -> float:
    if not years:
        return 0.0
    named = years.intersection(_YEAR.findall(" ".join((*passage.heading, passage.text))))
    return len(named) / len(years)
