"""Where is it? Facts first, passages second, for one sub-question; another time it is looked for in other ways."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.state import Found, Retrieval, Update
from tieout.fact import FactQuery
from tieout.ports import Snapshot
from tieout.question import Place, Question, SubQuestion
from tieout.tools.connections import connections
from tieout.tools.figures.splits import STATED
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.figures.wanted import wanted_facts
from tieout.tools.heard import quarter_facts
from tieout.tools.holding import answering, holder, holders
from tieout.tools.seeking import ENOUGH, Look, first_looks, more_looks, owned_documents, taken
from tieout.tools.spoken import spoken_passages
from tieout.tools.tagged import tagged
from tieout.tools.turns import turn_id

RAISED = 3
"""Passages that hold what is asked for, at most, before those of the search."""


@dataclass(frozen=True, kw_only=True)
class Retriever:
    """Finds facts and passages for one sub-question."""

    parts: Parts

    async def run(self, state: Retrieval, runtime: Runtime[Context]) -> Update:
        """Write what was found, as ids, and which looks were had."""
        run, subquestion = state["run"], state["subquestion"]
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        with connections(allowed=not (runtime.context or Context()).offline):
            found = await asyncio.to_thread(
                retrieve, subquestion, state["asked"], snapshot, self.parts.vocabulary(), state["before"]
            )
        return Update(found={subquestion.id: found})


def retrieve(
    subquestion: SubQuestion,
    asked: Question,
    snapshot: Snapshot,
    vocabulary: Vocabulary,
    before: Found = Found(),  # noqa: B008  # it is frozen
) -> Found:
    """Facts by metric, entity and period; passages by hybrid search, those of calls by who speaks.

    `before` is what the draft saw the last time, and which looks were had; the first time it is empty.
    """
    ahead = planned_ahead(subquestion, asked, snapshot)
    if ahead is not None:
        return ahead
    if subquestion.round > 0:
        looks = more_looks(
            subquestion, snapshot, vocabulary, as_of=asked.as_of, kept=before.passages, tried=before.looks
        )
        shown, keys = taken(looks, snapshot), tuple(look.key for look in looks)
        return Found(passages=shown, looks=keys, round=subquestion.round)
    facts = wanted_facts(subquestion, snapshot, vocabulary, as_of=asked.as_of)
    if subquestion.chapter is not None:
        only = subquestion.chapter.documents
        return Found(facts=tuple(f.id for f in tagged(facts) if not only or f.document in only))
    if facts and subquestion.ask != "text":
        return Found(facts=tuple(f.id for f in facts))
    raised = holding(subquestion, asked, snapshot, vocabulary)
    passages, looks = looked(first_looks(subquestion, snapshot, vocabulary, as_of=asked.as_of), snapshot)
    return Found(
        facts=tuple(f.id for f in facts),
        passages=tuple(dict.fromkeys((*raised, *passages))),
        looks=tuple(look.key for look in looks),
    )


def planned_ahead(  # noqa: PLR0911  # one way for each kind
    subquestion: SubQuestion, asked: Question, snapshot: Snapshot
) -> Found | None:
    """What planning has already found the place of; None where it has to be looked for."""
    if subquestion.spoken is not None:
        return Found(passages=tuple(p.id for p in spoken_passages(subquestion.spoken, snapshot)))
    if subquestion.labelled is not None:
        return Found(facts=subquestion.labelled.facts)
    if subquestion.counted is not None:
        called = subquestion.counted
        return Found(facts=tuple(turn_id(called.document, number) for number in called.turns))
    if subquestion.weighed is not None:
        return Found(facts=weighed_facts(subquestion, snapshot, as_of=asked.as_of))
    if subquestion.days and subquestion.periods:
        return Found(facts=multiple_facts(subquestion, snapshot, as_of=asked.as_of))
    if subquestion.absent is not None:
        return Found(passages=tuple(snapshot.stretches(d)[0].passage for d in subquestion.absent.documents))
    if subquestion.places:
        return Found(passages=placed_passages(subquestion.places, snapshot))
    return None


def multiple_facts(subquestion: SubQuestion, snapshot: Snapshot, *, as_of: date | None) -> tuple[str, ...]:
    """The closes of the days, every tagged figure of the periods that they are set against, and stock splits."""
    owners = tuple(e.key for e in subquestion.entities)
    labels = tuple(p.label for p in subquestion.periods)
    closes = (
        f
        for day in subquestion.days
        for f in snapshot.facts(FactQuery(entities=owners, concepts=("market:close",), end=day, as_of=as_of))
    )
    query = FactQuery(entities=owners, fiscal=labels, origins=("xbrl",), undimensioned=True, as_of=as_of)
    splits = FactQuery(entities=owners, concepts=STATED, as_of=as_of)
    return tuple(f.id for f in (*closes, *snapshot.facts(query), *snapshot.facts(splits)))


def weighed_facts(subquestion: SubQuestion, snapshot: Snapshot, *, as_of: date | None) -> tuple[str, ...]:
    """Everything reported of the quarter, by which the words of a call are read, and what these words state."""
    said = subquestion.weighed.said if subquestion.weighed else ()
    quarters = ((entity, period) for entity in subquestion.entities for period in subquestion.periods)
    found = (f.id for entity, period in quarters for f in quarter_facts(snapshot, entity.key, period, as_of=as_of))
    return tuple(dict.fromkeys((*found, *said)))


def placed_passages(places: Sequence[Place], snapshot: Snapshot) -> tuple[str, ...]:
    """The passages in which the words stand that planning found."""
    found = (holder(snapshot.stretches(p.document), p.start, p.end) for p in places)
    return tuple(dict.fromkeys(passage for passage in found if passage is not None))


def looked(looks: Sequence[Look], snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[Look, ...]]:
    """What the first look shows that does not starve, and the looks that were had."""
    passages: tuple[str, ...] = ()
    for number, look in enumerate(looks, start=1):
        passages = look.seen(snapshot)
        if len(passages) >= ENOUGH:
            return passages, tuple(looks[:number])
    return passages, tuple(looks)


def holding(subquestion: SubQuestion, asked: Question, snapshot: Snapshot, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The passages that hold the figures of a question that is answered in words: there the words are, too."""
    if not subquestion.metrics or not subquestion.periods:
        return ()
    owned = owned_documents(subquestion, snapshot, asked.as_of)
    return holders(answering(subquestion, snapshot, vocabulary, documents=owned), snapshot)[:RAISED]
