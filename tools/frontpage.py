"""What does the front page of a filing say of its registrant, and where? Labels and values of an SEC form's cover.

The covers of Forms 10-K and 10-Q print each value above its label, the securities as a table, and the rest as lines.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, get_args

from tieout.document import Document
from tieout.locator import Locator
from tieout.tools.filings.sentences import sentences

Item = Literal[
    "state of incorporation",
    "address of its principal executive offices",
    "telephone number",
    "employer identification number",
    "Commission file number",
    "listed securities",
    "period of the report",
    "shares outstanding",
]
ITEMS: Final[tuple[Item, ...]] = get_args(Item)
Range = tuple[int, int]

_FRONT = 14_000
_END = re.compile(
    r"documents\s+incorporated\s+by\s+reference|\bpart\s+i\b\s*\n|table of contents\n.*\bitem 1\b", re.IGNORECASE
)
_INCORPORATED = re.compile(
    r"\(?(?:state|jurisdiction)\b[^()\t\n]{0,40}\b(?:incorporation|organi[sz]ation)|\(?state or other jurisdiction",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\(?address(?:es)?\s+of\s+(?:\w+[’']?s?\s+)?principal\s+executive\s+offices?", re.IGNORECASE)
_LABEL = re.compile(r"^\(|jurisdiction|incorporat|organi[sz]ation|employer|identification|charter", re.IGNORECASE)
_EIN = re.compile(r"(?<![\d-])\d{2}-\d{7}(?!\d)")
_FILE = re.compile(r"commission\s+file\s+(?:number|no\.?)\s*:?\s*(?P<value>\d{1,3}-\d{3,6}(?:-\d\d)?)", re.IGNORECASE)
_PHONE = re.compile(r"\(?\d{3}\)?[\s\t-]{1,3}\d{3}-\d{4}")
_PHONED = re.compile(r"telephone\s+number", re.IGNORECASE)
_EXCHANGE = re.compile(r"name\s+of\s+(?:each\s+)?exchange\s+on\s+which", re.IGNORECASE)
_STOCK = re.compile(
    r"\b(?:common|ordinary|capital)\b|\bclass\s+[a-c]\b|\bshares?\b|\bunits?\b|\badss?\b", re.IGNORECASE
)
_REGISTERED = re.compile(r"securities\s+registered|indicate\s+by\s+check", re.IGNORECASE)
_PERIOD = re.compile(
    r"for\s+the\s+(?:fiscal\s+)?(?:year|quarter|quarterly\s+period)\s+ended:?\s+[A-Za-z]+\s+\d{1,2},?\s+\d{4}",
    re.IGNORECASE,
)
_SHARES = re.compile(r"(?<![\d.$])\d{1,3}(?:,\d{3}){2,3}(?![\d,])")
_OUTSTANDING = re.compile(r"\boutstanding\b|\bshares\s+of\s+(?:\w+\s+){0,4}common\s+stock\b", re.IGNORECASE)
_MARKET = re.compile(r"\bmarket\s+value\b|\bnon-?affiliates?\b", re.IGNORECASE)
_DATED = re.compile(r"[A-Z][a-z]+\s+\d{1,2},\s+\d{4}|\b\d{1,2}/\d{1,2}/\d{2,4}\b")
_MOST = 3
_LONGEST = 60


class Cell(NamedTuple):
    """A piece of a line between two tabs, and where the text has it."""

    text: str
    start: int
    end: int


Rows = Sequence[Sequence[Cell]]


def front_item(text: str, item: Item) -> tuple[Range, ...]:
    """The ranges of a filing's canonical text in which its front page gives something; empty where it does not."""
    front = text[:_FRONT]
    end = _END.search(front)
    rows = tuple(_rows(front[: end.start()] if end else front))
    found = _READERS[item](rows)
    return tuple(r for r in found if text[slice(*r)].strip())


def front_tail(at: Locator, document: Document, text: str) -> str | None:
    """What may stand between a company's name and the quotation of a place on its front page; None: it is no item."""
    if at.start is None or at.end is None or document.form is None or at.start > _FRONT:
        return None
    items = (item for item in ITEMS if (at.start, at.end) in front_item(text, item))
    return next((tail_of(document, item) for item in items), None)


def tail_of(document: Document, item: Item) -> str:
    """Which item of which front page, as it stands behind the company's name."""
    year = f" for fiscal {document.fiscal_year}" if document.fiscal_year and document.form == "10-K" else ""
    return f", {item} on the cover of its {document.form}{year}: "


