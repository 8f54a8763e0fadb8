"""Where is it? Facts first, passages second, for one sub-question."""

import asyncio
from dataclasses import dataclass
from datetime import date

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.state import Found, Retrieval, Update
from tieout.document import Document
from tieout.ports import Hit, SearchQuery, Snapshot
from tieout.question import Question, SubQuestion
from tieout.tools.amended import family, is_public
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.figures.wanted import wanted_facts
from tieout.tools.spoken import spoken_passages

CANDIDATES = 40
"""Passages that a sub-question brings before reranking."""
ENOUGH = 3
"""Fewer hits than this and the filter is taken back a step."""


@dataclass(frozen=True, kw_only=True)
class Retriever:
    """Finds facts and passages for one sub-question."""

    parts: Parts

    async def run(self, state: Retrieval, _: Runtime[Context]) -> Update:
        """Write what was found, as ids."""
        run = state["run"]
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        found = await asyncio.to_thread(
            retrieve, state["subquestion"], state["asked"], snapshot, self.parts.vocabulary()
        )
        return Update(found={state["subquestion"].id: found})


def retrieve(subquestion: SubQuestion, asked: Question, snapshot: Snapshot, vocabulary: Vocabulary) -> Found:
    """Facts by metric, entity and period; passages by hybrid search, those of calls by who speaks."""
    if subquestion.spoken is not None:
        return Found(passages=tuple(p.id for p in spoken_passages(subquestion.spoken, snapshot)))
    facts = wanted_facts(subquestion, snapshot, vocabulary, as_of=asked.as_of)
    hits = () if facts and subquestion.ask != "text" else search(subquestion, asked, snapshot)
    return Found(facts=tuple(f.id for f in facts), passages=tuple(h.passage for h in hits))


def search(subquestion: SubQuestion, asked: Question, snapshot: Snapshot) -> tuple[Hit, ...]:
    """Search with the narrowest filter first; a starved filter is taken back in steps."""
    text = " ".join((subquestion.text, *subquestion.terms))
    entities = tuple(e.key for e in subquestion.entities)
    years = tuple(sorted({p.year for p in subquestion.periods}))
    narrow = SearchQuery(text=text, k=CANDIDATES, entities=entities, fiscal_years=years, as_of=asked.as_of)
    if not years and subquestion.round == 0:
        latest = latest_documents(subquestion, asked, snapshot)
        narrow = narrow.model_copy(update={"documents": tuple(d.id for d in latest)})
    steps = [narrow, SearchQuery(text=text, k=CANDIDATES, entities=entities, as_of=asked.as_of)]
    hits: tuple[Hit, ...] = ()
    for query in steps[min(subquestion.round, 1) :]:
        hits = snapshot.search(query)
        if len(hits) >= ENOUGH:
            return hits
    return hits


def latest_documents(subquestion: SubQuestion, asked: Question, snapshot: Snapshot) -> tuple[Document, ...]:
    """The newest document of each entity, where the question names no period, with its amendments."""
    keys = {e.key for e in subquestion.entities}
    known = [d for d in snapshot.documents() if d.entity.key in keys and d.period_end and is_public(d, asked.as_of)]
    newest: dict[str, Document] = {}
    for document in known:
        best = newest.get(document.entity.key)
        if best is None or (document.period_end or date.min) > (best.period_end or date.min):
            newest[document.entity.key] = document
    return tuple(one for k in sorted(newest) for one in family(newest[k], known))
