"""Which runs wait for a person, who is answering one, and what was decided? Kept in a home's `checkpoints.sqlite`."""

import os
import socket
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import uuid4

from tieout.agent.running.checkpoints import FILE, PREFIX, reading, writing
from tieout.errors import BusyError, InputError, NotThereError
from tieout.model import Thing
from tieout.tools.home.lease import lives

KEPT = timedelta(days=90)
"""How long a review waits, and a decision is remembered."""
MOST = 1_000
"""Reviews that wait at the same time; the oldest are dropped first."""
ABANDONED = timedelta(hours=2)
"""A run or an answer of another machine counts for as long: no question may take so long."""

Standing = Literal["running", "waiting", "answering", "decided", "dropped"]

_SCHEMA = """
create table if not exists reviews (
    id text primary key, thread text not null, question text not null, context text not null, parked text not null,
    standing text not null, owner text not null default '', since text not null, report text not null default '',
    generation integer not null default 0, shown text not null default '{}', decision text not null default '',
    decided_by text not null default '', detail text not null default '', answer text not null default ''
)
"""


class Parked(Thing):
    """One run that was parked, as the home remembers it."""

    id: str
    thread: str
    """Under which LangGraph keeps its checkpoint."""
    question: str
    context: str
    """The question's settings, as JSON."""
    parked: datetime
    standing: Standing
    owner: str = ""
    """The process that runs or answers it."""
    since: datetime
    """Of its standing."""
    report: str = ""
    """The path of the report that it belongs to."""
    generation: int = 0
    """Of the home in which it was drafted and judged."""
    shown: str = "{}"
    """What a person sees of it, as JSON."""
    decision: str = ""
    decided_by: str = ""
    detail: str = ""
    """Why it was dropped."""
    answer: str = ""
    """What was published, as JSON."""

    @property
    def told(self) -> str:
        """Whether it can be answered, and if not, why not; empty where it can."""
        who = f" by {self.decided_by}" if self.decided_by else ""
        when = self.since.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
        if self.standing == "decided":
            return f"review {self.id} is decided already: {self.decision}{who}, {when}; its answer stands"
        if self.standing == "dropped":
            return f"review {self.id} was dropped, {when}: {self.detail}; ask the question again"
        return ""


