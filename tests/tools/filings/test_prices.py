"""Prices become facts with their place in the table, or are refused with the reason."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.errors import InputError, ReadError
from tieout.tools.filings import read, read_all

HEAD = "date,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient"
GOOD = f"""{HEAD}
2024-06-06,1200.0,1215.0,1190.0,1209.98,120.9,100,0.0,1.0
2024-06-07,1197.7,1216.9,1180.2,1208.88,120.8,100,0.0,1.0
2024-06-10,120.3,123.1,117.0,121.79,121.7,900,0.0,10.0
2024-06-11,121.7,122.8,118.7,120.91,120.8,800,0.01,1.0
"""


def write(folder: Path, text: str, name: str = "ACM.csv") -> Path:
    """A table of prices."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table(tmp_path: Path) -> None:
    """Closes, adjusted closes, volumes, dividends and splits are facts of their day; each opens at its cell."""
    reading = read(write(tmp_path, GOOD))
    facts = [(one.concept, one.period.end, one.printed, one.unit) for one in reading.facts]

    assert facts[:3] == [
        ("market:close", date(2024, 6, 6), "1209.98", "USD/shares"),
        ("market:adjusted_close", date(2024, 6, 6), "120.9", "USD/shares"),
        ("market:volume", date(2024, 6, 6), "100", "shares"),
    ]
    assert ("market:split", date(2024, 6, 10), "10.0", "pure") in facts
    assert ("market:dividend", date(2024, 6, 11), "0.01", "USD/shares") in facts
    assert all(reading.text[one.locator.start : one.locator.end] == one.printed for one in reading.facts)
    assert {one.origin for one in reading.facts} == {"market"}
    assert (reading.document.kind, reading.document.entity.ticker) == ("market", "ACM")


def test_when_a_price_is_known(tmp_path: Path) -> None:
    """A close is known on its day; what later splits and dividends changed, only since the table's last day."""
    reading = read(write(tmp_path, GOOD))
    known = {one.concept: one.known_since for one in reading.facts if one.period.end == date(2024, 6, 6)}

    assert known["market:close"] == date(2024, 6, 6)
    assert known["market:adjusted_close"] == date(2024, 6, 11)
    assert reading.document.filed == date(2024, 6, 11)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("2024-06-07", "2024-06-06", "2024-06-06 stands twice, in lines 2 and 3"),
        ("2024-06-07", "2024-06-05", "line 3 goes back from 2024-06-06 to 2024-06-05"),
        ("2024-06-11", "2999-06-11", "line 5 is of 2999-06-11, which is still to come"),
        ("1208.88", "-1208.88", "line 3 has a price of zero or less"),
        ("1208.88", "1300.00", "line 3 closes at 1300.00, outside 1180.2 to 1216.9"),
        ("10.0\n", "3.0\n", "line 4 states a split of 3 for 1, but the close goes from 1208.88 to 121.79"),
        ("10.0\n", "1.0\n", "the adjusted close says that line 4 begins after a split, which the file does not state"),
    ],
)
def test_refused(tmp_path: Path, before: str, after: str, reason: str) -> None:
    """Repeated, unordered, future and impossible quotes, and splits that the closes contradict, are refused."""
    path = write(tmp_path, GOOD.replace(before, after))

    with pytest.raises(ReadError, match="are refused") as refused:
        read(path)
    assert reason in str(refused.value)


def test_old_quotes_repeated(tmp_path: Path) -> None:
    """A close that stands still without trade for days is an old quote."""
    days = [date(2024, 3, 4) + timedelta(days=n) for n in range(8)]
    path = write(tmp_path, "\n".join(["Date,Close,Volume", *(f"{day},5.00,0" for day in days)]))

    with pytest.raises(ReadError, match="an old close is repeated for 6 days without trade"):
        read(path)


