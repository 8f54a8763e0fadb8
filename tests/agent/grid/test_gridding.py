"""A grid holds proven figures and reasons, nothing else."""

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from tieout.agent.workspace import Workspace
from tieout.errors import InputError, NotThereError
from tieout.grid import Grid, GridCell


def told(grid: Grid) -> dict[tuple[str, str], str]:
    return {(c.row, c.column): c.figure.text if c.figure else str(c.reason) for c in grid.cells}


def test_companies_metrics_and_years_stand_side_by_side(demo_home: Path) -> None:
    """Each cell is the figure that the same question would be answered with, with its source."""
    grid = Workspace(demo_home).grid(["AAPL,AMD"], ["revenue, net income"], ["2022-2023"])

    assert grid.rows == ("AAPL", "AMD")
    assert grid.columns == ("revenue FY2022", "revenue FY2023", "net income FY2022", "net income FY2023")
    assert told(grid) == {
        ("AAPL", "revenue FY2022"): "$394,328 million",
        ("AAPL", "revenue FY2023"): "$383,285 million",
        ("AAPL", "net income FY2022"): "$99,803 million",
        ("AAPL", "net income FY2023"): "$96,995 million",
        ("AMD", "revenue FY2022"): "$23,601 million",
        ("AMD", "revenue FY2023"): "$22,680 million",
        ("AMD", "net income FY2022"): "$1,320 million",
        ("AMD", "net income FY2023"): "$854 million",
    }
    assert [c.figure.source.accession for c in grid.cells if c.figure][-1] == "0000002488-24-000012"


def test_an_empty_cell_says_why(demo_home: Path) -> None:
    """A year that no filing covers has no source; a figure that nobody reports is missing."""
    grid = Workspace(demo_home).grid(["AMD"], ["dividends per share", "revenue"], ["2019", "2023"])
    reasons = {c.column: (c.reason, c.detail) for c in grid.cells if c.reason}

    assert {k: v[0] for k, v in reasons.items()} == {
        "dividends per share FY2019": "no_source",
        "dividends per share FY2023": "missing_evidence",
        "revenue FY2019": "no_source",
    }
    assert "cover fiscal 2021 to 2023" in reasons["revenue FY2019"][1]


def test_a_column_can_be_a_growth_or_a_share(demo_home: Path) -> None:
    """The value keeps its sign, and so does the text, which no sentence says in words here."""
    grid = Workspace(demo_home).grid(["AMD"], ["revenue growth", "R&D as a percentage of revenue"], ["2023"])
    growth, share = (c.figure for c in grid.cells)

    assert growth is not None
    assert share is not None
    assert (growth.text, round(growth.value, 3), growth.unit) == ("-3.9%", Decimal("-3.902"), "percent")
    assert (share.text, share.unit) == ("25.9%", "percent")


def test_a_margin_is_a_percentage_beside_other_figures(demo_home: Path) -> None:
    """Where a filing calls the amount a gross margin, the grid shows the percentage and says so."""
    grid = Workspace(demo_home).grid("AMD", "gross margin", 2023)

    assert told(grid) == {("AMD", "gross margin FY2023"): "46.1%"}
    assert "“gross margin” is read as gross margin percentage" in grid.assumptions


def test_a_part_of_one_company_is_no_part_of_another(demo_home: Path) -> None:
    """A segment is found for the company that has it; the other cells say that it is not indexed under this name."""
    grid = Workspace(demo_home).grid([], ["data center revenue"], ["2023"])

    assert told(grid)["AMD", "data center revenue FY2023"] == "$6,496 million"
    assert {v for k, v in told(grid).items() if k[0] != "AMD"} <= {"wrong_scope", "missing_evidence"}


def test_a_name_with_commas_is_one_metric(demo_home: Path) -> None:
    """The commas of a metric's own name do not part it."""
    grid = Workspace(demo_home).grid(["AAPL"], ["selling, general and administrative expenses, revenue"], ["2024"])

    assert grid.columns == ("selling, general and administrative expenses FY2024", "revenue FY2024")
    assert told(grid)["AAPL", "selling, general and administrative expenses FY2024"] == "$26,097 million"


def test_what_is_usual_is_shown_where_nothing_is_named(demo_home: Path) -> None:
    """All companies, five metrics, three years, and a note that says which years."""
    grid = Workspace(demo_home).grid()

    assert set(grid.rows) == {"AAPL", "AMD", "TXN"}
    assert len(grid.columns) == 5 * 3
    assert grid.notes[0].startswith("no years were named: shown are those up to FY2023")


@pytest.mark.parametrize(
    ("companies", "metrics", "error", "words"),
    [
        (["TSLA"], [], NotThereError, "AAPL, AMD, TXN"),
        ([], ["revenu growht fish"], InputError, "neither a known metric nor a printed row label"),
        ([], ["free cahs flow"], InputError, "did you mean 'free cash flow'"),
        ([], ["adjusted EBITDA"], InputError, "not reported figures"),
        ([], ["average revenue"], InputError, "ask for it as a question"),
    ],
)
def test_what_is_not_understood_is_refused(
    demo_home: Path, companies: list[str], metrics: list[str], error: type[Exception], words: str
) -> None:
    """The message says what is there, or what may have been meant."""
    with pytest.raises(error, match=words):
        Workspace(demo_home).grid(companies, metrics, ["2023"])


def test_a_cell_without_figure_and_reason_cannot_be_made() -> None:
    """A value without a proof is no cell, and neither is an empty cell without its reason."""
    with pytest.raises(ValidationError, match="a proven figure or the reason"):
        GridCell(row="A", column="b")
    with pytest.raises(ValidationError, match="its figure's"):
        GridCell(row="A", column="b", value=Decimal(1), unit="USD", reason="no_source")
    with pytest.raises(ValidationError, match="one cell for each"):
        Grid(rows=("A",), columns=("b",), cells=())
