"""Files get into a home once, replace what they changed, and never harm it."""

import os
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, span_of, write_filing
from tieout.errors import BusyError, InputError, NotThereError, UnreachableError
from tieout.fact import FactQuery
from tieout.ports import SearchQuery
from tieout.reading import Reading
from tieout.tools.home import Home
from tieout.tools.home.writer import MEANWHILE
from tieout.tools.ingest import Progress, Report, StatusRow, ingest, rebuild_index, remove, status
from tieout.tools.schema import fact, passage


def take(home: Home, *paths: Path, filed: date | None = None) -> Report:
    """Ingest with the reader of these tests."""
    return ingest(home, paths, filed=filed, reader=read_filing)


def ids(home: Home) -> tuple[str, ...]:
    """What is in the home."""
    return tuple(row.document for row in status(home))


def segments(home: Home) -> list[str]:
    """Folders of the index on the disk."""
    return sorted(folder.name for folder in (home.path / "index").glob("*"))


def test_a_folder_is_ingested(home: Home, files: Path) -> None:
    """Every readable file of a folder becomes a document with facts and passages."""
    write_filing(files, "b", rows={"Net sales": "5", "Net income": "1"}, filed="2024-03-01", accession="1-2-3")
    write_filing(files / "deeper", "a")

    report = take(home, files)

    assert report.ingested == ("b", "a")
    assert (report.facts, report.passages, report.failed) == (3, 2, ())
    assert report.tokens > 0
    assert status(home)[1] == StatusRow(
        document="b",
        accession="1-2-3",
        ticker="ACM",
        form="10-K",
        fiscal_year=2024,
        period_end=date(2024, 12, 31),
        facts=2,
        passages=1,
    )


def test_the_same_file_twice_changes_nothing(home: Home, files: Path) -> None:
    """The second time nothing is read, encoded or published."""
    write_filing(files, "a")
    take(home, files)
    before = (home.generation(), segments(home), home.documents())

    report = ingest(home, [files], reader=_never)

    assert report.model_copy(update={"seconds": 0}) == Report(unchanged=("a",))
    assert (home.generation(), segments(home), home.documents()) == before


def test_a_copy_of_a_file_is_the_same_document(home: Home, files: Path) -> None:
    """The same bytes under another name are not indexed twice."""
    original = write_filing(files, "a")
    (files / "copy.txt").write_bytes(original.read_bytes())

    report = take(home, files)

    assert (report.ingested, report.unchanged) == (("a",), ("a",))
    assert ids(home) == ("a",)


def test_changed_content_takes_the_place_of_the_old(home: Home, files: Path) -> None:
    """A file that changed replaces its document; a snapshot opened before still sees the old one, whole."""
    path = write_filing(files, "a", rows={"Net sales": "1"}, text="We make anvils.")
    take(home, path)
    old = read_filing(path)
    with home.snapshot() as before:
        write_filing(files, "a", rows={"Net sales": "2"}, text="We make hammers.")
        take(home, path)

        assert [one.printed for one in before.facts(FactQuery())] == ["1"]
        assert before.quote(span_of(old, "anvils")) == "anvils"
        assert [hit.passage for hit in before.search(SearchQuery(text="anvils"))] == [old.passages[0].id]
    with home.snapshot() as after:
        assert [one.printed for one in after.facts(FactQuery())] == ["2"]
        assert [hit.passage for hit in after.search(SearchQuery(text="anvils"))] == [read_filing(path).passages[0].id]
        with pytest.raises(NotThereError, match="has changed"):
            after.quote(span_of(old, "anvils"))


def test_an_amended_copy_with_the_same_accession_replaces(home: Home, files: Path) -> None:
    """The same id and accession from another folder is the same filing."""
    take(home, write_filing(files / "one", "a", rows={"Net sales": "1"}, accession="1-2-3"))

    take(home, write_filing(files / "two", "a", rows={"Net sales": "2"}, accession="1-2-3"))

    assert ids(home) == ("a",)
    with home.snapshot() as snapshot:
        assert [one.printed for one in snapshot.facts(FactQuery())] == ["2"]


