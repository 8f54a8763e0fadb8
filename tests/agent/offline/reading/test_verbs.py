"""A verb that asks for a figure is read as the figure's name, and said to be; elsewhere a verb stays one."""

import pytest

from tieout.agent.offline.reading.verbs import in_names


@pytest.mark.parametrize(
    ("question", "read", "verb"),
    [
        ("How much did Apple earn in 2024?", "how much did Apple net income in 2024?", "earn"),
        ("How much money did AMD make last year?", "how much did AMD net income last year?", "earn"),
        ("How much did MARA lose in FY2022?", "how much did MARA net loss in FY2022?", "lose"),
        ("and how much did it sell?", "and how much did it revenue?", "sell"),
        ("How much does Lowe's owe?", "how much does Lowe's total debt?", "owe"),
        (
            "How many shares did Apple buy back in fiscal 2023?",
            "how much did Apple number of shares repurchased in fiscal 2023?",
            "buy back",
        ),
        ("How profitable was Lowe's in 2023?", "how much was Lowe's  profitability in 2023?", "profitable"),
    ],
)
def test_a_verb_that_asks_for_a_figure(question: str, read: str, verb: str) -> None:
    """The figure's name stands where the verb stood, and the reading is told."""
    text, notes = in_names(question)

    assert text == read
    assert len(notes) == 1
    assert notes[0].startswith(f"“{verb}” is read as ")


@pytest.mark.parametrize(
    "question",
    [
        "How much did Apple make in iPhone sales in 2024?",
        "How much did AMD sell its stake for?",
        "How much did Apple earn on its cash?",
        "How much money did they make available to suppliers?",
        "What did Apple earn in 2024?",
        "How many shares did Apple issue in 2023?",
        "How much does it?",
    ],
)
def test_a_verb_with_an_object_of_its_own_stays(question: str) -> None:
    """What was sold, made or earned on is another question."""
    assert in_names(question) == (question, ())
