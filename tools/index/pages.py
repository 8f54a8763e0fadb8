"""Which pages answer a question best? Ranked lists of passages, fused by the page on which they stand.

Each list counts a page once, at the rank of its best passage among the pages: Σ w / (60 + rank). A page that several
passages and both wordings of a question lead to rises above one that a single passage matches by chance.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from tieout.document import Passage
from tieout.ports import Hit, SearchQuery, Snapshot
from tieout.tools.index.rerank import ordered

K: Final = 60
DEPTH: Final = 60
"""Passages that each wording of a question brings."""
JUDGED: Final = 50
"""Places whose passages are held against the question."""
STATEMENT: Final = 2.0
"""How much it counts that a page shows a statement that is needed; several share it."""

Place = tuple[str, int | str]
"""A document and its page; the passage's id where there are no pages."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What one wording of a question found."""

    hits: Sequence[Hit]
    whole: float | None = None
    """How much the fused order counts instead of the lists that it is made of."""

    def lists(self) -> Iterable[tuple[float, Sequence[str]]]:
        """Weight and passages, best first, of each ranked list."""
        if self.whole is not None or not any(hit.ranks for hit in self.hits):
            yield self.whole or 1.0, [hit.passage for hit in self.hits]
            return
        ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for hit in self.hits:
            for name, rank in zip(hit.lists, hit.ranks, strict=True):
                ranked[name].append((rank, hit.passage))
        for name in sorted(ranked):
            yield 1.0, [passage for _, passage in sorted(ranked[name])]


@dataclass(frozen=True, kw_only=True)
class PageSearch:
    """Searches a snapshot for the places that answer one question."""

    snapshot: Snapshot
    expansion: str = ""
    """What documents print for what is asked: a second wording."""
    statements: Sequence[str] = ()
    """Primary statements, pages of which are raised; only together with an expansion."""
    reranks: bool = True
    """Whether the local reranker puts the first places in order."""

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """The best `query.k` places within a query's filter: of each the passage that speaks for it.

        The query's text is the question in its own words.
        """
        wordings = list(self._wordings(query.model_copy(update={"k": max(DEPTH, query.k)})))
        ids = dict.fromkeys(hit.passage for wording in wordings for hit in wording.hits)
        passages = self.snapshot.passages(list(ids))
        hits = by_page(wordings, passages)
        return (judged(query.text, hits, passages) if self.reranks else tuple(hits))[: query.k]

    def _wordings(self, query: SearchQuery) -> Iterator[Wording]:
        yield Wording(hits=self.snapshot.search(query))
        if not self.expansion:
            return
        second = query.model_copy(update={"text": self.expansion})
        yield Wording(hits=self.snapshot.search(second))
        for kind in self.statements:
            hits = self.snapshot.search(second.model_copy(update={"shows": (kind,)}))
            yield Wording(hits=hits, whole=STATEMENT / sqrt(len(self.statements)))


def judged(question: str, hits: Sequence[Hit], passages: Mapping[str, Passage]) -> tuple[Hit, ...]:
    """The hits with the first of them as the local reranker orders them; scores keep falling as they did."""
    best = ordered(question, [passages[hit.passage] for hit in hits[:JUDGED]])
    first = (Hit(passage=passage.id, score=hit.score) for passage, hit in zip(best, hits, strict=False))
    return (*first, *hits[JUDGED:])


def by_page(wordings: Iterable[Wording], passages: Mapping[str, Passage]) -> list[Hit]:
    """One hit for each place, best first, ties by document and page; a passage that is not known counts nowhere."""
    scores: dict[Place, float] = defaultdict(float)
    own: dict[Place, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for weight, ids in (ranked for wording in wordings for ranked in wording.lists()):
        ranks: dict[Place, int] = {}
        for rank, passage in enumerate((one for one in ids if one in passages), start=1):
            place = place_of(passages[passage])
            own[place][passage] += weight / (K + rank)
            if place not in ranks:
                ranks[place] = len(ranks) + 1
                scores[place] += weight / (K + ranks[place])
    hits = [Hit(passage=_speaker(own[place]), score=score) for place, score in scores.items()]
    order = {hit.passage: (-hit.score, passages[hit.passage].document, passages[hit.passage].page or 0) for hit in hits}
    return sorted(hits, key=lambda hit: (order[hit.passage], hit.passage))


def place_of(passage: Passage) -> Place:
    """Where a passage stands."""
    return passage.document, passage.id if passage.page is None else passage.page


def _speaker(own: Mapping[str, float]) -> str:
    """The passage of a place that the lists rank highest, ties by its id."""
    return min(own, key=lambda one: (-own[one], one))
