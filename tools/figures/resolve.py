"""Which fact, or which calculation over facts, is a metric of one company in one period?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from tieout.calculation import Calculation
from tieout.document import Document
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.amended import standing
from tieout.tools.figures.agreement import agree
from tieout.tools.figures.calculate import (
    average_of,
    change,
    compound_growth,
    difference,
    percent_change,
    ratio,
    share,
    sum_of,
)
from tieout.tools.figures.days import Day, PeriodWanted, one_series, series_within
from tieout.tools.figures.defined import computed
from tieout.tools.figures.derive import Expanded, NotDerivable, derived, stated
from tieout.tools.figures.expansion import Expansion
from tieout.tools.figures.meant import Wanted, balances, fits, may_state, missing
from tieout.tools.figures.member import is_gross
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.mistagged import mistagged
from tieout.tools.figures.phrases import label_key
from tieout.tools.figures.quarters import NoFlow, Pieced, is_cumulative, pieced
from tieout.tools.figures.splits import Bases
from tieout.tools.figures.terms import Level
from tieout.tools.figures.vocabulary import Vocabulary

DEPTH = 6
"""Formulas inside formulas; the vocabulary has no cycles, this is a belt."""
ORIGINS = {"xbrl": 0, "table": 1, "text": 2}
"""How strong a source is, the strongest first."""
EXACT = 99
"""Sorts facts without stated accuracy as the most precise."""


class Ledger:
    """The facts of an evidence, ordered so that the newest statement of a figure comes first."""

    def __init__(self, facts: Iterable[Fact], documents: Mapping[str, Document], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._documents = documents
        self._facts: dict[str, Fact] = {}
        self._by_concept: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._by_metric: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._by_label: dict[tuple[str, tuple[str, ...]], list[Fact]] = defaultdict(list)
        self._ends: dict[tuple[str, str], date] = {}
        given = tuple(facts)
        self._standing = {key: standing(one, documents.values()) for key, one in documents.items()}
        self._bases = Bases(given, documents)
        self.mistagged = mistagged(given)
        """Ids of facts whose tag cannot be right."""
        for fact in sorted(given, key=self._newest_first):
            if fact.value is not None and fact.modality == "reported" and fact.id not in self.mistagged:
                self._enter(fact)

    def _enter(self, fact: Fact) -> None:
        owner = fact.entity.key
        self._facts[fact.id] = fact
        if fact.period.fiscal is not None:
            self._ends.setdefault((owner, fact.period.fiscal), fact.period.end)
        self._by_concept[owner, fact.concept].append(fact)
        self._by_label[owner, label_key(fact.label)].append(fact)
        if not self.vocabulary.for_concept(fact.concept):
            for metric in self.vocabulary.for_label(fact.label):
                if fact.origin == "xbrl" or may_state(metric, fact):
                    self._by_metric[owner, metric.id].append(fact)

    def _newest_first(self, fact: Fact) -> tuple[int, int, bool, int, str]:
        """Tagged figures before those read from a table, whatever is newer: a tag says what its figure is.

        An amendment comes before what it amends.
        """
        day, amends = self._standing.get(fact.document, (date.min, False))
        accuracy = EXACT if fact.decimals is None else fact.decimals
        return ORIGINS.get(fact.origin, len(ORIGINS)), -day.toordinal(), not amends, -accuracy, fact.id

    def level(self, wanted: Wanted) -> Level:
        """The reported fact, else the calculation; raises NotDerivable with the reason."""
        return self._level(wanted, DEPTH)

    def change(self, wanted: Wanted, base: PeriodWanted, *, percent: bool) -> Calculation:
        """The change since another period, in percent or in the figure's own unit; of a percentage, in points."""
        levels = self._comparable(self.level(wanted), self.level(wanted.at(base)))
        if isinstance(base, Day):
            one_series([one for one in levels if isinstance(one, Fact)])
        if self.is_fraction(wanted.metric, levels[0]):
            return change(*levels, facts=self._facts, fractions=True)
        return (percent_change if percent else change)(*levels, facts=self._facts)

    def is_fraction(self, metric: str | None, level: Level) -> bool:
        """Whether a figure is a percentage that its filing tags as a fraction."""
        return level.unit == "pure" and metric is not None and self.vocabulary.metric(metric).unit == "percent"

    def moved(self, now: Fact, before: Fact, *, percent: bool) -> Calculation:
        """The change between two statements of a figure."""
        make = percent_change if percent else change
        return make(*self._comparable(now, before), facts=self._facts)

    def extreme(self, wanted: Wanted, days: tuple[date, date], *, highest: bool) -> Fact:
        """The highest or lowest quote of a range of days, both included; the first of equals."""
        metric = self.vocabulary.metric(wanted.metric) if wanted.metric else None
        quotes = series_within((f for f in self._named(metric, wanted) if not f.dimensions), *days)
        self._comparable(*quotes)
        return (max if highest else min)(quotes, key=lambda one: one.value or Decimal(0))

    def growth(self, wanted: Wanted, base: FiscalPeriod) -> Calculation:
        """The compound yearly growth since another period, in percent."""
        return compound_growth(*self._comparable(self.level(wanted), self.level(wanted.at(base))), facts=self._facts)

    def share(self, part: Wanted, whole: Wanted) -> Calculation:
        """One figure as a percentage of another."""
        return share(*self._comparable(self.level(part), self.level(whole)), facts=self._facts)

    def share_change(self, part: Wanted, whole: Wanted, base: FiscalPeriod) -> Calculation:
        """How far a share moved since another period, in percentage points."""
        return change(self.share(part, whole), self.share(part.at(base), whole.at(base)), facts=self._facts)

    def ratio(self, top: Wanted, bottom: Wanted) -> Calculation:
        """How many times another figure one is."""
        return ratio(*self._comparable(self.level(top), self.level(bottom)), facts=self._facts)

    def difference(self, one: Wanted, other: Wanted) -> Calculation:
        """One figure less another: of two companies, metrics or periods."""
        left, right = self._comparable(self.level(one), self.level(other))
        fractions = self.is_fraction(one.metric, left) and self.is_fraction(other.metric, right)
        return difference(left, right, facts=self._facts, fractions=fractions)

    def formula(
        self, expression: str, wanted: Mapping[str, Wanted], *, metric: str, percent: bool = False
    ) -> Calculation:
        """A formula of the user's over figures by their names."""
        levels = dict(zip(wanted, self._comparable(*(self.level(w) for w in wanted.values())), strict=True))
        return computed(expression, levels, self._facts, metric=metric, percent=percent)

    def over(self, wanted: Wanted, periods: Sequence[FiscalPeriod], *, average: bool) -> Calculation:
        """The mean or the sum over several periods."""
        levels = self._comparable(*(self.level(wanted.at(p)) for p in periods))
        what = levels[0].label if isinstance(levels[0], Fact) else levels[0].metric
        make, kind = (average_of, "average") if average else (sum_of, "sum of")
        return make(levels, facts=self._facts, metric=f"{kind} {what}")

    def before_split(self, levels: Iterable[Level]) -> dict[str, str]:
        """Ids of the facts among these figures that are on the basis before a stock split, each with why."""
        return self._bases.stale([fact for level in levels for fact in self._facts_of(level)])

    def _comparable(self, *levels: Level) -> tuple[Level, ...]:
        """The same figures; raises NotDerivable where a stock split lies between them."""
        for why in self.before_split(levels).values():
            raise NotDerivable("not_derivable", why)
        return levels

    def _facts_of(self, level: Level) -> list[Fact]:
        if isinstance(level, Calculation):
            return [self._facts[one.fact] for one in level.operands if one.fact in self._facts]
        return [level]

    def _level(self, wanted: Wanted, depth: int) -> Level:
        newest = self.newest(wanted)
        if newest is not None and is_cumulative(newest, wanted, self):
            detail = f"{newest.printed} is tagged as {wanted.period.words}’s and is the figure of the year to date"
            raise NotDerivable("ambiguous", detail)
        if newest is not None:
            return self.original(newest)
        unjoined: NotDerivable | None = None
        try:
            joined = self.pieced(wanted)
        except NoFlow as error:
            joined, unjoined = None, error
        if joined is not None:
            return self._put_together(joined, wanted)
        metric = self.vocabulary.metric(wanted.metric) if wanted.metric else None
        if metric is None or wanted.member is not None or depth == 0:
            raise unjoined or missing(wanted, self.vocabulary)
        try:
            return self._computed(metric, wanted, depth)
        except NotDerivable as error:
            raise unjoined or error from error

    def pieced(self, wanted: Wanted) -> Pieced | None:
        """A quarter's or twelve months' figure from those of other periods; None where none of them is there."""
        return pieced(wanted, self, name=self._called(wanted))

    def _put_together(self, joined: Pieced, wanted: Wanted) -> Calculation:
        return stated(
            Expanded(tree=joined.tree, facts=joined.facts, assumptions=joined.assumptions),
            operation=joined.operation,
            metric=self._called(wanted),
            unit=next(iter(joined.facts.values())).unit,
            period=joined.period,
        )

    def _called(self, wanted: Wanted) -> str:
        name = self.vocabulary.metric(wanted.metric).name if wanted.metric else wanted.words.strip()
        return f"{name} of {wanted.member}" if wanted.member else name

    def newest(self, wanted: Wanted) -> Fact | None:
        """The newest statement of a figure; raises NotDerivable where one filing states several under one name."""
        found = tuple(self.reported(wanted))
        if not found:
            return None
        first = found[0]
        loose = wanted.metric is None or not self.vocabulary.for_concept(first.concept)
        rivals = [f for f in found if f.document == first.document and (loose or f.concept == first.concept)]
        rivals = balances(rivals) if loose or first.dimensions else [first]
        chosen = next((f for f in rivals if not is_gross(f)), rivals[0])
        other = next((f for f in rivals if is_gross(f) == is_gross(chosen) and not agree(f, chosen)), None)
        if other is not None and chosen.origin != "xbrl" and wanted.member is None and self._has_formula(wanted):
            return None
        if other is not None:
            what = wanted.words or self.vocabulary.metric(wanted.metric or "").name
            part = f" of {wanted.member}" if wanted.member else ""
            raise NotDerivable("ambiguous", f"a filing states several figures as {what}{part}")
        return chosen

    def _has_formula(self, wanted: Wanted) -> bool:
        return wanted.metric is not None and bool(self.vocabulary.metric(wanted.metric).trees)

    def original(self, newest: Fact) -> Fact:
        """The first filing that stated the newest value: it is cited, unless a later one changed the figure."""
        same = [f for f in self._by_concept[newest.entity.key, newest.concept] if f.meaning == newest.meaning]
        return next(f for f in reversed(same) if f.value == newest.value)

    def statements(self, fact: Fact) -> tuple[tuple[int | None, Fact], ...]:
        """Every statement of the same figure with the fiscal year of its filing, the newest first."""
        same = (f for f in self._by_concept[fact.entity.key, fact.concept] if f.meaning == fact.meaning)
        return tuple(
            (self._documents[f.document].fiscal_year if f.document in self._documents else None, f) for f in same
        )

    def end_of(self, entity: str, labels: Iterable[str]) -> date | None:
        """The day on which a period of a company ended, by any of its fiscal labels; None where nothing says."""
        return next((end for label in sorted(labels) if (end := self._ends.get((entity, label)))), None)

    def restated(self, fact: Fact) -> tuple[Fact, ...]:
        """Other statements of the same figure with another value, the newest first."""
        same = self._by_concept[fact.entity.key, fact.concept]
        return tuple(f for f in same if f.meaning == fact.meaning and not agree(f, fact))

    def reported(self, wanted: Wanted) -> Iterator[Fact]:
        """Facts that state the figure, concepts by preference, then printed labels; the newest filing first."""
        metric = self.vocabulary.metric(wanted.metric) if wanted.metric else None
        found = [f for f in self._named(metric, wanted) if fits(f, wanted)]
        if wanted.nearest:
            found.sort(key=lambda f: f.period.end, reverse=True)
        if metric is not None and metric.choose == "largest" and found:
            newest = [next(f for f in found if f.concept == c) for c in dict.fromkeys(f.concept for f in found)]
            found = sorted(newest, key=lambda f: -abs(f.value or Decimal(0)))
        yield from found

    def _named(self, metric: Metric | None, wanted: Wanted) -> Iterator[Fact]:
        if metric is None:
            yield from self._by_label.get((wanted.entity, label_key(wanted.words)), ())
            return
        for concept in metric.concepts:
            yield from self._by_concept.get((wanted.entity, concept), ())
        yield from self._by_metric.get((wanted.entity, metric.id), ())

    def _computed(self, metric: Metric, wanted: Wanted, depth: int) -> Calculation:
        """The first formula whose operands are all there."""
        if self.vocabulary.is_annual(metric.id) and wanted.period.span != "FY":
            raise NotDerivable("not_derivable", f"{metric.name} is computed for full fiscal years only")
        lacking: list[NotDerivable] = []
        for tree in metric.trees:
            expansion = Expansion(ledger=self, wanted=wanted, depth=depth - 1)
            try:
                whole = expansion.expand(tree, prior=False)
            except NotDerivable as error:
                lacking.append(error)
                continue
            self._comparable(*expansion.facts.values())
            expanded = Expanded(tree=whole, facts=expansion.facts, assumptions=tuple(expansion.assumptions))
            return derived(metric, expanded, expansion.period())
        raise lacking[0] if lacking else missing(wanted, self.vocabulary)
