"""Every edge of the graph is taken when it should be, and a run ends whatever happens in it."""

import asyncio
import dataclasses
import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from tests.agent.doubles import (
    AMD,
    APPLE,
    TXN,
    ScriptedAnalyst,
    Waiting,
    context,
    empty,
    good,
    parts_of,
    planned,
    remark,
    sales,
    says,
    stating,
    sub,
    wrong,
)
from tests.agent.invariant import check_answer
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.parts import Parts
from tieout.agent.state import Asked, State
from tieout.agent.workspace import answer_of
from tieout.answer import Answer, Cost
from tieout.claim import Failure
from tieout.document import Passage
from tieout.errors import InputError, NotThereError, RefusedError, TieoutError, UnreachableError
from tieout.ports import Judgement, ProseVerdict
from tieout.question import Draft, Plan
from tieout.tools.tracing import RunRecord, Traces

QUESTION = "What were Apple's net sales in fiscal 2024?"
STATED = "Apple Inc.’s net sales were $391,035 million in fiscal 2024. [1]"


@dataclasses.dataclass(kw_only=True)
class Run:
    """One run of the graph: the nodes in their order, the final state, the records written."""

    nodes: list[str]
    state: State
    records: tuple[RunRecord, ...]

    @property
    def answer(self) -> Answer:
        """The answer, or the error that ended the run."""
        return answer_of(self.state)


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """The demo home with traces of its own."""
    for one in demo_home.iterdir():
        if not one.name.startswith("traces"):
            (tmp_path / one.name).symlink_to(one)
    return tmp_path


async def run(parts: Parts, settings: Context | None = None, question: str = QUESTION) -> Run:
    """Run a graph without a checkpointer to its end."""
    nodes: list[str] = []
    state: State = {}
    graph = compiled(parts)
    stream = graph.astream(Asked(question=question), context=settings or Context(), stream_mode=["updates", "values"])
    async for mode, chunk in stream:
        if mode == "updates":
            nodes += cast("dict[str, Any]", chunk)
        else:
            state = cast("State", chunk)
    assert parts.pins.held == {}
    return Run(nodes=nodes, state=state, records=Traces(parts.home().path).latest())


async def scripted(home: Path, analyst: ScriptedAnalyst, **settings: object) -> Run:
    """Run a scripted analyst whose scripts must be used up, and check the answer if there is one."""
    done = await run(parts_of(home, analyst), context(**settings))
    assert (analyst.plans, analyst.drafts, analyst.judgements) == ([], [], [])
    if done.state.get("answer") is not None:
        check_answer(done.answer, home)
    assert len(done.records) == 1
    return done


# --- the edges --------------------------------------------------------------------------------------------------------


async def test_a_plan_with_nothing_is_published_at_once(home: Path) -> None:
    """Where there is nothing to look for, nobody drafts, and the plan's reason is the answer."""
    missing = Failure(reason="no_source", detail="no filing of Tesla is indexed")
    done = await scripted(home, ScriptedAnalyst(plans=[Plan(failures=(missing,))]))

    assert done.nodes == ["intake", "plan", "gather", "publish", "trace"]
    assert (done.answer.status, done.answer.rounds) == ("abstained", 0)
    assert done.answer.text == "Not verifiable from the indexed documents: no filing of Tesla is indexed."


async def test_what_no_filing_covers_is_published_at_once(home: Path) -> None:
    """A period that no indexed filing covers is refused without a search."""
    done = await scripted(home, ScriptedAnalyst(plans=[planned(sub(year=2030))]))

    assert done.nodes == ["intake", "plan", "gather", "publish", "trace"]
    assert done.answer.text == (
        "Not verifiable from the indexed documents: fiscal 2030 is not covered by the indexed filings of Apple Inc., "
        "which cover fiscal 2022 to 2024."
    )


