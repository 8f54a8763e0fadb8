"""How a table reads as text: one line a row, "label | value | value"."""

import re
from collections.abc import Iterator

from tieout.document import Table, TableCell
from tieout.tools.filings.lengths import stretches, tokens
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


def chunks(table: Table, most: int) -> Iterator[tuple[int, int, str]]:
    """The table as text, in groups of rows of at most so many tokens, each beneath the title and the column headers.

    A group that begins within a section of the table repeats the row that names it. A row that is too long by itself
    is parted between its cells, and a cell of prose between its sentences.

    Yields:
        Start and end of the rows in the canonical text, and the text.
    """
    heads, first = header_rows(table), first_column(table)
    top = _top(table, heads, most // 2)
    room = most - sum(map(tokens, top))
    start, group, held, section, named = table.start, list[str](), 0, "", 0
    for row in table.rows[heads:]:
        text, names_section = line(row), is_section_row(row, first)
        size = tokens(text)
        if group and held + size > room and (group != [section] or held + size > most):
            dangles = group[-1] == section and len(group) > 1
            end = named if dangles else row[0].start
            yield start, end, "\n".join([*top, *(group[:-1] if dangles else group)])
            start, group = end, [section] if dangles or (section and not names_section) else []
        if size > room:
            *parts, (start, _, text) = _parts(row, room)
            yield from ((begin, end, "\n".join([*top, words])) for begin, end, words in parts)
            group = []
        section = text if names_section else "" if _TOTAL.match(text) else section
        named = row[0].start if names_section else named
        group.append(text)
        held = sum(map(tokens, group))
    yield start, table.end, "\n".join([*top, *group])


def _top(table: Table, heads: int, most: int) -> list[str]:
    """Title, unit line and the rows that name the columns, as far as there is room for them."""
    lines = [text for text in (table.title, table.unit_line and f"({table.unit_line})") if text]
    lines += [line(row) for row in table.rows[:heads]]
    kept: list[str] = []
    for text in lines:
        if tokens("\n".join([*kept, text])) > most:
            break
        kept.append(text)
    return kept


def _parts(row: tuple[TableCell, ...], most: int) -> Iterator[tuple[int, int, str]]:
    """A long row in parts, each with its range: whole cells as far as they fit, a longer cell by its sentences."""
    held: list[TableCell] = []
    for cell in row:
        if held and tokens(line((*held, cell))) > most:
            yield held[0].start, held[-1].end, line(tuple(held))
            held = []
        if tokens(cell.text) <= most:
            held.append(cell)
            continue
        spans = list(stretches(cell.text, most)) if len(cell.text) == cell.end - cell.start else [(0, len(cell.text))]
        for first, last in spans:
            yield cell.start + first, min(cell.start + last, cell.end), cell.text[first:last]
    if held:
        yield held[0].start, held[-1].end, line(tuple(held))
