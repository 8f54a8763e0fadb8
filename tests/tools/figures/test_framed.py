"""Yes and no, more and less, highest and lowest are printed where the figures bear them out, and nowhere else."""

import pytest

from tests.tools.figures.small import ASSETS, BOLT, PROFIT, claim, fact, gate_over
from tieout.calculation import Calculation
from tieout.claim import Slot, Verdict
from tieout.fact import Dimension, Fact
from tieout.tools.figures.calculate import difference

NOW = fact("5000000000")
BEFORE = fact("4000000000", year=2023)
OTHER = fact("3000000000", entity=BOLT)
ALIKE = fact("5000000000", entity=BOLT, year=2023)
LOSS = fact("-7000000", concept=PROFIT, label="Net income (loss)")
ASSET = fact("9000000000", concept=ASSETS, label="Total assets")
ALL = (NOW, BEFORE, OTHER, ALIKE, LOSS, ASSET)
ONE = "Acme Corp’s revenue was {v} in fiscal 2024 (ended December 31, 2024)"
PAST = "Acme Corp’s revenue of {w} in fiscal 2023 (ended December 31, 2023)"
RIVAL = "Bolt Industries, Inc.’s revenue of {w} in fiscal 2024 (ended December 31, 2024)"
BOTH = "Acme Corp and Bolt Industries, Inc."


def holding(one: Fact | Calculation) -> Slot:
    return Slot(calculation=one, style="magnitude") if isinstance(one, Calculation) else Slot(fact=one.id)


def judged(template: str, question: str = "", **slots: Fact | Calculation) -> Verdict:
    gate = gate_over(*ALL, question=question)
    return gate.judge(claim(template, **{name: holding(one) for name, one in slots.items()}))


def reasons(verdict: Verdict) -> set[str]:
    return {f.reason for f in verdict.failures}


@pytest.mark.parametrize(
    "sentence",
    [
        f"Yes: {ONE}, higher than {PAST}.",
        f"No: {ONE}, not lower than {PAST}.",
        f"Yes: {ONE}, higher than {RIVAL}.",
    ],
)
def test_a_comparison_that_holds_is_proven(sentence: str) -> None:
    """Both figures of a true yes or no are proven by their facts."""
    other = OTHER if "Bolt" in sentence else BEFORE
    verdict = judged(sentence, v=NOW, w=other)

    assert verdict.verified, verdict.failures
    assert [p.fact for p in verdict.proofs] == [NOW.id, other.id]
    assert [verdict.sentence[p.figure.start : p.figure.end] for p in verdict.proofs] == [
        p.figure.text for p in verdict.proofs
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        f"No: {ONE}, higher than {PAST}.",
        f"Yes: {ONE}, lower than {PAST}.",
        f"Yes: {ONE}, not higher than {PAST}.",
        f"No: {ONE}, not higher than {PAST}.",
        f"{ONE}, higher than {PAST}.",
        f"{ONE}, the same as {PAST}.",
    ],
)
def test_a_wrong_yes_or_no_is_contradicted(sentence: str) -> None:
    """The word, its denial and the answer have to agree with the figures, and with each other."""
    assert reasons(judged(sentence, v=NOW, w=BEFORE)) == {"contradicted"}


def test_the_figures_of_a_yes_are_bound_like_any_others() -> None:
    """Swapped bindings, another year's fact and another company's are refused although the answer is right."""
    sentence = f"Yes: {ONE}, higher than {PAST}."
    assert not judged(sentence, v=NOW, w=OTHER).verified
    assert not judged(sentence, v=BEFORE, w=NOW).verified
    assert not judged(f"Yes: {ONE}, higher than {ONE.replace('was {v}', 'of {w}')}.", v=NOW, w=NOW).verified


@pytest.mark.parametrize(
    ("sentence", "verified"),
    [
        (f"Yes: {ONE}, above $4.5 billion.", True),
        (f"No: {ONE}, above $4.5 billion.", False),
        (f"No: {ONE}, not below $4.5 billion.", True),
        (f"Yes: {ONE}, at least $4.5 billion.", True),
        (f"Yes: {ONE}, above $4.4 billion.", False),
        (f"Yes: {ONE}, above 4.5%.", False),
        (f"Yes: {ONE}, wonderful.", False),
        (f"Yes: {ONE}.", False),
    ],
)
def test_a_limit_is_the_questions_own(sentence: str, *, verified: bool) -> None:
    """A limit that the question does not give is never printed, and one that it gives is compared exactly."""
    verdict = judged(sentence, "Was Acme's revenue above $4.5 billion in 2024?", v=NOW)

    assert verdict.verified == verified
    assert verdict.given == (("$4.5 billion",) if verified else ())


@pytest.mark.parametrize(
    ("sentence", "verified"),
    [
        ("No: Acme Corp’s net loss was {v} in fiscal 2024, which is not a positive figure.", True),
        ("Yes: Acme Corp’s net loss was {v} in fiscal 2024, which is a negative figure.", True),
        ("Yes: Acme Corp’s net loss was {v} in fiscal 2024, which is a positive figure.", False),
    ],
)
def test_the_sign_is_the_facts(sentence: str, *, verified: bool) -> None:
    """A loss is no positive figure, however it is printed."""
    gate = gate_over(*ALL)
    slots = {"v": Slot(fact=LOSS.id, style="magnitude")}
    assert gate.judge(claim(sentence, **slots)).verified == verified


