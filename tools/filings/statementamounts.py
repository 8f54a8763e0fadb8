"""Which amounts do the primary statements of a report print, for which fiscal year, in which unit, in which row?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from tieout.period import Duration, FiscalPeriod, Instant, Period
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.moneywords import currency_of, is_of_hundredths
from tieout.tools.filings.shown import Statement
from tieout.tools.filings.statementheads import dated_heads
from tieout.tools.filings.statementrows import is_per_share, named, untitled
from tieout.tools.filings.statementtables import KINDS, Primary
from tieout.tools.filings.tablereadings import Reading, table_readings
from tieout.tools.filings.timing import Timing, day_of, timing, united
from tieout.tools.filings.unitwords import sort_of

_YEAR: Final = 12
_DAYS, _DRIFT = 365.2425, 12
"""Days of a year, and those by which a year of 52 or 53 weeks moves."""
_BALANCE_ROW: Final = re.compile(r"\b(?:beginning|start|opening|end|close|closing|year-end)\b", re.IGNORECASE)
_FIRST: Final = frozenset({"beginning", "start", "opening"})
_COUNTED: Final = re.compile(r"\bnumber\b|\bweighted\b|\bin issue\b", re.IGNORECASE)
_HUNDREDTHS: Final = frozenset({"p", "cents", "¢"})
_PLAIN: Final = frozenset({"percent", "points", "years", "count"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StatedAmount:
    """One amount of a statement, before its sign is settled."""

    reading: Reading
    primary: Primary
    period: Period
    unit: str
    exponent: int
    name: str
    """Its label as the patterns of rows take it."""

    @property
    def statement(self) -> Statement:
        """The statement that it stands in."""
        return self.primary.statement

    @property
    def printed(self) -> Decimal:
        """As it is printed, unscaled; negative in brackets or behind a minus."""
        return self.reading.amount.value or Decimal(0)

    @property
    def label(self) -> str:
        """Its row's label as it is printed."""
        return self.reading.around.label

    @property
    def above(self) -> str:
        """What its row stands under, in lower case."""
        return untitled(self.reading.around.section).casefold()


def stated_amounts(found: Sequence[Primary], text: str, dates: tuple[Closings, Calendar]) -> tuple[StatedAmount, ...]:
    """Every amount of the statements of the whole group whose period is a fiscal year or the day that ends one.

    Args:
        found: the tables of the statements.
        text: the canonical text, pages parted by line feeds.
        dates: the days that end the issuer's periods, and its calendar.
    """
    latest = _latest(found, dates[1])
    return tuple(
        amount
        for kind in KINDS
        for amount in _of_statement([p for p in found if p.statement == kind], text, dates, latest)
    )


def _of_statement(
    found: Sequence[Primary], text: str, dates: tuple[Closings, Calendar], latest: int | None
) -> Iterator[StatedAmount]:
    """The amounts of one statement, which may go on in another table."""
    by_table = {primary.table.index: primary for primary in found}
    for reading in table_readings([primary.table for primary in found], text, (), dates[0]):
        if reading.amount.value is None or reading.amount.is_year or not reading.around.label:
            continue
        primary = by_table[reading.table.index]
        period = _period(reading, primary, dates, latest)
        if period is None:
            continue
        unit, exponent = _unit(reading, primary)
        name = named(reading.around.label, reading.around.section)
        yield StatedAmount(reading=reading, primary=primary, period=period, unit=unit, exponent=exponent, name=name)


def _latest(found: Sequence[Primary], calendar: Calendar) -> int | None:
    """The latest year that heads columns by itself: the report's own; None where it cannot be."""
    said = [timing(cell.text) for primary in found for row in dated_heads(primary.table) for cell in row if cell.column]
    years = [one.year for one in said if one.year is not None and not one.several]
    own = {calendar.year_end.year, calendar.year}
    return max(years) if years and max(years) in own else None


def _period(reading: Reading, primary: Primary, dates: tuple[Closings, Calendar], latest: int | None) -> Period | None:
    """The fiscal year that a head names, or the day that ends it; None for any other time, and for parts."""
    closings, calendar = dates
    head = united(reading.around.heads)
    if head.year is None or head.several or any(c.isalpha() for c in head.rest) or (head.months or _YEAR) != _YEAR:
        return None
    if head.quarter or head.later:
        return None
    end = _end(head, calendar, closings, latest)
    if end is None:
        return None
    label = FiscalPeriod(year=calendar.year - round((calendar.year_end - end).days / _DAYS)).label
    held = _BALANCE_ROW.search(reading.around.label) if primary.statement == "cash_flow" else None
    if primary.statement == "balance":
        return Instant(end=end, fiscal=label)
    if held is not None:
        return Instant(end=end, fiscal=label) if held[0].lower() not in _FIRST else None
    return Duration(start=closings.start(end, _YEAR), end=end, fiscal=label)


def _end(head: Timing, calendar: Calendar, closings: Closings, latest: int | None) -> date | None:
    """The last day of the fiscal year that a head names; None where its day ends none, or its year is to come."""
    if head.month is not None and head.day is not None and head.year is not None:
        day = day_of(head.year, head.month, head.day)
        years = round((calendar.year_end - day).days / _DAYS)
        off = abs((calendar.year_end - day).days - years * _DAYS)
        return day if years >= 0 and off <= _DRIFT else None
    if latest is None or head.year is None or head.year > latest:
        return None
    return closings.year_end(calendar.year - (latest - head.year))


def _unit(reading: Reading, primary: Primary) -> tuple[str, int]:
    """Unit and power of ten of an amount: per share, a percentage, shares, else money in the statement's scale."""
    around, amount = reading.around, reading.amount
    if amount.suffix == "%":
        return "percent", 0
    sort = sort_of(around.label) or (None if amount.sign and not amount.places else sort_of(around.section))
    is_under = is_per_share(around.section) and sort != "shares" and amount.places > 0
    if sort == "per share" or is_under:
        words = " ".join((around.section, around.label, *around.heads))
        is_small = is_of_hundredths(words) or amount.suffix in _HUNDREDTHS
        return f"{currency_of(around.label) or primary.currency}/shares", -2 if is_small else 0
    if sort == "shares" and (primary.statement == "income" or _COUNTED.search(around.label)):
        return "shares", 0
    return ("pure", 0) if sort in _PLAIN else (primary.currency, primary.exponent)
