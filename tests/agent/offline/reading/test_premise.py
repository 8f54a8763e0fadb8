"""What a question takes for granted is held against the facts before anything else is answered."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieout import Workspace
from tieout.agent.offline.reading.premise import asks_why, contradicts
from tieout.tools.figures.grammar import figures


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


@pytest.mark.parametrize(
    ("question", "says", "note"),
    [
        (
            "How much did Apple's revenue fall in fiscal 2024?",
            "rose by",
            "rose, and the question supposes that it fell",
        ),
        ("How much did AMD's revenue grow in fiscal 2023?", "fell", "fell, and the question supposes that it rose"),
        ("What was Apple's net loss in fiscal 2024?", "net income was $93,736 million", "a profit, not a loss"),
        (
            "Despite the decline in Apple's revenue in fiscal 2024, how much did its net income fall?",
            "Apple Inc.’s revenue rose",
            "revenue of fiscal 2024 rose",
        ),
        (
            "Given that Apple's revenue was $500 billion in fiscal 2024, what was its net income?",
            "revenue was $391,035 million",
            "not the amount that the question states",
        ),
        (
            "Apple's revenue of $500 billion in fiscal 2024: how much of it was Services?",
            "revenue was $391,035 million",
            "not the amount that the question states",
        ),
        ("By what percent did Apple's revenue grow by 9% in fiscal 2024?", "2.0%", "by another percentage"),
    ],
)
def test_a_false_premise_is_set_right_with_the_proven_figures(
    workspace: Workspace, question: str, says: str, note: str
) -> None:
    """The text states what the filings have, and a note says that the question supposed something else."""
    answer = workspace.ask(question)
    assert says in answer.text
    assert any(note in n for n in answer.notes)


@pytest.mark.parametrize(
    "question",
    [
        "How much did Apple's revenue grow in fiscal 2024?",
        "Did Apple's revenue rise or fall in fiscal 2024?",
        "What was AMD's revenue growth in fiscal 2023?",
        "Given that Apple's revenue was $391.0 billion in fiscal 2024, what was its net income?",
        "What was Apple's net income in fiscal 2024?",
        "How much higher was Apple's revenue than AMD's in fiscal 2023?",
    ],
)
def test_what_is_so_or_left_open_is_not_corrected(workspace: Workspace, question: str) -> None:
    """A true premise, a neutral question and a rounded amount bring no note."""
    answer = workspace.ask(question)
    assert answer.status in {"answered", "partial"}
    assert not [
        n
        for n in answer.notes
        if "supposes" in n or "question states" in n or "a loss, not" in n or "a profit, not" in n
    ]


def test_reasons_for_a_move_that_was_none_are_not_given(workspace: Workspace) -> None:
    """“why did it fall” about a rise states the rise, with both ends, before any reason."""
    answer = workspace.ask("Why did Apple's revenue fall in fiscal 2024?")
    assert answer.text.startswith("Apple Inc.’s revenue rose 2.0%")
    assert [f.value for f in answer.figures[1:3]] == [391_035_000_000, 383_285_000_000]


def test_a_rounded_amount_does_not_contradict() -> None:
    """The question's own precision decides."""
    rounded, other = figures("$383.3 billion")[0], figures("$384.3 billion")[0]
    assert not contradicts(rounded, Decimal(383_285_000_000))
    assert contradicts(other, Decimal(383_285_000_000))


def test_only_reasons_are_asked_for_with_why() -> None:
    """“what drove” asks for reasons, “what was” does not."""
    assert asks_why("What drove the decline in sales?")
    assert not asks_why("What was the decline in sales?")
