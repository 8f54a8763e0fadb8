"""What happened in a run? Keeps one record a question, in a file of its own beside the facts."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tieout.answer import Cost
from tieout.errors import ReadError
from tieout.model import Thing
from tieout.tools.keptopen import writing

KEEP = 10_000
"""Runs kept; the oldest go first."""

_SCHEMA = """
create table if not exists run (
    run_id text primary key, started real not null, status text not null, record text not null
);
create index if not exists run_started on run (started);
"""


class RunRecord(Thing):
    """One question's run, with nothing secret in it."""

    run_id: str
    started: float
    seconds: float
    generation: int
    status: str
    rounds: int
    written_by: str
    error: str | None
    spans: tuple[tuple[str, float, float], ...]
    """Node, start and duration in seconds, in the order in which they ended."""
    failures: tuple[str, ...]
    cost: Cost | None
    question: str
    cited: int
    """Citations of the answer; with `retrieved` it gives the hit rate."""
    retrieved: int
    """Facts and passages found."""


class Traces:
    """The run records of a home, in `traces.sqlite`."""

    def __init__(self, home: Path) -> None:
        self.path = home / "traces.sqlite"

    def write(self, record: RunRecord) -> bool:
        """Keep a record; False when the disk refuses, which must not cost the answer."""
        try:
            with writing(self.path, _SCHEMA) as connection:
                connection.execute(
                    "insert or replace into run values (?, ?, ?, ?)",
                    (record.run_id, record.started, record.status, record.model_dump_json()),
                )
                connection.execute(
                    "delete from run where run_id in (select run_id from run order by started desc limit -1 offset ?)",
                    (KEEP,),
                )
        except (sqlite3.Error, OSError):
            return False
        return True

    def latest(self, count: int = 20) -> tuple[RunRecord, ...]:
        """The newest records first; raises ReadError when the file is not what it should be."""
        if not self.path.exists():
            return ()
        try:
            with closing(sqlite3.connect(self.path, timeout=5)) as connection:
                rows = connection.execute("select record from run order by started desc limit ?", (count,)).fetchall()
        except sqlite3.Error as error:
            raise ReadError(f"{self.path!r} holds no run records ({error}); move it away") from error
        return tuple(RunRecord.model_validate(json.loads(row[0])) for row in rows)
