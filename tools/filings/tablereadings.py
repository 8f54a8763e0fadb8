"""Every number in a document's tables, with what it is of, when, and in which unit, as a reader of the page sees it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.document import Table
from tieout.tools.filings.amounts import Amount, amounts
from tieout.tools.filings.clocks import Clock
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.directions import is_taken_away
from tieout.tools.filings.heads import Heads
from tieout.tools.filings.measures import Around, Measure, Scales, Signs, measure_of
from tieout.tools.filings.rollforward import When
from tieout.tools.filings.tables import is_layout
from tieout.tools.filings.unitlines import EXPONENTS, UnitLine, is_of_shares

_NOTE = re.compile(
    r"^\W*\((?P<mark>\w)\)\W*(?:\w+\s+){0,4}?in\s+(?P<scale>thousand|million|billion)s\b", re.IGNORECASE | re.MULTILINE
)
_NOTES_BELOW = 900
_GAP = 160
"""A table that continues the one before follows it within this many characters: a page number, a running head."""
_LONG = re.compile(r"^\D{0,3}\d{1,3}(?:,\d{3}){2,}\D{0,2}$")
_INDEX = re.compile(r"\b(?:S&P|Dow\s+Jones|NASDAQ|Russell|index|peer\s+group)\b", re.IGNORECASE)
_LEAST_LARGE = 1000
_MOST_CELLS = 400
"""A row with more cells is no table for people."""
_EQUITY = re.compile(r".{0,60}\bstatements?\s+of\s+.{0,60}\bequity\b", re.IGNORECASE)
_PER_SHARE = re.compile(r"\bper[\s-]share\b", re.IGNORECASE)
_MONEY = re.compile(r"[$€£¥₹]|\bUSD\b")
_TELLING = 100
"""Smaller numbers are met by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number of a table with its meaning."""

    table: Table
    amount: Amount
    around: Around
    measure: Measure
    when: When

    @property
    def value(self) -> Decimal | None:
        """In base units; None for a dash. Brackets make it negative unless the words already take it away."""
        value = self.amount.value
        if value is None:
            return None
        if value < 0 and is_taken_away(self.around.label, " ".join(self.around.heads), self.around.section):
            value = -value
        return Decimal(format(value.scaleb(self.measure.exponent), "f"))


def table_readings(
    tables: Sequence[Table],
    text: str,
    raised: Sequence[tuple[int, int]],
    closings: Closings,
    known: Collection[Decimal] = frozenset(),
) -> Iterator[Reading]:
    """All numbers of all tables that are no mere layout, in document order.

    Args:
        tables: a document's tables.
        text: its canonical text.
        raised: ranges of superscripts in it.
        closings: the days that end its issuer's periods.
        known: magnitudes of figures whose scale is known; they tell the scale of a table that does not state it.
    """
    units = _Units(tables, text, known)
    floor, before = 0, None
    for table in tables:
        if is_layout(table) or any(len(row) > _MOST_CELLS for row in table.rows):
            continue
        continued = before if before is not None and table.start - floor <= _GAP else None
        heads = Heads.of(table, continued)
        clock = Clock.of(table, heads, text, floor, closings)
        floor, before = table.end, heads
        yield from _readings(table, heads, clock, units.of(table), raised)


def _readings(
    table: Table, heads: Heads, clock: Clock, scales: Scales, raised: Sequence[tuple[int, int]]
) -> Iterator[Reading]:
    within = [(start, end) for start, end in raised if table.start <= start < table.end]
    rows = {row: list(amounts(table, row, within)) for row in heads.bands}
    columns = _columns(rows.values())
    for row, found in rows.items():
        signs = Signs(
            currency=next((a.sign for a in found if a.sign), ""), percent=bool(found) and found[0].suffix == "%"
        )
        for amount in found:
            around = Around(
                label=heads.labels[row],
                section=heads.paths[row][0] if heads.paths[row] else "",
                mark=heads.mark(row),
                heads=tuple(heads.above(row, amount.left, amount.right)),
                corner=tuple(heads.corner(row)),
            )
            yield Reading(
                table=table,
                amount=amount,
                around=around,
                measure=measure_of(_like(amount, found), around, scales, signs, columns[amount.column]),
                when=clock.when(row, amount.left, amount.right),
            )


def _like(amount: Amount, row: Sequence[Amount]) -> Amount:
    """A dash as the number that it stands for would look: like the other numbers of its row."""
    if amount.value is not None:
        return amount
    other = next((a for a in row if a.value is not None), amount)
    return replace(amount, places=other.places, printed=other.printed, sign=amount.sign)


def _columns(rows: Iterable[Sequence[Amount]]) -> dict[int, Signs]:
    """The signs of each column; one with a "%" is of percentages when all else in it is small and has decimals."""
    columns: dict[int, list[Amount]] = defaultdict(list)
    for amount in (amount for row in rows for amount in row):
        columns[amount.column].append(amount)
    signs = {column: _column(found) for column, found in columns.items()}
    return defaultdict(Signs, signs)


def _column(found: Sequence[Amount]) -> Signs:
    rest = [a for a in found if a.suffix != "%" and a.value is not None]
    is_small = all(a.places and a.value is not None and abs(a.value) < _LEAST_LARGE for a in rest)
    percent = any(a.suffix == "%" for a in found) and is_small
    places = Counter(a.places for a in found if a.value is not None).most_common(1)
    return Signs(
        currency=next((a.sign for a in found if a.sign), ""),
        percent=percent,
        places=places[0][0] if places else 0,
        size=max((a.value.adjusted() for a in found if a.value), default=0),
    )


class _Units:
    """Knows the units of a document's tables: their own lines, else what the other tables have."""

    def __init__(self, tables: Sequence[Table], text: str, known: Collection[Decimal]) -> None:
        self._text, self._known = text, known
        self._lines = {table.index: UnitLine.of(_line(table)) for table in tables}
        self._scales: dict[str | None, Counter[int]] = defaultdict(Counter)
        self._shares: dict[str | None, Counter[int]] = defaultdict(Counter)
        currencies: Counter[str] = Counter()
        for table in tables:
            line = self._lines[table.index]
            for section in {table.section, None}:
                self._scales[section].update([] if line.scale is None else [line.scale])
            self._shares[table.section].update([] if line.shares is None else [line.shares])
            currencies.update([line.currency] if line.currency else [])
        self._currency = next((currency for currency, _ in currencies.most_common(1)), "")

    def of(self, table: Table) -> Scales:
        """What is known of one table's units."""
        line = self._lines[table.index]
        if line.scale is None:
            shares = line.shares if line.shares is not None else _usual(self._shares[table.section])
            line = replace(line, scale=self._unstated(table), shares=shares)
        below = self._text[table.end : table.end + _NOTES_BELOW]
        notes = {m["mark"]: EXPONENTS[m["scale"].lower()] for m in _NOTE.finditer(below)}
        shares_only = is_of_shares(table.unit_line or "") or is_of_shares(table.title or "")
        return Scales(
            line=line,
            currency=line.currency or self._currency,
            notes=notes,
            shares=shares_only,
            equity=_EQUITY.match(table.title or "") is not None,
            per_share=_PER_SHARE.search(table.unit_line or "") is not None,
        )

    def _unstated(self, table: Table) -> int | None:
        """The scale of a table that states none: that in which its numbers are known, else the usual one."""
        if _is_unscaled(table):
            return None
        votes: Counter[int] = Counter()
        for row in range(len(table.rows)) if self._known else ():
            numbers = (abs(a.value) for a in amounts(table, row) if a.value and not a.is_year and a.suffix != "%")
            votes.update(e for n in numbers if n >= _TELLING for e in (0, 3, 6, 9) if n.scaleb(e) in self._known)
        if votes:
            return votes.most_common(1)[0][0]
        if not any(_MONEY.search(cell.text) for row in table.rows for cell in row):
            return None
        return _usual(self._scales[table.section] or self._scales[None])


def _usual(votes: Counter[int]) -> int | None:
    return votes.most_common(1)[0][0] if votes else None


def _is_unscaled(table: Table) -> bool:
    """Whether a table prints numbers so long that they are in no scale, or compares returns on an investment of 100."""
    if any(_LONG.search(cell.text) for row in table.rows for cell in row):
        return True
    return any(_INDEX.search(row[0].text) for row in table.rows) and any(
        cell.text.strip("$ ") in {"100", "100.0", "100.00"} for row in table.rows for cell in row[1:]
    )


def _line(table: Table) -> str:
    return table.unit_line or table.title or ""
