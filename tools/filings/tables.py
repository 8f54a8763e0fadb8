"""What a table says: its rows, what a row is called, what stands above a column."""

import re

from tieout.document import Table, TableCell
from tieout.tools.filings.grid import Grid
from tieout.tools.filings.unitmarks import unit_mark

_SIGNS = re.compile(r"[\s$€£¥₹()%\[\]\u2010-\u2015−*-]*|US\$|C\$|A\$|HK\$")
_FIGURE = re.compile(
    r"(?:[-−–—(\[]\s*)?(?:US|HK|C|A|R|NT)?[$€£¥₹]?\s*[-−–—(\[]?\s*(?:\d[\d,. ]*|\.\d+)\s*"
    r"(?:[)\]]|%|x|X|bps|pts|pp|million|billion|\s|[-–—]\s*[$(]?\d[\d,.]*%?)*(?:\(\w{1,2}\)|\*+)?"
)
_ABSENT = re.compile(r"(?:[$€£¥]\s*)?(?:[-−–—]+|N/?[AM]|n/?[am]|nil)\s*[%)]*", re.IGNORECASE)
_YEAR = re.compile(r"(?:fiscal(?: year)?\s*|FY\s*)?(?:19|20)\d\d\s*(?:\(\w{1,2}\)|\*)?", re.IGNORECASE)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(
    rf"(?:(?:as of|at|on)\s+)?(?:(?:{_MONTH}|[a-z]{{3}}\.?)\s+\d{{1,2}}(?:st|th)?,?(?:\s*(?:19|20)\d\d)?|"
    rf"(?:fiscal(?: year)?\s*)?(?:19|20)\d\d(?:\s*(?:and )?thereafter|[-–—]\d+)?|"
    rf"(?:{_MONTH})\s+(?:19|20)\d\d|thereafter|"
    rf"remainder of (?:19|20)\d\d|total)\s*(?:\(\w{{1,2}}\))?",
    re.IGNORECASE,
)
_UNIT_LINE = re.compile(
    r"\b(?:in|\$|shares|amounts|dollars|expressed|stated)\b[^.;:]{0,40}\b(?:thousands|millions|billions)\b|"
    r"^\W*(?:in\s+)?(?:US|[AC])?[€£$]?\s?(?:thousand|million|billion)\W*$|"
    r"^\W*(?:thousands|millions|billions)(?:\s+of\s+(?:U\.?S\.?\s+)?(?:dollars|euros?|pounds|yen))?\W*(?:\bexcept\b.*)?$|"
    r"^\W*[€£$]\s?(?:m|mn|bn|[’']?000s?)\W*$",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?:\([a-z\d]{1,2}\)(?:\s*,?\s*\([a-z\d]{1,2}\))*|[*†‡]+)$", re.IGNORECASE)
_LEADER = re.compile(r"[\s.·…]{3,}$")
_LONGEST_UNIT_LINE = 200
_LEAST_FIGURES = 2
_LONGEST_CELL = 700
"""A cell with more characters is a paragraph."""


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, or says that there is none."""
    return bool(_FIGURE.fullmatch(text) or _ABSENT.fullmatch(text)) and any(not c.isspace() for c in text)


def is_year(text: str) -> bool:
    """Whether a cell holds a year and nothing else."""
    return _YEAR.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a label says only when."""
    return _DATE.fullmatch(text) is not None


def is_unit_line(text: str) -> bool:
    """Whether a line says in which units a table is, such as "(In millions)"."""
    mark = unit_mark(text)
    return (mark is not None and mark.is_whole) or (
        len(text) <= _LONGEST_UNIT_LINE and _UNIT_LINE.search(text) is not None
    )


def table(grid: Grid, index: int, text: str) -> Table:
    """A grid as the table that a reader sees; title, unit line and section are not known yet."""
    rows = tuple(
        tuple(
            TableCell.model_construct(
                column=cell.column,
                span=cell.span,
                text=" ".join(text[cell.mark.start : cell.mark.end].split()),
                start=cell.mark.start,
                end=cell.mark.end,
            )
            for cell in row
        )
        for row in grid.shown
    )
    return Table(index=index, start=grid.mark.start, end=grid.mark.end, rows=rows)


def is_header(row: tuple[TableCell, ...], first: int) -> bool:
    """Whether a row names columns: nothing in it is a figure but years, and it reaches beyond the labels.

    Args:
        row: the row's cells.
        first: the table's first column with anything in it.
    """
    beyond = [cell for cell in row if cell.column > first]
    if not beyond:
        return row[0].span > 1 and is_unit_line(row[0].text)
    return all(is_year(c.text) or not is_figure(c.text) for c in beyond) and any(not _signs(c) for c in beyond)


def is_section_row(row: tuple[TableCell, ...], first: int) -> bool:
    """Whether a row only names the rows below it, such as "Operating expenses:"."""
    return len(row) == 1 and row[0].column == first and not is_figure(row[0].text)


def is_layout(table: Table) -> bool:
    """Whether a table only places prose on the page: bullets, columns of words, a heading."""
    figures = sum(is_figure(cell.text) and not is_year(cell.text) for row in table.rows for cell in row)
    if any(len(cell.text) > _LONGEST_CELL for row in table.rows for cell in row):
        return figures < len(table.rows)
    return figures < _LEAST_FIGURES and all(len(row) <= _LEAST_FIGURES for row in table.rows)


def row_label(table: Table, row: int) -> str:
    """What a row is called: the words before its first figure, without footnote marks; "" when it has none."""
    words: list[str] = []
    cells = table.rows[row]
    for at, cell in enumerate(cells):
        figure = is_figure(cell.text) and not (at == 0 and len(cells) > 1 and is_date(cell.text))
        if figure:
            break
        if not _signs(cell):
            words.append(cell.text)
    return clean(" ".join(words))


def clean(label: str) -> str:
    """A label without footnote marks, leaders and the colon at its end."""
    label = _LEADER.sub("", label.strip())
    while (shorter := _MARK.sub("", label)) != label and shorter:
        label = shorter
    return label.strip().rstrip(":").strip()


def row_path(table: Table, row: int) -> tuple[str, ...]:
    """A row's label with the name of the section row above it, outermost first."""
    first = first_column(table)
    label = row_label(table, row)
    for above in range(row - 1, -1, -1):
        if is_section_row(table.rows[above], first):
            return (clean(table.rows[above][0].text), label)
    return (label,)


def first_column(table: Table) -> int:
    """The leftmost grid column with anything in it."""
    return min((cells[0].column for cells in table.rows), default=0)


def column_header(table: Table, row: int, column: int) -> str:
    """What stands above a column, top down: the nearest header rows above `row` that reach over it."""
    first = first_column(table)
    span = next((c.span for c in table.rows[row] if c.column <= column < c.column + c.span), 1)
    found: list[str] = []
    for above in range(row - 1, -1, -1):
        cells = table.rows[above]
        if not is_header(cells, first):
            if found and not is_section_row(cells, first):
                break
            continue
        over = [c.text for c in cells if c.column < column + span and column < c.column + c.span and c.column > first]
        found[:0] = [text for text in over if not _SIGNS.fullmatch(text)]
    return " ".join(found)


def cell_at(table: Table, row: int, column: int) -> TableCell | None:
    """The cell of a row that covers a grid column."""
    return next((c for c in table.rows[row] if c.column <= column < c.column + c.span), None)


def _signs(cell: TableCell) -> bool:
    """Whether a cell holds only a currency sign, a bracket or a percent sign."""
    return _SIGNS.fullmatch(cell.text) is not None and not _ABSENT.fullmatch(cell.text)
