"""What is being asked? Reads the thread, checks the question, pins the home's state."""

import asyncio
import time
import uuid
from dataclasses import dataclass

from langchain_core.messages import HumanMessage
from langgraph.runtime import Runtime
from langgraph.types import Overwrite

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.running.thread import text_of
from tieout.agent.state import STATE_VERSION, Run, State, Update
from tieout.answer import Cost
from tieout.errors import InputError
from tieout.question import MAX_QUESTION_CHARACTERS, Draft, Plan, Question

HISTORY = 8
"""Earlier questions of a thread that a follow-up can lean on."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Turns what came in into one question, and starts its run."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the question, the run and clean channels; a plain question becomes a message of the thread."""
        context = runtime.context or Context()
        started = time.time()
        asked = question_of(state, context)
        run_id = id_of(runtime)
        self.parts.pins.enter(run_id)
        try:
            snapshot = await asyncio.to_thread(self.parts.pin, run_id)
        except asyncio.CancelledError:
            self.parts.pins.leave(run_id)
            raise
        update = fresh(Run(id=run_id, started=started, generation=snapshot.generation), asked)
        if state.get("question"):
            update["messages"] = [HumanMessage(content=asked.text)]
        return update


def fresh(run: Run, asked: Question) -> Update:
    """A question's run with nothing left of the thread's question before it."""
    return Update(
        version=STATE_VERSION,
        run=run,
        held=Overwrite({}),  # type: ignore[typeddict-item]  # replaces a reduced channel
        asked=asked,
        question="",
        plan=Plan(),
        found=Overwrite({}),  # type: ignore[typeddict-item]  # replaces a reduced channel
        spans=Overwrite([]),  # type: ignore[typeddict-item]  # replaces a reduced channel
        kept={},
        pending=(),
        draft=Draft(),
        verdicts=(),
        failures=(),
        missing=(),
        rounds=0,
        repeated=False,
        best=None,
        reviewed=None,
        edited=False,
        stopped=Overwrite(""),  # type: ignore[typeddict-item]  # replaces a reduced channel
        cost=Cost(),
        answer=None,
        died=None,
    )


def id_of(runtime: Runtime[Context]) -> str:
    """The id under which the caller knows this run, else a new one."""
    info = runtime.execution_info
    return (info.run_id if info is not None else None) or str(uuid.uuid4())


def question_of(state: State, context: Context) -> Question:
    """The plain question, else the thread's last message; raises InputError when it cannot be used."""
    texts = [text_of(m) for m in state.get("messages", []) if isinstance(m, HumanMessage)]
    text = (state.get("question") or (texts[-1] if texts else "")).strip()
    if not text:
        raise InputError("the question is empty; ask about a company, a period and a figure or a topic")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise InputError(
            f"the question has {len(text):,} characters, at most {MAX_QUESTION_CHARACTERS:,} are read; "
            "shorten it, or ingest the long text as a document and ask about it"
        )
    history = texts if state.get("question") else texts[:-1]
    return Question(
        text=text,
        history=tuple(t[:MAX_QUESTION_CHARACTERS] for t in history[-HISTORY:]),
        as_of=context.as_of,
        companies=context.companies,
    )
