"""How one chat model is asked for one typed output: no retries, errors of our tree, tokens counted."""

import asyncio
import json
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from langchain_core.messages import AIMessage
from pydantic import BaseModel, SecretStr

from tieout.agent.llm.failures import UnusableOutputError, is_unshaped, said_instead, translated, unbuilt
from tieout.agent.llm.intext import NotOneObjectError, in_text
from tieout.agent.llm.prices import Usage, cost, price_list
from tieout.agent.llm.unheard import unheard
from tieout.answer import Cost
from tieout.errors import TieoutError
from tieout.model import Thing
from tieout.prompts import Rendered, load

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

S = TypeVar("S", bound=BaseModel)

_NO_POOL = {"Connection": "close"}
"""langchain-openai shares one connection pool a process; a connection kept from an event loop that has ended breaks."""

_CUT_OFF = frozenset({"length", "content_filter"})
_ADVICE = r"This model does not support OpenAI's structured output|Invalid schema for OpenAI's structured output"
"""What langchain-openai warns of before it raises; we read what it raises."""
_PLAIN: set[tuple[str | None, ...]] = set()
"""Models of this process that cannot be asked for a shape, by provider, name and server."""


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
    prices: Path | None = None
    """A price list of the user's own, which goes before the shipped one."""

    @property
    def key(self) -> tuple[str | None, ...]:
        """The same for the same model on the same server."""
        return (self.provider, self.model, self.base_url)


class Structured(Protocol):
    """Asks a model for one output of a given shape."""

    name: str

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """The output and what it cost; raises an error of our tree."""
        ...


class StructuredModel:
    """A chat model behind `init_chat_model`; one that knows no shapes is asked for JSON in its text."""

    def __init__(self, choice: ModelChoice, built: "Callable[[ModelChoice], BaseChatModel] | None" = None) -> None:
        self.name = choice.model
        self._choice = choice
        self._built = built or _built
        self._model: BaseChatModel | None = None

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """One output, in at most `timeout` seconds.

        Raises:
            ServiceError: it refused (RefusedError), could not be reached (UnreachableError), or failed otherwise.
            UnusableOutputError: what it answered does not have the shape.
        """
        try:
            model = await self._ready()
            async with asyncio.timeout(self._choice.timeout):
                return await self._asked(model, prompt, shape)
        except TieoutError:
            raise
        except Exception as error:  # every provider has exceptions of its own; all are translated, none is swallowed
            raise translated(error, self.name, self._cost(_usage_of_error(error))) from error

    async def _ready(self) -> "BaseChatModel":
        if self._model is None:
            try:
                self._model = await asyncio.to_thread(self._built, self._choice)  # importing a provider reads files
            except TieoutError:
                raise
            except Exception as error:  # a provider's way to say that its key or package is missing is its own
                raise unbuilt(error, self.name) from error
        return self._model

    async def _asked(self, model: "BaseChatModel", prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """The output by the provider's own way to a shape; else by JSON in text, and then always so."""
        if self._choice.key not in _PLAIN:
            try:
                return self._read(await self._shaped(model, prompt, shape), shape)
            except TieoutError:
                raise
            except Exception as error:  # how a provider says that it knows no shapes is its own; others go on
                if not is_unshaped(error):
                    instead = said_instead(error)
                    if instead is None:
                        raise
                    return self._parsed(instead, shape, self._cost(_usage_of_error(error)))
                _PLAIN.add(self._choice.key)
        return self._read({"raw": await self._plain(model, prompt, shape)}, shape)

    async def _shaped(self, model: "BaseChatModel", prompt: Rendered, shape: type[S]) -> object:
        method = {} if self._choice.method is None else {"method": self._choice.method}
        asked = model.with_structured_output(shape, include_raw=True, **method)
        config = unheard(f"{shape.__name__} by {self.name}", prompt.prompt)
        return await asked.ainvoke([("system", prompt.system), ("user", prompt.user)], config)

    async def _plain(self, model: "BaseChatModel", prompt: Rendered, shape: type[S]) -> AIMessage:
        rules = await asyncio.to_thread(load, "json")  # reads a file
        more = rules.render(schema=json.dumps(shape.model_json_schema()))
        system, user = f"{prompt.system}\n\n{more.system}", f"{prompt.user}\n\n{more.user}"
        config = unheard(f"{shape.__name__} by {self.name}", f"{prompt.prompt} {more.prompt}")
        return await model.ainvoke([("system", system), ("user", user)], config)

    def _read(self, answer: object, shape: type[S]) -> tuple[S, Cost]:
        parts = answer if isinstance(answer, Mapping) else {}
        raw, parsed = parts.get("raw"), parts.get("parsed")
        paid = self._cost(_usage_of_message(raw))
        if not isinstance(raw, AIMessage) or raw.response_metadata.get("finish_reason") in _CUT_OFF:
            raise self._unusable("cut off, or no message at all", paid)
        if len(raw.tool_calls) > 1:
            raise self._unusable("several answers", paid)
        if raw.tool_calls and isinstance(parsed, shape):
            return parsed, paid
        return self._parsed(raw.text, shape, paid)

    def _parsed(self, text: str, shape: type[S], paid: Cost) -> tuple[S, Cost]:
        """The output that a text holds; what it cost is in the error where it holds none."""
        try:
            return in_text(text, shape), paid
        except NotOneObjectError as error:
            raise self._unusable(str(error) if text.strip() else "empty", paid) from error

    def _unusable(self, why: str, paid: Cost) -> UnusableOutputError:
        return UnusableOutputError(
            f"model {self.name!r} gave no usable output ({why}); ask again or use another model", paid
        )

    def _cost(self, usage: Usage) -> Cost:
        return cost(self.name, usage, price_list(self._choice.prices))


def _built(choice: ModelChoice) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  # takes a second, for users of models only

    warnings.filterwarnings("ignore", message=_ADVICE, category=UserWarning)
    price_list(choice.prices)  # read here, in a thread, because the event loop must not read files
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
        disable_streaming=True,
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
