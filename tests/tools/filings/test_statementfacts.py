"""Figures of primary statements without tags: which metric, which year, which unit, which sign."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tieout.document import Document, Entity, Table, TableCell
from tieout.fact import Fact
from tieout.tools.filings import read
from tieout.tools.filings.dating import closings_of
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.statementfacts import ELSEWHERE, apart, statement_facts
from tieout.tools.filings.statementtables import primaries

INDIA = """Consolidated Statement of Profit and Loss
for the year ended 31st March, 2023
| | 2*(₹ in crore)
Particulars | Note No. | For the year ended 31st March, 2023 | For the year ended 31st March, 2022
Income | | |
Revenue from operations | 23 | 1,28,933.45 | 1,01,234.10
Other income | 24 | 1,234.50 | 987.20
Employee benefits expense | 26 | 12,345.60 | 11,222.30
Finance costs | 27 | 456.70 | 345.60
Profit before tax | | 20,167.95 | 14,221.30
Total tax expense | | 5,200.00 | 3,600.00
Profit for the year | | 14,967.95 | 10,621.30
Earnings per equity share (face value ₹ 10 each) | | |
Basic (in ₹) | 30 | 24.50 | 17.40"""
MALAYSIA = """STATEMENTS OF FINANCIAL POSITION
AS AT 31 DECEMBER 2022
| | 2*Group | 2*Company
| Note | 2022 RM'000 | 2021 RM'000 | 2022 RM'000 | 2021 RM'000
Non-current assets | | | | |
Property, plant and equipment | 4 | 123,456 | 120,001 | 1,234 | 1,100
Inventories | 7 | 45,678 | 40,123 | 12 | 11
Cash and bank balances | 9 | 23,456 | 20,000 | 345 | 300
Total current assets | | 103,701 | 93,123 | 2,690 | 2,300
TOTAL ASSETS | | 231,724 | 217,124 | 3,924 | 3,400
Total equity | | 150,000 | 140,000 | 3,100 | 3,050
Total liabilities | | 81,724 | 77,124 | 824 | 350
TOTAL EQUITY AND LIABILITIES | | 231,724 | 217,124 | 3,924 | 3,400"""
GERMANY = """Consolidated Balance Sheet
in € million | Note | 31.12.2022 | 31.12.2021
Goodwill | (11) | 1,234 | 1,200
Trade receivables | (14) | 3,456 | 3,300
Cash and cash equivalents | (15) | 1,111 | 999
Total assets | | 14,812 | 14,099
Total equity | | 6,000 | 5,800
Total liabilities | | 8,812 | 8,299
Total equity and liabilities | | 14,812 | 14,099"""
JAPAN = """Consolidated Statement of Income
For the years ended March 31, 2023 and 2022
| | 2*Millions of yen | Thousands of U.S. dollars
| Note | 2023 | 2022 | 2023
Net sales | 5 | 1,234,567 | 1,100,000 | 9,245,000
Cost of sales | | 900,000 | 800,000 | 6,740,000
Gross profit | | 334,567 | 300,000 | 2,505,000
Operating profit | | 134,567 | 110,000 | 1,008,000
Profit before income taxes | | 130,000 | 105,000 | 973,000
Income taxes | | 40,000 | 33,000 | 299,000
Profit for the year | | 90,000 | 72,000 | 674,000"""
AUSTRALIA = """Consolidated income statement
For the year ended 30 June 2022
| Note | FY22 $m | FY21 $m
Revenue | 2 | 1,234.5 | 1,100.2
Cost of sales | | (800.1) | (700.3)
Finance costs | 4 | (20.5) | (18.0)
Loss before income tax | | (313.9) | 291.9
Income tax expense | 5 | (94.2) | (87.6)
Loss for the year | | 408.1 | 204.3
Basic loss per share (cents) | 6 | (45.6) | 42.1
Presentation currency is Australian dollars."""
SWEDEN = """Consolidated income statement
SEK M | Note | 2022 | 2021
Net sales | 2 | 45 678 | 40 123
Cost of goods sold | | –30 000 | –26 000
Gross profit | | 15 678 | 14 123
Operating profit | | 8 678 | 7 723
Profit before tax | | 8 333 | 7 423
Income tax | | –1 800 | 600
Profit for the year | | 6 533 | 8 023"""
BRITAIN = """Consolidated income statement
for the 52 weeks ended 1 January 2023
| Notes | 52 weeks ended 1 January 2023 £m | 52 weeks ended 2 January 2022 £m
Revenue | 3 | 1,511.8 | 1,345.0
Operating profit | | 161.8 | 155.0
Profit before taxation | | 151.8 | 148.0
Taxation | 7 | (31.0) | (26.0)
Profit for the period | | 120.8 | 122.0
Basic earnings per share (pence) | 8 | 118.5 | 120.1"""
CASH = """Consolidated statement of cash flows
EUR thousand | Notes | Jan 1 – Dec 31, 2022 | Jan 1 – Dec 31, 2021
Depreciation, amortization and impairment | 9 | 3.456 | 3.210
Net cash flow from operating activities | | 12.801 | 12.921
Purchase of property, plant and equipment | 12 | –4.000 | –3.500
Net cash used in investing activities | | 4.200 | –3.600
Dividends paid | | –5.000 | –4.800
Net cash flow from financing activities | | –6.000 | –5.500
Change in cash and cash equivalents | | 2.601 | 3.821
Cash and cash equivalents at the beginning of the period | | 10.000 | 6.179
Cash and cash equivalents at the end of the period | | 12.601 | 10.000"""


def drawn(pages: Sequence[str]) -> tuple[list[str], list[Table]]:
    """Pages as text, and their tables: lines with bars are rows, "2*" before a head is its width."""
    texts: list[str] = []
    tables: list[Table] = []
    at = 0
    for page in pages:
        rows: list[tuple[TableCell, ...]] = []
        lines: list[str] = []
        for line in page.split("\n"):
            cells, shown = _cells(line, at) if "|" in line else ((), line)
            rows += [cells] if cells else []
            lines.append(shown)
            at += len(shown) + 1
        texts.append("\n".join(lines))
        tables.append(
            Table(index=len(tables), start=rows[0][0].start, end=rows[-1][-1].end, rows=tuple(rows)),
        )
    return texts, tables


def _cells(line: str, at: int) -> tuple[tuple[TableCell, ...], str]:
    cells: list[TableCell] = []
    shown, column = "", 0
    for part in (part.strip() for part in line.split("|")):
        span = 2 if part.startswith("2*") else 1
        text = part.removeprefix("2*")
        if text:
            shown += "\t" if shown else ""
            start = at + len(shown)
            shown += text
            cells.append(TableCell(column=column, span=span, text=text, start=start, end=start + len(text)))
        column += span
    return tuple(cells), shown


def stated(*pages: str, year: int = 2022, end: date = date(2022, 12, 31)) -> list[Fact]:
    """The facts of a report with these pages."""
    texts, tables = drawn(pages)
    document = Document(
        id="report", entity=Entity(name="Acme"), kind="other", title="", fiscal_year=year, fiscal_period="FY",
        period_end=end, content_hash="0" * 64,
    )  # fmt: skip
    calendar = Calendar.of(year=year, span="FY", period_end=end, month_day=None)
    text = "\n".join(texts)
    dates = closings_of(document, tables, text, calendar)
    assert dates is not None
    return statement_facts(document, primaries(tables, texts), text, (dates[0], calendar))


def named(facts: Sequence[Fact], metric: str) -> dict[str, str]:
    """The values of a metric, with their units, by fiscal year."""
    found = (f for f in facts if f.concept == f"statement:{metric}")
    return {f.period.fiscal or "": f"{f.value} {f.unit}" for f in found}


@pytest.mark.parametrize(
    ("page", "year", "end", "metric", "now", "before"),
    [
        (INDIA, 2022, date(2023, 3, 31), "revenue", "1289334500000 INR", "1012341000000 INR"),
        (INDIA, 2022, date(2023, 3, 31), "eps_basic", "24.50 INR/shares", "17.40 INR/shares"),
        (MALAYSIA, 2022, date(2022, 12, 31), "total_assets", "231724000 MYR", "217124000 MYR"),
        (MALAYSIA, 2022, date(2022, 12, 31), "inventories", "45678000 MYR", "40123000 MYR"),
        (GERMANY, 2022, date(2022, 12, 31), "goodwill", "1234000000 EUR", "1200000000 EUR"),
        (JAPAN, 2022, date(2023, 3, 31), "revenue", "1234567000000 JPY", "1100000000000 JPY"),
        (AUSTRALIA, 2022, date(2022, 6, 30), "cost_of_revenue", "800100000 AUD", "700300000 AUD"),
        (SWEDEN, 2022, date(2022, 12, 31), "revenue", "45678000000 SEK", "40123000000 SEK"),
        (BRITAIN, 2022, date(2023, 1, 1), "eps_basic", "1.185 GBP/shares", "1.201 GBP/shares"),
        (CASH, 2022, date(2022, 12, 31), "capital_expenditure", "4000000 EUR", "3500000 EUR"),
        (CASH, 2022, date(2022, 12, 31), "operating_cash_flow", "12801000 EUR", "12921000 EUR"),
    ],
)
def test_styles(page: str, year: int, end: date, metric: str, now: str, before: str) -> None:
    """Crores, two companies side by side, convenience translations, days in figures, blanks and points are read."""
    found = named(stated(page, year=year, end=end), metric)

    assert (found[f"FY{year}"], found[f"FY{year - 1}"]) == (now, before)


def test_signs() -> None:
    """Costs are positive however they are printed, a credit is a negative expense, a loss alone is negative."""
    australia, sweden = stated(AUSTRALIA, end=date(2022, 6, 30)), stated(SWEDEN)

    assert named(australia, "interest_expense")["FY2022"] == "20500000 AUD"
    assert named(australia, "pretax_income")["FY2022"] == "-313900000 AUD"
    assert named(australia, "net_income")["FY2022"] == "-408100000 AUD"
    assert named(sweden, "income_tax_expense") == {"FY2022": "1800000000 SEK", "FY2021": "-600000000 SEK"}
    assert named(stated(CASH), "investing_cash_flow")["FY2022"] == "-4200000 EUR"


def test_rows_of_no_metric() -> None:
    """A row that states no metric keeps its own name; what it costs is positive there too."""
    other = AUSTRALIA.replace("Finance costs", "Exploration expense | | (9.5) | (8.5)\nFinance costs")
    found = [f for f in stated(other, end=date(2022, 6, 30)) if f.label == "Exploration expense"]

    assert [(f.concept, str(f.value)) for f in found] == [
        ("table:income/exploration-expense", "9500000"),
        ("table:income/exploration-expense", "8500000"),
    ]


def test_company_columns_are_nobodys() -> None:
    """What stands under "Company" beside "Group" is no fact of the group, under whatever label."""
    assert not [f for f in stated(MALAYSIA) if f.printed in {"3,924", "1,234", "3,100"}]


def test_group_before_parent() -> None:
    """Of two balance sheets the consolidated one is taken, though the parent's stands first and is as full."""
    parent = GERMANY.replace("Consolidated Balance Sheet", "Company Balance Sheet").replace("14,812", "9,999")

    assert named(stated(parent, GERMANY), "total_assets")["FY2022"] == "14812000000 EUR"


