"""What a sealed segment says of itself: its engine, its passages' scopes, and in how many of them each term occurs.

A segment is a folder that is written once. `segment.json` is written last and says what must be there; `terms.npy` and
`values.npy` count terms. The passages stand beside them as a Qdrant Edge shard, or in a collection of a Qdrant server.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, Self

import numpy as np
import numpy.typing as npt

from tieout.errors import InputError, ReadError, TieoutError
from tieout.ports import SearchQuery
from tieout.tools.index.payload import Payload, Scopes
from tieout.tools.index.terms import sparse
from tieout.tools.index.values import sparse_values

DENSE: Final = "dense"
TERMS: Final = "terms"
VALUES: Final = "values"
SPARSE: Final = {TERMS: sparse, VALUES: sparse_values}
"""The sparse vectors of a passage, by the name of their list."""

Engine = Literal["edge", "qdrant"]
_ENGINES: Final = {"edge": "Qdrant Edge, in the home", "qdrant": "a Qdrant server"}
_FORMAT = 3
_WHERE: Final = "server.json"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A passage as it is indexed: its id, its vector, the text whose terms are indexed, and its payload."""

    id: str
    vector: npt.NDArray[np.float32]
    text: str
    payload: Payload


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What a sealed segment holds. Passages of equal payload share a scope; `scopes[i]` is the payload of scope i."""

    engine: Engine
    points: int
    dimensions: int
    scopes: tuple[Payload, ...]
    files: dict[str, int]
    """Size in bytes of each file of the shard when it was sealed."""
    collection: str = ""
    """Where on the server its passages are; empty for an Edge shard."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The catalogue of a segment folder; raises ReadError when it is missing, damaged or of another format."""
        with unreadable(folder):
            stored = json.loads((folder / "segment.json").read_bytes())
            if (written := stored.pop("format")) != _FORMAT:
                raise ValueError(f"it was written in format {written!r}, this version of Tieout reads {_FORMAT}")
            scopes = tuple(Payload(**scope) for scope in stored.pop("scopes"))
            return cls(scopes=scopes, **stored)

    def write(self, folder: Path) -> None:
        """Seal a segment folder, whose other files are complete; when this returns it is on the disk."""
        sync([folder, *folder.rglob("*")])
        stored = json.dumps({"format": _FORMAT, **asdict(self)})
        (folder / "segment.json").write_text(stored, encoding="utf-8")
        sync([folder / "segment.json", folder, folder.parent])

    def require(self, engine: Engine) -> None:
        """Raise InputError where its passages are kept by another engine."""
        if self.engine != engine:
            wish = "unset QDRANT_URL" if engine == "qdrant" else "set QDRANT_URL to its address"
            raise InputError(
                f"the passage index of this home is on {_ENGINES[self.engine]}, and not on {_ENGINES[engine]}; "
                f"run `tieout index rebuild` to move it there, or {wish}"
            )


class Ledger:
    """A sealed segment's catalogue with its counts; nothing else is opened."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self.catalogue = Catalogue.read(folder)
        self.catalogue.require(engine)
        self._scopes = Scopes(self.catalogue.scopes)
        with unreadable(folder):
            self._counts = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in SPARSE}
            if any(counts.ndim != 2 or len(counts) != 2 for counts in self._counts.values()):  # noqa: PLR2004  # rows
                raise ValueError("its counts are damaged")

    def require_dimensions(self, dimensions: int, encoder: str) -> None:
        """Raise ReadError where its vectors have another size."""
        with unreadable(self.folder):
            if self.catalogue.dimensions != dimensions:
                raise ValueError(f"its vectors have {self.catalogue.dimensions} dimensions, {encoder!r} makes others")

    def scopes_within(self, query: SearchQuery) -> list[int]:
        """Numbers of the scopes that the query's filter lets through."""
        return self._scopes.within(query)

    def passages_with(self, name: str, terms: Sequence[int]) -> npt.NDArray[np.int64]:
        """In how many passages of this segment each term of one list occurs."""
        known, counts = self._counts[name]
        wanted = np.asarray(terms, dtype=np.uint32)
        if not known.size:
            return np.zeros(len(wanted), dtype=np.int64)
        at = np.minimum(np.searchsorted(known, wanted), known.size - 1)
        return np.where(known[at] == wanted, counts[at], 0).astype(np.int64)


def remember(folder: Path, collection: str) -> None:
    """Write down, on the disk before any of its points goes there, in which collection a new segment's points are."""
    require_new(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _WHERE).write_text(json.dumps({"collection": collection}), encoding="utf-8")
    sync([folder / _WHERE, folder, folder.parent])


def collection_of(folder: Path) -> str:
    """Where the points of a segment's folder are, sealed or not; empty where they are not on a server."""
    try:
        return str(json.loads((folder / _WHERE).read_bytes())["collection"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def require_new(folder: Path) -> None:
    """Raise InputError where a folder is not free for a segment."""
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError(
            f"the segment folder {str(folder)!r} is not empty; a segment is written once, into a new folder"
        )


@contextmanager
def unreadable(folder: Path) -> Iterator[None]:
    """Turn whatever a damaged segment provokes into a ReadError that says what to do."""
    try:
        yield
    except (TieoutError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # Edge raises bare Exception, and its panics derive from BaseException alone
        raise ReadError(
            f"could not read the passage index at {str(folder)!r}: {error}; "
            "documents and facts are unharmed: run `tieout index rebuild`"
        ) from error


def sync(paths: Iterable[Path]) -> None:
    """Wait until these files and folders are on the disk."""
    for path in paths:
        if path.is_dir() and os.name == "nt":  # Windows cannot sync a folder
            continue
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
