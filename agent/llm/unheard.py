"""Who hears a model while it writes? Nobody that streams: what it writes is not proven yet."""

from langchain_core.callbacks import BaseCallbackHandler, BaseCallbackManager
from langchain_core.runnables import RunnableConfig, ensure_config
from langgraph.constants import TAG_NOSTREAM


def unheard(name: str, prompt: str) -> RunnableConfig:
    """The configuration of a model call whose words reach traces, but no stream of the graph's.

    LangGraph's stream of messages and LangChain's stream of events listen by callbacks that every call inside a node
    inherits. They are taken out; the tag, which only the stream of messages heeds, is for callers that put them back.
    """
    config = RunnableConfig(run_name=name, metadata={"prompt": prompt}, tags=[TAG_NOSTREAM])
    heard = ensure_config().get("callbacks")
    if isinstance(heard, BaseCallbackManager):
        quiet = heard.copy()
        for handler in (*heard.handlers, *heard.inheritable_handlers):
            if _streams(handler):
                quiet.remove_handler(handler)
        config["callbacks"] = quiet
    elif heard is not None:
        config["callbacks"] = [handler for handler in heard if not _streams(handler)]
    return config


def _streams(handler: BaseCallbackHandler) -> bool:
    """Whether a listener hands tokens on; all that do so can tap an iterator of outputs."""
    return hasattr(handler, "tap_output_aiter")
