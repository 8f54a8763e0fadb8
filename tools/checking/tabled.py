"""What are the pieces of a table? Cells with the label of their row, the heads of their column, caption and scale."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from tieout.document import Table, TableCell
from tieout.tools.checking.paper import Piece, Seen, plainly, stitched
from tieout.tools.checking.tablescale import table_scale
from tieout.tools.filings.heads import Heads

_OPENING = re.compile(r"[\s−–-]*(?:US|HK|C|A)?[$€£¥₹(\[][\s$€£¥(\[−–-]*")
_CLOSING = re.compile(r"[\s)\]%]*[)\]%][\s)\]%]*")


def table_pieces(
    table: Table, text: str, heading: tuple[str, ...], see: Callable[[str, int, int], Seen] = plainly
) -> Iterator[Piece]:
    """The cells of a table, in order; the cells in which one figure is split are one.

    Args:
        table: cells with their ranges in the text.
        text: the paper's.
        heading: the headings above the table.
        see: what a reader sees of a range of the text.
    """
    heads = Heads.of(table)
    caption = " ".join(filter(None, (table.title, table.unit_line)))
    first = [c.text for c in table.rows[0]] if table.rows else []
    scale = table_scale(caption, first)
    for number, row in enumerate(table.rows):
        label = heads.labels.get(number)
        for group in _groups(row, heads.first):
            body = label is not None and group[0].column > heads.first
            seen, runs = stitched(see(text, c.start, c.end) for c in group)
            if seen.strip():
                left, right = group[0].column, group[-1].column + group[-1].span
                yield Piece(
                    visible=seen.replace("\n", " ").replace("\t", " "),
                    runs=runs,
                    start=group[0].start,
                    end=group[-1].end,
                    block="cell" if body else "caption",
                    heading=heading,
                    row=label or "",
                    column=" ".join(_heads(heads, number, left, right)) if body else "",
                    under=tuple(reversed(heads.paths.get(number, ()))) if body else (),
                    table=table.index,
                    at=(number, left),
                    caption=caption,
                    scale=_scaled(scale, heads, number, left, right) if body else Decimal(1),
                )


def _heads(heads: Heads, number: int, left: int, right: int) -> Sequence[str]:
    return heads.near(number, left, right) or heads.above(number, left, right)


def _scaled(scale: Decimal, heads: Heads, number: int, left: int, right: int) -> Decimal:
    """The scale that the column's own heads say, else the table's."""
    if scale != 1:
        return scale
    return table_scale("", ["", *heads.above(number, left, right), *heads.corner(number)])


def _groups(row: Sequence[TableCell], first: int) -> Iterator[list[TableCell]]:
    """The cells of a row; a sign or a bracket that stands in a cell of its own goes with its figure."""
    group: list[TableCell] = []
    for cell in row:
        opened = bool(group) and _OPENING.fullmatch(group[-1].text) is not None
        if group and not (group[0].column > first and (opened or _CLOSING.fullmatch(cell.text))):
            yield group
            group = []
        group.append(cell)
    if group:
        yield group
