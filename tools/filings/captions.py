"""What stands above a table: its title and its unit line; and which tables are the primary statements."""

import re
from collections.abc import Sequence

from tieout.document import Section, Table
from tieout.tools.filings.tables import is_figure, is_unit_line

_LOOK_BACK = 1200
_MOST_LINES = 6
_LONGEST_TITLE = 200
_HEAD_ROWS = 3
_STATEMENT = re.compile(
    r"\b(?:statements?\s+of\s+(?:consolidated\s+|condensed\s+)*(?:operations|(?:net\s+)?income|earnings|(?:net\s+)?loss|"
    r"comprehensive|cash\s+flows?|financial\s+(?:position|condition)|(?:changes\s+in\s+)?(?:stock|share)holders|"
    r"(?:changes\s+in\s+)?(?:total\s+)?equity)|balance\s+sheets?|income\s+statements?|cash\s+flows?\s+statements?)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(r"(?:table of contents|\d{1,3}|page \d+|.{0,80}form 10-[kq].{0,40}|.{0,60}\|\s*\d{1,3})", re.IGNORECASE)


def captioned(tables: Sequence[Table], text: str, sections: Sequence[Section]) -> list[Table]:
    """The tables with section, title and unit line."""
    done: list[Table] = []
    floor = at = 0
    for table in tables:
        while at + 1 < len(sections) and sections[at + 1].start <= table.start:
            at += 1
        title, unit_line = _above(text[max(floor, table.start - _LOOK_BACK) : table.start])
        inside = _inside(table)
        changes = {
            "section": sections[at].name if sections and sections[at].start <= table.start else None,
            "title": title,
            "unit_line": inside or unit_line,
        }
        done.append(table.model_copy(update=changes))
        floor = table.end
    return done


def is_statement(table: Table) -> bool:
    """Whether a table is titled like a primary financial statement, above it or in its first rows."""
    if table.title and len(table.title) < _LONGEST_TITLE / 2 and _STATEMENT.search(table.title):
        return True
    heads = (cell.text for row in table.rows[:_HEAD_ROWS] for cell in row)
    return any(len(head) < _LONGEST_TITLE / 2 and _STATEMENT.search(head) for head in heads)


def is_furniture(line: str) -> bool:
    """Whether a line is a page number, or a running head or foot."""
    return _FURNITURE.fullmatch(line.strip()) is not None


def _above(text: str) -> tuple[str | None, str | None]:
    """Title and unit line among the lines just above a table."""
    unit_line: str | None = None
    for line in reversed(text.rstrip().split("\n")[-_MOST_LINES:]):
        words = " ".join(line.split())
        if not words or is_furniture(words):
            continue
        if unit_line is None and is_unit_line(words):
            unit_line = words.strip("() ")
            if not _STATEMENT.search(words):
                continue
        if not is_figure(words):
            return _short(words), unit_line
    return None, unit_line


def _short(words: str) -> str:
    """The last sentence of a long line."""
    if len(words) <= _LONGEST_TITLE:
        return words
    sentence = re.split(r"(?<=[.;])\s+(?=[A-Z])", words)[-1]
    return sentence if len(sentence) <= _LONGEST_TITLE else "…" + sentence[-_LONGEST_TITLE:]


def _inside(table: Table) -> str | None:
    for row in table.rows[:_HEAD_ROWS]:
        for cell in row:
            if is_unit_line(cell.text):
                return cell.text.strip("() ")
    return None
