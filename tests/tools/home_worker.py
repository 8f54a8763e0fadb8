"""What the processes do that share one home: `python -m tests.tools.home_worker ROLE HOME FILES`."""

import os
import resource
import signal
import sys
import time
from datetime import date
from pathlib import Path

from tests.readings import LetterEncoder, read_filing, write_filing
from tieout.errors import ServiceError
from tieout.fact import FactQuery
from tieout.ports import SearchQuery
from tieout.reading import Reading
from tieout.tools import ingest as ingestion
from tieout.tools.home import Home

ROUNDS = 8
OPENED = 5


def main(role: str, path: Path, files: Path) -> None:
    """Play one role with the shipped index engine."""
    with Home.open(path, encoder=LetterEncoder()) as home:
        ROLES[role](home, files)


def _ingest(home: Home, files: Path) -> None:
    """One generation after the other, while others look: in each, document n says n, and is seen before the next."""
    while not ((files.parent / "seen").exists() and (files.parent / "opening").exists()):
        time.sleep(0.01)
    for number in range(1, ROUNDS + 1):
        write_filing(files, "shared", rows={"Net sales": str(number)}, text=f"Round {number} of the anvils.")
        ingestion.ingest(home, [files], reader=read_filing)
        while (files.parent / "seen").read_text(encoding="ascii") != str(number):
            time.sleep(0.001)
    (files.parent / "done").touch()


def _read(home: Home, files: Path) -> None:
    """Facts and passages of a snapshot are of one ingestion, and no question waits."""
    seen: list[int] = []
    slowest = 0.0
    while not (files.parent / "done").exists() or not seen:
        started = time.perf_counter()
        seen.append(_shared(home))
        slowest = max(slowest, time.perf_counter() - started)
        if seen[-1:] != seen[-2:-1]:
            (files.parent / "seen.part").write_text(str(seen[-1]), encoding="ascii")
            (files.parent / "seen.part").replace(files.parent / "seen")
    if seen != sorted(seen):
        raise AssertionError(f"went back in time: {seen}")
    sys.stdout.write(f"{len(seen)} {len(set(seen))} {slowest:.3f}")


def _shared(home: Home) -> int:
    """What the shared document says; its fact and its passage must say the same."""
    with home.snapshot() as snapshot:
        facts = snapshot.facts(FactQuery(documents=("shared",)))
        hits = snapshot.search(SearchQuery(text="Round of the anvils", k=5, documents=("shared",)))
        texts = [one.text for one in snapshot.passages([hit.passage for hit in hits]).values()]
        said = [f"Round {fact.value} of the anvils." for fact in facts]
        if texts != said:
            raise AssertionError(f"facts say {said}, passages say {texts}")
        return int(facts[0].printed) if facts else 0


def _open(home: Home, files: Path) -> None:
    """Snapshots open while generations come and go, from a home opened anew each time too."""
    opened = 0
    while not (files.parent / "done").exists():
        with Home.open(home.path, encoder=LetterEncoder()) as again, again.snapshot() as snapshot:
            snapshot.documents()
        home.snapshot().close()
        opened += 1
        if opened == OPENED:
            (files.parent / "opening").touch()
    sys.stdout.write(str(opened))


def _be_killed(home: Home, files: Path) -> None:
    """Ingest in small batches until this process is killed."""
    _ingest_until_killed(home, files, workers=1)


def _be_killed_with_workers(home: Home, files: Path) -> None:
    """The same, with two processes that read; they leave their numbers beside the files."""
    _ingest_until_killed(home, files, workers=2)


def _ingest_until_killed(home: Home, files: Path, *, workers: int) -> None:
    from tests.tools.home_worker import told as importable  # here this module is called "__main__"

    ingestion.BATCH_PASSAGES = 2
    sys.stdout.write("started\n")
    sys.stdout.flush()
    ingestion.ingest(home, [files], reader=importable if workers > 1 else read_filing, workers=workers)
    os.kill(os.getpid(), signal.SIGKILL)


def _rebuild(home: Home, files: Path) -> None:
    """Rebuild the index again and again until this process is killed."""
    sys.stdout.write(f"{len(list(files.iterdir()))} files\n")
    sys.stdout.flush()
    while True:
        ingestion.rebuild_index(home)


def _full(home: Home, files: Path) -> None:
    """Ingest and rebuild where no file can grow beyond 0.1 MB, as on a full disk; say what comes of it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    for change in (lambda: ingestion.ingest(home, [files], reader=read_filing), lambda: ingestion.rebuild_index(home)):
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before))
        try:
            change()
        except ServiceError as error:
            resource.setrlimit(resource.RLIMIT_FSIZE, (before, before))
            sys.stdout.write(f"{error}\n")


def told(path: Path, *, filed: date | None = None) -> Reading:
    """Leave this process's number beside the folder of the file, then read."""
    (path.parent.parent / f"reader.{os.getpid()}").touch()
    return read_filing(path, filed=filed)


def slow(path: Path, *, filed: date | None = None) -> Reading:
    """Leave this process's number beside the file, then take long."""
    path.with_suffix(f".{os.getpid()}").touch()
    time.sleep(0.2)
    return read_filing(path, filed=filed)


def _pool(home: Home, files: Path) -> None:
    """Ingest with two worker processes."""
    from tests.tools.home_worker import slow as importable  # here this module is called "__main__"

    ingestion.ingest(home, [files], reader=importable, workers=2)


def _hold(home: Home, files: Path) -> None:
    """Keep the home as an ingestion does, until told to let go."""
    with home.exclusive():
        (files.parent / "held").touch()
        sys.stdin.read()


ROLES = {
    "ingest": _ingest,
    "read": _read,
    "open": _open,
    "killed": _be_killed,
    "killed-pool": _be_killed_with_workers,
    "hold": _hold,
    "pool": _pool,
    "rebuild": _rebuild,
    "full": _full,
}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
