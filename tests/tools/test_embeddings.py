"""The cache of vectors: what is encoded once, what is forgotten, and what never goes wrong."""

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.readings import LetterEncoder
from tieout.errors import UnreachableError
from tieout.tools.home.embeddings import SLICE, Embeddings
from tieout.tools.home.points import pack, unpack

TEXTS = ["Net sales rose.", "Net income fell.", "Net sales rose."]


@pytest.fixture
def cache(tmp_path: Path) -> Embeddings:
    """A cache that is not there yet."""
    return Embeddings(file=tmp_path / "embeddings.sqlite")


def test_a_text_is_encoded_once(cache: Embeddings) -> None:
    """Neither a text that comes twice nor one of another day is encoded again, and the vectors are the same."""
    encoder = LetterEncoder()

    first = cache.encode(encoder, TEXTS)
    again = cache.encode(encoder, [*TEXTS[::-1], "Assets."])

    assert encoder.seen == [*TEXTS[:2], "Assets."]
    assert all(np.array_equal(a, b) for a, b in zip(first, again[2::-1], strict=True))
    assert np.array_equal(first[0], unpack(pack(LetterEncoder().encode(TEXTS)[0])))


def test_another_encoder_knows_nothing(cache: Embeddings) -> None:
    """Vectors are told apart by the encoder's name."""
    cache.encode(LetterEncoder("one"), TEXTS)
    other = LetterEncoder("other")
    cache.encode(other, TEXTS)

    assert other.seen == TEXTS[:2]


def test_vectors_of_another_length_do_not_count(cache: Embeddings) -> None:
    """An encoder that changed its dimensions and not its name encodes again."""
    cache.encode(LetterEncoder("one", 8), TEXTS)
    longer = LetterEncoder("one", 16)

    assert [vector.shape for vector in cache.encode(longer, TEXTS)] == [(16,)] * 3
    assert longer.seen == TEXTS[:2]


class HalfwayEncoder(LetterEncoder):
    """Answers once, then never again."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The first texts only."""
        if self.seen:
            raise UnreachableError("no answer")
        return super().encode(texts)


def test_what_was_encoded_before_a_service_failed_is_kept(cache: Embeddings) -> None:
    """The second attempt asks only for what is missing."""
    texts = [f"text {number}" for number in range(SLICE + 5)]
    with pytest.raises(UnreachableError):
        cache.encode(HalfwayEncoder(), texts)
    encoder = LetterEncoder()
    cache.encode(encoder, texts)

    assert encoder.seen == texts[SLICE:]


def test_the_file_stays_within_its_bound_and_the_oldest_go_first(tmp_path: Path) -> None:
    """However much is encoded, the least recently used vectors make room."""
    cache = Embeddings(file=tmp_path / "embeddings.sqlite", most_bytes=200_000)
    encoder = LetterEncoder("letters", 500)
    cache.encode(encoder, ["kept"])
    for number in range(40):
        with sqlite3.connect(cache.file) as connection:
            connection.execute("UPDATE embedding SET used = used - 200000")  # two days go by
        cache.encode(encoder, [f"{number} {one}" for one in range(20)] + ["kept"])
    connection.close()

    assert cache.file.stat().st_size < 300_000
    assert encoder.seen.count("kept") == 1
    cache.encode(encoder, ["0 0"])
    assert encoder.seen.count("0 0") == 2


@pytest.mark.parametrize("content", [b"no database at all" * 500, b"SQLite format 3\0" + b"\xff" * 5000, b""])
def test_a_damaged_file_costs_time_and_nothing_else(cache: Embeddings, content: bytes) -> None:
    """What cannot be read is removed, and the next texts are kept again."""
    cache.file.write_bytes(content)
    encoder = LetterEncoder()

    assert len(cache.encode(encoder, TEXTS)) == 3
    cache.encode(encoder, TEXTS)
    cache.encode(encoder, TEXTS)
    assert len(encoder.seen) <= 4


def test_a_file_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    """Texts are encoded, and not kept."""
    taken = tmp_path / "embeddings.sqlite"
    taken.mkdir()
    (taken / "note").write_text("kept", encoding="utf-8")

    assert len(Embeddings(file=taken).encode(LetterEncoder(), TEXTS)) == 3
    assert (taken / "note").read_text(encoding="utf-8") == "kept"


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    """Texts are encoded, and not kept."""
    cache = Embeddings(file=tmp_path / "nowhere" / "embeddings.sqlite")

    assert len(cache.encode(LetterEncoder(), TEXTS)) == 3
    assert not cache.file.parent.exists()


WORK = """
import sys
from pathlib import Path
from tests.readings import LetterEncoder
from tieout.tools.home.embeddings import Embeddings
cache = Embeddings(file=Path(sys.argv[1]))
for number in range(30):
    cache.encode(LetterEncoder(), [f"{number} {one}" for one in range(20)])
"""


def test_two_processes_use_one_cache(cache: Embeddings) -> None:
    """Both finish, and every text of theirs is known afterwards."""
    command = [sys.executable, "-c", WORK, str(cache.file)]
    running = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]
    assert [one.wait(timeout=240) for one in running] == [0, 0]
    encoder = LetterEncoder()

    cache.encode(encoder, [f"{number} {one}" for number in range(30) for one in range(20)])

    assert encoder.seen == []