def test_another_file_of_the_same_name_gets_its_own_id(home: Home, files: Path) -> None:
    """Nothing is overwritten silently; the id depends on the content first read, and stays when the file changes."""
    first = write_filing(files / "one", "report", rows={"Net sales": "1"})
    second = write_filing(files / "two", "report", rows={"Net sales": "2"})
    digits = read_filing(second).document.content_hash[:6]

    take(home, first, second)
    write_filing(files / "two", "report", rows={"Net sales": "3"})
    take(home, first, second)

    assert ids(home) == ("report", f"report~{digits}")
    with home.snapshot() as snapshot:
        one, other = snapshot.facts(FactQuery())
        assert (one.document, one.printed, other.document, other.printed) == ("report", "1", f"report~{digits}", "3")
        assert one.id != other.id
        assert snapshot.quote(other.locator) == "3"
        (hit,) = snapshot.search(SearchQuery(text="anvils", k=1, documents=(other.document,)))
        assert snapshot.passages([hit.passage])[hit.passage].document == other.document


def test_a_filing_date_given_later_is_taken(home: Home, files: Path) -> None:
    """`filed` makes an undated document known; given again it changes nothing."""
    path = write_filing(files, "a")
    take(home, path)

    dated = take(home, path, filed=date(2024, 5, 1))
    again = take(home, path, filed=date(2024, 5, 1))

    assert (dated.ingested, again.ingested, again.unchanged) == (("a",), (), ("a",))
    with home.snapshot() as snapshot:
        assert len(snapshot.facts(FactQuery(as_of=date(2024, 5, 1)))) == 1
        assert len(snapshot.search(SearchQuery(text="anvils", as_of=date(2024, 5, 1)))) == 1
        assert snapshot.search(SearchQuery(text="anvils", as_of=date(2024, 4, 30))) == ()


def test_one_bad_file_does_not_stop_the_others(home: Home, files: Path) -> None:
    """What is broken, what the reader stumbles over and what is missing is reported, the rest is ingested."""
    write_filing(files, "good")
    (files / "bad.html").write_text("no head")
    (files / "flawed.md").write_text("flawed")
    (files / "empty").mkdir()

    report = take(home, files, files / "missing.html", files / "empty")
    kinds = ".htm, .html, .md, .nlp, .pdf, .txt, .xhtml, calls as .json, and prices as .csv"

    assert report.ingested == ("good",)
    assert [(Path(path).name, message.splitlines()) for path, message in report.failed] == [
        ("missing.html", [f"there is no file {str(files / 'missing.html')!r}; check the path"]),
        ("empty", [f"no file to read in {str(files / 'empty')!r}; Tieout reads {kinds}"]),
        ("bad.html", ["'bad.html' is not a filing; give another file"]),
        ("flawed.md", ["'flawed.md' could not be read (ValueError: a flaw of this reader)"]),
    ]


def test_only_readable_files_of_a_folder_are_taken(files: Path, tmp_path: Path) -> None:
    """Hidden files, other suffixes, links that lead out and the home itself are left alone."""
    write_filing(files, "a")
    write_filing(files, ".hidden", rows={"Net sales": "2"})
    write_filing(files / ".git", "b", rows={"Net sales": "3"})
    (files / "data.json").write_text("{}")
    outside = write_filing(tmp_path / "outside", "c", rows={"Net sales": "4"})
    (files / "link.txt").symlink_to(outside)
    (files / "linked").symlink_to(outside.parent)
    with Home.open(files / "home", encoder=LetterEncoder(), segments=PlainSegments()) as inner:
        write_filing(inner.path, "d", rows={"Net sales": "5"})

        assert take(inner, files).ingested == ("a",)
        assert take(inner, files / "link.txt").ingested == ("link",)


def test_documents_are_removed(home: Home, files: Path) -> None:
    """A removed document has no facts, passages or hits any more; unknown ids remove nothing at all."""
    for name in ("a", "b", "c"):
        write_filing(files, name, company=name)
    take(home, files)

    with pytest.raises(NotThereError, match="'x'"):
        remove(home, ["a", "x"])
    remove(home, ["a"])

    assert ids(home) == ("b", "c")
    with home.snapshot() as snapshot:
        assert {one.document for one in snapshot.facts(FactQuery())} == {"b", "c"}
        hits = snapshot.search(SearchQuery(text="a makes anvils", k=2))
        assert {one.document for one in snapshot.passages([hit.passage for hit in hits]).values()} == {"b", "c"}
        assert len(hits) == 2


