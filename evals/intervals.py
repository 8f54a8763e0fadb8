"""Within which bounds does the share lie of which a sample shows so many?"""

import math
from collections.abc import Callable, Iterable

_TAIL = 0.025
_STEPS = 60


def bounds(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share after Clopper and Pearson (1934)."""
    if not of:
        return 0.0, 1.0
    low = 0.0 if hits == 0 else _crossing(lambda share: 1 - _at_most(hits - 1, of, share) < _TAIL)
    high = 1.0 if hits == of else _crossing(lambda share: _at_most(hits, of, share) > _TAIL)
    return low, high


def _crossing(is_below: Callable[[float], bool]) -> float:
    """The share up to which a condition holds."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return low


def _at_most(hits: int, of: int, share: float) -> float:
    """The chance of so many hits or fewer, summed over the shorter side."""
    if hits > of - hits - 1:
        return 1 - _chances(range(hits + 1, of + 1), of, share)
    return _chances(range(hits + 1), of, share)


def _chances(counts: Iterable[int], of: int, share: float) -> float:
    """The chance of these numbers of hits."""
    if share in {0.0, 1.0}:
        return float((0 if share == 0 else of) in counts)
    whole, odds = math.lgamma(of + 1), (math.log(share), math.log1p(-share))
    logs = ((k, whole - math.lgamma(k + 1) - math.lgamma(of - k + 1)) for k in counts)
    return math.fsum(math.exp(log + k * odds[0] + (of - k) * odds[1]) for k, log in logs)


def share(hits: int, of: int) -> dict[str, object]:
    """A share with its count, its denominator and its bounds, to four digits, as results are written."""
    low, high = bounds(hits, of)
    part = round(hits / of, 4) if of else None
    return {"hits": hits, "of": of, "share": part, "low": round(low, 4), "high": round(high, 4)}
