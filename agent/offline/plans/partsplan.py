"""Is a figure asked for by segment, product or place? Then each part that the filing names is asked for."""

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.claiming import steps
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.plans.probing import Probe
from tieout.agent.offline.reading.neutral import PARTS, unread
from tieout.agent.offline.reading.operation import superlative
from tieout.agent.offline.reading.partskinds import SPOKEN, parts_asked
from tieout.agent.offline.reading.whose import Whose
from tieout.document import Entity
from tieout.fact import Fact, FactQuery
from tieout.period import FiscalPeriod
from tieout.question import Ask, MetricAsked, Plan, SubQuestion
from tieout.tools.amended import standing
from tieout.tools.figures.member import called, distinguishing
from tieout.tools.figures.parts import labels_for

_AXES = {
    "segments": ("us-gaap:StatementBusinessSegmentsAxis",),
    "products": ("srt:ProductOrServiceAxis", "us-gaap:ProductOrServiceAxis"),
    "places": (
        "srt:StatementGeographicalAxis",
        "us-gaap:StatementGeographicalAxis",
        "us-gaap:StatementBusinessSegmentsAxis",
    ),
}
"""The dimensions that tell parts of a kind, the likelier first: some companies' segments are their regions."""
MOST = 12
"""Parts that are shown."""
FEWEST = 2
LOOKED_AT = 5000
_LEVELS = frozenset({"look_up", "trend", "compare", "rank", "percent_change", "change"})
_REVENUE = MetricAsked(metric="revenue", words="revenue")
_OPERATING = MetricAsked(metric="operating_income", words="operating income")
_OTHERWISE = {"net_income": ((_OPERATING, ("of parts no net income is reported: operating income is taken",)),)}
"""What stands for a metric that companies report of no part."""


def plan_parts(planning: Planning) -> Plan | None:
    """The figures of all parts of a kind; None where none is asked for, or where the filings name none."""
    said, asked = parts_asked(planning.asked.text), planning.asked
    if said is None or said.ranked or said.moved:
        return None
    if len(asked.metrics) != 1 or asked.metrics[0].metric is None:
        return None
    member = asked.metrics[0].member
    if member is not None and member.casefold().rstrip("s") not in said.words.casefold():
        return None
    words = {w.casefold() for w in re.findall(r"[\w-]+", said.words)} | PARTS
    left = [w for w in unread(asked.words, part=True) if w not in words and w not in planning.listed()]
    entities, problem = Whose(planning=planning).entities()
    if problem is not None or left or len(entities) != 1 or asked.ask not in _LEVELS:
        return None
    return _Parts(planning=planning, entity=entities[0], axes=_AXES[said.kind], metric=asked.metrics[0]).plan()


def plan_ranked_parts(planning: Planning) -> Plan | None:
    """The parts in the order of their figures, or of how these moved; where no figure is named, of their revenue."""
    said = parts_asked(planning.asked.text)
    if said is None or not (said.ranked or said.moved) or planning.asked.ask not in _LEVELS | {"text"}:
        return None
    asked = planning.reader.read(said.rest, planning.asked.before)
    metrics = asked.metrics or (_REVENUE,)
    left = [w for w in unread(asked.words, part=True) if w not in SPOKEN and w not in planning.listed()]
    inner = replace(planning, asked=replace(asked, text=planning.asked.text))
    entities, problem = Whose(planning=inner).entities()
    alone = len(entities) == 1 and len(metrics) == 1 and metrics[0].metric is not None and metrics[0].member is None
    if problem is not None or left or not alone:
        return None
    note = () if asked.metrics else ("no figure was named: revenue is taken",)
    for metric, taken in ((metrics[0], note), *_OTHERWISE.get(metrics[0].metric or "", ())):
        parts = _Parts(planning=inner, entity=entities[0], axes=_AXES[said.kind], metric=metric)
        if (plan := parts.moves() if said.moved else parts.ranking()) is not None:
            return plan.model_copy(update={"assumptions": (*plan.assumptions, *taken)})
    return None


