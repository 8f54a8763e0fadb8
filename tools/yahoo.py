"""Daily prices from Yahoo Finance, by yfinance, turned back into what was traded."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import Protocol, cast

from tieout.errors import InputError, NotThereError, UnreachableError

HEAD = ("date", "open", "high", "low", "close", "adjusted_close", "volume", "dividend", "split_coefficient", "ticker")
_PRICES = (("open", "Open"), ("high", "High"), ("low", "Low"), ("close", "Close"), ("dividend", "Dividends"))
_CENT = Decimal("0.0001")


class _Frame(Protocol):
    """A pandas table."""

    def to_csv(self) -> str: ...


class _Ticker(Protocol):
    """`yfinance.Ticker`, as far as it is used."""

    def history(self, *, start: str, auto_adjust: bool, actions: bool) -> _Frame: ...


class _Package(Protocol):
    """The package `yfinance`."""

    def Ticker(self, ticker: str, /) -> _Ticker:  # noqa: N802  # its name there
        ...


class Yahoo:
    """Fulfils `tieout.ports.Market`.

    Yahoo's prices are adjusted for every split up to today; here they are as traded on their day.
    """

    name = "Yahoo Finance"

    def __init__(self, package: _Package | None = None) -> None:
        self._package = package

    def table(self, ticker: str, *, since: date) -> str:
        """Daily prices up to today as CSV text; raises as the port says, InputError where yfinance is not installed."""
        package = self._package or _yfinance()
        try:
            printed = package.Ticker(ticker).history(start=since.isoformat(), auto_adjust=False, actions=True).to_csv()
        except Exception as error:  # yfinance raises whatever its parts raise
            raise UnreachableError(f"{self.name} gave no prices of {ticker!r} ({error}); try again later") from error
        rows = list(csv.DictReader(io.StringIO(printed)))
        if not rows:
            raise NotThereError(f"{self.name} has no prices of {ticker!r} since {since}; check the ticker")
        out = io.StringIO()
        writer = csv.DictWriter(out, HEAD, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_as_traded(rows, ticker))
        return out.getvalue()


def _yfinance() -> _Package:
    try:
        return cast("_Package", import_module("yfinance"))
    except ImportError as error:
        raise InputError("prices are fetched by yfinance: pip install 'tieout[market]', or give a CSV file") from error


def _as_traded(rows: Sequence[Mapping[str, str]], ticker: str) -> Iterator[dict[str, str]]:
    """The rows, oldest first, with prices multiplied by every later split and volumes divided by it."""
    factor = Decimal(1)
    traded: list[dict[str, str]] = []
    for row in reversed(rows):
        if not row.get("Close"):
            continue  # a day without trade
        split = _number(row.get("Stock Splits")) or Decimal(1)
        line = {name: _plain(_number(row.get(column)) * factor) for name, column in _PRICES}
        line |= {"date": row["Date"][:10], "ticker": ticker, "split_coefficient": _plain(split)}
        line["adjusted_close"] = _plain(_number(row.get("Adj Close")))
        line["volume"] = str(int(_number(row.get("Volume")) / factor))
        traded.append(line)
        factor *= split
    yield from reversed(traded)


def _number(text: str | None) -> Decimal:
    try:
        return Decimal(text or 0)
    except InvalidOperation:
        return Decimal(0)


def _plain(value: Decimal) -> str:
    """Four decimals at most: what comes after is the noise of binary fractions."""
    return format(value.quantize(_CENT).normalize(), "f")
