"""How is a table handed to a spreadsheet as text? Comma or tab separated, or Markdown; no text becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tieout.agent.shown.present import escape

Value = Decimal | str | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # their full-width forms
"""With what a text begins that a spreadsheet takes for a formula."""
_NUMBER = re.compile(r"[-+]?[$€£¥]?\d[\d,.]*%?")
"""What is a number whatever reads it."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One cell: a value, how a workbook formats it, and where it comes from."""

    value: Value = None
    printed: str = ""
    """A figure as its proof prints it: "$391,035 million"."""
    unit: str = ""
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table with a head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


def entries(*values: Value) -> tuple[Entry, ...]:
    """A row of bare values."""
    return tuple(Entry(value=v) for v in values)


def delimited(sheet: Sheet, separator: str) -> str:
    """Lines of values; numbers in base units with a point, days as 2023-09-30, text that cannot become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
    writer.writerow([harmless(h) for h in sheet.head])
    for row in sheet.rows:
        writer.writerow([written(entry.value) for entry in row])
    return out.getvalue()


def written(value: Value) -> str:
    """A value as a field."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else harmless(value or "")


def harmless(text: str) -> str:
    """Text in one line that a spreadsheet shows as it is, led by an apostrophe where it would take it for a formula."""
    lead = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    flat = clean(text)
    return f"'{flat}" if flat and lead and not _NUMBER.fullmatch(flat) else flat


def clean(text: str) -> str:
    """One line without characters that cannot be seen."""
    return " ".join(_UNSEEN.sub("", text).split())


def markdown(sheet: Sheet) -> str:
    """A Markdown table of figures as printed; nothing in a cell is markup."""
    numeric = [any(isinstance(row[i].value, Decimal) for row in sheet.rows) for i in range(len(sheet.head))]
    lines = [line(sheet.head), line(["---:" if n else "---" for n in numeric], safe=True)]
    return "\n".join([*lines, *(line([e.printed or written(e.value) for e in row]) for row in sheet.rows)]) + "\n"


def line(cells: Sequence[str], *, safe: bool = False) -> str:
    """One line of a Markdown table."""
    shown: Iterable[str] = cells if safe else (escape(clean(c)) for c in cells)
    return "| " + " | ".join(shown) + " |"
