"""What do many runs of the liar come to? Counts by kind, with the bounds of what could still be hidden."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, quantiles

from tieout.evals.intervals import share
from tieout.evals.liar.liar import FAMILIES
from tieout.evals.liar.run import Outcome

ROUNDS = 2.2
"""The most that runs may take on average."""
_LISTED = 50


def summary(outcomes: Sequence[Outcome], *, seed: int, seconds: float, documents: Sequence[str]) -> dict[str, object]:
    """All counts of a run, as they are written."""
    ended = [o for o in outcomes if o.status not in {"no end", "error"}]
    rounds = [o.rounds for o in ended]
    broken = [o for o in outcomes if o.problems]
    times = [o.seconds for o in outcomes]
    return {
        "runs": len(outcomes),
        "seed": seed,
        "documents": list(documents),
        "statuses": dict(sorted(Counter(o.status for o in outcomes).items())),
        "claims": sum(o.tried.total() for o in outcomes),
        "figures_printed": sum(o.figures for o in outcomes),
        "runs_with_a_violation": share(len(broken), len(outcomes)),
        "violations": sum(len(o.problems) for o in outcomes),
        "runs_without_an_end": sum(o.status == "no end" for o in outcomes),
        "runs_ended_by_an_error": sum(o.status == "error" for o in outcomes),
        "mean_rounds": round(fmean(rounds), 3) if rounds else None,
        "rounds_bar": ROUNDS,
        "seconds": round(seconds, 1),
        "milliseconds_a_run": {"median": _at(times, 50), "p95": _at(times, 95)},
        "families": {name: _kinds(outcomes, kinds) for name, kinds in families(outcomes).items()},
        "listed": [{"seed": o.seed, "problems": list(o.problems)} for o in broken[:_LISTED]],
        "errors": [{"seed": o.seed, "error": o.error} for o in outcomes if o.error][:_LISTED],
    }


def families(outcomes: Iterable[Outcome]) -> Mapping[str, list[str]]:
    """The kinds of every family, those that are no lies in one of their own."""
    true = {kind for o in outcomes for kind in o.true}
    return {"truth": sorted(true), **{name: sorted(kinds) for name, kinds in FAMILIES.items()}}


def holds(found: Mapping[str, object]) -> bool:
    """Whether a run kept every promise: nothing false printed, an end each time, few rounds."""
    rounds = found["mean_rounds"]
    few = isinstance(rounds, float) and rounds <= ROUNDS
    return few and not any(found[name] for name in ("violations", "runs_without_an_end", "runs_ended_by_an_error"))


def _kinds(outcomes: Sequence[Outcome], kinds: Iterable[str]) -> dict[str, dict[str, object]]:
    unsure = {kind for o in outcomes for kind in o.unsure}
    rows: dict[str, dict[str, object]] = {}
    for kind in kinds:
        tried, shown = sum(o.tried[kind] for o in outcomes), sum(o.shown[kind] for o in outcomes)
        rows[kind] = {"tried": tried, "printed": shown, "may_be_true": kind in unsure}
    return rows


def _at(times: Sequence[float], percent: int) -> float | None:
    """A percentile in milliseconds."""
    if len(times) < 2:  # noqa: PLR2004  # a percentile needs two
        return None
    return round(1000 * quantiles(times, n=100, method="inclusive")[percent - 1], 1)
