"""A home opens anywhere it can, says why where it cannot, and shows one state to whoever reads it."""

import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, quote_hash, read_filing, span_of, write_filing
from tieout.document import Entity
from tieout.errors import InputError, NotThereError, ReadError, ServiceError
from tieout.fact import FactQuery
from tieout.locator import Cell, CellAddress, Tag
from tieout.ports import SearchQuery, Snapshot
from tieout.reading import Reading
from tieout.tools.home import Home
from tieout.tools.home.lease import EXPIRES_SECONDS, leased, take_lease
from tieout.tools.home.segments import copy_sparsely, require_room
from tieout.tools.ingest import ingest, status

NOBODY = 65534


def opened(path: Path, *, create: bool = False) -> Home:
    """A home with an encoder and an index that need nothing."""
    return Home.open(path, create=create, encoder=LetterEncoder(), segments=PlainSegments())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A home of two filings."""
    text = "It makes anvils. It sells them in 12 countries."
    write_filing(tmp_path / "files", "a", rows={"Net sales": "391", "Cost": "200"}, text=text, filed="2024-11-01")
    write_filing(tmp_path / "files", "b", company="Beta Inc", cik="", ticker="", year="2023")
    with opened(tmp_path / "home") as home:
        ingest(home, [tmp_path / "files"], reader=read_filing)
    return tmp_path / "home"


@pytest.fixture
def home(path: Path) -> Iterator[Home]:
    """The home of two filings, open."""
    with opened(path) as home:
        yield home


@pytest.fixture
def snapshot(home: Home) -> Iterator[Snapshot]:
    """Its newest generation."""
    with home.snapshot() as snapshot:
        yield snapshot


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as a user without rights; root may write everywhere, so root steps down."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield


def test_a_missing_home_reads_as_empty_and_is_not_made(tmp_path: Path) -> None:
    """Looking into a home that is not there answers nothing and leaves no trace."""
    with opened(tmp_path / "home") as home, home.snapshot() as snapshot:
        assert home.is_empty
        assert (snapshot.generation, snapshot.documents(), snapshot.entities()) == (0, (), ())
        assert snapshot.facts(FactQuery()) == ()
        assert snapshot.labels("x") == ()
        assert snapshot.search(SearchQuery(text="anvils")) == ()
        with pytest.raises(NotThereError, match="'a' is indexed"):
            snapshot.document("a")
    assert list(tmp_path.iterdir()) == []


def test_an_open_empty_home_sees_what_another_process_ingests(tmp_path: Path, path: Path) -> None:
    """A server started on an empty home needs no restart."""
    place = tmp_path / "later"
    with opened(place) as home:
        assert home.is_empty
        path.rename(place)
        assert [row.document for row in status(home)] == ["a", "b"]


def test_a_home_can_be_made_at_once(tmp_path: Path) -> None:
    """With `create` the database is there before anything is ingested."""
    with opened(tmp_path / "deep" / "home", create=True) as home:
        assert home.is_empty
        assert (tmp_path / "deep" / "home" / "tieout.sqlite").is_file()


def test_a_file_is_no_home(tmp_path: Path) -> None:
    """The path of a file, or one below a file, is the user's mistake."""
    (tmp_path / "file").write_text("")

    with pytest.raises(InputError, match="is a file, not a folder; choose another folder with --home or TIEOUT_HOME"):
        opened(tmp_path / "file")
    with pytest.raises(InputError, match=r"cannot make the home .*: Not a directory; choose another folder"):
        opened(tmp_path / "file" / "home", create=True)


def test_a_home_without_write_permission_is_refused(tmp_path: Path) -> None:
    """Whoever may not write is told so in one line, and nothing is left behind."""
    source = write_filing(tmp_path, "a")
    (tmp_path / "closed").mkdir(mode=0o555)
    open_parents(tmp_path / "closed")
    with as_nobody(), opened(tmp_path / "closed") as home:
        with pytest.raises(InputError, match=r"cannot write to the home .*: no permission; choose another folder"):
            ingest(home, [source], reader=read_filing)
        with pytest.raises(InputError, match=r"cannot make the home .*: Permission denied"):
            opened(tmp_path / "closed" / "inner", create=True)
    assert list((tmp_path / "closed").iterdir()) == []


def test_a_home_out_of_reach_is_reported(path: Path) -> None:
    """Without the right to enter the folder, the answer is one line too."""
    open_parents(path)
    path.chmod(0o000)

    with as_nobody(), pytest.raises(InputError, match=r"cannot look into the home .*: Permission denied"):
        opened(path)
    path.chmod(0o755)


