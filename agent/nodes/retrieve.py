"""Where is it? Facts first, passages second, for one sub-question; another time it is looked for in other ways."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.state import Found, Retrieval, Update
from tieout.ports import Snapshot
from tieout.question import Question, SubQuestion
from tieout.tools.connections import connections
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.figures.wanted import wanted_facts
from tieout.tools.holding import answering, holders
from tieout.tools.seeking import ENOUGH, Look, first_looks, more_looks, owned_documents, taken
from tieout.tools.spoken import spoken_passages

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
    if subquestion.spoken is not None:
        return Found(passages=tuple(p.id for p in spoken_passages(subquestion.spoken, snapshot)))
    if subquestion.round > 0:
        looks = more_looks(
            subquestion, snapshot, vocabulary, as_of=asked.as_of, kept=before.passages, tried=before.looks
        )
        shown, keys = taken(looks, snapshot), tuple(look.key for look in looks)
        return Found(passages=shown, looks=keys, round=subquestion.round)
    facts = wanted_facts(subquestion, snapshot, vocabulary, as_of=asked.as_of)
    if facts and subquestion.ask != "text":
        return Found(facts=tuple(f.id for f in facts))
    raised = holding(subquestion, asked, snapshot, vocabulary)
    passages, looks = looked(first_looks(subquestion, snapshot, vocabulary, as_of=asked.as_of), snapshot)
    return Found(
        facts=tuple(f.id for f in facts),
        passages=tuple(dict.fromkeys((*raised, *passages))),
        looks=tuple(look.key for look in looks),
    )


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
