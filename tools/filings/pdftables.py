"""Where a PDF page shows a table: rows with figures that stand in columns, and the heads above them."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tieout.tools.filings.pdfwords import Piece, Row, Word
from tieout.tools.filings.tables import is_figure

_LEAST_ROWS = 3
_MOST_BETWEEN = 3
"""So many rows without figures may stand between two with figures."""
_MOST_HEADS = 6
_PROSE = 14
"""A row in one piece of more words is prose."""
_BREAK = 5.0
_HEAD_BREAK = 2.6
"""Gaps between rows, in heights of a line, that end a table or its heads."""
_SHARE = 0.35
_WRAP = 0.5
_FULL = 0.7
_HALF = 0.5
_INDENT = 3
_LEAST_HEAD = 3
"""Words of a head over several columns, such as "Nine Months Ended"."""
_REACH = 1.25
_LEADER = re.compile(r"[.·…_]+")
_SIGNS = frozenset({"$", "€", "£", "¥", "US$", "C$", "A$", "HK$", "($", "(€", "(£", "R$", "-$", "$(", "("})
_CLOSINGS = frozenset({")", "%", ")%", "%)", "p", "x", "bps", "pts", "pp"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: its grid column, its width, its words."""

    column: int
    span: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with single spaces, without the dots that lead from a label to its figures."""
        words = [word.text for word in self.words]
        while len(words) > 1 and _LEADER.fullmatch(words[-1]):
            words.pop()
        return " ".join(words)


Grid = tuple[tuple[Spot, ...], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the figures of a column stand."""

    left: float
    right: float


def grids(rows: Sequence[Row]) -> Iterator[Grid]:
    """The tables among the rows of one column of a page, from top to bottom."""
    at = floor = 0
    ready = [_signed(row) for row in rows]
    while at < len(ready):
        end = _end(ready, at) if _figures(ready[at]) else at
        edge = _edge(ready[at:end])
        columns = _columns(ready[at:end], edge)
        stretch = [row for row in ready[at:end] if _is_inside(row, columns)]
        if not _is_table(stretch, columns):
            at = max(end, at + 1)
            continue
        start = _heads(ready, at, columns, floor)
        yield tuple(_lined([*ready[start:at], *stretch], columns))
        at = floor = end


def _signed(row: Row) -> Row:
    """The row with currency signs and closing brackets joined to their figures."""
    pieces: list[Piece] = []
    for piece in row.pieces:
        joins = pieces and (
            (pieces[-1].text in _SIGNS and is_figure(piece.text.strip("()%")))
            or (piece.text in _CLOSINGS and is_figure(pieces[-1].text))
        )
        if joins:
            pieces[-1] = Piece((*pieces[-1].words, *piece.words))
        else:
            pieces.append(piece)
    return Row(tuple(pieces), row.bottom, row.top)


def _edge(rows: Sequence[Row]) -> float:
    """Where labels begin, with what they may be indented; what begins there is no figure."""
    lefts = [row.pieces[0].left for row in rows if _is_label(row)]
    return min(lefts) + _INDENT * rows[0].height if lefts else -math.inf


def _figures(row: Row, edge: float = -math.inf) -> list[Piece]:
    """The pieces that are figures; the first only where it does not stand among the labels."""
    found = [piece for piece in row.pieces[1:] if is_figure(piece.text)]
    first = row.pieces[0]
    if is_figure(first.text) and first.left > edge and (found or len(row.pieces) == 1):
        return [first, *found]
    return found


def _is_prose(row: Row, left: float) -> bool:
    """Whether a row is one long line that reaches over the figures, which begin at `left`."""
    return len(row.pieces) == 1 and len(row.pieces[0].words) > _PROSE and row.pieces[0].right > left


def _end(rows: Sequence[Row], start: int) -> int:
    """Where the rows that belong to a first row with figures end."""
    last, left = start, _figures(rows[start])[0].left
    for at in range(start + 1, len(rows)):
        gap = rows[at - 1].bottom - rows[at].top
        if gap > _BREAK * rows[at].height or at - last > _MOST_BETWEEN + 1 or _is_prose(rows[at], left):
            break
        figures = _figures(rows[at])
        if figures and (len(rows[at].pieces) > 1 or gap < rows[at].height):
            last, left = at, min(left, figures[0].left) if len(rows[at].pieces) > 1 else left
    return last + 1


def _columns(rows: Sequence[Row], edge: float) -> list[_Column]:
    """Columns from the figures that stand above one another, in rows with more than one piece."""
    spans = sorted((piece.left, piece.right) for row in rows if len(row.pieces) > 1 for piece in _figures(row, edge))
    found: list[list[float]] = []
    for left, right in spans:
        if found and left < found[-1][1]:
            found[-1][1] = max(found[-1][1], right)
        else:
            found.append([left, right])
    return [_Column(left, right) for left, right in found]


def _is_inside(row: Row, columns: Sequence[_Column]) -> bool:
    """Whether a row has something at the columns or left of them; what stands beside a table alone is not of it."""
    first = row.pieces[0]
    return bool(columns) and (first.left < columns[0].left or any(_overlap(first, column) for column in columns))


