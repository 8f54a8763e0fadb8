"""What did a run leave behind? Its answer and its working pages, by reference, in a file of the home."""

import sqlite3
import time
import zlib
from contextlib import closing
from pathlib import Path

from tieout.errors import NotThereError, ReadError
from tieout.tools.keptopen import writing

ANSWER = "answer"
"""The name under which a run's answer is kept."""
FINISHED = 500
"""Runs that have answered whose working pages are kept as well; the older ones keep their answers."""
ANSWERS = 10_000
"""Runs whose answers are kept; the oldest go first."""
ABANDONED_SECONDS = 120 * 24 * 3600
"""How long the pages of a run are kept that never answered."""
_FAST = 1

_SCHEMA = """
create table if not exists page (
    run text not null, name text not null, written real not null, body blob not null, primary key (run, name)
) without rowid;
create index if not exists page_written on page (name, written);
"""
_NEWEST = "select run from page where name = 'answer' order by written desc limit"


class Answers:
    """The pages of a home's runs, in `answers.sqlite`; threads and processes share it."""

    def __init__(self, home: Path) -> None:
        self.path = home / "answers.sqlite"

    def put(self, run: str, name: str, body: bytes) -> bool:
        """Keep a page; False when the disk refuses, which must not cost the answer."""
        row = (run, name, time.time(), zlib.compress(body, _FAST))
        try:
            with writing(self.path, _SCHEMA) as connection:
                connection.execute("insert or replace into page values (?, ?, ?, ?)", row)
                if name == ANSWER:
                    _prune(connection)
        except (sqlite3.Error, OSError):
            return False
        return True

    def get(self, run: str, name: str) -> bytes:
        """A page as it was kept; raises NotThereError when it is gone, ReadError when it is damaged."""
        if not self.path.exists():
            raise NotThereError(f"nothing is kept of run {run!r} in {str(self.path.parent)!r}; ask the question again")
        try:
            with closing(sqlite3.connect(self.path, timeout=5)) as connection:
                row = connection.execute("select body from page where run = ? and name = ?", (run, name)).fetchone()
            if row is not None:
                return zlib.decompress(row[0])
        except (sqlite3.Error, zlib.error, TypeError) as error:
            raise ReadError(
                f"{str(self.path)!r} cannot be read ({error}); move it away and ask the question again"
            ) from error
        raise NotThereError(
            f"page {name!r} of run {run!r} is no longer in {str(self.path)!r}, which keeps the newest runs; "
            "ask the question again"
        )


def _prune(connection: sqlite3.Connection) -> None:
    """Keep what may still be asked for: answers for long, working pages of answered runs for a while."""
    connection.execute(
        f"delete from page where name <> '{ANSWER}' and run in ({_NEWEST} -1 offset ?)",  # noqa: S608  # constants of our own
        (FINISHED,),
    )
    connection.execute(f"delete from page where run in ({_NEWEST} -1 offset ?)", (ANSWERS,))  # noqa: S608  # as above
    connection.execute(
        f"delete from page where written < ? and name <> '{ANSWER}' "  # noqa: S608  # as above
        f"and run not in (select run from page where name = '{ANSWER}')",
        (time.time() - ABANDONED_SECONDS,),
    )
