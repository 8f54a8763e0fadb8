"""Public data sets become questions with gold, from small copies made here, and from the real ones where they are."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tieout.errors import NotThereError
from tieout.evals.retrieval.asked import ABSENT, Asked, read_questions
from tieout.evals.retrieval.sets.__main__ import SETS, main
from tieout.evals.retrieval.sets.challenge import challenge
from tieout.evals.retrieval.sets.docugami import docugami
from tieout.evals.retrieval.sets.finqa import finqa
from tieout.evals.retrieval.sets.tagged import tagged
from tieout.tools.filings import read

SAMPLES = Path(__file__).parents[3] / "agent" / "demo"


def test_docugami_gold_is_every_document_that_a_pattern_names(tmp_path: Path) -> None:
    """A pattern of four files is gold of four, and the kind of question is its type."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("2022 Q3 AAPL", "2023 Q1 AAPL", "2023 Q1 AMZN"):
        (docs / f"{name}.pdf").touch()
    rows = (
        ("Question", "Source Docs", "Question Type", "Source Chunk Type", "Answer"),
        ("How did\n it go?", "*AAPL*", "Multi-Doc RAG", "Table", "well,\nwell"),
        ("And then?", "*2023 Q1 AMZN*", "Single-Doc Single-Chunk RAG", "Text", "so"),
    )
    with (tmp_path / "qna.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    folder, questions = docugami(tmp_path, tmp_path)

    assert folder == docs
    assert questions == (
        Asked(
            id="docugami-01",
            question="How did it go?",
            documents=("2022 Q3 AAPL", "2023 Q1 AAPL"),
            type="multi-doc",
        ),
        Asked(id="docugami-02", question="And then?", documents=("2023 Q1 AMZN",), type="single-doc single-chunk"),
    )


def test_finqa_pages_become_documents_and_questions_name_their_company(tmp_path: Path) -> None:
    """Two questions of one page share its document; the page can be read, and its table is a table."""
    source = tmp_path / "finqa"
    source.mkdir()
    page = {
        "filename": "AOS/2004/page_11.pdf",
        "pre_text": ["sales rose in 2004 .", "."],
        "post_text": ["so did earnings ."],
        "table": [["year", "sales"], ["2004", "$ 1,653"]],
    }
    records = [page | {"id": f"AOS/2004/page_11.pdf-{n}", "qa": {"question": f"what  was {n} ?"}} for n in (1, 2)]
    (source / "dev.json").write_text(json.dumps(records), encoding="utf-8")

    folder, questions = finqa(source, tmp_path / "out")

    assert [asked.question for asked in questions] == ["AOS 2004: what was 1 ?", "AOS 2004: what was 2 ?"]
    assert {asked.documents for asked in questions} == {("AOS_2004_page_11",)}
    reading = read(folder / "AOS_2004_page_11.html")
    assert [[cell.text for cell in row] for row in reading.tables[0].rows] == [["year", "sales"], ["2004", "$ 1,653"]]


def test_tagged_questions_have_the_printed_figure_as_gold() -> None:
    """Apple's sample filing is asked for its total assets of fiscal 2024, which it prints as 364,980."""
    _, questions = tagged(SAMPLES, SAMPLES)

    found = next(asked for asked in questions if "total assets" in asked.question and "AAPL" in asked.documents[0])
    assert found.question == "What total assets did Apple report for fiscal 2024?"
    assert [quote.text for quote in found.quotes] == ["364,980"]
    assert found.type == "balance"


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_folder_without_the_set_is_said(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The wrong folder ends with exit code 2 and its name."""
    (tmp_path / "empty").mkdir()

    assert main([name, str(tmp_path / "empty"), str(tmp_path / "out")]) == 2
    assert "empty" in capsys.readouterr().err


def test_a_missing_challenge_is_said(tmp_path: Path) -> None:
    """A folder without questions is not there."""
    with pytest.raises(NotThereError, match=r"questions\.json"):
        challenge(tmp_path, tmp_path)


@pytest.mark.real
def test_most_of_the_challenge_asks_for_what_is_not_there(shared_data: Path, tmp_path: Path) -> None:
    """At least 30 of 40 questions are about an absent company or year, and no present company has the wrong report."""
    assert main(["challenge", str(shared_data / "erc_round1"), str(tmp_path)]) == 0

    questions = read_questions(tmp_path / "questions.jsonl")
    assert len(questions) == 40
    assert sum(asked.type == ABSENT for asked in questions) >= 30
    assert {asked.documents[0][:8] for asked in questions if "Mercia" in asked.question and asked.documents} == {
        "ac9aa244"
    }


@pytest.mark.real
def test_the_real_sets_have_gold(shared_data: Path, tmp_path: Path) -> None:
    """Every question of the 10-Q set has one source document or four; every FinQA question has its page."""
    _, quarterly = docugami(shared_data / "docugami_10q", tmp_path)
    folder, pages = finqa(shared_data / "finqa", tmp_path)

    assert Counter(len(asked.documents) for asked in quarterly) == {1: 51, 4: 30}
    assert len(pages) == 300
    assert all((folder / f"{asked.documents[0]}.html").is_file() for asked in pages)
