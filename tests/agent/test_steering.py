"""Each kind of failure changes one input of the next round, or ends the rounds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast, get_args

import pytest

from tests.agent.doubles import ScriptedAnalyst, parts_of, planned, sub
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.llm.numbered import numbered
from tieout.agent.llm.steered import failure_rows
from tieout.agent.state import Asked
from tieout.agent.steering import CHANGES, REDRAFT, SEEK, Change
from tieout.claim import Failure, Reason
from tieout.fact import FactQuery
from tieout.ports import Evidence
from tieout.question import Draft, Plan

REASONS: tuple[Reason, ...] = get_args(Reason)
ANSWERS: dict[Change, int] = {"seek": 2, "rebind": 2, "reword": 2, "recompute": 2, "weaken": 2, "none": 1}
"""How many drafts there are where two rounds are allowed."""


def test_no_kind_of_failure_is_forgotten() -> None:
    """The table has every reason, and what is looked for is not drafted again instead."""
    assert set(CHANGES) == set(REASONS)
    assert set(CHANGES.values()) == set(get_args(Change))
    assert SEEK.isdisjoint(REDRAFT)
    assert {r for r in REASONS if r not in SEEK | REDRAFT} == {r for r, c in CHANGES.items() if c == "none"}


@pytest.mark.parametrize("reason", REASONS)
async def test_what_follows_a_failure_sees_another_input(demo_home: Path, reason: Reason) -> None:
    """What can be mended is drafted again from other evidence or with its reason; the rest ends the rounds."""
    shown: list[tuple[str, ...]] = []

    def failing(_: Plan, evidence: Evidence, __: Sequence[Failure]) -> Draft:
        shown.append(tuple(p.id for p in evidence.passages["q1"]))
        failure = Failure(reason=reason, detail="d", subquestion="q1", text=f"sentence {len(shown)}")
        return Draft(failures=(failure,))

    drafts: list[Any] = [failing] * ANSWERS[CHANGES[reason]]
    analyst = ScriptedAnalyst(plans=[planned(sub(ask="text", text="What does Apple say of taxes?"))], drafts=drafts)
    nodes: list[str] = []
    async for chunk in compiled(parts_of(demo_home, analyst)).astream(
        Asked(question="q"), context=Context(max_rounds=2), stream_mode="updates"
    ):
        nodes += cast("dict[str, Any]", chunk)

    assert analyst.drafts == []
    assert nodes.count("retrieve") == (2 if CHANGES[reason] == "seek" else 1)
    assert [[f.reason for f in told] for told in analyst.steered] == [[], [reason]][: len(shown)]
    if CHANGES[reason] == "seek":
        assert set(shown[1]) - set(shown[0])


@pytest.fixture(scope="module")
def evidence(demo_home: Path) -> Evidence:
    """Apple's net sales of three years."""
    with parts_of(demo_home).home().snapshot() as snapshot:
        labels = {"Total net sales"}
        facts = [f for f in snapshot.facts(FactQuery()) if f.label in labels and not f.dimensions]
    return Evidence(facts={"q1": tuple(facts)})


@pytest.mark.parametrize("reason", REASONS)
def test_a_drafter_is_told_what_to_change(evidence: Evidence, reason: Reason) -> None:
    """No failure is handed on without a change, and a wrong binding comes with the facts of what is asked."""
    plan = planned(sub(year=2023))
    shown = numbered(evidence, facts=99, passages=9)
    failure = Failure(reason=reason, detail="d", subquestion="q1", text="Net sales were {v}.")

    ((kind, sentence, detail, told),) = failure_rows([failure], plan, evidence, shown)

    assert (kind, sentence, detail) == (reason, "Net sales were {v}.", "d")
    of_2023 = [name for name, fact in shown.facts.items() if fact.period.fiscal == "FY2023"]
    assert told.endswith(f"; of what is asked: {', '.join(of_2023)}")
    assert ("another fact" in told, "anew" in told, "leave the sentence out" in told) == (
        CHANGES[reason] == "rebind",
        CHANGES[reason] == "recompute",
        CHANGES[reason] in {"weaken", "none"},
    )


def test_a_failure_of_nothing_that_was_asked_names_no_facts(evidence: Evidence) -> None:
    """Without its sub-question, or without a gap, there is nothing to choose from."""
    shown = numbered(evidence, facts=99, passages=9)
    stray = Failure(reason="wrong_value", detail="d", text="{v}")
    prose = Failure(reason="unsupported", detail="d", text="All is well.", subquestion="q1")

    rows = failure_rows([stray, prose], planned(sub()), evidence, shown)

    assert ["of what is asked" in told for *_, told in rows] == [False, False]
