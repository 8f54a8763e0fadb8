"""Is the metric of a table's cell the one that its row names, with nothing left over in its row and its column?"""

import re
from collections.abc import Iterable
from decimal import Decimal

from tieout.claim import Failure
from tieout.fact import Fact
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.member import called, distinguishing
from tieout.tools.figures.period_patterns import MONTHS
from tieout.tools.figures.phrases import label_key
from tieout.tools.figures.places import Place, overlaps
from tieout.tools.figures.plainwords import ADDS_NOTHING
from tieout.tools.figures.said import Said
from tieout.tools.figures.sayings import stems

_WORD = re.compile(r"[^\W\d_]+(?:[’'&-][^\W\d_]+)*")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_AGAINST = re.compile(r"\b(?:vs\b\.?|versus|compared|change[sd]?|over|against)", re.IGNORECASE)
_LAST_YEAR = re.compile(r"(?<=[a-z)])\s+(?=(?:19|20)\d\d\s*$)")
_OPENS = re.compile(r"\b(?:beginning|opening|start|brought\s+forward|carried\s+over)\b", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand\s+|sub-?)?totals?\b|consolidated\b|combined\b|all\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b({'|'.join(MONTHS)})\b\.?\s+(\d{{1,2}})(?!\d)", re.IGNORECASE)
_ABOUT = Decimal("1.1")
"""A row that is taken off is printed in parentheses: with the other sign it is about the same."""
HEADS = frozenset(
    """
assets liabilities current non-current noncurrent operating activities investing financing expenses expense income
revenue revenues sales equity shareholders’ stockholders’ shareholders' stockholders' cash flows costs statement
statements usd dollars millions thousands billions unaudited audited restated note notes see fy q share data except
amounts
""".split()
)
"""Words of a section or a column's head that do not make a row's figure another one."""


def with_year(column: str) -> str:
    """A column's heads whose last word is a year, which reads as one: "Total revenues 2023"."""
    return _LAST_YEAR.sub(" in ", column)


def leftover(said: Said, row: Place, column: Place) -> str | None:
    """A word of a cell's heads that nothing explains, or why its row names no metric; None where all is clear.

    Args:
        said: the heads and the cell, read as one text.
        row: where the row's label stands.
        column: where the column's heads stand.
    """
    inside = [t for t in said.terms if row[0] <= t.start and t.end <= row[1]]
    if not inside and not any(row[0] <= p[0] and p[1] <= row[1] for p, _ in said.parts):
        return "the row's label"
    worded = [(w.start, w.end) for w in said.wordings]
    for match in _YEAR.finditer(said.text, row[0], column[1]):
        if not overlaps(match.span(), worded):
            return match[0]
    explained = [*said.named(), *((w.start, w.end) for w in said.wordings), *((r.start, r.end) for r in said.readings)]
    own = inside[-1].start if inside else row[0]
    for match in _WORD.finditer(said.text, row[0], column[1]):
        low = match[0].casefold()
        if low in ADDS_NOTHING or overlaps(match.span(), explained):
            continue
        if low in HEADS and not _beside(match.start(), own, row):
            continue
        return match[0]
    return _compared(said, column) or _second(said, inside, column)


def another_day(row: str, fact: Fact) -> str | None:
    """What a row says of a balance's day that the fact's period does not end on: "Balance, January 1".

    A balance at the beginning is that of the period before, whatever the filing calls the fact.
    """
    if fact.period.kind != "instant":
        return None
    opens, end = _OPENS.search(row), fact.period.end
    days = [m for m in _MONTH_DAY.finditer(row) if (MONTHS[m[1].lower()], int(m[2])) != (end.month, end.day)]
    if opens is not None:
        return opens[0]
    return days[0][0] if days else None


def beyond(row: str, fact: Fact) -> str | None:
    """The label of a row that may add up more than its section, which is a part's: "Europe: Total net sales"."""
    sections, _, own = row.strip(" :").rpartition(": ")
    if not sections or _TOTAL.match(own) is None:
        return None
    said = stems(own)
    return own if any(not stems(called(d)) <= said for d in distinguishing(fact)) else None


def _beside(at: int, own: int, row: Place) -> bool:
    """Whether a word stands in the row's own label, behind its section."""
    return row[0] <= at < row[1] and at >= own


def _compared(said: Said, column: Place) -> str | None:
    """What sets two periods of a column's head against each other: "2024 vs. 2023"."""
    match = _AGAINST.search(said.text, *column)
    years = {y for w in said.wordings if column[0] <= w.start < column[1] for y in _YEAR.findall(w.text)}
    return match[0] if match and len(years) > 1 else None


def _second(said: Said, inside: Iterable[object], column: Place) -> str | None:
    """A metric that the column names beside the row's."""
    if not list(inside):
        return None
    return next((said.text[t.start : t.end] for t in said.terms if column[0] <= t.start < column[1]), None)


def careful(bound: Bound, row: str) -> Bound:
    """A cell that is wrong only where its row is the source's own, and its value is near; never calculated of a day."""
    level, value = bound.level, bound.reading.value
    day = _OPENS.search(row) or _MONTH_DAY.search(row)
    if bound.verdict == "tied" and not isinstance(level, Fact) and day is not None:
        return unclear(bound.reading, day[0])
    if bound.verdict == "tied" and isinstance(level, Fact) and is_finer(bound.reading, level):
        return unclear(bound.reading, level.printed)
    if bound.verdict != "wrong" or level is None or level.value is None or value is None:
        return bound
    same = isinstance(level, Fact) and label_key(level.label) == label_key(row)
    ratio = value / level.value if level.value else Decimal(0)
    near = Decimal("0.5") <= abs(ratio) <= Decimal(2) and not -_ABOUT <= ratio <= -1 / _ABOUT
    if same and near:
        return bound
    return unclear(bound.reading, row)


def unclear(at: Reading, stray: str) -> Bound:
    """A cell whose heads say more than is understood."""
    detail = f"{stray!r} may make {at.text!r} another figure than the one that its row names"
    return Bound(reading=at, failure=Failure(reason="ambiguous", detail=detail, text=at.text))


def is_finer(at: Reading, fact: Fact) -> bool:
    """Whether a cell prints more digits than its fact is known to."""
    return fact.decimals is not None and Decimal((0, (1,), -fact.decimals)) > at.precision
