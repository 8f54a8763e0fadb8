"""In which columns of a PDF's table do the pieces of its rows stand? Heads are centred over one or over several."""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.tools.filings.pdfwords import Piece, Row, Word
from tieout.tools.filings.tables import is_figure, is_year
from tieout.tools.filings.timing import timing

_HALF = 0.5
_LEAST_HEAD = 3
"""Words of a head over several columns, such as "Nine Months Ended"."""
_REACH = 1.25
_ALIGNED = 0.5
"""Heads whose middles are no farther apart than this, in heights of a line, are lines of one head."""
_CLOSE = 1.0
"""Lines of one head are no farther apart than this, in heights of a line."""
_LEADER = re.compile(r"[.·…_]+")


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

    @property
    def middle(self) -> float:
        """Half-way between its edges."""
        return (self.words[0].left + self.words[-1].right) / 2


@dataclass(frozen=True, slots=True)
class Column:
    """Where the figures of a column stand."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half-way between its edges."""
        return (self.left + self.right) / 2


def placed(rows: Sequence[Row], columns: Sequence[Column], edge: float = -math.inf) -> list[list[Spot]]:
    """The pieces of each row in the grid: labels in column 0, figures from 1 on.

    Args:
        rows: the rows of a table with its heads, from top to bottom.
        columns: where its figures stand.
        edge: where labels end to begin; a head that begins right of it is none of the labels.
    """
    found: list[list[Spot]] = []
    below: list[Spot] = []
    for row in reversed(rows):
        is_head = all(is_year(piece.text) or not is_figure(piece.text) for piece in row.pieces)
        spots = _heads(row, columns, edge, below) if is_head else list(_figures(row, columns))
        below = spots if is_head else []
        found.append(_apart(spots))
    return found[::-1]


def stacked(rows: Iterable[tuple[Spot, ...]]) -> list[tuple[Spot, ...]]:
    """The rows of a grid, where the lines of heads that stand one above the other are one head."""
    found: list[tuple[Spot, ...]] = []
    for row in rows:
        if found and _goes_on(found[-1], row):
            found[-1] = _joined(found[-1], row)
        else:
            found.append(row)
    return found


def _goes_on(above: tuple[Spot, ...], row: tuple[Spot, ...]) -> bool:
    """Whether two rows are lines of the same heads: none stands over another column than the one below it."""
    if not (_names_columns(above) and _names_columns(row)):
        return False
    height = row[0].words[0].height
    if above[0].words[-1].bottom - row[0].words[0].top > _CLOSE * height:
        return False
    places = [(one.column, one.span) for one in row]
    return all(
        (one.column, one.span) in places
        or not any(at < one.column + one.span and one.column < at + span for at, span in places)
        for one in above
    )


def _names_columns(row: tuple[Spot, ...]) -> bool:
    """Whether a row has heads, of words or of years, and no figures."""
    beyond = [one for one in row if one.column]
    return bool(beyond) and not any(is_figure(one.text) and not is_year(one.text) for one in row)


