"""How the measured figures are printed: one table a group, in Markdown."""

from collections.abc import Iterator
from pathlib import Path

from tieout.evals.bench import answering, exactness, finding
from tieout.evals.bench.measure import Bar, Measure, Result

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
COLUMNS = "| measure | bar | median (lowest – highest) | runs | ratio | kept |\n|---|---|---|---|---|---|"


def render(result: Result, results: Path) -> str:
    """The page; `results` is the folder with what other evaluations found."""
    return (
        "\n".join([*_lines(result), *finding.lines(results), *answering.lines(results), *exactness.lines(results)])
        + "\n"
    )


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
            yield from ("", f"## {heading}", "", COLUMNS)
            yield from map(_row, found)
            yield from _notes(found)


def _row(measure: Measure) -> str:
    low, high = min(measure.runs), max(measure.runs)
    spread = f" ({_number(low)} – {_number(high)})" if len(measure.runs) > 1 else ""
    ratio = f"{measure.ratio:.2f} × {measure.peer}" if measure.ratio is not None else ""
    kept = {True: "yes", False: "**no**", None: ""}[measure.holds]
    bars = ", ".join(_bar(bar, measure.unit) for bar in measure.bars)
    value = f"{_number(measure.median)} {measure.unit}{spread}"
    return f"| {measure.name} | {bars} | {value} | {len(measure.runs)} | {ratio} | {kept} |"


def _notes(measures: list[Measure]) -> Iterator[str]:
    noted = [measure for measure in measures if measure.note]
    if noted:
        yield ""
        yield from (f"- {measure.name}: {measure.note}." for measure in noted)


def _bar(bar: Bar, unit: str) -> str:
    sign = "≤" if bar.side == "at most" else "≥"
    return f"{sign} {_number(bar.limit)} ×" if bar.of == "ratio" else f"{sign} {_number(bar.limit)} {unit}"


def _number(value: float) -> str:
    """Three figures that count, or all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004  # three digits are there anyway
