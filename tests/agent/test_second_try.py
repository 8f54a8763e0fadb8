"""What changes when evidence is missing: the real graph, with every look into the home written down."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from tests.agent.doubles import ScriptedAnalyst, empty, parts_of, planned, remark, says, sub
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.nodes.rerank import shared
from tieout.agent.parts import Parts
from tieout.agent.state import Asked, Found, State, merge_found
from tieout.agent.workspace import answer_of
from tieout.claim import Failure
from tieout.document import Passage
from tieout.locator import Span
from tieout.ports import Evidence, Hit, SearchQuery, Snapshot
from tieout.question import Draft, Plan
from tieout.tools.index.rerank import LocalReranker

SUPPLIERS = planned(sub(ask="text", text="What does Apple say about its suppliers in Ruritania?"))


class Watched:
    """A snapshot that writes down what is searched for."""

    def __init__(self, snapshot: Snapshot, asked: list[SearchQuery]) -> None:
        self._snapshot = snapshot
        self._asked = asked

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """As the home does."""
        self._asked.append(query)
        return self._snapshot.search(query)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)


class WatchedHome:
    """A home whose snapshots are watched."""

    def __init__(self, parts: Parts, asked: list[SearchQuery]) -> None:
        self._home = parts.home()
        self._asked = asked

    def snapshot(self) -> Any:
        """The newest generation, watched."""
        return Watched(self._home.snapshot(), self._asked)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._home, name)


@dataclasses.dataclass(kw_only=True)
class Run:
    """One run: the nodes, what was searched for, the evidence of each draft, the end."""

    nodes: list[str]
    asked: list[SearchQuery]
    state: State
    shown: list[tuple[str, ...]]


async def run(home: Path, drafts: Sequence[Any], **settings: Any) -> Run:
    """Run a scripted analyst on the real graph over a watched home."""
    shown: list[tuple[str, ...]] = []

    def seeing(draft: Any) -> Any:
        def drafted(plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
            shown.append(tuple(p.id for p in evidence.passages.get("q1", ())))
            return cast("Draft", draft(plan, evidence, failures))

        return drafted

    supported: list[Any] = [says("supported") for draft in drafts if draft is remark]
    analyst = ScriptedAnalyst(plans=[SUPPLIERS], drafts=[seeing(d) for d in drafts], judgements=supported)
    parts, asked = parts_of(home, analyst), list[SearchQuery]()
    watched = WatchedHome(parts, asked)
    parts = dataclasses.replace(parts, home=lambda: cast("Any", watched))
    nodes, state = list[str](), State()
    stream = compiled(parts).astream(
        Asked(question="q"), context=Context(**settings), stream_mode=["updates", "values"]
    )
    async for mode, chunk in stream:
        if mode == "updates":
            nodes += cast("dict[str, Any]", chunk)
        else:
            state = cast("State", chunk)
    assert analyst.drafts == []
    return Run(nodes=nodes, asked=asked, state=state, shown=shown)


def missing(text: str) -> Any:
    """A draft that lacks evidence, and says so in words of its own, so that no round repeats the one before."""

    def drafted(*_: object) -> Draft:
        return Draft(failures=(Failure(reason="missing_evidence", detail="d", subquestion="q1", text=text),))

    return drafted


async def test_the_second_try_asks_something_else(demo_home: Path) -> None:
    """Other words, wider documents, what stands beside: no search is the same, and the draft sees new passages."""
    done = await run(demo_home, [empty, remark])

    first, *others = done.asked
    assert first.documents == ("sample-AAPL-10-K-2024",)
    assert len({query.model_dump_json() for query in done.asked}) == len(done.asked) >= 3
    assert any(query.text != first.text for query in others)
    assert any(query.documents == () for query in others)
    assert all(query.entities == first.entities for query in done.asked)
    assert len(set(done.shown[1]) - set(done.shown[0])) >= len(done.shown[1]) // 2
    assert answer_of(done.state).status == "answered"


async def test_it_ends_where_everything_was_tried(demo_home: Path) -> None:
    """However many rounds are left and whatever is said to be missing: after the third time nothing is looked for."""
    done = await run(demo_home, [missing(str(number)) for number in range(3)], max_rounds=5)

    assert done.nodes.count("retrieve") == 3
    assert len({query.model_dump_json() for query in done.asked}) == len(done.asked)
    assert done.state["found"]["q1"].round == 2
    assert done.state["pending"] == ()
    assert answer_of(done.state).status == "abstained"


async def test_the_looks_that_were_had_are_in_the_state(demo_home: Path) -> None:
    """One key a look, none twice, whatever the number of rounds."""
    done = await run(demo_home, [missing("a"), missing("b")], max_rounds=2)

    looks = done.state["found"]["q1"].looks
    assert len(looks) == len(set(looks)) >= 3


def passage(name: str) -> Passage:
    """A passage of a letter."""
    at = Span(document="d", content_hash="0" * 64, quote_hash="0" * 16, start=0, end=1)
    return Passage(id=name, document="d", kind="prose", text=name, locator=at)


@pytest.mark.parametrize(
    ("fresh", "best"), [((), "abcd"), (("x", "y", "z"), "xyza"), (("z",), "zabc"), (("gone",), "abcd")]
)
async def test_what_is_new_has_most_of_the_places(fresh: tuple[str, ...], best: str) -> None:
    """What did not answer before does not keep out what another look brought, and none of it is lost to fewer."""
    passages = [passage(name) for name in "abcdefxyz"]

    assert "".join(await shared([LocalReranker()], "q", passages, fresh, 4)) == best


def test_only_a_later_retrieval_is_the_latest() -> None:
    """The first retrieval has nothing before it; of a later one what it brought is told apart."""
    first = merge_found({}, {"q": Found(passages=("a", "b"), looks=("1",))})
    second = merge_found(first, {"q": Found(passages=("b", "c"), looks=("2",), round=1)})

    assert first["q"].latest == ()
    assert second["q"] == Found(passages=("a", "b", "c"), looks=("1", "2"), latest=("b", "c"), round=1)