def test_removing_everything_leaves_an_empty_home(home: Home, files: Path) -> None:
    """No rows and no segments are left behind, and the files can be ingested again."""
    path = write_filing(files, "a")
    take(home, path)

    remove(home, ["a"])

    assert home.is_empty
    assert segments(home) == []
    with home.database.reading() as connection:
        assert [connection.execute(table.select()).all() for table in (fact, passage)] == [[], []]
    assert take(home, path).ingested == ("a",)


def test_many_segments_are_merged_without_encoding_again(home: Home, files: Path) -> None:
    """Each ingestion adds a segment; above six they become one with the vectors that are kept."""
    for number in range(7):
        take(home, write_filing(files, f"f{number}", company=f"Company {number}"))

    assert len(home.generation().segments) == 1
    assert segments(home) == list(home.generation().segments)
    assert len(home.encoder.seen) == 7  # type: ignore[attr-defined]  # the letter encoder remembers
    with home.snapshot() as snapshot:
        assert len(snapshot.search(SearchQuery(text="anvils", k=10))) == 7


def test_a_leased_generation_keeps_its_segments(home: Home, files: Path) -> None:
    """Folders of a generation that is read stay until it is no longer read."""
    take(home, write_filing(files, "a"))
    snapshot = home.snapshot()
    old = home.generation().segments
    rebuild_index(home)

    assert set(old) < set(segments(home))
    assert len(snapshot.search(SearchQuery(text="anvils"))) == 1
    snapshot.close()
    home.snapshot().close()
    take(home, write_filing(files, "b", rows={"Net sales": "7"}))
    assert not set(old) & set(segments(home))


def test_another_encoder_is_refused_until_the_index_is_rebuilt(home: Home, files: Path) -> None:
    """Vectors of two encoders are never mixed; a rebuild encodes everything again."""
    take(home, write_filing(files, "a"))
    other = LetterEncoder("others", 16)
    with Home.open(home.path, encoder=other, segments=PlainSegments()) as again:
        with pytest.raises(InputError, match="'letters', not 'others'; run `tieout index rebuild` to"):
            take(again, write_filing(files, "b", rows={"Net sales": "7"}))
        with again.snapshot() as snapshot, pytest.raises(InputError, match="'letters'"):
            snapshot.search(SearchQuery(text="anvils"))
        rebuild_index(again)
        assert (again.generation().encoder, again.generation().dimensions) == ("others", 16)
        with again.snapshot() as snapshot:
            assert len(snapshot.search(SearchQuery(text="anvils"))) == 1
        rebuild_index(again)
    assert len(other.seen) == 2


def test_a_second_ingestion_is_told_to_wait(home: Home, files: Path) -> None:
    """While one process holds the home another one is refused in one line, and the home is unharmed."""
    path = write_filing(files, "a")
    with (
        home.exclusive(),
        pytest.raises(BusyError, match="wait until it has finished, then run the same command again"),
    ):
        take(home, path)

    assert home.is_empty
    assert take(home, path).ingested == ("a",)


def test_an_encoder_out_of_reach_stops_the_batch_and_keeps_what_is_complete(home: Home, files: Path) -> None:
    """The fault is not the document's: earlier documents are published, and the error is the caller's to retry."""
    encoder = FailingEncoder()
    write_filing(files, "a")
    write_filing(files, "b", company="Another Company", rows={"Net sales": "7"})
    with Home.open(home.path, encoder=encoder, segments=PlainSegments()) as failing:
        with pytest.raises(UnreachableError, match="no answer"):
            take(failing, files)
        assert ids(failing) == ("a",)