def test_newest_first(tmp_path: Path) -> None:
    """A table may run backwards; its text stays as it is."""
    head, *lines = GOOD.splitlines()
    reading = read(write(tmp_path, "\n".join([head, *reversed(lines)])))

    assert reading.facts[0].period.end == date(2024, 6, 6)
    assert reading.text.splitlines()[1].startswith("2024-06-11")


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Date,Close\n2024-01-02,10\n2024-01-03,11\n", "market:split_adjusted_close"),
        ("Date,Close,Stock Splits\n2024-01-02,10,0.0\n2024-01-03,11,0.0\n", "market:split_adjusted_close"),
        ("Date,Close,Stock Splits\n2024-01-02,10,0.0\n2024-01-03,11,4.0\n", "market:split_adjusted_close"),
        ("Date,Close,Stock Splits\n2024-01-02,40,0.0\n2024-01-03,11,4.0\n", "market:close"),
        ("Date,Close,Split\n2024-01-02,10,1\n2024-01-03,11,1\n", "market:close"),
    ],
)
def test_basis(tmp_path: Path, text: str, concept: str) -> None:
    """A close counts as traded only where the table's splits show that it is not adjusted for later ones."""
    assert read(write(tmp_path, text)).facts[0].concept == concept


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("01/02/2024,$10.50", date(2024, 1, 2)),
        ("20240102,10.50", date(2024, 1, 2)),
        ('"Jan 02, 2024","1,010.50"', date(2024, 1, 2)),
        ("2024-01-02 00:00:00-05:00,10.50", date(2024, 1, 2)),
    ],
)
def test_forms(tmp_path: Path, line: str, day: date) -> None:
    """Days and figures are read in the forms that exchanges and vendors write."""
    fact = read(write(tmp_path, f"Date,Close/Last\n{line}\n")).facts[0]

    assert (fact.period.end, fact.value) == (day, Decimal("1010.50") if "1,0" in line else Decimal("10.50"))


def test_several_tickers(tmp_path: Path) -> None:
    """A table with a column of tickers is a document for each."""
    path = write(tmp_path, "date,symbol,close\n2024-01-02,ACM,1\n2024-01-02,BCM,2\n2024-01-03,ACM,1.5\n", "all.csv")
    readings = read_all(path)

    found = [(one.document.id, one.document.entity.ticker, len(one.facts)) for one in readings]
    assert found == [("all-ACM", "ACM", 2), ("all-BCM", "BCM", 1)]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("a,b\n1,2\n", "ACM.csv", "without a date and a close"),
        ("date,close\n2024-01-02,1\n", "vix-daily.csv", "does not say whose prices"),
    ],
)
def test_no_prices(tmp_path: Path, text: str, name: str, reason: str) -> None:
    """Other tables, and prices of nobody, are refused."""
    with pytest.raises(InputError, match=reason):
        read(write(tmp_path, text, name))


def test_parquet(tmp_path: Path) -> None:
    """A Parquet table gives the facts of the same table as CSV."""
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    days = [date(2024, 1, 2), date(2024, 1, 3)]
    parquet.write_table(pa.table({"date": days, "close": [10.5, 11.25], "split": [1, 1]}), tmp_path / "ACM.parquet")
    reading = read(tmp_path / "ACM.parquet")

    found = [(one.period.end, one.printed, one.concept) for one in reading.facts]
    assert found == [(days[0], "10.5", "market:close"), (days[1], "11.25", "market:close")]


@pytest.mark.real
def test_real_prices(shared_data: Path) -> None:
    """Every shared table is read; Apple's closes are as traded, those of a table without splits are not."""
    tables = sorted([*shared_data.glob("aligned/prices/*.csv"), *shared_data.glob("prices/stocknet/*.csv")])
    readings = {path: read(path) for path in tables}
    aligned = readings[shared_data / "aligned/prices/AAPL.csv"]

    close = next(one for one in aligned.facts if one.period.end == date(2024, 9, 27) and one.concept == "market:close")
    assert close.printed == "227.79"
    assert len(readings) == 14
    assert {one.facts[0].concept for path, one in readings.items() if "stocknet" in path.parts} == {
        "market:split_adjusted_close"
    }
