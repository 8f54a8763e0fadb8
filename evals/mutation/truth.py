"""Does the filing make a mutant true by accident? Every value that its words could mean, against what it prints.

A planted figure is true where, for the words of the mutant as they stand, some fact prints the same: a fact of the same
fiscal period whose concept is the metric's, or whose label is its name, or that the vocabulary knows by the same
metric (by its concept or its label), and whose part (segment, product, region) is the one that is named, or none where
none is. Growth, changes and shares are computed from all such facts. What is true in this sense is dropped and counted,
never judged.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import product

from tieout.evals.mutation.catalog import Catalog
from tieout.evals.mutation.claim import Claim, growth
from tieout.evals.mutation.printing import Printed
from tieout.evals.mutation.wording import When, Wording
from tieout.fact import Fact
from tieout.tools.figures.phrases import label_key

_LEVELS = {"v": 0, "b": 1, "a": 2}
_OWN_AXES = "table:"
"""Dimensions that only say where in a table a figure stands."""


@dataclass
class Truths:
    """All that a filing says of a metric."""

    catalog: Catalog
    _known: dict[tuple[str, str, str | None], dict[str, frozenset[Decimal]]] = field(default_factory=dict)

    def is_true(self, claim: Claim, gap: str) -> bool:
        """Whether the figure in a gap is what some reading of the claim's words says."""
        return any(_prints(claim, gap, value) for value in self._values(claim, gap))

    def is_called(self, wording: Wording) -> bool:
        """Whether a metric itself goes by a name, as the projected benefit obligation does."""
        names = self.catalog.filing.vocabulary.find(wording.text)
        whole = [m.metric for m in names if m.qualifier is None and m.end - m.start == len(wording.text)]
        return any(wording.sample.concept in self.catalog.filing.vocabulary.metric(one).concepts for one in whole)

    def is_adjusted(self, claim: Claim, gap: str) -> bool:
        """Whether a measure of the filing that is not GAAP prints the same, or a level of another concept that day."""
        facts = [fact for known in self.catalog.by_end.values() for fact in known if fact.measure == "non_gaap"]
        if gap in _LEVELS:
            whole = self.catalog.by_end.get(claim.periods[_LEVELS[gap]].end, ())
            facts += [fact for fact in whole if fact.concept != claim.metric.sample.concept]
        return agrees_with_any(claim.values[gap], facts)

    def _values(self, claim: Claim, gap: str) -> Iterator[Decimal]:
        """What may stand in a gap; growth and changes with their sign."""
        if gap in _LEVELS:
            yield from self.of(claim.metric, claim.periods[_LEVELS[gap]])
        elif gap == "x" and claim.other is not None:
            yield from self.of(claim.other, claim.periods[0])
        elif gap == "s":
            yield from self._shares(claim, 0)
        elif gap == "bp":
            pairs = product(self._shares(claim, 0), tuple(self._shares(claim, 1)))
            yield from (now - before for now, before in pairs)
        else:
            yield from self._moves(claim, relative=gap == "g")

    def _moves(self, claim: Claim, *, relative: bool) -> Iterator[Decimal]:
        later, earlier = claim.periods[:2]
        for now, before in product(self._either(claim.metric, later), self._either(claim.metric, earlier)):
            moved = growth(now, before) if relative else now - before
            if moved is not None:
                yield moved

    def _shares(self, claim: Claim, at: int) -> Iterator[Decimal]:
        if claim.other is None:
            return
        when = claim.periods[at]
        for part, whole in product(self._either(claim.metric, when), self.of(claim.other, when)):
            if whole:
                yield part / whole * 100

    def of(self, wording: Wording, when: When) -> frozenset[Decimal]:
        """The sizes that a metric's name may stand for in a period."""
        return frozenset(map(abs, self._either(wording, when)))

    def _either(self, wording: Wording, when: When) -> frozenset[Decimal]:
        """As `of`, also with the signs of the filing: what is computed from them may be meant either way."""
        key = (wording.text, wording.sample.concept, wording.member)
        if key not in self._known:
            self._known[key] = self._gathered(wording)
        return self._known[key].get(when.fiscal.label, frozenset())

    def _gathered(self, wording: Wording) -> dict[str, frozenset[Decimal]]:
        found: dict[str, set[Decimal]] = defaultdict(set)
        for fact in self._named(wording):
            value = fact.value or Decimal(0)
            found[fact.period.fiscal or ""] |= {value, abs(value)}
        return {fiscal: frozenset(values) for fiscal, values in found.items()}

    def _named(self, wording: Wording) -> Iterator[Fact]:
        vocabulary = self.catalog.filing.vocabulary
        concept, name = wording.sample.concept, label_key(wording.text)
        metrics = {mention.metric for mention in vocabulary.find(wording.text)}
        metrics |= {metric.id for metric in vocabulary.for_concept(concept)}
        part = None if wording.member is None else label_key(wording.member)
        concepts = {name for one in metrics for name in self._by_metric.get(one, ())} | {concept}
        for facts in self.catalog.by_end.values():
            for fact in facts:
                is_same = fact.concept in concepts or label_key(fact.label) in {name, part}
                is_same = is_same or any(metric.id in metrics for metric in vocabulary.for_label(fact.label))
                if is_same and _is_part(fact, part):
                    yield fact

    @cached_property
    def _by_metric(self) -> dict[str, frozenset[str]]:
        """The concepts of each metric of the vocabulary."""
        return {metric.id: frozenset(metric.concepts) for metric in self.catalog.filing.vocabulary}


def _is_part(fact: Fact, part: tuple[str, ...] | None) -> bool:
    """Whether a fact is of a part, or of the whole where none is named."""
    named = [label_key(d.label) for d in fact.dimensions if not d.axis.startswith(_OWN_AXES)]
    if part is None:
        return not named
    return part in named or label_key(fact.label) == part


def _prints(claim: Claim, gap: str, value: Decimal) -> bool:
    printed = claim.values[gap]
    if gap not in {"g", "d", "bp"}:
        return printed.agrees(value)
    flat = 2 * abs(value) <= printed.precision
    return printed.agrees(value) and (flat or (value > 0) == claim.up)


def agrees_with_any(printed: Printed, facts: Iterable[Fact]) -> bool:
    """Whether some fact has the printed value, whatever it means."""
    return any(printed.agrees(in_print(fact, printed.unit)) for fact in facts if fact.value is not None)


def in_print(fact: Fact, unit: str) -> Decimal:
    """A fact's value as a unit prints it: fractions in percent."""
    value = fact.value or Decimal(0)
    return value * 100 if fact.unit == "pure" and unit in {"percent", "points"} else value
