"""Which measures are there, and on what are they taken?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tieout.evals.bench import asking, ingesting, installing, reading, searching, startup
from tieout.evals.bench.child import Child
from tieout.evals.bench.measure import Measure

GROUPS = ("start", "ask", "search", "ingest", "read", "install")
MEMORY_RUNS = 3


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

    def ingest(self) -> Iterator[Measure]:
        """The filing of middle size, and all of them where a home has to be made anyway."""
        yield from self.ingested[1]
        by_size = sorted(self.filings, key=lambda path: path.stat().st_size)
        yield from ingesting.measure_one(by_size[len(by_size) // 2], self.folder, self.runs)

    def read(self) -> Iterator[Measure]:
        """Readers."""
        yield from reading.measure_filings(self.filings, self.runs)
        if self.pdfs:
            yield from reading.measure_pdfs(self.pdfs, self.runs)
        largest = max(self.filings, key=lambda path: path.stat().st_size)
        yield from reading.measure_memory(self.child, largest, self.folder, min(self.runs, MEMORY_RUNS))

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
            "ingest": self.ingest,
            "read": self.read,
            "install": self.install,
        }
        return taken[name]()