def test_a_long_ingestion_merges_on_its_way(home: Home, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many batches there are, segments do not pile up."""
    monkeypatch.setattr("tieout.tools.ingest.BATCH_PASSAGES", 1)
    most = MEANWHILE * PlainSegments.most
    for number in range(most + 3):
        write_filing(files, f"f{number:02d}", company=f"Company {number}")

    take(home, files)

    assert home.generation().number == most + 4
    assert len(home.generation().segments) == 3
    assert home.generation().points == most + 3


def test_what_a_dead_ingestion_left_is_removed(home: Home, files: Path) -> None:
    """Staged rows and unlisted folders of a killed process vanish with the next ingestion."""
    take(home, write_filing(files, "a"))
    (home.path / "index" / "000009-dead").mkdir()
    with pytest.raises(RuntimeError, match="killed"):
        ingest(home, [write_filing(files, "b", rows={"Net sales": "7"})], reader=read_filing, progress=_fail_when_done)
    with home.database.reading() as connection:
        assert len(connection.execute(fact.select()).all()) == 2
    assert ids(home) == ("a",)

    take(home, files / "a.txt")

    with home.database.reading() as connection:
        assert len(connection.execute(fact.select()).all()) == 1
    assert segments(home) == list(home.generation().segments)


def test_progress_names_every_step(home: Home, files: Path) -> None:
    """A caller can show where the ingestion is."""
    write_filing(files, "a")
    (files / "b.txt").write_text("no head")
    told: list[Progress] = []

    ingest(home, [files], reader=read_filing, progress=told.append)

    steps = [(Path(one.path).name, one.stage, one.number, one.total) for one in told]
    assert steps == [
        ("a.txt", "read", 1, 2),
        ("a.txt", "encode", 1, 2),
        ("a.txt", "done", 1, 2),
        ("b.txt", "read", 2, 2),
        ("b.txt", "failed", 2, 2),
    ]


def test_the_encoder_is_given_header_and_text(home: Home, files: Path) -> None:
    """A passage is encoded with company, form, fiscal year and heading, so that it can be told from others."""
    take(home, write_filing(files, "a", text="We make anvils."))

    assert home.encoder.seen == ["Acme Corp 10-K FY2024 Item 1\nWe make anvils."]  # type: ignore[attr-defined]


def _fail_when_done(progress: Progress) -> None:
    if progress.stage == "done":
        raise RuntimeError("killed")


def _never(path: Path, *, filed: date | None = None) -> Reading:
    raise AssertionError(f"{path} was read again ({filed})")


class FailingEncoder(LetterEncoder):
    """Answers once, then never again."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The first texts only."""
        if self.seen:
            raise UnreachableError("no answer")
        return super().encode(texts)


@pytest.mark.real
def test_two_real_filings_are_kept_exactly(tmp_path: Path, shared_data: Path) -> None:
    """Every fact and passage of two 10-Ks opens at its place, and a known figure is found by concept and year."""
    names = ("AAPL_10-K_0000320193-24-000123.html", "MARA_10-K_0001628280-24-007680.html")
    sources = [shared_data / "filings" / "10-K" / name for name in names]
    with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
        report = ingest(home, sources, filed=date(2024, 11, 1))
        again = ingest(home, sources)

        assert (len(report.ingested), len(again.unchanged), home.generation().number) == (2, 2, 1)
        with home.snapshot() as snapshot:
            facts = snapshot.facts(FactQuery())
            assert len(facts) == report.facts > 1500
            assert [one for one in facts if one.locator.start is not None and not snapshot.around(one.locator)] == []
            query = FactQuery(
                entities=("0000320193",),
                labels=("total", "net", "sales"),
                fiscal=("FY2024",),
                undimensioned=True,
                origins=("xbrl",),
            )
            assert {one.value for one in snapshot.facts(query)} == {Decimal(391_035_000_000)}
            hits = snapshot.search(SearchQuery(text="bitcoin mining", k=5))
            found = snapshot.passages([hit.passage for hit in hits]).values()
            assert {one.document for one in found} == {sources[1].stem}
            assert [one.text for one in found if snapshot.quote(one.locator) == ""] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_a_folder_of_traps_is_read_past(home: Home, files: Path, tmp_path: Path) -> None:
    """Pipes, rings of links and links to devices are left alone; a name may hold a newline; each file is read once."""
    good = write_filing(files / "we\nird", "a 😀")
    os.mkfifo(files / "p.csv")
    os.mkfifo(files / "p.txt")
    (files / "ring").symlink_to("ring")
    (files / "up").symlink_to(tmp_path)
    (files / "zero.txt").symlink_to("/dev/zero")

    report = take(home, files, good, good.parent / ".." / "we\nird" / good.name)

    assert (report.ingested, report.unchanged, report.failed) == (("a 😀",), (), ())


def test_two_files_of_one_name_are_two_documents(home: Home, files: Path) -> None:
    """The same stem in two folders: neither takes the place of the other."""
    write_filing(files / "one", "a", company="Acme", cik="0000000001")
    write_filing(files / "two", "a", company="Bolt", cik="0000000002")

    take(home, files)

    assert sorted(one.document.entity.name for one in home.documents()) == ["Acme", "Bolt"]
