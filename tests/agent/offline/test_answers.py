"""What the offline analyst answers over the sample filings, and what it does not."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieout import Workspace
from tieout.answer import Answer


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


def values(answer: Answer) -> list[Decimal]:
    """The figures in their order."""
    return [f.value for f in answer.figures]


MILLION = 1_000_000


@pytest.mark.parametrize(
    ("question", "millions"),
    [
        ("What were Apple's net sales in fiscal 2024?", [391_035]),
        ("AAPL revenue FY24", [391_035]),
        ("apple services net sales 2024", [96_169]),
        ("Apple Inc.'s net sales in fiscal 2024 and 2023", [391_035, 383_285]),
        ("How does Apple's revenue compare to AMD's in 2023?", [383_285, 22_680]),
        ("How much more did Apple spend on R&D than AMD in 2023?", [24_043, 29_915, 5_872]),
        ("Compare Apple's revenue with Tesla's in 2024", [391_035]),
    ],
)
def test_levels(workspace: Workspace, question: str, millions: list[int]) -> None:
    """One or several figures come as the filings have them, whatever the wording."""
    assert values(workspace.ask(question)) == [m * MILLION for m in millions]


def test_a_share_of_the_total_is_read_back(workspace: Workspace) -> None:
    """“of total net sales” is the whole, its “total” included."""
    answer = workspace.ask("What was Apple's R&D expense as a percentage of total net sales in 2024?")
    assert answer.status == "answered"
    assert round(values(answer)[0], 1) == Decimal("8.0")


def test_a_compound_rate_is_one_figure_between_two_years(workspace: Workspace) -> None:
    """A CAGR is the yearly rate, not the growth over the whole span."""
    answer = workspace.ask("CAGR of Apple's net sales 2022-2024")
    assert answer.status == "answered"
    assert "compound annual growth rate" in answer.text
    assert answer.figures[0].unit == "percent"
    assert abs(values(answer)[0] - Decimal("-0.42")) < Decimal("0.01")


def test_a_missing_company_of_a_list_is_named(workspace: Workspace) -> None:
    """What is there is answered, and what is not is withheld by name."""
    answer = workspace.ask("rank apple, amd and tesla by revenue in 2023")
    assert answer.status == "partial"
    assert values(answer) == [383_285 * MILLION, 22_680 * MILLION]
    assert [w.detail for w in answer.withheld] == ["no indexed filing is of “tesla”"]


@pytest.mark.parametrize(
    "question",
    [
        "Apple revenue last quarter",
        "Apple quarterly revenue 2024",
        "Apple datacenter revenue 2024",
        "Adjusted EBITDA of Apple 2024",
        "Apple organic revenue growth 2024",
        "Apple's revenue in fiscal 2030",
        "What will Apple's revenue be next year?",
        "Tesla's net income",
        "What was net income in 2023?",
        "Who is the president of France?",
    ],
)
def test_what_is_not_there_is_refused_in_one_round_at_most(workspace: Workspace, question: str) -> None:
    """Another period, part, measure or company is never answered by what is at hand."""
    answer = workspace.ask(question)
    assert answer.status == "abstained"
    assert answer.figures == ()
    assert answer.rounds <= 1
    assert answer.withheld


def test_a_question_after_another_says_what_is_done(workspace: Workspace) -> None:
    """“how has it grown?” takes the metric from before and the operation from itself."""
    workspace.ask("Apple net sales in fiscal 2024", thread="growth")
    answer = workspace.ask("how has it grown?", thread="growth")
    assert answer.figures[0].unit == "percent"
    assert round(values(answer)[0], 1) == Decimal("2.0")
