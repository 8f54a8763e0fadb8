"""Which period an amount of a table is of, from its column's heads, its row, its section and the words above."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from tieout.document import Table
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.heads import Heads
from tieout.tools.filings.leads import Lead, versus
from tieout.tools.filings.leanings import Kind, is_balance, is_beginning, is_sheet, leaning, sure, weight
from tieout.tools.filings.rollforward import RollForward, When, eve, lowest
from tieout.tools.filings.timing import Timing, day_of, span_of, timing, united

_ENDED = re.compile(r"\bend(?:ed|ing)\b", re.IGNORECASE)
_VINTAGE = re.compile(r"\b(?:originat|vintage|maturit|expir|year\s+of\b)", re.IGNORECASE)
"""Heads whose years are when something began or will end, not periods of the report."""
_CHANGE = re.compile(
    r"\W*(?:(?:percent(?:age)?|dollar|amount|total|basis[\s-]points?|yoy|favorable)\W+)*(?:change|chg|variance|increase|decrease|growth|V\W*%|"
    r"better|B\W*\(W\)|[%$]\W*(?:change|increase|B\W*\(W\)))",
    re.IGNORECASE,
)
"""Heads of columns that say how much the periods beside them differ."""
_MANY, _QUARTER, _YEAR = 3, 3, 12
_SOON = timedelta(days=75)
"""Within so long after the document's last day a day may still be reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Where an amount stands, and what is said of its time there."""

    row: int
    label: str
    section: str
    corner: str
    column: Timing
    found: Timing
    """The column's heads, filled from section, corner and label."""


