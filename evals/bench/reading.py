"""How fast are files read, without the encoder, and in how much memory?"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pypdfium2 import PdfDocument

from tieout.evals.bench.child import Child
from tieout.evals.bench.measure import Measure, timed
from tieout.tools.filings.reader import read

_READ = "import sys, pathlib; from tieout.tools.filings import read; read(pathlib.Path(sys.argv[1]))"
_INGEST = (
    "import sys, pathlib; from tieout.agent.workspace import Workspace; "
    "r = Workspace(sys.argv[2]).ingest(sys.argv[1]); assert not r.failed, r.failed"
)


def measure_filings(filings: Sequence[Path], runs: int) -> tuple[Measure, ...]:
    """Filings a minute on one core."""
    read(filings[0])
    rounds = [[timed(partial(read, path)) for path in filings] for _ in range(runs)]
    rates = tuple(round(60 * len(filings) / sum(one), 1) for one in rounds)
    slowest = max(max(one) for one in rounds)
    size = sum(path.stat().st_size for path in filings) / 1e6
    note = f"{len(filings)} filings, {size:.0f} MB; the slowest took {slowest:.2f} s"
    return (Measure(group="read", name="filings read on one core", unit="a minute", runs=rates, note=note),)


def measure_pdfs(pdfs: Sequence[Path], runs: int) -> tuple[Measure, ...]:
    """Pages a second on one core."""
    pages = sum(_pages(path) for path in pdfs)
    rates = tuple(round(pages / sum(timed(partial(read, path)) for path in pdfs), 1) for _ in range(runs))
    note = f"{pages:,} pages in {len(pdfs)} files"
    return (Measure(group="read", name="PDF pages read on one core", unit="a second", runs=rates, note=note),)


def measure_memory(child: Child, filing: Path, folder: Path, runs: int) -> tuple[Measure, ...]:
    """The most that a process holds while it reads, and while it ingests, the largest filing."""
    reading = tuple(round(child.peak(_READ, [str(filing)]).peak) for _ in range(runs))
    homes = [str(folder / f"memory-{number}") for number in range(runs)]
    ingesting = tuple(round(child.peak(_INGEST, [str(filing), home]).peak) for home in homes)
    note = f"{filing.stat().st_size / 1e6:.1f} MB"
    return (
        Measure(group="read", name="peak memory, reading the largest filing", unit="MB", runs=reading, note=note),
        Measure(group="read", name="peak memory, ingesting it", unit="MB", runs=ingesting),
    )


def _pages(path: Path) -> int:
    with PdfDocument(path) as document:
        return len(document)
