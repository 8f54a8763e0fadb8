"""Proven claims read as sentences, tables and quotations, with marks that open."""

import re
from pathlib import Path

from tests.agent.invariant import check_answer
from tieout.agent.compose import barless
from tieout.agent.workspace import Workspace


def lines(text: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line.startswith("|")
    ]


def test_two_figures_are_sentences_and_more_are_a_table(demo_home: Path) -> None:
    """Three years of one metric are rows of periods under one column, each with its mark."""
    answer = Workspace(demo_home).ask("What was Apple's net income in fiscal 2022, 2023 and 2024?")
    rows = lines(answer.text)

    assert rows[0] == ["Period", "Apple Inc., net income"]
    assert [row[0] for row in rows[2:]] == ["fiscal 2022", "fiscal 2023", "fiscal 2024"]
    assert [row[1].split(" [")[0] for row in rows[2:]] == ["$99,803 million", "$96,995 million", "$93,736 million"]
    check_answer(answer, demo_home)


def test_a_document_read_with_care_is_said(tmp_path: Path) -> None:
    """A tag that contradicts its table: every answer that cites the document says so."""
    sample = (Path(__file__).parents[2] / "agent" / "demo" / "sample-AAPL-10-K-2024.html").read_text()
    tag = re.compile(r'(name="us-gaap:GrossProfit" contextRef="c-1"[^>]*scale=")6("[^>]*>180,683)')
    (tmp_path / "apple.html").write_text(tag.sub(r"\g<1>3\2", sample))
    workspace = Workspace(tmp_path / "home")
    workspace.ingest(tmp_path / "apple.html")

    answer = workspace.ask("What was Apple's net income in fiscal 2024?")

    assert (
        "apple: read with care: tags of us-gaap:GrossProfit are scaled unlike the rest of their table" in answer.notes
    )


def test_a_wide_table_is_turned(demo_home: Path) -> None:
    """More columns than fit are rows, under one column a period."""
    answer = Workspace(demo_home).ask(
        "Compare net sales and net income of Apple, AMD and Texas Instruments in fiscal 2023"
    )
    rows = lines(answer.text)

    assert rows[0] == ["Figure", "fiscal 2023"]
    assert rows[2] == ["Apple Inc., net sales", "$383,285 million [1]"]
    assert len(rows) == 2 + 6
    check_answer(answer, demo_home)


def test_marks_of_a_table_count_along_its_rows(demo_home: Path) -> None:
    """In a table the marks are numbered as it is read, row by row."""
    answer = Workspace(demo_home).ask("Compare net income of Apple and AMD in fiscal 2022 and 2023")

    assert lines(answer.text)[2:] == [
        ["fiscal 2022", "$99,803 million [1]", "$1,320 million [2]"],
        ["fiscal 2023", "$96,995 million [3]", "$854 million [4]"],
    ]
    check_answer(answer, demo_home)


def test_marks_are_numbered_as_the_text_needs_them(demo_home: Path) -> None:
    """The first mark of the text is 1, one place has one mark, and every mark has its citation."""
    answer = Workspace(demo_home).ask("What were Apple's net sales in fiscal 2024 and their growth over fiscal 2023?")

    assert [c.mark for c in answer.citations] == ["1", "2"]
    assert [c.quote.split(" | ")[0] for c in answer.citations] == ["Total net sales", "Total net sales"]
    assert answer.text.index("[1]") < answer.text.index("[2]")


def test_a_quotation_is_a_line_of_a_list(demo_home: Path) -> None:
    """Quotations stand in a list, in the filing's words."""
    answer = Workspace(demo_home).ask("How many employees does Apple have?")

    assert answer.text.startswith("- In its 10-K")
    assert "says: “At the end of fiscal 2024 Apple had approximately 164,000" in answer.text
    check_answer(answer, demo_home)


def test_a_bar_or_a_break_in_a_cell_ends_no_cell() -> None:
    """Bars are escaped and lines joined."""
    assert barless("a | b\nc") == "a \\| b c"
