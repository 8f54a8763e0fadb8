"""The library's door: one home, questions in, answers out, with or without an event loop."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig
from langsmith import uuid7

from tieout.agent.context import Context
from tieout.agent.graph import Graph, compiled
from tieout.agent.llm.langsmith import run_config
from tieout.agent.parts import Parts
from tieout.agent.progress import Event, events
from tieout.agent.reviews.reviewing import Desk, answer_of
from tieout.agent.reviews.unfinished import Unfinished
from tieout.agent.running.loop import Loop
from tieout.agent.running.pages import kept_answer
from tieout.agent.running.untraced import apart, tracing
from tieout.agent.settings import settings
from tieout.agent.state import KEPT, Asked, State
from tieout.agent.wiring import default_parts, open_home
from tieout.answer import Answer
from tieout.checked import Checked
from tieout.fact import Fact, FactQuery
from tieout.grid import Grid
from tieout.ports import SearchQuery
from tieout.tools.connections import connections
from tieout.tools.home import Home
from tieout.tools.ingest import Progress, Report, ingest
from tieout.tools.lookup import SearchResult, search_results
from tieout.tools.stated import stated_facts

if TYPE_CHECKING:
    from tieout.tools.checking.overrides import Ledger

__all__ = ["Workspace", "answer_of", "each", "research", "whole"]


class Workspace:
    """A home of filings that answers questions; safe to share between threads.

    Args:
        home: folder of the index, created at the first ingestion; None means `TIEOUT_HOME`, else `.tieout`.
        context: settings for every question that brings none of its own.
        parts: what stands behind the ports, for tests and for adapters of your own.
    """

    def __init__(
        self, home: str | Path | None = None, *, context: Context | None = None, parts: Parts | None = None
    ) -> None:
        self._path = Path(home) if home is not None else None
        self._context = context or Context()
        self._parts = parts or default_parts(self._path)
        self._loop = Loop()
        self._graph: Graph | None = None
        self._threads: Graph | None = None

    @property
    def home(self) -> Home:
        """The open home."""
        return self._parts.home()

    def ingest(
        self,
        *sources: str | Path,
        filed: date | None = None,
        progress: Callable[[Progress], None] | None = None,
        workers: int = 1,
    ) -> Report:
        """Read files and folders into the home; raises BusyError while another process does."""
        path = self._path if self._path is not None else settings().home
        with connections(allowed=not self._context.offline):
            return ingest(open_home(path, create=True), list(sources), filed=filed, progress=progress, workers=workers)

    def ask(self, question: str, *, context: Context | None = None, thread: str | None = None) -> Answer:
        """The answer to one question; works inside a running event loop too.

        Args:
            question: as a person would type it.
            context: settings for this question alone.
            thread: a name; questions of one thread understand each other ("and in 2023?").

        Raises:
            TieoutError: the question cannot be used, or a service could not be reached.
        """
        return self._loop.run(self.aask(question, context=context, thread=thread))

    async def aask(self, question: str, *, context: Context | None = None, thread: str | None = None) -> Answer:
        """As `ask`, for callers in an event loop."""
        chosen = context or self._context
        if chosen.review != "never" and self.reviews.open:
            return await self._reviewed(whole(question), chosen, thread)
        return answer_of(await self._run(question, chosen, thread))

    def stream(self, question: str, *, context: Context | None = None) -> Iterator[Event]:
        """What happens, step by step, the answer as the last event but one; raises as `ask` does."""
        stream = self.astream(question, context=context)
        try:
            while (event := self._loop.run(_next(stream))) is not None:
                yield event
        finally:
            self._loop.run(stream.aclose())

    async def astream(self, question: str, *, context: Context | None = None) -> AsyncGenerator[Event]:
        """As `stream`, for callers in an event loop."""
        graph, config, chosen = self._compiled(threaded=False), _config(None), context or self._context
        updates = graph.astream(Asked(question=whole(question)), config, context=chosen, stream_mode="updates")
        try:
            async for event in apart(events(updates), within=tracing(offline=chosen.offline)):
                yield event
        finally:
            self._parts.pins.release(str(config.get("run_id")))

    def answer(self, run_id: str) -> Answer:
        """The whole answer that a run gave, as the home keeps it; raises NotThereError where it does not."""
        return kept_answer(self.home.path, run_id)

    @property
    def reviews(self) -> Desk:
        """What waits for a person, and how to answer it; a question is parked where its context asks for a review."""
        return Desk(parts=replace(self._parts, reviewable=True), work=self._loop.run)

    def hold(self, report: Unfinished) -> None:
        """Keep a report until the last of its reviews is answered; each answer writes it again."""
        if self.reviews.open:
            self.reviews.hold(report)

    def report(self, job: str | Path) -> Path:
        """Run a job file and give the path of its report."""
        from tieout.agent.jobs.report import run_report  # noqa: PLC0415  # the report builds on this module

        return run_report(self, job, context=self._context).path

    def search(self, query: str, *, k: int = 10, as_of: date | None = None) -> tuple[SearchResult, ...]:
        """Passages for a query, the best of each distinct (document, page), at most k of these pairs."""
        with self.home.snapshot() as snapshot, connections(allowed=not self._context.offline):
            return search_results(snapshot, SearchQuery(text=query, k=k, as_of=as_of))

    def facts(self, query: FactQuery | None = None) -> tuple[Fact, ...]:
        """Facts in a stable order, first those that are kept, then the figures of prose that carry no tag."""
        with self.home.snapshot() as snapshot:
            return stated_facts(snapshot, query or FactQuery())

    def grid(
        self,
        companies: str | Sequence[str] = (),
        metrics: str | Sequence[str] = (),
        periods: str | int | Sequence[str | int] = (),
        *,
        quarterly: bool = False,
        as_of: date | None = None,
    ) -> Grid:
        """Companies, metrics and periods side by side, each figure proven, each empty cell with its reason.

        Args:
            companies: tickers, CIKs or names, in a list or by commas; none means all that file reports.
            metrics: such as "revenue", "gross margin", "revenue growth"; none means the usual ones.
            periods: such as "2021-2023", "Q3 2024", "last 4 quarters"; none means the latest three fiscal years.
            quarterly: whether each year is shown by its quarters.
            as_of: see only what was public at the end of this day.

        Raises:
            TieoutError: a company is not indexed, or a metric or period is not understood.
        """
        from tieout.agent.grid.gridding import GridAsked, make_grid  # noqa: PLC0415  # only where a grid is made

        asked = GridAsked(
            companies=each(companies),
            metrics=each(metrics),
            periods=each(periods),
            quarterly=quarterly,
            as_of=as_of or self._context.as_of,
        )
        with self.home.snapshot() as snapshot, connections(allowed=not self._context.offline):
            return make_grid(asked, snapshot, self._parts.vocabulary())

    def check(
        self,
        text: str | Path,
        *,
        against: Sequence[str | Path] | str | Path | None = None,
        overrides: "Ledger | None" = None,
        prior: str | Path | None = None,
    ) -> Checked:
        """The verdict on every figure of a text: tied to its source, wrong, or untied; no model is asked.

        Args:
            text: Markdown, or the path of a Markdown, text, HTML, PDF, DOCX, XLSX or PPTX file.
            against: files, folders, and tickers or document ids of the home; None is the whole home, and nothing but
                the text itself where that is empty.
            overrides: what people have said of single figures.
            prior: the same text of the year before.

        Raises:
            TieoutError: the text or a source cannot be read, or a source is the text itself.
        """
        from tieout.agent.checking import checked  # noqa: PLC0415  # only where a text is checked
        from tieout.tools.checking.overrides import Ledger  # noqa: PLC0415

        named = [against] if isinstance(against, str | Path) else against
        return checked(text, named, self.home, overrides or Ledger(), prior)

    async def acheck(
        self,
        text: str | Path,
        *,
        against: Sequence[str | Path] | str | Path | None = None,
        overrides: "Ledger | None" = None,
        prior: str | Path | None = None,
    ) -> Checked:
        """As `check`, for callers in an event loop, which goes on meanwhile."""
        return await asyncio.to_thread(self.check, text, against=against, overrides=overrides, prior=prior)

    async def _reviewed(self, question: str, chosen: Context, thread: str | None) -> Answer:
        """The answer to a question that may be parked; a thread remembers the question, not yet its answer."""
        if thread is None:
            return await self.reviews.aask(question, chosen)
        graph, config = self._compiled(threaded=True), _config(thread)
        before = (await graph.aget_state(config)).values.get("messages", [])
        answer = await self.reviews.aask(question, chosen, before)
        await graph.aupdate_state(config, {"messages": [HumanMessage(content=question)]}, as_node="trace")
        return answer

    async def _run(self, question: str, chosen: Context, thread: str | None) -> State:
        graph, config = self._compiled(threaded=thread is not None), _config(thread)
        text = whole(question)
        asked = Asked(messages=[HumanMessage(content=text)]) if thread is not None else Asked(question=text)
        try:
            with tracing(offline=chosen.offline):
                result = await graph.ainvoke(asked, config, context=chosen)
        finally:
            self._parts.pins.release(str(config.get("run_id")))
        return cast("State", result)

    def _compiled(self, *, threaded: bool) -> Graph:
        if threaded:
            if self._threads is None:
                from langgraph.checkpoint.memory import InMemorySaver  # noqa: PLC0415  # only where threads are used
                from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer  # noqa: PLC0415

                serde = JsonPlusSerializer(allowed_msgpack_modules=KEPT)
                self._threads = compiled(self._parts, InMemorySaver(serde=serde))
            return self._threads
        if self._graph is None:
            self._graph = compiled(self._parts)
        return self._graph


def research(question: str, *, home: str | Path | None = None, context: Context | None = None) -> Answer:
    """One question to one home, in one line."""
    return Workspace(home, context=context).ask(question)


def each(given: str | int | Sequence[str | int]) -> tuple[str, ...]:
    """One word or several, as several."""
    return (str(given),) if isinstance(given, str | int) else tuple(str(one) for one in given)


def whole(text: str) -> str:
    """The text with "?" for each half character, as a terminal's broken bytes become one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _config(thread: str | None) -> RunnableConfig:
    """The run's id and name, and its thread."""
    config = run_config(uuid7())
    if thread is not None:
        config["configurable"] = {"thread_id": thread}
    return config


async def _next(stream: AsyncIterator[Event]) -> Event | None:
    return await anext(stream, None)
