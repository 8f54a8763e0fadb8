"""How the passage index is made anew, moved to a server and back, and what a bad index, a kill or a full disk does."""

import json
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stamina
from qdrant_client import QdrantClient

from tests.readings import LetterEncoder, read_filing, write_filing
from tests.searching import ENGINES, local_options, segments_of
from tests.tools.test_home_processes import content, finish, start
from tieout.errors import InputError, ReadError, UnreachableError
from tieout.fact import FactQuery
from tieout.ports import SearchQuery
from tieout.tools.home import Home
from tieout.tools.home.segments import EdgeSegments, Segments
from tieout.tools.home.serversegments import ServerSegments
from tieout.tools.index.collection import alias
from tieout.tools.index.connection import ServerOptions
from tieout.tools.ingest import ingest, rebuild_index, remove


@pytest.fixture(params=ENGINES)
def segments(request: pytest.FixtureRequest) -> Iterator[Segments]:
    """Each engine."""
    with segments_of(request.param) as made:
        yield made


def fill(path: Path, segments: Segments, *, files: int = 3) -> Home:
    """A home of some filings, open."""
    for number in range(files):
        write_filing(path.parent / "files", f"f{number}", company=f"Company {number}", text=f"Anvils {number}.\nTongs.")
    home = Home.open(path, encoder=LetterEncoder(), segments=segments)
    ingest(home, [path.parent / "files"], reader=read_filing)
    return home


def folders(home: Home) -> list[str]:
    """What is in the index folder."""
    return sorted(folder.name for folder in home.place.index.iterdir())


def is_tidy(path: Path, segments: Segments) -> bool:
    """Whether nothing but the newest segments is left after another rebuild that nobody reads meanwhile."""
    with Home.open(path, encoder=LetterEncoder(), segments=segments) as home:
        rebuild_index(home)
        return folders(home) == sorted(home.generation().segments)


def _empty(index: Path) -> None:
    shutil.rmtree(index)


def _half(index: Path) -> None:
    for folder in index.iterdir():
        (folder / "segment.json").unlink()


def _cut(index: Path) -> None:
    for folder in index.iterdir():
        whole = (folder / "segment.json").read_bytes()
        (folder / "segment.json").write_bytes(whole[: len(whole) // 2])


def _garbled(index: Path) -> None:
    for folder in index.iterdir():
        (folder / "values.npy").write_bytes(b"\xff" * 200)


def _older(index: Path) -> None:
    for folder in index.iterdir():
        stored = json.loads((folder / "segment.json").read_bytes())
        (folder / "segment.json").write_text(json.dumps({**stored, "format": 1}))


@pytest.mark.parametrize("harm", [_empty, _half, _cut, _garbled, _older])
def test_a_bad_index_is_refused_and_rebuilt(tmp_path: Path, segments: Segments, harm: Callable[[Path], None]) -> None:
    """Lost, half-written, cut, garbled or of another version: a search says what to run, and after it all is there."""
    with fill(tmp_path / "home", segments) as home:
        before = content(home)
        harm(home.place.index)
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=segments) as home:
        with home.snapshot() as snapshot:
            with pytest.raises(ReadError, match="documents and facts are unharmed: run `tieout index rebuild`"):
                snapshot.search(SearchQuery(text="anvils"))
            assert (snapshot.documents(), snapshot.facts(FactQuery())) == before[:2]

        rebuild_index(home)

        assert content(home) == before


def test_a_rebuild_writes_one_segment_and_takes_the_old_ones_away(tmp_path: Path, segments: Segments) -> None:
    """Afterwards there is one segment, with what is visible only, and the same is found."""
    with fill(tmp_path / "home", segments) as home:
        write_filing(tmp_path / "files", "late", company="Late", text="Hammers.")
        ingest(home, [tmp_path / "files"], reader=read_filing)
        remove(home, ["f1"])
        before = content(home)

        rebuild_index(home)

        assert (*content(home)[:2], content(home)[3]) == (*before[:2], before[3])
        assert len(home.generation().segments) == 1
        assert home.generation().points == 5
    assert is_tidy(tmp_path / "home", segments)


def test_a_reader_keeps_its_generation_through_a_rebuild(tmp_path: Path, segments: Segments) -> None:
    """A snapshot that was open before goes on answering from the old index, which goes when it is closed."""
    with fill(tmp_path / "home", segments) as home:
        snapshot = home.snapshot()
        before = snapshot.search(SearchQuery(text="anvils", k=9))
        old = set(home.generation().segments)
        rebuild_index(home)

        assert snapshot.search(SearchQuery(text="anvils", k=9)) == before
        assert old < set(folders(home))
        snapshot.close()
        home.snapshot().close()
        rebuild_index(home)
        assert not old & set(folders(home))


def test_an_index_moves_to_a_server_and_back(tmp_path: Path) -> None:
    """With a server set the index in the home is refused for reading and adding; a rebuild moves it, and back again."""
    with fill(tmp_path / "home", EdgeSegments()) as home:
        before = content(home)
    write_filing(tmp_path / "files", "late", company="Late", text="Hammers.")
    with segments_of("local") as server:
        with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=server) as home:
            with pytest.raises(InputError, match="is on Qdrant Edge, in the home, and not on a Qdrant server; run `"):
                content(home)
            with pytest.raises(InputError, match="move it there, or unset QDRANT_URL"):
                ingest(home, [tmp_path / "files"], reader=read_filing)
            rebuild_index(home)
            assert content(home) == before
        assert is_tidy(tmp_path / "home", server)
        assert not list((tmp_path / "home" / "index").glob("*/shard"))
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=EdgeSegments()) as home:
        with pytest.raises(InputError, match="move it there, or set QDRANT_URL to its address"):
            content(home)
        rebuild_index(home)
        assert content(home) == before


