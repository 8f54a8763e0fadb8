"""How is a parked run answered? Lists what waits, shows it, and goes on with what a person says."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias, cast
from uuid import UUID, uuid4

from langchain_core.messages import AnyMessage, HumanMessage
from langgraph.types import Command
from langsmith import uuid7

from tieout.agent.context import Context
from tieout.agent.graph import Graph, compiled
from tieout.agent.llm.langsmith import run_config
from tieout.agent.parts import Parts
from tieout.agent.reviews.parked import Register
from tieout.agent.reviews.review import Review, resume_of, review_of, settings_of
from tieout.agent.reviews.unfinished import Shelf, Unfinished
from tieout.agent.running.checkpoints import FILE, PREFIX, copy, keep_only, opened
from tieout.agent.running.entering import whole_state
from tieout.agent.running.untraced import tracing
from tieout.agent.state import Asked, State
from tieout.answer import Answer
from tieout.errors import ServiceError, TieoutError
from tieout.tools.home.place import may_write

WAITS = "Not published yet: this answer waits for a person’s review."
Said: TypeAlias = Asked | Command[str]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The reviews of one home: another process may have parked them, and another may answer."""

    parts: Parts
    work: Callable[[Coroutine[object, object, Review]], Review]
    """Runs a coroutine to its end, for callers without an event loop."""

    def waiting(self) -> tuple[Review, ...]:
        """What waits for a person, oldest first."""
        now = self._generation()
        return tuple(review_of(p, now) for p in self.register.all() if p.standing in {"waiting", "answering"})

    def show(self, review: str) -> Review:
        """One review by its id or the id's beginning: proven sentences with sources, what failed and why, choices.

        Raises:
            NotThereError: there is none of that id.
            InputError: several ids begin so.
        """
        return review_of(self.register.find(review), self._generation())

    def decide(self, review: str, decision: str, sentences: Sequence[str] = (), *, by: str = "") -> Review:
        """Go on with a person's word; an edit and a search for more are judged, and wait for another word.

        Args:
            review: its id or the id's beginning.
            decision: one of the review's choices: approve, edit, reject, more.
            sentences: of an edit, all that is to be printed, in its order.
            by: who decides, for the record.

        Raises:
            InputError: it is decided already, or the decision is none of the choices.
            BusyError: somebody else is answering it just now.
            TieoutError: the run could not go on; the review waits as before.
        """
        return self.work(self.adecide(review, decision, sentences, by=by))

    def drop(self, review: str, *, why: str = "somebody dropped it") -> Review:
        """Take a review that waits off the list; a report that waits for it says so."""
        found = self.register.find(review)
        self.register.drop(found.id, why, _now())
        written = self.shelf.complete(found.id, None, f"its review was dropped: {why}")
        self.tidy()
        return review_of(self.register.find(found.id), self._generation(), written)

    async def adecide(self, review: str, decision: str, sentences: Sequence[str] = (), *, by: str = "") -> Review:
        """As `decide`, for callers in an event loop."""
        found = await asyncio.to_thread(self.register.find, review)
        resume = resume_of(found, decision, sentences)
        claimed = await asyncio.to_thread(self.register.claim, found.id, _now())
        thread = f"{PREFIX}{found.id}:{uuid4().hex[:8]}"
        try:
            await asyncio.to_thread(copy, self._file, claimed.thread, thread)
            state = await self._run(found.id, thread, Command(resume=resume), settings_of(claimed))
            if "__interrupt__" in state:
                answer = waiting_answer(state)
                await asyncio.to_thread(self._park, found.id, thread, state)
            else:
                answer = answer_of(state)
                await asyncio.to_thread(self.register.decide, found.id, decision, by, answer.model_dump_json(), _now())
        except BaseException:
            await asyncio.to_thread(self.register.wait, found.id, _now())
            raise
        return await asyncio.to_thread(self._told, found.id, answer)

    async def aask(self, question: str, context: Context, before: Sequence[AnyMessage] = ()) -> Answer:
        """The answer to a question that may be parked: then its status is `needs_review`, and `run_id` the review's."""
        run = str(uuid7())
        await asyncio.to_thread(self.register.begin, run, question, context.model_dump_json(), _now())
        asked = Asked(messages=[*before, HumanMessage(content=question)])
        try:
            state = await self._run(run, f"{PREFIX}{run}", asked, context)
            if "__interrupt__" in state:
                await asyncio.to_thread(self._park, run, f"{PREFIX}{run}", state)
                return waiting_answer(state)
            return answer_of(state)
        finally:
            await asyncio.to_thread(self._ended, run)

    def hold(self, report: Unfinished) -> None:
        """Keep a report as long as something of it waits, so that an answer completes it."""
        self.shelf.keep(report)
        self.register.belong(report.waiting, str(report.path), _now())
        self.tidy()

    def tidy(self) -> None:
        """Forget what is too old, and the checkpoints that nobody needs."""
        keep_only(self._file, self.register.sweep(_now()))

    @property
    def open(self) -> bool:
        """Whether a run can be parked here: the home is there, and may be written."""
        folder = self._file.parent
        return folder.is_dir() and may_write(folder) and (not self._file.exists() or may_write(self._file))

    @property
    def register(self) -> Register:
        """Which runs wait."""
        return Register(self._file.parent)

    @property
    def shelf(self) -> Shelf:
        """Which reports wait for them."""
        return Shelf(self._file)

    @property
    def _file(self) -> Path:
        return self.parts.home().path / FILE

    async def _run(self, run: str, thread: str, said: Said, context: Context) -> State:
        config = run_config(uuid7() if isinstance(said, Command) else UUID(run))
        config["configurable"] = {"thread_id": thread}
        try:
            async with self._graph() as graph:
                with tracing(offline=context.offline):
                    state = await graph.ainvoke(said, config, context=context, durability="sync")
                return await asyncio.to_thread(whole_state, self.parts, cast("State", state))
        except sqlite3.Error as error:
            raise ServiceError(
                f"the run could not be kept in {str(self._file)!r}: {error}; is the disk full?"
            ) from error
        finally:
            self.parts.pins.release(run)

    @asynccontextmanager
    async def _graph(self) -> AsyncIterator[Graph]:
        async with opened(self._file) as saver:
            yield compiled(self.parts, saver)

    def _park(self, run: str, thread: str, state: State) -> None:
        (asked, *_) = state["__interrupt__"]  # type: ignore[typeddict-item]  # LangGraph puts it beside the channels
        self.register.park(run, thread, json.dumps(asked.value), state["run"].generation, _now())

    def _ended(self, run: str) -> None:
        """Keep nothing of a run that was not parked."""
        self.register.end(run)
        self.tidy()

    def _told(self, run: str, answer: Answer) -> Review:
        """What became of it, with the reports that it completes."""
        self.tidy()
        written = () if answer.status == "needs_review" else self.shelf.complete(run, answer)
        return review_of(self.register.find(run), self._generation(), written)

    def _generation(self) -> int:
        return self.parts.home().generation().number


def waiting_answer(state: State) -> Answer:
    """What stands for an answer until somebody decides: no figure, and what was spent so far."""
    run = state["run"]
    return Answer(
        question=state["asked"].text,
        status="needs_review",
        text=WAITS,
        as_of=state["asked"].as_of,
        written_by=state["plan"].written_by,
        rounds=state.get("rounds", 0),
        cost=state["cost"],
        seconds=round(time.time() - run.started, 4),
        run_id=run.id,
    )


def answer_of(state: State) -> Answer:
    """The run's answer; raises the error that ended it."""
    died, answer = state.get("died"), state.get("answer")
    if died is not None:
        error = died.raised()
        error.paid = state.get("cost")
        raise error
    if answer is None:
        raise TieoutError("the run ended without an answer; a review may be waiting for a decision")
    return answer


def _now() -> datetime:
    return datetime.now(UTC)
