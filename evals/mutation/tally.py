"""How many of each kind were judged how, and within which bounds does the share lie?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tieout.evals.intervals import bounds
from tieout.evals.mutation.forms import Half
from tieout.evals.mutation.judging import Verdict

QUOTED = frozenset({"quotation", "discussion quoted"})
"""What is judged with its own paragraph in the source."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One judged figure of a true or a false sentence."""

    origin: str
    """own, row, answer, paraphrase, discussion; quotation and discussion quoted are judged against the whole filing."""
    fault: str
    """What was changed; "" for a true one."""
    half: Half
    decoy: bool
    verdict: Verdict
    verbatim: bool
    by_value: bool
    elsewhere: bool = True
    """Of an untouched figure, whether the filing tags it in another place too."""
    reachable: bool | None = None
    """Whether the rest of the filing can prove it at all; None where nobody asked."""
    by_chance: bool = False
    """Whether it could prove another print in its place as well: so many are reachable by accident."""
    sentence: str = ""
    why: str = ""


@dataclass(kw_only=True)
class Report:
    """What came out of one filing; picklable."""

    filing: str
    half: Half
    results: list[Result] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    seconds: float = 0.0
    """Time that the engine took, of this process."""


def row(results: Iterable[Result]) -> dict[str, object]:
    """Counts of verdicts with the intervals of being tied and of being called wrong."""
    counts: Counter[str] = Counter()
    for one in results:
        counts.update(["n", one.verdict])
        held = {"verbatim": one.verbatim, "by value": one.by_value, "reachable": one.reachable is True}
        held["by chance"] = one.by_chance
        counts.update(name for name, holds in held.items() if holds)
        counts["asked"] += one.reachable is not None
    of = counts["n"]
    return {
        "n": of,
        **{name: counts[name] for name in ("tied", "wrong", "untied")},
        "tied_interval": bounds(counts["tied"], of),
        "wrong_interval": bounds(counts["wrong"], of),
        "verbatim_accepts": counts["verbatim"],
        "value_accepts": counts["by value"],
        "reachable": counts["reachable"] if counts["asked"] == of else None,
        "reachable_by_chance": counts["by chance"] if counts["asked"] == of else None,
    }


def by_filing(reports: Iterable[Report], *, decoys: bool = False) -> dict[str, object]:
    """In how many filings any false figure was tied."""
    shares = [
        any(r.verdict == "tied" for r in report.results if r.fault and (r.decoy or not decoys)) for report in reports
    ]
    return {"filings": len(shares), "with_false_accept": sum(shares), "interval": bounds(sum(shares), len(shares))}


def summary(reports: Iterable[Report]) -> dict[str, object]:
    """All rates: of false figures by fault, of true ones by origin, for both halves of the forms and of the filings."""
    reports = list(reports)
    parts: dict[str, object] = {}
    for name, chosen in (("all", reports), *((f"{half} filings", _of(reports, half)) for half in ("dev", "held"))):
        parts[name] = _part(chosen)
    seconds = sum(report.seconds for report in reports)
    said = sum(report.sentences for report in reports)
    return {"parts": parts, "sentences": said, "sentences_per_second": round(said / seconds, 1) if seconds else None}


def _of(reports: Iterable[Report], half: str) -> list[Report]:
    return [report for report in reports if report.half == half]


def _part(reports: list[Report]) -> dict[str, object]:
    results = [result for report in reports for result in report.results]
    mutants = [result for result in results if result.fault]
    truths = [result for result in results if not result.fault]
    dropped: Counter[str] = Counter()
    for report in reports:
        dropped.update(report.dropped)
    forms = [result for result in results if result.origin == "paraphrase"]
    return {
        "mutants": row(mutants),
        "decoys": row(r for r in mutants if r.decoy),
        "mutants_by_filing": by_filing(reports),
        "decoys_by_filing": by_filing(reports, decoys=True),
        "dropped_as_true": dict(sorted(dropped.items())),
        "faults": {fault: row(group) for fault, group in _grouped(mutants, "fault").items()},
        "mutants_by_origin": {origin: row(group) for origin, group in _grouped(mutants, "origin").items()},
        "truths": {origin: row(group) for origin, group in _grouped(truths, "origin").items()},
        "untouched_elsewhere": row(r for r in truths if r.origin in {"own", "row"} and r.elsewhere),
        "all_truths": row(r for r in truths if r.origin not in QUOTED),
        "forms": {
            half: {
                "mutants": row(r for r in forms if r.fault and r.half == half),
                "truths": row(r for r in forms if not r.fault and r.half == half),
                "accepted": dict(
                    sorted(
                        Counter(r.fault for r in forms if r.fault and r.half == half and r.verdict == "tied").items()
                    )
                ),
            }
            for half in ("dev", "held")
        },
    }


def _grouped(results: Iterable[Result], by: str) -> Mapping[str, list[Result]]:
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[str(getattr(result, by))].append(result)
    return dict(sorted(groups.items()))
