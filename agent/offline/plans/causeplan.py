"""What moved a figure, as the filing itself explains it? The change first, then the sentences that give its reasons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.explaining import Explaining, Moved, Reason
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.drafts.placed import lead_of, read_first
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.plans.probing import Probe
from tieout.agent.offline.reading.premise import asks_why
from tieout.agent.offline.reading.whose import Whose
from tieout.claim import Failure
from tieout.document import Document, Entity, Passage
from tieout.fact import FactQuery
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Place, Plan, SubQuestion

MOST = 3
FACTS = 4_000
"""Facts that are looked at for the names of parts."""
_DROVE = re.compile(
    r"\bwhat (?:has |have )?(?:drove|driven|is driving|drives|affected|impacted|influenced|moved|pushed|fuell?ed|hurt|"
    r"helped)\b|\bdrivers? (?:of|for|behind)\b|\breasons? (?:for|behind|why)\b|\bdue to what\b|\bhow come\b",
    re.IGNORECASE,
)
_PARTS = ("Item 7", "Item 2", "Part I, Item 2")
"""Where management discusses results, in a 10-K and in a 10-Q."""


def plan_causes(planning: Planning) -> Plan | None:
    """The plan where reasons for a figure's move are asked for, of companies with tagged figures; else None."""
    asked = planning.asked
    named = [m for m in asked.metrics if m.metric]
    if len(named) != 1 or not (asks_why(asked.text) or _DROVE.search(asked.text)):
        return None
    if planning.is_of_a_part:
        return None
    entities, problem = Whose(planning=planning).entities()
    keys = planning.filers()
    if problem is not None or not entities or any(e.key not in keys for e in entities):
        return None
    return _Causes(planning=planning, metric=named[0]).plan(entities)


@dataclass(frozen=True, kw_only=True)
class _Causes:
    planning: Planning
    metric: MetricAsked

    def plan(self, entities: Sequence[Entity]) -> Plan | None:
        """The change of each company, then its reasons, or that there is none."""
        asked = replace(self.planning.asked, ask="percent_change", perhaps=(), words=())
        moved = FigurePlanner(planning=replace(self.planning, asked=asked)).plan(entities)
        changes = [s for s in moved.subquestions if s.ask == "percent_change"]
        if not changes or moved.failures:
            return None
        subquestions: list[SubQuestion] = []
        failures: list[Failure] = []
        for sought in changes:
            for entity in sought.entities:
                alone = sought.model_copy(update={"entities": (entity,)})
                places = self._places(entity, sought.periods[0])
                subquestions.append(alone)
                if places:
                    update = {"ask": "text", "places": places, "metrics": (), "periods": ()}
                    subquestions.append(alone.model_copy(update=update))
                else:
                    detail = f"no sentence of the indexed filings of {company(entity)} gives a reason for it"
                    failures.append(Failure(reason="missing_evidence", detail=detail, text=sought.text))
        numbered = (s.model_copy(update={"id": f"q{i}"}) for i, s in enumerate(subquestions, start=1))
        return moved.model_copy(update={"subquestions": tuple(numbered), "failures": tuple(failures)})

    def _places(self, entity: Entity, period: FiscalPeriod) -> tuple[Place, ...]:
        forms = ("10-K", "10-K/A", "10-KT") if period.span in {"FY", "Q4"} else ("10-Q", "10-Q/A")
        for document in read_first(self.planning, entity, (period.year,)):
            if document.form not in forms or document.fiscal_year != period.year:
                continue
            if forms[0] == "10-Q" and period.span != document.fiscal_period:
                continue
            found = self._reasons(document, entity, period)
            if found:
                lead = lead_of(document)
                return tuple(Place(document=document.id, start=r.start, end=r.end, lead=lead) for r in found)
        return ()

    def _reasons(self, document: Document, entity: Entity, period: FiscalPeriod) -> list[Reason]:
        """The sentences that explain the move, the best first, with what offsets it behind each."""
        text = self.planning.home.text(document.id)
        probe = Probe(planning=self.planning, entity=entity, metric=self.metric)
        before = period.shifted(-1)
        levels = [
            probe.level(period),
            probe.change(period, before, percent=False),
            probe.change(period, before, percent=True),
        ]
        now, change, percent = (level.value if level else None for level in levels)
        moved = Moved(level=now, change=change, percent=percent)
        vocabulary = self.planning.vocabulary
        reader = Explaining(metric=self.metric, vocabulary=vocabulary, year=period.year, moved=moved)
        found: dict[str, Reason] = {}
        for passage in self._discussions(document, entity):
            low, high = passage.locator.start or 0, passage.locator.end or 0
            for reason in reader.reasons(text, (low, high), passage.heading[-1] if passage.heading else ""):
                found.setdefault(" ".join(text[reason.start : reason.end].split()).casefold(), reason)
        best = sorted(found.values(), key=lambda r: (-r.score, r.start))[:MOST]
        best = [r for r in best if r.score >= best[0].score - 1]
        return sorted(best, key=lambda r: r.start)

    def _parts(self, entity: Entity) -> frozenset[str]:
        """What the segments, products and places of the figure are called."""
        concepts = self.planning.vocabulary.metric(self.metric.metric or "").concepts
        facts = self.planning.home.facts(FactQuery(entities=(entity.key,), concepts=concepts, limit=FACTS))
        return frozenset(d.label.casefold() for f in facts for d in f.dimensions)

    def _discussions(self, document: Document, entity: Entity) -> Iterator[Passage]:
        """The passages in which management discusses its results, not under the head of another part."""
        stretches = self.planning.home.stretches(document.id)
        own = (self.metric.member or "").casefold()
        others = self._parts(entity) - {own}
        passages = self.planning.home.passages([s.passage for s in stretches])
        for one in stretches:
            passage = passages.get(one.passage)
            section = (passage.locator.section or "") if passage else ""
            if passage is None or passage.kind != "prose" or not section.endswith(_PARTS):
                continue
            if not passage.heading or passage.heading[-1].strip().casefold() not in others:
                yield passage
