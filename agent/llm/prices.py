"""What a model call cost: tokens times a price list that is a data file."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources

from pydantic import Field

from tieout.answer import Cost
from tieout.model import Thing

_MILLION = Decimal(1_000_000)
_DATED = frozenset("0123456789-")


class Price(Thing):
    """USD per million tokens."""

    input: Decimal = Field(ge=0)
    cached: Decimal = Field(ge=0)
    """For input tokens that the provider had cached."""
    output: Decimal = Field(ge=0)


class Prices(Thing):
    """Prices by the beginning of a model's name."""

    as_of: date
    models: dict[str, Price]

    def of(self, model: str) -> Price | None:
        """The price of a model or of its dated version; None when it is not listed."""
        name = model.rpartition("/")[2].rpartition(":")[2]
        listed = [known for known in self.models if name.startswith(known) and set(name[len(known) :]) <= _DATED]
        return self.models[max(listed, key=len)] if listed else None


class Usage(Thing):
    """Tokens of one call; `cached` is part of `input`."""

    input: int = Field(default=0, ge=0)
    cached: int = Field(default=0, ge=0)
    output: int = Field(default=0, ge=0)


@cache
def shipped() -> Prices:
    """The price list that comes with the package."""
    source = (resources.files("tieout.agent.llm") / "prices.toml").read_text(encoding="utf-8")
    return Prices.model_validate(tomllib.loads(source))


def cost(model: str, usage: Usage, prices: Prices) -> Cost:
    """What a call cost; an unlisted model costs tokens and zero dollars."""
    price = prices.of(model)
    usd = Decimal(0)
    if price is not None:
        fresh = usage.input - usage.cached
        usd = (fresh * price.input + usage.cached * price.cached + usage.output * price.output) / _MILLION
    return Cost(usd=usd, input_tokens=usage.input, output_tokens=usage.output)
