"""Untagged numbers of tables as facts: releases without tags, and the rest of filings with tags."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from tieout.fact import Fact
from tieout.period import Duration, Instant
from tieout.reading import Reading
from tieout.tools.filings import read

Write = Callable[..., Path]
Page = Callable[..., Path]

RELEASE = """<p>Acme Corp. Reports Third Quarter Results</p>
<p>CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)</p>
<p>(In millions, except number of shares, which are reflected in thousands, and per-share amounts)</p>
<table>
<tr><td colspan=3></td><td colspan=6>Three Months Ended</td><td colspan=6>Nine Months Ended</td></tr>
<tr><td colspan=3></td><td colspan=3>June 29, 2024</td><td colspan=3>July 1, 2023</td>
<td colspan=3>June 29, 2024</td><td colspan=3>July 1, 2023</td></tr>
<tr><td colspan=3>Net sales:</td></tr>
<tr><td colspan=3>Products</td><td>$</td><td>61,564</td><td></td><td>$</td><td>60,584</td><td></td>
<td>$</td><td>224,908</td><td></td><td>$</td><td>230,901</td><td></td></tr>
<tr><td colspan=3>Total net sales</td><td colspan=2>85,777</td><td></td><td colspan=2>81,797</td><td></td>
<td colspan=2>296,105</td><td></td><td colspan=2>293,787</td><td></td></tr>
<tr><td colspan=3>Other income/(expense), net</td><td colspan=2>142</td><td></td><td colspan=2>(265</td><td>)</td>
<td colspan=2>250</td><td></td><td colspan=2>—</td><td></td></tr>
<tr><td colspan=3>Earnings per share:</td></tr>
<tr><td colspan=3>Diluted</td><td>$</td><td>1.40</td><td></td><td>$</td><td>1.26</td><td></td>
<td>$</td><td>5.11</td><td></td><td>$</td><td>4.67</td><td></td></tr>
<tr><td colspan=3>Shares used in computing earnings per share:</td></tr>
<tr><td colspan=3>Diluted</td><td colspan=2>15,348,175</td><td></td><td colspan=2>15,775,021</td><td></td>
<td colspan=2>15,463,175</td><td></td><td colspan=2>15,859,263</td><td></td></tr>
</table>
<p>CONDENSED CONSOLIDATED BALANCE SHEETS (Unaudited)</p><p>(In millions)</p>
<table><tr><td colspan=3></td><td colspan=3>June 29, 2024</td><td colspan=3>September 30, 2023</td></tr>
<tr><td colspan=3>Inventories</td><td>$</td><td>6,165</td><td></td><td>$</td><td>6,331</td><td></td></tr>
<tr><td colspan=3>Total assets</td><td>$</td><td>331,612</td><td></td><td>$</td><td>352,583</td><td></td></tr></table>
"""


def facts(reading: Reading, label: str) -> list[Fact]:
    """The facts of one row."""
    return [fact for fact in reading.facts if fact.label == label]


def test_release(page: Page) -> None:
    """A release's statement says value, scale, sign, period and unit of each number, though nothing is tagged."""
    found = facts(read(page(RELEASE)), "Total net sales")

    assert [str(fact.value) for fact in found] == ["85777000000", "81797000000", "296105000000", "293787000000"]
    assert [(fact.period.start, fact.period.end) for fact in found] == [
        (date(2024, 3, 31), date(2024, 6, 29)),
        (date(2023, 4, 2), date(2023, 7, 1)),
        (date(2023, 10, 1), date(2024, 6, 29)),
        (date(2022, 10, 2), date(2023, 7, 1)),
    ]
    assert {(fact.unit, fact.decimals, fact.origin, fact.dimensions) for fact in found} == {("USD", -6, "table", ())}


def test_signs(page: Page) -> None:
    """Brackets make a number negative, a dash is none."""
    values = [
        (fact.value, fact.absence, fact.printed) for fact in facts(read(page(RELEASE)), "Other income/(expense), net")
    ]

    assert values[1] == (Decimal(-265000000), None, "(265)")
    assert values[3] == (None, "dash", "—")


