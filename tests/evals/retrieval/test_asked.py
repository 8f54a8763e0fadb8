"""Questions with gold are read as they are written, and what is none is refused with its line."""

from pathlib import Path

import pytest

from tieout.errors import InputError
from tieout.evals.retrieval.asked import Asked, Page, Quote, read_questions, write_questions

OWN = Path(__file__).parents[3] / "evals" / "retrieval" / "annual_reports.jsonl"


def test_written_questions_are_read_again(tmp_path: Path) -> None:
    """What is written is what is read, also without gold and with letters beyond ASCII."""
    questions = (
        Asked(
            id="a", question="What is Ørsted's EPS?", documents=("x",), pages=(Page(document="x", page=3),), type="eps"
        ),
        Asked(id="b", question="Goodwill?", quotes=(Quote(document="y", text="1,577"),)),
    )
    file = tmp_path / "made" / "questions.jsonl"

    write_questions(file, questions)

    assert read_questions(file) == questions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no question"),
        ('{"id": "a", "question": "x"}\n{"id": "a", "question": "y"}', "'a' stands more than once"),
        ('{"id": "a", "question": "x"}\n\nnot JSON', "line 3"),
        ('{"id": "a", "question": "x", "page": 3}', "line 1"),
        ('{"question": "x"}', "line 1"),
    ],
)
def test_what_is_no_question_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """An empty file, an id that stands twice, broken JSON, an unknown field and a missing id say where they stand."""
    file = tmp_path / "questions.jsonl"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=said):
        read_questions(file)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    """A path without a file says so."""
    with pytest.raises(InputError, match="cannot read"):
        read_questions(tmp_path / "none.jsonl")


def test_own_questions_have_gold_of_their_own_documents() -> None:
    """Our questions: 60 or more over twelve reports, each with pages from 1 on of the one document that answers it."""
    questions = read_questions(OWN)

    assert len(questions) >= 60
    assert len({asked.documents for asked in questions}) == 12
    assert all({page.document for page in asked.pages} == set(asked.documents) for asked in questions)
    assert all(page.page >= 1 for asked in questions for page in asked.pages)
    assert all("20" in asked.question for asked in questions)
