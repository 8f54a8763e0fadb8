"""What a run leaves behind is kept by reference, for long enough, and a damaged file is said."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tieout.errors import NotThereError, ReadError
from tieout.tools import answers as module
from tieout.tools.answers import ABANDONED_SECONDS, ANSWER, FINISHED, Answers


def names(home: Path) -> list[tuple[str, str]]:
    """What is kept."""
    with closing(sqlite3.connect(home / "answers.sqlite")) as connection:
        return connection.execute("select run, name from page order by run, name").fetchall()


def test_a_page_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    """Another instance, as another process has, reads what was written; the same name is written over."""
    assert Answers(tmp_path).put("r", "p", b"one")
    assert Answers(tmp_path).put("r", "p", "zwö".encode() * 1_000)

    assert Answers(tmp_path).get("r", "p") == "zwö".encode() * 1_000
    assert names(tmp_path) == [("r", "p")]


def test_what_is_gone_is_said(tmp_path: Path) -> None:
    """A run of which nothing is kept, in a home with a file and in one without, is an error with what to do."""
    with pytest.raises(NotThereError, match=r"nothing is kept of run 'r' .* ask the question again"):
        Answers(tmp_path).get("r", "p")
    Answers(tmp_path).put("r", "p", b"")
    with pytest.raises(NotThereError, match="page 'q' of run 'r' is no longer in"):
        Answers(tmp_path).get("r", "q")


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    """Bytes that are no page, and a file that is no database."""
    Answers(tmp_path).put("r", "p", b"one")
    with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as connection, connection:
        connection.execute("update page set body = x'00'")
    with pytest.raises(ReadError, match="cannot be read"):
        Answers(tmp_path).get("r", "p")

    other = tmp_path / "other"
    other.mkdir()
    (other / "answers.sqlite").write_text("no database at all, but long enough to be looked at" * 100)
    with pytest.raises(ReadError, match="move it away and ask the question again"):
        Answers(other).get("r", "p")
    assert not Answers(other).put("r", "p", b"one")


def test_a_refusing_disk_costs_nothing(tmp_path: Path) -> None:
    """Where the file cannot be written, that is an answer and no error."""
    (tmp_path / "answers.sqlite").mkdir()

    assert not Answers(tmp_path).put("r", "p", b"one")


def test_old_pages_go_and_what_waits_stays(tmp_path: Path) -> None:
    """Answered runs keep their working pages for a while, unanswered ones for long, and answers the longest."""
    kept = Answers(tmp_path)
    for run in ("waits", "waited too long", "old", "new"):
        kept.put(run, "p", b"working")
    with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as connection, connection:
        connection.execute("update page set written = written - ? where run = 'waited too long'", (ABANDONED_SECONDS,))
        connection.execute("insert into page values ('old', 'answer', 1, x'00')")
        rows = [(f"between {n}", ANSWER, 2 + n, b"") for n in range(FINISHED - 1)]
        connection.executemany("insert into page values (?, ?, ?, ?)", rows)
    kept.put("new", ANSWER, b"the answer")

    left = [row for row in names(tmp_path) if not row[0].startswith("between")]
    assert left == [("new", "answer"), ("new", "p"), ("old", "answer"), ("waits", "p")]
    assert module.ANSWERS > FINISHED