def test_parent_alone() -> None:
    """Where the report has statements of a group, those of the company alone are nobody's answer."""
    parent = GERMANY.replace("Consolidated Balance Sheet", "Balance Sheet")
    mentions = (
        "See the consolidated balance sheet, the consolidated income statement.\nConsolidated cash flow | | 1 | 2"
    )

    assert named(stated(parent), "total_assets")["FY2022"] == "14812000000 EUR"
    assert stated(parent, mentions) == []


def test_gross_profit_that_does_not_follow() -> None:
    """Where revenue less its cost is not gross profit, a row was taken for another: none of the three is stated."""
    broken = JAPAN.replace("Gross profit | | 334,567", "Gross profit | | 224,567")
    facts = stated(broken, end=date(2023, 3, 31))

    assert named(facts, "revenue") == {"FY2021": "1100000000000 JPY"}
    assert named(facts, "operating_income")["FY2022"] == "134567000000 JPY"


def test_cents_in_a_heading() -> None:
    """A row that only names the unit of those below it makes them cents."""
    cents = AUSTRALIA.replace("Basic loss per share (cents)", "Earnings per share: | | ¢ | ¢\nBasic loss per share")

    assert named(stated(cents, end=date(2022, 6, 30)), "eps_basic")["FY2022"] == "-0.456 AUD/shares"


