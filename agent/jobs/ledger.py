"""Which due times have been run, and who is running one now? Kept in a home's `jobs.sqlite`."""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    QueuePool,
    String,
    Table,
    create_engine,
    event,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from tieout.errors import InputError
from tieout.model import Thing
from tieout.tools.databases import told
from tieout.tools.home.place import find_place

FILE = "jobs.sqlite"
EXPIRY = timedelta(seconds=90)
"""A run that has not been heard of for so long is anybody's."""
MAX_ATTEMPTS = 3
"""A due time whose owner died in the last of them is given up; a stop in good order is not counted out."""

Status = Literal["running", "done", "partial", "interrupted", "failed"]

_VERSION = 1
_tables = MetaData()
_jobs = Table(
    "jobs",
    _tables,
    Column("job", String, primary_key=True),
    Column("since", String, nullable=False),
)
_runs = Table(
    "runs",
    _tables,
    Column("job", String, primary_key=True),
    Column("due", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("started", String, nullable=False),
    Column("heard", String, nullable=False),
    Column("finished", String),
    Column("detail", String, nullable=False, default=""),
)


class JobRun(Thing):
    """One due time of one job, as it was run."""

    job: str
    due: datetime
    owner: str
    attempt: int
    """Counts the owners that one due time had; the newest is the only one that may finish it."""
    status: Status
    started: datetime
    heard: datetime
    finished: datetime | None = None
    detail: str = ""
    """The report's path, or what went wrong."""


@dataclass(frozen=True, kw_only=True)
class Lease:
    """The right to run one due time of one job."""

    job: str
    due: datetime
    owner: str
    attempt: int


class Ledger:
    """The jobs, runs and leases of one home; threads and processes share it."""

    def __init__(self, home: Path) -> None:
        place = find_place(home)
        place.make()
        self._path = place.path / FILE
        self._engine = _engine(self._path)
        self._owner = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        with told(self._path):
            _make(self._engine, self._path)

    def since(self, job: str, now: datetime) -> datetime:
        """Since when a job is known here; a new one is known since just before this minute, cron's smallest step."""
        first = now.replace(second=0, microsecond=0) - timedelta(microseconds=1)
        with self._writing() as connection:
            connection.execute(insert(_jobs).values(job=job, since=_text(first)).on_conflict_do_nothing())
            return _moment(connection.execute(select(_jobs.c.since).where(_jobs.c.job == job)).scalar_one())

    def claim(self, job: str, due: datetime, now: datetime) -> Lease | None:
        """The right to run a due time; None when it was run, is being run, or another one of the job is."""
        with self._writing() as connection:
            runs = _read(connection, job)
            if any(r.status == "running" and now - r.heard < EXPIRY for r in runs):
                return None
            before = next((r for r in runs if r.due == due), None)
            if before is None:
                return self._first(connection, job, due, now)
            if before.status not in {"running", "interrupted"}:
                return None
            if before.status == "running" and before.attempt >= MAX_ATTEMPTS:
                _set(connection, before, status="failed", detail=f"died in {before.attempt} attempts", now=now)
                return None
            return self._again(connection, before, now)

    def beat(self, lease: Lease, now: datetime) -> bool:
        """Say that a run goes on; False when the lease was lost."""
        with self._writing() as connection:
            done = connection.execute(update(_runs).where(*_held(lease)).values(heard=_text(now)))
            return done.rowcount == 1

    def finish(self, lease: Lease, status: Status, detail: str, now: datetime) -> bool:
        """Record how a run ended; False when the lease was lost and nothing is recorded."""
        with self._writing() as connection:
            values = {"status": status, "detail": detail, "finished": _text(now), "heard": _text(now)}
            return connection.execute(update(_runs).where(*_held(lease)).values(values)).rowcount == 1

    def history(self, job: str | None = None) -> tuple[JobRun, ...]:
        """All runs, oldest due time first."""
        with told(self._path), self._engine.connect() as connection:
            return _read(connection, job)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _first(self, connection: Connection, job: str, due: datetime, now: datetime) -> Lease | None:
        row = {"job": job, "due": _text(due), "owner": self._owner, "attempt": 1, "status": "running"}
        row |= {"started": _text(now), "heard": _text(now), "detail": ""}
        if connection.execute(insert(_runs).values(row).on_conflict_do_nothing()).rowcount != 1:
            return None
        return Lease(job=job, due=due, owner=self._owner, attempt=1)

    def _again(self, connection: Connection, before: JobRun, now: datetime) -> Lease:
        attempt = before.attempt + 1
        values = {"owner": self._owner, "attempt": attempt, "status": "running", "finished": None}
        values |= {"started": _text(now), "heard": _text(now), "detail": ""}
        connection.execute(update(_runs).where(*_key(before.job, before.due)).values(values))
        return Lease(job=before.job, due=before.due, owner=self._owner, attempt=attempt)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that holds SQLite's write lock from its start."""
        with told(self._path), self._engine.begin() as connection:
            yield connection


def _engine(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA busy_timeout = 30000")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=-1)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _make(engine: Engine, path: Path) -> None:
    """Tables where they are missing; raises InputError where a newer Tieout made them."""
    with engine.begin() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version > _VERSION:
            raise InputError(f"{str(path)!r} was written by a newer Tieout; install that one or use another home")
        if version < _VERSION:
            _tables.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {_VERSION}")


def _read(connection: Connection, job: str | None) -> tuple[JobRun, ...]:
    wanted = select(_runs).order_by(_runs.c.due, _runs.c.job)
    if job is not None:
        wanted = wanted.where(_runs.c.job == job)
    return tuple(JobRun.model_validate(dict(row)) for row in connection.execute(wanted).mappings())


def _set(connection: Connection, run: JobRun, *, status: Status, detail: str, now: datetime) -> None:
    values = {"status": status, "detail": detail, "finished": _text(now)}
    connection.execute(update(_runs).where(*_key(run.job, run.due)).values(values))


def _key(job: str, due: datetime) -> tuple[ColumnElement[bool], ...]:
    return (_runs.c.job == job, _runs.c.due == _text(due))


def _held(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    mine = (_runs.c.owner == lease.owner, _runs.c.attempt == lease.attempt, _runs.c.status == "running")
    return (*_key(lease.job, lease.due), *mine)


def _text(moment: datetime) -> str:
    """UTC in a form that sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
