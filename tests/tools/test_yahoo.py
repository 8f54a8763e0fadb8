"""Prices of Yahoo Finance become a table as traded, checked and dated before it is ingested."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.agent.pricing import fetch_prices
from tieout.errors import NotThereError, ReadError, UnreachableError
from tieout.tools.filings import read
from tieout.tools.yahoo import Yahoo

HEAD = "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits\n"
ROWS = (
    "2024-06-07 00:00:00-04:00,119.77,121.69,118.02,120.88800048828125,120.8,412385000,0.0,0.0\n"
    "2024-06-10 00:00:00-04:00,120.37,123.1,117.01,121.79,121.7,314162700,0.0,10.0\n"
    "2024-06-11 00:00:00-04:00,121.77,122.87,118.74,120.91,120.9,222551200,0.01,0.0\n"
)


class Table:
    """What yfinance gives: a table that can be printed."""

    def __init__(self, text: str) -> None:
        self.text = text

    def to_csv(self) -> str:
        """The table as CSV."""
        return self.text


class Package:
    """Stands for yfinance; answers with what it was given and remembers what it was asked."""

    def __init__(self, text: str | None) -> None:
        self.text, self.asked = text, list[tuple[str, str]]()

    def Ticker(self, ticker: str, /) -> "Package":  # noqa: N802  # its name there
        """One ticker."""
        self.asked.append((ticker, ""))
        return self

    def history(self, *, start: str, auto_adjust: bool, actions: bool) -> Table:
        """Its prices."""
        self.asked[-1] = (self.asked[-1][0], f"{start} {auto_adjust} {actions}")
        if self.text is None:
            raise RuntimeError("Too Many Requests")
        return Table(self.text)


def test_closes_as_traded() -> None:
    """Prices before a split are multiplied by it, volumes divided; the adjusted close stays."""
    package = Package(HEAD + ROWS)

    lines = Yahoo(package).table("ACM", since=date(2024, 6, 7)).splitlines()
    assert lines[1] == "2024-06-07,1197.7,1216.9,1180.2,1208.88,120.8,41238500,0,1,ACM"
    assert lines[2] == "2024-06-10,120.37,123.1,117.01,121.79,121.7,314162700,0,10,ACM"
    assert package.asked == [("ACM", "2024-06-07 False True")]


def test_no_answer() -> None:
    """A failure of yfinance is transient; an empty table is a ticker without prices."""
    with pytest.raises(UnreachableError, match="Too Many Requests"):
        Yahoo(Package(None)).table("ACM", since=date(2024, 1, 1))
    with pytest.raises(NotThereError, match="has no prices of 'XXX' since 2024-01-01"):
        Yahoo(Package(HEAD)).table("XXX", since=date(2024, 1, 1))


def test_fetched_prices_are_ingested_with_their_source(tmp_path: Path) -> None:
    """The table lies in the home's downloads, and its document says where it comes from and when."""
    market = Yahoo(Package(HEAD + ROWS))
    (path,) = fetch_prices(["ACM"], since="2024", home=tmp_path, market=market, today=date(2024, 6, 12))
    reading = read(path, filed=date.fromisoformat(json.loads(path.with_name("ACM.csv.json").read_text())["filed"]))

    close = next(one for one in reading.facts if one.concept == "market:close")
    assert (close.period.end, close.value) == (date(2024, 6, 7), Decimal("1208.88"))
    assert reading.document.filed == date(2024, 6, 12)
    assert "prices from Yahoo Finance, as of 2024-06-12" in reading.document.notes


def test_fetched_prices_are_checked(tmp_path: Path) -> None:
    """Quotes that are still to come are refused, and nothing is written."""
    market = Yahoo(Package(HEAD + ROWS))

    with pytest.raises(ReadError, match="which is still to come"):
        fetch_prices(["ACM"], since=None, home=tmp_path, market=market, today=date(2024, 6, 10))
    assert list(tmp_path.rglob("*.csv")) == []