def test_a_home_that_may_not_be_written_is_read(path: Path) -> None:
    """Facts, passages and search need no permission to write; an ingestion is refused."""
    open_parents(path)
    for one in (path, *path.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)
    with as_nobody(), opened(path) as home, home.snapshot() as snapshot:
        assert len(snapshot.facts(FactQuery())) == 3
        assert len(snapshot.search(SearchQuery(text="anvils"))) == 2
        with pytest.raises(InputError, match="no permission"):
            ingest(home, [path], reader=read_filing)


def test_a_protected_index_is_searched_in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine writes where it reads; without permission it reads a copy, which goes when the home is closed."""
    copies = tmp_path / "copies"
    copies.mkdir(mode=0o777)
    copies.chmod(0o777)
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    place = tmp_path / "home"
    with Home.open(place, encoder=LetterEncoder()) as home:
        ingest(home, [write_filing(tmp_path, "a")], reader=read_filing)
        with home.snapshot() as snapshot:
            hits = snapshot.search(SearchQuery(text="anvils"))
    open_parents(place)
    for one in (place, *place.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)
    with as_nobody(), Home.open(place, encoder=LetterEncoder()) as home:
        with home.snapshot() as snapshot:
            assert snapshot.search(SearchQuery(text="anvils")) == hits
        assert len(list(copies.iterdir())) == 1
    assert len(hits) == 1
    assert list(copies.iterdir()) == []


def test_a_copy_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """Zeros at the start, in the middle and at the end of a file, and empty files and folders, come along."""
    (tmp_path / "from" / "empty").mkdir(parents=True)
    (tmp_path / "from" / "none").write_bytes(b"")
    content = bytes(200_000) + b"x" + bytes(300_000)
    (tmp_path / "from" / "zeros").write_bytes(content)

    target = copy_sparsely(tmp_path / "from", tmp_path / "to")

    assert (target / "zeros").read_bytes() == content
    assert sorted(path.name for path in target.iterdir()) == ["empty", "none", "zeros"]


def test_a_home_of_a_newer_version_is_not_touched(path: Path) -> None:
    """Tables that this version does not know are reported with both versions."""
    with sqlite3.connect(path / "tieout.sqlite") as connection:
        connection.execute("update home set schema_version = 7")
    connection.close()

    with pytest.raises(ReadError, match=r"its tables are version 7, this one reads 1\); install a newer Tieout"):
        opened(path)


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    """Another program's tieout.sqlite is not overwritten."""
    (tmp_path / "tieout.sqlite").write_text("not a database, and long enough to be looked at" * 10)

    with pytest.raises(ReadError, match="is no database of Tieout"):
        opened(tmp_path, create=True)


def test_a_snapshot_lists_documents_and_entities(snapshot: Snapshot) -> None:
    """Documents by id, entities by key; a company without CIK goes by its name."""
    assert [one.id for one in snapshot.documents()] == ["a", "b"]
    assert snapshot.document("b").fiscal_year == 2023
    assert snapshot.entities() == (
        Entity(cik="0000000001", ticker="ACM", name="Acme Corp"),
        Entity(cik=None, ticker=None, name="Beta Inc"),
    )


def test_a_quotation_opens_only_when_it_is_the_one_that_was_made(path: Path, snapshot: Snapshot) -> None:
    """Another version, another range or another document opens nothing."""
    reading = read_filing(path.parent / "files" / "a.txt")
    good = span_of(reading, "anvils")

    assert snapshot.quote(good) == "anvils"
    with pytest.raises(NotThereError, match="has changed since it was quoted"):
        snapshot.quote(good.model_copy(update={"content_hash": "0" * 64}))
    with pytest.raises(NotThereError, match="is not what was quoted"):
        snapshot.quote(good.model_copy(update={"end": (good.end or 0) + 1}))
    with pytest.raises(NotThereError, match="no document 'x' is indexed"):
        snapshot.quote(good.model_copy(update={"document": "x"}))


def test_around_gives_the_sentence_or_the_row(path: Path, snapshot: Snapshot) -> None:
    """Prose opens as its sentence, a table cell as its row with bars."""
    reading = read_filing(path.parent / "files" / "a.txt")

    assert snapshot.around(span_of(reading, "anvils")) == "It makes anvils."
    assert snapshot.around(span_of(reading, "12")) == "It sells them in 12 countries."
    assert snapshot.around(span_of(reading, "anvils. It")) == "It makes anvils. It sells them in 12 countries."
    assert snapshot.around(reading.facts[1].locator) == "Cost | 200"
    assert snapshot.around(span_of(reading, "200")) == "Cost | 200"


