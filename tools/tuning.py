"""Which parts of a search take part? All of them; an evaluation leaves one out to see what it is worth."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Tuning:
    """The parts of a search that work on a question, each of which can be left out."""

    filters: bool = True
    """Companies, years and forms that a question names restrict where is searched."""
    expansion: bool = True
    """A question is also asked in the words of statements: "capex" as "purchases of property"."""
    statements: bool = True
    """Pages that look like the statement that a question needs are raised; only together with the expansion."""
    rerank: bool = True
    """The first places are put in order by the local reranker."""
    facts: bool = True
    """Passages that hold the fact asked for are raised."""


EVERYTHING: Final = Tuning()
