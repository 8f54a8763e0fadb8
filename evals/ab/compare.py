"""By how much do the two differ, within which bounds, and could it be chance?

Bounds are percentiles of means over resampled clusters (`evals.retrieval.bootstrap`), of the paired differences. The
test flips the sign of whole clusters' differences: all ways where there are few, else many at random. Good,
"Permutation, Parametric and Bootstrap Tests of Hypotheses", 3rd ed., 2005, chapter 3.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from math import fsum

import numpy as np

from tieout.evals.ab.asking import OFFLINE, Arm, Row
from tieout.evals.retrieval.bootstrap import Mean, mean
from tieout.model import Thing

_EXACT, _DRAWS, _SEED = 14, 20_000, 7
_SLACK = 1e-12
MEASURES: Mapping[str, tuple[str, Callable[[Row], float | None]]] = {
    "verified": ("verified claims, of those made", lambda row: row.verified),
    "answered": ("answered in full", lambda row: float(row.status == "answered")),
    "abstained": ("abstained", lambda row: float(row.status == "abstained")),
    "right": ("right, where the truth is known", lambda row: row.right),
    "wrong": ("wrong, where the truth is known", lambda row: row.wrong),
    "usd": ("cost, US dollars", lambda row: row.usd),
    "tokens": ("tokens", lambda row: float(row.tokens)),
    "seconds": ("seconds", lambda row: row.seconds),
}
"""What is compared, in words, and what it is of an answer; None leaves the pair out."""


class Compared(Thing):
    """One measure of both, over the questions for which both have it."""

    measure: str
    words: str
    a: Mean
    b: Mean
    difference: Mean
    """b less a."""
    chance: float
    """How often differences as large come about where there is none, two-sided."""


class Report(Thing):
    """What came of all questions."""

    a: str
    b: str
    frugal: bool
    questions: int
    clusters: int
    pairs: int
    """Questions that both answered without an error."""
    errors: dict[str, int]
    """By side; left out of all comparisons."""
    by_others: dict[str, int]
    """By side: answers that another than the named model wrote."""
    compared: tuple[Compared, ...]
    failed: tuple[str, ...] = ()
    """The errors, with their questions."""


def report(arms: tuple[Arm, Arm], rows: Sequence[Row]) -> Report:
    """Both arms compared."""
    sides: dict[str, dict[str, Row]] = {arm.side: {r.id: r for r in rows if r.side == arm.side} for arm in arms}
    both = [(sides["a"][i], sides["b"][i]) for i in sides["a"] if i in sides["b"]]
    sound = [(a, b) for a, b in both if "error" not in {a.status, b.status}]
    compared = [compare(name, sound) for name in MEASURES]
    return Report(
        a=arms[0].name,
        b=arms[1].name,
        frugal=arms[0].frugal,
        questions=len(both),
        clusters=len({a.cluster for a, _ in both}),
        pairs=len(sound),
        errors={side: sum(r.status == "error" for r in found.values()) for side, found in sides.items()},
        by_others={arm.side: sum(_is_others(arm, r) for r in sides[arm.side].values()) for arm in arms},
        compared=tuple(c for c in compared if c is not None),
        failed=tuple(f"{r.side} {r.id}: {r.error}" for r in rows if r.status == "error"),
    )


def _is_others(arm: Arm, row: Row) -> bool:
    return arm.name != OFFLINE and row.status != "error" and row.written_by == OFFLINE


def compare(measure: str, pairs: Sequence[tuple[Row, Row]]) -> Compared | None:
    """One measure; None where no pair has it."""
    words, of = MEASURES[measure]
    valued = [(a.cluster, of(a), of(b)) for a, b in pairs]
    known = [(cluster, one, other) for cluster, one, other in valued if one is not None and other is not None]
    if not known:
        return None
    clusters = [cluster for cluster, _, _ in known]
    apart = [other - one for _, one, other in known]
    return Compared(
        measure=measure,
        words=words,
        a=mean([one for _, one, _ in known], clusters),
        b=mean([other for _, _, other in known], clusters),
        difference=mean(apart, clusters),
        chance=round(chance(apart, clusters), 4),
    )


def chance(apart: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """The two-sided p-value of paired differences whose clusters' signs are flipped."""
    groups: defaultdict[Hashable, list[float]] = defaultdict(list)
    for value, cluster in zip(apart, clusters, strict=True):
        groups[cluster].append(value)
    sums = np.array([fsum(group) for group in groups.values()])
    seen = abs(float(sums.sum()))
    if len(sums) <= _EXACT:
        flips = 1 - 2 * ((np.arange(2 ** len(sums))[:, None] >> np.arange(len(sums))) & 1)
        return float(np.mean(np.abs(flips @ sums) >= seen - _SLACK))
    flips = np.random.default_rng(_SEED).choice((-1, 1), size=(_DRAWS, len(sums)))
    return float((np.sum(np.abs(flips @ sums) >= seen - _SLACK) + 1) / (_DRAWS + 1))
