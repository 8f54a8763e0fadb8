"""Which lines of plain text or Markdown are a table, and which cell stands over which column?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tieout.tools.filings.amounts import is_number
from tieout.tools.filings.grid import Grid
from tieout.tools.filings.scribe import Scribe
from tieout.tools.filings.tables import is_year

Cells: TypeAlias = tuple[str, ...]
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_SPACED_YEAR = re.compile(r"(?:1 9|2 0) \d \d")
_TWICE = re.compile(r"(?P<once>[$€£]?\s*-?\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*%?)\s*\(\s*(?P=digits)\s*%?\s*\)")
"""Data that was flattened prints "-4 ( 4 )" and "5.5% ( 5.5 % )"."""
_FEWEST = 2
"""Rows, and cells of a row."""


@dataclass(frozen=True, kw_only=True)
class PlainTable:
    """Consecutive lines that are rows: cells apart by bars, as in Markdown, or by tabs."""

    rows: tuple[Cells, ...]


def blocks(lines: Sequence[str]) -> Iterator[str | PlainTable]:
    """The lines of a text in order, those of each table together."""
    run: list[str] = []
    for line in (*lines, ""):
        if len(cells(line)) >= _FEWEST or (run and _RULE.fullmatch(line)):
            run.append(line)
            continue
        yield from _block(run)
        run = []
        yield line


def _block(run: Sequence[str]) -> Iterator[str | PlainTable]:
    rows = [cells(line) for line in run if not _RULE.fullmatch(line)]
    if len(rows) >= _FEWEST and any(is_number(cell) for row in rows for cell in row[1:]):
        width = max(map(len, rows))
        yield PlainTable(rows=tuple((*row, *[""] * (width - len(row))) for row in rows))
    else:
        yield from run


def cells(line: str) -> Cells:
    """The cells of a line; a line without bars or tabs is one cell."""
    text = line.strip()
    if "|" in text:
        bare = text.removeprefix("|")
        parts = _BAR.split(bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare)
        return tuple(_typed(part.replace("\\|", "|").strip(" *\t")) for part in parts)
    return tuple(_typed(part.strip()) for part in line.rstrip().split("\t")) if "\t" in text else (text,)


def _typed(cell: str) -> str:
    """A cell as it was meant: a year copied letter by letter is one word, a figure and the same in brackets are one."""
    if _SPACED_YEAR.fullmatch(cell):
        return cell.replace(" ", "")
    twice = _TWICE.fullmatch(cell)
    return twice["once"].strip() if twice else cell


def write(table: PlainTable, scribe: Scribe) -> Grid:
    """The table written as canonical text, and its cells' places."""
    scribe.block()
    grid = Grid(scribe.open(), row_start=scribe.length)
    for row in spread(table.rows):
        grid.row(scribe.length)
        for text, span in row:
            scribe.cell(grid.row_start)
            mark = scribe.open()
            grid.cell(mark, str(span), None)
            scribe.write(text)
            scribe.close(mark)
            scribe.cell_end()
        scribe.block()
    scribe.close(grid.mark)
    scribe.block()
    return grid


def spread(rows: Sequence[Cells]) -> list[list[tuple[str, int]]]:
    """The rows with each cell's width: a head of several columns, which plain text cannot say, reaches over them."""
    last = next((n for n, row in enumerate(rows) if any(_is_figure(c) for c in row[1:])), 0)
    return [
        [*_headed(row, rows[n + 1 : last])] if n + 1 < last else [(c, 1) for c in row] for n, row in enumerate(rows)
    ]


def _is_figure(cell: str) -> bool:
    return is_number(cell) and not is_year(cell)


def _headed(row: Cells, below: Sequence[Cells]) -> Iterator[tuple[str, int]]:
    """A head row over others: its heads divide the columns evenly among them, else each stands over its own."""
    columns = [n for n in range(1, len(row)) if any(other[n] for other in below)]
    heads = [n for n in range(1, len(row)) if row[n]]
    size = len(columns) // len(heads) if heads else 0
    groups = [columns[at : at + size] for at in range(0, len(columns), size)] if size > 1 else []
    is_even = len(groups) == len(heads) and all(head in group for head, group in zip(heads, groups, strict=True))
    if not is_even or any(group != list(range(group[0], group[0] + size)) for group in groups):
        yield from ((cell, 1) for cell in row)
        return
    at = 0
    for head, group in zip(heads, groups, strict=True):
        yield from ((cell, 1) for cell in row[at : group[0]])
        yield row[head], size
        at = group[-1] + 1
    yield from ((cell, 1) for cell in row[at:])
