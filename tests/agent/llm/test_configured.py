"""A name in the settings means one model at one place."""

import pytest

from tieout.agent.llm.configured import choice, model_analyst


@pytest.mark.parametrize(
    ("name", "base_url", "expected"),
    [
        ("gpt-5-mini", None, ("gpt-5-mini", "openai")),
        ("openai:gpt-5-mini", None, ("gpt-5-mini", "openai")),
        ("o3", None, ("o3", "openai")),
        ("anthropic:claude-sonnet-4", None, ("anthropic:claude-sonnet-4", None)),
        ("claude-sonnet-4", None, ("claude-sonnet-4", None)),
        ("qwen3:8b", "http://127.0.0.1:11434/v1", ("qwen3:8b", "openai")),
        ("openai:meta/llama", "http://127.0.0.1:8000/v1", ("meta/llama", "openai")),
    ],
)
def test_a_name_names_a_provider(name: str, base_url: str | None, expected: tuple[str, str | None]) -> None:
    """OpenAI's names and any base URL are OpenAI's protocol; the rest is left to `init_chat_model`."""
    found = choice(name, base_url=base_url)

    assert ((found.model, found.provider), found.base_url) == (expected, base_url)


def test_a_configured_analyst_asks_nothing_yet() -> None:
    """Without key and server an analyst can still be made: only its first call needs them."""
    assert model_analyst("gpt-5-mini").name == "gpt-5-mini"