def test_exceptions(page: Page) -> None:
    """Amounts per share have no scale; shares have theirs; rows of one name are told apart by their section."""
    reading = read(page(RELEASE))
    per_share, shares = (
        facts(reading, "Earnings per share: Diluted"),
        facts(reading, "Shares used in computing earnings per share: Diluted"),
    )

    assert (per_share[0].value, per_share[0].unit, per_share[0].decimals) == (Decimal("1.40"), "USD/shares", 2)
    assert (shares[0].value, shares[0].unit) == (Decimal(15348175000), "shares")


def test_balances(page: Page) -> None:
    """A balance sheet's numbers hold on its days; the fiscal year's end is known from it."""
    found = facts(read(page(RELEASE)), "Total assets")

    assert [fact.period for fact in found] == [
        Instant(end=date(2024, 6, 29), fiscal="Q3 2024"),
        Instant(end=date(2023, 9, 30), fiscal="FY2023"),
    ]


def test_places(page: Page) -> None:
    """Each fact's locator opens at the digits, in the cell that it names."""
    reading = read(page(RELEASE))

    for fact in reading.facts:
        at = fact.locator
        assert at.kind == "cell"
        assert fact.printed.strip("()") == reading.text[at.start : at.end]
        row = reading.tables[at.cell.table].rows[at.cell.row]
        cell = next(c for c in row if c.column <= at.cell.column < c.column + c.span)
        assert cell.start <= (at.start or 0) < cell.end


def test_ids(page: Page) -> None:
    """No two facts share an id, and the same file gives the same ids."""
    path = page(RELEASE)
    ids = [fact.id for fact in read(path).facts]

    assert len(set(ids)) == len(ids)
    assert ids == [fact.id for fact in read(path).facts]


def test_tagged_cells(filing: Write, tag: Callable[..., str]) -> None:
    """A tagged cell is a fact once, by its tag; the untagged cell beside it is one by its table."""
    figure = tag("12", more='scale="6"')
    body = (
        "<p>(In millions)</p><table><tr><td></td><td>2024</td><td>2023</td></tr>"
        f"<tr><td>Net sales</td><td>{figure}</td><td>11</td></tr>"
        "<tr><td>Cost of sales</td><td>$7</td><td>6</td></tr></table>"
    )
    found = [(fact.origin, fact.printed, str(fact.value)) for fact in read(filing(body)).facts]

    assert found == [
        ("xbrl", "12", "12000000"),
        ("table", "11", "11000000"),
        ("table", "7", "7000000"),
        ("table", "6", "6000000"),
    ]


def test_fiscal(filing: Write) -> None:
    """In a filing whose cover is tagged, an untagged number has a fiscal period."""
    body = (
        "<p>Net sales for the years ended December 31 (in millions):</p>"
        "<table><tr><td></td><td>2024</td><td>2023</td></tr>"
        "<tr><td>Americas</td><td>$5</td><td>$4</td></tr></table>"
    )
    (now, before) = read(filing(body)).facts

    assert now.period == Duration(start=date(2024, 1, 1), end=date(2024, 12, 31), fiscal="FY2024")
    assert before.period.fiscal == "FY2023"


def test_years_to_come(filing: Write) -> None:
    """Years to come are labels: what is due in them is owed as of the report's last day."""
    body = (
        "<p>Maturities of lease liabilities as of December 31, 2024 (in millions):</p><table>"
        "<tr><td>2025</td><td>$5</td></tr><tr><td>2026</td><td>4</td></tr><tr><td>Thereafter</td><td>3</td></tr>"
        "<tr><td>Total</td><td>$12</td></tr></table>"
    )
    found = read(filing(body)).facts

    assert [fact.modality for fact in found] == [*["contractual_future"] * 3, "reported"]
    assert {fact.period.end for fact in found} == {date(2024, 12, 31)}
    assert [fact.label for fact in found] == ["2025", "2026", "Thereafter", "Total"]


def test_columns(filing: Write) -> None:
    """A column that is no period is a dimension, so that a change is never taken for a level."""
    body = (
        "<p>(In millions)</p><table><tr><td></td><td>2024</td><td>Change</td><td>2023</td></tr>"
        "<tr><td>Total net sales</td><td>$391,035</td><td>2%</td><td>$383,285</td></tr></table>"
    )
    level, moved, _ = read(filing(body)).facts

    assert (level.dimensions, [d.label for d in moved.dimensions], moved.unit) == ((), ["Change"], "percent")


