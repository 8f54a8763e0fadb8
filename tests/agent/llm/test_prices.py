"""A call costs its tokens times the listed price."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieout.agent.llm.prices import Price, Prices, Usage, cost, price_list, shipped
from tieout.answer import Cost
from tieout.errors import InputError, NotThereError

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


def test_a_users_own_prices_go_before_the_shipped_ones(tmp_path: Path) -> None:
    """A file of the user's prices a model of their own and overrides a listed one; the others keep their price."""
    file = tmp_path / "prices.toml"
    file.write_text('[models]\n"house" = { input = 0.5, output = "2.00" }\n"gpt-5" = { input = 1, output = 1 }\n')

    prices = price_list(file)

    assert prices.of("house") == Price(input=Decimal("0.5"), cached=Decimal("0.5"), output=Decimal(2))
    assert prices.of("openai:gpt-5") == Price(input=Decimal(1), cached=Decimal(1), output=Decimal(1))
    assert prices.of("gpt-5-mini") == shipped().of("gpt-5-mini")
    assert price_list(None) is shipped()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[models]\nx = 3\n", "models.x: "),
        ('[models]\n"x" = { input = -1, output = 2 }\n', "models.x.input: Input should be greater than or equal to 0"),
        ('[models]\n"x" = { input = 1 }\n', "models.x.output: Field required"),
        ("nonsense[", "cannot be read: "),
        ("", "models: Field required"),
    ],
)
def test_a_price_list_that_is_none_is_said(tmp_path: Path, text: str, said: str) -> None:
    """One line says where the file is wrong, and how to write it."""
    file = tmp_path / "prices.toml"
    file.write_text(text)

    with pytest.raises(InputError) as told:
        price_list(file)
    assert said in str(told.value)
    assert "write USD per million tokens" in str(told.value)
    with pytest.raises(NotThereError, match="no price file"):
        price_list(tmp_path / "none.toml")
