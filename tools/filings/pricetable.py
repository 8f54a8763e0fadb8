"""How a table of daily prices is read: columns by name, a series for each ticker, every figure with its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tieout.errors import InputError, ReadError
from tieout.tools.filings.scribe import Scribe
from tieout.tools.market import Printed, Quote, Series

_COLUMNS = {
    "day": "date day tradingday tradedate timestamp datetime",
    "close": "close closelast closeprice lastprice",
    "adjusted": "adjclose adjustedclose closeadjusted adjustedcloseprice",
    "open": "open openprice",
    "high": "high highprice",
    "low": "low lowprice",
    "volume": "volume vol",
    "dividend": "dividend dividends dividendamount cashdividend",
    "split": "splitcoefficient stocksplits split splits splitratio splitfactor",
    "ticker": "ticker symbol actsymbol",
    "currency": "currency ccy",
}
_NAMES = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_FIGURES = ("open", "high", "low", "adjusted", "volume", "dividend", "split")
_NOT_WORD = re.compile(r"[^a-z]")
_TICKER = re.compile(r"(\^?[A-Z][A-Z0-9]{0,5}(?:[.-][A-Z]{1,2})?)(?:[_ ~-].*)?")
_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%b %d, %Y", "%d-%b-%Y", "%m/%d/%y")
_NONE = frozenset({"", "null", "nan", "none", "n/a", "-", "0-0"})
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell of a line: its text, and its half-open range in the line."""

    text: str
    start: int
    end: int


def looks_like_prices(head: bytes) -> bool:
    """Whether the first line of a table names a date and a close."""
    lines = head.decode("utf-8-sig", "ignore").splitlines()
    return bool(lines) and {"day", "close"} <= set(_columns(lines[0]))


def series_of(path: Path, text: str) -> tuple[Series, ...]:
    """Every series of a table, unchecked, by ticker.

    Raises:
        InputError: it is no table of prices, or names no ticker.
        ReadError: a line cannot be read.
    """
    lines = [" ".join(line.split(" ")) for line in text.lstrip("\ufeff").splitlines()]
    columns = _columns(lines[0]) if lines else {}
    if not {"day", "close"} <= set(columns):
        raise InputError(
            f"{str(path)!r} is a table without a date and a close; Tieout reads tables of daily prices with columns "
            "such as date, close, adjusted_close, volume, split_coefficient"
        )
    table = _Table(path, lines, columns)
    return tuple(table.series(ticker, rows) for ticker, rows in table.by_ticker().items())


