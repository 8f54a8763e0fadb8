"""A file that is written often stays open, and is never another file than the one on the disk."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tieout.tools import keptopen
from tieout.tools.keptopen import writing

SCHEMA = "create table if not exists word (said text not null)"


def put(path: Path, word: str) -> None:
    with writing(path, SCHEMA) as connection:
        connection.execute("insert into word values (?)", (word,))


def said(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("select said from word order by rowid")]


def test_rows_are_there_for_others_while_the_file_stays_open(tmp_path: Path) -> None:
    """A reader sees each row at once, and the log is not folded into the file after each."""
    path = tmp_path / "words.sqlite"

    put(path, "one")
    put(path, "two")

    assert said(path) == ["one", "two"]
    assert (tmp_path / "words.sqlite-wal").stat().st_size > 0


def test_threads_write_one_after_the_other(tmp_path: Path) -> None:
    """No row is lost and none is refused."""
    path = tmp_path / "words.sqlite"

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: put(path, str(number)), range(200)))

    assert sorted(said(path), key=int) == [str(number) for number in range(200)]


def test_a_file_that_was_removed_is_made_anew(tmp_path: Path) -> None:
    """What is written goes into the file that has the name now, not into one that nobody can open."""
    path = tmp_path / "words.sqlite"
    put(path, "before")
    for one in tmp_path.iterdir():
        one.unlink()

    put(path, "after")

    assert said(path) == ["after"]


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_works(tmp_path: Path) -> None:
    """An error of SQLite's closes the file; the next writer opens it again."""
    path = tmp_path / "words.sqlite"
    with pytest.raises(sqlite3.IntegrityError), writing(path, SCHEMA) as connection:  # noqa: PT012  # the exit raises
        connection.execute("insert into word values ('half')")
        connection.execute("insert into word values (null)")

    put(path, "whole")

    assert said(path) == ["whole"]


def test_a_file_that_is_no_database_is_said_each_time(tmp_path: Path) -> None:
    """Nothing broken is kept open."""
    path = tmp_path / "words.sqlite"
    path.write_bytes(b"this is no database" * 100)

    for _ in range(2):
        with pytest.raises(sqlite3.DatabaseError):
            put(path, "lost")


def test_only_so_many_files_are_kept_open(tmp_path: Path) -> None:
    """The oldest is closed, which folds its log into it; it is written again all the same."""
    paths = [tmp_path / f"{number}.sqlite" for number in range(keptopen.MOST + 2)]
    for path in paths:
        put(path, "one")

    closed = [path for path in paths if not path.with_name(f"{path.name}-wal").exists()]
    put(paths[0], "two")

    assert closed == paths[:2]
    assert said(paths[0]) == ["one", "two"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_forked_process_opens_the_file_itself(tmp_path: Path) -> None:
    """Parent and child write through connections of their own, and the child's end closes nothing of the parent's."""
    source = (
        "import os, sys\nfrom pathlib import Path\nfrom tests.tools.test_keptopen import put\n"
        "path = Path(sys.argv[1])\nput(path, 'parent')\nchild = os.fork()\n"
        "if child == 0:\n    put(path, 'child')\n    sys.exit(0)\n"
        "os.waitpid(child, 0)\nput(path, 'parent again')\n"
    )
    path = tmp_path / "words.sqlite"

    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", source, str(path)], check=True, cwd=root)

    assert said(path) == ["parent", "child", "parent again"]
    assert not (tmp_path / "words.sqlite-wal").exists()