def test_owners_and_others() -> None:
    """The shares of owners and others are taken where they make up net income, and nowhere else."""
    shares = "Attributable to: | | |\nOwners of the parent | | {} | 71,000\nNon-controlling interests | | 1,000 | 1,000"
    right, wrong = (f"{JAPAN}\n{shares.format(owners)}" for owners in ("89,000", "88,000"))

    facts = stated(right, end=date(2023, 3, 31))
    assert named(facts, "net_income_attributable")["FY2022"] == "89000000000 JPY"
    assert named(facts, "net_income_noncontrolling")["FY2022"] == "1000000000 JPY"
    assert "FY2022" not in named(stated(wrong, end=date(2023, 3, 31)), "net_income_attributable")


@pytest.mark.parametrize(
    ("label", "printed", "value"),
    [
        ("Less: net income attributable to noncontrolling interests", "(15)", "15000000000 JPY"),
        ("Net (income) loss attributable to noncontrolling interests", "(27)", "27000000000 JPY"),
        ("Net income/(loss) attributable to noncontrolling interests", "(9)", "-9000000000 JPY"),
    ],
)
def test_sign_of_others(label: str, printed: str, value: str) -> None:
    """Whether others' share is taken away or was a loss, the label's words tell."""
    page = f"{JAPAN}\n{label} | | {printed} | 1".replace("Millions", "Billions")

    assert named(stated(page, end=date(2023, 3, 31)), "net_income_noncontrolling")["FY2022"] == value


