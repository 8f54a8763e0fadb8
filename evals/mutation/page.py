"""What does a reader see? The table of rates as Markdown, and the failures that may be looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from tieout.evals.mutation.tally import Report, Result

_HEAD = (
    "| {} | n | tied | wrong | untied | tied, 95 % | called wrong, 95 % "
    "| verbatim search | value alone | reachable, by chance |"
)
_RULE = "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
_LISTED = 400
_FINE = 0.01

Row = Mapping[str, object]


def page(rates: Mapping[str, object]) -> str:
    """The rates of a run as Markdown."""
    parts = cast(Mapping[str, Row], rates["parts"])
    lines = []
    for name, part in parts.items():
        if cast(int, _of(part, "mutants")["n"]):
            lines += [f"## {name[:1].upper()}{name[1:]}", "", *_part(part)]
    speed = f"{rates['sentences']} sentences, {rates['sentences_per_second']} a second and process"
    return "\n".join([*lines, f"{speed}; {rates['wall_seconds']} s in all.", ""])


def _part(part: Row) -> Iterator[str]:
    """False figures, then true ones, then what the filings have in common."""
    yield from (_HEAD.format("false figures"), _RULE, _line("all mutants", _of(part, "mutants")))
    yield _line("decoys", _of(part, "decoys"))
    for group in ("faults", "mutants_by_origin"):
        yield from (_line(name, row) for name, row in cast(Mapping[str, Row], part[group]).items())
    forms = cast(Mapping[str, Mapping[str, Row]], part["forms"])
    accepted = {
        half: ", ".join(f"{fault} {n}" for fault, n in rows["accepted"].items()) for half, rows in forms.items()
    }
    yield from (_line(f"forms: {half}", rows["mutants"]) for half, rows in forms.items())
    yield from ("", _HEAD.format("true figures"), _RULE)
    yield from (_line(name, row) for name, row in cast(Mapping[str, Row], part["truths"]).items())
    yield _line("untouched, tagged elsewhere", _of(part, "untouched_elsewhere"))
    yield from (_line(f"forms: {half}", rows["truths"]) for half, rows in forms.items())
    filings = _of(part, "mutants_by_filing")
    low, high = cast(tuple[float, float], filings["interval"])
    total = f"{filings['with_false_accept']} of {filings['filings']}"
    yield from ("", f"Filings with any false accept: {total} ({_share(low)} to {_share(high)}).")
    yield from (f"False accepts in the {half} half of the forms: {said or 'none'}." for half, said in accepted.items())
    dropped = cast(Mapping[str, int], part["dropped_as_true"])
    yield from (f"Dropped because the filing makes them true: {sum(dropped.values())}.", "")


def _of(part: Row, name: str) -> Row:
    return cast(Row, part[name])


def _line(name: str, row: Row) -> str:
    counts = " | ".join(str(row[key]) for key in ("n", "tied", "wrong", "untied"))
    spans = " | ".join(_interval(row[key]) for key in ("tied_interval", "wrong_interval"))
    reach = "" if row["reachable"] is None else f"{row['reachable']}, {row['reachable_by_chance']}"
    return f"| {name} | {counts} | {spans} | {row['verbatim_accepts']} | {row['value_accepts']} | {reach} |"


def _interval(bounds: object) -> str:
    low, high = cast(tuple[float, float], bounds)
    return f"{_share(low)} to {_share(high)}"


def _share(share: float) -> str:
    return f"{share * 100:.3f} %" if share < _FINE else f"{share * 100:.1f} %"


def failures(reports: Iterable[Report]) -> str:
    """False accepts, false accusations, and true figures that were not tied, of what may be looked at."""
    shown = [(report.filing, one) for report in reports for one in report.results if one.sentence]
    kinds = {
        "FALSE ACCEPTS": [pair for pair in shown if pair[1].fault],
        "FALSE ACCUSATIONS": [pair for pair in shown if not pair[1].fault and pair[1].verdict == "wrong"],
        "UNTIED": [pair for pair in shown if not pair[1].fault and pair[1].verdict == "untied"],
    }
    return "\n".join(line for name, pairs in kinds.items() for line in _listed(name, pairs)) + "\n"


def _listed(name: str, pairs: Sequence[tuple[str, Result]]) -> Iterator[str]:
    yield f"=== {name}: {len(pairs)}"
    for filing, one in pairs[:_LISTED]:
        yield f"[{one.origin}{' ' + one.fault if one.fault else ''}] {filing}: {one.sentence}\n      {one.why}"
