"""What is read: documents, their canonical text, tables and passages."""

from datetime import date, datetime
from hashlib import sha256
from typing import Literal, Self

from pydantic import Field, model_validator

from tieout.locator import Locator
from tieout.model import Thing
from tieout.period import FiscalSpan

TEXT_VERSION = 3
"""Version of the canonical text and its passages; a home whose documents have another one is read again.

Canonical text is Unicode NFC. What a browser would not show is left out. Runs of white space are one space.
Blocks are separated by one newline, cells of a table row by one tab, pages of a PDF by one form feed.
"""

CARE = "read with care: "
"""How a note of a document begins that every answer which cites it repeats."""


class Entity(Thing):
    """Whose document it is: an SEC filer, or a local name for anything else."""

    cik: str | None = Field(default=None, pattern=r"^\d{10}$")
    ticker: str | None = None
    name: str

    @property
    def key(self) -> str:
        """The CIK where there is one, else the name in lower case."""
        return self.cik or self.name.casefold()


class Document(Thing):
    """One source, as read: a filing, an exhibit, a transcript, or any other file."""

    id: str
    """The file's stem for local files."""
    entity: Entity
    kind: Literal["filing", "exhibit", "transcript", "market", "other"]
    title: str
    form: str | None = None
    accession: str | None = None
    fiscal_year: int | None = None
    fiscal_period: FiscalSpan | None = None
    fiscal_year_end: str | None = Field(default=None, pattern=r"^\d\d-\d\d$")
    """Month and day on which the fiscal year ends, as the filing states it."""
    period_end: date | None = None
    dated: date | None = None
    """The day that a document without a form bears: effective, revised, signed."""
    filed: date | None = None
    accepted: datetime | None = None
    url: str | None = None
    names: tuple[str, ...] = ()
    """What else its issuer is called in it, where no tags say who that is: short and former names, symbols."""
    content_hash: str
    """SHA-256 of the source bytes; `part_hash` of it where the source holds several documents."""
    text_version: int = TEXT_VERSION
    sample: bool = False
    """Whether it is a sample written around a real filing's figures, not a filing."""
    notes: tuple[str, ...] = ()
    """What the reader must say about it: statements in an exhibit that is not here, a truncated end."""

    @property
    def known_since(self) -> datetime | date | None:
        """Acceptance time, else filing date, else None: unknown."""
        return self.accepted or self.filed


class Section(Thing):
    """A part of a document, such as an item of a 10-K: half-open range in the canonical text."""

    name: str
    """Short name, such as "Item 7" or "Part I, Item 2"."""
    title: str
    start: int
    end: int
    sure: bool = True
    """False when its length or order is implausible."""


class TableCell(Thing):
    """One cell; `start:end` is its half-open range in the canonical text."""

    column: int
    """Grid column, spans counted."""
    span: int = 1
    text: str
    start: int
    end: int


class Table(Thing):
    """A table as printed: rows of non-empty cells, in order."""

    index: int
    start: int
    end: int
    section: str | None = None
    title: str | None = None
    """The heading or sentence just above it."""
    unit_line: str | None = None
    """Such as "In millions, except per share data"."""
    rows: tuple[tuple[TableCell, ...], ...]


class Passage(Thing):
    """What is retrieved: a stretch of one document's canonical text."""

    id: str
    """Hash of document content and range: the same file gives the same ids."""
    document: str
    kind: Literal["prose", "table", "turn", "page"]
    heading: tuple[str, ...] = ()
    """Heading path, outermost first."""
    shows: tuple[Literal["balance", "income", "cash_flow", "equity"], ...] = ()
    """The primary statements that its page shows, or its table where there are no pages."""
    text: str
    locator: Locator

    @property
    def page(self) -> int | None:
        """The 1-based page of a PDF passage, else None."""
        return self.locator.page if self.locator.kind == "page" else None

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if self.locator.start is None:
            raise ValueError("a passage stands somewhere in its document")
        return self


def part_hash(content_hash: str, number: int, total: int) -> str:
    """The content hash of document `number`, from 0, of a source with several."""
    return sha256(f"{content_hash} {number}/{total}".encode()).hexdigest()