async def test_the_straight_way(home: Path) -> None:
    """A true draft goes once through every node but review."""
    done = await scripted(home, ScriptedAnalyst(plans=[planned()], drafts=[good]))

    assert done.nodes == ["intake", "plan", "gather", "retrieve", "rerank", "draft", "critic", "publish", "trace"]
    assert (done.answer.status, done.answer.text, done.answer.rounds) == ("answered", STATED, 1)
    assert (done.answer.written_by, done.answer.faithfulness) == ("scripted", 1.0)
    assert done.answer.cost == Cost(input_tokens=10, output_tokens=1)
    assert [s.node for s in done.state["spans"]] == done.nodes[:-1]


@pytest.mark.parametrize("order", list(itertools.permutations([AMD, TXN, APPLE])), ids=lambda o: o[0].ticker)
async def test_branches_come_back_in_any_order(home: Path, order: tuple[Any, ...]) -> None:
    """Three sub-questions are retrieved side by side, and the order in which they are asked changes no finding."""
    subs = [sub(f"q-{e.ticker}", entity=e, year=2023 if e is not APPLE else 2024) for e in order]
    done = await scripted(home, ScriptedAnalyst(plans=[planned(*subs)], drafts=[good]))

    assert done.nodes[3:7] == ["retrieve"] * 3 + ["rerank"]
    assert list(done.state["found"]) == ["q-AAPL", "q-AMD", "q-TXN"]
    assert {k: len(f.facts) > 0 for k, f in done.state["kept"].items()} == dict.fromkeys(done.state["found"], True)
    assert [f.entity.ticker for f in done.answer.figures] == [e.ticker for e in order]


async def test_a_wrong_binding_is_drafted_again(home: Path) -> None:
    """A refused figure goes back to the drafter with the reason, without a new search."""
    analyst = ScriptedAnalyst(plans=[planned()], drafts=[wrong, good])
    done = await scripted(home, analyst)

    assert done.nodes[5:] == ["draft", "critic", "draft", "critic", "publish", "trace"]
    assert [[f.reason for f in given] for given in analyst.steered] == [[], ["wrong_period"]]
    assert (done.answer.status, done.answer.text, done.answer.rounds) == ("answered", STATED, 2)


async def test_missing_evidence_is_searched_for_once_more(home: Path) -> None:
    """A sub-question about text that lacks evidence is retrieved again without the narrow filter."""
    analyst = ScriptedAnalyst(
        plans=[planned(sub(ask="text", text="employees"))], drafts=[empty, remark], judgements=[says("supported")]
    )
    done = await scripted(home, analyst)

    assert done.nodes[3:] == ["retrieve", "rerank", "draft", "critic"] * 2 + ["publish", "trace"]
    assert done.answer.status == "answered"
    assert done.answer.text == "Apple sells phones. [1]"


async def test_the_same_failures_twice_end_the_rounds(home: Path) -> None:
    """A drafter that repeats itself is stopped, however many rounds are left."""
    done = await scripted(home, ScriptedAnalyst(plans=[planned()], drafts=[wrong, wrong]), max_rounds=5)

    assert (done.answer.status, done.answer.rounds, done.state["repeated"]) == ("abstained", 2, True)
    assert "▮" in done.answer.withheld[0].text


async def test_rounds_are_counted(home: Path) -> None:
    """A drafter that errs in a new way each time is stopped by the number of rounds."""

    def other(_: Plan, evidence: Any, __: Sequence[Failure]) -> Draft:
        return Draft(claims=(stating(sales(evidence, year=2023), style="exact"),))

    done = await scripted(home, ScriptedAnalyst(plans=[planned()], drafts=[wrong, other]), max_rounds=2)

    assert (done.answer.rounds, done.state["repeated"]) == (2, False)


