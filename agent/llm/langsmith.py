"""How a run looks in LangSmith, which is on only when its own environment variables say so.

LangGraph posts runs by itself once `LANGSMITH_TRACING` is "true"; this gives them a name, tags and our verdicts.
Posting happens in a thread of the client's own: a slow or dead sink costs a question nothing, but a process that ends
waits for it, some ten seconds when nobody answers. Hence `flush` with a limit, and `LANGSMITH_USE_DAEMON=true`.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from langchain_core.runnables import RunnableConfig
from langchain_core.tracers.langchain import LangChainTracer
from langgraph.config import get_config
from langsmith.run_helpers import get_current_run_tree
from langsmith.run_trees import get_cached_client
from langsmith.utils import tracing_is_enabled

RUN_NAME = "tieout research"

Mark = str | int | float | bool | None


def run_config(run_id: UUID, *, tags: Sequence[str] = (), metadata: Mapping[str, Mark] | None = None) -> RunnableConfig:
    """The part of a run's configuration that names it; without tracing it does nothing.

    The trace in LangSmith has our run id.
    """
    return RunnableConfig(
        run_name=RUN_NAME,
        run_id=run_id,
        tags=["tieout", *tags],
        metadata={"tieout_run": str(run_id), **(metadata or {})},
    )


def annotate(marks: Mapping[str, Mark]) -> bool:
    """Add metadata to the whole run and to the node that calls this; False when nothing is traced."""
    node = get_current_run_tree()
    if node is None:
        return False
    node.add_metadata(dict(marks))
    for tracer in _tracers():
        root = tracer.run_map.get(str(node.trace_id))
        if root is not None and root.id != node.id:
            root.add_metadata(dict(marks))
    return True


def flush(seconds: float = 2.0) -> None:
    """Give traces this long to leave before the process ends; what has not left then is lost."""
    if tracing_is_enabled():
        get_cached_client().flush(timeout=seconds)


def _tracers() -> list[LangChainTracer]:
    handlers = getattr(get_config().get("callbacks"), "handlers", [])
    return [handler for handler in handlers if isinstance(handler, LangChainTracer)]