def test_the_alias_names_the_newest_collection(tmp_path: Path) -> None:
    """Other tools find the newest collection by a name that stays; what nobody reads is removed from the server."""
    client = QdrantClient(":memory:")
    options = local_options("mine")
    with fill(tmp_path / "home", ServerSegments(options, client)) as home:
        name = alias(home.place.index, options)
        named = []
        for _ in range(3):
            rebuild_index(home)
            named += [one.collection_name for one in client.get_aliases().aliases if one.alias_name == name]

        assert len(set(named)) == 3
        assert named[-1] == f"mine-{home.generation().segments[0]}"
        assert [one.name for one in client.get_collections().collections] == named[-1:]
    client.close()


def test_passages_that_a_server_has_lost_are_missed(tmp_path: Path) -> None:
    """A collection that holds fewer passages than were written is an error with its remedy, never a shorter answer."""
    client = QdrantClient(":memory:")
    segments = ServerSegments(local_options(), client)
    with fill(tmp_path / "home", segments) as home:
        before = content(home)
        (collection,) = client.get_collections().collections
        (lost, *_), _ = client.scroll(collection.name)
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=segments) as home:
        client.delete(collection.name, [lost.id])
        with pytest.raises(ReadError, match=r"holds 5 of 6 passages of this home in its collection .*index rebuild"):
            content(home)
        client.delete_collection(collection.name)
        with pytest.raises(ReadError, match=r"is not on the Qdrant server at 'http://local' .*index rebuild"):
            content(home)
        rebuild_index(home)
        assert content(home) == before
    client.close()


def test_without_its_server_a_home_keeps_its_documents(tmp_path: Path) -> None:
    """Nothing is staged, nothing is forgotten: facts are read, and what is to go from the server goes later."""
    client = QdrantClient(":memory:")
    with fill(tmp_path / "home", ServerSegments(local_options(), client)) as home:
        before = content(home)
    gone = ServerSegments(ServerOptions(url="http://127.0.0.1:1"))
    with (
        stamina.set_testing(True, attempts=2),
        Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=gone) as home,
    ):
        write_filing(tmp_path / "files", "late", company="Late", text="Hammers.")
        for change in (lambda: ingest(home, [tmp_path / "files"], reader=read_filing), lambda: rebuild_index(home)):
            with pytest.raises(UnreachableError, match=r"'http://127.0.0.1:1' could not be reached"):
                change()
        with home.snapshot() as snapshot:
            assert (snapshot.documents(), snapshot.facts(FactQuery())) == before[:2]
        assert len(folders(home)) == 3
    with Home.open(
        tmp_path / "home", encoder=LetterEncoder(), segments=ServerSegments(local_options(), client)
    ) as home:
        assert content(home) == before
    assert is_tidy(tmp_path / "home", ServerSegments(local_options(), client))
    assert len(client.get_collections().collections) == 1
    client.close()


def test_a_large_index_is_cut_into_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge fills segments of the engine's size, four at the most, and finds what one segment finds."""
    with fill(tmp_path / "home", EdgeSegments()) as home:
        before = content(home)
        monkeypatch.setattr(EdgeSegments, "largest", 4)
        rebuild_index(home)
        assert len(home.generation().segments) == 2
        assert content(home) == before
        monkeypatch.setattr(EdgeSegments, "largest", 1)
        rebuild_index(home)
        assert len(home.generation().segments) == 3
        assert content(home) == before


def test_a_killed_rebuild_leaves_the_old_index(tmp_path: Path) -> None:
    """Killed at many moments, the home answers as before, and the next rebuild removes what was left."""
    with fill(tmp_path / "home", EdgeSegments(), files=12) as home:
        before = content(home)
    moments = random.Random(11)  # noqa: S311  # moments, not secrets
    for _ in range(5):
        process = start("rebuild", tmp_path / "home", tmp_path / "files")
        assert process.stdout
        assert process.stdout.readline() == "12 files\n"
        time.sleep(moments.uniform(0, 2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
            assert content(home) == before

    with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
        rebuild_index(home)
        assert folders(home) == sorted(home.generation().segments)
        assert content(home) == before


def test_a_full_disk_is_an_error_and_loses_nothing(tmp_path: Path) -> None:
    """Neither an ingestion nor a rebuild for which there is no room changes what is found; with room both succeed."""
    with fill(tmp_path / "home", EdgeSegments()) as home:
        before = content(home)
    write_filing(tmp_path / "files", "late", company="Late", text="Hammers.")

    said = finish(start("full", tmp_path / "home", tmp_path / "files")).splitlines()

    assert len(said) == 2
    assert all("index" in line or "database" in line for line in said)
    with Home.open(tmp_path / "home", encoder=LetterEncoder()) as home:
        assert content(home) == before
        assert ingest(home, [tmp_path / "files"], reader=read_filing).ingested == ("late",)
        rebuild_index(home)
        assert len(content(home)[0]) == 4  # type: ignore[arg-type]  # documents
