"""What does an index of any size hold? Passages that are mixed from real ones, the same ones every time.

The upper lines of one passage and the lower lines of another, with their digits exchanged: so many different words,
figures and lengths as real passages have. A vector is the middle of the two passages' vectors with some noise.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from tieout.document import Passage
from tieout.ports import Encoder
from tieout.tools.filings import read
from tieout.tools.index.segment import Payload, Point

BASE: Final = 600
"""Real passages that are mixed, spread over the files."""
PER_DOCUMENT: Final = 280
"""About as many passages as an annual report has."""
YEARS: Final = 5
_STRIDE: Final = 7_919
"""A prime: which passage is the other half."""
_NOISE: Final = 0.5
_FIRST_YEAR: Final = 2019


@dataclass(frozen=True, kw_only=True)
class Real:
    """The real passages, with their vectors."""

    passages: tuple[Passage, ...]
    vectors: npt.NDArray[np.float32]
    found: int
    """How many there were to choose from."""
    seconds: float
    """What it took to read the files and cut them into passages."""


def real(files: Sequence[Path], encoder: Encoder) -> Real:
    """So many passages as are mixed, spread evenly over all that the files have."""
    begun = time.perf_counter()
    found = [passage for file in files for passage in read(file).passages]
    seconds = time.perf_counter() - begun
    step = max(1, len(found) // BASE)
    chosen = tuple(found[::step][:BASE])
    vectors = encoder.encode([passage.text for passage in chosen])
    return Real(passages=chosen, vectors=vectors, found=len(found), seconds=seconds)


def passage(number: int, base: Real) -> Passage:
    """A passage of this number."""
    one, other = _halves(number, base)
    upper, lower = base.passages[one].text.split("\n"), base.passages[other].text.split("\n")
    text = "\n".join([*upper[: (len(upper) + 1) // 2], *lower[len(lower) // 2 :]]).translate(_digits(number))
    return base.passages[one].model_copy(update={"id": f"passage-{number:07d}", "text": text})


def points(count: int, base: Real) -> Iterator[Point]:
    """Index entries, one after the other."""
    dice = np.random.default_rng(count)
    for number in range(count):
        one, other = _halves(number, base)
        mixed = base.vectors[one] + base.vectors[other]
        noise = dice.standard_normal(len(mixed), dtype=np.float32)
        drawn = mixed / np.linalg.norm(mixed) + _NOISE * noise / np.linalg.norm(noise)
        vector = np.asarray(drawn / np.linalg.norm(drawn), np.float32)
        made = passage(number, base)
        text = "\n".join((*made.heading, made.text))
        yield Point(id=made.id, vector=vector, text=text, payload=_payload(number))


def _payload(number: int) -> Payload:
    """A company has a document for each of some years."""
    document = number // PER_DOCUMENT
    company, year = document // YEARS, _FIRST_YEAR + document % YEARS
    return Payload(
        document=f"document-{document}",
        entity=f"company-{company}",
        ticker=None,
        cik=None,
        form="10-K",
        fiscal_year=year,
        period_end=10_000 * year + 1231,
        known=10_000 * (year + 1) + 215,
        kind="prose",
    )


def _halves(number: int, base: Real) -> tuple[int, int]:
    count = len(base.passages)
    return number % count, (number * _STRIDE // count + number) % count


def _digits(number: int) -> dict[int, str]:
    """Each digit but zero as another one, so that figures differ and keep their length."""
    shift = number // BASE % 9
    return {ord("1") + digit: str(1 + (digit + shift) % 9) for digit in range(9)}
