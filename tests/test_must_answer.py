"""What Tieout must answer and must refuse over real 10-Ks; each expected figure was read in the filing itself."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.agent.invariant import check_answer
from tieout.agent.workspace import Workspace
from tieout.answer import Answer

pytestmark = [pytest.mark.real]


@pytest.fixture(scope="module")
def workspace(real_home: Path) -> Workspace:
    """The nine real filings."""
    return Workspace(real_home)


def ask(workspace: Workspace, question: str) -> Answer:
    """An answer that keeps every promise that answers make."""
    answer = workspace.ask(question)
    check_answer(answer, workspace.home.path)
    return answer


ANSWERED = [
    ("What were Apple's net sales in fiscal 2024?", "391035000000", "USD", "0000320193-24-000123"),
    ("How much did Apple's net sales grow in fiscal 2024?", "2.0", "percent", "0000320193-24-000123"),
    ("What was AMD's free cash flow in fiscal 2023?", "1121000000", "USD", "0000002488-24-000012"),
    ("R&D as a share of revenue at AMD, fiscal 2023?", "25.9", "percent", "0000002488-24-000012"),
    ("R&D as a share of revenue at Texas Instruments in fiscal 2023", "10.6", "percent", "0000097476-24-000007"),
    ("GM's net income attributable to stockholders in 2023", "10127000000", "USD", "0001467858-24-000031"),
    ("What was MARA's net income in 2023?", "261173000", "USD", "0001628280-24-007680"),
    ("Did MARA make a loss in 2022?", "-694022000", "USD", "0001628280-24-007680"),
    ("Apple's Services net sales in fiscal 2023", "85200000000", "USD", "0000320193-23-000106"),
    ("Apple total assets at the end of fiscal 2022", "352755000000", "USD", "0000320193-22-000108"),
    ("Apple diluted EPS 2023", "6.13", "USD/shares", "0000320193-23-000106"),
]


@pytest.mark.parametrize(("question", "value", "unit", "accession"), ANSWERED)
def test_a_figure_is_answered(workspace: Workspace, question: str, value: str, unit: str, accession: str) -> None:
    """The first figure is the one that was asked for, from the filing that first reported it, in one round."""
    answer = ask(workspace, question)

    first = answer.figures[0]
    places = Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))
    assert (answer.status, answer.rounds) == ("answered", 1)
    assert (first.value.quantize(places), first.unit, first.source.accession) == (Decimal(value), unit, accession)


def test_five_years_are_a_table(workspace: Workspace) -> None:
    """Apple's gross margin of five years: five rows, dollars and percentages, each proven."""
    answer = ask(workspace, "Show Apple's gross margin for each of the five years as a small table")

    rows = [line for line in answer.text.splitlines() if line.startswith("| fiscal")]
    dollars = [f.value for f in answer.figures if f.unit == "USD"]
    assert len(rows) == 5
    assert dollars == [Decimal(n) * 10**6 for n in (152836, 170782, 169148, 180683, 195201)]


def test_employees_are_quoted(workspace: Workspace) -> None:
    """A count that nobody tagged is answered by the filing's own sentence."""
    answer = ask(workspace, "How many employees did Apple have in fiscal 2024?")

    assert "approximately 164,000 full-time equivalent employees" in answer.text
    assert answer.citations[0].accession == "0000320193-24-000123"


def test_risks_are_quoted_with_their_section(workspace: Workspace) -> None:
    """A question about what a filing says is answered by quotations from the risk factors."""
    answer = ask(workspace, "What does McDonald's say about risks from franchisees?")

    assert answer.status == "answered"
    assert {c.section for c in answer.citations} == {"Item 1A"}
    assert all("franchise" in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Apple's revenue in fiscal 2030", "no_source"),
        ("What was Tesla's net income?", "no_source"),
        ("What was revenue in fiscal 2023?", "ambiguous"),
        ("What will Apple's revenue be next year?", "missing_evidence"),
    ],
)
def test_what_is_not_there_is_refused(workspace: Workspace, question: str, reason: str) -> None:
    """No figure, one reason, at most one round."""
    answer = ask(workspace, question)

    assert (answer.status, answer.figures, answer.withheld[0].reason) == ("abstained", (), reason)
    assert answer.rounds <= 1


def test_a_thread_understands_its_follow_up(workspace: Workspace) -> None:
    """A thread knows that "and in 2023?" asks for the same figure of another year."""
    workspace.ask("What were Apple's net sales in fiscal 2024?", thread="follow-up")

    answer = workspace.ask("and in 2023?", thread="follow-up")

    assert answer.figures[0].value == Decimal(383_285_000_000)
