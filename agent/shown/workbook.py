"""How does a table become a workbook? Real numbers in their own formats, sources as comments, no cell a formula."""

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tieout.agent.shown.sheet import Entry, Sheet, clean

AUTHOR = "Tieout"
LONGEST = 32_000
"""Characters that a cell takes, less than the format's limit."""
WIDEST, NARROWEST = 60, 10
_TITLE = 31
_DECIMALS = re.compile(r"\.(\d+)")
_HUNDRED = Decimal(100)


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with one worksheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:_TITLE]), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    """Head, rows, widths."""
    for column, name in enumerate(sheet.head, start=1):
        cell = page.cell(row=1, column=column)
        _text(cell, name)
        cell.font = Font(bold=True)
    for number, row in enumerate(sheet.rows, start=2):
        for column, entry in enumerate(row, start=1):
            _put(page.cell(row=number, column=column), entry)
    page.freeze_panes = "B2"
    for column in range(1, len(sheet.head) + 1):
        lengths = [len(str(page.cell(row=r, column=column).value or "")) for r in range(1, len(sheet.rows) + 2)]
        page.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(NARROWEST, *lengths) + 2)


def _put(cell: Cell | MergedCell, entry: Entry) -> None:
    """One value with its format and its comment."""
    value = entry.value
    if isinstance(value, Decimal):
        percent = entry.unit == "percent"
        cell.value = float(value / _HUNDRED) if percent else float(value)
        cell.number_format = number_format(entry)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif value:
        _text(cell, value)
    if entry.comment:
        cell.comment = Comment(clean(entry.comment)[:LONGEST], AUTHOR, width=420, height=160)


def _text(cell: Cell | MergedCell, text: str) -> None:
    """Text as text, whatever it begins with."""
    cell.value = clean(text)[:LONGEST]
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=len(text) > WIDEST, vertical="top")


def number_format(entry: Entry) -> str:
    """As many places as the figure is printed with; percentages as such, amounts in full with separators."""
    match = _DECIMALS.search(entry.printed)
    places = f".{'0' * len(match[1])}" if match else ""
    if "%" in entry.printed or entry.unit == "percent":
        return f"0{places}%"
    scaled = re.search(r"\b(?:thousand|million|billion|trillion)\b", entry.printed)
    whole = isinstance(entry.value, Decimal) and entry.value == entry.value.to_integral_value()
    return "#,##0" if scaled or (whole and not places) else f"#,##0{places or '.00'}"
