"""Over documents without facts a figure is quoted only from a sentence that prints one, of the year asked for."""

import pytest

from tieout import Workspace

AGREEMENT = """Supply agreement

Revenue sharing relates to prepayments of services and to memberships that the supplier sells to its customers.

The supplier paid the customer revenue of $4.2 million in 2024 under this supply agreement between the parties.
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A home with one agreement."""
    folder = tmp_path_factory.mktemp("agreement")
    (folder / "agreement.txt").write_text(AGREEMENT, encoding="utf-8")
    workspace = Workspace(folder / "home")
    workspace.ingest(folder / "agreement.txt")
    return workspace


def test_the_year_that_was_asked_for_is_quoted(workspace: Workspace) -> None:
    """The sentence that prints the year's figure is quoted, and no other."""
    answer = workspace.ask("What was the revenue in 2024?")

    assert answer.status == "answered"
    assert "$4.2 million" in answer.text
    assert "memberships" not in answer.text


def test_another_year_is_refused(workspace: Workspace) -> None:
    """A sentence of no year, or of another one, does not answer."""
    answer = workspace.ask("What was the revenue in 2031?")

    assert (answer.status, answer.figures) == ("abstained", ())
