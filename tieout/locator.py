"""Where in a document something stands, precisely enough to open it again."""

import hashlib
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tieout.model import Thing


class _Located(Thing):
    """Half-open character range `start:end` in the document's canonical text."""

    document: str
    """Document id."""
    content_hash: str
    """SHA-256 of the source bytes; a locator of another version does not open."""
    quote_hash: str
    """First 16 hex digits of the SHA-256 of the quotation."""
    section: str | None = None
    """Heading path's section, such as "Item 7" or "Item 8"."""
    start: int | None = None
    end: int | None = None

    @model_validator(mode="after")
    def _ranged(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("a locator has both ends or none")
        if self.start is not None and self.end is not None and not 0 <= self.start <= self.end:
            raise ValueError(f"not a range: {self.start}:{self.end}")
        return self


class CellAddress(Thing):
    """A cell of a table, all indices from 0, in the document's order of tables."""

    table: int = Field(ge=0)
    row: int = Field(ge=0)
    column: int = Field(ge=0)


class Span(_Located):
    """A stretch of prose."""

    kind: Literal["span"] = "span"


class Cell(_Located):
    """A table cell that carries no tag."""

    kind: Literal["cell"] = "cell"
    cell: CellAddress


class Tag(_Located):
    """An XBRL fact; a hidden one has no character range."""

    kind: Literal["tag"] = "tag"
    concept: str
    context: str
    cell: CellAddress | None = None
    """The table cell in which it is printed, if it is."""


class Page(_Located):
    """A range on a page of a PDF."""

    kind: Literal["page"] = "page"
    page: int = Field(ge=1)


class Turn(_Located):
    """A range within a speaker's turn of a call."""

    kind: Literal["turn"] = "turn"
    turn: int = Field(ge=0)
    speaker: str
    role: str | None = None
    time: str | None = None


Locator = Annotated[Span | Cell | Tag | Page | Turn, Field(discriminator="kind")]


def quote_hash(quotation: str) -> str:
    """What `quote_hash` holds for a quotation."""
    return hashlib.sha256(quotation.encode()).hexdigest()[:16]
