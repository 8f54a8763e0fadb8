"""Which cell stands in which row and grid column, while a table is being read."""

from dataclasses import dataclass, field

from tieout.tools.filings.scribe import Mark

_MOST_COLUMNS = 20_000
_MOST_DIGITS = 5


@dataclass(slots=True, eq=False)
class RawCell:
    """A cell being read: its grid column, its width and its characters."""

    column: int
    span: int
    mark: Mark


@dataclass(slots=True, eq=False)
class Grid:
    """A table being read; `rows` has every row, also the empty ones."""

    mark: Mark
    rows: list[list[RawCell]] = field(default_factory=list)
    nested: bool = False
    """Whether there is a table inside: a layout, not a table."""
    row_start: int = 0
    _held: dict[int, int] = field(default_factory=dict)
    """Columns that cells of earlier rows fill, and the row up to which they do."""

    def row(self, start: int) -> None:
        """Begin a row at a character of the text."""
        self.rows.append([])
        self.row_start = start

    def cell(self, mark: Mark, colspan: str | None, rowspan: str | None) -> RawCell:
        """Begin a cell in the next free column of the row."""
        if not self.rows:
            self.row(self.row_start)
        row = self.rows[-1]
        column, here = row[-1].column + row[-1].span if row else 0, len(self.rows) - 1
        while self._held.get(column, -1) >= here:
            column += 1
        cell = RawCell(column, _span(colspan), mark)
        down = _span(rowspan)
        if down > 1:
            self._held.update(dict.fromkeys(range(column, min(column + cell.span, _MOST_COLUMNS)), here + down - 1))
        row.append(cell)
        return cell

    @property
    def shown(self) -> list[list[RawCell]]:
        """The rows in which something shows, with the cells in which something shows."""
        rows = ([cell for cell in row if cell.mark.shows] for row in self.rows)
        return [row for row in rows if row]


def _span(attribute: str | None) -> int:
    """A span as browsers read it: at least one, at most a thousand."""
    digits = (attribute or "1").strip()
    return (
        min(max(int(digits), 1), 1000) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else 1
    )
