"""Jobs run on time, each due time once, whoever runs them."""

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.agent.scheduler_process import MINUTES, START, Clock
from tests.agent.scripted import ScriptedWorkspace, abstained, answered
from tieout.agent.jobs.ledger import EXPIRY, FILE, MAX_ATTEMPTS, Ledger
from tieout.agent.jobs.schedule import Scheduled, Scheduler, read_scheduled
from tieout.errors import InputError, ReadError, UnreachableError

ROOT = Path(__file__).parents[3]


def write_job(folder: Path, *, name: str = "job", schedule: str = "* * * * *", title: str = "Weekly") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(
        f'title = "{title}"\nquestions = ["A?", "B?"]\nschedule = "{schedule}"\noutput = "out"\n', encoding="utf-8"
    )
    return path


@pytest.fixture
def jobs(tmp_path: Path) -> tuple[Scheduled, ...]:
    return read_scheduled([write_job(tmp_path)])


def scheduler(
    tmp_path: Path, jobs: tuple[Scheduled, ...], workspace: ScriptedWorkspace, clock: Clock, **more: object
) -> Scheduler:
    return Scheduler(jobs=jobs, workspace=workspace, ledger=Ledger(tmp_path / "home"), clock=clock, **more)  # type: ignore[arg-type]  # fields by name


