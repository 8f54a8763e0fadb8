"""What is retrieved from a document: stretches of about two hundred words that never cross a section."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from tieout.document import Document, Passage, Section, Table
from tieout.locator import Span, quote_hash
from tieout.tools.filings.canonical import Canonical
from tieout.tools.filings.furniture import Furniture
from tieout.tools.filings.headings import Path, is_heading
from tieout.tools.filings.rendering import chunks
from tieout.tools.filings.sentences import sentences
from tieout.tools.filings.tables import is_layout

WORDS = 200
"""About how long a passage is, in words."""
_TABLE_WORDS = 160
_LEAST = 30
"""Fewer words join the passage before them, or the table after them."""
_LEAST_UNDER_HEADING = 60
"""A new heading ends a passage of at least so many words."""


def passage_id(content_hash: str, start: int, end: int, kind: str) -> str:
    """The id of a passage: the same file gives the same ids."""
    return sha256(f"{content_hash}\x1f{start}\x1f{end}\x1f{kind}".encode()).hexdigest()[:32]


@dataclass(slots=True)
class _Prose:
    """Lines of prose that are being gathered."""

    heading: tuple[str, ...]
    start: int
    end: int
    words: int


class Passages:
    """Cuts one document into passages."""

    def __init__(
        self,
        document: Document,
        page: Canonical,
        tables: Sequence[Table],
        sections: Sequence[Section],
        furniture: Furniture,
    ) -> None:
        self._document, self._page = document, page
        self._tables = [table for table in tables if not is_layout(table)]
        self._sections, self._starts = sections, {section.start for section in sections}
        self._furniture = furniture
        self._done: list[Passage] = []
        self._prose: _Prose | None = None
        self._held: _Prose | None = None
        self._name: str | None = None

    def cut(self) -> tuple[Passage, ...]:
        """All passages, in document order."""
        for section in self._sections:
            self._name = section.name
            self._section(section.start, section.end, Path(f"{section.name}. {section.title}".rstrip(". ")))
        if not self._sections:
            self._section(0, len(self._page.text), Path(None))
        return tuple(self._done)

    def _section(self, start: int, end: int, path: Path) -> None:
        at = bisect_left(self._tables, start, key=lambda table: table.start)
        for table in self._tables[at:]:
            if table.start >= end:
                break
            self._lines(start, table.start, path)
            self._table(table, path)
            start = table.end
        self._lines(start, end, path)
        self._flush()
        self._release()

    def _table(self, table: Table, path: Path) -> None:
        """Add a table in pieces; a few words above it belong to its first piece."""
        lead: _Prose | None = None
        if self._prose is not None and self._prose.words < _LEAST:
            lead, self._prose = self._prose, None
        self._flush()
        self._release()
        for first, last, text in chunks(table, _TABLE_WORDS):
            if lead is not None:
                known = (table.title, f"({table.unit_line})", table.unit_line)
                above = self._page.text[lead.start : lead.end].split("\n")
                words = [line for line in above if line not in known and not self._furniture.has(line)]
                first, text, lead = lead.start, "\n".join([*words, text]), None  # noqa: PLW2901  # the first piece only
            self._add("table", path.names, first, last, text)
        path.text()

    def _lines(self, start: int, end: int, path: Path) -> None:
        while start < end:
            stop = self._page.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            words = self._page.text[start:stop].strip()
            if words and self._furniture.has(words):
                self._flush(_LEAST)
            elif words:
                self._line(start, stop, path)
            start = stop + 1

    def _line(self, start: int, end: int, path: Path) -> None:
        text = self._page.text
        if is_heading(text[start:end], bold=self._page.is_bold(start, end)):
            self._flush(_LEAST_UNDER_HEADING)
            if start not in self._starts:
                path.heading(" ".join(text[start:end].split()))
            self._gather(start, end, path)
            return
        path.text()
        if len(text[start:end].split()) <= WORDS:
            self._gather(start, end, path)
            return
        for first, last in sentences(text[start:end]):
            self._gather(start + first, start + last, path)

    def _gather(self, start: int, end: int, path: Path) -> None:
        count = len(self._page.text[start:end].split())
        if self._prose is not None and self._prose.words + count > WORDS:
            self._flush()
        if self._prose is None:
            self._prose = _Prose(path.names, start, end, count)
            return
        self._prose.end = end
        self._prose.words += count
        if self._prose.words == count or len(self._prose.heading) < len(path.names):
            self._prose.heading = path.names

    def _flush(self, least: int = 0) -> None:
        """End the prose that is being gathered, unless it has fewer words than `least`."""
        prose, held = self._prose, self._held
        if prose is None or prose.words < least:
            return
        self._prose = None
        if held is not None and prose.words < _LEAST and held.words + prose.words <= WORDS + _LEAST:
            held.end, held.words = prose.end, held.words + prose.words
            return
        self._release()
        self._held = prose

    def _release(self) -> None:
        """Add the prose that was held back for a rest that might follow."""
        prose, self._held = self._held, None
        if prose is not None:
            self._add("prose", prose.heading, prose.start, prose.end, self._page.text[prose.start : prose.end])

    def _add(self, kind: Literal["prose", "table"], heading: tuple[str, ...], start: int, end: int, text: str) -> None:
        quotation = self._page.text[start:end].rstrip()
        end = start + len(quotation)
        content_hash = self._document.content_hash
        locator = Span(
            document=self._document.id,
            content_hash=content_hash,
            quote_hash=quote_hash(quotation),
            section=self._name,
            start=start,
            end=end,
        )
        self._done.append(
            Passage(
                id=passage_id(content_hash, start, end, kind),
                document=self._document.id,
                kind=kind,
                heading=heading,
                text=text.rstrip(),
                locator=locator,
            )
        )
