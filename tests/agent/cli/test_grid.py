"""The command line hands out grids and answers as tables and pages."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tieout.agent.cli.app import run

Ran = Callable[..., tuple[int, str, str]]


@pytest.fixture(name="tieout")
def _tieout(demo_home: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Ran:
    """A command on the home of samples: its exit code, and what it printed on both outputs."""
    monkeypatch.setenv("COLUMNS", "200")

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--home", str(demo_home)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return ran


def test_a_grid_is_one_json_document(tieout: Ran) -> None:
    """Rows, columns and one cell for each pair, with the figure or the reason."""
    code, out, _ = tieout("grid", "--companies", "AMD", "--metrics", "revenue", "--years", "2020,2023", "--json")
    grid = json.loads(out)

    assert code == 0
    assert (grid["rows"], grid["columns"]) == (["AMD"], ["revenue FY2020", "revenue FY2023"])
    assert [(c["value"], c["unit"], c["reason"]) for c in grid["cells"]] == [
        (None, None, "no_source"),
        ("22680000000", "USD", None),
    ]
    assert grid["cells"][1]["figure"]["source"]["accession"] == "0000002488-24-000012"


def test_a_grid_reads_as_a_table(tieout: Ran) -> None:
    """A terminal shows companies down, periods across, and why a cell is empty."""
    _, out, _ = tieout("grid", "--companies", "AMD,AAPL", "--metrics", "revenue", "--years", "2023-2024")

    assert "$383,285 million" in out
    assert "empty: AMD, revenue FY2024 (no_source)" in out


def test_an_answer_leaves_as_csv_and_as_a_workbook_and_as_a_page(tieout: Ran, tmp_path: Path) -> None:
    """The table goes to standard output or to its file; the page beside it; the exit code is the answer's."""
    question = "Apple revenue 2022-2024"
    printed, out, _ = tieout("ask", question, "--table", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    book, page = tmp_path / "revenue.xlsx", tmp_path / "revenue.html"
    written, _, _ = tieout("ask", question, "--out", str(book), "--page", str(page))

    assert [row["value"] for row in rows] == ["394328000000", "383285000000", "391035000000"]
    assert (printed, written) == (0, 0)
    assert openpyxl.load_workbook(book).worksheets[0]["F2"].value == 394328000000
    assert "<h1>Apple revenue 2022-2024</h1>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grid", "--companies", "TSLA"], "no document of 'TSLA' is indexed; there are: AAPL, AMD, TXN"),
        (["grid", "--years", "Q5 2023"], "'q5 2023' is no period"),
        (["grid", "--table", "pdf"], "there are: csv, tsv, xlsx, md"),
        (["ask", "Apple revenue", "--table", "csv", "--json"], "leave one out, or add --out FILE"),
        (["ask", "Apple revenue", "--page", "x.doc"], "does not end with .html or .md"),
    ],
)
def test_wrong_options_say_what_to_do(tieout: Ran, arguments: list[str], words: str) -> None:
    """One line on standard error, nothing on standard output, exit code 2."""
    code, out, err = tieout(*arguments)

    assert (code, out) == (2, "")
    assert words in err
