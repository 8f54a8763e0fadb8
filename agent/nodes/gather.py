"""Is every filing that the plan needs indexed? Fetches what is missing where that is allowed, else says so."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.nodes.plan import Planner
from tieout.agent.parts import Parts
from tieout.agent.state import State, Update
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.errors import TieoutError
from tieout.period import FiscalPeriod
from tieout.ports import Snapshot
from tieout.question import Plan, Question, SubQuestion
from tieout.tools.amended import is_public
from tieout.tools.ingest import ingest
from tieout.tools.lookup import left_out

UNKNOWN = "companies"
"""Id of the sub-question for companies of which nothing is indexed."""
_TICKER = re.compile(r"[A-Za-z]{1,5}(?:[.-][A-Za-z]{1,2})?|\d{1,10}")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
COMPARATIVE_YEARS = 2
"""Years before its own that an annual report still shows in its statements."""


@dataclass(frozen=True, kw_only=True)
class Gather:
    """Checks the plan against what is indexed."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the sub-questions to retrieve for, and a failure for each that no indexed filing covers."""
        context = runtime.context or Context()
        run, plan, known = state["run"], state["plan"], state.get("missing", ())
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        needed = lacking(plan, state["asked"], snapshot)
        notes: tuple[str, ...] = ()
        update = Update()
        if needed and context.fetch == "ask" and not self.parts.reviewable:
            notes = ("filings are missing, and nothing here can ask whether to fetch them; set fetch to 'always'",)
        if needed and context.fetch == "always" and not context.offline:
            notes = await self.fetch(needed, context)
            self.parts.pins.release(run.id)
            snapshot = await asyncio.to_thread(self.parts.pin, run.id)
            run = run.model_copy(update={"generation": snapshot.generation})
            if any(one.id == UNKNOWN for one in needed):
                update = await Planner(parts=self.parts).run(state, runtime)
                plan, known = update["plan"], update["missing"]
                update["cost"] = state["cost"].plus(plan.cost)
        missing = [f for s in plan.subquestions for f in uncovered(s, snapshot, as_of=state["asked"].as_of)]
        gone = {f.subquestion for f in missing}
        ready = tuple(s for s in plan.subquestions if s.id not in gone)
        failures = (*known, *missing)
        notes += undated(plan.subquestions, snapshot) if state["asked"].as_of else ()
        plan = plan.model_copy(update={"notes": plan.notes + notes})
        return Update(**update | Update(run=run, plan=plan, pending=ready, missing=failures, failures=failures))

    async def fetch(self, lacking: Sequence[SubQuestion], context: Context) -> tuple[str, ...]:
        """Fetch and ingest what the sub-questions lack; a source that fails is a note, not the end."""
        source = self.parts.source(context)
        if source is None:
            return ("no source of filings is configured; set TIEOUT_IDENTITY to fetch from EDGAR",)
        notes: list[str] = []
        for subquestion in lacking:
            try:
                paths = await source.fetch(subquestion)
                report = await asyncio.to_thread(ingest, self.parts.home(), [Path(p) for p in paths])
                notes += [f"{source.name}: fetched {document}" for document in report.ingested]
                notes += [f"{Path(path).name}: {message}" for path, message in report.failed]
            except TieoutError as error:
                notes.append(f"{source.name}: {error}")
        return tuple(notes)


def lacking(plan: Plan, asked: Question, snapshot: Snapshot) -> tuple[SubQuestion, ...]:
    """What the indexed filings do not cover: parts of the plan, and companies that were named and are not indexed."""
    parts = tuple(s for s in plan.subquestions if uncovered(s, snapshot, as_of=asked.as_of))
    known = {
        name.casefold() for e in snapshot.entities() for name in (e.key, e.key.lstrip("0"), e.ticker, e.name) if name
    }
    names = [name for name in asked.companies if name.casefold() not in known and _TICKER.fullmatch(name)]
    if not names:
        return parts
    years = dict.fromkeys(int(year) for year in _YEAR.findall(asked.text))
    absent = SubQuestion(
        id=UNKNOWN,
        text=f"{', '.join(names)}: {asked.text}",
        ask="look_up",
        entities=tuple(Entity(ticker=name.upper(), name=name) for name in names),
        periods=tuple(FiscalPeriod(year=year, span="FY") for year in years),
    )
    return (*parts, absent)


def undated(subquestions: Sequence[SubQuestion], snapshot: Snapshot) -> tuple[str, ...]:
    """A note of the documents that an answer as of a day leaves out, for nobody knows when they came out."""
    note = left_out(snapshot, {e.key for s in subquestions for e in s.entities})
    return (note,) if note else ()


def uncovered(subquestion: SubQuestion, snapshot: Snapshot, *, as_of: date | None = None) -> tuple[Failure, ...]:
    """A failure when every period asked for lies outside the indexed filings of its company that were public then."""
    failures: list[Failure] = []
    for entity in subquestion.entities:
        documents = [d for d in snapshot.documents() if d.entity.key == entity.key and d.fiscal_year is not None]
        covered = covered_years([d for d in documents if is_public(d, as_of)])
        absent = [p for p in subquestion.periods if p.year not in covered]
        if documents and absent and len(absent) == len(subquestion.periods):
            wanted = ", ".join(p.words for p in absent)
            failures.append(
                Failure(
                    reason="no_source",
                    detail=not_covered(entity, wanted, covered, as_of),
                    subquestion=subquestion.id,
                    text=subquestion.text,
                )
            )
    return tuple(failures)


def not_covered(entity: Entity, wanted: str, covered: set[int], as_of: date | None) -> str:
    """What is said of periods that no filing covers: which the indexed ones cover, of those that were public then."""
    years = f"fiscal {min(covered)} to {max(covered)}" if covered else ""
    if as_of is None:
        return f"{wanted} is not covered by the indexed filings of {entity.name}, which cover {years}"
    those = f"; those that were cover {years}" if covered else ""
    return f"no indexed filing of {entity.name} that was public on {as_of} covers {wanted}{those}"


def covered_years(documents: list[Document]) -> set[int]:
    """Fiscal years that some document reports on, comparatives included."""
    years: set[int] = set()
    for document in documents:
        if document.fiscal_year is not None:
            years.update(range(document.fiscal_year - COMPARATIVE_YEARS, document.fiscal_year + 1))
    return years