@dataclass
class Clock:
    """Tells the time of one table's amounts."""

    heads: Heads
    closings: Closings
    lead: Lead
    rolls: RollForward

    @classmethod
    def of(cls, table: Table, heads: Heads, text: str, floor: int, closings: Closings) -> "Clock":
        """A clock for one table; the words above it begin at `floor` at the earliest."""
        return cls(heads, closings, Lead.of(table, text, floor, closings), RollForward.of(heads, closings))

    def when(self, row: int, left: int, right: int) -> When:
        """The period of what a row prints in a range of columns."""
        label = self.heads.labels.get(row, "")
        own, column = timing(label), self._column(row, left, right)
        if span := span_of(label, self.closings.period_end):
            return When(start=span[0], end=span[1])
        if to_come := self._to_come(own, column):
            return to_come
        if self.rolls.columns and (rolled := self.rolls.across(left, right, column)):
            return rolled
        corner = self.heads.corner(row)
        words = f"{column.rest} {label}" if is_balance(column.rest) else label
        return self._resolved(
            _Row(
                row=row,
                label=words,
                section=" ".join(self.heads.paths.get(row, ())),
                corner=" ".join(corner),
                column=column,
                found=self._found(row, label, own, column),
            )
        )

    def _column(self, row: int, left: int, right: int) -> Timing:
        """What the heads say; the nearest band first, the others where it is silent."""
        near, above = self.heads.near(row, left, right), tuple(self.heads.above(row, left, right))
        column = united(near)
        if len(near) < len(above) and not column.several:
            everything = united(above)
            column = replace(column.filled(everything), rest=everything.rest)
        if _VINTAGE.search(column.rest):
            return replace(self._beside(row), rest=column.rest)
        if column.several:
            return versus(column, above)
        if not column.dated and not column.several and _CHANGE.match(column.rest):
            return replace(column.filled(self._compared(row, left)), rest=column.rest)
        return column

    def _compared(self, row: int, left: int) -> Timing:
        """The latest of the periods to the left of a column that says how much they differ."""
        found: list[Timing] = []
        held = self.heads.bands.get(row, ())
        cells = [c for c in lowest(held[0]) if held[0].first < c.column < left] if held else []
        for cell in reversed(cells):
            one = timing(cell.text)
            if one.dated:
                found.append(one)
            elif found or not _CHANGE.match(one.rest):
                break
        return max(found, key=lambda one: (one.year or 0, one.month or 0), default=Timing())

    def _beside(self, row: int) -> Timing:
        """The one day that stands over other columns of the row; it holds for all of it."""
        texts = {c.text for band in self.heads.bands.get(row, ()) for cells in band.rows for c in cells}
        days = {(one.year, one.month, one.day) for text in texts if (one := timing(text)).dated and one.month}
        year, month, day = days.pop() if len(days) == 1 else (None, None, None)
        return Timing(year=year, month=month, day=day)

    def _to_come(self, own: Timing, column: Timing) -> When | None:
        """The day from which years to come are seen, where row or column name such a year."""
        if own.later or (own.year and not own.rest and not own.month and self._is_to_come(own.year)):
            end = self._end(column) if column.dated else None
            return When(end=self._today() if end is None or end > self.closings.period_end else end, is_future=True)
        if column.later:
            return When(end=self._today(), is_future=True)
        if self.is_schedule and not (column.dated or own.dated or column.months):
            return When(end=self._today())
        return None

    def _found(self, row: int, label: str, own: Timing, column: Timing) -> Timing:
        paths, corners = self.heads.paths.get(row, ()), self.heads.corner(row)
        section = united(tuple(path for path in paths if not timing(path).rest or timing(path).instant))
        corner = united(tuple(text for text in corners if _ENDED.search(text) or _is_when(timing(text))))
        found = column.filled(section).filled(corner)
        if corner.month and not corner.months and not column.months:
            found = replace(found, instant=found.instant or sure(f"{column.rest} {label}") != "duration")
        if own.dated and not column.dated and (own.instant or row in self.rolls.rows or not own.rest):
            found = own.filled(found)
            return replace(found, instant=True, months=None) if row in self.rolls.rows else found
        if own.instant and own.month and not own.year:
            return replace(found, instant=True, months=None, month=own.month, day=own.day)
        return found

    def _resolved(self, at: _Row) -> When:
        kind, end, found = self._kind(at), self._end(at.found), at.found
        if end is None and (between := self.rolls.between(at.row, kind)) is not None:
            return between
        if end is None and self.lead.timing.dated:
            found = found.filled(self.lead.timing)
            kind, end = self._kind(replace(at, found=found)), self._end(found)
        is_sure, is_exact = end is not None, end is not None and (self.closings.is_known or found.month is not None)
        end = end or self.closings.period_end
        if end > self.closings.period_end + _SOON:
            return When(end=self._today(), is_future=True, is_sure=is_sure, is_exact=is_exact)
        months = found.months or (_QUARTER if found.quarter else self.lead.timing.months or self.closings.months)
        has_length = bool(found.months or found.quarter or self.lead.timing.months)
        if kind == "duration":
            is_exact = is_exact and (has_length or (self.closings.is_known and self.closings.months == _YEAR))
            if found.month and not (found.months or found.day):
                return When(end=end, start=end.replace(day=1), is_sure=is_sure, is_exact=is_exact)
            return When(
                end=end, start=self.closings.start(end, months, found.weeks), is_sure=is_sure, is_exact=is_exact
            )
        if is_beginning(at.label) and (end.month, end.day) != (1, 1):
            return When(end=self.closings.start(end, months) - timedelta(days=1), is_sure=is_sure, is_exact=is_exact)
        return When(end=eve(end, self.closings) if found.instant else end, is_sure=is_sure, is_exact=is_exact)

    def _end(self, found: Timing) -> date | None:
        """The last day of what is said; None where no year is."""
        closings, lead = self.closings, self.lead.timing
        year = found.year or (lead.year if found.quarter else None)
        if year is None:
            return None
        if found.quarter:
            return closings.quarter_end(year, found.quarter)
        if found.month is not None:
            return day_of(year, found.month, found.day)
        return self._end_of(year, found.months)

    def _end_of(self, year: int, months: int | None) -> date:
        """The last day of what is called by a year alone."""
        closings, lead = self.closings, self.lead.timing
        if year in self.lead.days and months != _YEAR:
            return self.lead.days[year]
        if _YEAR in {closings.months, months}:
            return closings.year_end(year)
        if lead.month is None:
            return closings.own(year)
        day = day_of(year, lead.month, lead.day)
        return day if closings.printed[day] else closings.near(day)

    def _kind(self, at: _Row) -> Kind:
        """Weighs what the words say; what is printed over the column counts most."""
        found, column = at.found, at.column
        if at.row in self.rolls.closers or is_balance(at.label) or is_sheet(at.section):
            return "instant"
        if sure(column.rest) == "instant" and not column.months:
            return "instant"
        if at.row in self.rolls.changes and not column.instant:
            return "duration"
        if not found.both and (found.months or found.quarter or found.instant):
            return "duration" if found.months or found.quarter else "instant"
        total = self._weight(at)
        if total == 0:
            return "instant" if found.month and not found.both else "duration"
        return "duration" if total > 0 else "instant"

    def _weight(self, at: _Row) -> int:
        """Above nought for a stretch of time; a section that leaves no doubt outweighs what is said of the table."""
        rest, section = at.column.rest, sure(at.section)
        is_after = at.row in self.rolls.after
        total = (
            4 * weight(sure(at.label)) + 5 * weight(sure(rest)) + 2 * weight(leaning(rest)) + weight(leaning(at.label))
        )
        total -= 6 * is_after
        if section is not None and not (is_after and section == "duration"):
            return total + 6 * weight(section)
        total += 4 * weight(sure(at.corner)) + 3 * weight(leaning(at.corner)) + weight(leaning(at.section))
        if not at.found.both:
            total += 2 * weight(self.lines) + self.lead.weight + self._by_count(at.found)
        return total + 4 * (self.has_balances and bool(rest) and not at.column.says) - 4 * self.is_schedule

    def _by_count(self, found: Timing) -> int:
        """Flows are shown for three years, balances for two; a quarterly report says how long its flows are."""
        if self.years >= _MANY:
            return 3
        if not (found.month and found.day):
            return 0
        return -2

    def _is_to_come(self, year: int) -> bool:
        return self.closings.year_end(year) > self.closings.period_end + _SOON

    def _today(self) -> date:
        """The day from which contracts to come are seen: the document's last, unless the words above name one."""
        days = [day for day in self.lead.days.values() if day <= self.closings.period_end]
        return max(days, default=self.closings.period_end)

    @cached_property
    def is_schedule(self) -> bool:
        """Whether rows or columns are years to come: maturities, payments due."""
        said = [timing(text) for text in (*self.heads.labels.values(), *self.heads.texts)]
        return sum(one.later or bool(one.year and not one.rest and self._is_to_come(one.year)) for one in said) > 1

    @cached_property
    def years(self) -> int:
        """How many years head columns; years in which something began are none."""
        if any(_VINTAGE.search(text) for text in self.heads.texts):
            return 0
        return len({one.year for text in self.heads.texts if (one := timing(text)).year and not one.rest})

    @cached_property
    def has_balances(self) -> bool:
        """Whether columns are balances at the beginning and the end, and what happened between them."""
        return any(is_beginning(text) for text in self.heads.texts)

    @cached_property
    def lines(self) -> Kind | None:
        """What most of the rows are."""
        votes = Counter(kind for label in self.heads.labels.values() if (kind := leaning(label)))
        if votes["instant"] == votes["duration"]:
            return None
        return "instant" if votes["instant"] > votes["duration"] else "duration"


def _is_when(one: Timing) -> bool:
    """Whether words over the labels say when: a day, or a year and nothing else."""
    return one.month is not None or (one.dated and not one.rest)
