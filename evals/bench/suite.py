"""Which measures are there, and on what are they taken?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tieout.evals.bench import asking, ingesting, installing, reading, scale, searching, startup, storing
from tieout.evals.bench.child import Child
from tieout.evals.bench.measure import Measure

GROUPS = ("start", "ask", "search", "scale", "ingest", "store", "read", "install")
LONG_RUNS = 3
"""What takes long is run no more often than this."""
SAMPLE = 6
"""What takes long is measured on so many files, spread by size, the largest among them."""
MANY = 12
"""The same where workers are started for them, whose start weighs less so."""
LARGEST = 4
"""Memory is measured on so many filings, and half as many PDF files."""


@dataclass(kw_only=True)
class Bench:
    """What is measured on, and how often."""

    filings: tuple[Path, ...]
    pdfs: tuple[Path, ...]
    given: Path | None
    """A home that holds the filings; None to make one."""
    source: Path | None
    """What is installed to see how large it is."""
    folder: Path
    """For homes, byte code and environments that go when the run ends."""
    runs: int

    @cached_property
    def child(self) -> Child:
        """Runs processes."""
        return Child(cache=self.folder / "bytecode")

    @cached_property
    def ingested(self) -> tuple[Path, tuple[Measure, ...]]:
        """The home that holds all filings, and what it took to make it where none was given."""
        if self.given is not None:
            return self.given, ()
        made = self.folder / "home"
        return made, ingesting.measure_all(self.filings, made)

    def start(self) -> Iterator[Measure]:
        """Commands."""
        yield from startup.measure_help(self.child, self.runs)
        yield from startup.measure_ask(self.child, self.ingested[0], self.runs)

    def ask(self) -> Iterator[Measure]:
        """Answers in the library."""
        yield from asking.measure(self.ingested[0], self.runs)

    def search(self) -> Iterator[Measure]:
        """Search in the library."""
        yield from searching.measure(self.ingested[0], self.runs)

    def scale(self) -> Iterator[Measure]:
        """Search and writing of a large index, its passages mixed from those of some filings."""
        yield from scale.measure(self.child, _sample(self.filings, SAMPLE), self.folder, min(self.runs, LONG_RUNS))

    def ingest(self) -> Iterator[Measure]:
        """The filing of middle size, and all of them where a home has to be made anyway."""
        yield from self.ingested[1]
        by_size = _by_size(self.filings)
        yield from ingesting.measure_one(by_size[len(by_size) // 2], self.folder, min(self.runs, LONG_RUNS))

    def store(self) -> Iterator[Measure]:
        """Homes without the encoder."""
        yield from storing.measure(self.child, _sample(self.filings, MANY), self.folder, min(self.runs, LONG_RUNS))

    def read(self) -> Iterator[Measure]:
        """Readers."""
        runs = min(self.runs, LONG_RUNS)
        yield from reading.measure_filings(self.child, _sample(self.filings, SAMPLE), runs)
        if self.pdfs:
            yield from reading.measure_pdfs(self.child, _sample(self.pdfs, SAMPLE), runs)
        largest = (*_by_size(self.filings)[-LARGEST:], *_by_size(self.pdfs)[-(LARGEST // 2) :])
        yield from reading.measure_memory(self.child, largest, self.folder, 1)

    def install(self) -> Iterator[Measure]:
        """Size on the disk."""
        if self.source is not None:
            yield from installing.measure(self.source, self.folder)

    def group(self, name: str) -> Iterator[Measure]:
        """The measures of one of the groups."""
        taken: dict[str, Callable[[], Iterator[Measure]]] = {
            "start": self.start,
            "ask": self.ask,
            "search": self.search,
            "scale": self.scale,
            "ingest": self.ingest,
            "store": self.store,
            "read": self.read,
            "install": self.install,
        }
        return taken[name]()


def _by_size(files: tuple[Path, ...]) -> list[Path]:
    return sorted(files, key=lambda path: path.stat().st_size)


def _sample(files: tuple[Path, ...], most: int) -> tuple[Path, ...]:
    """Some of the files."""
    ranked = _by_size(files)[::-1]
    count = min(most, len(ranked))
    return tuple(ranked[number * len(ranked) // count] for number in range(count))
