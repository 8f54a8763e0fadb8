"""Calls: whose words, on which call, and guidance as guidance."""

import json
from pathlib import Path

import pytest

from tieout import Workspace

WELCOME = "Welcome to the Acme earnings call. Today you will hear from Ann Able, our CEO, and Carl Cole, our CFO."
OUTLOOK = "As we move into the {ahead} quarter, I would like to review our outlook for the time ahead of us now."
FIRST = [
    ("Olga Orr", "Director of Investor Relations", WELCOME),
    (
        "Ann Able",
        "CEO",
        (
            "Thank you all for coming. Services revenue reached a record of $20.8 billion. "
            "Anvils revenue was $5.1 billion, which is less than we had hoped for when the year began."
        ),
    ),
    (
        "Carl Cole",
        "CFO",
        (
            "Company gross margin was 43% for the quarter, near the high end of our guidance range. "
            "{outlook} We expect gross margin to be between {low}% and {high}%. "
            "We expect revenue growth to be similar to the {past} quarter in all of our regions."
        ),
    ),
    ("Operator", "Operator", "We will now take the first question from Max Moor of Bank of Anvils."),
    (
        "Max Moor",
        "Analyst",
        "Could you say more about services revenue and where you see gross margin going from here?",
    ),
    ("Carl Cole", "CFO", "I can only repeat that services revenue grew because more people bought anvils from us."),
]


def call(quarter: str, past: str, ahead: str, low: str, high: str) -> dict[str, object]:
    """One call as JSON."""
    words = {"outlook": OUTLOOK.format(ahead=ahead), "past": past, "low": low, "high": high}
    turns = [{"speaker": s, "title": t, "content": c.format(**words)} for s, t, c in FIRST]
    return {"symbol": "ACM", "year": 2023, "quarter": quarter, "transcript": turns}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A home with two calls of one company."""
    folder = tmp_path_factory.mktemp("calls")
    calls = [call("Q1", "December", "March", "43.5", "44.5"), call("Q2", "March", "June", "44", "45")]
    (folder / "ACM.json").write_text(json.dumps(calls), encoding="utf-8")
    workspace = Workspace(folder / "home")
    workspace.ingest(folder / "ACM.json")
    return workspace


def quoted(workspace: Workspace, question: str) -> list[str]:
    """The lines of an answer, without marks."""
    answer = workspace.ask(question)
    assert answer.status == "answered"
    return [line.removeprefix("- ").split(" [")[0] for line in answer.text.splitlines()]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "What did Ann Able say about services revenue on the Q1 2023 call?",
            ["Ann Able, CEO, Q1 2023 earnings call: “Services revenue reached a record of $20.8 billion.”"],
        ),
        (
            "What did the CFO guide for gross margin for the March quarter?",
            ["Carl Cole, CFO, Q1 2023 earnings call: “We expect gross margin to be between 43.5% and 44.5%.”"],
        ),
        (
            "What gross margin did ACM guide for Q3 2023?",
            ["Carl Cole, CFO, Q2 2023 earnings call: “We expect gross margin to be between 44% and 45%.”"],
        ),
        (
            "What is ACM's guidance for gross margin?",
            ["Carl Cole, CFO, Q2 2023 earnings call: “We expect gross margin to be between 44% and 45%.”"],
        ),
        (
            "What did the CFO say about services revenue in the Q&A of the Q2 2023 call?",
            [
                (
                    "Carl Cole, CFO, Q2 2023 earnings call: “I can only repeat that services revenue grew because more "
                    "people bought anvils from us.”"
                )
            ],
        ),
        (
            "What did analysts ask about gross margin on the Q1 2023 call?",
            [
                (
                    "Max Moor, Analyst, Q1 2023 earnings call: “Could you say more about services revenue and where "
                    "you see gross margin going from here?”"
                )
            ],
        ),
    ],
)
def test_whose_words(workspace: Workspace, question: str, lines: list[str]) -> None:
    """Speaker, role, call and part are those asked for; guidance is what is expected, for the time that is meant."""
    assert quoted(workspace, question) == lines


def test_guidance_is_no_actual_figure(workspace: Workspace) -> None:
    """Both ends of a range are figures of the sentence, and a note says that they are guidance."""
    answer = workspace.ask("What gross margin did the CFO guide for the March quarter?")

    assert [f.text for f in answer.figures] == ["43.5%", "44.5%"]
    assert "what is quoted is guidance of its day, not a reported figure" in answer.notes
    assert "43%" not in [f.text for f in answer.figures]


def test_a_turn_is_cited(workspace: Workspace) -> None:
    """The place that is cited is a turn, with speaker, role and part."""
    (citation,) = workspace.ask("What did Ann Able say about services revenue on the Q1 2023 call?").citations

    assert (citation.document, citation.section) == ("ACM-2023-Q1", "Prepared remarks")
    assert citation.said == "Ann Able, CEO, turn 2"


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("What did Zoe Zorn say about services revenue on ACM's Q1 2023 call?", "nobody named “Zoe Zorn”"),
        ("What did Ann Able say about services on the Q4 2023 call?", "no call of ACM on Q4 of fiscal 2023 is indexed"),
        ("What gross margin did the CFO guide for the September quarter?", "guides it"),
        ("What gross margin did the CFO guide for the June quarter on the Q1 2023 call?", "guides it"),
        ("What did Ann Able say about gross margin on the Q1 2023 call?", "no sentence by Ann Able"),
        ("What did Carl Cole say about anvils in the March quarter call?", "name it by its fiscal quarter"),
    ],
)
def test_refusals(workspace: Workspace, question: str, why: str) -> None:
    """Nobody's words are put into another's mouth, and guidance for one quarter is not another's."""
    answer = workspace.ask(question)

    assert (answer.status, answer.figures) == ("abstained", ())
    assert why in answer.withheld[0].detail


def test_one_speaker(tmp_path: Path) -> None:
    """A call that names nobody is quoted without a name, and a role is not guessed."""
    text = "Good afternoon, and welcome to our earnings call. " + (
        "We saw that services revenue grew by 12% to $3.4 billion in the first quarter of 2023. " * 1
        + "We thank our customers for the trust that they put in us. " * 8
    )
    (tmp_path / "20230505_ACM.txt").write_text(text, encoding="utf-8")
    workspace = Workspace(tmp_path / "home")
    workspace.ingest(tmp_path / "20230505_ACM.txt")

    said = workspace.ask("What did ACM say about services revenue on the call?")
    assert said.text.startswith("- “We saw that services revenue grew by 12% to $3.4 billion")
    assert workspace.ask("What did the CFO say about services revenue on the call?").status == "abstained"
