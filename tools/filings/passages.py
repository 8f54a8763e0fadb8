"""What is retrieved from a document: stretches of about two hundred words that never cross a section."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from tieout.document import Document, Passage, Section, Table
from tieout.locator import Span
from tieout.tools.filings.canonical import Canonical
from tieout.tools.filings.captions import is_furniture
from tieout.tools.filings.facts import quote_hash
from tieout.tools.filings.headings import Path, is_heading
from tieout.tools.filings.rendering import chunks, is_layout
from tieout.tools.filings.sentences import sentences

WORDS = 200
"""About how long a passage is, in words."""
_TABLE_WORDS = 160
_LEAST = 30
"""A rest of fewer words joins the passage before it."""


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
        self, document: Document, page: Canonical, tables: Sequence[Table], sections: Sequence[Section]
    ) -> None:
        self._document, self._page = document, page
        self._tables = [table for table in tables if not is_layout(table)]
        self._sections = sections
        self._done: list[Passage] = []
        self._prose: _Prose | None = None
        self._name: str | None = None

    def cut(self) -> tuple[Passage, ...]:
        """All passages, in document order."""
        named = [(s.start, s.end, s.name, f"{s.name}. {s.title}".rstrip(". ")) for s in self._sections]
        for start, end, name, title in named or [(0, len(self._page.text), None, None)]:
            self._name = name
            self._section(start, end, Path(title))
        return tuple(self._done)

    def _section(self, start: int, end: int, path: Path) -> None:
        at = bisect_left(self._tables, start, key=lambda table: table.start)
        for table in self._tables[at:]:
            if table.start >= end:
                break
            self._lines(start, table.start, path)
            self._flush()
            for first, last, text in chunks(table, _TABLE_WORDS):
                self._add("table", path.names, first, last, text)
            path.text()
            start = table.end
        self._lines(start, end, path)
        self._flush()

    def _lines(self, start: int, end: int, path: Path) -> None:
        while start < end:
            stop = self._page.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            words = self._page.text[start:stop].strip()
            if words and not is_furniture(words):
                self._line(start, stop, path)
            start = stop + 1

    def _line(self, start: int, end: int, path: Path) -> None:
        text = self._page.text
        if is_heading(text[start:end], bold=self._page.is_bold(start, end)):
            self._flush(_LEAST)
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
        prose = self._prose
        if prose is None or prose.words < least:
            return
        self._prose = None
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
