"""Of which parts is an answer put together? Figures of one filing or company under headings, and its segments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.agent.offline.asked import Planning
from tieout.document import Entity
from tieout.fact import FactQuery
from tieout.period import FiscalPeriod
from tieout.question import Ask, Chapter, MetricAsked, Place, SubQuestion
from tieout.tools.figures.member import called, distinguishing

Manner = Literal["sentences", "table", "moves", "quotations"]
AXES = ("us-gaap:StatementBusinessSegmentsAxis", "srt:ProductOrServiceAxis", "srt:StatementGeographicalAxis")
"""By what companies break their revenue down, the segments first."""
FEWEST = 2
COVERED = Decimal("0.7")
"""Share of the revenue that parts must have together to be its breakdown."""
DIRECTED = re.compile(r"\b(?:provided|used|generated|paid)\b", re.IGNORECASE)
"""What makes a name wrong for a figure of the other sign: "net cash provided by operating activities"."""


@dataclass(frozen=True, kw_only=True)
class Chapters:
    """Makes the parts of one answer about one company."""

    planning: Planning
    entity: Entity
    documents: tuple[str, ...] = ()
    """The only ones whose figures are stated; empty: all."""

    def figures(
        self,
        heading: str,
        metrics: Sequence[str],
        periods: Sequence[FiscalPeriod],
        *,
        ask: Ask = "look_up",
        manner: Manner = "sentences",
    ) -> SubQuestion:
        """Metrics of the whole company, by their ids."""
        return self.asked(heading, [self.metric(m) for m in metrics], periods, ask=ask, manner=manner)

    def asked(
        self,
        heading: str,
        metrics: Sequence[MetricAsked],
        periods: Sequence[FiscalPeriod],
        *,
        ask: Ask = "look_up",
        manner: Manner = "sentences",
    ) -> SubQuestion:
        """Metrics of the company or of its parts under one heading."""
        return SubQuestion(
            id="",
            text=f"{self.planning.asked.text} [{heading}]",
            ask=ask,
            metrics=tuple(metrics),
            entities=(self.entity,),
            periods=tuple(periods),
            chapter=Chapter(heading=heading, manner=manner, documents=self.documents),
        )

    def quotations(self, heading: str, places: Sequence[Place]) -> SubQuestion:
        """Words of filings under one heading."""
        return SubQuestion(
            id="",
            text=f"{self.planning.asked.text} [{heading}]",
            ask="text",
            entities=(self.entity,),
            places=tuple(places),
            chapter=Chapter(heading=heading, manner="quotations", documents=self.documents),
        )

    def metric(self, identifier: str, member: str | None = None) -> MetricAsked:
        """A metric as answers call it, of the company or of one of its parts; a name of one direction only is none."""
        metric = self.planning.vocabulary.metric(identifier)
        words = next((w for w in (metric.name, *metric.words) if not DIRECTED.search(w)), metric.name)
        return MetricAsked(metric=identifier, words=words, member=member)

    def segments(self, period: FiscalPeriod) -> tuple[str, ...]:
        """What the revenue of a period is broken down by, as the filing calls its parts, the largest first."""
        concepts = self.planning.vocabulary.metric("revenue").concepts
        query = FactQuery(
            entities=(self.entity.key,),
            documents=self.documents,
            concepts=concepts,
            fiscal=(period.label,),
            as_of=self.planning.question.as_of,
        )
        facts = [f for f in self.planning.home.facts(query) if f.value is not None]
        whole = max((f.value or Decimal(0) for f in facts if not f.dimensions), default=Decimal(0))
        found = [f for f in facts if len(distinguishing(f)) == 1]
        for axis in AXES:
            sizes: dict[str, Decimal] = {}
            for fact in found:
                part, value = distinguishing(fact)[0], fact.value or Decimal(0)
                if part.axis == axis:
                    sizes[called(part)] = max(value, sizes.get(called(part), value))
            if len(sizes) >= FEWEST and sum(sizes.values()) >= COVERED * whole:
                return tuple(sorted(sizes, key=lambda name: (-sizes[name], name)))
        return ()


def numbered(subquestions: Sequence[SubQuestion]) -> tuple[SubQuestion, ...]:
    """The parts with ids in their order."""
    return tuple(s.model_copy(update={"id": f"q{n:02}"}) for n, s in enumerate(subquestions, start=1))
