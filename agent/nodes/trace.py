"""What happened? Writes one run record, also of a run that died."""

import asyncio
import logging
import time
import uuid
from dataclasses import dataclass
from typing import cast

from langchain_core.messages import AIMessage, AnyMessage
from langgraph.config import get_config
from langgraph.errors import NodeError
from langgraph.graph import END
from langgraph.types import Command

from tieout import errors
from tieout.agent.llm.langsmith import Mark, annotate
from tieout.agent.nodes.intake import fresh
from tieout.agent.parts import Parts
from tieout.agent.running.thread import shortened, text_of
from tieout.agent.state import Died, Run, State, StateError, Update
from tieout.errors import TieoutError
from tieout.question import Question
from tieout.tools.tracing import RunRecord, Traces

SHOWN = 500
"""Characters of a refused question that its run record keeps."""
_UNKNOWN = NodeError(node="unknown", error=TieoutError("no error was given"))
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Tracer:
    """Keeps the run record and gives the home's pinned state back."""

    parts: Parts

    async def run(self, state: State) -> Update:
        """Shorten what the thread keeps of its messages; a full disk must not cost the answer."""
        run = state.get("run")
        if run is not None:
            annotate(marks(state))
            try:
                await asyncio.to_thread(self.record, state, time.time() - run.started)
            finally:
                await asyncio.to_thread(self.parts.pins.release, run.id)
        return Update(pending=(), messages=cast("list[AnyMessage]", shortened(state.get("messages", []))))

    def record(self, state: State, seconds: float) -> None:
        """One row in the home's traces, where there is a home."""
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
            question=asked.text if (asked := state.get("asked")) is not None else "(no question)",
            cited=len(answer.citations) if answer else 0,
            retrieved=sum(len(f.passages) + len(f.facts) for f in state.get("found", {}).values()),
        )
        try:
            path = self.parts.home().path
        except (TieoutError, OSError) as error:
            _log.warning("no run record was written: %s", error)
            return
        if path.is_dir() and not Traces(path).write(record):
            _log.warning("no run record was written to %s: the disk refused", path)


def marks(state: State) -> dict[str, Mark]:
    """What a trace elsewhere says about the run."""
    answer, died = state.get("answer"), state.get("died")
    return {
        "tieout_status": answer.status if answer else "died",
        "tieout_rounds": state.get("rounds", 0),
        "tieout_verified": answer.faithfulness if answer else None,
        "tieout_withheld": len(answer.withheld) if answer else 0,
        "tieout_error": died.error if died else None,
    }


async def bury(state: State, error: NodeError = _UNKNOWN) -> Command[str]:
    """Any node's last resort: say in the thread what went wrong, keep the record, answer nothing.

    LangGraph fills in `error`; its default is there for LangGraph's type of a handler, which knows the state alone.
    """
    cause = error.error
    if isinstance(cause, StateError):
        raise cause
    known = isinstance(cause, TieoutError)
    if not known:
        _log.error("an unexpected error in %s", error.node, exc_info=cause)
    if error.node == "trace":
        return Command(goto=END)
    message = str(cause) if known else f"an unexpected {type(cause).__name__} in {error.node}"
    update = unasked(state) if error.node == "intake" else Update()
    run_id = (update.get("run") or state["run"]).id
    update["died"] = Died(run=run_id, node=error.node, error=type(cause).__name__, message=message, kind=kind_of(cause))
    update["messages"] = [AIMessage(content=f"Not answered: {message}", id=run_id)]
    return Command(update=update, goto="trace")


def kind_of(cause: BaseException) -> str:
    """The nearest class of an error in the public tree."""
    names = (c.__name__ for c in type(cause).__mro__ if getattr(errors, c.__name__, None) is c)
    return next(names, TieoutError.__name__)


def unasked(state: State) -> Update:
    """A run for a question that could not be used, with nothing left of the thread's question before it."""
    texts = [state.get("question", ""), *(text_of(m) for m in state.get("messages", [])[-1:])]
    text = next((t.strip()[:SHOWN] for t in texts if t.strip()), "(no question)")
    run_id = str(get_config().get("run_id") or uuid.uuid4())
    return fresh(Run(id=run_id, started=time.time(), generation=0), Question(text=text))
