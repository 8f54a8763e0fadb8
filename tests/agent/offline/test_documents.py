"""Documents that are no filings are answered by quotation, alone and beside filings."""

from pathlib import Path

import pytest

from tieout import Workspace

CONTRACT = """SUPPLY AGREEMENT

This agreement begins on April 1, 2024 and continues for thirty-six months unless it is terminated earlier.

The buyer pays each invoice within 45 days of receipt.
The buyer may terminate without cause on payment of a termination fee of EUR 250,000.

This agreement is governed by the laws of the Netherlands.
"""


@pytest.fixture(scope="module", params=["alone", "beside a filing"])
def workspace(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A home with a contract, with and without filings of two companies."""
    folder = tmp_path_factory.mktemp("contract")
    (folder / "supply_contract.txt").write_text(CONTRACT, encoding="utf-8")
    samples = Path(__file__).parents[3] / "agent" / "demo"
    workspace = Workspace(folder / "home")
    workspace.ingest(folder / "supply_contract.txt", *([samples] if request.param != "alone" else []))
    return workspace


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the termination fee?", "termination fee of EUR 250,000"),
        ("Which law governs the agreement?", "governed by the laws of the Netherlands"),
        ("When does the agreement begin?", "begins on April 1, 2024"),
    ],
)
def test_a_contract_answers_in_its_own_words(workspace: Workspace, question: str, words: str) -> None:
    """A question that names no company is answered by the documents that have none."""
    answer = workspace.ask(question)
    assert answer.status == "answered"
    assert words in answer.text
    assert answer.citations[0].document == "supply_contract"


def test_what_the_contract_does_not_say_is_refused(workspace: Workspace) -> None:
    """No sentence about it, no quotation."""
    answer = workspace.ask("What is the warranty period for spare parts?")
    assert answer.status == "abstained"
    assert answer.citations == ()