class Register:
    """The parked runs of one home; threads and processes share it."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def begin(self, run: str, question: str, context: str, now: datetime) -> None:
        """Note a run that may be parked, before its first checkpoint."""
        row = (run, f"{PREFIX}{run}", question, context, _text(now), "running", _owner(), _text(now))
        with self._writing() as connection:
            connection.execute(
                "insert into reviews (id, thread, question, context, parked, standing, owner, since) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def park(self, run: str, thread: str, shown: str, generation: int, now: datetime) -> None:
        """A run waits for a person from now on."""
        values = {"standing": "waiting", "thread": thread, "owner": "", "since": _text(now), "shown": shown}
        with self._writing() as connection:
            _set(connection, run, **values, generation=generation)

    def wait(self, run: str, now: datetime) -> None:
        """It waits as before: the answer did not come to an end."""
        with self._writing() as connection:
            _set(connection, run, standing="waiting", owner="", since=_text(now))

    def end(self, run: str) -> None:
        """A run that was not parked needed nobody."""
        with self._writing() as connection:
            connection.execute("delete from reviews where id = ? and standing = 'running'", (run,))

    def forget(self, run: str) -> None:
        """Remember nothing of a review that does not wait."""
        with self._writing() as connection:
            connection.execute("delete from reviews where id = ? and standing not in ('waiting', 'answering')", (run,))

    def all(self) -> tuple[Parked, ...]:
        """Every review that is remembered, oldest first; what a dead process was answering waits again."""
        return tuple(_settled(p) for p in self._read("select * from reviews order by parked, id"))

    def find(self, name: str) -> Parked:
        """The review of an id, or of its unique beginning; raises NotThereError or InputError."""
        found = [p for p in self.all() if p.id.startswith(name) and p.standing != "running"] if name else []
        exact = [p for p in found if p.id == name]
        if not found:
            raise NotThereError(f"no review {name!r} in {str(self.path.parent)!r}; `tieout review` lists what waits")
        if len(found) > 1 and not exact:
            raise InputError(f"{len(found)} reviews begin with {name!r}; give more of the id")
        return (exact or found)[0]

    def claim(self, run: str, now: datetime) -> Parked:
        """The right to answer; raises InputError where it is decided, BusyError while somebody else answers."""
        with self._writing() as connection:
            parked = _one(connection, run)
            if parked.told:
                raise InputError(parked.told)
            if parked.standing == "answering":
                raise BusyError(f"somebody else is answering review {run} just now; look at it again in a moment")
            _set(connection, run, standing="answering", owner=_owner(), since=_text(now))
        return parked

    def decide(self, run: str, decision: str, by: str, answer: str, now: datetime) -> None:
        """Record what became of a review."""
        values = {"decision": decision, "decided_by": by, "answer": answer, "owner": "", "since": _text(now)}
        with self._writing() as connection:
            _set(connection, run, standing="decided", **values)

    def drop(self, run: str, why: str, now: datetime) -> Parked:
        """Take a review that waits from the list; raises as `claim` does."""
        parked = self.claim(run, now)
        with self._writing() as connection:
            _set(connection, run, standing="dropped", detail=why, owner="", since=_text(now))
        return parked

    def belong(self, runs: Sequence[str], report: str, now: datetime) -> None:
        """These reviews are a report's; those of an earlier report of the same path are not wanted any more."""
        if not self.path.exists():
            return
        with self._writing() as connection:
            for run in runs:
                _set(connection, run, report=report)
            marks = ", ".join("?" * len(runs))
            connection.execute(
                f"update reviews set standing = 'dropped', detail = 'its report was written again', since = ? "  # noqa: S608  # marks alone are put in
                f"where report = ? and standing = 'waiting' and id not in ({marks})",
                (_text(now), report, *runs),
            )

    def sweep(self, now: datetime) -> frozenset[str]:
        """Forget what is too old, drop what is too much; gives the threads whose checkpoints are still wanted."""
        kept: set[str] = set()
        waiting = 0
        for parked in reversed(self.all()):
            waiting += parked.standing == "waiting"
            old = now - (parked.parked if parked.standing == "waiting" else parked.since) > KEPT
            if parked.standing in {"waiting", "answering"} and not (old or waiting > MOST):
                kept.add(parked.thread)
            elif parked.standing == "waiting":
                self.drop(parked.id, f"it waited for {KEPT.days} days, or {MOST:,} newer ones wait", now)
            elif parked.standing == "running" and _holds(parked):
                kept.add(parked.thread)
            elif old or parked.standing == "running":
                self.forget(parked.id)
        return frozenset(kept)

    def _read(self, query: str) -> list[Parked]:
        if not self.path.exists():
            return []
        with reading(self.path) as connection:
            known = connection.execute("select 1 from sqlite_master where name = 'reviews'").fetchone()
            return [Parked.model_validate(dict(row)) for row in connection.execute(query)] if known else []

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return writing(self.path, _SCHEMA)


def _one(connection: sqlite3.Connection, run: str) -> Parked:
    row = connection.execute("select * from reviews where id = ?", (run,)).fetchone()
    if row is None:
        raise NotThereError(f"no review {run!r}; `tieout review` lists what waits")
    return _settled(Parked.model_validate(dict(row)))


def _set(connection: sqlite3.Connection, run: str, **values: str | int) -> None:
    names = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"update reviews set {names} where id = ?", (*values.values(), run))  # noqa: S608  # our own names


def _settled(parked: Parked) -> Parked:
    """What a process that died was answering waits as before."""
    if parked.standing == "answering" and not _holds(parked):
        return parked.model_copy(update={"standing": "waiting", "owner": ""})
    return parked


def _holds(parked: Parked) -> bool:
    """Whether the process that runs or answers it is alive."""
    process, machine, _ = parked.owner.split(" ", 2)
    if machine == socket.gethostname() and os.name == "posix":
        return lives(int(process))
    return datetime.now(UTC) - parked.since < ABANDONED


def _owner() -> str:
    return f"{os.getpid()} {socket.gethostname()} {uuid4().hex[:12]}"


def _text(moment: datetime) -> str:
    """UTC in a form that sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
