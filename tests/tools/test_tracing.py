"""Run records are kept, bounded, and never cost an answer."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tieout.errors import ReadError
from tieout.tools import tracing
from tieout.tools.tracing import RunRecord, Traces


def record(number: int) -> RunRecord:
    return RunRecord(
        run_id=f"run-{number}",
        started=float(number),
        seconds=0.5,
        generation=1,
        status="answered",
        rounds=1,
        written_by="offline",
        error=None,
        spans=(("plan", 0.0, 0.1),),
        failures=(),
        cost=None,
        question="q",
        cited=1,
        retrieved=3,
    )


def test_the_newest_come_first(tmp_path: Path) -> None:
    """What was written is read back whole."""
    traces = Traces(tmp_path)
    written = [traces.write(record(n)) for n in (1, 3, 2)]

    assert written == [True, True, True]
    assert traces.latest(2) == (record(3), record(2))


def test_a_run_has_one_record(tmp_path: Path) -> None:
    """A second record of one run replaces the first."""
    traces = Traces(tmp_path)
    traces.write(record(1))
    traces.write(record(1).model_copy(update={"status": "died"}))

    assert [r.status for r in traces.latest()] == ["died"]


def test_old_records_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many are kept."""
    monkeypatch.setattr(tracing, "KEEP", 3)
    traces = Traces(tmp_path)
    for number in range(6):
        traces.write(record(number))

    assert [r.run_id for r in traces.latest()] == ["run-5", "run-4", "run-3"]


def test_many_threads_write(tmp_path: Path) -> None:
    """Runs that end together are all recorded."""
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda n: Traces(tmp_path).write(record(n)), range(40)))

    assert (written, len(Traces(tmp_path).latest(100))) == ([True] * 40, 40)


def test_a_disk_that_refuses_is_told_and_not_raised(tmp_path: Path) -> None:
    """A folder in the file's place, a missing folder and a file that is no database: False."""
    (tmp_path / "a" / "traces.sqlite").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "traces.sqlite").write_bytes(b"no database, but long enough to be looked at" * 10)

    assert [Traces(tmp_path / name).write(record(1)) for name in ("a", "b", "c")] == [False, False, False]


def test_no_file_has_no_records_and_a_broken_one_is_an_error(tmp_path: Path) -> None:
    """Reading says what is wrong with the file."""
    assert Traces(tmp_path).latest() == ()
    sqlite3.connect(tmp_path / "traces.sqlite").close()
    (tmp_path / "traces.sqlite").write_bytes(b"no database, but long enough to be looked at" * 10)
    with pytest.raises(ReadError, match="holds no run records"):
        Traces(tmp_path).latest()
