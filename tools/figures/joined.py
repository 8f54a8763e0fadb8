"""Is a figure a change because it goes on with the change before it: "increases of $5 at Rail and $6 at Forge"?"""

import re
from dataclasses import replace

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.moved import as_change
from tieout.tools.figures.said import Said

_AND = re.compile(
    r"\s(?:at|in|from|for|by|of|on)\s(?:[^,;:.$€£¥\d]|\.(?!\s)){1,60}?(?:,|,?\s+and)\s+(?:(?:approximately|about)\s+)?\(?"
)
"""What leads from one change to the next of the same metric: a part, and "and"."""
_ACTS = re.compile(r"\s+(?:was|were|is|are|has|had|came|went)\b")


def moved_reading(said: Said, at: Reading) -> Reading:
    """A figure as the change that it is, by the words before it or by the figure that it is joined to."""
    found = as_change(said, at)
    first = _first(said, found) if found.kind == "level" else None
    return found if first is None else replace(found, kind="change", direction=first.direction)


def _first(said: Said, at: Reading) -> Reading | None:
    """The change before a figure that goes on with it; None where there is none."""
    before = [r for r in said.amounts() if r.end <= at.start]
    if not before or before[-1].unit != at.unit or _ACTS.match(said.text, at.end):
        return None
    low, high = before[-1].end, at.start
    if any(low <= t.start < high for t in said.terms) or not _AND.fullmatch(said.text, low, high):
        return None
    first = moved_reading(said, before[-1])
    return first if first.kind == "change" else None
