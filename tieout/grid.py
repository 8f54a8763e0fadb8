"""Many figures side by side: companies down, metrics and periods across; each proven, or empty for a stated reason."""

from datetime import date
from typing import Self

from pydantic import model_validator

from tieout.answer import AnswerFigure, DecimalString
from tieout.claim import Reason
from tieout.model import Thing


class GridCell(Thing):
    """One figure of a grid, or why there is none."""

    row: str
    column: str
    value: DecimalString | None = None
    unit: str | None = None
    figure: AnswerFigure | None = None
    reason: Reason | None = None
    detail: str = ""
    """Of an empty cell: what is lacking, in words."""

    @model_validator(mode="after")
    def _proven(self) -> Self:
        if (self.figure is None) == (self.reason is None):
            raise ValueError("a cell holds a proven figure or the reason for which it is empty")
        stated = (self.figure.value, self.figure.unit) if self.figure else (None, None)
        if stated != (self.value, self.unit):
            raise ValueError("a cell's value and unit are its figure's")
        return self


class GridColumn(Thing):
    """What a column is of."""

    name: str
    """As cells call it: "net income FY2023"."""
    metric: str
    period: str
    """Fiscal label, such as "FY2023" or "Q3 2024"."""


class Grid(Thing):
    """Rows are companies, columns are metrics and periods; there is one cell for each pair, row by row."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[GridCell, ...]
    made_of: tuple[GridColumn, ...] = ()
    """The columns once more, taken apart."""
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    as_of: date | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        pairs = [(row, column) for row in self.rows for column in self.columns]
        if [(cell.row, cell.column) for cell in self.cells] != pairs:
            raise ValueError("a grid has one cell for each row and column, row by row")
        return self
