"""Within which bounds does a mean lie? Percentiles of means over resampled clusters.

Questions about one document succeed and fail together, so whole documents are drawn, not questions. Efron and
Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 8 and 13.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from math import fsum

import numpy as np

from tieout.model import Thing

RESAMPLES = 2_000
_SEED = 20_241
_TAIL = 0.025


class Mean(Thing):
    """A mean with its 95 % interval and how many values it is of."""

    value: float
    low: float
    high: float
    of: int


def mean(values: Sequence[float], clusters: Sequence[Hashable]) -> Mean:
    """The mean of some values; `clusters` says to which document each belongs. The same values give the same bounds."""
    groups: defaultdict[Hashable, list[float]] = defaultdict(list)
    for value, cluster in zip(values, clusters, strict=True):
        groups[cluster].append(value)
    sums = np.array([fsum(group) for group in groups.values()])
    sizes = np.array([len(group) for group in groups.values()])
    drawn = np.random.default_rng(_SEED).integers(len(groups), size=(RESAMPLES, len(groups)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (_TAIL, 1 - _TAIL))
    exact = fsum(values) / len(values)
    return Mean(value=round(exact, 4), low=round(float(low), 4), high=round(float(high), 4), of=len(values))
