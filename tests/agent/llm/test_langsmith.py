"""A traced run has our name, tags and verdicts, and a broken sink costs it nothing."""

import gc
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import pytest
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langsmith import utils
from langsmith.run_trees import get_cached_client
from typing_extensions import TypedDict

from tests.loopback import Reply, Request, ScriptedServer
from tieout.agent.llm.langsmith import Mark, annotate, flush, run_config

RUN = UUID("01890000-0000-7000-8000-000000000001")
INFO = {
    "version": "0.11",
    "batch_ingest_config": {
        "use_multipart_endpoint": True,
        "size_limit": 100,
        "size_limit_bytes": 20_971_520,
        "scale_up_qsize_trigger": 1000,
        "scale_up_nthreads_limit": 16,
        "scale_down_nempty_trigger": 4,
    },
}
"""As the LangSmith server describes itself."""


class Counting(TypedDict):
    """A state with one number."""

    count: int


def research() -> CompiledStateGraph[Counting, None, Counting, Counting]:
    """A graph of two nodes whose last one records verdicts, as ours does."""

    async def draft(state: Counting) -> Counting:
        return {"count": state["count"] + 1}

    async def trace(state: Counting) -> Counting:
        annotate({"tieout_status": "partial", "tieout_verified": 3, "tieout_withheld": 1})
        return state

    builder = StateGraph(Counting)
    builder.add_node("draft", draft)
    builder.add_node("trace", trace)
    builder.add_edge(START, "draft")
    builder.add_edge("draft", "trace")
    builder.add_edge("trace", END)
    return builder.compile()


def sink(request: Request) -> Reply:
    return Reply.json(INFO if request.path.endswith("/info") else {}, status=200 if "info" in request.path else 202)


@pytest.fixture
def tracing(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """LangSmith's environment, with its caches of it emptied before and after.

    What the client's threads log after a test of a bad sink is not heard in the tests that come next.
    """
    logging.getLogger("langsmith").setLevel(logging.CRITICAL)
    for name, value in {"TRACING": "true", "API_KEY": "lsv2_secret", "USE_DAEMON": "true"}.items():
        monkeypatch.setenv(f"LANGSMITH_{name}", value)
    _forget()
    yield monkeypatch
    _forget()


def _forget() -> None:
    import langsmith.run_trees as trees

    if trees._CLIENT is not None:
        trees._CLIENT.close(timeout=1)
    trees._CLIENT = None
    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]  # it is cached, whatever its overloads say
    utils.get_tracer_project.cache_clear()
    gc.collect()


async def ran(tags: Sequence[str] = (), metadata: Mapping[str, Mark] | None = None) -> float:
    """Seconds of one run of the graph."""
    begun = time.perf_counter()
    result = await research().ainvoke({"count": 1}, run_config(RUN, tags=tags, metadata=metadata))
    assert result == {"count": 2}
    return time.perf_counter() - begun


async def test_a_run_is_posted_with_name_tags_and_verdicts(tracing: pytest.MonkeyPatch) -> None:
    """The real client posts the run under our id; verdicts are on the whole run and on the node, the key in neither."""
    with ScriptedServer(always=sink) as server:
        tracing.setenv("LANGSMITH_ENDPOINT", server.url)
        await ran(tags=["offline"], metadata={"tieout_analyst": "offline"})
        flush(60.0)
        posted = b"".join(request.body for request in server.requests if request.path.endswith("/runs/multipart"))
        keys = {request.headers["x-api-key"] for request in server.requests}

    run = posted.partition(f'name="post.{RUN}"'.encode())[2].partition(b"\r\n\r\n")[2].partition(b"\r\n")[0]
    extra = posted.partition(f'name="post.{RUN}.extra"'.encode())[2].partition(b"\r\n\r\n")[2].partition(b"\r\n")[0]
    assert b'"name":"tieout research"' in run
    assert sorted(word for word in (b'"tieout"', b'"offline"') if word in run) == [b'"offline"', b'"tieout"']
    assert b'"tieout_status":"partial"' in extra
    assert b'"tieout_verified":3' in extra
    assert f'"tieout_run":"{RUN}"'.encode() in extra
    assert b'"tieout_analyst":"offline"' in extra
    assert posted.count(b'"tieout_withheld":1') == 2
    assert keys == {"lsv2_secret"}
    assert b"lsv2_secret" not in posted


async def test_without_its_variables_nothing_is_traced(tracing: pytest.MonkeyPatch) -> None:
    """A key alone does not start tracing, and annotating then does nothing."""
    with ScriptedServer() as server:
        tracing.setenv("LANGSMITH_ENDPOINT", server.url)
        tracing.delenv("LANGSMITH_TRACING")
        await ran()
        flush()

    assert annotate({"tieout_status": "answered"}) is False
    assert server.requests == []


@pytest.mark.parametrize("reply", [Reply(delay=60.0), Reply(status=500), Reply(status=401)])
async def test_a_bad_sink_does_not_reach_the_run(
    tracing: pytest.MonkeyPatch, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    """A slow, failing or refusing sink neither fails the run nor holds it up, and flushing ends at its limit."""
    caplog.set_level(logging.CRITICAL)
    with ScriptedServer(always=reply) as server:
        tracing.setenv("LANGSMITH_ENDPOINT", server.url)
        seconds = await ran()
        begun = time.perf_counter()
        flush(0.3)
        waited = time.perf_counter() - begun

    assert seconds < 30.0
    assert waited < 30.0


async def test_a_sink_that_is_not_there_does_not_reach_the_run(tracing: pytest.MonkeyPatch, nowhere: str) -> None:
    """A refused connection is LangSmith's matter alone."""
    tracing.setenv("LANGSMITH_ENDPOINT", nowhere)

    assert await ran() < 30.0
    assert get_cached_client().api_url == nowhere
