"""What can be said? Asks the analyst for claims over the evidence."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.running.budget import budgeted
from tieout.agent.state import Found, State, Update
from tieout.ports import Evidence, Snapshot
from tieout.tools.textual import facts_by_id

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Drafter:
    """Hands the evidence to the analyst; the last round's failures steer it."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the draft; one round more, whatever comes of it."""
        context = runtime.context or Context()
        run = state["run"]
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        evidence = await asyncio.to_thread(evidence_of, state.get("kept", {}), snapshot)
        analyst = budgeted(self.parts.analyst(context), state, context)
        draft = await analyst.draft(state["plan"], evidence, state.get("failures", ()))
        return Update(draft=draft, rounds=state.get("rounds", 0) + 1, cost=state["cost"].plus(draft.cost))


def evidence_of(kept: dict[str, Found], snapshot: Snapshot) -> Evidence:
    """The facts and passages that the state names by id."""
    facts = facts_by_id(snapshot, sorted({i for f in kept.values() for i in f.facts}))
    passages = snapshot.passages(sorted({i for f in kept.values() for i in f.passages}))
    cited = {p.document for p in passages.values()} | {f.document for f in facts.values()}
    return Evidence(
        facts={k: present(f.facts, facts) for k, f in kept.items()},
        passages={k: present(f.passages, passages) for k, f in kept.items()},
        documents={d.id: d for d in snapshot.documents() if d.id in cited},
    )


def present(ids: Sequence[str], things: Mapping[str, T]) -> tuple[T, ...]:
    """Those that exist, in the order of their ids."""
    return tuple(things[i] for i in ids if i in things)