def test_a_cell_without_range_opens_by_its_address(snapshot: Snapshot) -> None:
    """The table knows where its cells stand; a cell that is not there is an error."""
    document = snapshot.document("a")
    cell = Cell(
        document="a",
        content_hash=document.content_hash,
        quote_hash=quote_hash("391"),
        cell=CellAddress(table=0, row=0, column=2),
    )

    assert snapshot.quote(cell) == "391"
    for address in (CellAddress(table=0, row=9, column=2), CellAddress(table=0, row=0, column=1)):
        with pytest.raises(NotThereError, match="has no"):
            snapshot.quote(cell.model_copy(update={"cell": address}))
    with pytest.raises(NotThereError, match="'a' has no table 1"):
        snapshot.table("a", 1)


def test_a_hidden_tag_opens_as_its_fact_says(tmp_path: Path) -> None:
    """A fact that is not shown has no range; its locator still opens to what it says."""
    source = write_filing(tmp_path, "a")
    reading = read_filing(source)
    locator = Tag(
        document="a",
        content_hash=reading.document.content_hash,
        quote_hash=quote_hash("true"),
        concept="dei:Flag",
        context="c0",
    )
    hidden = reading.facts[0].model_copy(update={"concept": "dei:Flag", "printed": "true", "locator": locator})
    full = reading.model_copy(update={"facts": (*reading.facts, hidden)})

    def read(_path: Path, *, filed: date | None = None) -> Reading:
        return full if filed is None else reading

    with opened(tmp_path / "home") as home:
        ingest(home, [source], reader=read)
        with home.snapshot() as snapshot:
            assert (snapshot.quote(locator), snapshot.around(locator)) == ("true", "true")
            with pytest.raises(NotThereError, match="no hidden fact stands there"):
                snapshot.quote(locator.model_copy(update={"context": "c9"}))


def test_sections_are_kept(home: Home) -> None:
    """The parts of a document can be listed."""
    with home.snapshot() as snapshot:
        assert [one.name for one in snapshot.sections("a")] == ["Item 8"]


def test_snapshots_of_one_generation_share_one_open_index(path: Path) -> None:
    """The index is opened once in a process, however many questions and threads ask."""
    segments = PlainSegments()
    with Home.open(path, encoder=LetterEncoder(), segments=segments) as home:
        failures: list[BaseException] = []

        def ask() -> None:
            try:
                for _ in range(20):
                    with home.snapshot() as snapshot:
                        assert len(snapshot.search(SearchQuery(text="anvils"))) == 2
                        assert len(snapshot.facts(FactQuery(concepts=("acm:NetSales",)))) == 2
            except BaseException as error:  # noqa: BLE001  # a thread's failure is this test's
                failures.append(error)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(segments.opened) == 1


def test_closing_a_snapshot_gives_the_lease_back_once(home: Home, path: Path, tmp_path: Path) -> None:
    """The newest generation stays warm; an older one goes with its last reader, closed twice or not."""
    first, second = home.snapshot(), home.snapshot()
    with opened(path) as other:
        ingest(other, [write_filing(tmp_path / "more", "c", rows={"Net sales": "9"})], reader=read_filing)
    third = home.snapshot()

    assert leased(path / "leases") == {1, 2}
    first.close()
    first.close()
    assert leased(path / "leases") == {1, 2}
    second.close()
    assert leased(path / "leases") == {2}
    third.close()
    home.close()
    assert leased(path / "leases") == frozenset()


def test_leases_of_the_dead_do_not_count(tmp_path: Path) -> None:
    """A process that is gone, or another machine that was silent for an hour, holds nothing."""
    for name in ("3.999999999.x.{host}", "4.1.x.elsewhere", "5.1.x.elsewhere"):
        (tmp_path / name.format(host=socket.gethostname())).touch()
    old = (tmp_path / "5.1.x.elsewhere").stat().st_mtime - EXPIRES_SECONDS - 1
    os.utime(tmp_path / "5.1.x.elsewhere", (old, old))
    lease = take_lease(tmp_path, 6)

    assert leased(tmp_path) == {4, 6}
    lease.give_back()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["4.1.x.elsewhere"]


def open_parents(path: Path) -> None:
    """Let every user walk down to a test's folder."""
    for parent in path.parents:
        if parent.stat().st_uid == os.geteuid() and parent != parent.parent:
            parent.chmod(parent.stat().st_mode | 0o555)


def test_a_disk_that_is_nearly_full_is_said(tmp_path: Path) -> None:
    """The engine would be ended by a signal: what may not fit is not begun."""
    with pytest.raises(ServiceError, match="has 10 MB left and the passage index may need 127 MB; free some space"):
        require_room(tmp_path, 1_000, free=10 << 20)
    require_room(tmp_path, 1_000, free=1 << 30)
