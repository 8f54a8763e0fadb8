"""Which figures are asked for? One sub-question a metric and operation, with the fiscal periods of each company."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.reading.companyperiods import CompanyPeriods
from tieout.agent.offline.reading.operation import between, quarterly, wants_level_too, whole_first, yearly
from tieout.agent.offline.reading.reported import QUARTERS
from tieout.agent.offline.reading.timing import Asked, latest_year, years_told
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Ask, MetricAsked, Plan, SubQuestion

CHANGES: frozenset[Ask] = frozenset({"change", "percent_change"})
TWO = 2
_STRAY = re.compile(r"(?<![\w.,$€£¥-])\d{4}(?![\w.,%-])")
"""A number that looks like a year and was not understood as one."""
_WHICH_YEARS = re.compile(r"\b(?:which|what|in\s+which)\s+(?:fiscal\s+)?years?\b", re.IGNORECASE)
_YEAR = r"\s+(?:the\s+end\s+of\s+|in\s+)?(?:fiscal\s+(?:year\s+)?|FY\s?)?(?:19|20)?\d\d\b"
_SINCE = re.compile(rf"\bsince{_YEAR}", re.IGNORECASE)
_SINCE_CHANGE = re.compile(rf"\b(?:since|compared\s+(?:to|with)|relative\s+to|versus|vs\.?){_YEAR}", re.IGNORECASE)

_BASE = re.compile(rf"\b(?:over|from|against|on|than){_YEAR}", re.IGNORECASE)
"""A year behind these is what a change begins with where the question named a later one before: "grow over 2023"."""

_PRIOR = re.compile(
    r"\b(?:over|from|against|on|than|versus|vs\.?|compared\s+(?:to|with)|relative\s+to)\s+(?:the\s+|its\s+)?"
    r"(?:(?:prior|previous|preceding|last)\s+(?:fiscal\s+)?year|year\s+(?:before|earlier|prior))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class FigurePlanner:
    """Plans a question about figures."""

    planning: Planning

    def plan(self, entities: Sequence[Entity]) -> Plan:
        """One sub-question a metric and operation; companies whose latest year differs are asked apart."""
        asked = self.planning.asked
        if (stray := _STRAY.search(asked.rest)) is not None:
            return self.planning.refusal("missing_evidence", f"no filing covers {stray[0]}, if that is a year")
        periods = {e: self._periods(e) for e in entities or self.planning.home.entities()}
        impossible = next((p.impossible for p in periods.values() if p.impossible), None)
        if impossible is not None:
            return self.planning.refusal("missing_evidence", f"the period cannot be looked up: {impossible}")
        groups: dict[tuple[FiscalPeriod, ...], list[Entity]] = defaultdict(list)
        for entity, found in periods.items():
            groups[found.periods if found.summed else self._ends(self._since(found.periods, entity))].append(entity)
        summed = {found.periods for found in periods.values() if found.summed}
        assumptions = [*asked.assumptions, *assumed(periods)]
        if asked.ask == "rank" and len(groups) > 1 and not asked.periods:
            groups, assumptions = self._one_year(groups)
        ranked = asked.ask == "rank" and (len(groups) > 1 or bool(self.planning.strangers()))
        subquestions: list[SubQuestion] = []
        for periods_asked, members in groups.items():
            for step, metrics in self._steps():
                # Of some of those named nobody is the first.
                ask: Ask = "compare" if ranked else "sum" if periods_asked in summed else step
                alone = ask == "look_up" and asked.ask in CHANGES
                subquestions.append(
                    SubQuestion(
                        id=f"q{len(subquestions) + 1}",
                        text=asked.text,
                        ask=ask,
                        metrics=metrics,
                        entities=tuple(members),
                        periods=periods_asked[:1] if alone else periods_asked,
                        shown=asked.shown,
                        workings=asked.workings,
                    )
                )
        return Plan(
            subquestions=tuple(subquestions),
            failures=self.planning.strangers(),
            assumptions=tuple(dict.fromkeys(assumptions)),
            notes=("one of those that are compared is missing, so no highest or lowest is stated",) if ranked else (),
        )

    def _one_year(
        self, groups: Mapping[tuple[FiscalPeriod, ...], list[Entity]]
    ) -> tuple[dict[tuple[FiscalPeriod, ...], list[Entity]], list[str]]:
        """All companies in the newest year that every one of them has, so that they can be ranked."""
        year = min(max(p.year for p in periods) for periods in groups if periods)
        every = [e for members in groups.values() for e in members]
        note = f"no period was named: fiscal {year} is the latest year of all of them"
        return {(FiscalPeriod(year=year),): every}, [*self.planning.asked.assumptions, note]

    def _periods(self, entity: Entity) -> Asked:
        """The fiscal periods of one company that are asked about."""
        return CompanyPeriods(planning=self.planning).of(entity, trend=self._over_years())

    def _over_years(self) -> bool:
        """Whether several years are meant where none is named: a development, or the best year of one company."""
        asked = self.planning.asked
        if asked.ask in CHANGES and _WHICH_YEARS.search(asked.text):
            return True
        return asked.ask == "trend" or (asked.ask == "rank" and len(asked.entities) == 1)

    def _since(self, periods: tuple[FiscalPeriod, ...], entity: Entity) -> tuple[FiscalPeriod, ...]:
        """A year that is only where something begins, with those up to the latest: "since 2022"."""
        asked = self.planning.asked
        alone = len(periods) == 1 and periods[0].span == "FY"
        changes = asked.ask in CHANGES
        if not alone:
            return periods
        before = [p.year for m in asked.anchor for p in m.periods if p.span == "FY" and p.year > periods[0].year]
        said = (_SINCE_CHANGE if changes else _SINCE).search(asked.text)
        said = said or (_BASE.search(asked.text) if changes and before else None)
        prior = changes and bool(before) and _PRIOR.search(asked.text) is not None
        if not prior and (said is None or int(said[0][-2:]) != periods[0].year % 100):
            return periods
        newest = latest_year(self.planning.documents((entity,)), self.planning.question.as_of)
        latest = max(before, default=newest)
        if latest is None or latest <= periods[0].year:
            return periods
        years = (latest, periods[0].year) if changes else tuple(range(periods[0].year, latest + 1))
        return tuple(FiscalPeriod(year=y) for y in years)

    def _ends(self, periods: tuple[FiscalPeriod, ...]) -> tuple[FiscalPeriod, ...]:
        """The two ends of a range over which one change is asked for; all of its periods for yearly changes."""
        asked = self.planning.asked
        ranged = any(len(m.periods) > TWO for m in asked.periods)
        if asked.ask in CHANGES and ranged and not yearly(asked.text):
            return (periods[0], periods[-1])
        if len(periods) == TWO and asked.ask not in CHANGES and between(asked.text):
            first, last = sorted(p.year for p in periods)
            periods = tuple(periods[0].model_copy(update={"year": y}) for y in range(first, last + 1))
        count = years_told(asked.text) if len(periods) == 1 and periods[0].span == "FY" else None
        if count and asked.ask in CHANGES:
            return (periods[0].shifted(-count), periods[0])
        if count and asked.ask == "trend":
            return tuple(periods[0].shifted(-back) for back in range(count - 1, -1, -1))
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
            if ask in CHANGES and wants_level_too(asked.rest):
                steps.append(("look_up", (metric,)))
            steps.append((ask, (metric,)))
        return steps


def assumed(periods: Mapping[Entity, Asked]) -> list[str]:
    """What was assumed of the periods, once where it is the same of all companies."""
    said = {found.assumptions for found in periods.values()}
    if len(said) <= 1:
        return [a for assumptions in said for a in assumptions]
    return [f"{e.ticker or e.name}: {a}" for e, found in periods.items() for a in found.assumptions]
