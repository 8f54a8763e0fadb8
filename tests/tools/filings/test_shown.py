"""Which primary statement a page shows."""

import re
from pathlib import Path

import pytest

from tieout.tools.filings import read
from tieout.tools.filings.shown import label_of, statements

BALANCE = """Consolidated statement of financial position
Non-current assets\t1,200\t1,100
Intangible assets\t300\t310
Cash and cash equivalents\t200\t190
Trade receivables\t400\t380
Total assets\t2,100\t1,980
Trade payables\t500\t490
Total liabilities\t900\t880
Total equity\t1,200\t1,100
Total equity and liabilities\t2,100\t1,980
Share capital\t100\t100"""
INCOME = """Consolidated income statement
Revenue\t5,000\t4,800
Cost of sales\t(3,000)\t(2,900)
Gross profit\t2,000\t1,900
Administrative expenses\t(900)\t(850)
Operating profit\t1,100\t1,050
Profit before tax\t1,000\t950
Income tax expense\t(250)\t(240)
Profit for the year\t750\t710
Basic earnings per share\t1.20\t1.10"""
BANK = """Consolidated Statements of Income
Net interest income\t88,000\t80,000
Provision for credit losses\t(3,000)\t(2,000)
Total non-interest income\t20,000\t19,000
Salaries and benefits\t40,000\t38,000
Income before taxes\t30,000\t28,000
Income tax expense\t6,000\t5,500
Net income\t24,000\t22,500
Diluted\t2.40\t2.20"""
CASH = """Cash flows from operating activities\t900\t800
Depreciation and amortisation\t120\t110
Net cash used in investing activities\t(300)\t(280)
Purchases of property, plant and equipment\t(250)\t(240)
Proceeds from borrowings\t100\t50
Repayment of borrowings\t(90)\t(80)
Net cash used in financing activities\t(200)\t(190)
Net increase in cash\t400\t330
Cash at beginning of year\t600\t270
Cash at end of year\t1,000\t600"""
PROSE = "Revenue grew by 12% to $5,000 million.\n" * 30


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (BALANCE, ("balance",)),
        (INCOME, ("income",)),
        (BANK, ("income",)),
        (CASH, ("cash_flow",)),
        (PROSE, ()),
        ("", ()),
        ("Parent Company Only\n" + BALANCE, ()),
        ("Pro forma\n" + INCOME, ()),
        ("\n".join(BALANCE.split("\n")[1:]), ("balance",)),
        ("\n".join(INCOME.split("\n")[1:]), ("income",)),
        ("Results\n" + "\n".join(INCOME.split("\n")[1:5]), ()),
        (INCOME + "\n" + BALANCE, ("balance", "income")),
    ],
)
def test_a_page_is_known_by_title_and_rows(page: str, expected: tuple[str, ...]) -> None:
    """US GAAP, IFRS and banks; with and without a title; not the parent's, nor a pro forma, nor few rows."""
    assert statements([page]) == [expected]


def test_the_best_of_a_kind_counts() -> None:
    """A page that has far fewer of a statement's rows than another one does not show it."""
    rows = "Cash Receivables Goodwill TotalAssets Debt TotalLiabilities TotalEquityAndLiabilities"
    acquired = "\n".join(f"{re.sub('(?<=[a-z])(?=[A-Z])', ' ', row)}\t10\t12" for row in rows.split())
    full = BALANCE + "\nTotal current assets\t600\t570\nTotal current liabilities\t500\t490\nInventories\t10\t11"

    assert statements([acquired]) == [("balance",)]
    assert statements([full, acquired]) == [("balance",), ("balance",)]
    assert statements([full, PROSE, acquired]) == [("balance",), (), ()]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Total assets\t$ 1,234\t(56)", "Total assets"),
        ("Total assets 1,234 —", "Total assets"),
        ("1,234 5,678", ""),
        ("December 31, 2022", "December"),
        ("Total assets", ""),
        ("Gain — —", ""),
    ],
)
def test_label_is_what_stands_before_the_figures(line: str, label: str) -> None:
    """A row is words, then figures; dashes alone are none."""
    assert label_of(line) == label


@pytest.mark.real
def test_statements_of_real_reports(shared_data: Path) -> None:
    """A 10-Q's statements are on the pages on which a reader finds them."""
    passages = read(shared_data / "docugami_10q/docs/2022 Q3 AAPL.pdf").passages

    assert {(p.page, kind) for p in passages for kind in p.shows} == {
        (4, "income"),
        (6, "balance"),
        (7, "equity"),
        (8, "cash_flow"),
    }
