"""Tieout: a research agent for company filings whose every figure ties out: proven, or not printed."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tieout.agent.context import Context
    from tieout.agent.middleware import TieoutMiddleware
    from tieout.agent.workspace import Workspace, research
    from tieout.answer import Answer
    from tieout.document import Document, Passage
    from tieout.errors import TieoutError
    from tieout.fact import Fact, FactQuery
    from tieout.grid import Grid

__version__ = "0.1.0"

_PUBLIC = {
    "Answer": "tieout.answer",
    "Context": "tieout.agent.context",
    "Document": "tieout.document",
    "Fact": "tieout.fact",
    "FactQuery": "tieout.fact",
    "Grid": "tieout.grid",
    "Passage": "tieout.document",
    "TieoutError": "tieout.errors",
    "TieoutMiddleware": "tieout.agent.middleware",
    "Workspace": "tieout.agent.workspace",
    "research": "tieout.agent.workspace",
}

__all__ = [
    "Answer",
    "Context",
    "Document",
    "Fact",
    "FactQuery",
    "Grid",
    "Passage",
    "TieoutError",
    "TieoutMiddleware",
    "Workspace",
    "__version__",
    "research",
]


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that `import tieout` costs nothing."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'tieout' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
