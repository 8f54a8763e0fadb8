"""Which figures of a filing can be named in a sentence so that nobody mistakes them, and by which names?"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from tieout.evals.mutation.source import Filing
from tieout.evals.mutation.wording import Wording, in_capitals, spoken
from tieout.fact import Fact
from tieout.period import Duration, FiscalPeriod
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.phrases import label_key
from tieout.tools.filings.labels import is_generic

_AXES = frozenset(
    {"srt:ProductOrServiceAxis", "us-gaap:StatementBusinessSegmentsAxis", "srt:StatementGeographicalAxis"}
)
_VAGUE = re.compile(
    r"\d|\b(?:other|beginning|ending|balances?|subtotal|less|effect|adjust\w*|reclass\w*|thereafter|computed|total|at|"
    r"change|changes|plus|add|corporate|eliminations?|reconciling|unallocated|intersegment)\b",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(r"IncreaseDecrease|Reconciliation|EffectOf|PeriodIncrease|ReclassificationFrom|ProForma")
_UNITS = frozenset({"USD", "USD/shares", "shares"})
_SMALL = frozenset(
    "and of the a an in on for to by from net total loss gain income expense other current noncurrent us gaap".split()
)
_MOST_WORDS, _MEMBER_WORDS = 9, 4
_COVERED = 0.75


@dataclass(frozen=True, kw_only=True)
class Line:
    """One metric of the whole company or of a part: its facts by period, and what it may be called."""

    facts: tuple[Fact, ...]
    names: tuple[str, ...]
    member: str | None = None

    def worded(self, rng: random.Random) -> Wording:
        """One of its names."""
        return Wording(text=rng.choice(self.names), facts=self.facts, member=self.member)

    @property
    def concept(self) -> str:
        """Its concept."""
        return self.facts[0].concept

    @property
    def unit(self) -> str:
        """Its unit."""
        return self.facts[0].unit


@dataclass(frozen=True)
class Catalog:
    """What of a filing can be said."""

    filing: Filing

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Metrics of the whole company."""
        made = (Line(facts=facts, names=self._names(facts)) for facts in self._groups(frozenset()))
        return tuple(line for line in made if line.names)

    @cached_property
    def parts(self) -> tuple[Line, ...]:
        """Metrics of its segments, products and regions."""
        by_concept = {line.concept: line for line in self.lines}
        found = []
        for facts in self._groups(_AXES):
            whole = by_concept.get(facts[0].concept)
            member = facts[0].dimensions[0].label
            if whole and _is_name(member):
                names = tuple(dict.fromkeys(name.removeprefix("total ") for name in whole.names))
                found.append(Line(facts=facts, names=names, member=member))
        return tuple(found)

    @cached_property
    def revenue(self) -> Line | None:
        """The line that shares are taken of."""
        metric = self.filing.vocabulary.metric("revenue")
        return next((line for line in self.lines if self._chosen(metric, line.facts)), None)

    @cached_property
    def by_end(self) -> dict[object, list[Fact]]:
        """All facts by the end of their period."""
        found: dict[object, list[Fact]] = defaultdict(list)
        for fact in (*self.filing.facts, *self.filing.printings):
            if fact.value is not None:
                found[fact.period.end].append(fact)
        return found

    @cached_property
    def kept(self) -> dict[object, list[Fact]]:
        """Those of its facts that ingestion keeps, by the end of their period: one printing of each figure."""
        found: dict[object, list[Fact]] = defaultdict(list)
        for fact in self.filing.facts:
            if fact.value is not None:
                found[fact.period.end].append(fact)
        return found

    @cached_property
    def concepts(self) -> dict[str, list[Fact]]:
        """All facts by concept."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.filing.facts:
            if fact.value is not None:
                found[fact.concept].append(fact)
        return found

    def _groups(self, axes: AbstractSet[str]) -> Iterator[tuple[Fact, ...]]:
        """Facts of one concept, unit and part by period, newest first; a period that has two values is left out."""
        groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in self.filing.facts:
            if _is_plain(fact) and {d.axis for d in fact.dimensions} <= axes and len(fact.dimensions) == bool(axes):
                member = label_key(fact.dimensions[0].label) if fact.dimensions else None
                groups[fact.concept, fact.unit, member].append(fact)
        for group in groups.values():
            if facts := tuple(_settled(group)):
                yield facts

    def _names(self, facts: Sequence[Fact]) -> tuple[str, ...]:
        """By which names a line is called, as printed and as people call it."""
        first = facts[0]
        names = [spoken(f.label, is_negative=f.value is not None and f.value < 0) for f in facts if self._is_clear(f)]
        for metric in self.filing.vocabulary.for_concept(first.concept):
            if self._chosen(metric, facts) and metric.unit in {"money", "per_share", "shares"}:
                all_lost = all(f.value is not None and f.value < 0 for f in facts)
                names += map(in_capitals, metric.negated if all_lost and metric.negated else metric.words)
        return tuple(name for name in dict.fromkeys(names) if "basic and diluted" not in name)

    def _chosen(self, metric: Metric, facts: Sequence[Fact]) -> bool:
        """Whether a metric's words mean these facts: no better concept, or larger value, is there for their periods."""
        rank = {concept: at for at, concept in enumerate(metric.concepts)}
        if facts[0].concept not in rank or facts[0].concept in metric.shared:
            return False
        for fact in facts:
            for rival in self.kept[fact.period.end]:
                if rival.concept in rank and not rival.dimensions and rival.value != fact.value:
                    return False
        return True

    def _is_clear(self, fact: Fact) -> bool:
        """Whether a printed label says by itself what a fact is, and no other fact of the day is called so."""
        label = fact.label
        if is_generic(label) or _VAGUE.search(label.removeprefix("Total ").removeprefix("total ")):
            return False
        if not 1 < len(label.split()) <= _MOST_WORDS or ":" in label:
            return False
        cell = fact.locator.cell if fact.locator.kind == "tag" else None
        if cell is None or (cell.table not in self.filing.statements and _coverage(fact) < _COVERED):
            return False
        key = label_key(label)
        rivals = (f for f in self.kept[fact.period.end] if label_key(f.label) == key and f.value != fact.value)
        if any(rivals):
            return False
        return all(self._chosen(metric, [fact]) for metric in self.filing.vocabulary.for_label(label))


