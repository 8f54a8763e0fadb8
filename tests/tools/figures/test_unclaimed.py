"""A sentence that asks, doubts, denies, supposes, or speaks of something else, states no figure."""

import pytest

from tests.tools.figures.small import ACME, COST, VOCABULARY, StaticSnapshot, fact
from tieout.fact import Dimension, Fact
from tieout.tools.figures.tying import Tier

NOW, BEFORE, OLD = fact("5000000000"), fact("4000000000", year=2023), fact("4500000000", year=2022)
COSTS, COSTS_BEFORE = (
    fact(value, concept=COST, label="Cost of revenue", year=year)
    for value, year in (("1250000000", 2024), ("800000000", 2023))
)
CASH_OUT = fact(
    "-300000000", concept="us-gaap:NetCashProvidedByUsedInInvestingActivities", label="Investing activities"
)


def part(name: str, value: str) -> Fact:
    """Revenue of a segment."""
    axis = "us-gaap:StatementBusinessSegmentsAxis"
    return fact(value, dimensions=(Dimension(axis=axis, member=f"acm:{name}Member", label=name),))


FACTS = (NOW, BEFORE, OLD, COSTS, COSTS_BEFORE, CASH_OUT, part("Rail", "3000000000"), part("Forge", "2000000000"))


def tied(sentence: str) -> list[str]:
    """The figures of a sentence that tie."""
    documents = {d.id: d for d in StaticSnapshot((ACME,)).documents()}
    tier = Tier(FACTS, documents, [ACME], VOCABULARY)
    return [b.reading.text for b in tier.tie(sentence) if b.verdict == "tied"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Was revenue $5.0 billion in fiscal 2024?",
        "It is false that revenue was $5.0 billion in fiscal 2024.",
        "Revenue was allegedly $5.0 billion in fiscal 2024.",
        "Revenue wasn't $5.0 billion in fiscal 2024.",
        "Had revenue been $5.0 billion in fiscal 2024, it would have grown.",
        "Acme aims for revenue of $5.0 billion in fiscal 2024.",
        "Revenue was between $5.0 billion and $6.0 billion in fiscal 2024.",
        "Revenue of $5.0-$6.0 billion in fiscal 2024.",
        "Revenue approached $5.0 billion in fiscal 2024.",
        "Revenue was >$5.0 billion in fiscal 2024.",
        "Half of revenue, $5.0 billion, came in fiscal 2024.",
        "The cost of revenue growth was $5.0 billion in fiscal 2024.",
        "Revenue of $5.0 billion was deferred in fiscal 2024.",
        "A competitor posted revenue of $5.0 billion in fiscal 2024.",
        "Acme's bottlers had revenue of $5.0 billion in fiscal 2024.",
        "Zork reduced revenue to $5.0 billion in fiscal 2024.",
        "On revenue of $5.0 billion, Zork had a good fiscal 2024.",
        "Revenue outside the U.S. was $5.0 billion in fiscal 2024.",
        "Revenue rose 25% in fiscal 2024 versus two years earlier.",
        "Revenue rose 25% sequentially in fiscal 2024.",
        "Revenue was $5.0 billion in fiscal 2023 terms.",
        "Year-to-date revenue in fiscal 2024 was $5.0 billion.",
        "Fourth-quarter revenue was $5.0 billion in fiscal 2024.",
        "Revenue for Rail, as for Forge, was $3.0 billion in fiscal 2024.",
        "\u202eRevenue was $5.0 billion in fiscal 2024.\u202c",
    ],
)
def test_what_is_not_stated_does_not_tie(sentence: str) -> None:
    """The right number in a question, a doubt, a plan, a range, or of somebody else, is no statement of it."""
    assert tied(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Acme generated $5.0 billion in revenue in fiscal 2024.", ["$5.0 billion"]),
        ("Revenue: $5.0 billion in fiscal 2024 (+25%)", ["$5.0 billion", "(+25%)"]),
        ("Revenue was $5.0 billion (2023: $4.0 billion) in 2024.", ["$5.0 billion", "$4.0 billion"]),
        ("Revenue: 2022 $4.5 billion, 2023 $4.0 billion, 2024 $5.0 billion",
         ["$4.5 billion", "$4.0 billion", "$5.0 billion"]),
        ("Revenue rose from $4.0 billion to $5.0 billion between 2023 and 2024.", ["$4.0 billion", "$5.0 billion"]),
        ("For FY23, revenue was $4.0 billion, and for FY24 $5.0 billion.", ["$4.0 billion", "$5.0 billion"]),
        ("Acme registered a 25% year-over-year increase in revenue in 2024.", ["25%"]),
        ("Acme delivered 25% higher revenue in 2024.", ["25%"]),
        ("Acme grew revenue 25% in 2024.", ["25%"]),
        ("Revenue advanced from $4.0 billion in 2023 to $5.0 billion in 2024, or 25%.",
         ["$4.0 billion", "$5.0 billion", "25%"]),
        ("Cost of revenue as a percentage of revenue rose 5 percentage points in 2024, to 25%.",
         ["5 percentage points", "25%"]),
        ("Cost of revenue was 25% of Acme's revenue in 2024, up 500 basis points from the prior year.",
         ["25%", "500 basis points"]),
        ("Acme spent 25% of revenue on cost of revenue in 2024.", ["25%"]),
        ("The Rail business recorded revenue of $3.0 billion in 2024.", ["$3.0 billion"]),
        ("Revenue was $5.0 billion, while cost of revenue came to $1,250 million in 2024.",
         ["$5.0 billion", "$1,250 million"]),
    ],
)  # fmt: skip
def test_what_is_stated_ties(sentence: str, figures: list[str]) -> None:
    """Orders of words, brackets, lists, growth and shares said in other ways lead to the same figures."""
    assert tied(sentence) == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "For FY23, revenue was $5.0 billion, and for FY24 $4.0 billion.",
        "Revenue: 2022 $4.0 billion, 2023 $4.5 billion",
        "Revenue rose from $5.0 billion to $4.0 billion between 2023 and 2024.",
        "Acme delivered 25% lower revenue in 2024.",
        "Revenue: $6.0 billion in fiscal 2024 (-25%)",
        "Cost of revenue as a percentage of revenue rose 25% in 2024.",
        "Cost of revenue fell to 25% of revenue in 2024.",
        "Cost of revenue as a percentage of revenue fell 5 percentage points in 2024.",
        "Revenue (-$5.0 billion) was of fiscal 2024.",
        "Rail and Forge revenue was $2.0 billion and $3.0 billion, respectively, in 2024.",
        "In 2023, unlike in 2024, revenue was $5.0 billion.",
        "Net cash provided by investing activities was $300 million in 2024.",
    ],
)
def test_what_is_turned_around_does_not_tie(sentence: str) -> None:
    """Swapped periods, directions, signs and parts are seen."""
    assert tied(sentence) == []
