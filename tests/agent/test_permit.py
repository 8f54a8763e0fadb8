"""A question fetches what it lacks only where the user allows it: never by default, on being asked, or always."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from tests.agent.doubles import parts_of
from tests.tools.filings.conftest import HEAD, TAIL, tag
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.nodes.permit import permission_of
from tieout.agent.state import State
from tieout.answer import Answer
from tieout.errors import NotThereError
from tieout.question import SubQuestion
from tieout.tools.home import Home
from tieout.tools.ingest import ingest

ASKED = "What was Acme's total revenue in fiscal 2019?"
FETCHED = "$5 million"


@dataclass
class Shelf:
    """A source with one filing; remembers what it was asked for."""

    path: Path | None
    name: str = "shelf"
    asked: list[SubQuestion] = field(default_factory=list)

    async def fetch(self, subquestion: SubQuestion) -> tuple[str, ...]:
        """The filing."""
        self.asked.append(subquestion)
        if self.path is None:
            raise NotThereError("the shelf has no such filing")
        return (str(self.path),)


def annual(path: Path, later: int, millions: str) -> Path:
    """Acme's annual report of 2024, or of so many years later."""
    text = HEAD.replace("META", "").replace("HIDDEN", "")
    for year in (2023, 2024, 2025) if later < 0 else ():
        text = text.replace(f"{year}-", f"{year + later}-").replace(f"\n{year}<", f"\n{year + later}<")
    text = text.replace(">2024<", f">{2024 + later}<")
    scaled = tag(millions, more='scale="6"')
    head = f"<tr><td>(in millions)</td><td>{2024 + later}</td></tr>"
    table = f"<table>{head}<tr><td>Total revenue</td><td>{scaled}</td></tr></table>"
    path.write_text(text + table + TAIL, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with Acme's report of fiscal 2024."""
    with Home.open(tmp_path / "home", create=True) as opened:
        report = ingest(opened, [annual(tmp_path / "acme-2024.htm", 0, "7")])
    assert report.failed == ()
    return tmp_path / "home"


def answer_of(state: object) -> Answer:
    """The answer in a state."""
    assert isinstance(state, dict)
    found = state["answer"]
    assert isinstance(found, Answer)
    return found


async def test_by_default_nothing_is_fetched(home: Path, tmp_path: Path) -> None:
    """Without a word from the user the source is not asked, and the answer says what is not covered."""
    shelf = Shelf(annual(tmp_path / "acme-2019.htm", -5, "5"))
    graph = compiled(replace(parts_of(home), source=lambda _: shelf))

    answer = answer_of(await graph.ainvoke({"question": ASKED}, context=Context(offline=False)))

    assert shelf.asked == []
    assert answer.status == "abstained"
    assert "fiscal 2019 is not covered" in answer.withheld[0].detail


async def test_always_fetches_and_answers_and_says_so(home: Path, tmp_path: Path) -> None:
    """What is missing is fetched, ingested and answered from, and a note names the fetched document."""
    shelf = Shelf(annual(tmp_path / "acme-2019.htm", -5, "5"))
    graph = compiled(replace(parts_of(home), source=lambda _: shelf))

    answer = answer_of(await graph.ainvoke({"question": ASKED}, context=Context(fetch="always")))

    assert [p.year for p in shelf.asked[0].periods] == [2019]
    assert FETCHED in answer.text
    assert "shelf: fetched acme-2019" in answer.notes


@pytest.mark.parametrize("offline", [True, False])
async def test_a_source_that_fails_is_a_note(home: Path, offline: bool) -> None:
    """A source without the filing ends nothing; offline it is not asked at all."""
    shelf = Shelf(None)
    graph = compiled(replace(parts_of(home), source=lambda _: shelf))

    answer = answer_of(await graph.ainvoke({"question": ASKED}, context=Context(fetch="always", offline=offline)))

    assert len(shelf.asked) == (not offline)
    assert answer.status == "abstained"
    assert ("shelf: the shelf has no such filing" in answer.notes) is not offline


@pytest.mark.parametrize(("said", "fetched"), [("fetch", True), ({"decision": "skip"}, False)])
async def test_ask_parks_the_run_until_somebody_says(home: Path, tmp_path: Path, said: object, fetched: bool) -> None:
    """The run stops before it fetches, says what is missing, asks again on nonsense, and does as it is told."""
    shelf = Shelf(annual(tmp_path / "acme-2019.htm", -5, "5"))
    parts = replace(parts_of(home, reviewable=True), source=lambda _: shelf)
    graph = compiled(parts, InMemorySaver())
    thread: RunnableConfig = {"configurable": {"thread_id": "1"}}
    context = Context(fetch="ask", max_seconds=30)

    parked = await graph.ainvoke({"question": ASKED}, thread, context=context)
    asked = parked["__interrupt__"][0].value
    held = dict(parts.pins.held)
    still = await graph.ainvoke(Command(resume="yes please"), thread, context=context)
    before = list(shelf.asked)
    answer = answer_of(await graph.ainvoke(Command(resume=said), thread, context=context))

    assert asked["choices"] == ["fetch", "skip"]
    assert "2019" in asked["missing"][0]
    assert held == {}
    assert still["__interrupt__"][0].value["problem"] == "the decision is one of: fetch, skip"
    assert before == []
    assert bool(shelf.asked) is fetched
    assert (FETCHED in answer.text) is fetched


async def test_ask_without_anybody_to_ask_says_so(home: Path, tmp_path: Path) -> None:
    """Without a checkpointer nothing is fetched, and a note says why."""
    shelf = Shelf(annual(tmp_path / "acme-2019.htm", -5, "5"))
    graph = compiled(replace(parts_of(home), source=lambda _: shelf))

    answer = answer_of(await graph.ainvoke({"question": ASKED}, context=Context(fetch="ask")))

    assert shelf.asked == []
    assert any("nothing here can ask" in note for note in answer.notes)


async def test_ask_does_not_stop_where_nothing_is_missing(home: Path) -> None:
    """A question that the indexed filings cover is answered without asking."""
    parts = replace(parts_of(home, reviewable=True), source=lambda _: Shelf(None))
    graph = compiled(parts, InMemorySaver())

    state = await graph.ainvoke(
        {"question": "What was Acme's total revenue in fiscal 2024?"},
        {"configurable": {"thread_id": "1"}},
        context=Context(fetch="ask"),
    )

    assert "__interrupt__" not in state
    assert "$7 million" in answer_of(state).text


async def test_a_company_of_which_nothing_is_indexed_is_fetched(home: Path, tmp_path: Path) -> None:
    """A company that the user names and nobody indexed is asked of the source, and the question is planned again."""
    path = annual(tmp_path / "beta-2019.htm", -5, "5")
    text = path.read_text(encoding="utf-8").replace("0000012345", "0000054321").replace("Acme Corp.", "Beta Corp.")
    path.write_text(text.replace(">acme<", ">beta<"), encoding="utf-8")
    shelf = Shelf(path)
    graph = compiled(replace(parts_of(home), source=lambda _: shelf))

    answer = answer_of(
        await graph.ainvoke(
            {"question": "What was the total revenue in fiscal 2019?"},
            context=Context(fetch="always", companies=("BETA",)),
        )
    )

    assert [(e.ticker, p.year) for s in shelf.asked for e in s.entities for p in s.periods] == [("BETA", 2019)]
    assert "Beta" in answer.text
    assert FETCHED in answer.text


def test_a_permission_is_one_of_two_words() -> None:
    """Only "fetch" and "skip" are answers, as words or as a decision."""
    assert permission_of("fetch") == "fetch"
    assert permission_of({"decision": "skip"}) == "skip"
    for nothing in ("yes", "", None, 1, {"decision": "fetch", "more": 1}, State()):
        assert permission_of(nothing) is None
