"""Contradictory, misspelled, foreign and hostile questions get a clear answer or a clear refusal, and never a crash."""

from pathlib import Path

import pytest

from tieout import Workspace
from tieout.agent.offline.reading.spelling import slip, swapped, unmarked


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("What was Apple (AMD) revenue in 2023?", "say which company is meant"),
        ("What was Apple (MSFT) revenue in 2023?", "AAPL, not MSFT"),
        ("¿Cuál fue el revenue de Apple en 2023?", "not in English"),
        ("Wie hoch war der Umsatz von Apple 2023?", "not in English"),
        ("Apple", "what of Apple Inc. is asked"),
        ("What was Apple's revenue in fiscal 20233?", "more digits than a year has"),
        ("Apple's revenue in 1900", "as old as"),
        ("What was Apple's revenue in Q5 2023?", "a year has no quarter"),
        ("What was Apple's cash on 31 June 2023?", "June has no day"),
        ("What was Aplle's revenue in 2023?", "is AAPL meant?"),
        ("What was AAPPL revenue in 2023?", "is AAPL meant?"),
        ("What was the revenue of '; DROP TABLE facts; -- in 2023?", "which company is meant"),
    ],
)
def test_the_refusal_says_what_is_wrong(workspace: Workspace, question: str, why: str) -> None:
    """Nothing is answered, and the reason names the cause."""
    answer = workspace.ask(question)
    assert answer.status == "abstained"
    assert answer.figures == ()
    assert why in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What was Apple's revnue in fiscal 2024?",
        "What were <b>Apple</b>'s net sales in fiscal 2024?",
        "Waht was Apple's revenue in fiscal 2024?",
        "What was Apple (AAPL) revenue in fiscal 2024?",
        "What was Apple (NASDAQ: AAPL) revenue in fiscal 2024?",
        "\u202eApple revenue 2024",
        "Apple revenue FY2024 😀",
    ],
)
def test_slips_and_marks_do_not_matter(workspace: Workspace, question: str) -> None:
    """What can be meant in one way only is answered."""
    answer = workspace.ask(question)
    assert answer.status == "answered"
    assert [f.value for f in answer.figures] == [391_035_000_000]


def test_a_slip_is_stated(workspace: Workspace) -> None:
    """What a word was read as is an assumption of the answer."""
    answer = workspace.ask("What was Apple's opertaing income in fiscal 2024?")
    assert "“opertaing” is read as “operating”" in answer.assumptions


@pytest.mark.parametrize(
    "question",
    ["(" * 3000 + "Apple revenue", "Apple revenue 2024 and " * 200, "Apple " + " ".join(map(str, range(1900, 2400)))],
)
def test_size_alone_breaks_nothing(workspace: Workspace, question: str) -> None:
    """Thousands of parentheses, parts or years end in an answer or a refusal."""
    assert workspace.ask(question).status in {"answered", "partial", "abstained"}


def test_only_one_letter_is_a_slip() -> None:
    """A word that is another word, or could be two, is left alone."""
    known = {"revenue", "margin", "marlin", "income"}
    assert slip("revnue", known) == "revenue"
    assert slip("icnome", known) == "income"
    assert slip("mardin", known) is None
    assert slip("data", {"date"}) is None
    assert slip("waht", known) == "what"
    assert slip("teh", known) == "the"
    assert slip("aws", known) is None
    assert swapped("form", "from")


def test_markup_goes_and_comparisons_stay() -> None:
    """Only what looks like a tag is taken out."""
    assert unmarked("<b>Apple</b>'s revenue") == " Apple's revenue"
    assert unmarked("margin < 5% and > 2%") == "margin < 5% and > 2%"


@pytest.mark.parametrize(
    "question", ["AWS net sales 2024 Apple", "aws net sales of Apple in 2024", "Apple ORF revenue 2024"]
)
def test_a_name_in_capitals_is_no_slip(workspace: Workspace, question: str) -> None:
    """A part that nobody knows is not read as a small word, which would give the whole company's figure."""
    assert workspace.ask(question).figures == ()
