"""Where a PDF page shows a table: rows with figures that stand in columns, and the heads above them."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tieout.tools.filings.pdfspots import Column, Spot, overlap, parted, placed, share_over, stacked
from tieout.tools.filings.pdfwords import Piece, Row
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
_SIGNS = frozenset({"$", "€", "£", "¥", "US$", "C$", "A$", "HK$", "($", "(€", "(£", "R$", "-$", "$(", "("})
_CLOSINGS = frozenset({")", "%", ")%", "%)", "p", "x", "bps", "pts", "pp"})


Grid = tuple[tuple[Spot, ...], ...]


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
        start = _heads(ready, at, columns, edge, floor)
        yield tuple(stacked(_lined([*ready[start:at], *stretch], columns, edge)))
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


def _columns(rows: Sequence[Row], edge: float) -> list[Column]:
    """Columns from the figures that stand above one another, in rows with more than one piece."""
    spans = sorted((piece.left, piece.right) for row in rows if len(row.pieces) > 1 for piece in _figures(row, edge))
    found: list[list[float]] = []
    for left, right in spans:
        if found and left < found[-1][1]:
            found[-1][1] = max(found[-1][1], right)
        else:
            found.append([left, right])
    return [Column(left, right) for left, right in found]


def _is_inside(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row has something at the columns or left of them; what stands beside a table alone is not of it."""
    first = row.pieces[0]
    return bool(columns) and (first.left < columns[0].left or any(overlap(first, column) for column in columns))


def _is_table(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether enough rows have figures, and enough of these stand in one column."""
    full = [row for row in rows if _figures(row)]
    if len(full) < _LEAST_ROWS and (len(full) < _LEAST_ROWS - 1 or len(columns) < _LEAST_ROWS - 1):
        return False
    if len(full) < _SHARE * len(rows) or not any(_is_label(row) for row in full):
        return False
    counts = [sum(overlap(piece, one) for row in full for piece in _figures(row)) for one in columns]
    return max(counts, default=0) >= min(_LEAST_ROWS, len(full))


def _is_label(row: Row) -> bool:
    """Whether a row begins with words."""
    first = row.pieces[0]
    return any(c.isalpha() for c in first.text) and not is_figure(first.text)


def _heads(rows: Sequence[Row], first: int, columns: Sequence[Column], edge: float, floor: int) -> int:
    """Where the rows begin that name the columns; not before `floor`."""
    start, at = first, first - 1
    while at >= max(floor, first - _MOST_HEADS):
        row, below = rows[at], rows[at + 1]
        if row.bottom - below.top > _HEAD_BREAK * row.height or _is_prose(row, columns[0].left):
            break
        over = any(share_over(piece, columns) >= _HALF for piece in row.pieces) or bool(parted(row, columns, edge))
        if not over and len(row.pieces) == 1 and row.pieces[0].right > columns[0].left:
            break  # a title reaches across
        if over:
            start = at
        at -= 1
    return start


def _lined(rows: Sequence[Row], columns: Sequence[Column], edge: float) -> Iterator[tuple[Spot, ...]]:
    """The rows in the grid; the lines of a label that stands in several are one label."""
    spots_of = placed(rows, columns, edge)
    held: list[int] = []
    """Lines that may be the beginning of the label in the next one."""
    for at, spots in enumerate(spots_of):
        is_label = spots[0].column == 0
        if is_label and held and _goes_on(rows[held[-1]], rows[at], spots_of[held[-1]][0], spots[0], columns):
            if len(spots) > 1:
                words = tuple(word for line in held for word in spots_of[line][0].words)
                spots[0] = Spot(0, spots[0].span, (*words, *spots[0].words))
                held = []
        else:
            yield from (tuple(spots_of[line]) for line in held)
            held = []
        if is_label and len(spots) == 1:
            held.append(at)
        else:
            yield from (tuple(spots_of[line]) for line in held)
            held = []
            yield tuple(spots)
    yield from (tuple(spots_of[line]) for line in held)


def _goes_on(row: Row, below: Row, first: Spot, second: Spot, columns: Sequence[Column]) -> bool:
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
