"""May these figures be set beside each other? Years of 53 weeks, ends that lie apart, what was acquired or sold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from tieout.agent.offline.drafts.naming import company, possessive
from tieout.agent.offline.reading.timing import and_words
from tieout.claim import Claim, Slot
from tieout.document import Entity
from tieout.fact import Fact
from tieout.period import Duration, FiscalPeriod
from tieout.tools.figures.wanted import EVENTS

MONTH = 31
"""Days that period ends may lie apart."""
WEEKS = {53: 52, 14: 13}
"""Weeks of a long year or quarter, and of the usual one."""
SHARE = 50
"""One part in so many of the largest amount that is stated: what is smaller moves no comparison."""


def comparability(claims: Iterable[Claim], found: Mapping[str, Fact]) -> tuple[str, ...]:
    """Notes on the periods that claims set beside each other.

    Args:
        claims: those of one sub-question.
        found: its facts by id, acquisitions and discontinued operations among them.
    """
    stated = tuple({f.id: f for claim in claims for s in claim.slots.values() for f in facts_of(s, found)}.values())
    timed = [f for f in stated if isinstance(f.period, Duration)]
    return tuple(dict.fromkeys((*long_periods(timed), *ends_apart(stated), *events(timed, found.values()))))


def facts_of(slot: Slot, found: Mapping[str, Fact]) -> Iterator[Fact]:
    """The facts that a gap is filled from."""
    ids = [o.fact for o in slot.calculation.operands] if slot.calculation else [slot.fact or ""]
    yield from (found[i] for i in ids if i in found)


def long_periods(stated: Sequence[Fact]) -> Iterator[str]:
    """Years of 53 weeks and quarters of 14."""
    for fact in stated:
        period = fact.period
        usual = WEEKS.get(period.weeks or 0) if isinstance(period, Duration) else None
        named = FiscalPeriod.parse(period.fiscal or "")
        if usual is not None and named is not None and isinstance(period, Duration):
            yield f"{possessive(company(fact.entity))} {named.words} has {period.weeks} weeks, where {usual} are usual"


def ends_apart(stated: Sequence[Fact]) -> Iterator[str]:
    """Periods of the same name that end more than a month apart at different companies."""
    named: dict[str, dict[Entity, date]] = defaultdict(dict)
    for fact in stated:
        named[fact.period.fiscal or ""].setdefault(fact.entity, fact.period.end)
    for label, ends in named.items():
        whole, days = FiscalPeriod.parse(label), sorted(ends.values())
        if whole is not None and len(ends) > 1 and (days[-1] - days[0]).days > MONTH:
            said = and_words([f"{possessive(company(e))} on {d:%B} {d.day}, {d.year}" for e, d in ends.items()])
            yield f"{whole.words} ended on different days: {said}"


def events(stated: Sequence[Fact], found: Iterable[Fact]) -> Iterator[str]:
    """Acquisitions and discontinued operations that filings report in the periods compared, where they are large."""
    periods = {(f.entity.key, f.period.fiscal) for f in stated}
    years = {(key, p.year) for key, label in periods if (p := FiscalPeriod.parse(label or ""))}
    compared = {key for key, year in years if any((key, year + n) in years for n in (1, -1))}
    said: set[tuple[str, str | None]] = set()
    for fact in found:
        at = (fact.entity.key, fact.period.fiscal)
        size, largest = abs(fact.value or Decimal(0)), largest_amount(stated, fact.unit)
        whole = FiscalPeriod.parse(fact.period.fiscal or "")
        if fact.concept not in EVENTS or fact.dimensions or whole is None or at not in periods - said:
            continue
        if fact.entity.key in compared and size * SHARE >= largest > 0:
            said.add(at)
            yield (
                f"{company(fact.entity)} reports “{fact.label}” in {whole.words}: "
                "what was acquired or given up is part of one period and not of the other"
            )


def largest_amount(stated: Sequence[Fact], unit: str) -> Decimal:
    """The largest of the amounts in one currency; zero where there is none."""
    return max((abs(f.value) for f in stated if f.value is not None and f.unit == unit), default=Decimal(0))
