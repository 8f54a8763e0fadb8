"""From files to documents, passages and facts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tieout.tools.filings.reader import read

__all__ = ["read"]


def __getattr__(name: str) -> object:
    """Import the reader at its first use: who needs the sentences of a text needs no parser."""
    if name != "read":
        raise AttributeError(f"module 'tieout.tools.filings' has no attribute {name!r}")
    from tieout.tools.filings.reader import read  # noqa: PLC0415  # at its first use

    return read
