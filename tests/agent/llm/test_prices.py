"""A call costs its tokens times the listed price."""

from decimal import Decimal

import pytest

from tieout.agent.llm.prices import Price, Prices, Usage, cost, shipped
from tieout.answer import Cost

PRICES = Prices.model_validate(
    {
        "as_of": "2025-01-01",
        "models": {
            "m": Price(input=Decimal(2), cached=Decimal(1), output=Decimal(10)),
            "m-mini": Price(input=Decimal(1), cached=Decimal(1), output=Decimal(1)),
        },
    }
)


def test_cached_tokens_cost_less() -> None:
    """1,000 tokens in, 400 of them cached, and 100 out cost 600 x 2 + 400 x 1 + 100 x 10 millionths."""
    paid = cost("m", Usage(input=1000, cached=400, output=100), PRICES)

    assert paid == Cost(usd=Decimal("0.0026"), input_tokens=1000, output_tokens=100)


@pytest.mark.parametrize(
    ("name", "priced_as"),
    [
        ("m", "m"),
        ("m-2025-08-07", "m"),
        ("m-mini-2025-08-07", "m-mini"),
        ("openai:m-mini", "m-mini"),
        ("vendor/m", "m"),
    ],
)
def test_a_dated_version_costs_what_its_model_costs(name: str, priced_as: str) -> None:
    """The longest listed name before a date decides."""
    assert PRICES.of(name) == PRICES.models[priced_as]


@pytest.mark.parametrize("name", ["m-pro", "mm", "other"])
def test_an_unlisted_model_costs_tokens_only(name: str) -> None:
    """A sibling's price is never taken."""
    assert cost(name, Usage(input=10, output=1), PRICES) == Cost(input_tokens=10, output_tokens=1)


def test_the_shipped_list_reads() -> None:
    """The data file has prices per million tokens."""
    assert shipped().models["gpt-4o-mini"] == Price(
        input=Decimal("0.15"), cached=Decimal("0.075"), output=Decimal("0.60")
    )