class _Table:
    """A table of prices, line by line."""

    def __init__(self, path: Path, lines: Sequence[str], columns: dict[str, int]) -> None:
        self._path, self._lines, self._columns = path, lines, columns
        self._delimiter = _delimiter(lines[0])

    def by_ticker(self) -> dict[str, list[int]]:
        """Numbers of the lines of each ticker, from 1."""
        rows = [number for number, line in enumerate(self._lines[1:], start=2) if line.strip()]
        if not rows:
            raise ReadError(f"{str(self._path)!r} has a head and no prices; download it again")
        if "ticker" not in self._columns:
            return {_named(self._path): rows}
        found: dict[str, list[int]] = {}
        for number in rows:
            found.setdefault(self._cell(number, self._cells(number), "ticker").text.upper(), []).append(number)
        return found

    def series(self, ticker: str, numbers: Sequence[int]) -> Series:
        """The lines of one ticker as they stand in the file."""
        rows = [self._cells(number) for number in numbers]
        days = self._days(numbers, rows)
        scribe, starts = Scribe(), []
        scribe.write(self._lines[0])
        for number in numbers:
            scribe.block()
            mark = scribe.open()
            scribe.write(self._lines[number - 1])
            scribe.close(mark)
            starts.append(mark.start)
        quotes = tuple(
            self._quote(number, day, row, start)
            for number, day, row, start in zip(numbers, days, rows, starts, strict=True)
        )
        return Series(
            ticker=ticker,
            currency=self._cell(numbers[0], rows[0], "currency").text.upper() if "currency" in self._columns else None,
            text=scribe.text,
            quotes=quotes,
            states_splits="split" in self._columns,
            source=self._path.name,
        )

    def _cells(self, number: int) -> list[_Cell]:
        return cells(" ".join(self._lines[number - 1].split()), self._delimiter)

    def _cell(self, number: int, row: Sequence[_Cell], column: str) -> _Cell:
        at = self._columns[column]
        if at >= len(row):
            raise ReadError(f"line {number} of {str(self._path)!r} has no {column}; download it again")
        return row[at]

    def _days(self, numbers: Sequence[int], rows: Sequence[Sequence[_Cell]]) -> list[date]:
        """The days, in the one form in which all of them can be read and are in order."""
        texts = [self._cell(number, row, "day").text for number, row in zip(numbers, rows, strict=True)]
        texts = [text[:10] if re.match(r"\d{4}[-/]\d\d[-/]\d\d", text) else text for text in texts]
        readings = [days for form in _FORMATS if (days := _parsed(texts, form)) is not None]
        ordered = [days for days in readings if days in (sorted(days), sorted(days, reverse=True))]
        if not readings:
            raise ReadError(f"the days of {str(self._path)!r} ({texts[0]!r}) cannot be read; write them as 2024-12-31")
        return (ordered or readings)[0]

    def _quote(self, number: int, day: date, row: Sequence[_Cell], start: int) -> Quote:
        close = self._figure(number, row, "close", start)
        if close is None:
            raise ReadError(f"line {number} of {str(self._path)!r} has no close; remove the line or download it again")
        figures = {name: self._figure(number, row, name, start) for name in _FIGURES if name in self._columns}
        return Quote(line=number, day=day, close=close, **figures)

    def _figure(self, number: int, row: Sequence[_Cell], column: str, start: int) -> Printed | None:
        cell = self._cell(number, row, column)
        if cell.text.casefold() in _NONE:
            return None
        digits = cell.text.replace(",", "").lstrip("$€£").strip()
        digits = digits.split(":")[0] if column == "split" and re.fullmatch(r"[\d.]+:1", digits) else digits
        try:
            value = Decimal(digits)
        except InvalidOperation as error:
            raise ReadError(
                f"line {number} of {str(self._path)!r} has the {column} {cell.text!r}, no figure"
            ) from error
        if not value.is_finite():
            raise ReadError(f"line {number} of {str(self._path)!r} has the {column} {cell.text!r}, no figure")
        return Printed(value=value, text=cell.text, start=start + cell.start, end=start + cell.end)


def cells(line: str, delimiter: str) -> list[_Cell]:
    """The cells of a line, without their quotation marks."""
    found, at = [], 0
    while at <= len(line):
        quoted = line.startswith('"', at)
        close = line.find('"', at + 1) if quoted else -1
        end = line.find(delimiter, max(at, close))
        end = len(line) if end < 0 else end
        start, stop = (at + 1, close) if quoted and close > 0 else (at, end)
        text = line[start:stop]
        lead = len(text) - len(text.lstrip())
        found.append(_Cell(text=text.strip(), start=start + lead, end=start + lead + len(text.strip())))
        at = end + 1
    return found


def _columns(head: str) -> dict[str, int]:
    named = [_NAMES.get(_NOT_WORD.sub("", cell.text.casefold())) for cell in cells(head, _delimiter(head))]
    return {name: at for at, name in reversed(list(enumerate(named))) if name}


def _delimiter(head: str) -> str:
    return max(_DELIMITERS, key=head.count)


def _named(path: Path) -> str:
    """The ticker by which a file is named."""
    match = _TICKER.fullmatch(path.stem)
    if match is None:
        raise InputError(
            f"{str(path)!r} does not say whose prices it holds; name it after the ticker, such as 'AAPL.csv', or add a "
            "column 'ticker'"
        )
    return match[1]


def _parsed(texts: Sequence[str], form: str) -> list[date] | None:
    try:
        return [datetime.strptime(text, form).date() for text in texts]  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
