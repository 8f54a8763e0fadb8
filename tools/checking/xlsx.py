"""What do the sheets of a workbook show? The cells as they are formatted; formulas by the value that is stored."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tieout.errors import ReadError
from tieout.tools.checking.cellshown import shown
from tieout.tools.checking.written import GridCell, Written

_LIMIT = 2_000_000
"""Cells of a workbook."""


def read_xlsx(path: Path, data: bytes) -> Written:
    """Read a workbook whose archive was looked at before; raises ReadError where it is broken or too large."""
    values, formulas = _loaded(path, data, stored=True), _loaded(path, data, stored=False)
    cells = sum(sheet.max_row * sheet.max_column for sheet in values.worksheets)
    if cells > _LIMIT:
        raise ReadError(f"{str(path)!r} has {cells:,} cells, more than the {_LIMIT:,} that are checked; split it first")
    written = Written()
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            written.notes.append(f"sheet {sheet.title!r} is hidden and not checked")
            continue
        _sheet(sheet, written)
        if unsaved := _unsaved(sheet, formulas[sheet.title]):
            written.notes.append(
                f"{unsaved} formulas of sheet {sheet.title!r} have no stored value and are not checked: "
                "open the workbook in a spreadsheet program and save it"
            )
    return written


def _loaded(path: Path, data: bytes, *, stored: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of parts that it does not keep; nothing is written here
            return openpyxl.load_workbook(io.BytesIO(data), data_only=stored, keep_links=False)
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, ParseError, IndexError,
        AttributeError, EOFError, SyntaxError,
    ) as error:  # what openpyxl raises of a broken workbook  # fmt: skip
        raise ReadError(f"{str(path)!r} is no workbook that can be read: {error}; save it again") from error


def _sheet(sheet: Worksheet, written: Written) -> None:
    written.heading, written.caption = [], ""
    written.head(sheet.title, 1)
    hidden = _hidden_columns(sheet)
    unseen = sum(
        cell.value is not None
        for number, row in enumerate(sheet.iter_rows(min_row=1), start=1)
        for cell in row
        if cell.column in hidden or sheet.row_dimensions[number].hidden
    )
    if unseen:
        written.notes.append(f"{unseen} cells in hidden rows or columns of sheet {sheet.title!r} are not checked")
    for block in _blocks(sheet, hidden):
        if all(len(row) == 1 for row in block):
            for row in block:
                written.block(row[0][2])
        else:
            written.table(block)


def _blocks(sheet: Worksheet, hidden: frozenset[int]) -> Iterator[list[list[GridCell]]]:
    """The rows that show something, cut at those that show nothing, and below lines of one cell above a table."""
    spans = {(r.min_row, r.min_col): r.max_col - r.min_col + 1 for r in sheet.merged_cells.ranges}
    block: list[list[GridCell]] = []
    for number, row in enumerate(sheet.iter_rows(min_row=1), start=1):
        if sheet.row_dimensions[number].hidden:
            continue
        cells = [_cell(c, spans) for c in row if c.column not in hidden and not isinstance(c, MergedCell)]
        seen = [cell for cell in cells if cell[2].strip()]
        if not seen and block:
            yield block
            block = []
        elif seen:
            if block and len(seen) > 1 and all(len(one) == 1 for one in block):
                yield block
                block = []
            block.append(seen)
    if block:
        yield block


def _cell(cell: Cell, spans: dict[tuple[int, int], int]) -> GridCell:
    return cell.column, spans.get((cell.row, cell.column), 1), shown(cell.value, cell.number_format or "General")


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Numbers of the columns that are hidden; a group of them is kept under its first."""
    return frozenset(
        number
        for key, column in sheet.column_dimensions.items()
        if column.hidden
        for number in range(column.min or 1, (column.max or column.min or 1) + 1)
        if key
    )


def _unsaved(values: Worksheet, formulas: Worksheet) -> int:
    """How many formulas have no stored value."""
    return sum(
        cell.data_type == "f" and stored is None
        for row, values_of in zip(formulas.iter_rows(), values.iter_rows(values_only=True), strict=False)
        for cell, stored in zip(row, values_of, strict=False)
    )
