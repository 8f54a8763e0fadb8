"""Every edge of the compiled graph is taken by a scenario of its own, and an edge without one fails here."""

import asyncio
import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from tests.agent.doubles import (
    ScriptedAnalyst,
    context,
    empty,
    good,
    parts_of,
    planned,
    remark,
    says,
    sub,
    wrong,
)
from tests.agent.invariant import check_answer
from tests.agent.threads import THREAD, linked
from tieout.agent.graph import compiled, graph
from tieout.agent.state import Asked, State
from tieout.answer import Answer, Cost
from tieout.claim import Claim, Failure
from tieout.errors import BudgetError, ReadError, UnreachableError
from tieout.ports import Judgement
from tieout.question import Draft, Plan

Edge = tuple[str, str]
QUESTION = "What were Apple's net sales in fiscal 2024?"
EDGES = frozenset((e.source, e.target) for e in graph.get_graph().edges)
START, END = "__start__", "__end__"
PROSE = planned(sub(ask="text", text="employees"))
BOTH = planned(sub("q1"), sub("q2", year=2023))
NOTHING = Plan(failures=(Failure(reason="no_source", detail="no filing of Tesla is indexed"),))


def half(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
    """The first part truly, the second not at all."""
    right = good(plan, evidence, failures).claims[0]
    return Draft(claims=(right, wrong(plan, evidence, failures).claims[0].model_copy(update={"subquestion": "q2"})))


def mixed(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
    """One sentence that the judge will believe, and three that it will not: the score is low."""
    one = remark(plan, evidence, failures).claims[0]
    others = tuple(one.model_copy(update={"template": f"{word} sells phones."}) for word in ("It", "Nobody", "Apple"))
    return Draft(claims=(*others, one), written_by="scripted")


def malformed(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
    """Claims about parts that nobody asked for, facts and places that do not exist, and an empty template's worth."""
    claim = good(plan, evidence, failures).claims[0]
    slot = claim.slots["v"].model_copy(update={"fact": "no-such-fact"})
    lost = claim.citations[0].model_copy(update={"document": "nobody"})
    return Draft(
        claims=(
            claim.model_copy(update={"slots": {"v": slot}}),
            Claim(subquestion="q9", kind="prose", template="So it is.", citations=(lost,)),
        )
    )


def dear(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
    """A half truth that costs all there is."""
    return half(plan, evidence, failures).model_copy(update={"cost": Cost(input_tokens=11)})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scenario:
    """What an analyst does, what people say, and what becomes of it."""

    plans: Sequence[Any] = (planned(),)
    drafts: Sequence[Any] = ()
    judgements: Sequence[Any] = ()
    says: Sequence[Any] = ()
    settings: dict[str, Any] = dataclasses.field(default_factory=dict)
    status: str
    """Of the answer, or the class of the error that ended the run."""
    rounds: int = 1
    through: str
    """The edges that it is there for."""
    broken: bool = False
    """Whether the second branch of the search dies."""


LOW = Judgement(
    verdicts=tuple(
        says("supported" if n == 3 else "unsupported", claim=n).verdicts[0]  # the last of four
        for n in range(4)
    )
)
SCENARIOS = {
    "nothing to look for": Scenario(
        plans=[NOTHING], status="abstained", rounds=0, through="__start__>intake>plan>gather>publish>trace>__end__"
    ),
    "straight": Scenario(
        drafts=[good], status="answered", through="gather>retrieve>rerank>draft>critic>publish>trace>__end__"
    ),
    "a wrong figure": Scenario(drafts=[wrong, good], status="answered", rounds=2, through="draft>critic>draft"),
    "repeats itself": Scenario(
        drafts=[wrong, wrong], settings={"max_rounds": 5}, status="abstained", rounds=2, through="critic>draft"
    ),
    "gets worse": Scenario(plans=[BOTH], drafts=[half, wrong], status="partial", rounds=2, through="critic>draft"),
    "evidence that comes later": Scenario(
        plans=[PROSE],
        drafts=[empty, remark],
        judgements=[says("supported")],
        status="answered",
        rounds=2,
        through="critic>retrieve>rerank>draft",
    ),
    "evidence that never comes": Scenario(
        plans=[PROSE],
        drafts=[empty] * 5,
        settings={"max_rounds": 5},
        status="abstained",
        rounds=2,
        through="critic>retrieve",
    ),
    "judge outage": Scenario(
        plans=[PROSE],
        drafts=[remark],
        judgements=[UnreachableError("gone")],
        status="abstained",
        through="critic>publish",
    ),
    "judge says nothing": Scenario(
        plans=[PROSE], drafts=[remark], judgements=[Judgement()], status="abstained", through="critic>publish"
    ),
    "grounded but a low score": Scenario(
        plans=[PROSE],
        drafts=[mixed],
        judgements=[LOW],
        settings={"max_rounds": 1},
        status="abstained",
        through="critic>publish",
    ),
    "malformed": Scenario(drafts=[malformed], status="abstained", through="critic>publish"),
    "empty": Scenario(drafts=[Draft(), Draft()], status="abstained", through="critic>publish"),
    "an unreadable plan": Scenario(plans=[ReadError("no JSON")], status="ReadError", rounds=0, through="trace>__end__"),
    "a budget in a draft": Scenario(
        plans=[BOTH], drafts=[half, BudgetError("spent")], status="partial", through="draft>critic>publish"
    ),
    "a budget between rounds": Scenario(
        plans=[BOTH], drafts=[dear], settings={"max_tokens": 10}, status="partial", through="critic>publish"
    ),
    "a dead branch": Scenario(
        plans=[BOTH], broken=True, status="TieoutError", rounds=0, through="retrieve>rerank>__end__"
    ),
    "approved": Scenario(
        drafts=[good],
        says=["approve"],
        settings={"review": "always"},
        status="answered",
        through="critic>review>publish",
    ),
    "edited": Scenario(
        drafts=[good],
        says=[
            {"decision": "edit", "sentences": ["Apple Inc.’s net sales were $391.0 billion in fiscal 2024."]},
            "approve",
        ],
        settings={"review": "always"},
        status="answered",
        through="review>critic>review",
    ),
    "more evidence": Scenario(
        drafts=[good, good],
        says=["more", "approve"],
        settings={"review": "always"},
        status="answered",
        rounds=2,
        through="review>retrieve",
    ),
    "rejected": Scenario(
        drafts=[good], says=["reject"], settings={"review": "always"}, status="abstained", through="review>publish"
    ),
}


def losing(known: Callable[[], Any]) -> Callable[[], Any]:
    """A port that fails in the second branch that asks it."""
    asked: list[int] = []

    def read() -> Any:
        asked.append(1)
        if len(asked) == 2:
            raise ValueError("second")
        return known()

    return read


async def played(scenario: Scenario, home: Path) -> tuple[State, frozenset[Edge]]:
    """The state in which a scenario ends, and the edges that it took."""
    script = ScriptedAnalyst(plans=[*scenario.plans], drafts=[*scenario.drafts], judgements=[*scenario.judgements])
    parts = parts_of(home, script, reviewable=bool(scenario.says))
    if scenario.broken:
        parts = dataclasses.replace(parts, vocabulary=losing(parts.vocabulary))
    made: Any = compiled(parts, InMemorySaver())
    state: Any = {}
    edges: set[Edge] = set()
    for said in (Asked(question=QUESTION), *(Command(resume=s) for s in scenario.says)):
        steps: dict[int, set[str]] = defaultdict(set)
        stream = made.astream(said, THREAD, context=context(**scenario.settings), stream_mode=["debug", "values"])
        async for mode, chunk in stream:
            if mode == "values":
                state = chunk
            elif chunk["type"] == "task":
                steps[chunk["step"]].add(chunk["payload"]["name"])
        parked = "__interrupt__" in state
        first = {START} if isinstance(said, dict) else set[str]()
        edges |= walked([first, *(steps[n] for n in sorted(steps))], ended=not parked)
    assert parts.pins.held == {}
    return cast("State", state), frozenset(edges)


def walked(steps: Sequence[set[str]], *, ended: bool) -> set[Edge]:
    """The edges between the nodes of following steps; what leads nowhere else has led to the end."""
    edges = {(a, b) for one, next_ in pairwise(steps) for a in one for b in next_} & EDGES
    following = [*steps[1:], set[str]()]
    for one, next_ in zip(steps, following, strict=True):
        stuck = {a for a in one if (a, END) in EDGES and not any((a, b) in edges for b in next_)}
        edges |= {(a, END) for a in stuck if ended}
    return edges


def path(text: str) -> set[Edge]:
    """Edges as `a>b>c` says them."""
    nodes = text.split(">")
    return set(pairwise(nodes))


@pytest.fixture(scope="module")
def taken(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[State, frozenset[Edge]]]:
    """Every scenario, played once."""
    home = linked(demo_home, tmp_path_factory.mktemp("edges") / "home")

    async def play() -> dict[str, tuple[State, frozenset[Edge]]]:
        return {name: await played(scenario, home) for name, scenario in SCENARIOS.items()}

    return asyncio.run(play())


def test_every_edge_is_taken(taken: dict[str, tuple[State, frozenset[Edge]]]) -> None:
    """The scenarios together take every edge of the compiled graph, and none that it has not."""
    assert frozenset().union(*(edges for _, edges in taken.values())) == EDGES


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_goes_its_way(name: str, taken: dict[str, tuple[State, frozenset[Edge]]], demo_home: Path) -> None:
    """Each takes the edges that it is there for, ends as it should, and prints nothing that is not proven."""
    scenario, (state, edges) = SCENARIOS[name], taken[name]
    answer, died = state.get("answer"), state.get("died")
    assert path(scenario.through) <= edges
    if died is not None:
        assert (died.kind, answer) == (scenario.status, None)
        return
    assert isinstance(answer, Answer)
    assert (answer.status, answer.rounds) == (scenario.status, scenario.rounds)
    check_answer(answer, demo_home)
