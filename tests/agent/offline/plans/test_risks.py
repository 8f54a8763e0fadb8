"""A question for risks is answered with those that the filing states, in its own words and order."""

from pathlib import Path

import pytest

from tieout import Workspace


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


def test_risks_of_one_kind_are_another_question(workspace: Workspace) -> None:
    """A word that narrows the risks is looked for, and not passed over."""
    assert "## Risks" not in workspace.ask("What are the asteroid risks of Apple?").text


def test_a_document_that_is_no_report_is_searched(tmp_path: Path) -> None:
    """The risks of a contract are found by its words, where no annual report is indexed."""
    note = "Main risks of the mill: the river may flood the mill, and the risks of fire are insured by the lessor only."
    (tmp_path / "mill.txt").write_text(note, encoding="utf-8")
    home = Workspace(tmp_path / "home")
    home.ingest(tmp_path / "mill.txt")

    assert "the river may flood" in home.ask("What are the main risks of the mill?").text
