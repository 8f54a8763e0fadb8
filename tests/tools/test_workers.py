"""Worker processes read ahead, in order, and never outlive the ingestion that started them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, read_filing, write_filing
from tieout.errors import ReadError
from tieout.reading import Reading
from tieout.tools.home import Home
from tieout.tools.ingest import ingest
from tieout.tools.workers import AHEAD, Job, read_at_once

ROOT = Path(__file__).parents[2]


def failing(path: Path, *, filed: date | None = None) -> Reading:
    """A reader with a flaw."""
    raise ValueError(f"{path.name} {filed}")


def jobs(folder: Path, count: int, drawn: list[str] | None = None) -> Iterator[Job]:
    """Files to read; `drawn` records which were asked for."""
    for number in range(count):
        path = write_filing(folder, f"f{number}", company=f"Company {number}")
        if drawn is not None:
            drawn.append(path.name)
        yield Job(path=path)


def test_outcomes_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    """A few files are read ahead, no more: memory stays that of a few readings."""
    drawn: list[str] = []
    outcomes = read_at_once(read_filing, jobs(tmp_path, 12, drawn), workers=2)
    job, first = next(outcomes)

    assert len(drawn) == 2 * AHEAD + 1
    assert (job.path.name, [one.document.id for one in first()]) == ("f0.txt", ["f0"])
    assert [one.path.stem for one, _ in outcomes] == [f"f{number}" for number in range(1, 12)]


def test_errors_are_raised_where_their_file_is(tmp_path: Path) -> None:
    """A flaw in a worker is a ReadError that names the file."""
    ((_, outcome),) = read_at_once(failing, jobs(tmp_path, 1), workers=2)

    with pytest.raises(ReadError, match=r"'f0.txt' could not be read \(ValueError: f0.txt None\)"):
        outcome()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals")
def test_workers_end_with_a_killed_ingestion(tmp_path: Path) -> None:
    """No worker outlives it, and the home is complete after the next run."""
    for number in range(60):
        write_filing(tmp_path / "files", f"f{number:02d}", company=f"Company {number}", cik=f"{number:010d}")
    command = [sys.executable, "-m", "tests.tools.home_worker", "pool", str(tmp_path / "home"), str(tmp_path / "files")]
    process = subprocess.Popen(command, cwd=ROOT)
    while len(pids := worker_pids(tmp_path / "files")) < 2:
        time.sleep(0.05)
    process.kill()
    process.wait()

    until = time.monotonic() + 120
    while any(is_alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in pids if is_alive(pid)] == []
    with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
        report = ingest(home, [tmp_path / "files"], reader=read_filing)
        assert len(report.ingested) + len(report.unchanged) == 60
        assert len(home.documents()) == 60


def worker_pids(folder: Path) -> set[int]:
    """Processes that have read something."""
    return {int(path.suffix[1:]) for path in folder.iterdir() if path.suffix[1:].isdigit()}


def is_alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_an_unchanged_home_loads_no_parser(tmp_path: Path) -> None:
    """The first unchanged file of a process waits for no parser: it is recognised by its bytes."""
    write_filing(tmp_path / "files", "a")
    with Home.open(tmp_path / "home", create=True, encoder=LetterEncoder()) as home:
        ingest(home, [tmp_path / "files"])
    code = (
        "import sys; from tests.readings import LetterEncoder; from tieout.tools.home import Home; "
        "from tieout.tools.ingest import ingest; from pathlib import Path; "
        "home = Home.open(Path(sys.argv[1]), encoder=LetterEncoder()); "
        "print(len(ingest(home, [Path(sys.argv[2])]).unchanged), 'tieout.tools.filings.reader' in sys.modules)"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "home"), str(tmp_path / "files")]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["1", "False"]
