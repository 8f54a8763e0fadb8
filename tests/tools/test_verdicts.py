"""Verdicts on what was said: right ones pass the gate with a proof for each figure, forged ones do not."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.agent.offline.acme import REVENUE, home_of
from tieout.claim import Claim, Slot, Verdict
from tieout.fact import Fact, FactQuery
from tieout.locator import Span
from tieout.ports import Evidence, Snapshot
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.textual import facts_by_id, text_id
from tieout.tools.turns import counted, turn_id
from tieout.tools.verdicts import AGREES, COUNTED, DIFFERS, RANGED, verdict_of


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """One pinned state of a home with a company's reports and calls."""
    workspace = home_of(tmp_path_factory.mktemp("acme"))
    with workspace.home.snapshot() as pinned:
        yield pinned


def reported(snapshot: Snapshot, fiscal: str, member: str | None = None) -> Fact:
    """The reported revenue of a quarter, or of a part of it."""
    found = snapshot.facts(FactQuery(concepts=(REVENUE,), fiscal=(fiscal,)))
    return next(f for f in found if (f.dimensions[0].label if f.dimensions else None) == member)


def spoken(snapshot: Snapshot, call: str, words: str) -> Fact:
    """What a figure of a call states, by its print and what stands before it."""
    text = snapshot.text(call)
    at = text.index(words)
    reading = next(r for r in figures(text[at : at + len(words)]) if r.is_figure)
    identifier = text_id(call, at + reading.start, at + reading.end)
    return facts_by_id(snapshot, [identifier])[identifier]


def judged(snapshot: Snapshot, template: str, slots: dict[str, Slot], said: Fact) -> Verdict:
    """What the gate says of a verdict over all that is reported."""
    facts = snapshot.facts(FactQuery(origins=("xbrl",)))
    evidence = Evidence(facts={"q1": facts}, documents={d.id: d for d in snapshot.documents()})
    gate = Gate.over(evidence, snapshot, Vocabulary.load())
    place = said.locator if said.locator.start is not None else Span(document="x", content_hash="x", quote_hash="x")
    claim = Claim(subquestion="q1", kind="verdict", template=template, slots=slots, citations=(place,))
    return gate.judge(claim)


def both(actual: Fact, said: Fact) -> dict[str, Slot]:
    """The slots of a reported figure and of what was said."""
    return {"actual": Slot(fact=actual.id), "said": Slot(fact=said.id, style="printed")}


def test_a_right_verdict_is_proven(snapshot: Snapshot) -> None:
    """Each figure of the sentence has the fact that it states as its proof."""
    actual, said = reported(snapshot, "Q2 2023"), spoken(snapshot, "ACM-2023-Q2", "reporting revenue of $5.5 billion")
    verdict = judged(snapshot, AGREES, both(actual, said), said)

    assert verdict.verified
    assert [p.fact for p in verdict.proofs] == [actual.id, said.id]
    assert "$5,480 million is the $5.5 billion" in verdict.sentence


@pytest.mark.parametrize(
    ("template", "fiscal", "member", "words"),
    [
        (DIFFERS, "Q2 2023", None, "reporting revenue of $5.5 billion"),
        (AGREES, "Q1 2023", None, "reporting revenue of $5.5 billion"),
        (AGREES, "Q2 2023", "Anvils", "reporting revenue of $5.5 billion"),
        (AGREES, "Q2 2023", "Anvils", "Anvils revenue was $4.9 billion"),
        (DIFFERS, "Q2 2023", None, "Anvils revenue was $4.9 billion"),
        (DIFFERS, "Q2 2023", "Anvils", "Operating expenses of $1.2 billion"),
        ("The two agree: {actual} is {said}.", "Q2 2023", None, "reporting revenue of $5.5 billion"),
    ],
    ids=["wrong way", "other quarter", "other part", "they differ", "other whole", "other metric", "other words"],
)
def test_a_forged_verdict_is_refused(
    snapshot: Snapshot, template: str, fiscal: str, member: str | None, words: str
) -> None:
    """Another verdict, quarter, part, metric or wording than the call's own words lead to is not printed."""
    actual, said = reported(snapshot, fiscal, member), spoken(snapshot, "ACM-2023-Q2", words)

    assert not judged(snapshot, template, both(actual, said), said).verified


def test_a_range_is_that_of_the_sentence(snapshot: Snapshot) -> None:
    """Where the actual lies is worked out again from the guidance; a point without its margin is no range."""
    actual = reported(snapshot, "Q2 2023")
    point = spoken(snapshot, "ACM-2023-Q1", "approximately $5.3 billion")
    margin = spoken(snapshot, "ACM-2023-Q1", "minus $300 million")
    right = verdict_of("around", (point, margin), actual)
    wrong = {**right.slots, "actual": Slot(fact=reported(snapshot, "Q1 2023").id)}

    assert judged(snapshot, right.template, right.slots, point).verified
    assert not judged(snapshot, RANGED.format(place="above"), right.slots, point).verified
    assert not judged(snapshot, right.template, wrong, point).verified


def test_guidance_is_no_statement(snapshot: Snapshot) -> None:
    """What is expected for the next quarter says nothing of the quarter that the call is on."""
    actual, said = reported(snapshot, "Q1 2023"), spoken(snapshot, "ACM-2023-Q1", "approximately $5.3 billion")

    assert not judged(snapshot, DIFFERS, both(actual, said), said).verified


def test_a_number_of_turns_is_counted_again(snapshot: Snapshot) -> None:
    """All turns in which the speaker asks are counted, no more and no fewer."""
    turns = [4, 5, 6]
    facts = facts_by_id(snapshot, [turn_id("ACM-2023-Q2", n) for n in turns])
    template = COUNTED.format(speaker="Max Moor", turns="turns", call="Q2 2023 ")

    def told(numbers: list[int]) -> Verdict:
        chosen = [facts[turn_id("ACM-2023-Q2", n)] for n in numbers]
        slots = {"count": Slot(calculation=counted(chosen))}
        return judged(snapshot, template, slots, chosen[0])

    assert told([4, 6]).verified
    assert told([4, 6]).proofs[0].figure.value == Decimal(2)
    assert not told([4, 5, 6]).verified
    assert not told([4]).verified
