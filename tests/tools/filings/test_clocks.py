"""Which period each cell of a table is of."""

from datetime import date

import pytest

from tieout.document import Table, TableCell
from tieout.tools.filings.clocks import Clock
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.heads import Heads

YEAR_END = date(2023, 12, 31)
YEAR = (date(2023, 1, 1), YEAR_END)
BEFORE = (date(2022, 1, 1), date(2022, 12, 31))
THEN, NOW = (None, date(2022, 12, 31)), (None, YEAR_END)


def table(*rows: str) -> Table:
    """A table of rows such as "Net sales|5|4"; a cell that is empty does not show, "=" makes the one before wider."""
    made = []
    for row in rows:
        cells: list[TableCell] = []
        for column, text in enumerate(row.split("|")):
            if text == "=":
                cells[-1] = cells[-1].model_copy(update={"span": cells[-1].span + 1})
            elif text:
                cells.append(TableCell(column=column, span=1, text=text, start=0, end=0))
        made.append(tuple(cells))
    return Table(index=0, start=0, end=0, rows=tuple(made))


def when(rows: tuple[str, ...], row: int, column: int, above: str = "") -> tuple[date | None, date]:
    """The start and the end of a cell's period, in an annual report for 2023."""
    page = table(*rows).model_copy(update={"start": len(above), "end": len(above)})
    closings = Closings.of(
        "December 31, 2023 December 31, 2022", period_end=YEAR_END, calendar=Calendar(YEAR_END, 2023), months=12
    )
    found = Clock.of(page, Heads.of(page), above, 0, closings).when(row, column, column + 1)
    return found.start, found.end


PENSION = (
    "|2023|2022",
    "Change in benefit obligations",
    "Balance at January 1|5|4",
    "Service cost|2|1",
    "Benefits paid|(1)|(1)",
    "Balance at December 31|6|5",
    "Funded status|(2)|(1)",
    "Amounts recognized in accumulated other comprehensive loss",
    "Net actuarial loss|3|2",
)


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [(2, 1, THEN), (3, 1, YEAR), (4, 2, BEFORE), (5, 1, NOW), (6, 1, NOW), (8, 2, THEN)],
)
def test_pension(row: int, column: int, expected: tuple[date | None, date]) -> None:
    """Changes between balances take the year; the balances and what they consist of hold on a day."""
    assert when(PENSION, row, column) == expected


GOODWILL = (
    "|December 31, 2022|Acquisitions|December 31, 2023",
    "|(in millions)|=|=",
    "Data Center|5|1|6",
)


@pytest.mark.parametrize(("column", "expected"), [(1, THEN), (2, YEAR), (3, NOW)])
def test_columns_of_balances(column: int, expected: tuple[date | None, date]) -> None:
    """What stands between two balance columns happened between their days."""
    assert when(GOODWILL, 2, column) == expected


@pytest.mark.parametrize(("column", "expected"), [(1, YEAR), (2, YEAR), (3, BEFORE), (4, BEFORE)])
def test_years_over_groups(column: int, expected: tuple[date | None, date]) -> None:
    """A year that is set over one column of its group reaches over the whole group."""
    rows = ("Years ended December 31,||2023||2022", "|Shares|Amount|Shares|Amount", "Shares issued|5|1|6|2")

    assert when(rows, 2, column) == expected


def test_year_of_origination() -> None:
    """Years in which loans began are labels; the day stands over another column."""
    rows = ("|Year of Origination|=|December 31, 2022", "|2022|2021|Total", "Over 30 days past due|5|1|6")

    assert {when(rows, 2, column) for column in (1, 2, 3)} == {THEN}


def test_corner() -> None:
    """A year over the labels dates the table, whatever a note to the table before says."""
    rows = ("2022|Consumer|Business", "Service revenues|5|1")
    above = "(2) Revenues of the segment amounted to 26 million dollars for the year ended December 31, 2023.\n"

    assert when(rows, 1, 1, above) == BEFORE


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        (("|2023|2022|% Change", "Net sales|5|4|25"), 3),
        (("|2023|Change|2022|Change|2021", "Net sales|5|25|4|33|3"), 2),
        (("|2023|2022|2023 vs. 2022", "Net sales|5|4|1"), 3),
    ],
)
def test_changes(rows: tuple[str, ...], column: int) -> None:
    """A column of changes is of the latest of the years that it compares."""
    assert when(rows, 1, column) == YEAR


def test_months() -> None:
    """A row that names its first and last day, or a month, is of that time alone."""
    rows = (
        "Period|Total Number of Shares Purchased",
        "October 1 - October 28, 2023|5",
        "November 2023|4",
        "December 2, 2023 - January 5, 2024|3",
        "January 6, 2024 - February 2, 2024|2",
    )

    assert [when(rows, row, 1) for row in (1, 2, 3)] == [
        (date(2023, 10, 1), date(2023, 10, 28)),
        (date(2023, 11, 1), date(2023, 11, 30)),
        (date(2023, 12, 2), date(2024, 1, 5)),
    ]


def test_accounts_one_below_the_other() -> None:
    """In a statement of equity the row before the next beginning is a balance, whatever it is called."""
    rows = (
        "For the years ended December 31|2023|2022",
        "Beginning balance|5|4",
        "Stock-based compensation|2|1",
        "Other capital|7|5",
        "Beginning balance|3|2",
        "Net earnings|1|1",
    )

    assert (when(rows, 2, 1), when(rows, 3, 1), when(rows, 4, 1), when(rows, 5, 1)) == (YEAR, NOW, THEN, YEAR)
