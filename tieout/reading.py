"""What a reader makes of one file: everything that ingestion keeps."""

from tieout.document import Document, Passage, Section, Table
from tieout.fact import Fact
from tieout.model import Thing


class Reading(Thing):
    """One file, read completely; facts, tables and passages in document order."""

    document: Document
    text: str
    """Canonical text; every locator's range is a range of it."""
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    passages: tuple[Passage, ...] = ()
    facts: tuple[Fact, ...] = ()
