"""What the words above a table say of its time: its caption, its title, the lines before it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from tieout.document import Table
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.leanings import leaning, sure, weight, worded
from tieout.tools.filings.timing import Timing, timing, united

_LOOK_BACK = 900
_LEAD_LINES, _NEAR = 5, 3
_VERSUS = re.compile(r"\b(?:vs\.?|versus|compared\s+(?:with|to)|over)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NOTE = re.compile(r"(?:\([a-z\d]{1,2}\)|[*†‡])\s*[A-Z]")
_SHORT = 60
_CAPTION = re.compile(
    r"\b(?:follow(?:s|ing)|below|tables?|present|summar\w+|shows?|set\s+forth|consisted?|includes?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What the words above a table say."""

    timing: Timing
    weight: int
    """How much they speak for a stretch of time (above nought) or for a day."""
    days: dict[int, date]
    """Days that they name and that may end a period, by year."""

    @classmethod
    def of(cls, table: Table, text: str, floor: int, closings: Closings) -> "Lead":
        """Read the lines above a table, the nearest first, and its title."""
        above = [line for line in text[max(floor, table.start - _LOOK_BACK) : table.start].split("\n") if line.strip()]
        lines = [_SENTENCE.split(line)[-1] for line in reversed(above[-_LEAD_LINES:])]
        if table.title and table.title not in lines:
            lines.insert(1, table.title)
        days: dict[int, date] = {}
        for day in (day for line in lines for day in closings.days(line) if closings.may_close(day)):
            days.setdefault(day.year, day)
        lines = [line for line in lines if not _is_note(line)]
        timing_above, lines = _above(tuple(lines[:_NEAR])), [line for line in lines if not _is_remark(line)]
        near = lines[:_NEAR]
        said = next((w for at, line in enumerate(near) if (w := (4 - at) * weight(worded(line)))), 0)
        said += 2 * weight(sure(lines[0])) + weight(leaning(lines[0])) if lines else 0
        return cls(timing=timing_above, weight=said, days=days)


def versus(column: Timing, heads: tuple[str, ...]) -> Timing:
    """What heads with several years say: a day of their own, or the year that is compared with another."""
    said = [timing(head) for head in heads]
    days = [one for one in said if one.dated and one.month]
    if len(days) == 1:
        return replace(days[0].filled(replace(column, several=True)), rest=column.rest)
    year = next((one.year for one in said if one.several), None) if _VERSUS.search(" ".join(heads)) else None
    return replace(column, year=year, several=year is None)


def _above(lines: tuple[str, ...]) -> Timing:
    """What the lines above a table say; a caption such as "2023 Compared with 2022" speaks of its first year."""
    found, short = united(lines), tuple(line for line in lines if len(line) <= _SHORT)
    return versus(found, short) if found.several else found


def _is_note(line: str) -> bool:
    """Whether a line above a table is a note to the table before."""
    return len(line) > _SHORT and _NOTE.match(line.strip()) is not None


def _is_remark(line: str) -> bool:
    """Whether a line above a table is a sentence of its own, not a caption."""
    return len(line) > _SHORT and line.strip().endswith(".") and not _CAPTION.search(line)
