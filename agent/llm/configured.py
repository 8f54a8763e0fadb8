"""Which model a name in the settings means: "gpt-5-mini", "anthropic:claude-…", or one on a server of one's own."""

from pathlib import Path

from pydantic import SecretStr

from tieout.agent.llm.analyst import ModelAnalyst
from tieout.agent.llm.computing import compute
from tieout.agent.llm.patience import Patient, breaker_of
from tieout.agent.llm.remembered import Remembered
from tieout.agent.llm.structured import ModelChoice, Structured, StructuredModel
from tieout.tools.figures.vocabulary import Vocabulary

_OPENAI_NAMES = ("gpt-", "chatgpt-", "o1", "o3", "o4")
TIMEOUT = 60.0


def choice(
    name: str, *, base_url: str | None = None, api_key: SecretStr | None = None, timeout: float = TIMEOUT
) -> ModelChoice:
    """The model behind a name; a base URL is an OpenAI-compatible server's, whatever the name.

    Args:
        name: a model, or "provider:model" with a provider of `init_chat_model`.
        base_url: of an OpenAI-compatible server, such as vLLM or Ollama.
        api_key: None: the provider's own environment variable.
        timeout: seconds for one call.
    """
    plain = name.removeprefix("openai:")
    openai = base_url is not None or plain != name or plain.startswith(_OPENAI_NAMES)
    return ModelChoice(
        model=plain, provider="openai" if openai else None, base_url=base_url, api_key=api_key, timeout=timeout
    )


def model_analyst(
    name: str,
    *,
    base_url: str | None = None,
    api_key: SecretStr | None = None,
    timeout: float = TIMEOUT,
    kept: Path | None = None,
    prices: Path | None = None,
) -> ModelAnalyst:
    """An analyst that thinks with this model; nothing is imported or asked before its first call.

    Args:
        name: as `choice` reads it.
        base_url: of an OpenAI-compatible server.
        api_key: None: the provider's own environment variable.
        timeout: seconds for one call.
        kept: the folder in which its answers are kept; None keeps none.
        prices: a price list of the user's own; None is the shipped one.
    """
    chosen = choice(name, base_url=base_url, api_key=api_key, timeout=timeout).model_copy(update={"prices": prices})
    metrics = {metric.id: metric.name for metric in Vocabulary.load()}
    model: Structured = Patient(StructuredModel(chosen), breaker_of(chosen))
    if kept is not None:
        model = Remembered(model, chosen, kept)
    return ModelAnalyst(model, metrics=metrics, compute=compute)
