"""How one chat model is asked for one typed output: no retries, errors of our tree, tokens counted."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableConfig
from pydantic import BaseModel, SecretStr

from tieout.agent.llm.failures import UnusableOutputError, translated, unbuilt
from tieout.agent.llm.prices import Usage, cost, shipped
from tieout.answer import Cost
from tieout.errors import TieoutError
from tieout.model import Thing
from tieout.prompts import Rendered

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

S = TypeVar("S", bound=BaseModel)

_NO_POOL = {"Connection": "close"}
"""langchain-openai shares one connection pool a process; a connection kept from an event loop that has ended breaks."""


class ModelChoice(Thing):
    """Which model, where, and how long it may take."""

    model: str
    provider: str | None = "openai"
    """As `init_chat_model` names it; None lets the model's name decide."""
    base_url: str | None = None
    """Of an OpenAI-compatible server."""
    api_key: SecretStr | None = None
    """None: the provider's own environment variable."""
    timeout: float = 60.0
    """Seconds for one call, all of it."""
    method: str | None = None
    """json_schema, function_calling or json_mode; None is the provider's best."""


class Structured(Protocol):
    """Asks a model for one output of a given shape."""

    name: str

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """The output and what it cost; raises an error of our tree."""
        ...


class StructuredModel:
    """A chat model behind `init_chat_model`."""

    def __init__(self, choice: ModelChoice) -> None:
        self.name = choice.model
        self._choice = choice
        self._model: BaseChatModel | None = None

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """One call, at most `timeout` seconds.

        Raises:
            ServiceError: it refused (RefusedError), could not be reached (UnreachableError), or failed otherwise.
            UnusableOutputError: what it answered does not have the shape.
        """
        try:
            model = await self._ready()
            async with asyncio.timeout(self._choice.timeout):
                return self._read(await self._call(model, prompt, shape), shape)
        except TieoutError:
            raise
        except Exception as error:  # every provider has exceptions of its own; all are translated, none is swallowed
            raise translated(error, self.name, self._cost(_usage_of_error(error))) from error

    async def _ready(self) -> "BaseChatModel":
        if self._model is None:
            try:
                self._model = await asyncio.to_thread(_built, self._choice)  # importing a provider reads files
            except Exception as error:  # a provider's way to say that its key or package is missing is its own
                raise unbuilt(error, self.name) from error
        return self._model

    async def _call(self, model: "BaseChatModel", prompt: Rendered, shape: type[S]) -> object:
        method = {} if self._choice.method is None else {"method": self._choice.method}
        asked = model.with_structured_output(shape, include_raw=True, **method)
        config = RunnableConfig(run_name=f"{shape.__name__} by {self.name}", metadata={"prompt": prompt.prompt})
        return await asked.ainvoke([("system", prompt.system), ("user", prompt.user)], config)

    def _read(self, answer: object, shape: type[S]) -> tuple[S, Cost]:
        parts = answer if isinstance(answer, Mapping) else {}
        paid = self._cost(_usage_of_message(parts.get("raw")))
        parsed = parts.get("parsed")
        if isinstance(parsed, shape):
            return parsed, paid
        why = "empty" if parts.get("parsing_error") is None else "not in the shape asked for"
        raise UnusableOutputError(f"model {self.name!r} gave an output that is {why}; ask again or use another", paid)

    def _cost(self, usage: Usage) -> Cost:
        return cost(self.name, usage, shipped())


def _built(choice: ModelChoice) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  # takes a second, for users of models only

    shipped()  # read here, in a thread, because the event loop must not read files
    given: dict[str, object] = {
        "base_url": choice.base_url,
        "api_key": None if choice.api_key is None else choice.api_key.get_secret_value(),
        "default_headers": _NO_POOL if choice.provider == "openai" else None,
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    return init_chat_model(
        choice.model,
        model_provider=choice.provider,
        configurable_fields=None,
        config_prefix=None,
        timeout=choice.timeout,
        max_retries=0,
        **chosen,
    )


def _usage_of_message(message: object) -> Usage:
    usage = message.usage_metadata if isinstance(message, AIMessage) else None
    if usage is None:
        return Usage()
    cached = usage.get("input_token_details", {}).get("cache_read", 0) or 0
    return Usage(input=usage["input_tokens"], cached=cached, output=usage["output_tokens"])


def _usage_of_error(error: Exception) -> Usage:
    """Tokens of an answer that the OpenAI client could not parse; it attaches the response to its exception."""
    try:
        usage = error.response.json()["usage"]  # type: ignore[attr-defined]  # absent on most, which the except says
        return Usage(input=usage["prompt_tokens"], output=usage["completion_tokens"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return Usage()
