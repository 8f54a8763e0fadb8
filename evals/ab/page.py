"""How a comparison is printed: one table, in Markdown."""

from collections.abc import Iterator

from tieout.evals.ab.compare import Compared, Report
from tieout.evals.retrieval.bootstrap import Mean

_SURE = 0.05


def page(found: Report, command: str) -> str:
    """The report."""
    return "\n".join(_lines(found, command)) + "\n"


def _lines(found: Report, command: str) -> Iterator[str]:
    yield from (f"# A/B: {found.a} against {found.b}", "", f"`{command}`", "")
    yield f"- Questions: {found.questions} in {found.clusters} clusters; compared where neither failed: {found.pairs}"
    yield f"- Errors: a {found.errors['a']}, b {found.errors['b']}; they are left out of the table"
    if any(found.by_others.values()):
        yield f"- Answers that the offline analyst wrote instead: a {found.by_others['a']}, b {found.by_others['b']}"
    yield "- Bounds hold 95 %: bootstrap of paired answers, drawn by cluster; p from flipping whole clusters' signs"
    yield from (
        "",
        f"| measure | n | a: {found.a} | b: {found.b} | b − a | p | better |",
        "|---|--:|--:|--:|--:|--:|---|",
    )
    yield from map(_row, found.compared)
    if found.failed:
        yield from ("", "## Errors", "", *(f"- {' '.join(one.split())[:300]}" for one in found.failed))


def _row(one: Compared) -> str:
    means = " | ".join(_mean(m) for m in (one.a, one.b, one.difference))
    return f"| {one.words} | {one.a.of} | {means} | {one.chance:.4f} | {_better(one)} |"


def _better(one: Compared) -> str:
    """The one that is better, where chance does not explain it; more of the first measures is better, less of cost."""
    if one.chance >= _SURE or not one.difference.value:
        return "not told apart"
    more = one.measure in {"verified", "answered", "right"}
    return "b" if (one.difference.value > 0) == more else "a"


def _mean(one: Mean) -> str:
    return f"{_number(one.value)} ({_number(one.low)} to {_number(one.high)})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4g}"  # noqa: PLR2004  # three digits are there anyway
