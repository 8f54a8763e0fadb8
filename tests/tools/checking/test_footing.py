"""Totals are found by their structure, and only a sure structure accuses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.checking.board import boards
from tieout.tools.checking.footing import footing
from tieout.tools.checking.markdown import read_markdown
from tieout.tools.checking.slips import is_slip

BALANCE = """(In millions)

| | 2024 | 2023 |
|---|---|---|
| Cash | 29,943 | 29,965 |
| Securities | 35,228 | 31,590 |
| Receivables | 33,410 | 29,508 |
| Total current assets | 98,581 | 91,063 |
| Property | 45,680 | 43,715 |
| Other | 74,834 | 64,758 |
| Total non-current assets | 120,514 | 108,473 |
| Total assets | 219,095 | 199,536 |
"""


def found(text: str) -> list[tuple[str, str, str]]:
    """Kind, verdict and total of what does not add up."""
    return [(f.kind, f.verdict, f.text) for board in boards(read_markdown("t", text)) for f in footing(board)]


def test_nested_subtotals_foot() -> None:
    """A total of totals takes each part once."""
    assert found(BALANCE) == []


@pytest.mark.parametrize(
    ("old", "new", "total"),
    [("33,410", "34,310", "98,581"), ("120,514", "120,541", "120,541"), ("219,095", "291,095", "291,095")],
)
def test_a_changed_cell_breaks_the_sum_that_it_is_part_of(old: str, new: str, total: str) -> None:
    """The other column shows how the table adds up."""
    assert ("footing", "wrong", total) in found(BALANCE.replace(old, new))


def test_a_difference_of_rounding_is_told_apart() -> None:
    """One unit over three rounded parts is no error."""
    assert found(BALANCE.replace("98,581", "98,582")) == [
        ("footing", "rounding", "98,582"),
        ("footing", "rounding", "219,095"),
    ]


def test_less_and_brackets_are_taken_away() -> None:
    """The word "less" before a positive number, and brackets around one, both lower the total."""
    text = """| | 2024 | 2023 |
|---|---|---|
| Gross carrying amount | 54,320 | 51,207 |
| Machinery in transit | 1,113 | 2,018 |
| Less: accumulated depreciation | 23,115 | 20,919 |
| Property, net | 32,318 | 32,306 |
| Operating cash flow | 12,345 | 13,579 |
| Capital expenditure | (4,321) | (5,137) |
| Free cash flow | 8,024 | 8,442 |
"""

    assert found(text) == []
    assert found(text.replace("8,024", "8,204")) == [("footing", "wrong", "8,204")]


def test_columns_cross_foot() -> None:
    """A total column is the sum of the others in every row but the one that was changed."""
    text = """| | North | South | Total |
|---|---|---|---|
| Anvils | 1,204 | 3,307 | 4,511 |
| Bolts | 2,118 | 4,009 | 6,127 |
| Crates | 5,040 | 1,776 | 6,861 |
| Wires | 7,313 | 2,912 | 10,225 |
"""

    assert ("cross_footing", "wrong", "6,861") in found(text)
    assert found(text.replace("6,861", "6,816")) == []


def test_a_reconciling_item_without_parts_explains_the_difference() -> None:
    """Investments that stand in the total column alone are no error of the total row."""
    text = """| | Total | Level 1 | Level 2 |
|---|---|---|---|
| Cash | 1,956 | 1,771 | 185 |
| Equities | 2,468 | 1,255 | 1,213 |
| Treasuries | 1,412 | 1,274 | 138 |
| At net asset value | 441 | | |
| Total | 6,277 | 4,300 | 1,536 |
"""

    assert found(text) == []


def test_percentages_and_amounts_per_share_are_not_added() -> None:
    """A column of margins that misses its sum is no error."""
    text = """| | 2024 | Margin |
|---|---|---|
| Anvils | 1,204 | 46.2% |
| Bolts | 2,118 | 31.0% |
| Total | 3,322 | 38.1% |
"""

    assert found(text) == []


def test_a_list_without_a_total_accuses_nobody() -> None:
    """Numbers that happen to stand above each other are no sum."""
    assert found("| | 2024 |\n|---|---|\n| Anvils | 1,204 |\n| Bolts | 2,118 |\n| Staff | 3,311 |\n") == []


def test_a_single_column_is_accused_only_of_a_slip() -> None:
    """Without another column the difference must be one digit, or two in the wrong order."""
    text = "| | 2024 |\n|---|---|\n| Anvils | 1,204 |\n| Bolts | 2,118 |\n| Wires | 5,077 |\n| Total | {} |\n"

    assert found(text.format("8,399")) == []
    assert found(text.format("8,939")) == [("footing", "wrong", "8,939")]
    assert found(text.format("9,712")) == []


@given(rows=st.lists(st.tuples(st.integers(1000, 99999), st.integers(1000, 99999)), min_size=2, max_size=8))
def test_a_table_that_foots_is_never_called_wrong(rows: list[tuple[int, int]]) -> None:
    """Whatever the parts, a plain total over two columns has no wrong finding."""
    lines = [f"| Item {chr(65 + n)} | {a:,} | {b:,} |" for n, (a, b) in enumerate(rows)]
    total = f"| Total | {sum(a for a, _ in rows):,} | {sum(b for _, b in rows):,} |"
    text = "\n".join(["| | 2024 | 2023 |", "|---|---|---|", *lines, total, ""])

    assert [one for one in found(text) if one[1] == "wrong"] == []


@pytest.mark.parametrize(
    ("printed", "meant", "expected"),
    [
        ("1234", "1243", True),
        ("1234", "1294", True),
        ("1234", "4321", False),
        ("1234", "-1234", False),
        ("12", "123", False),
    ],
)
def test_a_slip_is_one_digit_or_two_neighbours(printed: str, meant: str, expected: bool) -> None:
    """Nothing else is taken for a slip of the hand."""
    assert is_slip(Decimal(printed), Decimal(meant), Decimal(1)) is expected
