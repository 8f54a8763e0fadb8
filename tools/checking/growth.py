"""Do the percentages of a table agree with the two levels beside them?

Which two columns a percentage compares is learned from the table: the pair with which most of its rows agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from tieout.checked import Finding
from tieout.tools.checking.board import Board, Line, Spot

_ENOUGH = 3
"""So many rows must agree."""
_MOST = 4
"""For each row that does not, so many agree."""
_COLUMNS = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    at: int
    printed: Spot
    later: Spot
    earlier: Spot

    @property
    def exact(self) -> Decimal:
        return (self.later.value - self.earlier.value) / abs(self.earlier.value) * 100

    @property
    def slack(self) -> Decimal:
        """What the rounding of the three may come to."""
        base = abs(self.earlier.value)
        levels = (self.later.unit + self.earlier.unit * abs(self.later.value) / base) / base * 50
        return levels + self.printed.unit / 2

    @property
    def holds(self) -> bool:
        return abs(self.printed.value - self.exact) <= self.slack

    @property
    def tells(self) -> bool:
        """Whether agreement is no accident."""
        return self.slack * 20 < max(abs(self.exact), Decimal(1)) or self.slack < 1


def growth(board: Board) -> Iterator[Finding]:
    """The printed percentages that their row's levels do not come to, where those of other rows do."""
    if len(board.columns) > _COLUMNS:
        return
    for number, column in enumerate(board.columns):
        others = [n for n in range(len(board.columns)) if n != number and _is_level(board.columns[n])]
        pairs = [_rows(column, board.columns[a], board.columns[b]) for a, b in permutations(others, 2)]
        best = max(pairs, key=lambda rows: sum(r.holds and r.tells for r in rows), default=[])
        held = [r for r in best if r.holds and r.tells]
        broken = [r for r in best if not r.holds]
        if len(held) < _ENOUGH or len(held) < _MOST * len(broken):
            continue
        for row in broken:
            if not any(r.at == row.at and r.holds for rows in pairs for r in rows):
                yield _finding(board.rows[row.at], row)


def _is_level(column: Line) -> bool:
    return column.adds and any(not s.relative for s in column.spots.values())


def _rows(printed: Line, later: Line, earlier: Line) -> list[_Row]:
    crossed = printed.spots.keys() & later.spots.keys() & earlier.spots.keys()
    return [
        _Row(at=at, printed=printed.spots[at], later=later.spots[at], earlier=earlier.spots[at])
        for at in sorted(crossed)
        if earlier.spots[at].value and not later.spots[at].relative and not earlier.spots[at].relative
    ]


def _finding(line: Line, row: _Row) -> Finding:
    exact = row.exact.quantize(min(row.printed.unit, Decimal(1)))
    return Finding(
        kind="growth",
        verdict="wrong",
        text=row.printed.text,
        spans=(row.printed.span, row.later.span, row.earlier.span),
        detail=f"{line.label or 'the change'} is printed as {row.printed.text}; "
        f"from {row.earlier.text} to {row.later.text} it is {exact}%",
    )
