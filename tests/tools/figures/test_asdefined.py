"""A measure of the user's own is printed where the formula in its sentence gives its figure, and nowhere else."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, ASSETS, BOLT, COST, claim, fact, gate_over
from tieout.calculation import Calculation
from tieout.claim import Slot, Verdict
from tieout.fact import Fact
from tieout.tools.figures.defined import computed
from tieout.tools.figures.derive import NotDerivable

SALES = fact("6000000000")
LAST = fact("4000000000", year=2023)
SPENT = fact("1500000000", concept=COST, label="Cost of revenue")
HELD = fact("9000000000", concept=ASSETS, label="Total assets")
OPENED = fact("7000000000", concept=ASSETS, label="Total assets", year=2023)
RIVAL = fact("2000000000", entity=BOLT)
ALL = (SALES, LAST, SPENT, HELD, OPENED, RIVAL)
ASKED = "Define asset yield as revenue / average total assets × 365. What was Acme's asset yield in 2024?"
TURN = (
    "Acme Corp’s “asset yield” was {v} in fiscal 2024 by the user’s definition, revenue in fiscal 2024 ÷ "
    "(the average of total assets at the end of fiscal 2023 and total assets at the end of fiscal 2024)."
)


def made(expression: str, metric: str = "asset yield", **levels: Fact) -> Calculation:
    return computed(expression, levels, {}, metric=metric)


YIELD = made("a / ((b + c) / 2)", a=SALES, b=OPENED, c=HELD)


def judged(template: str, slot: Slot, question: str = ASKED) -> Verdict:
    return gate_over(*ALL, question=question).judge(claim(template, v=slot))


def test_a_definition_is_proven_from_its_sentence() -> None:
    """The formula is read from the sentence, and comes to the drafted calculation over the same facts."""
    verdict = judged(TURN, Slot(calculation=YIELD))

    assert verdict.verified, verdict.failures
    assert [p.figure.text for p in verdict.proofs] == ["0.75x"]
    assert verdict.proofs[0].calculation is not None
    assert verdict.proofs[0].calculation.value == Decimal("0.75")


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("in fiscal 2024 ÷", "in fiscal 2023 ÷"),
        (
            "the average of total assets at the end of fiscal 2023",
            "the average of total assets at the end of fiscal 2024",
        ),
        ("revenue in fiscal 2024 ÷", "cost of revenue in fiscal 2024 ÷"),
        ("÷", "×"),
        ("Acme Corp", "Bolt Industries, Inc."),
        ("{v} in fiscal 2024 by", "{v} in fiscal 2023 by"),
        ("“asset yield”", "“return 2024”"),
        ("“asset yield”", "“net margin”"),
        ("revenue in fiscal 2024 ÷", "revenue in fiscal 2024 ÷ 365 ×"),
        ("revenue in fiscal 2024 ÷", "adjusted revenue in fiscal 2024 ÷"),
    ],
)
def test_another_formula_than_the_drafted_one_is_refused(said: str, instead: str) -> None:
    """A wrong year, metric, sign, company, name or factor in the sentence is seen, whatever the draft holds."""
    assert said in TURN
    assert not judged(TURN.replace(said, instead, 1), Slot(calculation=YIELD)).verified


def test_a_number_in_a_formula_is_the_questions_own() -> None:
    """365 may be printed where the question has it, and is given back as the question's; else it is refused."""
    days = made("365 * a / b", a=HELD, b=SALES)
    sentence = (
        "Acme Corp’s “asset yield” was {v} days in fiscal 2024 by the user’s definition, "
        "365 × total assets at the end of fiscal 2024 ÷ revenue in fiscal 2024."
    )
    verdict = judged(sentence, Slot(calculation=days))

    assert (verdict.verified, days.unit, days.value) == (True, "days", Decimal("547.5"))
    assert [g.split()[0] for g in verdict.given] == ["365"]
    assert not judged(sentence, Slot(calculation=days), ASKED.replace("365", "360")).verified


def test_a_draft_with_other_operands_is_refused() -> None:
    """The same value from other facts is another measure."""
    wrong = made("a / ((b + c) / 2)", a=SALES, b=HELD, c=OPENED)
    assert judged(TURN, Slot(calculation=wrong)).verified
    other = made("a / b", a=SALES, b=fact("8000000000", concept=ASSETS, label="Total assets", year=2022))
    assert not judged(TURN, Slot(calculation=other)).verified


@pytest.mark.parametrize(
    ("expression", "unit"),
    [("a / b", "pure"), ("a - b", "USD"), ("(a - b) / a", "pure"), ("365 / (a / b)", "days"), ("a * b / b", None)],
)
def test_units_follow_from_the_formula(expression: str, unit: str | None) -> None:
    """Money over money is a ratio, days over a ratio are days, and money times money is nothing."""
    levels: Mapping[str, Fact] = {"a": SALES, "b": SPENT}
    if unit is None:
        with pytest.raises(NotDerivable, match="would mix"):
            computed(expression, levels, {}, metric="x")
    else:
        assert computed(expression, levels, {}, metric="x").unit == unit


def test_figures_of_two_companies_make_no_measure_of_one() -> None:
    """A formula is over one company's figures."""
    with pytest.raises(NotDerivable, match="different companies"):
        made("a / b", a=SALES, b=RIVAL)
    assert SALES.entity == ACME
