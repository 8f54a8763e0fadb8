"""Do the parts of a total add up in every period in which they stand beside it, or in all but one?

Which members of an axis make up the whole is not said by their tags. It is learned: where the same members come to
the total in several periods exactly, and miss it in one by more than rounding, a figure of that one is suspect.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tieout.fact import Fact
from tieout.tools.figures.agreement import half_unit

_ENOUGH = 2
"""So many periods must add up exactly, with as many parts that are not zero."""
_NEAR = 8000
"""Characters over which a table spreads: what stands farther apart is not added up there."""
_Dims = frozenset[tuple[str, str]]
_Key = tuple[str, str, _Dims, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """A total and the members of one axis that make it up, period by period."""

    name: str
    rows: dict[date, tuple[Fact, tuple[Fact, ...]]]

    def at(self, end: date) -> tuple[Fact, tuple[Fact, ...]]:
        """The total and its parts of a period."""
        return self.rows[end]


def breaks(facts: Sequence[Fact]) -> Iterator[tuple[Series, date]]:
    """The parts that make up a total in other periods, each with the period in which they do not."""
    for series in _series(facts):
        outcomes = {end: _off(*row) for end, row in series.rows.items()}
        exact = [end for end, (difference, _) in outcomes.items() if difference == 0 and _tells(series.rows[end][1])]
        broken = [end for end, (difference, slack) in outcomes.items() if abs(difference) > slack]
        if len(exact) < _ENOUGH or len(broken) != 1 or not _together(*series.rows[broken[0]]):
            continue
        if not _is_named(facts, series.rows[broken[0]][0], *outcomes[broken[0]]):
            yield series, broken[0]


def _tells(parts: Sequence[Fact]) -> bool:
    return sum(bool(part.value) for part in parts) >= _ENOUGH


def _together(total: Fact, parts: Sequence[Fact]) -> bool:
    """Whether they stand in one table."""
    places = [fact.locator.start for fact in (total, *parts)]
    known = [place for place in places if place is not None]
    return len(known) == len(places) and max(known) - min(known) <= _NEAR


def _is_named(facts: Sequence[Fact], total: Fact, difference: Decimal, slack: Decimal) -> bool:
    """Whether a fact of the same concept and period is the difference: eliminations, another axis."""
    return any(
        fact.concept == total.concept
        and fact.period.end == total.period.end
        and fact.value is not None
        and abs(abs(fact.value) - abs(difference)) <= slack
        for fact in facts
    )


def _off(total: Fact, parts: Sequence[Fact]) -> tuple[Decimal, Decimal]:
    added = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    return (total.value or Decimal(0)) - added, sum((half_unit(part) for part in parts), half_unit(total))


def _series(facts: Sequence[Fact]) -> Iterator[Series]:
    """Every total with the members of an axis, those periods together in which the same members have a figure."""
    totals: dict[tuple[_Key, date], Fact] = {}
    parts: dict[tuple[_Key, date, str], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        dims = frozenset((d.axis, d.member) for d in fact.dimensions)
        totals.setdefault((_key(fact, dims), fact.period.end), fact)
        for axis, member in dims:
            parts[_key(fact, dims - {(axis, member)}), fact.period.end, axis].setdefault(member, fact)
    grouped: dict[tuple[_Key, str, frozenset[str]], dict[date, tuple[Fact, tuple[Fact, ...]]]] = defaultdict(dict)
    for (key, end, axis), members in parts.items():
        total = totals.get((key, end))
        if total is not None and len(members) > 1:
            ordered = tuple(members[name] for name in sorted(members))
            grouped[key, axis, frozenset(members)][end] = (total, ordered)
    for (key, axis, _), rows in sorted(
        grouped.items(), key=lambda item: (item[0][0][:2], item[0][1], sorted(item[0][2]))
    ):
        yield Series(name=f"{key[0].partition(':')[2]} = sum over {axis.partition(':')[2]}", rows=rows)


def _key(fact: Fact, dims: _Dims) -> _Key:
    """What the facts of a series share; periods of about one length belong together."""
    months = 0 if fact.period.kind == "instant" else round(fact.period.days / 30.4)
    return fact.concept, fact.unit, dims, months
