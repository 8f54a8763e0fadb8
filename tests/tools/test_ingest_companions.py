"""Calls and prices in a home: several documents of one file, under the issuer that the filings name."""

import json
import os
import signal
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.errors import InputError
from tieout.fact import FactQuery
from tieout.reading import Reading
from tieout.tools.filings import read_all
from tieout.tools.home import Home
from tieout.tools.ingest import Progress, Report, ingest, remove

PRICES = "date,close,split\n2024-12-30,10,1\n2024-12-31,11,1\n2025-01-02,12,1\n"


def either(path: Path, *, filed: date | None = None) -> Reading | tuple[Reading, ...]:
    """Filings of these tests are plain text; calls and prices are what they are."""
    if path.name == "deadly.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_filing(path, filed=filed) if path.suffix == ".txt" else read_all(path, filed=filed)


def write_calls(folder: Path, *quarters: int, said: str = "We sold twelve anvils, all told.") -> Path:
    """A file with a call for each quarter."""
    path = folder / "ACM.json"
    turns = [{"speaker": "Jane Doe", "content": said}]
    calls = [{"symbol": "ACM", "year": 2024, "quarter": f"Q{n}", "transcript": turns} for n in quarters]
    path.write_text(json.dumps(calls))
    return path


def take(home: Home, *paths: Path) -> Report:
    """Ingest."""
    return ingest(home, paths, reader=either)


def ids(home: Home) -> list[str]:
    """Documents of the home."""
    return [one.document.id for one in home.documents()]


def test_every_call_of_a_file_is_a_document(home: Home, files: Path) -> None:
    """All are kept, and none is read again while the file stays as it is."""
    path = write_calls(files, 1, 2)

    assert take(home, path).ingested == ("ACM-2024-Q1", "ACM-2024-Q2")
    again = ingest(home, [path], reader=_never)
    assert (again.ingested, again.unchanged) == ((), ("ACM-2024-Q1", "ACM-2024-Q2"))


def test_a_file_with_other_calls(home: Home, files: Path) -> None:
    """A call that a changed file no longer has goes; one that was taken out comes back with its file."""
    take(home, write_calls(files, 1, 2))
    path = write_calls(files, 2, 3)

    assert take(home, path).ingested == ("ACM-2024-Q2", "ACM-2024-Q3")
    assert ids(home) == ["ACM-2024-Q2", "ACM-2024-Q3"]
    remove(home, ["ACM-2024-Q2"])
    take(home, path)
    assert ids(home) == ["ACM-2024-Q2", "ACM-2024-Q3"]


@pytest.mark.parametrize("first", ["filing", "companions"])
def test_calls_and_prices_belong_to_the_filer(home: Home, files: Path, first: str) -> None:
    """In whatever order they come: entity by ticker, the close of the year's last trading day has its label."""
    (files / "ACM.csv").write_text(PRICES)
    companions = [write_calls(files, 3, 4), files / "ACM.csv"]
    filing = write_filing(files, "acme-10k", year="2024")
    for batch in ([filing], companions) if first == "filing" else (companions, [filing]):
        take(home, *batch)

    with home.snapshot() as snapshot:
        assert {one.entity.key for one in snapshot.documents()} == {"0000000001"}
        assert snapshot.document("ACM-2024-Q4").period_end == date(2024, 12, 31)
        closes = snapshot.facts(FactQuery(entities=("0000000001",), concepts=("market:close",)))
        assert [(one.printed, one.period.fiscal) for one in closes] == [("10", None), ("11", "FY2024"), ("12", None)]
        assert snapshot.quote(closes[1].locator) == "11"
        assert snapshot.around(closes[1].locator) == "2024-12-31,11,1"
    assert take(home, files).ingested == ()


def test_only_calls_and_prices_are_taken_from_a_folder(home: Home, files: Path) -> None:
    """Other JSON and CSV files of a folder are not read, and no failure."""
    write_calls(files, 1, 2)
    (files / "ACM.csv").write_text(PRICES)
    (files / "manifest.json").write_text('{"files": []}')
    (files / "list.csv").write_text("name,number\na,1\n")

    report = take(home, files)

    assert (report.ingested, report.failed) == (("ACM", "ACM-2024-Q1", "ACM-2024-Q2"), ())


def test_workers_do_what_one_process_does(home: Home, files: Path, tmp_path: Path) -> None:
    """With two workers a home is the same as with one, failures and order included."""
    for number in range(6):
        write_filing(files, f"f{number}", company=f"Company {number}", cik=f"{number:010d}")
    (files / "bad.txt").write_text("no head")
    (files / "ACM.csv").write_text(PRICES)
    told: list[Progress] = []
    with Home.open(tmp_path / "other", encoder=LetterEncoder(), segments=PlainSegments()) as other:
        one = take(home, files)
        two = ingest(other, [files], reader=either, workers=2, progress=told.append)

        assert (two.ingested, two.failed, two.facts) == (one.ingested, one.failed, one.facts)
        assert [kept.document for kept in other.documents()] == [kept.document for kept in home.documents()]
    assert [step.number for step in told] == sorted(step.number for step in told)
    assert (told[-1].documents, told[-1].facts, told[-1].total) == (7, two.facts, 8)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_worker_that_dies_takes_one_file_with_it(home: Home, files: Path) -> None:
    """The file is reported, all others are read."""
    for number in range(5):
        write_filing(files, f"f{number}", company=f"Company {number}", cik=f"{number:010d}")
    write_filing(files, "deadly", rows={"Net sales": "5"})

    report = ingest(home, [files], reader=either, workers=2)

    assert report.ingested == ("f0", "f1", "f2", "f3", "f4")
    assert [Path(path).name for path, _ in report.failed] == ["deadly.txt"]
    assert "took the process down that read it" in report.failed[0][1]


def test_no_workers(home: Home, files: Path) -> None:
    """Less than one worker is refused."""
    with pytest.raises(InputError, match="0 workers read nothing"):
        ingest(home, [files], workers=0)


def _never(path: Path, *, filed: date | None = None) -> Reading:
    raise AssertionError(f"{path} was read again ({filed})")