def _is_table(rows: Sequence[Row], columns: Sequence[_Column]) -> bool:
    """Whether enough rows have figures, and enough of these stand in one column."""
    full = [row for row in rows if _figures(row)]
    if len(full) < _LEAST_ROWS and (len(full) < _LEAST_ROWS - 1 or len(columns) < _LEAST_ROWS - 1):
        return False
    if len(full) < _SHARE * len(rows) or not any(_is_label(row) for row in full):
        return False
    counts = [sum(_overlap(piece, one) for row in full for piece in _figures(row)) for one in columns]
    return max(counts, default=0) >= min(_LEAST_ROWS, len(full))


def _is_label(row: Row) -> bool:
    """Whether a row begins with words."""
    first = row.pieces[0]
    return any(c.isalpha() for c in first.text) and not is_figure(first.text)


def _overlap(piece: Piece, column: _Column) -> bool:
    return piece.left < column.right and piece.right > column.left


def _heads(rows: Sequence[Row], first: int, columns: Sequence[_Column], floor: int) -> int:
    """Where the rows begin that name the columns; not before `floor`."""
    start, at = first, first - 1
    while at >= max(floor, first - _MOST_HEADS):
        row, below = rows[at], rows[at + 1]
        if row.bottom - below.top > _HEAD_BREAK * row.height or _is_prose(row, columns[0].left):
            break
        over = [piece for piece in row.pieces if _share_over(piece, columns) >= _HALF]
        if not over and len(row.pieces) == 1 and row.pieces[0].right > columns[0].left:
            break  # a title reaches across
        if over:
            start = at
        at -= 1
    return start


def _share_over(piece: Piece, columns: Sequence[_Column]) -> float:
    """The share of a piece's width that stands between the first and the last column that it touches."""
    over = [column for column in columns if _overlap(piece, column)]
    if not over:
        return 0.0
    width = min(piece.right, over[-1].right) - max(piece.left, over[0].left)
    return width / (piece.right - piece.left) if piece.right > piece.left else 0.0


def _placed(row: Row, columns: Sequence[_Column]) -> list[Spot]:
    """The pieces of a row in the grid: labels in column 0, figures from 1 on."""
    spots: list[Spot] = []
    is_head = not any(is_figure(piece.text) for piece in row.pieces)
    for piece in row.pieces:
        over = [number for number, column in enumerate(columns, start=1) if _overlap(piece, column)]
        if over and (spots or _share_over(piece, columns) >= _HALF):
            over = _reach(piece, columns, over) if is_head else over
            spot = Spot(over[0], over[-1] - over[0] + 1, piece.words)
        else:
            spot = Spot(sum(column.right <= piece.left for column in columns), 1, piece.words)
        if spots and spot.column < spots[-1].column + spots[-1].span:
            spot = _both(spots.pop(), spot)
        spots.append(spot)
    return spots


def _both(last: Spot, spot: Spot) -> Spot:
    """Two pieces in one cell."""
    span = max(last.span, spot.column + spot.span - last.column)
    return Spot(last.column, span, (*last.words, *spot.words))


def _reach(piece: Piece, columns: Sequence[_Column], over: list[int]) -> list[int]:
    """The columns that a head stands over, which is centred over more than its words touch."""
    if len(over) > 1 or len(piece.words) < _LEAST_HEAD:
        return over
    middle = (piece.left + piece.right) / 2
    reach = (piece.right - piece.left) * _REACH
    return [
        number
        for number, column in enumerate(columns, start=1)
        if number in over or abs((column.left + column.right) / 2 - middle) <= reach
    ]


def _lined(rows: Sequence[Row], columns: Sequence[_Column]) -> Iterator[tuple[Spot, ...]]:
    """The rows in the grid; the lines of a label that stands in several are one label."""
    placed = [_placed(row, columns) for row in rows]
    held: list[int] = []
    """Lines that may be the beginning of the label in the next one."""
    for at, spots in enumerate(placed):
        is_label = spots[0].column == 0
        if is_label and held and _goes_on(rows[held[-1]], rows[at], placed[held[-1]][0], spots[0], columns):
            if len(spots) > 1:
                words = tuple(word for line in held for word in placed[line][0].words)
                spots[0] = Spot(0, spots[0].span, (*words, *spots[0].words))
                held = []
        else:
            yield from (tuple(placed[line]) for line in held)
            held = []
        if is_label and len(spots) == 1:
            held.append(at)
        else:
            yield from (tuple(placed[line]) for line in held)
            held = []
            yield tuple(spots)
    yield from (tuple(placed[line]) for line in held)


def _goes_on(row: Row, below: Row, first: Spot, second: Spot, columns: Sequence[_Column]) -> bool:
    """Whether a label goes on in the next line: close below, in small letters, or after a line that is full."""
    if row.bottom - below.top > _WRAP * row.height or first.text.endswith(":"):
        return False
    room = columns[0].left - below.pieces[0].left
    is_full = row.pieces[-1].right - below.pieces[0].left > _FULL * room
    return second.text[:1].islower() or (is_full and not first.text.endswith("."))


def crossing(rows: Sequence[Row]) -> float:
    """The share of neighbouring pieces in these rows that the page's own order has in one line."""
    pairs = [(a.words[-1].line, b.words[0].line) for row in rows for a, b in pairwise(row.pieces)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0