async def test_the_best_draft_is_kept_with_its_own_failures(home: Path) -> None:
    """A second draft that is worse does not replace the first, and nothing is both printed and withheld."""
    both = planned(sub("q1"), sub("q2", year=2023))

    def half(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
        right = good(plan, evidence, failures).claims[0]
        return Draft(claims=(right, wrong(plan, evidence, failures).claims[0].model_copy(update={"subquestion": "q2"})))

    done = await scripted(home, ScriptedAnalyst(plans=[both], drafts=[half, wrong]))

    assert (done.answer.status, done.answer.text, done.answer.rounds) == ("partial", STATED, 2)
    assert done.answer.faithfulness == 0.5
    assert [w.reason for w in done.answer.withheld] == ["wrong_period"]


@pytest.mark.parametrize(
    ("settings", "cost", "said"),
    [
        ({"max_tokens": 10}, Cost(input_tokens=11), "max_tokens"),
        ({"max_usd": 0.5}, Cost(usd=Decimal("0.51")), "max_usd"),
    ],
    ids=["tokens", "money"],
)
async def test_a_spent_budget_ends_the_rounds(home: Path, settings: dict[str, object], cost: Cost, said: str) -> None:
    """Tokens or money spent: what is proven is published and the answer says why there was no other round."""

    def dear(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
        return wrong(plan, evidence, failures).model_copy(update={"cost": cost})

    done = await scripted(home, ScriptedAnalyst(plans=[planned()], drafts=[dear]), **settings)

    assert (done.answer.status, done.answer.rounds) == ("abstained", 1)
    assert done.answer.notes[-1].startswith(f"no other round: the budget of this question is spent ({said}); ")


async def test_too_many_parts_are_said(home: Path) -> None:
    """A plan over the limit is cut, and each part cut off is withheld as over budget."""
    plan = planned(sub("q1"), sub("q2", year=2023, text="sales before"), sub("q3", year=2022))
    done = await scripted(home, ScriptedAnalyst(plans=[plan], drafts=[good]), max_subquestions=1)

    assert [w.reason for w in done.answer.withheld] == ["over_budget", "over_budget"]
    assert (done.answer.status, done.answer.text) == ("partial", STATED)


# --- the judge --------------------------------------------------------------------------------------------------------

PROSE = planned(sub(ask="text", text="employees"))


@pytest.mark.parametrize(
    ("judgement", "reason"),
    [
        (says("unsupported", detail="it says $5 billion"), "unsupported"),
        (says("contradicted"), "contradicted"),
        (Judgement(), "critic_unavailable"),
        (says("supported", claim=7), "critic_unavailable"),
        (says("supported", claim=-1), "critic_unavailable"),
        (RefusedError("no key"), "critic_unavailable"),
        (UnreachableError("time-out"), "critic_unavailable"),
        (
            Judgement(
                verdicts=(
                    ProseVerdict(claim=0, verdict="contradicted"),
                    ProseVerdict(claim=0, verdict="supported"),
                )
            ),
            "contradicted",
        ),
    ],
)
async def test_prose_without_a_judges_yes_is_withheld(home: Path, judgement: Any, reason: str) -> None:
    """No, no answer, an answer about another claim, an outage and a judge at odds with itself: not verified."""
    done = await scripted(home, ScriptedAnalyst(plans=[PROSE], drafts=[remark], judgements=[judgement]), max_rounds=1)

    assert done.answer.status == "abstained"
    assert [w.reason for w in done.answer.withheld] == [reason]


async def test_the_judges_notes_and_cost_are_in_the_answer(home: Path) -> None:
    """What a judge says about itself is noted, and what it cost is counted."""
    judgement = says("supported").model_copy(
        update={"notes": ("the second judge was asked",), "cost": Cost(input_tokens=3)}
    )
    done = await scripted(home, ScriptedAnalyst(plans=[PROSE], drafts=[remark], judgements=[judgement]))

    assert "the second judge was asked" in done.answer.notes
    assert done.answer.cost == Cost(input_tokens=3)


async def test_a_figure_claim_that_says_more_is_judged(home: Path) -> None:
    """Words that a figure does not explain go to the judge with it."""

    def gossip(plan: Plan, evidence: Any, failures: Sequence[Failure]) -> Draft:
        claim = good(plan, evidence, failures).claims[0]
        return Draft(claims=(claim.model_copy(update={"template": claim.template[:-1] + " because of fraud."}),))

    done = await scripted(
        home,
        ScriptedAnalyst(plans=[planned()], drafts=[gossip], judgements=[says("unsupported")]),
        max_rounds=1,
    )

    assert done.answer.status == "abstained"


# --- review -----------------------------------------------------------------------------------------------------------


async def parked(home: Path, analyst: ScriptedAnalyst, **settings: object) -> tuple[Any, Any, State]:
    """A graph with a checkpointer, its configuration, and the state in which it stands."""
    parts = parts_of(home, analyst, reviewable=True)
    graph = compiled(parts, InMemorySaver())
    config: RunnableConfig = {"configurable": {"thread_id": "t"}}
    state = await graph.ainvoke(Asked(question=QUESTION), config, context=context(**settings))
    return graph, config, cast("State", state)


@pytest.mark.parametrize(
    ("decision", "status"),
    [({"decision": "approve"}, "answered"), ("approve", "answered"), ({"decision": "reject"}, "abstained")],
)
async def test_a_person_decides(home: Path, decision: Any, status: str) -> None:
    """A parked run shows what is proven, and goes on as the person says."""
    graph, config, state = await parked(home, ScriptedAnalyst(plans=[planned()], drafts=[good]), review="always")
    asked = cast("Any", state)["__interrupt__"][0].value

    assert asked["proven"] == [STATED.removesuffix(" [1]")]
    assert state.get("answer") is None
    done = answer_of(await graph.ainvoke(Command(resume=decision), config, context=context(review="always")))
    assert done.status == status
    check_answer(done, home)


async def test_an_unreadable_decision_is_asked_again(home: Path) -> None:
    """Anything but the choices leaves the run parked, with what is wrong."""
    graph, config, _ = await parked(home, ScriptedAnalyst(plans=[planned()], drafts=[good]), review="always")

    again = await graph.ainvoke(Command(resume="perhaps"), config, context=context(review="always"))
    assert (
        again["__interrupt__"][0].value["problem"].startswith("the decision is one of: approve, reject, more, or edit")
    )
    done = await graph.ainvoke(Command(resume="approve"), config, context=context(review="always"))
    assert answer_of(done).text == STATED


async def test_an_edited_draft_is_judged_like_any_other(home: Path) -> None:
    """A person's true sentence is bound anew and printed, a false one is withheld, and the person sees it first."""
    graph, config, _ = await parked(home, ScriptedAnalyst(plans=[planned()], drafts=[good]), review="always")
    true, false = (
        "In fiscal 2024 Apple Inc.’s net sales were $391.0 billion.",
        "Apple Inc.’s net sales were $400.0 billion in fiscal 2024.",
    )
    edit = {"decision": "edit", "sentences": [true, false]}

    again = await graph.ainvoke(Command(resume=edit), config, context=context(review="always"))
    asked = again["__interrupt__"][0].value
    assert asked["proven"] == ["In fiscal 2024 Apple Inc.’s net sales were $391,035 million."]
    assert [f["text"] for f in asked["failures"]] == [false]

    done = answer_of(await graph.ainvoke(Command(resume="approve"), config, context=context(review="always")))
    assert done.text == "In fiscal 2024 Apple Inc.’s net sales were $391,035 million. [1]"
    assert (done.status, len(done.withheld)) == ("partial", 1)
    assert "400.0" not in done.model_dump_json()
    check_answer(done, home)


async def test_a_sentence_that_was_left_as_it_was_stays_bound(home: Path) -> None:
    """An edit that only takes a sentence out changes nothing of the others."""
    analyst = ScriptedAnalyst(plans=[planned()], drafts=[good])
    graph, config, state = await parked(home, analyst, review="always")
    kept = cast("Any", state)["__interrupt__"][0].value["proven"]

    await graph.ainvoke(
        Command(resume={"decision": "edit", "sentences": kept}), config, context=context(review="always")
    )
    done = answer_of(await graph.ainvoke(Command(resume="approve"), config, context=context(review="always")))
    assert (done.text, analyst.calls) == (STATED, ["plan", "draft"])


async def test_more_evidence_is_looked_for_where_there_is_any(home: Path) -> None:
    """What cannot be looked for in another way is said, and the run stays parked."""
    graph, config, _ = await parked(home, ScriptedAnalyst(plans=[planned()], drafts=[good] * 13), review="always")
    state: Any = None
    for _ in range(12):
        state = await graph.ainvoke(Command(resume="more"), config, context=context(review="always"))
        if "problem" in state["__interrupt__"][0].value:
            break

    assert "was looked for" in state["__interrupt__"][0].value["problem"]
    done = answer_of(await graph.ainvoke(Command(resume="approve"), config, context=context(review="always")))
    assert done.text == STATED


@pytest.mark.parametrize(
    ("materiality", "asks"), [("$300 billion", True), ("$400 billion", False), ("EUR 1 billion", False)]
)
async def test_large_amounts_are_reviewed(home: Path, materiality: str, asks: bool) -> None:
    """Net sales of $391 billion are above the one, below the other, and not in euros."""
    analyst = ScriptedAnalyst(plans=[planned()], drafts=[good])
    _, _, state = await parked(home, analyst, review="material", materiality=materiality)
    assert ("__interrupt__" in state) is asks


def test_a_materiality_is_an_amount() -> None:
    """A word is refused where it is given."""
    with pytest.raises(ValueError, match="no amount of money"):
        context(materiality="large")


@pytest.mark.parametrize(("drafts", "asks"), [([good], False), ([wrong], True)])
async def test_only_a_withheld_claim_is_reviewed_where_that_is_asked(home: Path, drafts: Any, asks: bool) -> None:
    """With review "withheld" a draft that is all proven is published without anybody."""
    analyst = ScriptedAnalyst(plans=[planned()], drafts=drafts)
    _, _, state = await parked(home, analyst, review="withheld", max_rounds=1)

    assert ("__interrupt__" in state) is asks


async def test_a_review_that_nobody_could_give_is_refused(home: Path) -> None:
    """Without a checkpointer a review is an error that says what to do, never a hang."""
    done = await scripted(home, ScriptedAnalyst(plans=[planned()], drafts=[good]), review="always")

    with pytest.raises(InputError, match="give the graph a checkpointer, or set review to 'never'"):
        _ = done.answer
    assert done.records[0].status == "died"


# --- death ------------------------------------------------------------------------------------------------------------


class Hurt(Exception):  # noqa: N818  # short in many messages
    """An error that nobody expects."""


def broken(parts: Parts, node: str) -> Parts:
    """Parts with which one node raises an error that nobody expects."""

    def raised(*_: object) -> Any:
        raise Hurt(f"in {node}")

    class Closed:
        """A home that does not open, whose folder is known."""

        path = parts.home().path

        def snapshot(self) -> Any:
            """It does not open."""
            raise Hurt("in intake")

    if node == "intake":
        return dataclasses.replace(parts, home=lambda: cast("Any", Closed()))
    if node == "rerank":
        return dataclasses.replace(parts, rerankers=raised)
    return dataclasses.replace(parts, vocabulary=raised)


def deadly(node: str) -> ScriptedAnalyst:
    """An analyst that takes a run to a node, and raises there where the node asks it."""
    hurt: Any = Hurt(f"in {node}")
    return ScriptedAnalyst(
        plans=[hurt] if node == "plan" else [planned()], drafts=[hurt] if node == "draft" else [good]
    )


@pytest.mark.parametrize("node", ["intake", "plan", "retrieve", "rerank", "draft"])
async def test_a_run_that_dies_is_recorded_once_and_answers_nothing(
    home: Path, node: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Wherever an unexpected error is raised: one record that says died, no answer, no further node, an error."""
    parts = parts_of(home, deadly(node))
    parts = broken(parts, node) if node in {"intake", "retrieve", "rerank"} else parts
    done = await run(parts)

    assert done.nodes.count("trace") == 1
    assert "publish" not in done.nodes
    assert done.nodes[-1] == "trace"
    assert [(r.status, r.error) for r in done.records] == [("died", f"{node}: Hurt: an unexpected Hurt in {node}")]
    assert done.state.get("answer") is None
    with pytest.raises(TieoutError, match=f"an unexpected Hurt in {node}"):
        _ = done.answer
    assert "Not answered" in str(done.state["messages"][-1].content)
    assert f"an unexpected error in {node}" in caplog.text


@pytest.mark.parametrize("node", ["gather", "critic", "publish"])
async def test_a_run_that_dies_late_answers_nothing_either(home: Path, node: str) -> None:
    """Also the nodes that ask nobody: the home lost between two of them is the end of the run."""
    calls = {"gather": 3, "critic": 7, "publish": 8}
    parts = parts_of(home, ScriptedAnalyst(plans=[planned()], drafts=[good]))
    taken = itertools.count(1)

    class Losing(type(parts.pins)):  # type: ignore[misc]  # the class of the pins
        """Pins that lose the home at one of the nodes' calls."""

        def take(self, key: str, opened: Callable[[], Any]) -> Any:
            """The snapshot, until it is lost."""
            if next(taken) == calls[node]:
                raise Hurt(node)
            return super().take(key, opened)

    done = await run(dataclasses.replace(parts, pins=Losing()))

    assert [r.error for r in done.records] == [f"{node}: Hurt: an unexpected Hurt in {node}"]
    assert done.nodes.count("trace") == 1
    assert done.state.get("answer") is None


async def test_one_dead_branch_ends_the_run_once(home: Path) -> None:
    """A retrieval that dies while two live: no draft, no answer, one record."""
    parts = parts_of(home, ScriptedAnalyst(plans=[planned(sub("q1"), sub("q2", year=2023), sub("q3", year=2022))]))
    asked = itertools.count(1)
    known = parts.vocabulary

    def losing() -> Any:
        if next(asked) == 2:
            raise Hurt("second")
        return known()

    done = await run(dataclasses.replace(parts, vocabulary=losing))

    assert done.nodes.count("trace") == 1
    assert {"draft", "publish"}.isdisjoint(done.nodes)
    assert [r.error for r in done.records] == ["retrieve: Hurt: an unexpected Hurt in retrieve"]


async def test_all_branches_dead_end_the_run_once(home: Path) -> None:
    """Three retrievals that all die leave one record with one error."""
    parts = parts_of(home, ScriptedAnalyst(plans=[planned(sub("q1"), sub("q2", year=2023), sub("q3", year=2022))]))
    done = await run(broken(parts, "retrieve"))

    assert done.nodes.count("trace") == 1
    assert [r.error for r in done.records] == ["retrieve: Hurt: an unexpected Hurt in retrieve"]


async def test_a_home_that_is_not_there_is_an_error_and_no_loop(tmp_path: Path) -> None:
    """Without a home there is no record either, and the run still ends with the home's own error."""

    def gone() -> Any:
        raise NotThereError("no home here")

    parts = dataclasses.replace(parts_of(tmp_path, ScriptedAnalyst()), home=gone)
    state = await compiled(parts).ainvoke(Asked(question=QUESTION), context=Context())

    with pytest.raises(NotThereError, match="no home here"):
        answer_of(cast("State", state))


async def test_a_full_disk_does_not_cost_the_answer(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where no run record can be written, the answer is given all the same."""
    (home / "traces.sqlite").mkdir()
    parts = parts_of(home, ScriptedAnalyst(plans=[planned()], drafts=[good]))
    state = await compiled(parts).ainvoke(Asked(question=QUESTION), context=Context())

    assert answer_of(cast("State", state)).text == STATED
    assert "no run record was written" in caplog.text


async def test_a_transient_error_is_tried_again_and_a_permanent_one_is_not(home: Path) -> None:
    """An unreachable service is asked up to three times, a refusal once; the error keeps its class."""
    again = ScriptedAnalyst(plans=[UnreachableError("busy"), planned()], drafts=[UnreachableError("busy"), good])
    done = await scripted(home, again)
    assert (done.answer.text, again.calls) == (STATED, ["plan", "plan", "draft", "draft"])

    gone = ScriptedAnalyst(plans=[UnreachableError("gone")] * 3)
    with pytest.raises(UnreachableError, match="gone"):
        _ = (await run(parts_of(home, gone))).answer
    refused = ScriptedAnalyst(plans=[RefusedError("no key")])
    with pytest.raises(RefusedError, match="no key"):
        _ = (await run(parts_of(home, refused))).answer
    assert (gone.calls, refused.calls) == (["plan"] * 3, ["plan"])


async def test_a_cancelled_run_gives_the_homes_state_back(home: Path) -> None:
    """A run that is cancelled inside a node is cancelled, and holds nothing afterwards."""
    analyst = Waiting(plans=[planned()])
    parts = parts_of(home, analyst)
    task = asyncio.create_task(compiled(parts).ainvoke(Asked(question=QUESTION), context=Context()))
    await asyncio.wait_for(analyst.started.wait(), 120)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert parts.pins.held == {}


async def test_a_node_that_cancels_itself_is_a_dead_run(home: Path) -> None:
    """CancelledError raised by a port is an error of the run, not its silent end."""
    done = await run(parts_of(home, ScriptedAnalyst(plans=[asyncio.CancelledError()])))

    with pytest.raises(TieoutError, match="in plan"):
        _ = done.answer
    assert [r.status for r in done.records] == ["died"]


# --- threads and checkpoints ------------------------------------------------------------------------------------------


async def test_a_thread_starts_each_question_afresh(home: Path) -> None:
    """A follow-up has the earlier question as history and nothing else of it; a question that died leaves no trace."""
    seen: list[Any] = []

    def noted(question: Any, _: object) -> Plan:
        seen.append(question)
        return planned()

    analyst = ScriptedAnalyst(plans=[noted, RefusedError("no key"), noted], drafts=[wrong, good, good])
    graph = compiled(parts_of(home, analyst), InMemorySaver())
    config: Any = {"configurable": {"thread_id": "t"}}
    first = await graph.ainvoke(Asked(question=QUESTION), config, context=Context())
    dead = await graph.ainvoke(Asked(messages=[("user", "and then?")]), config, context=Context())  # type: ignore[list-item]  # LangGraph reads pairs
    third = await graph.ainvoke(Asked(messages=[("user", "and now?")]), config, context=Context())  # type: ignore[list-item]  # LangGraph reads pairs

    assert [(q.text, q.history) for q in seen] == [(QUESTION, ()), ("and now?", (QUESTION, "and then?"))]
    assert (first["rounds"], third["rounds"]) == (2, 1)
    assert [s.node for s in third["spans"]].count("draft") == 1
    assert (third["failures"], third["died"]) == ((), None)
    with pytest.raises(RefusedError):
        answer_of(cast("State", dead))
    records = Traces(home).latest()
    assert [r.status for r in records] == ["answered", "died", "answered"]
    assert len({r.run_id for r in records}) == 3


async def test_an_empty_question_of_a_thread_keeps_the_earlier_record(home: Path) -> None:
    """A question that cannot be used is recorded as its own run, and the run before stays as it was."""
    graph = compiled(parts_of(home, ScriptedAnalyst(plans=[planned()], drafts=[good])), InMemorySaver())
    config: Any = {"configurable": {"thread_id": "t"}}
    await graph.ainvoke(Asked(question=QUESTION), config, context=Context())
    dead = await graph.ainvoke(Asked(messages=[("user", "  ")]), config, context=Context())  # type: ignore[list-item]  # LangGraph reads pairs

    with pytest.raises(InputError, match="empty"):
        answer_of(cast("State", dead))
    assert [(r.status, r.question) for r in Traces(home).latest()] == [
        ("died", "(no question)"),
        ("answered", QUESTION),
    ]


async def test_the_state_holds_ids_and_no_texts_of_passages(home: Path) -> None:
    """After a question about prose no passage that was found stands in the state."""
    state = await compiled(parts_of(home)).ainvoke(
        Asked(question="What does Apple say about competition?"), context=Context()
    )
    held = str({k: v for k, v in state.items() if k not in {"answer", "messages"}})
    parts = parts_of(home)
    with parts.home().snapshot() as snapshot:
        ids = [i for f in state["found"].values() for i in f.passages]
        texts: list[Passage] = list(snapshot.passages(ids).values())

    assert len(texts) > 3
    assert [p.text[:60] for p in texts if p.text in held and len(p.text) > 700] == []
    assert len(held) < 64_000
