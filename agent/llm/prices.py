"""What a model call cost: tokens times a price list that is a data file."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from tieout.answer import Cost
from tieout.errors import InputError, NotThereError
from tieout.model import Thing

_MILLION = Decimal(1_000_000)
_DATED = frozenset("0123456789-")
_EXAMPLE = 'write USD per million tokens: [models] and "my-model" = { input = "0.50", output = "2.00" }'


class Price(Thing):
    """USD per million tokens."""

    input: Decimal = Field(ge=0)
    cached: Decimal = Field(ge=0)
    """For input tokens that the provider had cached; where it is not said, what fresh ones cost."""
    output: Decimal = Field(ge=0)

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, said: object) -> object:
        return {"cached": said.get("input"), **said} if isinstance(said, Mapping) else said


class Prices(Thing):
    """Prices by the beginning of a model's name."""

    as_of: date | None = None
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


@cache
def price_list(file: Path | None) -> Prices:
    """The shipped prices with a user's own before them; raises NotThereError or InputError in one line."""
    if file is None:
        return shipped()
    try:
        own = Prices.model_validate(tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal))
    except FileNotFoundError as error:
        raise NotThereError(f"no price file {str(file)!r}; set TIEOUT_PRICES to one, or unset it") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"{file}: {where}: {error.errors()[0]['msg']}; {_EXAMPLE}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"the price file {str(file)!r} cannot be read: {error}; {_EXAMPLE}") from error
    return own.model_copy(update={"models": shipped().models | own.models})


def cost(model: str, usage: Usage, prices: Prices) -> Cost:
    """What a call cost; an unlisted model costs tokens and zero dollars."""
    price = prices.of(model)
    usd = Decimal(0)
    if price is not None:
        fresh = usage.input - usage.cached
        usd = (fresh * price.input + usage.cached * price.cached + usage.output * price.output) / _MILLION
    return Cost(usd=usd, input_tokens=usage.input, output_tokens=usage.output)
