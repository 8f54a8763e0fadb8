"""How is a run kept that waits for a person? In the home, by its newest checkpoint; an answer goes on with a copy."""

import sqlite3
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tieout.errors import ReadError, ServiceError

if TYPE_CHECKING:
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

FILE = "checkpoints.sqlite"
PREFIX = "review:"
"""Of the threads of parked runs; others in the same file are not touched."""
_COLUMNS = {
    "checkpoints": "checkpoint_ns, checkpoint_id, parent_checkpoint_id, type, checkpoint, metadata",
    "writes": "checkpoint_ns, checkpoint_id, task_id, task_path, idx, channel, type, value",
}


@asynccontextmanager
async def opened(file: Path) -> AsyncIterator["AsyncSqliteSaver"]:
    """The checkpointer of a home, for one run: its connection belongs to one event loop."""
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver  # noqa: PLC0415  # only where a run may be parked

    from tieout.agent.running.serde import Serde  # noqa: PLC0415

    async with AsyncSqliteSaver.from_conn_string(str(file)) as saver:
        saver.serde = Serde()
        await saver.conn.execute("pragma busy_timeout=30000")
        await saver.conn.execute("pragma synchronous=normal")  # its close waits for the disk, not each node
        yield saver


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """The file to look things up in; what the database does not do is one line."""
    try:
        with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection
    except sqlite3.OperationalError as error:
        raise ServiceError(f"the database {str(file)!r} did not answer: {error}; is the disk full?") from error
    except sqlite3.DatabaseError as error:
        raise ReadError(f"{str(file)!r} holds no parked runs ({error}); move it away") from error


@contextmanager
def writing(file: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """A transaction with a table of ours that holds the write lock from its start."""
    with reading(file) as connection:
        connection.execute(schema)
        connection.execute("begin immediate")
        with connection:
            yield connection


def copy(file: Path, thread: str, target: str) -> None:
    """Another thread that stands where this one does; the first stays as it is, whatever becomes of the other."""
    with reading(file) as connection, connection:
        connection.execute("begin immediate")
        newest = connection.execute(
            "select max(checkpoint_id) from checkpoints where thread_id = ? and checkpoint_ns = ''", (thread,)
        ).fetchone()[0]
        for table, columns in _COLUMNS.items():
            connection.execute(
                f"insert into {table} (thread_id, {columns}) "  # noqa: S608  # names of our own
                f"select ?, {columns} from {table} where thread_id = ? and checkpoint_id = ?",
                (target, thread, newest),
            )


def keep_only(file: Path, threads: Collection[str]) -> None:
    """Remove what is left of runs that nobody waits for."""
    if not file.exists():
        return
    marks = ", ".join("?" * len(threads))
    with reading(file) as connection, connection:
        connection.execute("begin immediate")
        known = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        for table in sorted(known & set(_COLUMNS)):
            connection.execute(
                f"delete from {table} where thread_id like '{PREFIX}%' and thread_id not in ({marks})",  # noqa: S608  # marks alone are put in
                tuple(threads),
            )
