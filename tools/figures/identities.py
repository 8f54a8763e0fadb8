"""Do the facts of one filing fit together? Accounting identities, as a second opinion on its tags.

An identity is doubted only where no reading of it holds: with and without minority interests, mezzanine equity,
discontinued operations and whatever else one issuer counts in and another does not. Nothing is repaired: a fact of an
identity that fails is suspect, and whoever uses it says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Literal

from pydantic import Field

from tieout.fact import Fact
from tieout.model import Thing
from tieout.tools.figures.agreement import half_unit
from tieout.tools.figures.identity_rules import RULES, Part, Rule
from tieout.tools.figures.identity_series import Series, breaks
from tieout.tools.figures.identity_shares import PER_SHARE, Off, per_share

Outcome = Literal["violated", "rounding"]
_When = tuple[date | None, date]


class Suspect(Thing):
    """An identity that the facts of a filing do not keep."""

    identity: str
    """In words: "assets = liabilities and equity"."""
    outcome: Outcome
    """Rounding: it fails by no more than the printed precision of its facts explains."""
    document: str
    start: date | None
    end: date
    facts: tuple[str, ...] = Field(min_length=2)
    """Ids, the total first, then its operands."""
    signs: tuple[int, ...]
    """Of the operands, in their order; of a quotient all are 1."""
    difference: Decimal
    """The total less what its operands come to."""
    detail: str

    @property
    def is_doubtful(self) -> bool:
        """Whether rounding does not explain it."""
        return self.outcome == "violated"


def suspects(facts: Iterable[Fact]) -> tuple[Suspect, ...]:
    """The identities that do not hold, document by document and period by period.

    Args:
        facts: of one filing or several; each filing is judged by its own facts.
    """
    filed: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.origin == "xbrl" and fact.value is not None and fact.modality == "reported":
            filed[fact.document].append(fact)
    return tuple(one for document in sorted(filed) for one in _of_filing(filed[document]))


def doubted(found: Iterable[Suspect]) -> Mapping[str, Suspect]:
    """By fact id the identity that makes it suspect; of several the first."""
    doubts: dict[str, Suspect] = {}
    for one in found:
        if one.is_doubtful:
            for fact in one.facts:
                doubts.setdefault(fact, one)
    return doubts


def _of_filing(facts: Sequence[Fact]) -> Iterator[Suspect]:
    whole: dict[_When, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if not fact.dimensions:
            whole[fact.period.start, fact.period.end].setdefault(_local(fact), fact)
    for when in sorted(whole, key=lambda w: (w[1], w[0] or date.min)):
        for rule in RULES:
            one = _judged(rule, whole[when])
            if one is not None and not (one.is_doubtful and _is_between(one, whole[when])):
                yield one
        for name in PER_SHARE:
            if (off := per_share(name, whole[when])) is not None:
                yield _of_shares(name, off)
    for series, at in breaks(facts):
        yield _of_series(series, at)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """One reading of an identity."""

    total: Fact
    parts: tuple[tuple[Fact, int], ...]

    @property
    def difference(self) -> Decimal:
        added = sum(((fact.value or Decimal(0)) * sign for fact, sign in self.parts), Decimal(0))
        return (self.total.value or Decimal(0)) - added

    @property
    def slack(self) -> Decimal:
        return sum((half_unit(fact) for fact, _ in self.parts), half_unit(self.total))


def _judged(rule: Rule, found: Mapping[str, Fact]) -> Suspect | None:
    """What an identity says of one period; None where it holds or cannot be judged."""
    ways = [way for total in rule.total if total in found for way in _ways(rule, found[total], found)]
    if not ways or any(way.difference == 0 for way in ways):
        return None
    best = min(ways, key=lambda way: abs(way.difference))
    return _suspect(rule.name, best.total, best.parts, (best.difference, best.slack))


def _is_between(one: Suspect, found: Mapping[str, Fact]) -> bool:
    """Whether an item of the same statement that the identity does not know makes up the difference."""
    places = [f.locator.start for f in found.values() if f.id in one.facts and f.locator.start is not None]
    return any(
        fact.value is not None
        and abs(fact.value) == abs(one.difference)
        and fact.locator.start is not None
        and min(places, default=0) < fact.locator.start < max(places, default=0)
        for fact in found.values()
    )


def _ways(rule: Rule, total: Fact, found: Mapping[str, Fact]) -> Iterator[_Way]:
    """Every reading of an identity that the facts of a period allow."""
    choices = [_choices(part, found) for part in rule.parts]
    for chosen in product(*choices):
        parts = tuple((fact, sign) for fact, sign in chosen if fact is not None)
        if parts and all(fact.unit == total.unit for fact, _ in parts) and total not in [f for f, _ in parts]:
            yield _Way(total=total, parts=parts)


def _choices(part: Part, found: Mapping[str, Fact]) -> list[tuple[Fact | None, int]]:
    """The facts that may stand for a part; None where it may be absent."""
    signs = (part.sign, -part.sign) if part.either else (part.sign,)
    there: list[tuple[Fact | None, int]] = [
        (found[name], sign) for name in part.concepts if name in found for sign in signs
    ]
    return [(None, 1), *there] if part.optional else there


def _of_series(series: Series, at: date) -> Suspect:
    total, parts = series.at(at)
    way = _Way(total=total, parts=tuple((fact, 1) for fact in parts))
    return _suspect(series.name, total, way.parts, (way.difference, way.slack))


def _of_shares(name: str, found: Off) -> Suspect:
    total, (income, shares), difference, slack = found
    told = f"{_said(income)} / {_said(shares)}"
    off = difference.quantize(Decimal("0.0001")), slack
    return _suspect(f"{name} = income / shares", total, ((income, 1), (shares, 1)), off, told)


def _suspect(
    name: str, total: Fact, parts: Sequence[tuple[Fact, int]], off: tuple[Decimal, Decimal], told: str = ""
) -> Suspect:
    """`off` is the difference, and what rounding may come to."""
    difference, slack = off
    outcome: Outcome = "rounding" if abs(difference) <= slack else "violated"
    told = told or " ".join(f"{'+' if sign > 0 else '−'} {_said(fact)}" for fact, sign in parts).lstrip("+ ")
    why = ": rounding explains it" if outcome == "rounding" else ""
    return Suspect(
        identity=name,
        outcome=outcome,
        document=total.document,
        start=total.period.start,
        end=total.period.end,
        facts=(total.id, *(fact.id for fact, _ in parts)),
        signs=tuple(sign for _, sign in parts),
        difference=difference,
        detail=f"{name}: {_said(total)} against {told}, a difference of {difference:,f}{why}",
    )


def _said(fact: Fact) -> str:
    return f"{fact.value:,f} ({fact.label})"


def _local(fact: Fact) -> str:
    return fact.concept.partition(":")[2] or fact.concept
