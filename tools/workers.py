"""How are many files read at once? By processes of their own; what they read comes back in the order of the files."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import wait
from pathlib import Path
from typing import Protocol, Self

from tieout.errors import ReadError, TieoutError
from tieout.reading import Reading

AHEAD = 2
"""So many files for each worker are read ahead of the one that is being kept."""
FILES = 50
"""After so many files a worker makes way for a fresh one, so that its memory stays what one file needs."""

Readings = tuple[Reading, ...]


class Reader(Protocol):
    """Reads one file completely; raises a TieoutError where it cannot."""

    def __call__(self, path: Path, /, *, filed: date | None = None) -> Reading | Readings:
        """Every document in the file; `filed` is when it became known, where the file does not say."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to read; `skip` where it need not be, for it is in the home already."""

    path: Path
    filed: date | None = None
    skip: tuple[str, ...] = ()
    """Ids of its documents."""


Outcome = Callable[[], Readings]
"""Gives what was read, or raises why it could not be."""


def read_file(path: Path, /, *, filed: date | None = None) -> Readings:
    """Read a file of any kind; the parsers are loaded with the first one, so that a home without news needs none."""
    from tieout.tools.filings import read_all  # noqa: PLC0415  # loaded when something is read

    return read_all(path, filed=filed)


def read_one(reader: Reader, job: Job) -> Readings:
    """Read one file; a flaw of a reader costs this file, not the batch."""
    try:
        found = reader(job.path, filed=job.filed)
    except TieoutError:
        raise
    except Exception as error:
        raise ReadError(f"{job.path.name!r} could not be read ({type(error).__name__}: {error})") from error
    return found if isinstance(found, tuple) else (found,)


def read_in_turn(reader: Reader, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
    """Read in this process, each file when its outcome is asked for."""
    for job in jobs:
        yield job, lambda job=job: read_one(reader, job)  # type: ignore[misc]  # the job of this round


def read_at_once(reader: Reader, jobs: Iterable[Job], *, workers: int) -> Iterator[tuple[Job, Outcome]]:
    """Read in `workers` processes, a few files ahead; the outcomes come in the order of the jobs."""
    with _Pool(reader, workers) as pool:
        waiting: deque[tuple[Job, Future[Readings] | None]] = deque()
        for job in jobs:
            waiting.append((job, None if job.skip else pool.submit(job)))
            if len(waiting) > AHEAD * workers:
                first, future = waiting.popleft()
                yield first, pool.outcome(first, future)
        while waiting:
            first, future = waiting.popleft()
            yield first, pool.outcome(first, future)


class _Pool:
    """Worker processes; one that dies takes its file with it and nothing else."""

    def __init__(self, reader: Reader, workers: int) -> None:
        self._reader, self._workers = reader, workers
        self._running = self._started(workers)

    def submit(self, job: Job) -> Future[Readings]:
        """Have a file read."""
        try:
            return self._running.submit(read_one, self._reader, job)
        except BrokenProcessPool:
            self._restart()
            return self._running.submit(read_one, self._reader, job)

    def outcome(self, job: Job, future: Future[Readings] | None) -> Outcome:
        """What became of a file; where its worker died, it is read again by a worker that reads nothing else."""
        if future is None:
            return lambda: ()

        def result() -> Readings:
            try:
                return future.result()
            except BrokenProcessPool:
                return self._alone(job)

        return result

    def _alone(self, job: Job) -> Readings:
        with self._started(1) as one:
            try:
                return one.submit(read_one, self._reader, job).result()
            except BrokenProcessPool as error:
                raise ReadError(
                    f"{job.path.name!r} took the process down that read it, most likely for lack of memory; split it"
                ) from error

    def _restart(self) -> None:
        self._running.shutdown(wait=False, cancel_futures=True)
        self._running = self._started(self._workers)

    @staticmethod
    def _started(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_end_with_parent,
            max_tasks_per_child=FILES,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._running.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    with suppress(OSError):
        wait([sentinel])
    os._exit(1)
