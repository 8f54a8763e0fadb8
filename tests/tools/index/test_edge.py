"""The passage index on Qdrant Edge."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tieout.errors import InputError, ReadError, ServiceError
from tieout.ports import SearchQuery
from tieout.tools.index.edge import EdgeIndex, Payload, Point, write_segment

DIMENSIONS = 16


class HashEncoder:
    """Encodes a text as the normalised sum of one pseudo-random direction a word, and records what it was asked."""

    name = "hash"
    dimensions = DIMENSIONS
    max_tokens = 512

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit rows."""
        self.asked.append(tuple(texts))
        rows = [np.sum([self._direction(word) for word in text.lower().split()], axis=0) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words."""
        return [len(text.split()) for text in texts]

    @staticmethod
    def _direction(word: str) -> npt.NDArray[np.float64]:
        return np.random.default_rng(list(word.encode())).standard_normal(DIMENSIONS)


APPLE = Payload(
    document="AAPL_10-K_2024", entity="0000320193", ticker="AAPL", cik="0000320193", form="10-K", fiscal_year=2024,
    period_end=20240928, known=20241101, kind="prose",
)  # fmt: skip
AMD = Payload(
    document="AMD_10-K_2023", entity="0000002488", ticker="AMD", cik="0000002488", form="10-K", fiscal_year=2023,
    period_end=20231230, known=20240131, kind="prose",
)  # fmt: skip
MANUAL = Payload(
    document="manual", entity="manual", ticker=None, cik=None, form=None, fiscal_year=None, period_end=None,
    known=None, kind="page",
)  # fmt: skip
TEXTS = {
    "a1": ("Net sales of iPhone rose in the Americas", APPLE),
    "a2": ("Total net sales 391,035 million", replace(APPLE, kind="table")),
    "a3": ("The Company designs smartphones and tablets", APPLE),
    "b1": ("Net revenue of data center processors rose", AMD),
    "b2": ("Net revenue 22,680 million", replace(AMD, kind="table")),
    "b3": ("Item 7A Quantitative disclosures about market risk", AMD),
    "c1": ("Turn the valve to release the pressure", MANUAL),
}
ENCODER = HashEncoder()
POINTS = tuple(
    Point(id=name, vector=ENCODER.encode([text])[0], text=text, payload=payload)
    for name, (text, payload) in TEXTS.items()
)


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


def found(index: EdgeIndex, text: str, **fields: Any) -> list[str]:
    """Passage ids, best first."""
    return [hit.passage for hit in index.search(SearchQuery(text=text, **fields))]


def test_passage_in_both_lists_comes_first(index: EdgeIndex) -> None:
    """The passage that shares words and direction with the query is first and names both lists."""
    best = index.search(SearchQuery(text="Total net sales 391,035 million"))[0]

    assert (best.passage, best.lists) == ("a2", ("dense", "terms"))


def test_numbers_are_terms(index: EdgeIndex) -> None:
    """A printed number finds its passage by the terms list, also without its separator."""
    hits = index.search(SearchQuery(text="22680"))

    assert [hit.passage for hit in hits if "terms" in hit.lists] == ["b2"]


def test_k_truncates(index: EdgeIndex) -> None:
    """K is the most that comes back, and a larger k only adds at the end."""
    assert found(index, "net revenue", k=2) == found(index, "net revenue", k=7)[:2]
    assert len(found(index, "net revenue", k=100)) == len(POINTS)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"documents": ("AMD_10-K_2023",)}, {"b1", "b2", "b3"}),
        ({"entities": ("0000320193", "manual")}, {"a1", "a2", "a3", "c1"}),
        ({"forms": ("10-K",)}, {"a1", "a2", "a3", "b1", "b2", "b3"}),
        ({"fiscal_years": (2024, 2020)}, {"a1", "a2", "a3"}),
        ({"kinds": ("table",)}, {"a2", "b2"}),
        ({"kinds": ("table", "prose", "page")}, set(TEXTS)),
        ({"entities": ("0000320193",), "kinds": ("table",)}, {"a2"}),
        ({"as_of": date(2024, 1, 31)}, {"b1", "b2", "b3"}),
        ({"as_of": date(2024, 1, 30)}, set()),
        ({"as_of": date(2030, 1, 1)}, {"a1", "a2", "a3", "b1", "b2", "b3"}),
        ({"documents": ("nowhere",)}, set()),
        ({"fiscal_years": (2024,), "entities": ("0000002488",)}, set()),
    ],
)
def test_filter_lets_exactly_these_through(index: EdgeIndex, fields: dict[str, Any], expected: set[str]) -> None:
    """Filled fields must all agree; under an as-of date what is of unknown date is left out."""
    assert set(found(index, "net sales", k=50, **fields)) == expected


def test_query_is_encoded_once(folder: Path) -> None:
    """One search makes one encoder call, whatever the number of segments, and none when the filter excludes all."""
    encoder = HashEncoder()
    index = EdgeIndex([folder, folder], encoder)

    index.search(SearchQuery(text="net sales"))
    index.search(SearchQuery(text="net sales", documents=("nowhere",)))

    index.close()
    assert encoder.asked == [("net sales",)]


@pytest.mark.parametrize("cuts", [(1,), (2, 5)])
def test_splitting_the_index_changes_nothing(index: EdgeIndex, tmp_path: Path, cuts: tuple[int, ...]) -> None:
    """Hits and scores are the same from one segment and from several, however the passages are spread over them."""
    folders = [tmp_path / str(number) for number in range(len(cuts) + 1)]
    for path, start, end in zip(folders, (0, *cuts), (*cuts, len(POINTS)), strict=True):
        write_segment(path, POINTS[start:end], dimensions=DIMENSIONS)
    split = EdgeIndex(folders, HashEncoder())

    texts = ("net revenue", "Item 7A", "22,680 million in revenue", "smartphones", "???")
    queries = [SearchQuery(text=text, k=7) for text in texts]

    assert [split.search(query) for query in queries] == [index.search(query) for query in queries]
    split.close()


def test_passage_in_two_segments_counts_once(folder: Path) -> None:
    """A passage that two segments hold is one hit."""
    index = EdgeIndex([folder, folder], HashEncoder())

    assert sorted(found(index, "net sales", k=50)) == sorted(TEXTS)
    index.close()


def test_repeated_passage_is_written_once(tmp_path: Path) -> None:
    """Writing the same passage twice into a segment keeps one."""
    write_segment(tmp_path / "twice", [*POINTS, POINTS[0]], dimensions=DIMENSIONS)
    index = EdgeIndex([tmp_path / "twice"], HashEncoder())

    assert sorted(found(index, "net sales", k=50)) == sorted(TEXTS)
    index.close()


def test_empty_index_finds_nothing(tmp_path: Path) -> None:
    """No segment, or one without passages, answers with no hits."""
    write_segment(tmp_path / "empty", [], dimensions=DIMENSIONS)

    assert EdgeIndex([], HashEncoder()).search(SearchQuery(text="net sales")) == ()
    assert EdgeIndex([tmp_path / "empty"], HashEncoder()).search(SearchQuery(text="net sales")) == ()


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_empty_query_is_refused(index: EdgeIndex, text: str) -> None:
    """There is nothing to look for in an empty query."""
    with pytest.raises(InputError, match="empty"):
        found(index, text)


@pytest.mark.parametrize("text", ["???", "the of and", "—", "\x00", "日本語", "x" * 100_000, "word " * 20_000])
def test_strange_queries_get_hits(index: EdgeIndex, text: str) -> None:
    """A query without terms, in another script, or very long is answered from the dense list at least."""
    assert len(found(index, text, k=3)) == 3


def test_k_below_one_is_refused(index: EdgeIndex) -> None:
    """K = 0 asks for nothing."""
    with pytest.raises(InputError, match="k=0"):
        found(index, "net sales", k=0)


def test_writing_reports_a_bad_vector(tmp_path: Path) -> None:
    """A vector of another length, or with NaN, is refused before anything is written, and named."""
    short = replace(POINTS[0], vector=np.ones(3, dtype=np.float32))
    broken = replace(POINTS[0], vector=np.full(DIMENSIONS, np.nan, dtype=np.float32))

    for point in (short, broken):
        with pytest.raises(InputError, match="'a1'"):
            write_segment(tmp_path / "segment", [point], dimensions=DIMENSIONS)

    assert not (tmp_path / "segment").exists()


def test_a_segment_is_written_once(folder: Path) -> None:
    """Nobody writes into a folder that holds a segment already."""
    with pytest.raises(InputError, match="not empty"):
        write_segment(folder, POINTS, dimensions=DIMENSIONS)


def test_unwritable_folder_is_reported(tmp_path: Path) -> None:
    """Where no folder can be made, the error says which and why."""
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ServiceError, match="could not write the passage index"):
        write_segment(tmp_path / "file" / "segment", POINTS, dimensions=DIMENSIONS)


def test_reading_changes_no_content(folder: Path) -> None:
    """Opening, searching and closing leave every byte of a segment as it was sealed."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    index = EdgeIndex([folder], HashEncoder())
    found(index, "net sales")
    index.close()

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


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


def test_other_dimensions_are_reported(folder: Path) -> None:
    """A segment of another encoder's dimensions is not searched."""
    encoder = HashEncoder()
    encoder.dimensions = 3

    with pytest.raises(ReadError, match="'hash'"):
        EdgeIndex([folder], encoder)


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
    outputs = [reader.communicate(timeout=120) for reader in readers]

    assert [error for _, error in outputs] == [""] * 4
    lines = {line for output, _ in outputs for line in output.splitlines()}
    assert [sorted(line.split()) for line in lines] == [sorted(TEXTS)]
    assert [len(output.splitlines()) for output, _ in outputs] == [10] * 4
