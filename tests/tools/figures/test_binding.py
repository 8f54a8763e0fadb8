"""The second key reads the sentence alone and arrives at its fact, or says why it cannot."""

from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, ASSETS, BOLT, COST, PROFIT, VOCABULARY, StaticSnapshot, fact
from tieout.calculation import Calculation
from tieout.fact import Dimension, Fact
from tieout.tools.figures.binding import Binder

NOW, BEFORE = fact("5000000000"), fact("4000000000", year=2023)
COSTS = fact("1250000000", concept=COST, label="Cost of revenue")
LOSS = fact("-7000000", concept=PROFIT, label="Net income (loss)")
BALANCE = fact("9000000000", concept=ASSETS, label="Total assets")
ODD = fact("77000000", concept="acm:Anvils", label="Anvils on hand")
RAIL = fact(
    "3000000000",
    dimensions=(Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail"),),
)
FACTS = (NOW, BEFORE, COSTS, LOSS, BALANCE, ODD, RAIL)


def binder(*facts: Fact) -> Binder:
    snapshot = StaticSnapshot((ACME, BOLT))
    return Binder(facts or FACTS, {d.id: d for d in snapshot.documents()}, snapshot.entities(), VOCABULARY)


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("Acme Corp’s revenue was $5,000 million in fiscal 2024.", NOW),
        ("In fiscal 2024 Acme Corp’s revenue was $5.0 billion.", NOW),
        ("ACM’s top line was $5 billion in FY2024.", NOW),
        ("Revenue of Acme was $4,000 million in fiscal 2023.", BEFORE),
        ("Acme Corp’s net loss was $7 million in fiscal 2024.", LOSS),
        ("Acme Corp’s net income was $(7) million in fiscal 2024.", LOSS),
        ("Acme Corp’s total assets were $9,000 million at the end of fiscal 2024 (December 31, 2024).", BALANCE),
        ("Acme Corp’s “Anvils on hand” were $77 million in fiscal 2024.", ODD),
        ("Acme Corp’s revenue of Rail was $3,000 million in fiscal 2024.", RAIL),
    ],
)
def test_a_sentence_leads_to_its_fact(sentence: str, bound: Fact) -> None:
    """Company, metric, period, part and sign come from the words."""
    assert [(b.level, b.failure) for b in binder().bind(sentence)] == [(bound, None)]


@pytest.mark.parametrize(
    ("sentence", "operation", "value"),
    [
        ("Acme Corp’s revenue rose 25.0% in fiscal 2024.", "percent_change", "25"),
        ("Acme Corp’s revenue rose by $1,000 million in fiscal 2024.", "change", "1000000000"),
        ("Acme Corp’s cost of revenue was 25.0% of revenue in fiscal 2024.", "share", "25"),
        ("Acme Corp’s gross profit was $3,750 million in fiscal 2024.", "formula", "3750000000"),
        ("Acme Corp’s average revenue over fiscal 2023 to fiscal 2024 was $4,500 million.", "average", "4500000000"),
    ],
)
def test_a_sentence_leads_to_its_calculation(sentence: str, operation: str, value: str) -> None:
    """Changes, shares, derived metrics and averages are computed from the facts."""
    (bound,) = binder().bind(sentence)

    assert isinstance(bound.level, Calculation), bound.failure
    assert (bound.level.operation, bound.level.value) == (operation, Decimal(value))


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Acme Corp’s revenue was $5,001 million in fiscal 2024.", "rounding"),
        ("Acme Corp’s revenue was $5,000 thousand in fiscal 2024.", "wrong_scale"),
        ("Acme Corp’s revenue was -$5,000 million in fiscal 2024.", "wrong_sign"),
        ("Acme Corp’s revenue was €5,000 million in fiscal 2024.", "wrong_unit"),
        ("Acme Corp’s revenue was $4,000 million in fiscal 2024.", "wrong_period"),
        ("Acme Corp’s revenue was $1,250 million in fiscal 2024.", "wrong_metric"),
        ("Acme Corp’s revenue was $3,000 million in fiscal 2024.", "wrong_scope"),
        ("Acme Corp’s revenue was $8,888 million in fiscal 2024.", "wrong_value"),
        ("Acme Corp’s revenue was $5,000 million in fiscal 2024 (ended June 30, 2024).", "wrong_period"),
        ("Acme Corp’s revenue was $5,000 million in fiscal 2021.", "missing_evidence"),
        ("Revenue was $5,000 million in fiscal 2024.", "ambiguous"),
        ("Acme Corp’s revenue was $5,000 million.", "ambiguous"),
        ("Acme Corp had $5,000 million in fiscal 2024.", "ambiguous"),
        ("Acme Corp’s adjusted revenue was $5,000 million in fiscal 2024.", "wrong_metric"),
        ("Acme Corp’s revenue fell 25.0% in fiscal 2024.", "wrong_sign"),
        ("Acme Corp’s revenue was $5,OOO million in fiscal 2024.", "unsupported"),
    ],
)
def test_a_wrong_sentence_says_in_which_way_it_is_wrong(sentence: str, reason: str) -> None:
    """The reason tells the drafter what to mend."""
    bound = binder().bind(sentence)

    assert [b.level for b in bound if b.failure is not None] == [None]
    assert [b.failure.reason for b in bound if b.failure is not None] == [reason]


def test_other_peoples_figures_are_told() -> None:
    """A figure that is another company's says so."""
    other = fact("6000000000", entity=BOLT)
    (bound,) = binder(NOW, other).bind("Acme Corp’s revenue was $6,000 million in fiscal 2024.")

    assert bound.failure is not None
    assert bound.failure.reason == "wrong_entity"
