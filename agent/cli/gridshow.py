"""How is a grid shown in a terminal? One table a metric, and below it why cells are empty."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from tieout.agent.cli.show import console
from tieout.agent.shown.tabled import signed
from tieout.grid import Grid, GridCell

EMPTY = "–"
MOST_TOLD = 20
"""Reasons of empty cells that are printed."""


def grid(made: Grid) -> None:
    """Companies down and periods across, for each metric."""
    out = console()
    cells = {(cell.row, cell.column): cell for cell in made.cells}
    for metric in dict.fromkeys(column.metric for column in made.made_of):
        columns = [c for c in made.made_of if c.metric == metric]
        shown = Table(title=metric, title_justify="left")
        shown.add_column("company")
        for column in columns:
            shown.add_column(column.period, justify="right")
        for row in made.rows:
            shown.add_row(Text(row), *(Text(said(cells[row, c.name])) for c in columns))
        out.print(shown)
    told = list(dict.fromkeys(reasons(made)))
    for line in told[:MOST_TOLD]:
        out.print(Text(f"  empty: {line}", style="yellow"))
    if len(told) > MOST_TOLD:
        out.print(Text("  more cells are empty; --json gives each with its reason", style="yellow"))
    for note in (*made.assumptions, *made.notes):
        out.print(Text(f"  note: {note}", style="dim"))


def said(cell: GridCell) -> str:
    """A figure as printed."""
    return signed(cell.figure) if cell.figure is not None else EMPTY


def reasons(made: Grid) -> Iterator[str]:
    """Which cell is empty, and why."""
    for cell in made.cells:
        if cell.reason is not None:
            yield f"{cell.row}, {cell.column} ({cell.reason}): {cell.detail}"
