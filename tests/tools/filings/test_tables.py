"""Rows, headers and figures of tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tieout.document import Table
from tieout.tools.filings import read
from tieout.tools.filings.rendering import chunks, line
from tieout.tools.filings.tables import clean, column_header, is_date, is_figure, is_unit_line, row_label, row_path

INCOME = """<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><p>(In millions, except per-share amounts)</p><table>
<tr><td colspan=3></td><td colspan=9>Years ended</td></tr>
<tr><td colspan=3></td><td colspan=3>September 28,<br>2024</td><td colspan=3></td>
<td colspan=3>September 30,<br>2023</td>
</tr><tr><td colspan=3>Net sales:</td></tr>
<tr><td colspan=3>&#160; Products (1)</td><td>$</td><td>294,866</td><td></td><td colspan=3></td>
<td>$</td><td>298,085</td><td></td></tr><tr><td colspan=3>Operating expenses:</td></tr>
<tr><td colspan=3>Other, net</td><td colspan=2>(565</td><td>)</td><td colspan=3></td><td colspan=2>—</td><td></td></tr>
</table>"""


@pytest.fixture
def income(page: Callable[[str], Path]) -> Table:
    """A statement with stacked headers, sections, signs and brackets in cells of their own."""
    return read(page(INCOME)).tables[0]


def test_captions(income: Table) -> None:
    """The title and the unit line stand above the table."""
    assert income.title == "CONSOLIDATED STATEMENTS OF OPERATIONS"
    assert income.unit_line == "In millions, except per-share amounts"


def test_labels(income: Table) -> None:
    """A row is called by its own words, without footnote marks; the section row above is told apart."""
    assert [row_label(income, n) for n in (3, 5)] == ["Products", "Other, net"]
    assert row_path(income, 5) == ("Operating expenses", "Other, net")


def test_headers(income: Table) -> None:
    """A column is called by the stacked cells above it, through their spans."""
    assert column_header(income, 3, 4) == "Years ended September 28, 2024"
    assert column_header(income, 3, 10) == "Years ended September 30, 2023"
    assert column_header(income, 5, 9) == "Years ended September 30, 2023"


def test_line(income: Table) -> None:
    """As text, signs and brackets join their figure."""
    assert [line(income.rows[n]) for n in (3, 5)] == ["Products (1) | $294,866 | $298,085", "Other, net | (565) | —"]


def test_chunks(income: Table) -> None:
    """A long table is cut into groups of rows that repeat title, unit, headers and section, and cover it exactly."""
    pieces = list(chunks(income, 54))

    assert [piece[:2] for piece in pieces] == [(income.start, pieces[1][0]), (pieces[1][0], income.end)]
    assert pieces[1][2].splitlines() == [
        "CONSOLIDATED STATEMENTS OF OPERATIONS",
        "(In millions, except per-share amounts)",
        "Years ended",
        "September 28, 2024 | September 30, 2023",
        "Operating expenses:",
        "Other, net | (565) | —",
    ]


@pytest.mark.parametrize(
    "text", ["391,035", "$ 1.2", "(565", "(565)", "12.5%", "—", "$—", "N/A", "1.5x", "£3", "$(0.09)", "2024", "100 %"]
)
def test_figure(text: str) -> None:
    """Figures, dashes and "not applicable" are figures."""
    assert is_figure(text)


@pytest.mark.parametrize("text", ["Net sales", "$", ")", "", "Note 3", "Item 7A", "2024 Notes", "Level 1"])
def test_no_figure(text: str) -> None:
    """Words, signs and references are none."""
    assert not is_figure(text)


@pytest.mark.parametrize("text", ["2025", "Thereafter", "September 28, 2024", "Fiscal 2026", "Remainder of 2025"])
def test_date_label(text: str) -> None:
    """A label that says only when is known as such."""
    assert is_date(text)


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("Net sales:", "Net sales"),
        ("Total (a)(b)", "Total"),
        ("Income (loss)", "Income (loss)"),
        ("Debt .......", "Debt"),
    ],
)
def test_clean(raw: str, label: str) -> None:
    """Marks, leaders and a last colon go; words in brackets stay."""
    assert clean(raw) == label


def test_unit_lines() -> None:
    """Unit lines are told from sentences about amounts."""
    assert is_unit_line("(Dollars in millions, shares in thousands)")
    assert is_unit_line("December 31 (In millions)")
    assert is_unit_line("(Millions)")
    assert is_unit_line("Millions of Dollars, Except Per Share Amounts")
    assert is_unit_line("€m")
    assert is_unit_line("£’000")
    assert not is_unit_line("We sold millions of units.")
    assert not is_unit_line("Millions of customers")
    assert not is_unit_line("3M")
