"""What happened? Writes one run record, also of a run that died."""

import asyncio
import time
from dataclasses import dataclass

from langchain_core.messages import AIMessage
from langgraph.errors import NodeError
from langgraph.types import Command

from tieout.agent.parts import Parts
from tieout.agent.state import Died, State, Update
from tieout.errors import TieoutError
from tieout.tools.tracing import RunRecord, Traces


@dataclass(frozen=True, kw_only=True)
class Tracer:
    """Keeps the run record and gives the home's pinned state back."""

    parts: Parts

    async def run(self, state: State) -> Update:
        """Write nothing to the state; a full disk must not cost the answer."""
        run = state.get("run")
        if run is not None:
            await asyncio.to_thread(self.record, state, time.time() - run.started)
            self.parts.pins.release(run.id)
        return Update(pending=())

    def record(self, state: State, seconds: float) -> None:
        """One row in the home's traces."""
        run, answer, died = state["run"], state.get("answer"), state.get("died")
        record = RunRecord(
            run_id=run.id,
            started=run.started,
            seconds=seconds,
            generation=run.generation,
            status=answer.status if answer else "died",
            rounds=state.get("rounds", 0),
            written_by=answer.written_by if answer else "",
            error=f"{died.node}: {died.error}: {died.message}" if died else None,
            spans=tuple((s.node, s.start, s.seconds) for s in state.get("spans", ())),
            failures=tuple(f"{f.reason}: {f.detail}" for f in state.get("failures", ())),
            cost=state.get("cost"),
            question=state["asked"].text,
            cited=len(answer.citations) if answer else 0,
            retrieved=sum(len(f.passages) + len(f.facts) for f in state.get("found", {}).values()),
        )
        Traces(self.parts.home().path).write(record)


async def bury(state: State, error: NodeError) -> Command[str]:
    """Any node's last resort: say in the thread what went wrong, keep the record, answer nothing."""
    cause = error.error
    known = isinstance(cause, TieoutError)
    message = str(cause) if known else f"an unexpected {type(cause).__name__} in {error.node}"
    died = Died(node=error.node, error=type(cause).__name__, message=message)
    update = Update(died=died, messages=[AIMessage(content=f"Not answered: {message}")])
    return Command(update=update, goto="trace")
