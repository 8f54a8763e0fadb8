"""How fast are files read, without keeping them, and in how much memory?"""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from tieout.evals.bench.child import Child
from tieout.evals.bench.measure import Bar, Measure
from tieout.evals.bench.tasks import Took

TEXT = Bar(side="at least", limit=150.0)
TABLES = Bar(side="at least", limit=40.0)
MEMORY = Bar(side="at most", limit=700.0)
_INGEST = (
    "import sys, pathlib; from tieout.agent.workspace import Workspace; "
    "r = Workspace(sys.argv[2]).ingest(sys.argv[1]); assert not r.failed, r.failed"
)


def measure_filings(child: Child, filings: Sequence[Path], runs: int) -> tuple[Measure, ...]:
    """Filings a minute on one core, beside edgartools' own parser where that is installed."""
    is_there = find_spec("edgar") is not None
    mine, other = list[Took](), list[Took]()
    for _ in range(runs):
        mine.append(child.task("ours", filings))
        if is_there:
            other.append(child.task("edgartools", filings))
    size = sum(path.stat().st_size for path in filings) / 1e6
    parts = [f"{len(filings)} filings, {size:.0f} MB: {_counts(mine[0].counts)}", processor(mine, len(filings), 60)]
    if other:
        parts.append(f"edgartools' `HTMLParser` on the same files, its import not counted: {_counts(other[0].counts)}")
        parts.append(f"its {processor(other, len(filings), 60)}")
    return (
        Measure(
            group="read",
            name="10-Ks read",
            unit="a minute",
            runs=rates(mine, len(filings), 60),
            peer="edgartools" if other else None,
            beside=rates(other, len(filings), 60),
            note="; ".join(parts) + ("" if is_there else "; edgartools is not installed"),
        ),
    )


def measure_pdfs(child: Child, pdfs: Sequence[Path], runs: int) -> tuple[Measure, ...]:
    """Pages a second on one core, to text and to passages with tables, beside the text that pypdfium2 gives."""
    text, whole, plain = list[Took](), list[Took](), list[Took]()
    for _ in range(runs):
        plain.append(child.task("plain pages", pdfs))
        text.append(child.task("pages", pdfs))
        whole.append(child.task("ours", pdfs))
    count = text[0].counts["pages"]
    peer, beside = "pypdfium2's own text", rates(plain, count)
    note = f"{count:,} pages in {len(pdfs)} files; in reading order, what stands in columns in cells"
    return (
        Measure(
            group="read",
            name="PDF pages to text",
            unit="a second",
            runs=rates(text, count),
            peer=peer,
            beside=beside,
            bars=(TEXT,),
            note=f"{note}; {processor(text, count)}",
        ),
        Measure(
            group="read",
            name="PDF pages to passages with tables",
            unit="a second",
            runs=rates(whole, count),
            peer=peer,
            beside=beside,
            bars=(TABLES,),
            note=f"{_counts(whole[0].counts)}; {processor(whole, count)}",
        ),
    )


def measure_memory(child: Child, files: Sequence[Path], folder: Path, runs: int) -> tuple[Measure, ...]:
    """The most that a worker holds that reads the largest files, and a whole ingestion of the largest with vectors."""
    taken = [child.task("store", [folder / f"peak-{number}", 2, *files]) for number in range(runs)]
    largest = max((file for file in files if file.suffix.lower() != ".pdf"), key=lambda file: file.stat().st_size)
    homes = [str(folder / f"memory-{number}") for number in range(runs)]
    ingesting = [child.peak(_INGEST, [str(largest), home]).peak for home in homes]
    size = sum(file.stat().st_size for file in files) / 1e6
    note = f"{len(files)} files, {size:.0f} MB, two workers"
    return (
        _memory("peak memory of a worker, the largest files", [took.worker_peak for took in taken], note),
        _memory("of the process that keeps what they read", [took.peak for took in taken], "without the encoder"),
        _memory(
            "peak memory, ingesting the largest filing in one process",
            ingesting,
            f"encoder included; {largest.stat().st_size / 1e6:.1f} MB",
        ),
    )


def rates(taken: Sequence[Took], count: int, per: int = 1) -> tuple[float, ...]:
    """How many a second, or in `per` seconds, of the wall clock."""
    return tuple(round(per * count / took.seconds, 1) for took in taken)


def processor(taken: Sequence[Took], count: int, per: int = 1) -> str:
    """How many in a second or a minute of processor time: less of a busy machine is in it."""
    middle = sorted(took.cpu for took in taken)[len(taken) // 2]
    return f"{per * count / middle:.0f} in a {'minute' if per > 1 else 'second'} of processor time"


def _memory(name: str, runs: Sequence[float], note: str) -> Measure:
    rounded = tuple(float(round(peak)) for peak in runs)
    return Measure(group="read", name=name, unit="MB", runs=rounded, bars=(MEMORY,), note=note)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())
