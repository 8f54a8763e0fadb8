"""Nobody who listens to a run hears what a model writes before it is proven."""

import inspect
import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langgraph.graph import END, START, MessagesState, StateGraph

from tests.agent.test_model_in_graph import QUESTION, claim, fact_of, model
from tests.loopback import ScriptedServer
from tieout import Context, Workspace
from tieout.agent.graph import Graph, compiled
from tieout.agent.llm.unheard import unheard
from tieout.agent.settings import settings
from tieout.agent.state import Asked
from tieout.agent.wiring import default_parts

TYPED = "$987 billion"
"""A figure that the model writes itself, and that nothing proves."""
BOUND = "383,285"
"""The year before's figure, which the model binds in this year's sentence."""
WRONG = re.compile(rf"(?<![0-9a-f-])987(?![0-9a-f-])|{BOUND}")


def wrong_draft(shown: str) -> dict[str, object]:
    """A typed figure, a wrong binding, and a wrong figure in everything else that a draft can hold."""
    bound = claim("Apple Inc.’s net sales were {v} in fiscal 2024.", v=fact_of(shown, "383285000000"))
    typed = claim(f"Apple Inc.’s net sales were {TYPED} in fiscal 2024.")
    both: list[Any] = [*bound["claims"], *typed["claims"]]  # type: ignore[misc]  # a list, as a model writes it
    return {
        "claims": both,
        "missing": [{"subquestion": "q1", "detail": f"only {TYPED} is known"}],
        "assumptions": [f"Net sales were {TYPED}."],
    }


@pytest.fixture(name="liar")
def _liar(monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """Settings under which a server that states wrong figures is the model."""
    with ScriptedServer(always=model(wrong_draft)) as server:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted")
        monkeypatch.setenv("TIEOUT_BASE_URL", f"{server.url}/v1")
        monkeypatch.setenv("TIEOUT_MODEL_CACHE", "false")
        settings.cache_clear()
        yield Context(model="gpt-5-mini", frugal=False)
        drafts = [r for r in server.requests if "write the sentences" in r.body.decode()]
        assert len(drafts) == 2
        assert not any(r.json().get("stream") for r in server.requests)
    settings.cache_clear()


async def test_the_librarys_stream_tells_no_wrong_figure(liar: Context, demo_home: Path) -> None:
    """Every event of `Workspace.astream`, the answer included, is free of what the model made up."""
    told = [e.model_dump_json() async for e in Workspace(demo_home).astream(QUESTION, context=liar)]

    steps = [json.loads(event)["step"] for event in told]
    assert steps.count("critic") == 2
    assert steps[-1] == "publish"
    assert [event for event in told if WRONG.search(event)] == []


async def heard(graph: Graph, mode: Any, context: Context) -> list[str]:
    """All that one mode of the graph's own stream says."""
    chunks: AsyncIterator[object] = graph.astream(Asked(question=QUESTION), context=context, stream_mode=mode)
    return [repr(chunk) async for chunk in chunks]


@pytest.mark.parametrize(("mode", "said"), [("messages", ["HumanMessage", "AIMessage"]), ("custom", [])])
async def test_a_chats_stream_has_the_answer_alone(liar: Context, demo_home: Path, mode: str, said: list[str]) -> None:
    """What Studio and chat clients listen to: the question, the message of the answer, and no token of the model's."""
    chunks = await heard(compiled(default_parts(demo_home)), mode, liar)

    assert [re.split(r"\W", chunk)[1] for chunk in chunks] == said
    assert [chunk for chunk in chunks if WRONG.search(chunk)] == []


async def test_a_stream_of_events_has_no_call_of_the_models(liar: Context, demo_home: Path) -> None:
    """LangChain's own stream of events, which servers pass on, knows nothing of the model's calls."""
    graph = compiled(default_parts(demo_home))
    events = [e async for e in graph.astream_events(Asked(question=QUESTION), context=liar, version="v2")]

    assert [e["event"] for e in events if "chat_model" in e["event"] or "llm" in e["event"]] == []
    assert any(e["event"] == "on_chain_end" and e["name"] == "draft" for e in events)


@pytest.mark.parametrize("mode", ["updates", "values"])
async def test_the_state_prints_no_wrong_figure(liar: Context, demo_home: Path, mode: Any) -> None:
    """The state's answer and messages, which clients show, hold no wrong figure at any step of a run."""
    graph = compiled(default_parts(demo_home))
    async for chunk in graph.astream(Asked(question=QUESTION), context=liar, stream_mode=mode):
        states = list(chunk.values()) if mode == "updates" else [chunk]
        shown = [(s.get("answer"), s.get("messages"), s.get("plan")) for s in states if isinstance(s, dict)]
        assert not WRONG.search(repr(shown))


# --- the guard itself -------------------------------------------------------------------------------------------------


class Ear(AsyncCallbackHandler):
    """A user's own listener, such as one that counts."""

    def __init__(self) -> None:
        self.ended = 0

    async def on_llm_end(self, *_: object, **__: object) -> None:
        """One call more."""
        self.ended += 1


def talking(*, hushed: bool) -> Any:
    """A graph of one node that calls a model which writes a figure."""
    talker: BaseChatModel = FakeListChatModel(responses=[TYPED])

    async def node(state: MessagesState) -> dict[str, object]:  # noqa: ARG001  # the name that LangGraph wants
        await talker.ainvoke("?", unheard("call", "p@1") if hushed else None)
        return {}

    builder = StateGraph(MessagesState)
    builder.add_node("node", node)
    builder.add_edge(START, "node")
    builder.add_edge("node", END)
    return builder.compile()


@pytest.mark.parametrize(("hushed", "tokens"), [(False, len(TYPED)), (True, 0)])
async def test_only_streams_are_kept_out(*, hushed: bool, tokens: int) -> None:
    """A call as it comes reaches the stream token by token; ours reaches the user's own listener alone."""
    ear = Ear()
    stream = talking(hushed=hushed).astream({"messages": []}, {"callbacks": [ear]}, stream_mode="messages")
    said = [message.content async for message, _ in stream if isinstance(message, AIMessageChunk | AIMessage)]

    assert (len("".join(map(str, said))), ear.ended) == (tokens, 1)


@pytest.mark.filterwarnings("ignore:The v3 streaming protocol")
@pytest.mark.parametrize("version", ["v2", "v3"])
@pytest.mark.parametrize("hushed", [False, True])
async def test_no_version_of_the_events_hears_it(*, version: Any, hushed: bool) -> None:
    """The older stream of events and the newer protocol alike tell a call as it comes, and none of ours."""
    stream: Any = talking(hushed=hushed).astream_events({"messages": []}, version=version)
    events = [repr(e) async for e in (await stream if inspect.isawaitable(stream) else stream)]

    assert events
    assert any(WRONG.search(e) for e in events) is not hushed


def test_outside_a_graph_nothing_is_changed() -> None:
    """Where nobody listens there is nobody to keep out."""
    assert unheard("call", "p@1") == {"run_name": "call", "metadata": {"prompt": "p@1"}, "tags": ["nostream"]}
