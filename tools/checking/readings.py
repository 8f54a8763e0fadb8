"""What are the pieces of an HTML page or a PDF? Those of its canonical text: paragraphs under headings, and tables."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tieout.reading import Reading
from tieout.tools.checking.paper import Paper, Piece
from tieout.tools.checking.tabled import table_pieces
from tieout.tools.filings.reader import read_all
from tieout.tools.filings.sniff import decoded, load
from tieout.tools.filings.tables import is_layout

_LINE = re.compile(r"[^\n\f]+")
_PARTED = re.compile(
    r"(?<![\d.,])(?P<low>\d[\d.,]{0,30})"
    r"(?:<(?P<tag>[a-z][a-z0-9]{0,20})\b[^<>]{0,300}?(?:\bhidden\b|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)"
    r"[^<>]{0,300}>[^<]{0,60}</(?P=tag)\s*>|<!--[^<>]{0,200}-->|[\u200b-\u200d\u2060\ufeff\u00ad]|"
    r"&(?:#8203|#x200b|zwnj|zwj|shy|ZeroWidthSpace);){1,9}(?P<high>[\d.,]{1,30})",
    re.IGNORECASE,
)
_WHOLE_HEADING = 200


def read_filing(path: Path) -> Paper:
    """The canonical text of a file that ingestion reads, too; of several documents one after the other."""
    text, pieces = "", list[Piece]()
    split = parted(path)
    for reading in read_all(path):
        offset = len(text) + 1 if text else 0
        text = f"{text}\n{reading.text}" if text else reading.text
        pieces += [replace(piece.moved(offset), parted=split) for piece in _pieces(reading)]
    return Paper(name=path.name, text=text, pieces=tuple(pieces))


def parted(path: Path) -> frozenset[str]:
    """Numerals of a page with a hidden element, or a character without width, between their digits."""
    data = load(path)
    if data.lstrip()[:1] != b"<":
        return frozenset()
    found = _PARTED.finditer(decoded(path, data))
    return frozenset(match["low"] + match["high"] for match in found)


def _pieces(reading: Reading) -> Iterator[Piece]:
    text, headings, at = reading.text, _Headings(reading), 0
    for table in sorted(reading.tables, key=lambda one: one.start):
        if is_layout(table) or table.start < at:
            continue
        yield from _prose(text, at, table.start, headings)
        yield from table_pieces(table, text, headings.at(table.start))
        at = table.end
    yield from _prose(text, at, len(text), headings)


def _prose(text: str, start: int, end: int, headings: "_Headings") -> Iterator[Piece]:
    for line in _LINE.finditer(text, start, end):
        if not line[0].strip():
            continue
        path = headings.at(line.start())
        said = line[0].strip()
        is_heading = len(said) < _WHOLE_HEADING and said in headings.words
        yield Piece(
            visible=line[0].replace("\t", " "),
            start=line.start(),
            end=line.end(),
            block="heading" if is_heading else "paragraph",
            heading=tuple(h for h in path if h != said) if is_heading else path,
        )


class _Headings:
    """Under which headings each place of a document stands, as its passages say."""

    def __init__(self, reading: Reading) -> None:
        places = [(p.locator.start, p.heading) for p in reading.passages if p.locator.start is not None]
        self._starts: Sequence[int] = [start for start, _ in places]
        self._paths = [path for _, path in places]
        self.words = {word for path in self._paths for word in path}

    def at(self, start: int) -> tuple[str, ...]:
        """The headings, outermost first."""
        number = bisect_right(self._starts, start) - 1
        return self._paths[number] if number >= 0 else ()
