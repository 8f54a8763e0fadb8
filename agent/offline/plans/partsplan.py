"""Is a figure asked for by segment, product or place? Then each part that the filing names is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.reading.neutral import PARTS, unread
from tieout.agent.offline.reading.whose import Whose
from tieout.document import Entity
from tieout.fact import Fact, FactQuery
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Plan
from tieout.tools.figures.member import called, distinguishing
from tieout.tools.figures.parts import labels_for

_KINDS = (
    r"(?P<segments>segments?|divisions?|units?)"
    r"|(?P<products>products?(?:\s+(?:lines?|categor(?:y|ies)))?|categor(?:y|ies))"
    r"|(?P<places>geograph(?:y|ies|ical?)(?:\s+(?:areas?|regions?|segments?))?|regions?|countr(?:y|ies))"
)
_BY = re.compile(
    r"\b(?:by|(?:for|of|in) each|per|across(?: all)?)\s+"
    rf"(?:(?:its|the|reportable|reporting|operating|business|major)\s+)*(?:{_KINDS})\b",
    re.IGNORECASE,
)
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


def plan_parts(planning: Planning) -> Plan | None:
    """The figures of all parts of a kind; None where none is asked for, or where the filings name none."""
    asked = planning.asked
    said = _BY.search(asked.text)
    if said is None or len(asked.metrics) != 1 or asked.metrics[0].metric is None:
        return None
    member = asked.metrics[0].member
    if member is not None and member.casefold().rstrip("s") not in said[0].casefold():
        return None
    words = {w.casefold() for w in re.findall(r"[\w-]+", said[0])} | PARTS
    left = [w for w in unread(asked.words, part=True) if w not in words and w not in planning.listed()]
    entities, problem = Whose(planning=planning).entities()
    if problem is not None or left or len(entities) != 1 or asked.ask not in _LEVELS:
        return None
    kind = next(k for k in _AXES if said[k])
    return _Parts(planning=planning, entity=entities[0], axes=_AXES[kind]).plan()


@dataclass(frozen=True, kw_only=True)
class _Parts:
    planning: Planning
    entity: Entity
    axes: tuple[str, ...]

    def plan(self) -> Plan | None:
        """One sub-question with a metric for each part."""
        metric = self.planning.asked.metrics[0].model_copy(update={"member": None})
        whole = self._figures((metric,))
        periods = tuple(p for s in whole.subquestions for p in s.periods)
        names = self._names(periods)
        if len(names) < FEWEST:
            return None
        plan = self._figures(tuple(metric.model_copy(update={"member": name}) for name in names[:MOST]))
        over = (f"the first {MOST} of the parts are shown; name the others",) if len(names) > MOST else ()
        return plan.model_copy(update={"notes": (*plan.notes, *over)})

    def _figures(self, metrics: tuple[MetricAsked, ...]) -> Plan:
        asked = replace(self.planning.asked, metrics=metrics)
        return FigurePlanner(planning=replace(self.planning, asked=asked)).plan((self.entity,))

    def _names(self, periods: Sequence[FiscalPeriod]) -> list[str]:
        """What the parts are called for which the metric is reported in the periods, in the order of the filing."""
        metric = self.planning.vocabulary.metric(self.planning.asked.metrics[0].metric or "")
        query = FactQuery(
            entities=(self.entity.key,),
            concepts=tuple(metric.concepts),
            fiscal=tuple(sorted({label for p in periods for label in labels_for(p)})),
            as_of=self.planning.question.as_of,
            limit=LOOKED_AT,
        )
        facts = self.planning.home.facts(query)
        for axis in self.axes:
            names = list(dict.fromkeys(name for f in facts if (name := named(f, axis)) is not None))
            if len(names) >= FEWEST:
                return names
        return []


def named(fact: Fact, axis: str) -> str | None:
    """What the one part is called that a fact is of, on an axis."""
    parts = distinguishing(fact)
    return called(parts[0]) if len(parts) == 1 and parts[0].axis == axis else None