def test_parts(filing: Write) -> None:
    """A section that is no caption of a statement is a part of the company: its rows are not the company's."""
    body = (
        "<p>(In millions)</p><table><tr><td></td><td>2024</td><td>2023</td></tr><tr><td>Americas:</td></tr>"
        "<tr><td>Net sales</td><td>$5</td><td>$4</td></tr></table>"
    )
    fact = read(filing(body)).facts[0]

    assert ([d.label for d in fact.dimensions], fact.scope) == (["Americas"], "other")


def test_non_gaap(filing: Write) -> None:
    """What is called non-GAAP or adjusted is of another measure."""
    body = (
        "<p>(In millions)</p><table><tr><td></td><td>2024</td></tr><tr><td>Net income</td><td>$4</td></tr>"
        "<tr><td>Adjusted EBITDA</td><td>$5</td></tr></table>"
    )

    assert [fact.measure for fact in read(filing(body)).facts] == ["gaap", "non_gaap"]


def test_undated(page: Page) -> None:
    """Where a document names no date, no fiscal period is made up."""
    body = (
        "<table><tr><td>Widget</td><td>$</td><td>5.00</td></tr><tr><td>Gadget</td><td>$</td><td>7.00</td></tr></table>"
    )

    assert {fact.period.fiscal for fact in read(page(body)).facts} == {None}


def test_contents(page: Page) -> None:
    """Page numbers are no figures."""
    rows = "".join(f"<tr><td>Chapter</td><td>{number}</td></tr>" for number in (3, 9, 14, 20, 31))

    assert read(page(f"<table>{rows}</table>")).facts == ()


def test_wide(page: Page) -> None:
    """A table of ten thousand columns is kept as text and read as no figures."""
    cells = "<td>5</td>" * 10_000
    reading = read(page(f"<table><tr><td>a</td>{cells}</tr><tr><td>b</td>{cells}</tr></table>"))

    assert (reading.facts, len(reading.tables)) == ((), 1)


def test_long(page: Page) -> None:
    """A table of five thousand rows is read completely."""
    rows = "".join(
        f"<tr><td>Balance at December 31, {1900 + n % 150}</td><td>{n + 10_000}</td></tr>" for n in range(5000)
    )

    assert len(read(page(f"<table>{rows}</table>")).facts) == 5000


def test_untold_periods(filing: Write) -> None:
    """A number whose period nothing printed tells is no fact: it is left out rather than dated by a guess."""
    body = (
        f"{'<p>We make and sell phones.</p>' * 6}<p>The purchase price was allocated as follows (in millions):</p>"
        "<table>"
        "<tr><td>Inventories</td><td>$5</td></tr><tr><td>Goodwill</td><td>7</td></tr></table>"
    )

    assert read(filing(body)).facts == ()


def test_heads_that_name_no_part(page: Page) -> None:
    """A unit line over the labels and a head that says only when are no parts of the company."""
    rows = (
        "<tr><td></td><td>Year Ended December</td></tr><tr><td>Millions</td><td>2023</td><td>2022</td></tr>"
        "<tr><td>Premium</td><td>$6,628</td><td>$5,832</td></tr><tr><td>Energy</td><td>3,715</td><td>3,640</td></tr>"
    )
    found = facts(read(page(f"<p>For the year ended December 31, 2023</p><table>{rows}</table>")), "Premium")

    assert [(fact.value, fact.unit, fact.dimensions) for fact in found] == [
        (Decimal(6_628_000_000), "USD", ()),
        (Decimal(5_832_000_000), "USD", ()),
    ]


def test_unit_above_the_rows(page: Page) -> None:
    """A unit or a time that stands in a row of its own is no section whose part the rows are."""
    rows = (
        "<tr><td>($ in millions)</td></tr><tr><td>At December 31:</td><td>2023</td><td>2022</td></tr>"
        "<tr><td>Net receivables</td><td>$22,224</td><td>$30,890</td></tr>"
        "<tr><td>Allowances</td><td>221</td><td>292</td></tr>"
    )
    found = facts(read(page(f"<p>For the year ended December 31, 2023</p><table>{rows}</table>")), "Net receivables")

    assert [(fact.value, fact.dimensions) for fact in found] == [
        (Decimal(22_224_000_000), ()),
        (Decimal(30_890_000_000), ()),
    ]
