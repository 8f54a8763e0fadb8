"""What do plain pipelines find? Fixed chunks of a page's text, by vectors alone or by words alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
import pypdfium2

from tieout.evals.retrieval.metrics import Place
from tieout.ports import Encoder
from tieout.tools.home.embeddings import Embeddings

CHUNK = 1_000
"""Characters of a chunk."""
PER_PLACE = 4
"""Chunks looked at for each distinct page that is wanted, as `tieout search` does."""
_BATCH = 256


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """A piece of a page's text."""

    document: str
    page: int
    text: str


def chunks(folders: Sequence[Path]) -> tuple[Chunk, ...]:
    """Every page of every PDF, cut after so many characters."""
    files = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    return tuple(
        Chunk(document=file.stem, page=number, text=text[start : start + CHUNK])
        for file in files
        for number, text in enumerate(_pages(file), start=1)
        for start in range(0, len(text), CHUNK)
    )


def _pages(file: Path) -> Iterator[str]:
    with pypdfium2.PdfDocument(str(file)) as pdf:
        for page in pdf:
            shown = page.get_textpage()
            yield shown.get_text_range()
            shown.close()
            page.close()


def distinct(found: Sequence[Chunk], k: int) -> list[Place]:
    """The best chunk of each distinct page, at most k."""
    best: dict[tuple[str, int], Place] = {}
    for chunk in found:
        best.setdefault((chunk.document, chunk.page), Place(document=chunk.document, page=chunk.page, text=chunk.text))
    return list(best.values())[:k]


class _Scored(Protocol):
    id: int


class _Response(Protocol):
    points: Sequence[_Scored]


class _Client(Protocol):
    """The part of `qdrant_client.QdrantClient` that is used."""

    def query_points(self, name: str, *, query: list[float], limit: int) -> _Response: ...


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Dense top-k over the chunks, in the client's local mode, which searches all of them."""

    chunks: Sequence[Chunk]
    encoder: Encoder
    vectors: Path
    """File that keeps the vectors for the next run."""
    name: str = "plain: dense top-k"
    _client: _Client = field(init=False)

    def __post_init__(self) -> None:
        """Fill a collection."""
        from qdrant_client import QdrantClient, models  # noqa: PLC0415  # an extra, loaded when needed

        client = QdrantClient(":memory:")
        params = models.VectorParams(size=self.encoder.dimensions, distance=models.Distance.COSINE)
        client.create_collection("chunks", vectors_config=params)
        rows = Embeddings(file=self.vectors).encode(self.encoder, [chunk.text for chunk in self.chunks])
        for start in range(0, len(rows), _BATCH):
            batch = range(start, min(start + _BATCH, len(rows)))
            client.upsert("chunks", [models.PointStruct(id=number, vector=rows[number].tolist()) for number in batch])
        object.__setattr__(self, "_client", cast("_Client", client))

    def find(self, question: str, k: int) -> Sequence[Place]:
        """Pages by the cosine of their best chunk."""
        query = self.encoder.encode([question])[0].tolist()
        points = self._client.query_points("chunks", query=query, limit=k * PER_PLACE).points
        return distinct([self.chunks[point.id] for point in points], k)


class _Retriever(Protocol):
    """The part of `bm25s.BM25` that is used."""

    def index(self, corpus: object, *, show_progress: bool) -> None: ...
    def retrieve(self, query: object, *, k: int, show_progress: bool) -> tuple[npt.NDArray[np.int64], object]: ...


@dataclass(frozen=True, kw_only=True)
class Words:
    """BM25 over the chunks by bm25s, as its front page shows it."""

    chunks: Sequence[Chunk]
    name: str = "bm25s"
    _retriever: _Retriever = field(init=False)

    def __post_init__(self) -> None:
        """Index the chunks."""
        import bm25s  # type: ignore[import-untyped]  # noqa: PLC0415  # an extra, loaded when needed; it has no types

        retriever = cast("_Retriever", bm25s.BM25())
        texts = [chunk.text for chunk in self.chunks]
        retriever.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
        object.__setattr__(self, "_retriever", retriever)

    def find(self, question: str, k: int) -> Sequence[Place]:
        """Pages by the BM25 score of their best chunk."""
        import bm25s  # noqa: PLC0415  # an extra, loaded when needed

        query = bm25s.tokenize([question], stopwords="en", show_progress=False)
        numbers, _ = self._retriever.retrieve(query, k=min(k * PER_PLACE, len(self.chunks)), show_progress=False)
        return distinct([self.chunks[int(number)] for number in numbers[0]], k)
