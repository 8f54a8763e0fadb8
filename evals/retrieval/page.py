"""How results are printed: tables in Markdown, one line a system or a type of question."""

from collections.abc import Iterator, Sequence

from tieout.evals.retrieval.bootstrap import Mean
from tieout.evals.retrieval.outcome import Outcome, Row

PAGES = ("page@1", "page@3", "page@5", "page@10", "pages@5", "pages@10", "mrr", "ndcg@10")
DOCUMENTS = ("document in 3", "document in 5", "documents@5", "distinct documents@5", "document mrr")


def tables(outcomes: Sequence[Outcome]) -> str:
    """Systems side by side, then the types of the first one."""
    lines = list(compared(outcomes))
    if len(outcomes[0].rows) > 1:
        lines += ["", f"{outcomes[0].system}, by type:", "", *typed(outcomes[0])]
    lines += ["", *map(absence, outcomes[:1])]
    return "\n".join(lines) + "\n"


def absence(outcome: Outcome) -> str:
    """What is said of companies and years that are not there, in one line."""
    said = (f"{name} {one['hits']} of {one['of']}" for name, one in outcome.absent.items())
    return f"Companies and years that no document covers: {', '.join(said)}." if outcome.absent else ""


def compared(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Systems side by side, over all questions."""
    yield from _table("system", [(one.system, one.whole) for one in outcomes], outcomes)


def typed(outcome: Outcome) -> Iterator[str]:
    """One system, by type of question."""
    yield from _table("type", [(row.type, row) for row in outcome.rows[1:] or outcome.rows], ())


def _table(head: str, rows: Sequence[tuple[str, Row]], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """With the time a question took where outcomes are given."""
    names = [name for name in (*PAGES, *DOCUMENTS) if any(name in row.metrics for _, row in rows)]
    clocks = ("median ms", "p95 ms", "MB") if outcomes else ()
    yield f"| {head} | n | {' | '.join((*names, *clocks))} |"
    yield "|---" * (2 + len(names) + len(clocks)) + "|"
    for number, (name, row) in enumerate(rows):
        cells = [_cell(row.metrics.get(metric)) for metric in names]
        if outcomes:
            one = outcomes[number]
            cells += [f"{one.milliseconds:.1f}", f"{one.milliseconds_p95:.1f}", f"{one.megabytes:.0f}"]
        yield f"| {name} | {row.questions} | {' | '.join(cells)} |"


def _cell(mean: Mean | None) -> str:
    """A share of one with its bounds."""
    return f"{_share(mean.value)} ({_share(mean.low)}–{_share(mean.high)})" if mean else ""


def _share(value: float) -> str:
    return f"{value:.2f}".removeprefix("0") if value < 1 else "1"
