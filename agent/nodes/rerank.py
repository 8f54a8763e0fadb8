"""Which passages does the draft see? Orders what was found and truncates it."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.state import Found, State, Update
from tieout.document import Passage
from tieout.errors import TieoutError
from tieout.ports import Reranker


@dataclass(frozen=True, kw_only=True)
class Rerank:
    """Asks the rerankers in turn; the local one is the last and always answers."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the best passages of each sub-question, all where planning found them; nothing when a branch died."""
        if state.get("died"):
            return Update()
        context = runtime.context or Context()
        run = state["run"]
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        rerankers = self.parts.rerankers(context)
        texts = {s.id: " ".join((s.text, *s.terms)) for s in state["plan"].subquestions}
        kept = dict(state.get("kept", {}))
        looked_for = {s.id for s in state.get("pending", ())}
        placed = {s.id for s in state["plan"].subquestions if s.places}
        for key, found in state.get("found", {}).items():
            before = kept.get(key)
            if before is not None and key not in looked_for:
                continue
            passages = await asyncio.to_thread(snapshot.passages, found.passages)
            ordered = [passages[i] for i in found.passages if i in passages]
            fresh = set(found.latest).difference(before.passages if before else ())
            best = tuple(p.id for p in ordered)
            if key not in placed:
                best = await shared(rerankers, texts.get(key, ""), ordered, fresh, context.passages)
            kept[key] = Found(facts=found.facts, passages=best)
        return Update(kept=kept, pending=())


async def shared(
    rerankers: Sequence[Reranker], question: str, passages: Sequence[Passage], fresh: Collection[str], k: int
) -> tuple[str, ...]:
    """The best k; three of four places are for what another look brought, for what was shown before did not answer."""
    new = [p for p in passages if p.id in fresh]
    first = await order(rerankers, question, new, k - k // 4)
    rest = [p for p in passages if p.id not in first]
    return (*first, *await order(rerankers, question, rest, k - len(first)))


async def order(rerankers: Sequence[Reranker], question: str, passages: Sequence[Passage], k: int) -> tuple[str, ...]:
    """The first reranker that answers; retrieval order when none does."""
    if not passages or k < 1:
        return ()
    for reranker in rerankers:
        try:
            return await reranker.rerank(question, passages, k)
        except TieoutError:
            continue
    return tuple(p.id for p in passages[:k])
