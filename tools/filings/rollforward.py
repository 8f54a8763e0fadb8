"""How a table leads from one balance to the next: balances by row or by column, and what happened between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from tieout.document import TableCell
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.heads import Band, Heads
from tieout.tools.filings.leanings import Kind, is_balance, is_beginning
from tieout.tools.filings.tables import is_unit_line
from tieout.tools.filings.timing import Timing, day_of, timing

_BALANCE_ROW = re.compile(
    r"^\W*(?:expected\s+to\s+vest|vested\s+and\s+expected|total)\b|"
    r"\b(?:balances?|exercisable|outstanding|unvested|nonvested|as\s+of|at)\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"\bstatements?\s+of\b|\bcash\s+flows?\b", re.IGNORECASE)
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
    is_exact: bool = True
    """Whether both its ends are printed, or follow from a fiscal calendar that is known."""


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
    closers: frozenset[int] = frozenset()
    """Rows that end one account just before the next begins, whatever they are called."""
    after: frozenset[int] = frozenset()
    """Rows below the last balance at the end: what that balance consists of."""

    @classmethod
    def of(cls, heads: Heads, closings: Closings) -> "RollForward":
        """Find the balances of a table."""
        rows = {row: day for row, label in heads.labels.items() if (day := _named_day(timing(label), label, closings))}
        changes = _changes(heads)
        return cls(
            labels=heads.labels,
            rows=rows,
            columns=_columns(heads, closings),
            changes=changes,
            closers=_closers(heads),
            after=_after(heads, changes),
        )

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


def _named_day(own: Timing, label: str, closings: Closings) -> date | None:
    """The day of a row such as "Balance at January 1, 2023": the end of the day before."""
    if not (own.year and own.month):
        return None
    if not (own.instant or _BALANCE_ROW.search(label) or (own.day and not own.rest)):
        return None
    return eve(day_of(own.year, own.month, own.day), closings)


def eve(day: date, closings: Closings) -> date:
    """A day, or for the first day of a year the day before: a balance there is that of the year's end."""
    before = day - timedelta(days=1)
    return before if (day.month, day.day) == (1, 1) or before == closings.year_end(before.year) else day


def _columns(heads: Heads, closings: Closings) -> list[tuple[int, date]]:
    found: list[tuple[int, date]] = []
    words = 0
    for band in heads.all_bands:
        for cell in lowest(band):
            if any(timing(head).months for head in band.over(cell.column, cell.column + cell.span)):
                continue  # the last day of a stretch of time is no balance
            if cell.column > band.first and (day := _head_day(cell.text, closings)):
                found.append((cell.column, day))
            elif cell.column > band.first and not timing(cell.text).says:
                words += 1
    days = [day for _, day in found]
    is_order = words > 0 and all(a < b for a, b in pairwise(days))
    return found if len(found) > 1 and (words > 1 or is_order) else []


def lowest(band: Band) -> Sequence[TableCell]:
    """The lowest row of a band's heads that says more than in which unit the table is."""
    rows = (row for row in reversed(band.rows) if not all(is_unit_line(c.text) for c in row if c.column > band.first))
    return next(rows, ())


def _head_day(head: str, closings: Closings) -> date | None:
    """The day of a balance that heads a column: a bare day, or "Balance, End of 2022"."""
    one = timing(head)
    if not one.year or one.months or one.several:
        return None
    if one.month and (one.instant or not one.rest):
        return eve(day_of(one.year, one.month, one.day), closings)
    if one.rest and is_balance(head) and not one.month:
        return closings.year_end(one.year - is_beginning(head))
    return None


def _closers(heads: Heads) -> frozenset[int]:
    beginnings = [row for row, label in heads.labels.items() if is_beginning(label)]
    before = dict(pairwise(heads.labels))
    return frozenset(row for row, later in before.items() if later in beginnings[1:])


def _after(heads: Heads, changes: frozenset[int]) -> frozenset[int]:
    """The rows below the last balance; in a statement of flows other flows stand there."""
    if not changes or _STATEMENT.search(heads.table.title or ""):
        return frozenset()
    last = max(row for row, label in heads.labels.items() if is_balance(label) and not is_beginning(label))
    return frozenset(row for row in heads.labels if row > last)


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
