"""What stands above a table: its title and its unit line; and which tables are the primary statements."""

import re
from collections.abc import Sequence

from tieout.document import Section, Table
from tieout.tools.filings.furniture import Furniture
from tieout.tools.filings.tables import is_figure, is_layout, is_unit_line

_LOOK_BACK = 1200
_MOST_LINES = 6
_LONGEST_TITLE = 200
_HEAD_ROWS = 3
LONGEST_STATEMENT = 110
STATEMENT = re.compile(
    r"(?:[\w’'.,&-]+\s+){0,9}?(?:statements?\s+of\s+(?:consolidated\s+|condensed\s+)*(?:operations|(?:net\s+)?income|earnings|(?:net\s+)?loss|"
    r"comprehensive|cash\s+flows?|financial\s+(?:position|condition)|(?:changes\s+in\s+)?(?:stock|share)holders|"
    r"(?:changes\s+in\s+)?(?:total\s+)?equity)|balance\s+sheets?|income\s+statements?|cash\s+flows?\s+statements?)",
    re.IGNORECASE,
)
"""How the title of a primary financial statement begins."""
_IN_BRACKETS = re.compile(r"\(([^()]*\b(?:thousands|millions|billions)\b[^()]*)\)", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:see (?:the )?(?:accompanying )?notes.{0,60}|(?:(?:19|20)\d\d )?(?:annual report|form 10-[kq])(?: \d{1,3})?|"
    r"notes to (?:the )?(?:condensed )?(?:consolidated )?financial statements\W*(?:\(?continued\)?)?\W*|"
    r"(?:as of|at) .{0,40}|\W*|.{0,60}, inc\.?|"
    r"(?:for the |for )?(?:fiscal )?(?:years?|quarters?|(?:three|six|nine|twelve) months)(?:\s+then)? ended.{0,80}|"
    r".{0,60}\b(?:and|&) (?:its )?(?:consolidated )?subsidiaries)",
    re.IGNORECASE,
)
"""Lines between a title and its table that name neither: periods, the issuer, a remark."""


def captioned(tables: Sequence[Table], text: str, sections: Sequence[Section], furniture: Furniture) -> list[Table]:
    """The tables with section, title and unit line."""
    done: list[Table] = []
    floor = at = 0
    for table in tables:
        while at + 1 < len(sections) and sections[at + 1].start <= table.start:
            at += 1
        title, unit_line = _above(text[max(floor, table.start - _LOOK_BACK) : table.start], furniture)
        inside = _inside(table)
        changes = {
            "section": sections[at].name if sections and sections[at].start <= table.start else None,
            "title": _own_title(table) or title,
            "unit_line": inside or unit_line,
        }
        done.append(table.model_copy(update=changes))
        floor = floor if is_layout(table) and len(table.rows) < _HEAD_ROWS else table.end
    return done


def _above(text: str, furniture: Furniture) -> tuple[str | None, str | None]:
    """Title and unit line among the lines just above a table."""
    unit_line: str | None = None
    near: list[str] = []
    for line in reversed(text.rstrip().split("\n")[-_MOST_LINES:]):
        words = " ".join(line.split())
        if not words or furniture.has(words):
            continue
        if unit_line is None and is_unit_line(words) and not STATEMENT.match(words):
            unit_line = _unit(words)
            continue
        if len(words) > _LONGEST_TITLE or is_figure(words):
            near.append(words)
            break
        near.append(words)
    statement = next((words for words in near if STATEMENT.match(words) and len(words) <= LONGEST_STATEMENT), None)
    title = statement or next((words for words in near if not _ASIDE.fullmatch(words) and not is_figure(words)), None)
    return (_short(title) if title else None), unit_line


def _short(words: str) -> str:
    """The last sentence of a long line."""
    if len(words) <= _LONGEST_TITLE:
        return words
    sentence = re.split(r"(?<=[.;])\s+(?=[A-Z])", words)[-1]
    return sentence if len(sentence) <= _LONGEST_TITLE else "…" + sentence[-_LONGEST_TITLE:]


def _own_title(table: Table) -> str | None:
    """The title of a statement in the table's own first rows."""
    heads = (cell.text for row in table.rows[:_HEAD_ROWS] for cell in row)
    return next((head for head in heads if STATEMENT.match(head) and len(head) <= LONGEST_STATEMENT), None)


def _inside(table: Table) -> str | None:
    for row in table.rows[:_HEAD_ROWS]:
        for cell in row:
            if is_unit_line(cell.text):
                return _unit(cell.text)
    return None


def _unit(words: str) -> str:
    """What is in the brackets that name the unit, else the whole line."""
    match = _IN_BRACKETS.search(words)
    return match[1] if match else words.strip("() ")