def _is_name(member: str) -> bool:
    """Whether a part is called by a name that stands for itself."""
    is_code = member.isupper() and len(member) == len("US")
    return (
        len(member.split()) <= _MEMBER_WORDS and not _VAGUE.search(member) and member != member.lower() and not is_code
    )


def _is_plain(fact: Fact) -> bool:
    """Whether a fact is a reported figure of a year or a quarter that a sentence can state."""
    if fact.origin != "xbrl" or not fact.value or fact.modality != "reported" or fact.unit not in _UNITS:
        return False
    fiscal = FiscalPeriod.parse(fact.period.fiscal or "")
    if fiscal is None or fiscal.span not in {"FY", "Q1", "Q2", "Q3", "Q4"} or not fact.concept.partition(":")[2]:
        return False
    if fact.concept.startswith(("dei:", "ecd:")) or _MOVEMENT.search(fact.concept):
        return False
    period = fact.period
    if isinstance(period, Duration):
        return period.is_full_year if fiscal.span == "FY" else period.is_quarter
    return fiscal.span in {"FY", "Q4"}


def _settled(group: Iterable[Fact]) -> Iterator[Fact]:
    """The facts whose period has no other value in the group, newest first."""
    periods: dict[tuple[str | None, str], list[Fact]] = defaultdict(list)
    for fact in group:
        periods[fact.period.fiscal, fact.period.kind].append(fact)
    kinds = {kind for _, kind in periods}
    if len(kinds) > 1:
        return
    for facts in sorted(periods.values(), key=lambda f: f[0].period.end, reverse=True):
        if len({fact.value for fact in facts}) == 1:
            yield facts[0]


def _coverage(fact: Fact) -> float:
    """How much of its concept's words a label has."""
    words = re.findall(r"[A-Z][a-z]+", fact.concept.partition(":")[2])
    wanted = {word.lower()[:5] for word in words} - {word[:5] for word in _SMALL}
    said = {word[:5] for word in re.findall(r"[a-z]+", fact.label.lower())}
    return len(wanted & said) / len(wanted) if wanted else 0.0
