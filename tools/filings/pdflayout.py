"""In which order is a PDF page read? Lines of prose and tables, as a reader takes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tieout.tools.filings.pdfcolumns import regions
from tieout.tools.filings.pdftables import Grid, grids
from tieout.tools.filings.pdfwords import Row, Word, rows_of

_MIXED = 0.2
"""Where so many lines of the page's own order run across its columns, the columns are read one by one instead."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A line or a table, and where it comes in the order."""

    at: tuple[int, int]
    words: tuple[Word, ...] = ()
    grid: Grid | None = None


def layout(words: Sequence[Word]) -> Iterator[str | Grid]:
    """The lines of a page and its tables, in reading order."""
    parts = regions(rows_of(words))
    taken: set[int] = set()
    items: list[_Item] = []
    by_region = _is_mixed(parts)
    for number, part in enumerate(parts):
        for grid in grids(part):
            inside = [word for row in grid for spot in row for word in spot.words]
            taken.update(word.number for word in inside)
            top = next(at for at, row in enumerate(part) if any(word.number == inside[0].number for word in row.words))
            items.append(_Item((number, top) if by_region else (0, min(word.line for word in inside)), grid=grid))
    items += _by_region(parts, taken) if by_region else _as_written(words, taken)
    for item in sorted(items, key=lambda one: (one.at, one.grid is None)):
        yield item.grid if item.grid is not None else " ".join(word.text for word in item.words)


def _is_mixed(parts: Sequence[Sequence[Row]]) -> bool:
    """Whether the page's own order mixes its columns."""
    if len(parts) == 1:
        return False
    regions_of: dict[int, set[int]] = {}
    for number, part in enumerate(parts):
        for row in part:
            for word in row.words:
                regions_of.setdefault(word.line, set()).add(number)
    return sum(len(found) > 1 for found in regions_of.values()) > _MIXED * len(regions_of)


def _as_written(words: Sequence[Word], taken: set[int]) -> Iterator[_Item]:
    left = (word for word in words if word.number not in taken)
    for line, found in groupby(left, key=lambda word: word.line):
        yield _Item((0, line), words=tuple(found))


def _by_region(parts: Sequence[Sequence[Row]], taken: set[int]) -> Iterator[_Item]:
    for number, part in enumerate(parts):
        for at, row in enumerate(part):
            if words := tuple(word for word in row.words if word.number not in taken):
                yield _Item((number, at), words=words)
