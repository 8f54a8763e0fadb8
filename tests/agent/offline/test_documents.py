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


QUARTERLY = """<html><body><p>UNITED STATES SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 10-Q</p>
<p>For the quarterly period ended June 30, 2024</p><p>WIDGETS.COM, INC.</p>
<p>(Exact name of registrant as specified in its charter)</p>
<p>PART I. FINANCIAL INFORMATION</p><p>Item 1. Financial Statements</p>
<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><p>(in millions)</p>
<table><tr><td></td><td colspan=2>Three Months Ended June 30,</td><td colspan=2>Six Months Ended June 30,</td></tr>
<tr><td></td><td>2023</td><td>2024</td><td>2023</td><td>2024</td></tr>
<tr><td>Total net sales</td><td>$ 1,110</td><td>$ 1,271</td><td>$ 2,324</td><td>$ 2,647</td></tr>
<tr><td>Operating income</td><td>111</td><td>127</td><td>232</td><td>264</td></tr></table>
<p>CONSOLIDATED BALANCE SHEETS</p><p>(in millions)</p>
<table><tr><td></td><td>December 31, 2023</td><td>June 30, 2024</td></tr>
<tr><td>Cash and cash equivalents</td><td>$ 90</td><td>$ 95</td></tr>
<tr><td>Total assets</td><td>$ 4,205</td><td>$ 4,283</td></tr></table></body></html>
"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were Widgets's net sales in the second quarter of 2024?", "1271000000"),
        ("What were Widgets's total assets as of June 30, 2024?", "4283000000"),
    ],
)
def test_an_untagged_filing_is_its_registrants(tmp_path: Path, question: str, value: str) -> None:
    """A filing without tags and CIK that names its registrant answers for it, for the quarter that it reports."""
    (tmp_path / "q2.html").write_text(QUARTERLY, encoding="utf-8")
    workspace = Workspace(tmp_path / "home")
    workspace.ingest(tmp_path / "q2.html")

    answer = workspace.ask(question)

    assert [str(figure.value) for figure in answer.figures] == [value]
