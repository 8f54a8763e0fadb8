"""The passage index on Qdrant Edge."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.searching import DIMENSIONS, POINTS, TEXTS, HashEncoder, found
from tieout.errors import InputError, ReadError, ServiceError
from tieout.tools.index.edge import EdgeIndex, write_segment


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One segment with all points; nobody writes into it."""
    path = tmp_path_factory.mktemp("index") / "segment"
    write_segment(path, POINTS, dimensions=DIMENSIONS)
    return path


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[EdgeIndex]:
    """The index over that one segment."""
    opened = EdgeIndex([folder], HashEncoder())
    yield opened
    opened.close()


def test_writing_reports_a_bad_vector(tmp_path: Path) -> None:
    """A vector of another length, or with NaN, is refused before anything is written, and named."""
    short = replace(POINTS[0], vector=np.ones(3, dtype=np.float32))
    broken = replace(POINTS[0], vector=np.full(DIMENSIONS, np.nan, dtype=np.float32))

    for point in (short, broken):
        with pytest.raises(InputError, match="'a1'"):
            write_segment(tmp_path / "segment", [point], dimensions=DIMENSIONS)

    assert not (tmp_path / "segment").exists()


def test_unwritable_folder_is_reported(tmp_path: Path) -> None:
    """Where no folder can be made, the error says which and why."""
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ServiceError, match="could not write the passage index"):
        write_segment(tmp_path / "file" / "segment", POINTS, dimensions=DIMENSIONS)


def test_reading_changes_no_content(folder: Path) -> None:
    """Opening, searching and closing leave a segment as it was sealed, but for the order within a JSON object."""
    before = content(folder)

    index = EdgeIndex([folder], HashEncoder())
    found(index, "net sales")
    index.close()

    assert content(folder) == before


def content(folder: Path) -> dict[Path, object]:
    """What every file of a folder holds."""
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: json.loads(held) if path.suffix == ".json" else held for path, held in files.items()}


def test_shards_open_only_when_needed(folder: Path, tmp_path: Path) -> None:
    """A damaged shard that the filter does not need stays closed and harms nothing."""
    write_segment(tmp_path / "manual", [POINTS[-1]], dimensions=DIMENSIONS)
    shutil.rmtree(tmp_path / "manual" / "shard")
    index = EdgeIndex([folder, tmp_path / "manual"], HashEncoder())

    assert set(found(index, "net sales", entities=("0000320193",))) == {"a1", "a2", "a3"}
    with pytest.raises(ReadError):
        found(index, "valve", entities=("manual",))
    index.close()


def _cut(pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for path in folder.rglob(pattern):
            os.truncate(path, 5)

    return damage


def _garble(pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for path in folder.rglob(pattern):
            path.write_bytes(b"\xff" * path.stat().st_size)

    return damage


def _drop(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return damage


def _other_format(folder: Path) -> None:
    stored = json.loads((folder / "segment.json").read_text())
    (folder / "segment.json").write_text(json.dumps({**stored, "format": 99}))


@pytest.mark.parametrize(
    "damage",
    [
        _drop(""),
        _drop("shard"),
        _drop("shard/segments"),
        _drop("segment.json"),
        _drop("terms.npy"),
        _drop("shard/edge_config.json"),
        _cut("segment.json"),
        _cut("terms.npy"),
        _cut("matrix.dat"),
        _cut("inverted_index.dat"),
        _cut("id_tracker.i2e"),
        _cut("page_0.dat"),
        _garble("segment.json"),
        _garble("terms.npy"),
        _garble("edge_config.json"),
        _garble("payload_storage/page_0.dat"),
        _other_format,
    ],
)
def test_damage_is_reported_with_its_remedy(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """A missing, cut or garbled segment is a ReadError that names the command to run, never an empty answer."""
    many = [replace(point, id=f"{point.id}-{copy}") for point in POINTS for copy in range(20)]
    write_segment(tmp_path / "segment", many, dimensions=DIMENSIONS)
    damage(tmp_path / "segment")

    with pytest.raises(ReadError, match="tieout index rebuild"):
        found(EdgeIndex([tmp_path / "segment"], HashEncoder()), "net sales")


def test_closed_index_says_so(folder: Path) -> None:
    """A search after close is an error that says what happened; closing twice is fine."""
    index = EdgeIndex([folder], HashEncoder())
    index.close()
    index.close()

    with pytest.raises(ReadError, match="closed"):
        found(index, "net sales")


def test_threads_share_an_index(folder: Path) -> None:
    """Eight threads on an unopened index all get what one gets."""
    index = EdgeIndex([folder], HashEncoder())
    texts = [text for text, _ in TEXTS.values()] * 8

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: found(index, text), texts))

    assert together == [found(index, text) for text in texts]
    index.close()


READER = """
import sys
from pathlib import Path
import numpy as np
from tieout.ports import SearchQuery
from tieout.tools.index.edge import EdgeIndex

class Encoder:
    name, dimensions, max_tokens = "one", 16, 512
    def encode(self, texts): return np.ones((len(texts), 16), dtype=np.float32) / 4
    def count_tokens(self, texts): return [1] * len(texts)

for _ in range(10):
    index = EdgeIndex([Path(sys.argv[1])], Encoder())
    print(*(hit.passage for hit in index.search(SearchQuery(text="net revenue", k=50))))
    index.close()
"""


def test_processes_share_a_segment(folder: Path) -> None:
    """Four processes open, search and close one segment at once, and all see the same."""
    command = [sys.executable, "-c", READER, str(folder)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = [reader.communicate(timeout=240) for reader in readers]

    assert [error for _, error in outputs] == [""] * 4
    lines = {line for output, _ in outputs for line in output.splitlines()}
    assert [sorted(line.split()) for line in lines] == [sorted(TEXTS)]
    assert [len(output.splitlines()) for output, _ in outputs] == [10] * 4
