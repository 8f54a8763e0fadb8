"""What is retrieved from a PDF: stretches of one page that an encoder can take whole, each under its headings."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.document import Document, Passage, Section, Table
from tieout.locator import Page, quote_hash
from tieout.tools.filings.furniture import Furniture
from tieout.tools.filings.lengths import BODY, stretches, tokens
from tieout.tools.filings.passages import passage_id
from tieout.tools.filings.pdfheadings import Headings
from tieout.tools.filings.rendering import chunks
from tieout.tools.filings.shown import statements

_LEAD = 40
"""Tokens above a table up to which they belong to it."""
_UNDER_HEADING = 80
"""A new heading ends a passage of at least so many tokens."""
_OVERLAP = 40
"""Tokens at the end of a passage up to which its last sentence opens the next one too."""
_SLACK = 25
"""Tokens that a passage may have more where a page would end with less than that."""
_BEHIND = frozenset({"Item 15", "Item 16", "Item 18", "Item 19"})
"""Items of forms behind which the financial statements stand."""
_STATEMENTS = "Financial Statements"
_ENDS = (".", ":", "!", "?", ";")


@dataclass(frozen=True, slots=True)
class PageRange:
    """A page's characters in the canonical text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of prose, or a stretch of a very long one."""

    start: int
    end: int
    tokens: int
    heading: tuple[str, ...]
    is_heading: bool
    ends: bool
    """Whether a sentence ends with it."""


class PdfPassages:
    """Cuts the pages of one document into passages."""

    def __init__(
        self,
        document: Document,
        text: str,
        sections: Sequence[Section],
        furniture: Furniture,
        pages: Sequence[PageRange],
    ) -> None:
        self._document, self._text, self._furniture = document, text, furniture
        self._sections, self._starts = sections, [section.start for section in sections]
        self._pages = pages
        texts = [text[page.start : page.end] for page in pages]
        self._shown = statements(texts)
        self._headings = Headings(texts, has_sections=bool(sections))
        self._at = 0
        self._in_statements = ""
        """The last item of a form, once its pages show the statements."""

    def cut(self, tables: Sequence[Table]) -> tuple[Passage, ...]:
        """All passages, in document order; none crosses a page."""
        at, done = 0, list[Passage]()
        for page, shows in zip(self._pages, self._shown, strict=True):
            self._headings.page()
            section = self._section(page.start)
            if shows and section is not None and section.name in _BEHIND:
                self._in_statements = section.name
            first = at
            while at < len(tables) and tables[at].start < page.end:
                at += 1
            passages = self._page(page, tables[first:at])
            done += [passage.model_copy(update={"shows": shows}) for passage in passages] if shows else list(passages)
        return tuple(done)

    def _page(self, page: PageRange, tables: Sequence[Table]) -> Iterator[Passage]:
        """The prose of a page in pieces, and its tables; a few words above a table belong to it."""
        start = page.start
        for table in tables:
            lines = self._lines(start, table.start)
            size = sum(line.tokens for line in lines)
            lead = lines[0].start if lines and size < _LEAD else None
            if lead is None:
                yield from self._prose(page.number, lines)
            yield from self._table(page.number, table, lead)
            start = table.end
        yield from self._prose(page.number, self._lines(start, page.end))

    def _lines(self, start: int, end: int) -> list[_Line]:
        """The lines between two places, running heads and feet left out, very long ones in stretches."""
        lines: list[_Line] = []
        while start < end:
            stop = self._text.find("\n", start, end)
            stop = end if stop < 0 else stop
            words = self._text[start:stop]
            if words.strip() and not self._furniture.has(words):
                self._open(start)
                is_heading = self._headings.line(words)
                for first, last in stretches(words):
                    heading = self._headings.names
                    ends = words[first:last].rstrip().endswith(_ENDS)
                    size = tokens(words[first:last])
                    lines.append(_Line(start + first, start + last, size, heading, is_heading, ends))
            start = stop + 1
        return lines

    def _open(self, start: int) -> None:
        """Note at which section a line stands."""
        at = bisect_right(self._starts, start)
        if at != self._at:
            self._at = at
            self._headings.section()

    def _table(self, number: int, table: Table, lead: int | None) -> Iterator[Passage]:
        heading = self._headings.names
        for first, last, rows in chunks(table, BODY - (_LEAD if lead is not None else 0)):
            shown, start = rows, first
            if lead is not None and (above := self._text[lead:first].strip()):
                known = (table.title, table.unit_line, f"({table.unit_line})")
                words = [line for line in above.split("\n") if line not in known and not self._furniture.has(line)]
                shown, start = "\n".join([*words, rows]), lead
            lead = None
            yield self._passage(number, start, last, heading, shown=shown)

    def _prose(self, number: int, lines: Sequence[_Line]) -> Iterator[Passage]:
        at = 0
        while at < len(lines):
            end = _fill(lines, at)
            yield self._passage(number, lines[at].start, lines[end - 1].end, lines[at].heading)
            at = _again(lines, at, end)

    def _section(self, start: int) -> Section | None:
        at = bisect_right(self._starts, start) - 1
        return self._sections[at] if at >= 0 else None

    def _titled(self, section: Section) -> str:
        if section.name == self._in_statements:
            return _STATEMENTS
        return f"{section.name}. {section.title}".rstrip(". ")

    def _passage(
        self, number: int, start: int, end: int, heading: tuple[str, ...], *, shown: str | None = None
    ) -> Passage:
        quoted = self._text[start:end].rstrip()
        end = start + len(quoted)
        hashed = self._document.content_hash
        section = self._section(start)
        headed = (self._titled(section),) if section else ()
        kind = "page" if shown is None else "table"
        return Passage(
            id=passage_id(hashed, start, end, kind),
            document=self._document.id,
            kind="page" if shown is None else "table",
            heading=(*headed, *(name for name in heading if name not in headed), f"Page {number}"),
            text=quoted if shown is None else shown,
            locator=Page(
                document=self._document.id,
                content_hash=hashed,
                quote_hash=quote_hash(quoted),
                section=section.name if section else None,
                start=start,
                end=end,
                page=number,
            ),
        )


def _fill(lines: Sequence[_Line], at: int) -> int:
    """Where a passage that begins at a line ends: full, and if it can be with a sentence or before a heading."""
    held, end = 0, at
    while end < len(lines) and (end == at or held + lines[end].tokens <= BODY):
        if lines[end].is_heading and held >= _UNDER_HEADING:
            return end
        held += lines[end].tokens
        end += 1
    rest = sum(line.tokens for line in lines[end:])
    if not rest or held + rest <= BODY + _SLACK:
        return len(lines)
    for cut in range(end, at, -1):
        kept = sum(line.tokens for line in lines[at:cut])
        if kept < held // 2:
            break
        if lines[cut].is_heading or (lines[cut - 1].ends and not lines[cut - 1].is_heading):
            return cut
    return end


def _again(lines: Sequence[_Line], at: int, end: int) -> int:
    """Where the next passage begins: with the last sentence of the one before, if it is short and goes on."""
    if end >= len(lines) or lines[end].is_heading:
        return end
    back, held = end, 0
    while back - 1 > at and held + lines[back - 1].tokens <= _OVERLAP and not lines[back - 1].is_heading:
        back -= 1
        held += lines[back].tokens
        if lines[back - 1].ends:
            return back
    return end
