"""Tables leave as text and as workbooks without a cell becoming a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agent.scripted import abstained, answered, growth
from tieout.agent.shown.handout import form_of, table
from tieout.agent.shown.sheet import FORMULA, Entry, Sheet, delimited, entries, harmless, markdown
from tieout.agent.shown.tabled import HEAD, answer_sheets
from tieout.agent.shown.workbook import number_format, workbook
from tieout.errors import InputError

EVIL = "=cmd|' /C calc'!A0"


def sheet(*rows: tuple[Entry, ...]) -> Sheet:
    return Sheet(title="T", head=("a", "b"), rows=rows)


def cells(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


@given(st.text())
def test_no_text_field_begins_like_a_formula(text: str) -> None:
    """Whatever a filing prints, a spreadsheet reads it as text or as a plain number."""
    field = harmless(text)

    assert not field.startswith(FORMULA) or field.lstrip("+-$€£¥0123456789.,%") == ""


def test_numbers_stay_numbers_in_text() -> None:
    """A negative value is no formula; a day is written as such; an empty cell is empty."""
    text = delimited(sheet(entries(Decimal("-2.80"), date(2023, 9, 30)), entries(EVIL, None)), ",")

    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ["-2.80", "2023-09-30"], [f"'{EVIL}", ""]]


def test_a_separator_inside_a_text_parts_nothing() -> None:
    """Tabs and new lines of a filing are spaces, in both formats."""
    text = delimited(sheet(entries("x\ty\nz", "p, q")), "\t")

    assert text == "a\tb\nx y z\tp, q\n"


def test_a_workbook_has_numbers_with_formats() -> None:
    """Percentages are fractions shown as such, amounts stand in full, text is text."""
    rows = (
        (Entry(value=Decimal("44.1"), unit="percent", printed="44.1%"), Entry(value=EVIL)),
        (Entry(value=Decimal(383285000000), unit="USD", printed="$383,285 million", comment="Item 8"), Entry()),
        (Entry(value=Decimal("6.13"), unit="USD/shares", printed="$6.13 per share"), Entry(value=date(2023, 9, 30))),
    )
    page = openpyxl.load_workbook(io.BytesIO(workbook([sheet(*rows)]))).worksheets[0]

    assert [c.value for c in page["A"]] == ["a", 0.441, 383285000000, 6.13]
    assert [c.number_format for c in page["A"]][1:] == ["0.0%", "#,##0", "#,##0.00"]
    assert (page["B2"].value, page["B2"].data_type) == (EVIL, "s")
    assert page["A3"].comment is not None
    assert page["A3"].comment.text == "Item 8"


@pytest.mark.parametrize(
    ("value", "unit", "printed", "expected"),
    [
        ("0.162", "pure", "16.2%", "0.0%"),
        ("1.5", "pure", "1.50", "#,##0.00"),
        ("15343783", "shares", "15,343,783", "#,##0"),
        ("391000000000", "USD", "$391.0 billion", "#,##0"),
    ],
)
def test_a_format_follows_the_print(value: str, unit: str, printed: str, expected: str) -> None:
    """As many decimal places as the figure is printed with, none where the print is scaled."""
    assert number_format(Entry(value=Decimal(value), unit=unit, printed=printed)) == expected


def test_an_answer_is_one_row_a_figure() -> None:
    """A single figure is a table of one row, with its unit, its source and its words."""
    rows = list(csv.DictReader(io.StringIO(delimited(answer_sheets(answered())[0], ","))))

    assert len(rows) == 1
    assert tuple(rows[0]) == HEAD
    assert (rows[0]["company"], rows[0]["value"], rows[0]["unit"]) == ("Acme Corp", "391035000000", "USD")
    assert (rows[0]["place"], rows[0]["quote"]) == ("Item 8", "Net sales | 391,035")


def test_a_calculated_figure_brings_its_operands() -> None:
    """They stand in a table of their own, and what was assumed in a third."""
    answer = answered().model_copy(update={"figures": (growth(),), "notes": ("52 weeks",)})
    sheets = answer_sheets(answer)

    assert [s.title for s in sheets] == ["Answer", "Calculations", "About"]
    assert [e.value for e in sheets[1].rows[0]][:3] == ["2.0%", "later", "Net sales"]
    assert ("note", "52 weeks") in [tuple(e.value for e in row) for row in sheets[2].rows]


def test_an_abstention_is_a_head_without_rows() -> None:
    """Nothing is invented to fill a table; the workbook says why."""
    first, about = answer_sheets(abstained())

    assert first.rows == ()
    assert ("withheld: missing_evidence", "no guidance is indexed") in [tuple(e.value for e in r) for r in about.rows]


def test_markdown_shows_figures_as_printed() -> None:
    """Bars and brackets of a filing are no markup."""
    text = markdown(sheet((Entry(value="a|b [c]"), Entry(value=Decimal(2), printed="$2"))))

    assert text.splitlines() == ["| a | b |", "| --- | ---: |", r"| a\|b \[c\] | $2 |"]


def test_the_form_follows_the_option_or_the_file() -> None:
    """The option goes first; a word that is no form is refused with those there are."""
    from pathlib import Path

    assert form_of("TSV", Path("x.xlsx")) == "tsv"
    assert form_of(None, Path("x.XLSX")) == "xlsx"
    assert form_of(None, None) is None
    with pytest.raises(InputError, match="csv, tsv, xlsx, md"):
        form_of("pdf", None)
    assert table([sheet()], "csv") == b"a,b\r\n"
    assert cells(table([sheet(entries("x", "y"))], "xlsx")) == [["a", "b"], ["x", "y"]]
