"""Does a paper say of last year what last year's paper said, and has it moved on where time has?

A table is compared with the table of the prior paper that has its rows, and only where most of the figures that both
give of one period are the same: those that are not were changed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tieout.checked import Finding
from tieout.tools.checking.board import Board, Spot, boards
from tieout.tools.checking.paper import Paper, Piece, Place
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.periods import PeriodMention, mentions
from tieout.tools.figures.phrases import label_key
from tieout.tools.filings.sentences import sentences

_ENOUGH = 3
"""So many figures of both papers must be the same."""
_MOSTLY = 2
"""For each that is not, so many must be."""
_FEW = 4
_ALIKE = 0.4
"""Share of the rows of two tables that they have in common."""
_LONGEST = 2_000
_MOVES = re.compile(
    r"\b(?:increas|decreas|compared|rose|fell|grew|declin|higher|lower|up|down|versus)\w*\b", re.IGNORECASE
)
_Row = tuple[tuple[str, ...], ...]
_When = tuple[str, ...]
_Cells = Mapping[tuple[_Row, _When], tuple[str, Spot]]
_Pair = tuple[str, Spot, Spot]
"""What a row is called, its figure here and in the prior paper."""


def compared(paper: Paper, prior: Paper) -> Iterator[Finding]:
    """What the paper says otherwise than the prior one did, and what it carried over although time moved on."""
    now, then = boards(paper), boards(prior)
    yield from _tables(now, then)
    yield from _stale(paper, prior, _newest(now), _newest(then))


def _tables(now: Sequence[Board], then: Sequence[Board]) -> Iterator[Finding]:
    before = [(cells_of(board), board) for board in then]
    by_row: dict[_Row, list[int]] = defaultdict(list)
    for number, (cells, _) in enumerate(before):
        for row in {row for row, _ in cells}:
            by_row[row].append(number)
    for board in now:
        cells = cells_of(board)
        rows = {row for row, _ in cells}
        shared = Counter(n for row in rows for n in by_row.get(row, ()))
        alike = [n for n, count in shared.items() if count >= _ALIKE * max(len(rows), _rows(before[n][0]))]
        found = [one for n in alike if (one := _pairs(cells, before[n][0]))]
        if found:
            yield from _changed(max(found, key=lambda pairs: sum(same(*p[1:]) for p in pairs)))


def _rows(cells: _Cells) -> int:
    return len({row for row, _ in cells})


def cells_of(board: Board) -> dict[tuple[_Row, _When], tuple[str, Spot]]:
    """The figures of a table by their row's words and their column's period; what is not unique is left out."""
    times = [when_of(column.label) for column in board.columns]
    once = Counter(times)
    found: dict[tuple[_Row, _When], list[tuple[str, Spot]]] = defaultdict(list)
    for row in board.rows:
        words = (*(label_key(u) for u in row.under), label_key(row.label))
        for column, spot in row.spots.items():
            if words[-1] and times[column] and once[times[column]] == 1:
                found[words, times[column]].append((row.label, spot))
    return {key: named[0] for key, named in found.items() if len(named) == 1}


def when_of(head: str) -> _When:
    """The one period that the heads of a column name, its length included; empty where they name none, or several."""
    named = [m for m in mentions(head[:_LONGEST]) if m.periods or m.ends]
    times = {_time(m) for m in named}
    if len(times) == 1:
        rest = head
        for mention in named:
            rest = rest.replace(mention.text, " ")
        return (*times.pop(), " ".join(label_key(rest)))
    return ()


def _time(mention: PeriodMention) -> tuple[str, str]:
    told = [p.label for p in mention.periods] or [str(d) for d in mention.ends]
    return "/".join(told), str(mention.months or "")


def _pairs(now: _Cells, then: _Cells) -> list[_Pair]:
    """The figures that two tables give of the same row and period, where most of them agree."""
    pairs = [(label, spot, then[key][1]) for key, (label, spot) in now.items() if key in then]
    agreeing = sum(same(spot, old) for _, spot, old in pairs)
    return pairs if agreeing >= max(_ENOUGH, _MOSTLY * (len(pairs) - agreeing)) else []


def same(one: Spot, other: Spot) -> bool:
    """Whether two figures agree at the coarser printed precision."""
    off = abs(one.value * one.scale - other.value * other.scale)
    units = one.unit * one.scale, other.unit * other.scale
    return off == 0 or (units[0] != units[1] and off * 2 <= sum(units))


def _changed(pairs: Sequence[_Pair]) -> Iterator[Finding]:
    for label, spot, old in pairs:
        if same(spot, old):
            continue
        off = abs(spot.value * spot.scale - old.value * old.scale)
        close = off * 2 <= spot.unit * spot.scale + old.unit * old.scale
        why = "a difference of rounding" if close else "changed since, perhaps restated"
        yield Finding(
            kind="prior",
            verdict="rounding" if close else "changed",
            text=spot.text,
            spans=(spot.span,),
            detail=f"{label.strip(' :')} is {spot.text} here and was {old.text} in the prior text: {why}",
            prior_span=old.span,
        )


def _newest(found: Sequence[Board]) -> int | None:
    """The newest of the years that head the columns of many tables; a few look ahead."""
    years = Counter(year for board in found for year in {y for c in board.columns for y in _years(c.label)})
    most = max(years.values(), default=0)
    return max((year for year, count in years.items() if count * _FEW >= most), default=None)


def _years(head: str) -> set[int]:
    said = mentions(head[:_LONGEST])
    return {p.year for m in said for p in m.periods} | {d.year for m in said for d in m.ends}


def _stale(paper: Paper, prior: Paper, now: int | None, then: int | None) -> Iterator[Finding]:
    """Sentences that are carried over word for word although their figures are of a year that has passed."""
    if now is None or then is None or now <= then:
        return
    old = {_plain(piece.visible[slice(*place)]): piece.span(*place) for piece, place in _sentences(prior)}
    for piece, place in _sentences(paper):
        text = piece.visible[slice(*place)]
        before = old.get(_plain(text))
        at = _dated(text, then) if before is not None and any(map(str.isdigit, text)) else None
        if at is not None:
            yield Finding(
                kind="stale",
                verdict="hint",
                text=at.text,
                spans=(piece.span(place[0] + at.start, place[0] + at.end), piece.span(*place)),
                detail="the prior text has the same sentence, figures and all, though its period has moved",
                prior_span=before,
            )


def _dated(text: str, then: int) -> Reading | None:
    """The first figure of a sentence that speaks of the current period, or compares the prior paper's year."""
    readings = figures(text)
    amounts = [r for r in readings if r.is_figure and r.unit]
    said = mentions(text, readings)
    years = {p.year for m in said for p in m.periods} | {d.year for m in said for d in m.ends}
    passed = bool(_MOVES.search(text)) and max(years, default=0) == then
    relative = any(m.relative in {"latest", "last", "earlier"} for m in said)
    return amounts[0] if amounts and (passed or relative) else None


def _sentences(paper: Paper) -> Iterator[tuple[Piece, Place]]:
    for piece in paper.pieces:
        if piece.block in {"paragraph", "item"}:
            for start, end in sentences(piece.visible):
                if start < end and end - start <= _LONGEST:
                    yield piece, (start, end)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
