"""Which tags of a filing contradict what stands around them, or cannot be read?

A tag's value follows from its own text, format, scale and sign, whatever its table says. Where the two do not fit
together the value stands, and the document says that it is to be read with care.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tieout.document import Table
from tieout.tools.filings.canonical import Canonical
from tieout.tools.filings.grid import Grid
from tieout.tools.filings.inline import Figure, Inline

_LEAST_AGREEING = 4
_SHARE = 0.75
_NAMED = 5
_OF_MONEY = ("in ", "dollars in ", "$ in ", "us$ in ", "amounts in ")
_SCALES = (("in thousands", 3), ("in millions", 6), ("in billions", 9))


def doubts(found: Inline, page: Canonical, tables: Sequence[Table]) -> list[str]:
    """A note for each kind of doubt, with the concepts."""
    odd = list(_odd_scales(found.figures, page))
    unlike = list(_unlike_unit_lines(found.figures, page, tables))
    said = (
        (odd, "are scaled unlike the rest of their table"),
        (unlike, "are scaled unlike the unit that their table states"),
        (found.undated, "have a period or a unit that cannot be read, or is declared twice; they are left out"),
        (found.inexact, "do not say how accurate they are; they are taken to be as accurate as they are printed"),
    )
    return [f"tags of {_named(concepts)} {what}" for concepts, what in said if concepts]


def _odd_scales(figures: Sequence[Figure], page: Canonical) -> Iterator[str]:
    """Concepts whose scale is not that of nearly all figures of the same unit in the same table."""
    for group in _by_table(figures, page).values():
        counts = Counter(scale for scale, _ in group)
        usual, count = counts.most_common(1)[0]
        if count >= _LEAST_AGREEING and len(counts) > 1 and count >= _SHARE * len(group):
            yield from (figure.concept for scale, figure in group if scale != usual)


def _unlike_unit_lines(figures: Sequence[Figure], page: Canonical, tables: Sequence[Table]) -> Iterator[str]:
    """Concepts of tables whose tags all have one scale, and whose unit line states another one."""
    stated = {grid: _stated(table) for grid, table in zip(page.grids, tables, strict=True)}
    groups = _by_table(figures, page)
    used = {(grid, scale) for (grid, _), group in groups.items() for scale, _ in group}
    for (grid, unit), group in groups.items():
        wanted = stated.get(grid)
        if wanted is not None and unit.isupper() and len(group) >= _LEAST_AGREEING and (grid, wanted) not in used:
            yield from (figure.concept for _, figure in group)


def _stated(table: Table) -> int | None:
    """The scale that a unit line states; None where it states none, or several."""
    line = (table.unit_line or "").casefold().lstrip("( ")
    found = [scale for words, scale in _SCALES if words in line]
    return found[0] if len(found) == 1 and line.startswith(_OF_MONEY) and line.count("in ") == 1 else None


def _by_table(figures: Sequence[Figure], page: Canonical) -> dict[tuple[Grid, str], list[tuple[int, Figure]]]:
    """Scale and figure of what fills a table cell alone, by table and unit; neither ratios nor amounts per share."""
    groups: dict[tuple[Grid, str], list[tuple[int, Figure]]] = defaultdict(list)
    for figure in figures:
        place = page.places.get(figure.element)
        if place is None or place.grid is None or not place.mark.shows or not figure.value or "/" in figure.unit:
            continue
        marks = (cell.mark for cell in place.grid.rows[place.row] if cell.column == place.column)
        words = "".join(page.text[mark.start : mark.end] for mark in marks)
        if figure.unit != "pure" and not any(c.isalpha() for c in words):
            groups[place.grid, figure.unit].append((int(figure.element.get("scale") or 0), figure))
    return groups


def _named(concepts: Sequence[str]) -> str:
    names = list(dict.fromkeys(concepts))
    return ", ".join(names[:_NAMED]) + (" and others" if len(names) > _NAMED else "")
