"""What is retrieved from a document: stretches that an encoder can take whole and that never cross a section."""

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
from tieout.tools.filings.lengths import BODY, stretches, tokens
from tieout.tools.filings.rendering import chunks
from tieout.tools.filings.sentences import sentences
from tieout.tools.filings.shown import Statement, statements
from tieout.tools.filings.tables import is_layout

_LEAST = 35
"""Fewer tokens join the passage before them, or the table after them."""
_LEAST_UNDER_HEADING = 70
"""A new heading ends a passage of at least so many tokens."""
_SLACK = 20
"""Tokens that a passage may have more, so that no few words stand alone."""
_OVERLAP = 40
"""Tokens of a paragraph's last sentence up to which it opens the next passage too, where the paragraph is cut."""


def passage_id(content_hash: str, start: int, end: int, kind: str) -> str:
    """The id of a passage: the same file gives the same ids."""
    return sha256(f"{content_hash}\x1f{start}\x1f{end}\x1f{kind}".encode()).hexdigest()[:32]


@dataclass(slots=True)
class _Prose:
    """Lines of prose that are being gathered."""

    heading: tuple[str, ...]
    start: int
    end: int
    tokens: int


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
        shown = statements([f"{table.title or ''}\n{page.text[table.start : table.end]}" for table in self._tables])
        self._shown = {table.index: kinds for table, kinds in zip(self._tables, shown, strict=True) if kinds}
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
        if self._prose is not None and self._prose.tokens < _LEAST:
            lead, self._prose = self._prose, None
        self._flush()
        self._release()
        for first, last, text in chunks(table, BODY - (_LEAST if lead is not None else 0)):
            if lead is not None:
                known = (table.title, f"({table.unit_line})", table.unit_line)
                above = self._page.text[lead.start : lead.end].split("\n")
                words = [line for line in above if line not in known and not self._furniture.has(line)]
                first, text, lead = lead.start, "\n".join([*words, text]), None  # noqa: PLW2901  # the first piece only
            self._add("table", path.names, first, last, text=text, shows=self._shown.get(table.index, ()))
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
        if tokens(text[start:end]) <= BODY:
            self._gather(start, end, path)
            return
        before: int | None = None
        for first, last in sentences(text[start:end]):
            for begin, stop in stretches(text[start + first : start + last]):
                self._gather(start + first + begin, start + first + stop, path, before)
                before = start + first + begin

    def _gather(self, start: int, end: int, path: Path, before: int | None = None) -> None:
        """Take a line, or a sentence of a long one; `before` is where the sentence before it begins."""
        text = self._page.text
        count = tokens(text[start:end])
        if self._prose is not None and self._prose.tokens + count > BODY:
            self._flush()
            again = tokens(text[before:start]) if before is not None else 0
            if before is not None and again <= min(_OVERLAP, BODY - count):
                start, count = before, count + again
        if self._prose is None:
            self._prose = _Prose(path.names, start, end, count)
            return
        self._prose.end = end
        self._prose.tokens += count
        if self._prose.tokens == count or len(self._prose.heading) < len(path.names):
            self._prose.heading = path.names

    def _flush(self, least: int = 0) -> None:
        """End the prose that is being gathered, unless it has fewer tokens than `least`."""
        prose, held = self._prose, self._held
        if prose is None or prose.tokens < least:
            return
        self._prose = None
        if held is not None and prose.tokens < _LEAST and held.tokens + prose.tokens <= BODY + _SLACK:
            held.end, held.tokens = prose.end, held.tokens + prose.tokens
            return
        self._release()
        self._held = prose

    def _release(self) -> None:
        """Add the prose that was held back for a rest that might follow."""
        prose, self._held = self._held, None
        if prose is not None:
            self._add("prose", prose.heading, prose.start, prose.end, text=self._page.text[prose.start : prose.end])

    def _add(
        self,
        kind: Literal["prose", "table"],
        heading: tuple[str, ...],
        start: int,
        end: int,
        *,
        text: str,
        shows: tuple[Statement, ...] = (),
    ) -> None:
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
                shows=shows,
                text=text.rstrip(),
                locator=locator,
            )
        )
