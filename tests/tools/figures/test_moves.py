"""“Rose every year” and “a rise of more than 5%” are printed where every figure bears them out, and nowhere else."""

import pytest

from tests.tools.figures.small import claim, fact, gate_over
from tieout.claim import Slot, Verdict
from tieout.fact import Fact
from tieout.tools.figures.calculate import change, percent_change

FIRST, SECOND, DIP, LAST = (
    fact(value, year=year)
    for value, year in (("4000000000", 2021), ("5000000000", 2022), ("4500000000", 2023), ("6000000000", 2024))
)
ENDED = "fiscal {0} (ended December 31, {0})"


def judged(template: str, facts: tuple[Fact, ...], question: str = "", **slots: Slot) -> Verdict:
    return gate_over(*facts, question=question).judge(claim(template, **slots))


def every(first: int, last: int, *, verb: str = "rose", answer: str = "Yes") -> str:
    return (
        f"{answer}: Acme Corp’s revenue {verb} every year from {{v}} in {ENDED.format(first)} "
        f"to {{w}} in {ENDED.format(last)}."
    )


def test_a_development_that_goes_one_way_is_proven_by_its_ends() -> None:
    """Both ends are proven, and the years between them were looked at."""
    verdict = judged(every(2021, 2022), (FIRST, SECOND), v=Slot(fact=FIRST.id), w=Slot(fact=SECOND.id))

    assert verdict.verified, verdict.failures
    assert [p.fact for p in verdict.proofs] == [FIRST.id, SECOND.id]


@pytest.mark.parametrize(
    ("sentence", "facts", "reason"),
    [
        (every(2021, 2024), (FIRST, SECOND, DIP, LAST), "contradicted"),
        (every(2021, 2024), (FIRST, SECOND, LAST), "missing_evidence"),
        (every(2021, 2024, verb="fell"), (FIRST, SECOND, LAST), "missing_evidence"),
        (every(2021, 2024, answer="No"), (FIRST, SECOND, LAST), "unsupported"),
    ],
)
def test_a_year_that_breaks_it_or_lacks_refuses_it(sentence: str, facts: tuple[Fact, ...], reason: str) -> None:
    """True ends prove nothing of the years between them."""
    verdict = judged(sentence, facts, v=Slot(fact=FIRST.id), w=Slot(fact=LAST.id))

    assert {f.reason for f in verdict.failures} == {reason}


MOVED = (
    f"Acme Corp’s revenue rose {{m}} in {ENDED.format(2024)}, to {{v}} from {{w}} in {ENDED.format(2023)}, which is "
)


@pytest.mark.parametrize(
    ("answer", "says", "asked", "verified"),
    [
        ("Yes", "a rise of more than 30%", "by more than 30%", True),
        ("Yes", "a rise of at least 33.33%", "by at least 33.33%", True),
        ("No", "not a rise of more than 34%", "by more than 34%", True),
        ("No", "not a fall of more than 5%", "fall by more than 5%", True),
        ("No", "not a fall of less than 50%", "fall by less than 50%", True),
        ("Yes", "a rise of more than 34%", "by more than 34%", False),
        ("No", "not a rise of more than 30%", "by more than 30%", False),
        ("No", "a rise of more than 30%", "by more than 30%", False),
        ("Yes", "a fall of more than 30%", "by more than 30%", False),
        ("Yes", "a fall of less than 50%", "by less than 50%", False),
        ("Yes", "a rise of more than 30%", "by more than 20%", False),
        ("Yes", "a rise of more than $30", "by more than $30", False),
    ],
)
def test_a_limit_of_a_move(answer: str, says: str, asked: str, *, verified: bool) -> None:
    """The limit is the question's, and yes or no follows from the exact move and its way."""
    moved = Slot(calculation=percent_change(LAST, DIP), style="magnitude")
    slots = {"m": moved, "v": Slot(fact=LAST.id), "w": Slot(fact=DIP.id)}
    verdict = judged(f"{answer}: {MOVED}{says}.", (DIP, LAST), f"Did revenue grow {asked}?", **slots)

    assert verdict.verified == verified, verdict.failures


def test_the_exact_move_is_compared_and_not_the_printed_one() -> None:
    """A third prints as 33.3 %, and is more than that."""
    moved = Slot(calculation=percent_change(LAST, DIP), style="magnitude")
    slots = {"m": moved, "v": Slot(fact=LAST.id), "w": Slot(fact=DIP.id)}

    assert judged(f"Yes: {MOVED}a rise of more than 33.3%.", (DIP, LAST), "by more than 33.3%?", **slots).verified


def test_a_limit_in_money() -> None:
    """A move in dollars is held against dollars."""
    moved = Slot(calculation=change(LAST, DIP), style="magnitude")
    slots = {"m": moved, "v": Slot(fact=LAST.id), "w": Slot(fact=DIP.id)}
    sentence = MOVED.replace("rose {m}", "rose by {m}")

    assert judged(
        f"Yes: {sentence}a rise of more than $1 billion.", (DIP, LAST), "more than $1 billion?", **slots
    ).verified
