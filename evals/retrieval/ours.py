"""What does Tieout find? The same search as `tieout search`, whole or with parts of it left out."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tieout.errors import ReadError
from tieout.evals.intervals import share
from tieout.evals.retrieval.asked import ABSENT, Asked
from tieout.evals.retrieval.metrics import Place
from tieout.ports import SearchQuery, Snapshot
from tieout.tools.factsfirst import facts_first
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home
from tieout.tools.index.rerank import ordered
from tieout.tools.ingest import ingest
from tieout.tools.lookup import found, search_results, understanding
from tieout.tools.tuning import EVERYTHING, Tuning

CANDIDATES: Final = 50
"""Passages that the reranker puts in order."""


@dataclass(frozen=True, kw_only=True)
class Ours:
    """Search in a pinned state of a home."""

    snapshot: Snapshot
    name: str = "tieout"
    tuning: Tuning = EVERYTHING
    rerank: bool = False
    """Whether the local reranker puts the best candidates in order, as it does for an answer."""

    def find(self, question: str, k: int) -> Sequence[Place]:
        """Distinct places, best first."""
        query = SearchQuery(text=question, k=k)
        if self.rerank:
            return self._reranked(query)
        results = search_results(self.snapshot, query, self.tuning)
        return [Place(document=one.document, page=one.page, text=one.text) for one in results]

    def absence(self, questions: Sequence[Asked]) -> dict[str, dict[str, object]]:
        """How often what is not there is recognised, and how often what is there is called missing."""
        gone = [self._misses(asked.question) for asked in questions if asked.type == ABSENT]
        there = [self._misses(asked.question) for asked in questions if asked.type != ABSENT]
        said = {"recognised": gone, "falsely missing": there}
        return {name: share(sum(found), len(found)) for name, found in said.items() if found}

    def _misses(self, question: str) -> bool:
        asked = understanding(self.snapshot, question)
        return bool(asked.absent or asked.missing_years)

    def _reranked(self, query: SearchQuery) -> Sequence[Place]:
        asked = understanding(self.snapshot, query.text)
        hits = facts_first(found(self.snapshot, query, asked), asked, self.snapshot, Vocabulary.load())[:CANDIDATES]
        passages = self.snapshot.passages([hit.passage for hit in hits])
        best = ordered(query.text, [passages[hit.passage] for hit in hits])
        places = {(one.document, one.page or one.id): one for one in reversed(best)}
        shown = [one for one in best if places[one.document, one.page or one.id] is one][: query.k]
        return [Place(document=one.document, page=one.page, text=one.text) for one in shown]


def filled(folders: Sequence[Path], home: Path) -> None:
    """Make a home hold everything in the folders; what it holds already is not read again."""
    with Home.open(home, create=True) as opened:
        report = ingest(opened, list(folders))
    sys.stderr.write(
        f"{len(report.ingested)} ingested, {len(report.unchanged)} unchanged, {len(report.failed)} failed\n"
    )
    if report.failed:
        path, why = report.failed[0]
        raise ReadError(f"{len(report.failed)} files could not be read, {path!r} first: {why}; leave them out")
