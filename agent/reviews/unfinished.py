"""Which reports wait for reviews? Kept with all that they say, so that an answer completes them."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tieout.agent.jobs.job import Job
from tieout.agent.jobs.reportpage import Finding, page
from tieout.agent.running.checkpoints import writing
from tieout.answer import Answer
from tieout.errors import InputError
from tieout.model import Thing
from tieout.tools.whole import write_whole

_SCHEMA = "create table if not exists reports (path text primary key, record text not null)"


class Unfinished(Thing):
    """A report of which something waits for a person, as it was written."""

    job: Job
    path: Path
    date: date
    findings: tuple[Finding, ...]

    @property
    def waiting(self) -> tuple[str, ...]:
        """The runs of it that wait."""
        return tuple(f.answer.run_id for f in self.findings if f.answer is not None and f.waits)

    def with_answer(self, run: str, answer: Answer | None, why: str) -> "Unfinished":
        """The report with what became of one of its reviews; None: it was dropped, and why."""
        found = tuple(
            decided(f, answer, why) if f.answer is not None and f.answer.run_id == run and f.waits else f
            for f in self.findings
        )
        return self.model_copy(update={"findings": found})


def decided(finding: Finding, answer: Answer | None, why: str) -> Finding:
    """A finding whose review was answered, or dropped."""
    if answer is not None:
        return finding.model_copy(update={"answer": answer})
    update = {"answer": None, "error": "InputError", "message": why, "cost": finding.spent}
    return finding.model_copy(update=update)


class Shelf:
    """The unfinished reports of a home, in a file that it shares with the parked runs."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def keep(self, report: Unfinished) -> None:
        """Keep a report as long as something of it waits; an earlier one of the same path is gone."""
        if not report.waiting and not self._file.exists():
            return
        with writing(self._file, _SCHEMA) as connection:
            _write(connection, report)

    def complete(self, run: str, answer: Answer | None, why: str = "") -> tuple[Path, ...]:
        """Write every report again that waits for this run; their paths. Raises InputError where one cannot be."""
        if not self._file.exists():
            return ()
        written: list[Path] = []
        failed: list[InputError] = []
        with writing(self._file, _SCHEMA) as connection:  # two answers at once complete one report one by one
            for report in _read(connection):
                if run in report.waiting:
                    again = report.with_answer(run, answer, why)
                    _write(connection, again)
                    try:
                        put(again.path, page(again.job, again.findings, again.date))
                    except InputError as error:
                        failed.append(error)
                    written.append(again.path)
        if failed:
            raise failed[0]
        return tuple(written)


def put(path: Path, text: str) -> None:
    """Write a text whole; raises InputError where that is not possible."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror or error}; give another folder") from error


def _read(connection: sqlite3.Connection) -> Sequence[Unfinished]:
    rows = connection.execute("select record from reports order by path").fetchall()
    return [Unfinished.model_validate_json(row[0]) for row in rows]


def _write(connection: sqlite3.Connection, report: Unfinished) -> None:
    connection.execute("delete from reports where path = ?", (str(report.path),))
    if report.waiting:
        connection.execute("insert into reports values (?, ?)", (str(report.path), report.model_dump_json()))
