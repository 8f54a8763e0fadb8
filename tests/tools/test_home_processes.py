"""Several processes share one home: reading neither fails nor waits, and a killed ingestion harms nothing."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, read_filing, write_filing
from tests.tools.home_worker import OPENED, ROUNDS
from tests.tools.test_workers import is_alive
from tieout.errors import BusyError
from tieout.fact import FactQuery
from tieout.ports import SearchQuery
from tieout.tools.home import Home
from tieout.tools.ingest import ingest

ROOT = Path(__file__).parents[2]
KILLS = 6


def start(role: str, home: Path, files: Path) -> subprocess.Popen[str]:
    """A process that plays a role of `home_worker`."""
    command = [sys.executable, "-W", "error", "-m", "tests.tools.home_worker", role, str(home), str(files)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe)


def finish(process: subprocess.Popen[str]) -> str:
    """What it printed; it must have ended well."""
    out, errors = process.communicate(timeout=280)
    assert (process.returncode, errors) == (0, "")
    return out


def content(home: Home) -> tuple[object, ...]:
    """Everything that questions can see of a home; how equally good passages are ordered depends on its segments."""
    with home.snapshot() as snapshot:
        queries = [SearchQuery(text="anvils and hammers", k=100, documents=(d.id,)) for d in snapshot.documents()]
        found = sorted(hit.passage for query in queries for hit in snapshot.search(query))
        return snapshot.documents(), snapshot.facts(FactQuery()), found, snapshot.passages(found)


def test_readers_never_fail_nor_wait_while_another_process_ingests(tmp_path: Path) -> None:
    """One process publishes eight generations, one asks all the time, one opens snapshots all the time."""
    files = tmp_path / "files"
    for number in range(5):
        write_filing(files, f"f{number}", company=f"Company {number}", text="Anvils.\n" * 40)
    reader, opener = start("read", tmp_path / "home", files), start("open", tmp_path / "home", files)
    writer = start("ingest", tmp_path / "home", files)

    try:
        finish(writer)
    finally:
        (tmp_path / "done").touch()
    asked, states, slowest = finish(reader).split()
    assert int(asked) > ROUNDS
    assert int(states) == ROUNDS + 1  # before the first, and after each
    assert float(slowest) < 20
    assert int(finish(opener)) >= OPENED
    with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
        assert len(content(home)[0]) == 6  # type: ignore[arg-type]  # documents
        assert len(home.generation().segments) <= 6


def test_a_second_ingestion_is_busy_and_goes_through_afterwards(tmp_path: Path) -> None:
    """The lock of another process is respected, and vanishes with it even when it is killed."""
    files = tmp_path / "files"
    write_filing(files, "a")
    holder = start("hold", tmp_path / "home", files)
    while not (tmp_path / "held").exists():
        time.sleep(0.01)
    with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
        with pytest.raises(BusyError, match="another process is ingesting into"):
            ingest(home, [files], reader=read_filing)
        assert home.snapshot().documents() == ()
        holder.kill()
        holder.communicate()
        assert ingest(home, [files], reader=read_filing).ingested == ("a",)


@pytest.mark.parametrize(("role", "longest"), [("killed", 1.0), ("killed-pool", 2.5)])
def test_a_killed_ingestion_leaves_the_home_as_if_it_had_not_been(tmp_path: Path, role: str, longest: float) -> None:
    """Killed at many moments, a document being replaced, then run to its end: the same home as an undisturbed one."""
    files = tmp_path / "files"
    for number in range(12):
        written(files, number, "Anvils.")
    moments = random.Random(7)  # noqa: S311  # moments, not secrets
    for kill in range(KILLS):
        process = start(role, tmp_path / "home", files)
        assert process.stdout
        process.stdout.readline()
        time.sleep(moments.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert left_behind(tmp_path) == []
        with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
            whole_documents_only(home)
        written(files, kill % 12, f"Tongs {kill}.")

    with (
        Home.open(tmp_path / "home", encoder=LetterEncoder()) as home,
        Home.open(tmp_path / "undisturbed", encoder=LetterEncoder()) as undisturbed,
    ):
        ingest(home, [files], reader=read_filing)
        ingest(undisturbed, [files], reader=read_filing)
        assert content(home) == content(undisturbed)
        folders = sorted(folder.name for folder in (tmp_path / "home" / "index").iterdir())
        assert folders == sorted(home.generation().segments)


def written(files: Path, number: int, said: str) -> None:
    """A filing of sixty figures and twenty passages, which replaces the one of its number."""
    rows = {f"Row {row}": str(row * number) for row in range(60)}
    text = f"{said}\nHammers.\n" * 10
    write_filing(files, f"f{number}", company=f"Company {number}", rows=rows, text=text)


def left_behind(folder: Path) -> list[str]:
    """Reading processes that live on, long after the ingestion that started them was killed."""
    until = time.monotonic() + 120
    while True:
        living = [one.name for one in folder.glob("reader.*") if is_alive(int(one.suffix[1:]))]
        if not living or time.monotonic() > until:
            return living
        time.sleep(0.05)


def whole_documents_only(home: Home) -> None:
    """Every document that is seen has all its facts and is found by searching."""
    with home.snapshot() as snapshot:
        for document in snapshot.documents():
            assert len(snapshot.facts(FactQuery(documents=(document.id,)))) == 60
            assert len(snapshot.search(SearchQuery(text="anvils", k=30, documents=(document.id,)))) == 20
