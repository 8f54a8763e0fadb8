"""Numbers of table rows, put together from their cells."""

from decimal import Decimal

import pytest

from tieout.document import Table, TableCell
from tieout.tools.filings.amounts import Amount, amounts


def row(*texts: str) -> Table:
    """A table of one row, its cells in columns of their own."""
    cells, at = [], 0
    for column, text in enumerate(texts):
        if text:
            cells.append(TableCell(column=column, text=text, start=at, end=at + len(text)))
        at += len(text) + 1
    return Table(index=0, start=0, end=at, rows=(tuple(cells),))


def read(*texts: str) -> list[Amount]:
    """The amounts of one row."""
    return list(amounts(row(*texts), 0))


@pytest.mark.parametrize(
    ("cells", "value", "printed", "sign", "suffix"),
    [
        (("Net sales", "$", "391,035"), "391035", "391,035", "$", ""),
        (("Other", "(565", ")"), "-565", "(565)", "", ""),
        (("Other", "(", "565", ")"), "-565", "(565)", "", ""),
        (("Other", "$", "(565)"), "-565", "(565)", "$", ""),
        (("Other", "$(565)"), "-565", "(565)", "$", ""),
        (("Rate", "24.1", "%"), "24.1", "24.1", "", "%"),
        (("Rate", "(1.2", ")%"), "-1.2", "(1.2)", "", "%"),
        (("Rate", "8.2%"), "8.2", "8.2", "", "%"),
        (("Change", "−2,345"), "-2345", "-2,345", "", ""),
        (("Sales", "€", "1,200"), "1200", "1,200", "€", ""),
        (("Sales", "1,234 (a)"), "1234", "1,234", "", ""),
        (("Sales", "1,234*"), "1234", "1,234", "", ""),
        (("Ratio", "1.5x"), "1.5", "1.5", "", "x"),
        (("Price", ".05"), "0.05", ".05", "", ""),
    ],
)
def test_one(cells: tuple[str, ...], value: str, printed: str, sign: str, suffix: str) -> None:
    """Sign, digits, brackets and unit are one number, in however many cells they stand."""
    (amount,) = read(*cells)

    assert (amount.value, amount.printed, amount.sign, amount.suffix) == (Decimal(value), printed, sign, suffix)


def test_place() -> None:
    """The range is that of the digits; the columns are those of all cells that belong to the number."""
    table = row("Other", "", "$", "(565", ")")
    (amount,) = amounts(table, 0)

    assert (amount.left, amount.column, amount.right) == (2, 3, 5)
    assert "Other\t\t$\t(565\t)"[amount.start : amount.end] == amount.text == "565"


@pytest.mark.parametrize(("text", "absence"), [("—", "dash"), ("–", "dash"), ("- %", "dash"), ("NM", "not_meaningful")])
def test_absent(text: str, absence: str) -> None:
    """A dash is no value, and a dash beside a number is no minus."""
    first, second = read("Other", text, "5")

    assert (first.value, first.absence) == (None, absence)
    assert second.value == Decimal(5)


def test_range() -> None:
    """Both ends of a range are numbers; a sign at one of them is the other's too."""
    low, high = read("Volatility", "0.03 – 4.78%")

    assert [(a.value, a.suffix) for a in (low, high)] == [(Decimal("0.03"), "%"), (Decimal("4.78"), "%")]


@pytest.mark.parametrize("text", ["001-27038", "94-3156479", "0001", "Note 3", "10-K", "December 31, 2024", "A-1"])
def test_no_number(text: str) -> None:
    """Registration numbers, notes and dates are no amounts."""
    assert read("Delaware", text) == []


def test_year() -> None:
    """Four plain digits may be a year."""
    assert [a.is_year for a in read("Notes due", "2028", "$", "2,028")] == [True, False]


def test_footnote() -> None:
    """A raised digit is no digit of the number before it."""
    (amount,) = amounts(row("Sales", "12,3451"), 0, raised=[(12, 13)])

    assert (amount.value, amount.text) == (Decimal(12345), "12,345")
