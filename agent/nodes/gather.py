"""Is every filing that the plan needs indexed? Fetches what is missing where that is allowed, else says so."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.state import State, Update
from tieout.claim import Failure
from tieout.document import Document
from tieout.errors import TieoutError
from tieout.ports import Snapshot
from tieout.question import SubQuestion
from tieout.tools.ingest import ingest

NAMED = 5
"""Documents that a note names; the others are counted."""
COMPARATIVE_YEARS = 2
"""Years before its own that an annual report still shows in its statements."""


@dataclass(frozen=True, kw_only=True)
class Gather:
    """Checks the plan against what is indexed."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the sub-questions to retrieve for, and a failure for each that no indexed filing covers."""
        context = runtime.context or Context()
        run, plan = state["run"], state["plan"]
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        lacking = [s for s in plan.subquestions if uncovered(s, snapshot)]
        notes: tuple[str, ...] = ()
        if lacking and context.fetch == "always" and not context.offline:
            notes = await self.fetch(lacking, context)
            self.parts.pins.release(run.id)
            snapshot = await asyncio.to_thread(self.parts.pin, run.id)
            run = run.model_copy(update={"generation": snapshot.generation})
        missing = [f for s in plan.subquestions for f in uncovered(s, snapshot)]
        gone = {f.subquestion for f in missing}
        ready = tuple(s for s in plan.subquestions if s.id not in gone)
        failures = (*state.get("missing", ()), *missing)
        notes += undated(plan.subquestions, snapshot) if state["asked"].as_of else ()
        plan = plan.model_copy(update={"notes": plan.notes + notes})
        return Update(run=run, plan=plan, pending=ready, missing=failures, failures=failures)

    async def fetch(self, lacking: list[SubQuestion], context: Context) -> tuple[str, ...]:
        """Fetch and ingest what the sub-questions lack; a source that fails is a note, not the end."""
        source = self.parts.source(context)
        if source is None:
            return ("no source of filings is configured; set TIEOUT_IDENTITY to fetch from EDGAR",)
        notes: list[str] = []
        for subquestion in lacking:
            try:
                paths = await source.fetch(subquestion)
                await asyncio.to_thread(ingest, self.parts.home(), [Path(p) for p in paths])
            except TieoutError as error:
                notes.append(f"{source.name}: {error}")
        return tuple(notes)


def undated(subquestions: Sequence[SubQuestion], snapshot: Snapshot) -> tuple[str, ...]:
    """A note of the documents that an answer as of a day leaves out, for nobody knows when they came out."""
    owners = {e.key for s in subquestions for e in s.entities}
    names = [d.id for d in snapshot.documents() if d.known_since is None and (not owners or d.entity.key in owners)]
    if not names:
        return ()
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return (f"left out, for their filing date is not known: {shown}; `tieout ingest --filed DATE` gives it",)


def uncovered(subquestion: SubQuestion, snapshot: Snapshot) -> tuple[Failure, ...]:
    """A failure when some period asked for lies outside every indexed filing of its company."""
    failures: list[Failure] = []
    for entity in subquestion.entities:
        documents = [d for d in snapshot.documents() if d.entity.key == entity.key and d.fiscal_year is not None]
        covered = covered_years(documents)
        if not covered:
            continue
        absent = [p for p in subquestion.periods if p.year not in covered]
        if absent and len(absent) == len(subquestion.periods):
            wanted = ", ".join(p.words for p in absent)
            failures.append(
                Failure(
                    reason="no_source",
                    detail=f"{wanted} is not covered by the indexed filings of {entity.name}, "
                    f"which cover fiscal {min(covered)} to {max(covered)}",
                    subquestion=subquestion.id,
                    text=subquestion.text,
                )
            )
    return tuple(failures)


def covered_years(documents: list[Document]) -> set[int]:
    """Fiscal years that some document reports on, comparatives included."""
    years: set[int] = set()
    for document in documents:
        if document.fiscal_year is not None:
            years.update(range(document.fiscal_year - COMPARATIVE_YEARS, document.fiscal_year + 1))
    return years