@dataclass(frozen=True, kw_only=True)
class _Parts:
    planning: Planning
    entity: Entity
    axes: tuple[str, ...]
    metric: MetricAsked

    def plan(self) -> Plan | None:
        """One sub-question with a metric for each part."""
        ask = self.planning.asked.ask
        names = self._names(self._periods(ask))
        return self._figures(ask, names) if len(names) >= FEWEST else None

    def moves(self) -> Plan | None:
        """How each part's figure moved."""
        periods = tuple(dict.fromkeys(p for pair in steps(self._periods("percent_change")) for p in pair))
        names = tuple(self._values(self._names(periods), periods[0])) if periods else ()
        return self._figures("percent_change", names) if len(names) >= FEWEST else None

    def ranking(self) -> Plan | None:
        """The parts with their figures, and the first of them where no part can be missing."""
        periods = self._periods("look_up")
        names = self._names(periods)
        if len(names) < FEWEST or len(periods) != 1:
            return self._figures("look_up", names) if len(names) >= FEWEST else None
        lowest = superlative(self.planning.asked.text) == "lowest"
        parts = dict(sorted(self._values(names, periods[0]).items(), key=lambda item: item[1], reverse=not lowest))
        whole = self._value(None, periods[0])
        sure = len(parts) <= MOST and whole is not None and leads_surely(tuple(parts.values()), whole, lowest=lowest)
        plan = self._figures("rank" if sure else "compare", tuple(parts))
        if sure or len(parts) < FEWEST:
            return plan if len(parts) >= FEWEST else None
        why = "the parts that are named do not add up to the whole company, so none is called the first"
        return plan.model_copy(update={"notes": (*plan.notes, why)})

    def _values(self, names: Sequence[str], period: FiscalPeriod) -> dict[str, Decimal]:
        """The parts' figures, without those parts that are made of others."""
        found = {n: v for n in names if (v := self._value(n, period)) is not None}
        return without_sums(found, self._value(None, period))

    def _value(self, member: str | None, period: FiscalPeriod) -> Decimal | None:
        metric = self.metric.model_copy(update={"member": member})
        level = Probe(planning=self.planning, entity=self.entity, metric=metric).level(period)
        return level.value if level is not None else None

    def _periods(self, ask: Ask) -> tuple[FiscalPeriod, ...]:
        return tuple(p for s in self._asking(ask, (None,)).subquestions for p in s.periods)

    def _figures(self, ask: Ask, names: Sequence[str]) -> Plan:
        """One sub-question over the parts' figures."""
        ordered = ask in {"rank", "compare"}
        plan = self._asking("look_up" if ordered else ask, names[:MOST])
        over = (f"the first {MOST} of the parts are shown; name the others",) if len(names) > MOST else ()
        asked = tuple(s.model_copy(update={"ask": ask}) if ordered else s for s in plan.subquestions)
        together = ordered or ask == "percent_change"
        return plan.model_copy(
            update={"subquestions": _together(asked) if together else asked, "notes": (*plan.notes, *over)}
        )

    def _asking(self, ask: Ask, members: Sequence[str | None]) -> Plan:
        metrics = tuple(self.metric.model_copy(update={"member": m}) for m in members)
        asked = replace(self.planning.asked, metrics=metrics, ask=ask)
        return FigurePlanner(planning=replace(self.planning, asked=asked)).plan((self.entity,))

    def _names(self, periods: Sequence[FiscalPeriod]) -> tuple[str, ...]:
        """What the parts are called for which the metric is reported in the periods, in the order of the filing."""
        metric = self.planning.vocabulary.metric(self.metric.metric or "")
        query = FactQuery(
            entities=(self.entity.key,),
            concepts=tuple(metric.concepts),
            fiscal=tuple(sorted({label for p in periods for label in labels_for(p)})),
            as_of=self.planning.question.as_of,
            limit=LOOKED_AT,
        )
        facts = self.planning.home.facts(query)
        for axis in self.axes:
            found = [(f, n) for f in facts if (n := named(f, axis)) is not None]
            names = self._newest(found, periods) or tuple(dict.fromkeys(n for _, n in found))
            if len(names) >= FEWEST:
                return names
        return ()

    def _newest(self, found: Sequence[tuple[Fact, str]], periods: Sequence[FiscalPeriod]) -> tuple[str, ...]:
        """The parts that the newest filing names in all of the periods: an older one may divide otherwise."""
        covered: dict[str, dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
        for fact, name in found:
            covered[fact.document][name].add(fact.period.fiscal)
        wanted = [labels_for(p) for p in periods]
        whole = {
            document: tuple(n for n, labels in names.items() if all(labels.intersection(w) for w in wanted))
            for document, names in covered.items()
        }
        documents = self.planning.documents((self.entity,))
        several = [d for d in documents if len(whole.get(d.id, ())) >= FEWEST]
        newest = max(several, key=lambda d: standing(d, documents), default=None)
        return whole[newest.id] if newest is not None else ()


def _together(subquestions: Sequence[SubQuestion]) -> tuple[SubQuestion, ...]:
    """One sub-question over the metrics of all that ask for the same of the same periods."""
    groups: dict[tuple[Ask, tuple[FiscalPeriod, ...]], list[SubQuestion]] = defaultdict(list)
    for one in subquestions:
        groups[one.ask, one.periods].append(one)
    return tuple(g[0].model_copy(update={"metrics": tuple(m for s in g for m in s.metrics)}) for g in groups.values())


def named(fact: Fact, axis: str) -> str | None:
    """What the one part is called that a fact is of, on an axis."""
    parts = distinguishing(fact)
    return called(parts[0]) if len(parts) == 1 and parts[0].axis == axis else None


def without_sums(values: Mapping[str, Decimal], whole: Decimal | None) -> dict[str, Decimal]:
    """The parts without those that are the sum of two or more of the others: “Products” beside each product.

    None is taken out where the parts make the whole as they are, nor where the rest is no nearer to it.
    """
    everything = sum(values.values())
    found = sorted(values.items(), key=lambda item: -item[1])[: MOST + FEWEST]
    sums = {
        name
        for name, value in (found if whole not in {None, everything} else ())
        for count in range(FEWEST, len(found))
        for others in itertools.combinations([v for n, v in found if n != name and 0 < v < value], count)
        if sum(others) == value
    }
    rest = {n: v for n, v in values.items() if n not in sums}
    nearer = whole is not None and abs(whole - sum(rest.values())) < abs(whole - everything)
    return rest if nearer else dict(values)


def leads_surely(parts: Sequence[Decimal], whole: Decimal, *, lowest: bool) -> bool:
    """Whether no part that is not named could be the first: what the named ones leave is nothing, or too little."""
    left = whole - sum(parts)
    return left == 0 if lowest else bool(parts) and left < max(parts)
