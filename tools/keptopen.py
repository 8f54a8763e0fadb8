"""How is a small file of a home written often? Through one connection a process that stays open.

Opening SQLite's file for each row costs little; closing it again does not: the last connection to a file in WAL mode
moves the log into the file and waits for the disk.
"""

import atexit
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MOST = 16
"""Files that are kept open; the one that was not written for the longest is closed first."""
TIMEOUT = 5.0
"""Seconds that another process may write."""


@dataclass(frozen=True, kw_only=True)
class _Kept:
    connection: sqlite3.Connection
    file: tuple[int, int] | None
    """Device and number of the file, which another one of the same name does not share."""


@dataclass(kw_only=True)
class _Process:
    """What one process keeps open, written by one thread at a time; a fork leaves its parent's connections alone."""

    pid: int
    open: dict[Path, _Kept] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_PROCESSES: list[_Process] = []


@contextmanager
def writing(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """A transaction on the file, made with this schema where it is not there; raises what SQLite or the disk says."""
    process = _process()
    with process.lock:
        kept = _kept(process, path, schema)
        try:
            with kept.connection:
                yield kept.connection
        except sqlite3.Error:
            process.open.pop(path).connection.close()
            raise


def _process() -> _Process:
    """This process's own, which closes its files at its end."""
    pid = os.getpid()
    if not _PROCESSES or _PROCESSES[-1].pid != pid:
        _PROCESSES.append(made := _Process(pid=pid))
        atexit.register(_close, made)
    return _PROCESSES[-1]


def _kept(process: _Process, path: Path, schema: str) -> _Kept:
    """The open file of this path, as it is on the disk now."""
    kept = process.open.pop(path, None)
    if kept is not None and kept.file != _file(path):
        kept.connection.close()
        kept = None
    process.open[path] = kept = kept or _opened(path, schema)
    for oldest in list(process.open)[:-MOST]:
        process.open.pop(oldest).connection.close()
    return kept


def _opened(path: Path, schema: str) -> _Kept:
    connection = sqlite3.connect(path, timeout=TIMEOUT, check_same_thread=False)
    try:
        connection.execute("pragma journal_mode=wal")
        connection.execute("pragma synchronous=normal")
        connection.executescript(schema)
    except sqlite3.Error:
        connection.close()
        raise
    return _Kept(connection=connection, file=_file(path))


def _file(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _close(process: _Process) -> None:
    """At the process's end; a forked process does not close its parent's."""
    if process.pid != os.getpid():
        return
    with process.lock:
        for kept in process.open.values():
            kept.connection.close()
        process.open.clear()