def _rows(front: str) -> Iterator[tuple[Cell, ...]]:
    start = 0
    for line in front.split("\n"):
        cells, at = [], start
        for piece in line.split("\t"):
            bare = piece.strip()
            if bare:
                low = at + piece.index(bare)
                cells.append(Cell(bare, low, low + len(bare)))
            at += len(piece) + 1
        if cells:
            yield tuple(cells)
        start += len(line) + 1


def _line(row: Sequence[Cell]) -> str:
    return "\t".join(cell.text for cell in row)


def _span(row: Sequence[Cell]) -> Range:
    return row[0].start, row[-1].end


def _labelled(rows: Rows, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Row and column of each label; covers of two registrants have two."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if pattern.match(cell.text):
                yield number, column


def _incorporation(rows: Rows) -> tuple[Range, ...]:
    for number, column in _labelled(rows, _INCORPORATED):
        above = rows[number - 1] if number else ()
        if column < len(above) and len(above[column].text) <= _LONGEST and not re.search(r"\d", above[column].text):
            return ((above[column].start, above[column].end),)
    return ()


def _address(rows: Rows) -> tuple[Range, ...]:
    for number, _ in _labelled(rows, _ADDRESS):
        first = number
        while (
            first and number - first < _MOST and not (_LABEL.search(_line(rows[first - 1])) or _has_id(rows[first - 1]))
        ):
            first -= 1
        if first < number:
            return ((rows[first][0].start, rows[number - 1][-1].end),)
    return ()


def _has_id(row: Sequence[Cell]) -> bool:
    return _EIN.search(_line(row)) is not None


def _telephone(rows: Rows) -> tuple[Range, ...]:
    for number, row in enumerate(rows):
        for near in (row, rows[number - 1] if number else ()) if _PHONED.search(_line(row)) else ():
            cells = [cell for cell in near if re.search(r"\d{3}", cell.text)]
            if cells and (found := _PHONE.search(_line(cells))) is not None:
                first = cells[0].start + (found.start() if len(cells) == 1 else 0)
                return ((first, first + len(found[0])),) if len(cells) == 1 else ((first, cells[-1].end),)
    return ()


def _matched(rows: Rows, pattern: re.Pattern[str]) -> tuple[Range, ...]:
    for row in rows:
        for cell in row:
            if (found := pattern.search(cell.text)) is not None:
                low, high = found.span("value") if "value" in pattern.groupindex else found.span()
                return ((cell.start + low, cell.start + high),)
    return ()


def _securities(rows: Rows) -> tuple[Range, ...]:
    for number, row in enumerate(rows):
        if not _EXCHANGE.search(_line(row)):
            continue
        below = list(_listed(rows[number + 1 :]))
        above = list(_listed(reversed(rows[:number])))
        found = below or above
        stock = [
            r for r in found if _STOCK.search(r[0].text) and not re.search(r"\bnotes?\b", r[0].text, re.IGNORECASE)
        ]
        return tuple(_span(r) for r in (stock or found)[:_MOST])
    return ()


def _listed(rows: Sequence[Sequence[Cell]] | Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The rows of the table of securities, up to the next heading."""
    for row in rows:
        if _REGISTERED.search(_line(row)):
            return
        if len(row) >= _MOST:
            yield row


def _outstanding(rows: Rows) -> tuple[Range, ...]:
    """The sentences that count the shares, with their date; a head and the row below it where they are a table."""
    found: list[Range] = []
    for number, row in enumerate(rows):
        line, start = _line(row), row[0].start
        if len(row) == 1:
            found += [
                (start + low, start + high)
                for low, high in sentences(line)
                if _SHARES.search(line, low, high) and _OUTSTANDING.search(line) and not _MARKET.search(line[low:high])
            ]
        elif number and _SHARES.search(line) and _DATED.search(_line(rows[number - 1])):
            last = number
            while last + 1 < len(rows) and len(rows[last + 1]) > 1 and _SHARES.search(_line(rows[last + 1])):
                last += 1
            found += [(rows[number - 1][0].start, rows[last][-1].end)]
    return tuple(found[:_MOST])


_READERS: Final = {
    "state of incorporation": _incorporation,
    "address of its principal executive offices": _address,
    "telephone number": _telephone,
    "employer identification number": lambda rows: _matched(rows, _EIN),
    "Commission file number": lambda rows: _matched(rows, _FILE),
    "listed securities": _securities,
    "period of the report": lambda rows: _matched(rows, _PERIOD),
    "shares outstanding": _outstanding,
}
