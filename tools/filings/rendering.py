"""How a table reads as text: one line a row, "label | value | value"."""

import re
from collections.abc import Iterator

from tieout.document import Table, TableCell
from tieout.tools.filings.tables import first_column, is_header, is_section_row

_TOTAL = re.compile(r"total\b", re.IGNORECASE)
_OPENING = ("$", "€", "£", "¥", "(")
_CLOSING = (")", "%", ")%", "%)")


def line(row: tuple[TableCell, ...]) -> str:
    """One row as text; a currency sign or bracket in a cell of its own joins its figure."""
    parts: list[str] = []
    opening = ""
    for cell in row:
        text = cell.text
        if text in _CLOSING and parts:
            parts[-1] += text
        elif text.startswith(_OPENING) and not any(c.isalnum() for c in text):
            opening += text
        else:
            parts.append(opening + text)
            opening = ""
    return " | ".join([*parts, opening] if opening else parts)


def header_rows(table: Table) -> int:
    """How many rows at the top name the columns."""
    first = first_column(table)
    count = 0
    for row in table.rows:
        if not is_header(row, first) and not (count == 0 and len(row) == 1):
            break
        count += 1
    return min(count, len(table.rows) - 1)


def chunks(table: Table, words: int) -> Iterator[tuple[int, int, str]]:
    """The table as text, in groups of rows of about so many words, each beneath the title and the column headers.

    A group that begins within a section of the table repeats the row that names it.

    Yields:
        Start and end of the rows in the canonical text, and the text.
    """
    heads, first = header_rows(table), first_column(table)
    top = [text for text in (table.title, table.unit_line and f"({table.unit_line})") if text]
    top += [line(row) for row in table.rows[:heads]]
    used = sum(len(text.split()) for text in top)
    start, group, count, section = table.start, list[str](), used, ""
    for row in table.rows[heads:]:
        text = line(row)
        names_section = is_section_row(row, first)
        if len(group) > 1 and count + len(text.split()) > words:
            yield start, row[0].start, "\n".join([*top, *group])
            start, group, count = row[0].start, [section] if section and not names_section else [], used
        section = text if names_section else "" if _TOTAL.match(text) else section
        group.append(text)
        count += len(text.split())
    yield start, table.end, "\n".join([*top, *group])
