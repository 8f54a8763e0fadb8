"""Which numbers do the tables of a paper hold, by row and column?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tieout.tools.checking.paper import Paper, Piece, Place
from tieout.tools.figures.grammar import Reading, figures

_YEARS = range(1900, 2200)
_SPLIT = re.compile(r"\s*[$€£¥]?\s*\(\s*[$€£¥]?\s*\d[\d,.]*\s*$")
"""A number in brackets whose closing bracket stands in a cell of its own."""
_RELATIVE = re.compile(r"%|\bpercent|\bpp\b|\bbps\b|\brates?\b|\bratio\b|\bmargin\s+%", re.IGNORECASE)
_APART = re.compile(r"\baverage\b|\bexercise\s+price|\bEPS\b|\byears?\)|\bindex\b", re.IGNORECASE)
"""What is no amount that could be added up."""
_PER_SHARE = re.compile(r"\bper\b[^.]{0,30}\b(?:shares?|unit|ADS|option|warrant)\b", re.IGNORECASE)
"""So too, where its numbers have a fraction: "dividends ($0.24 per share)" in whole millions are an amount."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """One number of a table, as printed."""

    value: Decimal
    """With its sign; unscaled."""
    unit: Decimal
    """One unit of its last printed digit."""
    text: str
    span: Place
    """In the paper's text."""
    scale: Decimal = Decimal(1)
    """The power of ten that its table states."""
    relative: bool = False
    """Whether it is a percentage or a multiple."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A row, or a column: what it is called, and its numbers by what crosses it."""

    label: str
    spots: Mapping[int, Spot]
    adds: bool = True
    """Whether its numbers are amounts that may be added up."""
    under: tuple[str, ...] = ()
    """Of a row: the rows that head it, outermost first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """The numbers of one table."""

    table: int
    caption: str
    heading: tuple[str, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]

    @property
    def row_labels(self) -> tuple[str, ...]:
        """What its rows are called, top down."""
        return tuple(row.label for row in self.rows)


def boards(paper: Paper) -> tuple[Board, ...]:
    """The tables of a paper that hold numbers, in its order."""
    tables: dict[int, list[Piece]] = defaultdict(list)
    for piece in paper.pieces:
        if piece.block == "cell" and piece.table is not None:
            tables[piece.table].append(piece)
    return tuple(board for number, pieces in tables.items() if (board := _board(number, pieces)) is not None)


def _board(number: int, pieces: Iterable[Piece]) -> Board | None:
    spots: dict[tuple[int, int], Spot] = {}
    rows: dict[int, str] = {}
    under: dict[int, tuple[str, ...]] = {}
    columns: dict[int, str] = {}
    caption = ""
    heading: tuple[str, ...] = ()
    for piece in pieces:
        spot = spot_of(piece)
        if spot is None:
            continue
        spots[piece.at] = spot
        rows.setdefault(piece.at[0], piece.row)
        under.setdefault(piece.at[0], piece.under)
        columns[piece.at[1]] = columns.get(piece.at[1]) or piece.column
        caption, heading = caption or piece.caption, piece.heading
    if not spots:
        return None
    across = {c: n for n, c in enumerate(sorted(columns))}
    down = {r: n for n, r in enumerate(sorted(rows))}
    by_row: dict[int, dict[int, Spot]] = defaultdict(dict)
    by_column: dict[int, dict[int, Spot]] = defaultdict(dict)
    for (r, c), spot in sorted(spots.items()):
        by_row[r][across[c]] = by_column[c][down[r]] = spot
    return Board(
        table=number,
        caption=caption,
        heading=heading,
        rows=tuple(_line(rows[r], by_row[r], under[r]) for r in down),
        columns=tuple(_line(columns[c], by_column[c]) for c in across),
    )


def _line(label: str, spots: Mapping[int, Spot], under: tuple[str, ...] = ()) -> Line:
    bare = all(s.value in _YEARS and s.unit == 1 and s.text.strip().isdigit() for s in spots.values())
    broken = _PER_SHARE.search(label) and any(s.unit < 1 for s in spots.values())
    adds = not (bare or broken or _RELATIVE.search(label) or _APART.search(label))
    return Line(label=label, spots=spots, adds=adds and not all(s.relative for s in spots.values()), under=under)


def spot_of(piece: Piece) -> Spot | None:
    """The one number of a cell; None where it holds none or several. A dash is no number."""
    found = [r for r in figures(piece.visible) if any(map(str.isdigit, r.text))]
    one, value = (found[0], found[0].value) if len(found) == 1 else (None, None)
    if one is None or value is None:
        return _year(piece, found)
    return Spot(
        value=-value if _SPLIT.match(piece.visible) and value > 0 else value,
        unit=one.precision,
        text=piece.visible.strip(),
        span=piece.span(one.start, one.end),
        scale=piece.scale,
        relative=one.unit in {"percent", "points", "pure"},
    )


def _year(piece: Piece, found: list[Reading]) -> Spot | None:
    """A cell of nothing but four digits that read as a year is a number where it stands among numbers."""
    text = piece.visible.strip()
    if len(found) != 1 or not text.isdigit() or int(text) not in _YEARS:
        return None
    return Spot(value=Decimal(text), unit=Decimal(1), text=text, span=piece.span(found[0].start, found[0].end))
