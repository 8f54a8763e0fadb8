"""What a segment's catalogue is made from while passages are written: their scopes, and how often each term occurs."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from tieout.errors import InputError
from tieout.tools.index.catalogue import SPARSE, Catalogue, Point
from tieout.tools.index.payload import Payload

_WAITING: Final = 1 << 22
"""Terms that wait to be counted, in 16 MB."""


class Counted:
    """How often each term was seen; several times as fast as a dictionary, which has no room in the cache."""

    def __init__(self) -> None:
        self._waiting = array("I")
        self._counts = np.zeros((2, 0), dtype=np.uint32)

    def add(self, terms: Iterable[int]) -> None:
        """Each of these once more."""
        self._waiting.extend(terms)
        if len(self._waiting) >= _WAITING:
            self._settle()

    def counts(self) -> npt.NDArray[np.uint32]:
        """Terms, rising, and how often each was seen."""
        self._settle()
        return self._counts

    def _settle(self) -> None:
        terms, seen = np.unique(np.frombuffer(self._waiting, dtype=np.uint32), return_counts=True)
        known, at = np.unique(np.concatenate((self._counts[0], terms)), return_inverse=True)
        total = np.bincount(at, weights=np.concatenate((self._counts[1], seen)), minlength=known.size)
        self._counts = np.array((known, total), dtype=np.uint32)
        self._waiting = array("I")


class Tally:
    """Counts what is written into a segment: scopes in the order of their first passage, and terms."""

    def __init__(self) -> None:
        self.points = 0
        self._scopes: dict[Payload, int] = {}
        self._seen = {name: Counted() for name in SPARSE}

    @property
    def scopes(self) -> tuple[Payload, ...]:
        """Every payload, by number."""
        return tuple(self._scopes)

    def take(self, point: Point) -> tuple[int, Mapping[str, tuple[list[int], list[float]]]]:
        """The number of a passage's scope and its sparse vectors."""
        self.points += 1
        vectors = {name: make(point.text) for name, make in SPARSE.items()}
        for name, (indices, _) in vectors.items():
            self._seen[name].add(indices)
        return self._scopes.setdefault(point.payload, len(self._scopes)), vectors

    def seal(self, folder: Path, catalogue: Catalogue) -> None:
        """Write counts and catalogue, the catalogue last, and wait until the whole folder is on the disk."""
        for name, seen in self._seen.items():
            np.save(folder / f"{name}.npy", seen.counts())
        catalogue.write(folder)


def distinct(points: Iterable[Point], dimensions: int) -> Iterator[Point]:
    """Each passage once, the first of an id; raises InputError where a vector is not fit."""
    seen: set[str] = set()
    for point in points:
        if point.id in seen:
            continue
        seen.add(point.id)
        if point.vector.shape != (dimensions,) or not np.isfinite(point.vector).all():
            raise InputError(
                f"passage {point.id!r} has a vector of shape {point.vector.shape}, the segment needs {dimensions} "
                "finite numbers; encode it with the encoder of this home"
            )
        yield point
