"""A small corpus, an encoder whose vectors follow words, and the engines that an index can stand on, for its tests."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from qdrant_client import QdrantClient

from tests.qdrant_server import qdrant_server
from tieout.ports import Encoder, SearchQuery
from tieout.tools.home.segments import EdgeSegments, OpenIndex, Segments
from tieout.tools.home.serversegments import ServerSegments
from tieout.tools.index.connection import ServerOptions
from tieout.tools.index.segment import Payload, Point

DIMENSIONS = 16

SERVER = os.environ.get("QDRANT_URL")
"""A server on which the suite runs as well, unchanged; read before the tests' environment is emptied."""
KEY = os.environ.get("QDRANT_API_KEY")
ENGINES = ("edge", "local", "http", *(("server",) if SERVER else ()))
"""Qdrant Edge, the client's local mode, the same behind HTTP, and a server where one is named."""


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
    "a2": ("Total net sales 391,035 million", replace(APPLE, kind="table", shows="income cash")),
    "a3": ("The Company designs smartphones and tablets", APPLE),
    "b1": ("Net revenue of data center processors rose", AMD),
    "b2": ("Net revenue 22,680 million", replace(AMD, kind="table", shows="cash")),
    "b3": ("Item 7A Quantitative disclosures about market risk", AMD),
    "c1": ("Turn the valve to release the pressure", MANUAL),
}
ENCODER = HashEncoder()


def point(name: str, text: str, payload: Payload) -> Point:
    """A passage as it is indexed."""
    return Point(id=name, vector=ENCODER.encode([text])[0], text=text, payload=payload)


POINTS = tuple(point(name, text, payload) for name, (text, payload) in TEXTS.items())


@dataclass(frozen=True, kw_only=True)
class Engine:
    """Segments of one kind, and a folder for them as a home has one."""

    segments: Segments
    index: Path
    written: list[Path] = field(default_factory=list)

    def write(self, points: Iterable[Point], *, beside: Sequence[Path] = (), name: str = "") -> Path:
        """A new segment of these points."""
        given = list(points)
        folder = self.index / (name or f"{len(self.written):06d}-{uuid4().hex[:8]}")
        self.index.mkdir(exist_ok=True)
        self.segments.write(folder, given, count=len(given), dimensions=DIMENSIONS, beside=beside)
        self.written.append(folder)
        return folder

    def open(self, *folders: Path, encoder: Encoder | None = None) -> OpenIndex:
        """These segments, as one index."""
        return self.segments.open(folders, encoder or HashEncoder())

    def index_of(self, points: Iterable[Point] = POINTS) -> OpenIndex:
        """An index of one segment."""
        return self.open(self.write(points))


def local_options(prefix: str = "tieout") -> ServerOptions:
    """For the client's local mode, which has no quantisation and warns of it."""
    return ServerOptions(url="http://local", prefix=prefix, quantized=False)


@contextmanager
def segments_of(kind: str) -> Iterator[Segments]:
    """Segments on one engine; what they leave on a server goes at the end."""
    if kind == "edge":
        yield EdgeSegments()
        return
    prefix = f"test-{uuid4().hex[:8]}"
    if kind == "local":
        with closing(QdrantClient(":memory:")) as client:
            yield ServerSegments(local_options(prefix), client)
    elif kind == "http":
        with qdrant_server("a key") as loopback:
            yield ServerSegments(ServerOptions(url=loopback.url, api_key="a key", prefix=prefix))
    else:
        yield ServerSegments(ServerOptions(url=SERVER or "", api_key=KEY, prefix=prefix))
        with closing(QdrantClient(url=SERVER, api_key=KEY)) as client:
            for one in client.get_collections().collections:
                if one.name.startswith(prefix):
                    client.delete_collection(one.name)


def found(index: OpenIndex, text: str, **fields: Any) -> list[str]:
    """Passage ids, best first."""
    return [hit.passage for hit in index.search(SearchQuery(text=text, **fields))]
