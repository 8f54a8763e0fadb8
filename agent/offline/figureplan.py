"""Which figures are asked for? One sub-question a metric and operation, with the fiscal periods of each company."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.operation import between, quarterly, wants_level_too, whole_first, yearly
from tieout.agent.offline.timing import asked_periods, latest_twelve, latest_year
from tieout.document import Entity
from tieout.fact import FactQuery
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.question import Ask, MetricAsked, Plan, SubQuestion
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.twelve import is_trailing

CHANGES: frozenset[Ask] = frozenset({"change", "percent_change"})
QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
TWELVE: tuple[FiscalSpan, ...] = ("TTM-Q1", "TTM-Q2", "TTM-Q3")
YEAR = 12
TWO = 2
DATED = 500
"""Facts that are looked at to see which fiscal period ends on a date."""


@dataclass(frozen=True, kw_only=True)
class FigurePlanner:
    """Plans a question about figures."""

    planning: Planning

    def plan(self, entities: Sequence[Entity]) -> Plan:
        """One sub-question a metric and operation; companies whose latest year differs are asked apart."""
        asked = self.planning.asked
        groups: dict[tuple[FiscalPeriod, ...], list[Entity]] = defaultdict(list)
        assumptions: list[str] = list(asked.assumptions)
        for entity in entities or self.planning.home.entities():
            latest = latest_year(
                (d for d in self.planning.home.documents() if d.entity.key == entity.key), self.planning.question.as_of
            )
            spoken = tuple(self._dated(m, entity) for m in asked.periods)
            periods = asked_periods(spoken, asked.anchor, latest, trend=self._over_years())
            if periods.impossible:
                return self.planning.refusal(
                    "missing_evidence", f"the period cannot be looked up: {periods.impossible}"
                )
            groups[self._ends(periods.periods)].append(entity)
            assumptions += periods.assumptions
        subquestions: list[SubQuestion] = []
        for periods_asked, members in groups.items():
            for ask, metrics in self._steps():
                alone = ask == "look_up" and self.planning.asked.ask in CHANGES
                subquestions.append(
                    SubQuestion(
                        id=f"q{len(subquestions) + 1}",
                        text=asked.text,
                        ask=ask,
                        metrics=metrics,
                        entities=tuple(members),
                        periods=periods_asked[:1] if alone else periods_asked,
                    )
                )
        return Plan(
            subquestions=tuple(subquestions),
            failures=self.planning.strangers(),
            assumptions=tuple(dict.fromkeys(assumptions)),
        )

    def _dated(self, mention: PeriodMention, entity: Entity) -> PeriodMention:
        """A period that is named by its end date, as the fiscal period of the company that ends on it."""
        if is_trailing(mention):
            twelve = latest_twelve(
                (d for d in self.planning.home.documents() if d.entity.key == entity.key), self.planning.question.as_of
            )
            return replace(mention, periods=(twelve,)) if twelve else mention
        if mention.periods or not mention.ends:
            return mention
        found: list[FiscalPeriod] = []
        for end in mention.ends:
            facts = self.planning.home.facts(FactQuery(entities=(entity.key,), end=end, limit=DATED))
            labels = {p for f in facts if f.period.fiscal and (p := FiscalPeriod.parse(f.period.fiscal))}
            lengths: dict[int, tuple[FiscalSpan, ...]] = {3: QUARTERS, 6: ("H1",), 9: ("9M",), YEAR: ("FY",)}
            spans = lengths.get(mention.months or 0, ("FY", "Q1", "Q2", "Q3"))
            if mention.months == YEAR and not any(p.span == "FY" for p in labels):
                labels, spans = {p.trailing for p in labels if p.trailing}, TWELVE
            found += sorted((p for p in labels if p.span in spans), key=lambda p: spans.index(p.span))[:1]
        if len(found) < len(mention.ends):
            return replace(mention, wrong=f"no indexed figure of {entity.name} is of a period that ends then")
        return replace(mention, periods=tuple(found))

    def _over_years(self) -> bool:
        """Whether several years are meant where none is named: a development, or the best year of one company."""
        asked = self.planning.asked
        return asked.ask == "trend" or (asked.ask == "rank" and len(asked.entities) == 1)

    def _ends(self, periods: tuple[FiscalPeriod, ...]) -> tuple[FiscalPeriod, ...]:
        """The two ends of a range over which one change is asked for; all of its periods for yearly changes."""
        asked = self.planning.asked
        ranged = any(len(m.periods) > TWO for m in asked.periods)
        if asked.ask in CHANGES and ranged and not yearly(asked.text):
            return (periods[0], periods[-1])
        if len(periods) == TWO and asked.ask not in CHANGES and between(asked.text):
            first, last = sorted(p.year for p in periods)
            periods = tuple(periods[0].model_copy(update={"year": y}) for y in range(first, last + 1))
        if quarterly(asked.text) and all(p.span == "FY" for p in periods):
            return tuple(FiscalPeriod(year=p.year, span=q) for p in periods for q in QUARTERS)
        return periods

    def _steps(self) -> list[tuple[Ask, tuple[MetricAsked, ...]]]:
        """What is done with which metrics; metrics of one operation are taken together only for shares and ratios."""
        asked = self.planning.asked
        both = ("share", "ratio")
        parts = tuple(m for m in asked.metrics if m.member is not None)
        if asked.ask == "share" and parts and len({m.metric for m in asked.metrics}) == 1:
            return [("share", (m, m.model_copy(update={"member": None}))) for m in parts]
        if asked.ask in both and len(asked.metrics) == TWO and not parts:
            first = asked.text.find(asked.metrics[0].words), asked.text.find(asked.metrics[1].words)
            turned = asked.ask == "share" and whole_first(asked.text, first)
            return [(asked.ask, asked.metrics[::-1] if turned else asked.metrics)]
        ask: Ask = "look_up" if asked.ask in both else asked.ask
        steps: list[tuple[Ask, tuple[MetricAsked, ...]]] = []
        for metric in asked.metrics:
            if ask in CHANGES and wants_level_too(asked.text):
                steps.append(("look_up", (metric,)))
            steps.append((ask, (metric,)))
        return steps
