"""The LangGraph server's door: `langgraph dev` driven by the client that Studio and other programs use."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langgraph_sdk import get_sync_client
from langgraph_sdk.client import SyncLangGraphClient

from tests.cli_runner import NET_SALES, NET_SALES_ANSWER, ROOT
from tests.langgraph_server import Server, serving
from tieout.agent.context import Context
from tieout.agent.graph import graph

pytestmark = pytest.mark.slow

SOURCE = "[1] sample-AAPL-10-K-2024, 0000320193-24-000123, Item 8: “Total net sales"


@pytest.fixture(scope="module", name="server")
def _server(fresh_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    shutil.copytree(fresh_home, folder / "home")
    with serving(folder, folder / "home", TIEOUT_BASE_URL="http://127.0.0.1:9/v1", OPENAI_API_KEY="none") as server:
        yield server


@pytest.fixture(name="client")
def _client(server: Server) -> Iterator[SyncLangGraphClient]:
    with get_sync_client(url=server.url) as client:
        yield client


def said(question: str) -> dict[str, Any]:
    """What a chat sends."""
    return {"messages": [{"role": "user", "content": question}]}


def asked(client: SyncLangGraphClient, question: str, thread: str | None = None, **context: Any) -> dict[str, Any]:
    """The state after a run."""
    state = client.runs.wait(thread, "research", input=said(question), context=context)
    assert isinstance(state, dict)
    return state


def last(state: dict[str, Any]) -> str:
    return str(state["messages"][-1]["content"])


def new_thread(client: SyncLangGraphClient) -> str:
    return str(client.threads.create()["thread_id"])


def test_the_settings_are_a_form(client: SyncLangGraphClient) -> None:
    """The schema that Studio makes a form from has every setting with its description; state and input have theirs."""
    (assistant,) = client.assistants.search()
    schemas: Any = client.assistants.get_schemas(assistant["assistant_id"])

    settings = schemas["context_schema"]["properties"]
    assert {name: one["description"] for name, one in settings.items()} == {
        name: one.description for name, one in Context.model_fields.items()
    }
    assert {"messages", "question"} == set(schemas["input_schema"]["properties"])
    assert {"messages", "answer", "plan"} < set(schemas["state_schema"]["properties"])


def test_an_answer_is_streamed_and_is_the_last_message(client: SyncLangGraphClient) -> None:
    """Updates name the nodes in their order, and the message carries accession, section and quotation."""
    nodes: list[str] = []
    messages: list[Any] = []
    event: Any
    for event in client.runs.stream(None, "research", input=said(NET_SALES), stream_mode=["updates", "messages"]):
        if event.event == "updates":
            nodes += list(event.data)
        if event.event == "messages/complete":
            messages += event.data

    assert nodes == ["intake", "plan", "gather", "retrieve", "rerank", "draft", "critic", "publish", "trace"]
    (message,) = [m for m in messages if m["type"] == "ai"]
    assert message["content"].startswith(f"{NET_SALES_ANSWER}\n")
    assert SOURCE in message["content"]


def test_a_thread_is_understood(client: SyncLangGraphClient) -> None:
    """A follow-up leans on the question before it; a third run starts clean and refuses what is not there."""
    thread = new_thread(client)

    first = asked(client, NET_SALES, thread)
    second = asked(client, "and in 2023?", thread)
    third = asked(client, "What was Tesla's net income?", thread)

    assert last(first).startswith(NET_SALES_ANSWER)
    assert last(second).startswith("Apple Inc.’s net sales were $383,285 million in fiscal 2023")
    assert last(third).startswith("Not verifiable from the indexed documents: ")
    assert "tesla" in last(third).casefold()
    assert third["answer"]["status"] == "abstained"
    assert third["answer"]["figures"] == []
    assert third["answer"]["run_id"] != second["answer"]["run_id"]
    kept: Any = client.threads.get_state(thread)
    assert kept["next"] == []
    assert [m["type"] for m in kept["values"]["messages"]] == ["human", "ai"] * 3


def test_settings_of_one_run(client: SyncLangGraphClient) -> None:
    """What the form says holds: a day before the filing, and a company that the question does not name."""
    before = asked(client, NET_SALES, as_of="2023-01-01", offline=True)
    restricted = asked(client, "What were net sales in fiscal 2024?", companies=["AAPL"])

    assert before["answer"]["status"] == "abstained"
    assert before["answer"]["as_of"] == "2023-01-01"
    assert last(restricted).startswith(NET_SALES_ANSWER)


def test_a_review_waits_for_a_person(client: SyncLangGraphClient) -> None:
    """A run parks with what it would print, and goes on when somebody approves or rejects."""
    for decision, status in (("approve", "answered"), ("reject", "abstained")):
        thread = new_thread(client)

        parked = asked(client, NET_SALES, thread, review="always")
        (interrupted,) = parked["__interrupt__"]
        done: Any = client.runs.wait(
            thread, "research", command={"resume": {"decision": decision}}, context={"review": "always"}
        )

        assert interrupted["value"]["proven"] == [NET_SALES_ANSWER.removesuffix(" [1]")]
        assert interrupted["value"]["choices"] == ["approve", "edit", "reject", "more"]
        assert (done["answer"]["status"], bool(done["answer"]["figures"])) == (status, decision == "approve")


def test_a_model_that_is_not_there_costs_no_answer(client: SyncLangGraphClient) -> None:
    """With a model that nobody serves the offline analyst answers, and says so."""
    state = asked(client, NET_SALES, model="openai:nobody", frugal=False)

    assert state["answer"]["text"] == NET_SALES_ANSWER
    assert state["answer"]["written_by"] == "offline"
    assert any("openai" in note or "nobody" in note for note in state["answer"]["notes"])


def test_what_cannot_be_asked_is_said_in_the_thread(client: SyncLangGraphClient) -> None:
    """An empty and an oversized question are answered by their reason, and the thread goes on."""
    thread = new_thread(client)

    empty = asked(client, "  ", thread)
    long = asked(client, "a" * 100_000, thread)
    after = asked(client, NET_SALES, thread)

    assert last(empty).startswith("Not answered: the question is empty")
    assert last(long).startswith("Not answered: the question has 100,000 characters, at most 8,000 are read")
    assert last(after).startswith(NET_SALES_ANSWER)


def test_nothing_blocks_the_event_loop(client: SyncLangGraphClient, server: Server) -> None:
    """The server watches for calls that would hold up other runs; it has seen none, nor any other error."""
    asked(client, "What does Apple say about supply risks?")
    asked(client, NET_SALES)

    log = server.log.read_text(errors="replace")
    assert "BlockingError" not in log
    assert "Traceback" not in log


def test_the_server_leaves_nothing_in_the_repository(server: Server) -> None:
    """Its own state lies where it was started."""
    assert (server.log.parent / ".langgraph_api").is_dir()
    assert not (ROOT / ".langgraph_api").exists()


def test_the_graph_brings_no_checkpointer() -> None:
    """The server brings its own, and refuses a graph that has one."""
    assert graph.checkpointer is None
