"""Units and scales of table cells."""

from decimal import Decimal

import pytest

from tieout.tools.filings.amounts import Amount
from tieout.tools.filings.measures import Around, Scales, Signs, measure_of
from tieout.tools.filings.unitlines import UnitLine, is_of_shares
from tieout.tools.filings.unitwords import sort_of


@pytest.mark.parametrize(
    ("text", "scale", "shares", "currency"),
    [
        ("In millions", 6, 6, ""),
        ("In millions, except per share data", 6, 6, ""),
        ("in thousands, except share and per share data", 3, 0, ""),
        ("In millions, except number of shares, which are reflected in thousands, and per-share amounts", 6, 3, ""),
        ("dollars in millions; shares in thousands", 6, 3, "USD"),
        ("net income in millions and shares in thousands", 6, 3, ""),
        ("Dollars in Millions Except Share and Per Share Amounts", 6, 0, "USD"),
        ("€ in thousands", 3, 3, "EUR"),
        ("in millions of shares", None, 6, ""),
        ("$000's", 3, 3, "USD"),
        ("Millions", 6, 6, ""),
        ("Millions of dollars, except per share amounts", 6, 6, "USD"),
        ("€m", 6, 6, "EUR"),
        ("£bn", 9, 9, "GBP"),
        ("£’000", 3, 3, "GBP"),
        ("Unaudited", None, None, ""),
    ],
)
def test_unit_line(text: str, scale: int | None, shares: int | None, currency: str) -> None:
    """Money and shares have scales of their own, and exceptions are none of the scale's."""
    line = UnitLine.of(text)

    assert (line.scale, line.shares, line.currency) == (scale, shares, currency)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Diluted earnings per share", "per share"),
        ("Weighted-Average Grant-Date Fair Value", "per share"),
        ("Weighted-average shares outstanding–diluted", "shares"),
        ("Shares used in computing earnings per share:", "shares"),
        ("Number of RSUs", "shares"),
        ("Effective tax rate", "percent"),
        ("% of net sales", "percent"),
        ("Basis points", "points"),
        ("Expected lives (in years)", "years"),
        ("Restaurants at December 31,", "count"),
        ("Common stock, $1 par value", None),
        ("Capital in excess of par value", None),
        ("Dividends ($6.23 per share)", None),
        ("Net income for basic earnings per share", None),
        ("2.125% Convertible Senior Notes due 2026", None),
        ("Interest rate contracts", None),
        ("Purchases of treasury shares", None),
        ("Total net sales", None),
    ],
)
def test_sort(text: str, sort: str | None) -> None:
    """Words that name a number are told from words that only describe one."""
    assert sort_of(text) == sort


def amount(printed: str, sign: str = "", suffix: str = "") -> Amount:
    """A number in a cell of its own."""
    value = Decimal(printed.replace(",", ""))
    return Amount(
        row=0,
        column=1,
        left=1,
        right=2,
        start=0,
        end=len(printed),
        text=printed,
        printed=printed,
        value=value,
        places=len(printed.partition(".")[2]),
        sign=sign,
        suffix=suffix,
    )


MILLIONS = Scales(line=UnitLine.of("In millions, except per share data; shares in thousands"), currency="USD")


@pytest.mark.parametrize(
    ("found", "around", "unit", "exponent"),
    [
        (amount("391,035", "$"), Around(label="Net sales"), "USD", 6),
        (amount("6.11", "$"), Around(label="Basic", section="Earnings per share"), "USD/shares", 0),
        (amount("15,343,783"), Around(label="Basic", section="Shares used in computing earnings"), "shares", 3),
        (amount("24.1", suffix="%"), Around(label="Effective tax rate"), "percent", 0),
        (amount("120", suffix="bps"), Around(label="Gross margin"), "points", -2),
        (amount("35,829", "$"), Around(label="Balance", heads=("Aggregate Fair Value (in millions)",)), "USD", 6),
        (amount("1.5", "$", "billion"), Around(label="Backlog"), "USD", 9),
        (amount("5,225"), Around(label="Options granted (in thousands)"), "shares", 3),
        (amount("14,735,909"), Around(label="Common stock acquired"), "USD", 6),
        (amount("4.7"), Around(label="Expected term", heads=("Years (in years)",)), "years", 0),
    ],
)
def test_measure(found: Amount, around: Around, unit: str, exponent: int) -> None:
    """A number's own sign and words come before the table's unit line."""
    measure = measure_of(found, around, MILLIONS, Signs(), Signs())

    assert (measure.unit, measure.exponent) == (unit, exponent)


def test_too_large() -> None:
    """A scale that would make more shares than there are is not meant."""
    scales = Scales(line=UnitLine(scale=6, shares=6))

    assert measure_of(amount("1,543,967"), Around(label="Number of options"), scales, Signs(), Signs()).exponent == 0


def test_unstated() -> None:
    """Without sign, scale and words a number is a number."""
    bare = Scales(line=UnitLine())

    assert measure_of(amount("12"), Around(label="Kansas"), bare, Signs(), Signs()).unit == "pure"


def test_footnote() -> None:
    """A footnote's scale holds for the label that bears its mark."""
    scales = Scales(line=UnitLine(scale=6), currency="USD", notes={"a": 3})
    head = Around(label="Exercisable", heads=("Aggregate Intrinsic Value(a)",))

    assert measure_of(amount("306,536", "$"), head, scales, Signs(), Signs()).exponent == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Shares in thousands", True), ("A summary of RSU activity follows:", True), ("in thousands", False)],
)
def test_of_shares(text: str, expected: bool) -> None:
    """Tables that count shares say so."""
    assert is_of_shares(text) is expected


def test_mixed_currencies() -> None:
    """A column in euros beside one in dollars keeps its own currency, by its sign or by its head."""
    dollars, euros = Signs(currency="$"), Signs(currency="€")

    assert measure_of(amount("5"), Around(label="Notes"), MILLIONS, dollars, euros).unit == "EUR"
    assert (
        measure_of(amount("5"), Around(label="Notes", heads=("Notional (€)",)), MILLIONS, Signs(), Signs()).unit
        == "EUR"
    )
    assert measure_of(amount("5"), Around(label="Notes"), MILLIONS, dollars, dollars).unit == "USD"


def test_statement_of_equity() -> None:
    """In a statement of equity shares that are issued are money, unless a head says that shares are counted."""
    scales = Scales(line=UnitLine(scale=6), currency="USD", equity=True)
    paid, counted = (
        Around(label="Shares purchased", heads=("Treasury Stock",)),
        Around(label="Shares purchased", heads=("Shares",)),
    )

    assert [measure_of(amount("5"), at, scales, Signs(), Signs()).unit for at in (paid, counted)] == ["USD", "shares"]


def test_cents_among_whole_amounts() -> None:
    """Earnings with cents in a column of whole amounts are per share, where the unit line speaks of such amounts."""
    scales = Scales(line=UnitLine(scale=6), currency="USD", per_share=True)
    earnings = Around(label="Earnings from continuing operations")

    assert [measure_of(amount(n, "$"), earnings, scales, Signs(), Signs()).unit for n in ("9,063", "7.98")] == [
        "USD",
        "USD/shares",
    ]


def test_a_column_has_one_scale() -> None:
    """A column of shares whose largest number would be too large in the scale is in no scale."""
    scales = Scales(line=UnitLine(scale=6, shares=6))
    granted = Around(label="Granted", heads=("Number of Options",))

    assert measure_of(amount("30,504"), granted, scales, Signs(), Signs(size=6)).exponent == 0
