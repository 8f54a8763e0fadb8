"""What a large index takes, each part in a process of its own, so that its memory is its own: writes it, or asks it.

    python -m tieout.evals.bench.scaletasks write FOLDER COUNT FILES...
    python -m tieout.evals.bench.scaletasks ask FOLDER COUNT ROUNDS FILES...

Each prints one JSON object.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from tieout.document import Passage
from tieout.evals.bench.measure import timed
from tieout.evals.bench.questions import QUESTIONS
from tieout.evals.bench.synthetic import Real, passage, points, real
from tieout.model import Thing
from tieout.ports import SearchQuery
from tieout.tools.index.edge import EdgeIndex
from tieout.tools.index.encoder import LocalEncoder
from tieout.tools.index.rerank import ordered
from tieout.tools.index.segment import Point, write_segment

HITS: Final = 10
CANDIDATES: Final = 50
"""What a reranker puts in order."""
FILTER: Final = {"entities": ("company-0",), "fiscal_years": (2019,)}


class Wrote(Thing):
    """What it took to write an index."""

    upsert: float
    """Seconds until the last passage was taken: terms made and upserted."""
    whole: float
    """Seconds until the segment was sealed."""
    cpu: float
    """Seconds of processor time until then."""
    reading: float
    """Seconds to read the real files and cut them into passages."""
    cut: int
    """How many passages that gave."""
    passages: int
    words: int
    disk: float
    """MB on the disk."""


class Asked(Thing):
    """Milliseconds of each question of each round, and what the process then held."""

    bare: tuple[float, ...]
    """With the question's vector at hand."""
    encoded: tuple[float, ...]
    filtered: tuple[float, ...]
    """With the question's vector at hand, in one year of one company."""
    reranked: tuple[float, ...]
    """Encoded, fifty found, and put in order."""
    megabytes: float


class Remembered:
    """Gives the vectors that it was given."""

    def __init__(self, encoder: LocalEncoder, texts: Sequence[str]) -> None:
        self.name, self.dimensions, self.max_tokens = encoder.name, encoder.dimensions, encoder.max_tokens
        self._rows = dict(zip(texts, encoder.encode(texts), strict=True))

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The rows of texts that are known."""
        return np.array([self._rows[text] for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """None."""
        return [0] * len(texts)


class _Clock:
    """Passes points on, and knows when the last one was taken."""

    def __init__(self, made: Sequence[Point]) -> None:
        self._made = made
        self.ended = 0.0

    def __iter__(self) -> Iterator[Point]:
        yield from self._made
        self.ended = time.perf_counter()


def write(folder: str, count: str, *files: str) -> Wrote:
    """An index of so many passages in a new folder."""
    encoder = LocalEncoder()
    base = real([Path(file) for file in files], encoder)
    made = list(points(int(count), base))
    clock, begun, before = _Clock(made), time.perf_counter(), time.process_time()
    write_segment(Path(folder), clock, dimensions=encoder.dimensions, count=len(made))
    return Wrote(
        upsert=clock.ended - begun,
        whole=time.perf_counter() - begun,
        cpu=time.process_time() - before,
        reading=base.seconds,
        cut=base.found,
        passages=len(made),
        words=sum(len(point.text.split()) for point in made),
        disk=sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6,
    )


def ask(folder: str, count: str, rounds: str, *files: str) -> Asked:
    """All questions so often, after a first round of which nothing is noted."""
    del count
    encoder = LocalEncoder()
    base = real([Path(file) for file in files], encoder)
    remembered = Remembered(encoder, QUESTIONS)
    bare, whole = EdgeIndex([Path(folder)], remembered), EdgeIndex([Path(folder)], encoder)
    texts = {question: _found(bare, question, base) for question in QUESTIONS}
    works: dict[str, Callable[[str], object]] = {
        "bare": lambda question: bare.search(SearchQuery(text=question, k=HITS)),
        "filtered": lambda question: bare.search(SearchQuery(text=question, k=HITS, **FILTER)),
        "encoded": lambda question: whole.search(SearchQuery(text=question, k=HITS)),
        "reranked": lambda question: _reranked(whole, question, texts[question]),
    }
    taken = {name: _rounds(work, int(rounds)) for name, work in works.items()}
    return Asked(megabytes=_resident(), **taken)


def _reranked(index: EdgeIndex, question: str, found: Sequence[Passage]) -> list[Passage]:
    index.search(SearchQuery(text=question, k=CANDIDATES))
    return ordered(question, found)[:HITS]


def _found(index: EdgeIndex, question: str, base: Real) -> list[Passage]:
    """The candidates with their texts, which a home would read from its database."""
    hits = index.search(SearchQuery(text=question, k=CANDIDATES))
    return [passage(int(hit.passage.rpartition("-")[2]), base) for hit in hits]


def _rounds(work: Callable[[str], object], rounds: int) -> tuple[float, ...]:
    for question in QUESTIONS:
        work(question)
    return tuple(round(1000 * timed(partial(work, question)), 3) for _ in range(rounds) for question in QUESTIONS)


def _resident() -> float:
    told = Path("/proc/self/status")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS")), 0.0)


TASKS: Final[dict[str, Callable[..., Thing]]] = {"write": write, "ask": ask}


def main() -> None:
    """Run the task that the first argument names, on the others."""
    name, *arguments = sys.argv[1:]
    print(TASKS[name](*arguments).model_dump_json())


if __name__ == "__main__":
    main()
