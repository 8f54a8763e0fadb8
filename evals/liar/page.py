"""How the counts are printed: what every run kept, then claims by kind, in Markdown."""

from collections.abc import Iterator, Mapping
from typing import cast

from tieout.evals.liar.tally import ROUNDS

Row = Mapping[str, object]
_WHAT = {
    "truth": "No lies: what the gate should let pass",
    "sentence": "A true figure in a wrong sentence",
    "typed": "Figures that are bound to nothing, in every guise",
    "calculation": "Calculations",
    "quotation": "Quotations",
    "shape": "Shapes, ids, markup, rows, sizes",
}


def page(found: Mapping[str, object], command: str) -> str:
    """The report of a run."""
    return "\n".join((*_head(found, command), *_tables(found), *_problems(found))) + "\n"


def _head(found: Mapping[str, object], command: str) -> Iterator[str]:
    violations, times = cast(Row, found["runs_with_a_violation"]), cast(Row, found["milliseconds_a_run"])
    yield from ("# The liar", "", f"`{command}`", "")
    yield "A model double errs at random in its plan and its draft; as a judge it supports nearly everything."
    yield "Each run goes through the whole graph with the real gate. Then code that shares nothing with the gate"
    yield "opens every cited place again: its text is hashed, its digits are compared with the value, each formula is"
    yield "computed, and each false claim is searched for in the answer."
    yield from (
        "",
        f"- Runs: {found['runs']:,}, seed {found['seed']}; documents: {', '.join(cast(list[str], found['documents']))}",
    )
    yield f"- Claims tried: {found['claims']:,}; figures printed: {found['figures_printed']:,}"
    yield (
        f"- Figures printed without a proof, and false claims printed: **{found['violations']}** "
        f"(runs with any: at most {_percent(violations['high'])} with 95 % confidence)"
    )
    yield f"- Runs without an end: **{found['runs_without_an_end']}**"
    yield f"- Runs ended by an error: {found['runs_ended_by_an_error']}"
    yield f"- Mean rounds: **{found['mean_rounds']}** (bar ≤ {ROUNDS})"
    yield f"- Answers: {', '.join(f'{n} {s}' for s, n in cast(Mapping[str, int], found['statuses']).items())}"
    yield f"- Time: {found['seconds']} s in all; a run {times['median']} ms, at the 95th percentile {times['p95']} ms"


def _tables(found: Mapping[str, object]) -> Iterator[str]:
    for family, rows in cast(Mapping[str, Mapping[str, Row]], found["families"]).items():
        yield from ("", f"## {_WHAT[family]}", "", "| kind | tried | printed |", "|---|--:|--:|")
        for kind, row in rows.items():
            yield f"| {kind}{' ¹' if row['may_be_true'] else ''} | {row['tried']} | {row['printed']} |"
    yield from (
        "",
        "¹ Some of this kind are true, or only a judge could tell; what is printed of them is checked like all.",
    )


def _problems(found: Mapping[str, object]) -> Iterator[str]:
    listed = cast(list[Row], found["listed"])
    if listed:
        yield from ("", "## Violations", "")
        yield from (f"- seed {one['seed']}: {'; '.join(cast(list[str], one['problems']))[:400]}" for one in listed)


def _percent(share: object) -> str:
    return f"{100 * cast(float, share):.3f} %"