def _joined(above: tuple[Spot, ...], row: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Two rows of heads as one."""
    words: dict[tuple[int, int], tuple[Word, ...]] = {}
    for one in (*above, *row):
        at = (one.column, one.span)
        words[at] = (*words.get(at, ()), *one.words)
    return tuple(Spot(column, span, found) for (column, span), found in sorted(words.items()))


def share_over(piece: Piece, columns: Sequence[Column]) -> float:
    """The share of a piece's width that stands between the first and the last column that it touches."""
    over = [column for column in columns if overlap(piece, column)]
    if not over:
        return 0.0
    width = min(piece.right, over[-1].right) - max(piece.left, over[0].left)
    return width / (piece.right - piece.left) if piece.right > piece.left else 0.0


def overlap(piece: Piece, column: Column) -> bool:
    """Whether a piece stands above or below some of a column."""
    return piece.left < column.right and piece.right > column.left


def _figures(row: Row, columns: Sequence[Column]) -> Iterator[Spot]:
    """A row with figures: what stands over no column, or only begins to, is its label."""
    for at, piece in enumerate(row.pieces):
        over = _over(piece, columns)
        if over and (at or share_over(piece, columns) >= _HALF):
            yield Spot(over[0], over[-1] - over[0] + 1, piece.words)
        else:
            yield _beside(piece, columns)


def _heads(row: Row, columns: Sequence[Column], edge: float, below: Sequence[Spot]) -> list[Spot]:
    """A row that names columns: its heads are over those that they touch, or that the head's next line is over."""
    if shares := parted(row, columns, edge):
        return shares
    owned = [_own(row, at, columns) for at in range(len(row.pieces))]
    spots: list[Spot] = []
    for at, piece in enumerate(row.pieces):
        if owned[at] and (at or piece.left > edge or share_over(piece, columns) >= _HALF):
            others = {number for other, own in enumerate(owned) if other != at for number in own}
            is_line = not timing(piece.text).says and _next_line(piece, row, below) is not None
            over = owned[at] if is_line else _reach(piece, columns, owned[at], others)
            spots.append(Spot(over[0], over[-1] - over[0] + 1, piece.words))
        elif (line := _next_line(piece, row, below)) is not None and piece.left > edge:
            spots.append(Spot(line.column, line.span, piece.words))
        else:
            spots.append(_beside(piece, columns))
    return spots


def parted(row: Row, columns: Sequence[Column], edge: float) -> list[Spot]:
    """Heads of time that part all the columns among them, each in the middle over its share; none where they do not."""
    pieces = [piece for piece in row.pieces if piece.left > edge]
    if not 0 < len(pieces) < len(columns) or not all(_is_whole(piece.text) for piece in pieces):
        return []
    middles = [(piece.left + piece.right) / 2 for piece in pieces]
    nearest = [min(range(len(pieces)), key=lambda n: abs(middles[n] - one.middle)) for one in columns]
    pitch = (columns[-1].right - columns[0].left) / len(columns)
    spots = [_beside(piece, columns) for piece in row.pieces if piece.left <= edge]
    for number, piece in enumerate(pieces):
        own = [at for at, one in enumerate(nearest) if one == number]
        if not own or abs((columns[own[0]].left + columns[own[-1]].right) / 2 - middles[number]) > pitch * _HALF:
            return []
        spots.append(Spot(own[0] + 1, len(own), piece.words))
    return spots


def _is_whole(text: str) -> bool:
    """Whether a head says a day with its year, or a length of time, and nothing else."""
    said = timing(text)
    return not said.rest and not said.several and bool((said.month and said.year) or said.months)


def _own(row: Row, at: int, columns: Sequence[Column]) -> list[int]:
    """The columns that a head touches more than its neighbours do."""
    piece, others = row.pieces[at], (*row.pieces[:at], *row.pieces[at + 1 :])
    touched = _over(piece, columns)
    own = [n for n in touched if all(_width(piece, columns[n - 1]) > _width(one, columns[n - 1]) for one in others)]
    return [n for n in touched if own and own[0] <= n <= own[-1]] if own else touched


def _width(piece: Piece, column: Column) -> float:
    return min(piece.right, column.right) - max(piece.left, column.left) if overlap(piece, column) else 0.0


def _next_line(piece: Piece, row: Row, below: Sequence[Spot]) -> Spot | None:
    """The head in the line below that has the same middle."""
    middle = (piece.left + piece.right) / 2
    return next((one for one in below if one.column and abs(one.middle - middle) <= _ALIGNED * row.height), None)


def _over(piece: Piece, columns: Sequence[Column]) -> list[int]:
    return [number for number, column in enumerate(columns, start=1) if overlap(piece, column)]


def _beside(piece: Piece, columns: Sequence[Column]) -> Spot:
    return Spot(sum(column.right <= piece.left for column in columns), 1, piece.words)


def _reach(piece: Piece, columns: Sequence[Column], own: list[int], others: Collection[int]) -> list[int]:
    """The columns that a head stands over, which is centred over more than its words touch."""
    if len(own) > 1 or len(piece.words) < _LEAST_HEAD:
        return own
    middle = (piece.left + piece.right) / 2
    reach = (piece.right - piece.left) * _REACH
    near = {n for n, column in enumerate(columns, start=1) if abs(column.middle - middle) <= reach}
    found = own[0]
    while found - 1 in near - set(others):
        found -= 1
    last = own[0]
    while last + 1 in near - set(others):
        last += 1
    return list(range(found, last + 1))


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    """Spots that share a column as one cell."""
    found: list[Spot] = []
    for spot in spots:
        if found and spot.column < found[-1].column + found[-1].span:
            last = found.pop()
            span = max(last.span, spot.column + spot.span - last.column)
            found.append(Spot(last.column, span, (*last.words, *spot.words)))
        else:
            found.append(spot)
    return found
