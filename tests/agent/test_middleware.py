"""Any agent of LangChain's says only figures that tie out: wrong ones are blocked, unproven ones marked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.messages import HumanMessage
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.loopback import Reply, ScriptedServer
from tieout import TieoutMiddleware, Workspace

RIGHT = "Apple’s net sales were $391.0 billion in fiscal 2024."
WRONG = "Apple’s net sales were $395.0 billion in fiscal 2024."
UNKNOWN = "Apple’s chairman owns 17 boats."


def reply(content: str, calls: list[dict[str, Any]] | None = None) -> Reply:
    """A chat completion."""
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if calls:
        message["tool_calls"] = calls
    reason = "tool_calls" if calls else "stop"
    choices = [{"index": 0, "finish_reason": reason, "message": message}]
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return Reply.json(
        {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
    )


def note(text: str) -> str:
    """A tool that takes a text with figures."""
    return f"noted: {len(text)} characters"


@pytest.fixture
def said(demo_home: Path) -> Callable[..., list[Any]]:
    """The messages of an agent whose model answers from a script."""

    def run(*replies: Reply, home: Path = demo_home) -> list[Any]:
        with ScriptedServer(*replies) as server:
            model = ChatOpenAI(model="m", base_url=f"{server.url}/v1", api_key=SecretStr("sk-scripted"), max_retries=0)
            agent = create_agent(model, tools=[note], middleware=[TieoutMiddleware(home)])
            return list(agent.invoke({"messages": [HumanMessage("Apple's net sales in 2024?")]})["messages"])

    return run


def test_a_tied_answer_passes_as_it_is(said: Callable[..., list[Any]]) -> None:
    """Not a letter is changed."""
    assert said(reply(RIGHT))[-1].content == RIGHT


def test_a_wrong_figure_never_enters_the_state(said: Callable[..., list[Any]]) -> None:
    """It is masked, and the reader is told why; the rest of the answer stays."""
    messages = said(reply(f"{RIGHT} {WRONG}"))
    assert messages[-1].content == (
        f"{RIGHT} Apple’s net sales were ▮ in fiscal 2024.\n\n"
        "A figure was withheld: the sources say otherwise (wrong_value)."
    )
    assert not any("395" in str(m.content) for m in messages)


def test_an_unproven_figure_is_marked(said: Callable[..., list[Any]]) -> None:
    """What no source was found for stays readable, and is called what it is."""
    assert said(reply(UNKNOWN))[-1].content == "Apple’s chairman owns 17 [not verified] boats."


def test_an_answer_without_figures_passes(said: Callable[..., list[Any]]) -> None:
    """There is nothing to tie."""
    assert said(reply("Apple makes phones."))[-1].content == "Apple makes phones."


def test_calls_of_tools_are_not_touched(said: Callable[..., list[Any]]) -> None:
    """An agent may compute with what it likes; what it says at the end is checked."""
    call = {"id": "1", "type": "function", "function": {"name": "note", "arguments": '{"text": "$395.0 billion"}'}}
    messages = said(reply("", [call]), reply(WRONG))
    assert [m.content for m in messages if m.type == "tool"] == ["noted: 14 characters"]
    assert "▮" in messages[-1].content


def test_without_sources_nothing_passes_unmarked(said: Callable[..., list[Any]], tmp_path: Path) -> None:
    """An empty home proves nothing."""
    assert "[not verified]" in said(reply(RIGHT), home=tmp_path / "empty")[-1].content


def test_a_check_that_fails_lets_nothing_through(demo_home: Path) -> None:
    """A source that is not there is no reason to trust the answer."""
    guard = TieoutMiddleware(Workspace(demo_home), against="nobody.html")
    assert guard.guarded(RIGHT).startswith("This answer is withheld: its figures could not be checked")
    assert "391" not in guard.guarded(RIGHT)


async def test_it_guards_in_an_event_loop(demo_home: Path) -> None:
    """The same for `ainvoke`."""
    with ScriptedServer(reply(WRONG)) as server:
        model = ChatOpenAI(model="m", base_url=f"{server.url}/v1", api_key=SecretStr("sk-scripted"), max_retries=0)
        agent = create_agent(model, middleware=[TieoutMiddleware(demo_home)])
        state = await agent.ainvoke({"messages": [HumanMessage("Apple's net sales in 2024?")]})
    assert "395" not in str(state["messages"][-1].content)
