"""How are measures printed? One row each in Markdown, with the bar, the range and the ratio to the peer."""

from collections.abc import Iterator, Sequence

from tieout.evals.bench.measure import Bar, Measure

COLUMNS = "| measure | bar | median (lowest – highest) | runs | ratio | kept |\n|---|---|---|---|---|---|"


def table(measures: Sequence[Measure]) -> Iterator[str]:
    """The rows under their columns, then the notes."""
    yield COLUMNS
    yield from map(_row, measures)
    yield from _notes(measures)


def _row(measure: Measure) -> str:
    low, high = min(measure.runs), max(measure.runs)
    spread = f" ({_number(low)} – {_number(high)})" if len(measure.runs) > 1 else ""
    ratio = f"{measure.ratio:.2f} × {measure.peer}" if measure.ratio is not None else ""
    kept = {True: "yes", False: "**no**", None: ""}[measure.holds]
    bars = ", ".join(_bar(bar, measure.unit) for bar in measure.bars)
    value = f"{_number(measure.median)} {measure.unit}{spread}"
    return f"| {measure.name} | {bars} | {value} | {len(measure.runs)} | {ratio} | {kept} |"


def _notes(measures: Sequence[Measure]) -> Iterator[str]:
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
