"""Which rows of a PDF page belong together? Columns of text side by side are taken apart, tables stay whole."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from tieout.tools.filings.pdfwords import Piece, Row, made

_LEAST = 6
"""So many rows with text on both sides make two columns."""
_SHARE = 0.4
_DEPTH = 3
_LETTERS = 2
_FILLED = 3
"""Words of a line of prose; bullets, numbers of a list and most cells of a table have fewer."""


def regions(rows: Sequence[Row], depth: int = _DEPTH) -> list[list[Row]]:
    """The rows of a page in stretches of one column, each from top to bottom, left before right."""
    gutter = _gutter(rows) if depth else None
    if gutter is None:
        return [list(rows)] if rows else []
    found: list[list[Row]] = []
    whole: list[Row] = []
    """Rows that are not parted, since the last ones that were."""
    for is_parted, run in _runs(rows, gutter):
        if not is_parted:
            whole += run
            continue
        found += [whole] if whole else []
        whole = []
        left = [made(words) for row in run if (words := [w for w in row.words if w.right <= gutter])]
        right = [made(words) for row in run if (words := [w for w in row.words if w.right > gutter])]
        found += [*regions(left, depth - 1), *regions(right, depth - 1)]
    return [*found, whole] if whole else found


def _runs(rows: Sequence[Row], gutter: float) -> Iterator[tuple[bool, list[Row]]]:
    """Stretches of rows, and whether they stand in two columns beside the gutter."""
    for crosses, group in groupby(rows, key=lambda row: _crosses(row, gutter)):
        run = list(group)
        votes = 0 if crosses else sum(_votes(row, gutter) for row in run)
        yield votes >= _LEAST and votes >= _SHARE * len(run), run


def _gutter(rows: Sequence[Row]) -> float | None:
    """The place between two pieces of text that most rows share."""
    gaps = [(a.right, b.left) for row in rows for a, b in pairwise(row.pieces) if _is_text(b) and _is_text(a)]
    if len(gaps) < _LEAST:
        return None
    best, most = None, _LEAST - 1
    for _, at in gaps:
        votes = sum(left < at - 1 <= right for left, right in gaps)
        if votes > most:
            best, most = at - 1, votes
    return best


def _votes(row: Row, gutter: float) -> bool:
    """Whether a row has prose on both sides."""
    left = [piece for piece in row.pieces if piece.right <= gutter]
    right = [piece for piece in row.pieces if piece.left > gutter]
    if not left or not right or not _is_text(left[-1]) or not _is_text(right[0]):
        return False
    return min(len(left[-1].words), len(right[0].words)) >= _FILLED


def _crosses(row: Row, gutter: float) -> bool:
    return any(piece.left <= gutter < piece.right for piece in row.pieces)


def _is_text(piece: Piece) -> bool:
    """Whether a piece begins with a word and not with a figure."""
    first = piece.words[0].text
    return sum(c.isalpha() for c in first) >= _LETTERS or first in {"A", "a", "I"}
