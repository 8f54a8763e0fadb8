"""What is each part of the search worth? The same home, searched with parts left out.

Ranked lists and headers are taken out below the search, in the index; the rest by its own settings.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tieout.evals.retrieval.ours import Ours
from tieout.ports import Encoder
from tieout.tools.home import Home
from tieout.tools.home.documents import find_vectors
from tieout.tools.home.embeddings import Embeddings
from tieout.tools.home.points import make_points, pack
from tieout.tools.home.segments import EdgeSegments, OpenIndex
from tieout.tools.index.edge import EdgeIndex
from tieout.tools.index.hybrid import Asked, Scored
from tieout.tools.index.segment import write_segment
from tieout.tools.tuning import EVERYTHING, Tuning

_NOTHING: Final = Tuning(filters=False, expansion=False, statements=False, facts=False)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row of the ablation table."""

    tuning: Tuning
    headers: bool = True
    """Whether passages are encoded and searched with the line that says where they stand."""
    lists: tuple[str, ...] = ()
    """The ranked lists that count; empty is all."""
    rerank: bool = False
    """Whether the local reranker puts in order what was found."""


STEPS: Final[Mapping[str, Step]] = {
    "BM25": Step(tuning=_NOTHING, headers=False, lists=("terms", "values")),
    "dense": Step(tuning=_NOTHING, headers=False, lists=("dense",)),
    "fusion": Step(tuning=_NOTHING, headers=False),
    "+ filters": Step(tuning=replace(_NOTHING, filters=True), headers=False),
    "+ vocabulary": Step(tuning=replace(_NOTHING, filters=True, expansion=True), headers=False),
    "+ headers": Step(tuning=replace(_NOTHING, filters=True, expansion=True)),
    "+ statement pages": Step(tuning=replace(EVERYTHING, facts=False)),
    "+ facts first": Step(tuning=EVERYTHING),
    "+ local reranker": Step(tuning=EVERYTHING, rerank=True),
}
"""From fusion on each adds a part to the one before it; the reranker is a part of answering, not of `tieout search`."""


class Chosen(EdgeIndex):
    """An index of which only some ranked lists count; the others come back empty."""

    def __init__(self, folders: Sequence[Path], encoder: Encoder, lists: Sequence[str]) -> None:
        super().__init__(folders, encoder)
        self._lists = lists

    def _ask(self, asked: Asked, scopes: Mapping[int, list[int]]) -> Iterator[Mapping[str, Sequence[Scored]]]:
        for answer in super()._ask(asked, scopes):
            yield {name: found if name in self._lists else () for name, found in answer.items()}


@dataclass(frozen=True, kw_only=True)
class Reduced(EdgeSegments):
    """Opens another index than the home's, or only some lists of it."""

    lists: Sequence[str]
    folder: Path | None
    """A segment to open in place of the home's own."""

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """The reduced index."""
        wanted = [self.folder] if self.folder else folders
        return Chosen(wanted, encoder, self.lists) if self.lists else EdgeIndex(wanted, encoder)


@contextmanager
def step(name: str, home: Path) -> Iterator[Ours]:
    """One row of the table, as a system."""
    chosen = STEPS[name]
    with TemporaryDirectory(prefix="tieout-ablation-") as made:
        folder = None if chosen.headers else headless(home, Path(made) / "segment")
        segments = Reduced(lists=chosen.lists, folder=folder)
        with Home.open(home, segments=segments) as opened, opened.snapshot() as snapshot:
            yield Ours(snapshot=snapshot, name=name, tuning=chosen.tuning, rerank=chosen.rerank)


def headless(home: Path, folder: Path) -> Path:
    """A segment of the home's passages without their headers; their vectors are kept beside the home."""
    with Home.open(home) as opened:
        with opened.database.reading() as connection:
            kept = [(one.document, find_vectors(connection, one.version)[0]) for one in opened.documents()]
        vectors = Embeddings(file=home.with_name(f"{home.name}-vectors.sqlite"))
        rows = iter(vectors.encode(opened.encoder, [one.text for _, passages in kept for one in passages]))
        points = (
            replace(point, text=passage.text)
            for document, passages in kept
            for point, passage in zip(
                make_points(document, passages, [pack(next(rows)) for _ in passages]), passages, strict=True
            )
        )
        write_segment(folder, list(points), dimensions=opened.encoder.dimensions)
    return folder
