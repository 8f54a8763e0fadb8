"""Do the tables of a paper add up, down their columns and across their rows?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from tieout.checked import Finding, FindingKind, FindingVerdict
from tieout.tools.checking.board import Board, Line
from tieout.tools.checking.paper import Place
from tieout.tools.checking.slips import is_slip
from tieout.tools.checking.totals import LEFT, TOTAL, Addition, Sum, additions, weigh

_MANY = 3
"""Other columns in which a sum must hold where its line does not call itself a total."""
_FEW_PARTS = 4
_TWO = 2
_SOME = 12
_LONGEST = 1500
"""A table with more rows is a list of data; looking for its sums would take minutes."""


def footing(board: Board) -> tuple[Finding, ...]:
    """What does not add up in a table, and what adds up only as far as rounding allows.

    Nothing is said of a total whose way of adding no other column or row shows, except where one digit, or two
    digits in the wrong order, explain why a line that calls itself a total misses the plain sum above it.
    """
    if len(board.rows) > _LONGEST or len(board.columns) > _LONGEST:
        return ()
    down = additions(board.rows)
    found = [
        *_findings(board.rows, board.columns, down, "footing"),
        *_findings(board.columns, board.rows, additions(board.columns), "cross_footing"),
        *_alone(board.rows, board.columns, down),
    ]
    return tuple(_crossed(board, found))


def _findings(
    lines: Sequence[Line], across: Sequence[Line], found: Sequence[Addition], kind: FindingKind
) -> Iterator[Finding]:
    for one in found:
        signs = [sign for _, sign in one.parts]
        straight = kind == "footing" or (len(signs) < _FEW_PARTS and len(set(signs[1:])) == 1)
        for spot in one.sums:
            if not spot.difference or not across[spot.at].adds:
                continue
            if spot.holds:
                yield _finding(lines[one.total], across[spot.at], spot, kind, "rounding")
            elif (straight or set(signs) == {1}) and _is_sure(lines, one, spot):
                yield _finding(lines[one.total], across[spot.at], spot, kind, "wrong")


def _is_sure(lines: Sequence[Line], one: Addition, spot: Sum) -> bool:
    """Whether nothing but an error explains that a sum does not hold here while it holds elsewhere."""
    exact = [s for s in one.held if not s.difference]
    label = lines[one.total].label
    fewest = 1 if TOTAL.match(label) or LEFT.search(label) else _MANY
    if len(exact) * 2 < len(one.held) or len(exact) < fewest:
        return False
    if spot.total.unit not in {s.total.unit for s in one.held}:
        return False
    known = {n for n, _ in one.parts if any(s.at in lines[n].spots and lines[n].spots[s.at].value for s in one.held)}
    here = {n for n, _ in one.parts if spot.at in lines[n].spots and lines[n].spots[spot.at].value}
    return here <= known and not _is_explained(lines, one, spot)


def _is_explained(lines: Sequence[Line], one: Addition, spot: Sum) -> bool:
    """Whether the difference is a part, another number of this place, or one of these lines that is not summed."""
    inside = {one.total, *(n for n, _ in one.parts)}
    others = [line.spots[spot.at].value for n, line in enumerate(lines) if n not in inside and spot.at in line.spots]
    parts = [s.value for s in spot.parts]
    sizes = [abs(v) for v in (*others, *parts, *_apart(lines, one, inside)) if v]
    return any(abs(abs(spot.difference) - size) <= spot.slack for size in sizes)


def _apart(lines: Sequence[Line], one: Addition, inside: Iterable[int]) -> Iterator[Decimal]:
    """Numbers of the lines of a sum where nothing is summed, alone, by twos and all: not every item has every part."""
    summed = {s.at for s in one.sums}
    for line in (lines[n] for n in inside):
        alone = [s.value for at, s in line.spots.items() if at not in summed]
        yield from alone
        yield sum(alone, Decimal(0))
        if len(alone) <= _SOME:
            yield from (a + b for a, b in combinations(alone, 2))


def _alone(lines: Sequence[Line], across: Sequence[Line], found: Sequence[Addition]) -> Iterator[Finding]:
    """Totals of a table with a single column of amounts, where a slip explains the difference."""
    columns = [n for n, line in enumerate(across) if line.adds and len(line.spots) > _TWO]
    if len(columns) != 1:
        return
    done = {one.total for one in found}
    for at, line in enumerate(lines):
        if at in done or not TOTAL.match(line.label) or columns[0] not in line.spots:
            continue
        above = [n for n in range(at) if lines[n].adds and columns[0] in lines[n].spots]
        if len(above) <= 1 or any(TOTAL.match(lines[n].label) for n in above):
            continue
        one = weigh(lines, at, [(n, 1) for n in above], 1)
        for spot in one.broken:
            if is_slip(spot.total.value, spot.total.value - spot.difference, spot.total.unit):
                yield _finding(line, across[spot.at], spot, "footing", "wrong")


def _finding(line: Line, across: Line, spot: Sum, kind: FindingKind, verdict: FindingVerdict) -> Finding:
    label = line.label.strip(" :") or spot.total.text
    where = f"{label} ({across.label.strip(' :')})" if across.label.strip(" :") else label
    added = spot.total.value - spot.difference
    off = f"{abs(spot.difference):,f} {'more' if spot.difference > 0 else 'less'}"
    why = ", as rounding allows" if verdict == "rounding" else ""
    return Finding(
        kind=kind,
        verdict=verdict,
        text=spot.total.text,
        spans=(spot.total.span, *(p.span for p in spot.parts)),
        detail=f"{where} is printed as {spot.total.text}; its {len(spot.parts)} parts come to {_shown(added, spot)}: "
        f"{off}{why}",
    )


def _shown(value: Decimal, spot: Sum) -> str:
    unit = min([spot.total.unit, *(p.unit for p in spot.parts)])
    return f"{value.quantize(unit) if unit <= 1 else value:,f}"


def _crossed(board: Board, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; where two sums that fail have one cell in common, both name it."""
    texts = {spot.span: spot.text for row in board.rows for spot in row.spots.values()}
    met: Counter[Place] = Counter(span for f in found if f.verdict == "wrong" for span in set(f.spans))
    for one in found:
        shared = [s for s in one.spans if met[s] > 1] if one.verdict == "wrong" else []
        if len(shared) == 1:
            more = f"; {texts[shared[0]]} stands in another sum that fails too"
            yield one.model_copy(update={"detail": one.detail + more})
        else:
            yield one
