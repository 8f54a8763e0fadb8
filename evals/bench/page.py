"""How the measured figures are printed: one table a group, in Markdown."""

from collections.abc import Iterator
from pathlib import Path

from tieout.evals.bench import answering, exactness, finding, wiring
from tieout.evals.bench.measure import Result
from tieout.evals.bench.tabled import table

HEADINGS = {
    "start": "Commands",
    "ask": "Answers in the library, warm",
    "nodes": "Where an answer's time goes: mean milliseconds a question",
    "search": "Search",
    "scale": "Search and writing at 100,000 passages",
    "ingest": "Ingestion",
    "store": "Keeping, without the encoder",
    "read": "Reading",
    "install": "Size",
}


def render(result: Result, results: Path) -> str:
    """The page; `results` is the folder with what other evaluations found."""
    others = (part for section in (wiring, finding, answering, exactness) for part in section.lines(results))
    return "\n".join([*_lines(result), *others]) + "\n"


def _lines(result: Result) -> Iterator[str]:
    yield "# Benchmarks"
    yield ""
    yield "Written by the benchmark itself; `make bench` measures again."
    yield ""
    yield f"- Machine: {result.machine}; Python {result.python}"
    yield f"- Version: {result.version}, commit {result.commit or 'unknown'}; {result.date}"
    yield f"- Load before and after: {result.load[0]:g} and {result.load[1]:g}"
    yield f"- Command: `{result.command}`"
    yield "- A ratio is the median of run over peer, each pair measured one directly after the other."
    for group, heading in HEADINGS.items():
        found = [measure for measure in result.measures if measure.group == group]
        if found:
            yield from ("", f"## {heading}", "")
            yield from table(found)
