"""A materiality is one amount of money, in any form that the figure grammar reads."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from tieout.agent.context import Context, amount_of
from tieout.agent.jobs.job import Job
from tieout.agent.route import is_material
from tieout.claim import Figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$5 million", 5_000_000, "USD"),
        ("5bn USD", 5_000_000_000, "USD"),
        ("10 thousand euros", 10_000, "EUR"),
        ("EUR 2 billion", 2_000_000_000, "EUR"),
        ("€1.5bn", 1_500_000_000, "EUR"),
        ("USD 5,000,000", 5_000_000, "USD"),
        ("five million dollars", 5_000_000, "USD"),
        ("£3m", 3_000_000, "GBP"),
        ("¥450 billion", 450_000_000_000, "JPY"),
        ("HK$ 5 million", 5_000_000, "HKD"),
        ("CHF 3 million", 3_000_000, "CHF"),
        ("$391.035 billion", 391_035_000_000, "USD"),
        ("about $5k", 5_000, "USD"),
        ("$0", 0, "USD"),
    ],
)
def test_an_amount_of_money_is_read_as_it_is_written(text: str, value: int, unit: str) -> None:
    """The scale, the word and the place of the currency are read as in a filing."""
    read = amount_of(text)

    assert read is not None
    assert (read.value, read.unit) == (Decimal(value), unit)
    assert Context(materiality=text).materiality == text
    assert Job(title="T", questions=("Q?",), materiality=text).materiality == text


@pytest.mark.parametrize(
    "text",
    ["", "large", "5 million", "USD", "10%", "5 million shares", "$5 million per share", "$1bn to $2bn",
     "$5 million or 10 million euros", "-$5 million", "($5 million)", "FY2024"],
)  # fmt: skip
def test_what_is_no_amount_of_money_is_refused(text: str) -> None:
    """Nonsense, a count, a range, two amounts and a negative one are an error that says how to write one."""
    with pytest.raises(ValidationError, match="is no amount of money; write it as"):
        Context(materiality=text)
    if text:
        with pytest.raises(ValidationError, match="is no amount of money; write it as"):
            Job(title="T", questions=("Q?",), materiality=text)


@pytest.mark.parametrize(
    ("value", "unit", "least", "material"),
    [
        ("391035000000", "USD", "$391.035 billion", True),
        ("391034999999", "USD", "$391.035 billion", False),
        ("-5000000", "USD", "$5 million", True),
        ("391035000000", "EUR", "$5 million", False),
        ("6.08", "USD/shares", "$5", False),
        ("0", "USD", "$0", True),
    ],
)
def test_a_figure_is_material_from_the_amount_on(value: str, unit: str, least: str, *, material: bool) -> None:
    """Size alone counts, in the same currency; a figure per share is no amount of money."""
    figure = Figure(text="x", start=0, end=1, value=Decimal(value), unit=unit, precision=Decimal(1))

    assert is_material(figure, least) is material