def start(mode: str, tmp_path: Path, log: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.agent.scheduler_process", mode]
    return subprocess.Popen(
        [*command, str(tmp_path / "home"), str(tmp_path / "job.toml"), str(tmp_path / log)], cwd=ROOT
    )


def wait_for(path: Path, word: str) -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end:
        if path.exists() and word in path.read_text(encoding="utf-8"):
            return
        time.sleep(0.02)
    raise AssertionError(f"{word!r} never came")


def test_a_due_time_is_run_once(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """The due time of the minute in which a job is first seen is run, and a second look runs nothing."""
    runner = scheduler(tmp_path, jobs, ScriptedWorkspace(answered(), answered()), Clock())

    first, second = runner.run_due(), runner.run_due()

    assert [(r.due, r.status) for r in first] == [(START.replace(second=0), "done")]
    assert second == ()
    assert first[0].written is not None
    assert first[0].written.path.is_file()


def test_a_new_job_does_not_run_for_the_time_before_it(tmp_path: Path) -> None:
    """A job of 7 o'clock that is first seen at 8 waits until tomorrow."""
    jobs = read_scheduled([write_job(tmp_path, schedule="0 7 * * *")])
    runner = scheduler(tmp_path, jobs, ScriptedWorkspace(), Clock())

    assert runner.run_due() == ()
    assert runner.next_due() == (jobs[0], datetime(2024, 11, 5, 7, tzinfo=UTC))


def test_missed_due_times_are_caught_up_once(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """After three days without a scheduler a job of every minute runs once, for the last due time."""
    clock = Clock()
    scheduler(tmp_path, jobs, ScriptedWorkspace(answered(), answered()), clock).run_due()
    clock.now += timedelta(days=3)
    later = scheduler(tmp_path, jobs, ScriptedWorkspace(answered(), answered()), clock)

    ran = later.run_due() + later.run_due()

    assert [r.due for r in ran] == [clock.now.replace(second=0)]


def test_a_clock_that_is_set_back_runs_nothing_twice(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """What was run stays run when the clock comes by a second time."""
    clock = Clock()
    runner = scheduler(tmp_path, jobs, ScriptedWorkspace(*[answered()] * 4), clock)
    runner.run_due()
    clock.now += timedelta(minutes=1)
    runner.run_due()
    clock.now -= timedelta(minutes=1)

    assert runner.run_due() == ()
    clock.now += timedelta(minutes=1)
    assert runner.run_due() == ()


def test_two_processes_on_one_home_run_each_due_time_once(tmp_path: Path) -> None:
    """Two schedulers race for each of sixty due times: none is run twice, and no report is missing."""
    write_job(tmp_path)

    both = [start("race", tmp_path, log) for log in ("one", "two")]

    assert [p.wait(timeout=240) for p in both] == [0, 0]
    lines = [line for log in ("one", "two") for line in (tmp_path / log).read_text(encoding="utf-8").splitlines()]
    runs = Counter(line for line in lines if line != "asked")
    recorded = Ledger(tmp_path / "home").history()
    assert max(runs.values()) == 1
    assert len(runs) == len(recorded) == MINUTES
    assert lines.count("asked") == 2 * len(recorded)
    assert {r.status for r in recorded} == {"done"}


def test_two_threads_claim_each_due_time_once(tmp_path: Path) -> None:
    """Of eight ledgers that claim the same forty due times at the same moment, one gets each."""
    claimed: list[datetime] = []
    together = threading.Barrier(8)

    def claim() -> None:
        ledger = Ledger(tmp_path)
        together.wait()
        for minute in range(40):
            due = START + timedelta(minutes=minute)
            if lease := ledger.claim("job", due, due):
                claimed.append(due)
                ledger.finish(lease, "done", "", due)

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(claimed) == sorted(set(claimed))
    assert Counter(r.due for r in Ledger(tmp_path).history()) == Counter(claimed)


def test_runs_of_one_job_do_not_overlap(tmp_path: Path) -> None:
    """While a run is alive the next due time waits, and is run when the first has ended."""
    one, two = Ledger(tmp_path), Ledger(tmp_path)
    first = one.claim("job", START, START)
    assert first is not None

    assert two.claim("job", START + timedelta(minutes=1), START + timedelta(minutes=1)) is None
    one.finish(first, "done", "", START)
    assert two.claim("job", START + timedelta(minutes=1), START + timedelta(minutes=1)) is not None


def test_a_run_whose_process_died_is_taken_over_when_its_lease_is_over(
    tmp_path: Path, jobs: tuple[Scheduled, ...]
) -> None:
    """Killed in its first question, a run is nobody else's until the lease ends, and then is run to its end."""
    dead = start("hang", tmp_path, "log")
    wait_for(tmp_path / "log", "asked")
    dead.kill()
    dead.wait()
    clock = Clock()
    runner = scheduler(tmp_path, jobs, ScriptedWorkspace(answered(), answered()), clock)

    assert runner.run_due() == ()
    clock.now += timedelta(seconds=29)
    assert runner.run_due() == ()
    clock.now = START + EXPIRY
    ran = runner.run_due()

    assert [r.status for r in ran] == ["done"]
    assert ran[0].due == (START + EXPIRY).replace(second=0)
    assert not list((tmp_path / "out").glob(".*"))


def test_a_job_that_kills_its_owner_is_given_up(tmp_path: Path) -> None:
    """A due time whose owner died in every attempt ends as failed, and blocks nothing."""
    ledger, now = Ledger(tmp_path), START
    for _ in range(MAX_ATTEMPTS):
        assert ledger.claim("job", START, now) is not None
        now += EXPIRY

    assert ledger.claim("job", START, now) is None
    assert [(r.status, r.attempt) for r in ledger.history()] == [("failed", MAX_ATTEMPTS)]


def test_an_owner_that_was_thought_dead_writes_nothing(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """An owner that slept through its lease finds it taken, and neither writes a report nor records an end."""
    clock = Clock()

    def oversleep() -> None:
        if clock.now == START:
            clock.now = START + EXPIRY
            assert Ledger(tmp_path / "home").claim(jobs[0].name, START.replace(second=0), clock.now) is not None

    workspace = ScriptedWorkspace(answered(), answered(), meanwhile=oversleep)
    ran = scheduler(tmp_path, jobs, workspace, clock).run_due()

    assert [r.status for r in ran] == ["interrupted"]
    assert not (tmp_path / "out").exists()
    assert [(r.status, r.attempt) for r in Ledger(tmp_path / "home").history()] == [("running", 2)]


def test_a_stop_ends_after_the_running_question_and_the_next_start_runs_it_again(
    tmp_path: Path, jobs: tuple[Scheduled, ...]
) -> None:
    """Stopped in the first of two questions, a run writes nothing, and is run whole at the next start."""
    stop = threading.Event()
    workspace = ScriptedWorkspace(answered(), meanwhile=stop.set)
    stopped = scheduler(tmp_path, jobs, workspace, Clock(), stop=stop).run_due()

    again = scheduler(tmp_path, jobs, ScriptedWorkspace(answered(), answered()), Clock()).run_due()

    assert ([r.status for r in stopped], len(workspace.asked)) == (["interrupted"], 1)
    assert [r.status for r in again] == ["done"]


def test_sigterm_stops_a_scheduler_in_good_order(tmp_path: Path) -> None:
    """On SIGTERM the process ends by itself within the running question, with exit code 0."""
    write_job(tmp_path)
    process = start("serve", tmp_path, "log")
    wait_for(tmp_path / "log", "asked")

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=240) == 0
    assert (tmp_path / "log").read_text(encoding="utf-8").splitlines()[0::2] == ["asked", "stopped"]
    assert [r.status for r in Ledger(tmp_path / "home").history()] == ["interrupted"]


def test_a_job_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    """A report that cannot be written is recorded as failed with the reason; the next job runs."""
    (tmp_path / "out").write_text("in the way")
    bad = read_scheduled([write_job(tmp_path)])
    other = tmp_path / "other"
    other.mkdir()
    good = read_scheduled([write_job(other)])
    workspace = ScriptedWorkspace(*[answered()] * 4)

    ran = scheduler(tmp_path, bad + good, workspace, Clock()).run_due()

    assert [r.status for r in ran] == ["failed", "done"]
    assert "cannot write" in ran[0].detail


def test_a_defect_met_by_a_job_is_recorded_with_its_type(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """Whatever a job meets, the scheduler goes on and the ledger says what it was."""
    ran = scheduler(tmp_path, jobs, ScriptedWorkspace(answered()), Clock()).run_due()

    assert [(r.status, r.detail.split(":")[0]) for r in ran] == [("failed", "AssertionError")]


def test_a_report_with_something_unanswered_is_partial(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """A question that failed or could not be verified makes the run partial; the report is written."""
    workspace = ScriptedWorkspace(UnreachableError("no answer"), abstained())

    ran = scheduler(tmp_path, jobs, workspace, Clock()).run_due()

    assert [r.status for r in ran] == ["partial"]


def test_a_scheduled_report_waits_for_its_reviews(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """A question that was parked makes the run partial, and the home is given the report to complete it later."""
    waits = answered().model_copy(update={"status": "needs_review", "figures": (), "citations": (), "text": "Waits."})
    workspace = ScriptedWorkspace(waits, answered())

    ran = scheduler(tmp_path, jobs, workspace, Clock()).run_due()

    assert [r.status for r in ran] == ["partial"]
    assert [(r.path, r.waiting) for r in workspace.held] == [(Path(ran[0].detail), ("run-1",))]


def test_job_files_are_checked_together(tmp_path: Path) -> None:
    """A job without schedule is refused, and so are two that would write the same file; a file named twice is one."""
    one, two = write_job(tmp_path, name="one"), write_job(tmp_path, name="two")
    (tmp_path / "none.toml").write_text('title = "T"\nquestions = ["Q?"]\n', encoding="utf-8")

    assert len(read_scheduled([one, one])) == 1
    with pytest.raises(InputError, match="write the same report"):
        read_scheduled([one, two])
    with pytest.raises(InputError, match="'schedule' is missing"):
        read_scheduled([tmp_path / "none.toml"])


def test_a_ledger_that_is_no_database_or_newer_is_said(tmp_path: Path) -> None:
    """Another file in the ledger's place, and one of a newer Tieout, are one line each."""
    (tmp_path / FILE).write_text("not a database, but long enough to be taken for one" * 20)
    with pytest.raises(ReadError, match="no database of Tieout"):
        Ledger(tmp_path)

    (tmp_path / FILE).unlink()
    with sqlite3.connect(tmp_path / FILE) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(InputError, match="newer Tieout"):
        Ledger(tmp_path)


def test_the_wait_ends_with_the_next_due_time(tmp_path: Path, jobs: tuple[Scheduled, ...]) -> None:
    """Ten seconds before a due time the scheduler sleeps ten seconds; long before it looks at the clock meanwhile."""
    clock = Clock(START.replace(second=50))
    runner = scheduler(tmp_path, jobs, ScriptedWorkspace(), clock)

    assert runner.wait() == 10.0
    clock.now = START.replace(second=1)
    assert runner.wait() == 20.0
