"""Summaries, tear sheets, comparisons and searches over real filings are proven, and say what is lacking."""

import re
from pathlib import Path

import pytest

from tests.agent.invariant import check_answer
from tieout.agent.workspace import Workspace
from tieout.answer import Answer

pytestmark = pytest.mark.real


@pytest.fixture(name="ask", scope="module")
def _ask(real_home: Path) -> Workspace:
    return Workspace(real_home)


def parts(answer: Answer) -> dict[str, str]:
    """The text under each heading."""
    pieces = re.split(r"(?m)^## (.+)$", answer.text)
    return {head: text.strip() for head, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def test_a_summary_fills_its_frame(ask: Workspace, real_home: Path) -> None:
    """Growth, margins, cash, debt, returns, segments and risks of the filing that was named; guidance is lacking."""
    answer = ask.ask("summarise Apple's 2023 10-K")
    told = parts(answer)

    assert list(told) == ["Growth", "Margin", "Cash", "Debt", "Returns", "Segments", "Risks"]
    assert "revenue fell 2.8% in fiscal 2023" in told["Growth"]
    assert "gross margin percentage was 44.1%" in told["Margin"]
    assert "revenue of Americas was 42.4% of revenue" in told["Segments"]
    assert {f.source.document for f in answer.figures} == {"AAPL_10-K_0000320193-23-000106"}
    assert [w.text for w in answer.withheld] == ["Guidance"]
    check_answer(answer, real_home)


def test_a_loss_maker_is_summarised_without_a_meaningless_percentage(ask: Workspace) -> None:
    """Profit after a loss has no growth rate: both figures stand there instead."""
    growth = parts(ask.ask("Summarize MARA's annual report"))["Growth"]

    assert "net income was $261.173 million in fiscal 2023" in growth
    assert "net loss was $694.022 million in fiscal 2022" in growth


def test_a_tear_sheet_puts_a_loss_and_a_profit_into_one_row(ask: Workspace, real_home: Path) -> None:
    """Rows are metrics, with signs; quarters and prices that are not indexed are said to be lacking."""
    answer = ask.ask("tear sheet of MARA")
    rows = [line.split(" | ") for line in parts(answer)["Income"].splitlines()]

    assert [re.sub(r" ?\[\d+\]| \|", "", cell) for cell in rows[5]] == [
        "| net income", "$261.173 million", "-$694.022 million", "-$29.813 million",
    ]  # fmt: skip
    assert {w.text for w in answer.withheld} == {"Quarters", "Segments", "Price and value"}
    assert any("CIK 0001507605" in note for note in answer.notes)
    check_answer(answer, real_home)


def test_two_filings_are_compared_in_figures_and_words(ask: Workspace, real_home: Path) -> None:
    """The largest moves are proven; what left the risk factors is quoted from the earlier filing."""
    answer = ask.ask("What changed between AAPL's 2022 and 2023 10-K?")
    told = parts(answer)

    assert told["Figures that moved most"].startswith("- Apple Inc.’s interest expense rose 34.2% in fiscal 2023")
    assert "COVID-19" in told["Risk factors removed"]
    assert "COVID-19 pandemic has" not in told.get("Risk factors added", "")
    assert len(told["Risk factors removed"].splitlines()) <= 5
    check_answer(answer, real_home)


def test_only_the_risk_factors_can_be_compared(ask: Workspace) -> None:
    """A question about text gets no figures, and one about figures no text."""
    text = parts(ask.ask("How did Apple's risk factors change from 2023 to 2024?"))
    figures = parts(ask.ask("Compare the figures of Apple's 2023 and 2024 10-K"))

    assert all(head.startswith("Risk factors") for head in text)
    assert list(figures) == ["Figures that moved most"]


def test_a_material_weakness_is_found_where_it_is_reported(ask: Workspace, real_home: Path) -> None:
    """One company reports one; the auditors' standard words of the others do not count, and they are named as read."""
    answer = ask.ask("which of my companies report a material weakness")

    assert answer.status == "answered"
    assert answer.text.count("“") == 1
    assert "Marathon Digital Holdings, Inc. says: “We have identified material weaknesses" in answer.text
    assert all(name in " ".join(answer.notes) for name in ("Apple Inc.", "McDonald’s", "General Motors"))
    check_answer(answer, real_home)


def test_nobody_is_an_answer_that_names_what_was_read(ask: Workspace, real_home: Path) -> None:
    """A doubt about a going concern that no filing states is withheld, with the filings that were read."""
    answer = ask.ask("Which companies disclose going concern doubt?")

    assert answer.status == "abstained"
    assert "was found in what was read from beginning to end" in answer.text
    check_answer(answer, real_home)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Summarise Apple's 2012 10-K", "no report of Apple Inc. for fiscal 2012 is indexed"),
        ("summarise this 10-K", "which company is meant?"),
        ("tear sheet of Tesla", "no indexed filing is of “Tesla”"),
        ("What changed between GM's 2022 and 2023 10-K?", "not both are indexed"),
    ],
)
def test_what_is_not_there_is_refused(ask: Workspace, question: str, words: str) -> None:
    """A filing, a company or a second filing that is not indexed is said to be missing."""
    answer = ask.ask(question)

    assert answer.status == "abstained"
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    ["Which company had the highest revenue in fiscal 2023?", "What changed in Apple's revenue between 2022 and 2023?"],
)
def test_questions_about_figures_stay_what_they_are(ask: Workspace, question: str) -> None:
    """A ranking and a change are no search and no comparison of filings."""
    answer = ask.ask(question)

    assert answer.figures
    assert "## " not in answer.text


@pytest.mark.parametrize("question", ["What are MARA's main risk factors?", "Which risks does MARA face?"])
def test_the_risks_are_quoted_once_each_in_their_order(ask: Workspace, question: str) -> None:
    """A risk that stands in the summary too is one; it is said that the filing calls none of them the greatest."""
    answer = ask.ask(question)
    quoted = [c.quote for c in answer.citations]

    assert answer.text.startswith("## Risks")
    assert len(set(quoted)) == len(quoted) == 10
    assert "Bitcoin prices are highly volatile" in answer.text
    assert any("ranks none of them" in note for note in answer.notes)
