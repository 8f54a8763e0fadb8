"""Which lines of a table are the sum of the lines before them, and where does the sum not hold?

A table does not say how it adds up. A way of adding is believed where it holds in so many places that chance cannot
explain it: each place where n printed numbers of d digits meet a total is worth about d digits of evidence, less what
it cost to look for it. Totals take the place of what they add up, so that totals of totals are found.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from tieout.tools.checking.board import Line, Spot

SURE = 4.0
"""Powers of ten by which chance must be excluded."""
SAID, NAMED = 2.0, 1.0
"""What it is worth that a line calls itself a total, or by the name of what is left over."""
_LONGEST = 60
_FEW = 4
_ALL_SIGNS = 5
"""Most lines over which every choice of signs is tried."""
_Rough = Mapping[int, float]
TOTAL = re.compile(r"\s*(?:sub-?\s?)?total(?:s|ed)?\b", re.IGNORECASE)
LEFT = re.compile(
    r"\b(?:net|gross|profit|income|earnings|margin|free cash flow|ending|end of|balance)\b",
    re.IGNORECASE,
)
_LESS = re.compile(r"\s*(?:less|deduct|minus)\b|\(deduct", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """One line against its parts, at one crossing."""

    at: int
    difference: Decimal
    """The printed total less the sum of its printed parts."""
    slack: Decimal
    """What the rounding of all of them may come to."""
    parts: tuple[Spot, ...]
    total: Spot

    @property
    def holds(self) -> bool:
        """Whether it adds up, rounding allowed for."""
        return abs(self.difference) <= self.slack


@dataclass(frozen=True, kw_only=True, slots=True)
class Addition:
    """A line that is the sum of others: where that holds, and where it does not."""

    total: int
    parts: tuple[tuple[int, int], ...]
    """Lines with their signs."""
    sums: tuple[Sum, ...]
    evidence: float

    @property
    def held(self) -> tuple[Sum, ...]:
        """Where it adds up."""
        return tuple(s for s in self.sums if s.holds)

    @property
    def broken(self) -> tuple[Sum, ...]:
        """Where it does not."""
        return tuple(s for s in self.sums if not s.holds)


def additions(lines: Sequence[Line]) -> tuple[Addition, ...]:
    """The lines that add up what stands before them, with every place where they should."""
    found: list[Addition] = []
    open_lines: list[int] = []
    rough = [{c: float(spot.value) for c, spot in line.spots.items()} for line in lines]
    for at, line in enumerate(lines):
        if not line.adds or not line.spots:
            continue
        best = _best(lines, rough, open_lines, at)
        if best is not None:
            found.append(best)
            first = min(open_lines.index(n) for n, _ in best.parts)
            del open_lines[first:]
        open_lines.append(at)
    return tuple(found)


def _best(lines: Sequence[Line], rough: Sequence[_Rough], before: Sequence[int], at: int) -> Addition | None:
    """The way of adding with the most evidence, if it is sure."""
    best: Addition | None = None
    wide = {c: float(spot.unit) * (len(before) + 2) for c, spot in lines[at].spots.items()}
    for tried, parts in enumerate(_ways(lines, before[-_LONGEST:]), start=1):
        if not _may_hold(rough, parts, rough[at], wide):
            continue
        one = weigh(lines, at, parts, tried)
        if is_believed(one) and (best is None or one.evidence > best.evidence + 1):
            best = one
    return best


def _may_hold(rough: Sequence[_Rough], parts: Sequence[tuple[int, int]], total: _Rough, wide: _Rough) -> bool:
    """Whether it holds anywhere, by floating point and generously: most ways are dismissed by it."""
    for column, value in total.items():
        added = sum(rough[n].get(column, 0.0) * sign for n, sign in parts)
        if abs(value - added) <= wide[column] + abs(value) * 1e-9:
            return True
    return False


def is_believed(one: Addition) -> bool:
    """Whether chance cannot explain that it holds, and it holds everywhere but in one place, or in four of five."""
    held, broken = len(one.held), len(one.broken)
    return one.evidence >= SURE and (broken <= 1 or broken * _FEW <= held)


def _ways(lines: Sequence[Line], before: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Runs of lines that end right above, with signs: plain sums first."""
    for start in range(len(before) - 2, -1, -1):
        yield tuple((n, 1) for n in before[start:])
    for start in range(len(before) - 2, -1, -1):
        run = before[start:]
        if any(_LESS.match(lines[n].label) for n in run):
            yield tuple((n, -1 if _LESS.match(lines[n].label) else 1) for n in run)
        yield ((run[0], 1), *((n, -1) for n in run[1:]))
    for length in range(3, min(_ALL_SIGNS, len(before)) + 1):
        run = before[-length:]
        for signs in product((1, -1), repeat=length - 1):
            if len(set(signs)) > 1:
                yield tuple(zip(run, (1, *signs), strict=True))


def weigh(lines: Sequence[Line], at: int, parts: Sequence[tuple[int, int]], tried: int) -> Addition:
    """A way of adding with what speaks for it."""
    sums = tuple(s for c in lines[at].spots if (s := _sum(lines, at, parts, c)) is not None)
    seen: set[tuple[Decimal, ...]] = set()
    evidence = -float(Decimal(tried).log10())
    if TOTAL.match(lines[at].label) and all(sign > 0 for _, sign in parts):
        evidence += SAID
    elif LEFT.search(lines[at].label):
        evidence += NAMED
    for one in sums:
        key = tuple(sorted(abs(p.value) for p in one.parts))
        if one.holds and key not in seen:
            seen.add(key)
            evidence += _worth(one)
    return Addition(total=at, parts=tuple(parts), sums=sums, evidence=evidence)


def _worth(one: Sum) -> float:
    """Digits of evidence: how rarely would numbers of this size meet the total within the slack?"""
    sizes = sorted(abs(p.value) for p in one.parts)
    width = 2 * one.slack + one.total.unit if one.difference else one.total.unit
    return max(0.0, float(max(sizes[-2], Decimal("1e-9")).log10() - width.log10()))


def _sum(lines: Sequence[Line], at: int, parts: Sequence[tuple[int, int]], column: int) -> Sum | None:
    """The total against its parts at one crossing; None where it is not a sum of two numbers at least."""
    total = lines[at].spots[column]
    there = [(spot, sign) for n, sign in parts if (spot := lines[n].spots.get(column)) is not None]
    if total.relative or any(s.relative for s, _ in there):
        return None
    counted = [(s, sign) for s, sign in there if s.value]
    if len(counted) < 2:  # noqa: PLR2004  # one number is no sum
        return None
    added = sum((s.value * sign for s, sign in counted), Decimal(0))
    slack = sum((s.unit for s, _ in counted), total.unit) / 2
    return Sum(
        at=column,
        difference=total.value - added,
        slack=slack,
        parts=tuple(s for s, _ in counted),
        total=total,
    )