def test_a_difference_is_computed_and_has_a_direction() -> None:
    """By how much one figure is more than another is proven by both; less, or another amount, is refused."""
    apart = difference(NOW, OTHER)
    verdict = judged(f"{ONE}, {{d}} more than {RIVAL}.", d=apart, v=NOW, w=OTHER)

    assert verdict.verified, verdict.failures
    assert [p.figure.text for p in verdict.proofs] == ["$2 billion", "$5,000 million", "$3,000 million"]
    assert not judged(f"{ONE}, {{d}} less than {RIVAL}.", d=apart, v=NOW, w=OTHER).verified
    assert not judged(f"{ONE}, {{d}} more than {RIVAL}.", d=difference(NOW, BEFORE), v=NOW, w=OTHER).verified
    assert not judged(f"{ONE}, {{d}} more than {PAST}.", d=apart, v=NOW, w=BEFORE).verified


def test_amounts_of_different_units_are_not_compared() -> None:
    """Assets at a date and sales over a year may be compared; a figure with itself, and money with shares, not."""
    assert judged(
        f"Yes: Acme Corp’s total assets were {{v}} at the end of fiscal 2024 (December 31, 2024), higher than "
        f"{ONE.replace('was {v}', 'of {w}')}.",
        v=ASSET,
        w=NOW,
    ).verified


LED = "in fiscal 2024 (ended December 31, 2024)"
YEARS = "fiscal 2023 and fiscal 2024."


@pytest.mark.parametrize(
    ("sentence", "verified"),
    [
        (f"Acme Corp had the highest revenue {LED}, {{v}}, of {BOTH}", True),
        (f"Acme Corp had the lowest revenue {LED}, {{v}}, of {BOTH}", False),
        (f"Acme Corp had the highest revenue {LED}, {{v}}, of Acme Corp.", False),
        (f"Acme Corp had the highest revenue {LED}, {{v}}, of its peers.", False),
        (f"Acme Corp’s revenue was highest {LED}, at {{v}}, of {YEARS}", True),
        (f"Acme Corp’s revenue was lowest {LED}, at {{v}}, of {YEARS}", False),
        (f"Acme Corp’s revenue was highest {LED}, at {{v}}, of fiscal 2022 and fiscal 2024.", False),
        (f"Acme Corp’s revenue was highest {LED}, at {{v}}, of fiscal 2023.", False),
    ],
)
def test_a_superlative_needs_every_figure_that_it_is_chosen_from(sentence: str, *, verified: bool) -> None:
    """The highest is compared with each of those listed; where one lacks, or only itself is listed, it is refused."""
    assert judged(sentence, v=NOW).verified == verified


def test_equal_figures_have_no_highest() -> None:
    """Two companies with the same figure share the place, and nobody is said to have it."""
    tied = fact("5000000000", entity=BOLT)
    gate = gate_over(NOW, tied)
    sentence = f"Acme Corp had the highest revenue in fiscal 2024 (ended December 31, 2024), {{v}}, of {BOTH}"
    assert {f.reason for f in gate.judge(claim(sentence, v=Slot(fact=NOW.id))).failures} == {"contradicted"}


def part(name: str, value: str) -> Fact:
    dimension = Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member=f"acm:{name}Member", label=name)
    return fact(value, dimensions=(dimension,))


ROCKETS, ANVILS, ROPES = part("Rockets", "3000000000"), part("Anvils", "1500000000"), part("Ropes", "500000000")


@pytest.mark.parametrize(
    ("word", "among", "verified"),
    [
        ("highest", "Rockets; Anvils; Ropes", True),
        ("highest", "Anvils; Rockets", True),
        ("lowest", "Rockets; Anvils; Ropes", False),
        ("highest", "Rockets", False),
        ("highest", "Anvils; Ropes", False),
        ("highest", "Rockets; Rockets", False),
        ("highest", "Rockets; Traps", False),
    ],
)
def test_the_highest_part_is_compared_with_each_that_is_listed(word: str, among: str, *, verified: bool) -> None:
    """A part leads those that are listed; itself alone, or one without a figure, makes no superlative."""
    sentence = f"Acme Corp’s revenue of Rockets was {{v}} {LED}, the {word} of these parts: {among}."
    verdict = gate_over(NOW, ROCKETS, ANVILS, ROPES).judge(claim(sentence, v=Slot(fact=ROCKETS.id)))

    assert verdict.verified == verified, verdict.failures


def test_the_whole_company_is_no_part() -> None:
    """The whole is more than each of its parts, and is not called the highest of them."""
    sentence = f"Acme Corp’s revenue was {{v}} {LED}, the highest of these parts: Rockets; Anvils."
    assert not gate_over(NOW, ROCKETS, ANVILS).judge(claim(sentence, v=Slot(fact=NOW.id))).verified