def test_sides_that_differ() -> None:
    """A balance sheet whose sides differ was not read aright: nothing of that year is stated."""
    broken = GERMANY.replace("Total equity and liabilities | | 14,812", "Total equity and liabilities | | 14,821")

    assert named(stated(broken), "goodwill") == {"FY2021": "1200000000 EUR"}


def test_rows_that_compete() -> None:
    """Where two rows bear one metric's name with different values neither is taken for it."""
    twice = GERMANY.replace("Total equity |", "Goodwill | | 77 | 78\nTotal equity |")

    assert named(stated(twice), "goodwill") == {}


def test_hidden_debt() -> None:
    """Long-term debt is not stated where another row of debt has no metric: it would pass for all of it."""
    whole = GERMANY.replace("Total liabilities", "Long-term debt | | 500 | 400\nTotal liabilities")
    part = whole.replace("Total liabilities", "Convertible notes | | 50 | 40\nTotal liabilities")

    assert named(stated(whole), "long_term_debt")["FY2022"] == "500000000 EUR"
    assert named(stated(part), "long_term_debt") == {}


def test_other_years() -> None:
    """A balance sheet of a day that ends no year of the company states nothing."""
    assert stated(GERMANY.replace("31.12.", "30.06.")) == []


def test_unknown_scale() -> None:
    """Without a word about the unit nothing is a fact: thousands would pass for units."""
    assert stated(GERMANY.replace("in € million", "")) == []


def test_places() -> None:
    """A fact cites the digits as they are printed, whatever marks stand between the thousands."""
    (fact,) = [f for f in stated(CASH) if f.concept == "statement:dividends_paid" and f.period.fiscal == "FY2022"]
    texts, _ = drawn([CASH])

    assert (fact.printed, texts[0][fact.locator.start : fact.locator.end]) == ("-5.000", "5.000")


def test_apart() -> None:
    """A figure that a statement states is not kept a second time as an unnamed one of its table."""
    facts = stated(GERMANY)

    assert list(apart(facts[:2], facts[1:])) == facts[:1]


def test_elsewhere() -> None:
    """Where the statements were read, a row elsewhere that bears one of their names is not the group's figure."""
    facts = stated(GERMANY, SWEDEN)
    other = facts[0].model_copy(update={"label": "Total assets", "concept": "table:note/total-assets"})
    own = other.model_copy(update={"label": "Efficiency"})
    moved = [f.model_copy(update={"locator": f.locator.model_copy(update={"start": 9_000})}) for f in (other, own)]

    assert [f.dimensions for f in apart(moved, facts)] == [(ELSEWHERE,), ()]
    assert [f.dimensions for f in apart(moved, [])] == [(), ()]


@pytest.mark.real
def test_real_report(shared_data: Path) -> None:
    """A Swiss report without a form states its group's figures, in francs, with the page of each."""
    path = next((shared_data / "erc_round1/pdfs").glob("2779336b845a*"))
    facts = list(read(path).facts)

    assert named(facts, "total_assets") == {"FY2022": "1077275000 CHF", "FY2021": "1594644000 CHF"}
    assert named(facts, "net_income")["FY2022"] == "97418000 CHF"
    assert named(facts, "eps_basic")["FY2022"] == "11.83 CHF/shares"
    assert {f.locator.page for f in facts if f.locator.kind == "page"} == {57, 59, 60}
