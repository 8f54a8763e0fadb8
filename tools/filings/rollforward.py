"""How a table leads from one balance to the next: balances by row or by column, and what happened between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tieout.tools.filings.closings import Closings
from tieout.tools.filings.heads import Heads
from tieout.tools.filings.leanings import Kind, is_balance, is_beginning
from tieout.tools.filings.timing import Timing, day_of, timing

_BALANCE_ROW = re.compile(
    r"^\W*(?:exercisable|expected\s+to\s+vest|vested\s+and\s+expected|total)\b|"
    r"\b(?:balances?|outstanding|unvested|nonvested|as\s+of|at)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\W*total\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The period of an amount; `start` is None for an instant."""

    end: date
    start: date | None = None
    is_future: bool = False
    """Whether the words name a time to come: a label, not a reporting period."""
    is_sure: bool = True
    """False where nothing printed says which period it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollForward:
    """The balances of one table."""

    labels: dict[int, str]
    rows: dict[int, date] = field(default_factory=dict)
    """By row: the day that a balance row names."""
    columns: Sequence[tuple[int, date]] = ()
    """Grid columns of balances with their days, where other columns say what happened between them."""
    changes: frozenset[int] = frozenset()
    """Rows between a balance at the beginning and one at the end."""

    @classmethod
    def of(cls, heads: Heads, closings: Closings) -> "RollForward":
        """Find the balances of a table."""
        rows = {row: day for row, label in heads.labels.items() if (day := _named_day(timing(label), label))}
        return cls(labels=heads.labels, rows=rows, columns=_columns(heads, closings), changes=_changes(heads))

    def across(self, left: int, right: int, column: Timing) -> When | None:
        """The day of a balance column, or the period between the balance columns around a column of changes."""
        for at, day in self.columns:
            if left <= at < right:
                return When(end=day)
        before = [day for at, day in self.columns if at < left]
        after = [day for at, day in self.columns if at >= right]
        if not column.says and before and after and before[-1] < after[0]:
            return When(start=before[-1] + timedelta(days=1), end=after[0])
        return None

    def between(self, row: int, kind: Kind) -> When | None:
        """The period between the balance rows around a row, or the day of the total below a row of balances."""
        before = max((at for at in self.rows if at < row), default=None)
        after = min((at for at in self.rows if at > row), default=None)
        if after is not None and _TOTAL.match(self.labels[after]):
            return When(end=self.rows[after])
        if before is not None and after is not None and self.rows[before] < self.rows[after]:
            return When(start=self.rows[before] + timedelta(days=1), end=self.rows[after])
        return When(end=self.rows[before]) if before is not None and kind == "instant" else None


def _named_day(own: Timing, label: str) -> date | None:
    """The day of a row such as "Balance at January 1, 2023": the end of the day before."""
    if not (own.year and own.month):
        return None
    if not (own.instant or _BALANCE_ROW.search(label) or (own.day and not own.rest)):
        return None
    return eve(day_of(own.year, own.month, own.day))


def eve(day: date) -> date:
    """A day, or for New Year's Day the day before: a balance there is that of the year's end."""
    return day - timedelta(days=(day.month, day.day) == (1, 1))


def _columns(heads: Heads, closings: Closings) -> list[tuple[int, date]]:
    found: list[tuple[int, date]] = []
    words = 0
    for band in heads.all_bands:
        for cell in band.rows[-1]:
            if cell.column > band.first and (day := _head_day(cell.text, closings)):
                found.append((cell.column, day))
            elif cell.column > band.first and not timing(cell.text).says:
                words += 1
    return found if words > 1 and len(found) > 1 else []


def _head_day(head: str, closings: Closings) -> date | None:
    """The day of a balance that heads a column: a bare day, or "Balance, End of 2022"."""
    one = timing(head)
    if not one.year or one.months or one.several:
        return None
    if one.month and (one.instant or not one.rest):
        return day_of(one.year, one.month, one.day)
    if one.rest and is_balance(head) and not one.month:
        return closings.year_end(one.year - is_beginning(head))
    return None


def _changes(heads: Heads) -> frozenset[int]:
    found: set[int] = set()
    opened: int | None = None
    for row, label in heads.labels.items():
        if is_beginning(label):
            opened = row
        elif opened is not None and is_balance(label):
            found.update(at for at in heads.labels if opened < at < row)
            opened = None
    return frozenset(found)
