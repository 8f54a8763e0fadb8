"""What are the pieces of a Markdown or plain text? Headings, paragraphs, list items, table cells, code."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tieout.checked import Block
from tieout.document import Table, TableCell
from tieout.tools.checking.paper import Paper, Piece, Place, stitched
from tieout.tools.checking.tabled import table_pieces
from tieout.tools.checking.visible import hidden, masked, visible

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_QUOTE = re.compile(r" {0,3}>\s?")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r" {0,3}\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_DIGITS = re.compile(r"\d[\d.,]*")
_SHOWN = 12
_BAR = re.compile(r"(?<!\\)\|")
_ALONE = re.compile(r"[^.;!?]{1,90}$")
_INTERRUPTS = re.compile(r"\s*(?:[-*+•]|1[.)])\s+(?=\S)")
_WIDEST = 4_000
"""Characters of a line that may be a table's."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def read_markdown(name: str, text: str, *, plain: bool = False) -> Paper:
    """The pieces of a Markdown or plain text; every character is in the paper's text as it is in the file.

    Args:
        name: what it is called.
        text: its characters.
        plain: whether it is no Markdown, so that nothing in it is hidden.
    """
    places = () if plain else hidden(text)
    pieces = tuple(_Pieces(masked(text, places)).read())
    numerals = [n[0] for start, end in places for n in _DIGITS.finditer(text, start, end)]
    note = f"{len(numerals)} numerals stand in hidden text, which is not checked: {', '.join(numerals[:_SHOWN])}"
    return Paper(name=name, text=text, pieces=pieces, hidden=places, notes=(note,) if numerals else ())


@dataclass
class _Pieces:
    """Walks over the lines of a text whose hidden characters are masked."""

    text: str
    heading: list[tuple[int, str]] = field(default_factory=list)
    tables: int = 0
    caption: str = ""

    def read(self) -> Iterator[Piece]:
        """All pieces in order."""
        lines = self._lines()
        at = 0
        while at < len(lines):
            step, pieces = self._next(lines, at)
            yield from pieces
            at += step

    def _lines(self) -> list[_Line]:
        found, start = [], 0
        for line in self.text.splitlines(keepends=True):
            found.append(_Line(start, start + len(line.rstrip("\r\n")), line.rstrip("\r\n")))
            start += len(line)
        return found

    def _next(self, lines: Sequence[_Line], at: int) -> tuple[int, list[Piece]]:
        """How many lines the next piece takes, and the pieces in them."""
        line = lines[at]
        if not line.text.strip():
            return 1, []
        if match := _HEADING.match(line.text):
            return 1, [self._head(line, len(match[1]))]
        if match := _FENCE.match(line.text):
            return self._fenced(lines, at, match[1])
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if "|" in line.text and "|" in following and len(following) < _WIDEST and _RULE.match(following):
            return self._table(lines, at)
        if _UNDERLINE.match(following) and _ALONE.match(line.text.strip()):
            return 2, [self._head(line, 1 if "=" in following else 2)]
        return self._paragraph(lines, at)

    def _head(self, line: _Line, level: int) -> Piece:
        self.heading = [h for h in self.heading if h[0] < level]
        start = line.start + len(line.text) - len(line.text.lstrip("# "))
        piece = self._piece([(start, max(start, line.end - len(line.text) + len(line.text.rstrip("# "))))], "heading")
        said = piece.visible.strip()
        self.heading.append((level, said))
        self.caption = said
        return piece

    def _fenced(self, lines: Sequence[_Line], at: int, fence: str) -> tuple[int, list[Piece]]:
        count = 1
        while at + count < len(lines) and not lines[at + count].text.lstrip().startswith(fence):
            count += 1
        inside = lines[at + 1 : at + count]
        pieces = [
            Piece(visible=one.text, start=one.start, end=one.end, block="code", heading=self._path())
            for one in inside
            if one.text.strip()
        ]
        return min(count + 1, len(lines) - at), pieces

    def _paragraph(self, lines: Sequence[_Line], at: int) -> tuple[int, list[Piece]]:
        count = 1
        while at + count < len(lines) and self._goes_on(lines[at + count].text):
            count += 1
        item = _ITEM.match(lines[at].text)
        places = [
            (one.start + self._lead(one.text, first=not number), one.end)
            for number, one in enumerate(lines[at : at + count])
        ]
        piece = self._piece(places, "item" if item else "paragraph")
        self.caption = piece.visible
        return count, [piece]

    def _lead(self, line: str, *, first: bool) -> int:
        """Characters of a line before its words: marks of a quotation, or of a list on the first line of its item."""
        quote = _QUOTE.match(line)
        start = quote.end() if quote else 0
        item = _ITEM.match(line, start) if first else None
        return item.end() if item else start + len(line[start:]) - len(line[start:].lstrip())

    def _goes_on(self, line: str) -> bool:
        return (
            bool(line.strip())
            and not (_HEADING.match(line) or _INTERRUPTS.match(line) or _FENCE.match(line))
            and not line.lstrip().startswith("|")
        )

    def _table(self, lines: Sequence[_Line], at: int) -> tuple[int, list[Piece]]:
        count = 2
        while at + count < len(lines) and _BAR.search(lines[at + count].text):
            count += 1
        rows = [self._cells(one) for n, one in enumerate(lines[at : at + count]) if n != 1]
        self.tables += 1
        table = Table(
            index=self.tables,
            start=lines[at].start,
            end=lines[at + count - 1].end,
            title=self.caption or None,
            rows=tuple(tuple(self._cell(n, place) for n, place in enumerate(row)) for row in rows if row),
        )
        return count, list(table_pieces(table, self.text, self._path(), visible))

    def _cell(self, column: int, place: Place) -> TableCell:
        return TableCell(column=column, text=visible(self.text, *place)[0].strip(), start=place[0], end=place[1])

    def _cells(self, line: _Line) -> list[Place]:
        """The ranges between the bars of a row."""
        bars = [m.start() for m in _BAR.finditer(line.text)]
        edges = [-1, *bars, len(line.text)]
        places = [(line.start + a + 1, line.start + b) for a, b in pairwise(edges)]
        if line.text.lstrip().startswith("|"):
            places = places[1:]
        if line.text.rstrip().endswith("|"):
            places = places[:-1]
        return places

    def _piece(self, places: Sequence[Place], block: Block) -> Piece:
        seen, runs = stitched((visible(self.text, *place) for place in places), " ")
        start, end = places[0][0], places[-1][1]
        return Piece(visible=seen, runs=runs, start=start, end=end, block=block, heading=self._path())

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.heading)
