"""Where do a company's filings state or define a measure of its own? A row that is proven, a sentence, a definition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.placed import lead_of, place_of, read_first
from tieout.agent.offline.plans.probing import Probe
from tieout.agent.offline.words.ownmeasure import Measure, anchored, definitions, same_measure, sayings
from tieout.document import Document, Entity
from tieout.fact import Fact, FactQuery
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Place
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.member import members
from tieout.tools.figures.phrases import Phrases, label_key
from tieout.tools.figures.reading import Reading
from tieout.tools.holding import holder
from tieout.tools.readthrough import Said

DEFINED = "this is the company’s own definition"
MOST = 20_000
READ_AT_MOST = 2
"""Documents of a company that are read for one measure, the likeliest first."""
SHORT_NAME = 3
WHOLE = ("revenue", "net_income", "net_income_attributable", "operating_income")
"""Figures of the whole company beside which it is spoken of the whole company."""
BEFORE, AFTER = 700, 300
"""Characters around a sentence that are read for them."""
TELLING = 100
_SAYS_WHOLE = re.compile(r"\b(?:total|worldwide|consolidated|global|company-?wide|overall|systemwide)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class MeasureFinder:
    """Finds measures in the filings of one home."""

    planning: Planning

    def row(self, entity: Entity, measure: Measure, period: FiscalPeriod) -> str | None:
        """The label of the one row that states the measure and whose scale a tagged row of its table proves."""
        query = FactQuery(entities=(entity.key,), origins=("table",), fiscal=(period.label,), limit=MOST)
        rows = [
            f
            for f in self.planning.home.facts(query.model_copy(update={"as_of": self.planning.question.as_of}))
            if same_measure(measure, f, self.planning.vocabulary)
        ]
        plain = [f for f in rows if not f.dimensions and f.modality == "reported"]
        if not plain or len({f.value for f in plain}) > 1 or len({label_key(f.label) for f in plain}) > 1:
            return None
        return plain[0].label if any(self._is_anchored(f) for f in plain) else None

    def _is_anchored(self, fact: Fact) -> bool:
        own = self.planning.home.facts(FactQuery(documents=(fact.document,), end=fact.period.end, limit=MOST))
        return anchored(fact, own)

    def sentences(self, entity: Entity, measure: Measure, period: FiscalPeriod) -> tuple[Place, ...]:
        """The sentence that states the measure of a fiscal year for the whole company; none where two disagree."""
        for document in read_first(self.planning, entity, [period.year])[:READ_AT_MOST]:
            if not _may_say(document, period):
                continue
            said = sayings(self.planning.home, document, measure, period, self.planning.vocabulary)
            known = self._levels(entity, measure, period)
            whole = [s for s in said if self._is_whole(s[0], measure, known) and not self._is_of_a_part(s, document)]
            if len({value for _, value in whole}) > 1:
                return ()
            placed = (place_of(self.planning, s, lead=lead_of(document)) for s, _ in whole)
            if (place := next((p for p in placed if p is not None), None)) is not None:
                return (place,)
        return ()

    def _levels(self, entity: Entity, measure: Measure, period: FiscalPeriod) -> tuple[Decimal, ...]:
        """Figures of the whole company that stand near what else is said of it."""
        metrics = dict.fromkeys((*WHOLE, *((measure.metric.metric,) if measure.metric.metric else ())))
        found = (
            Probe(planning=self.planning, entity=entity, metric=MetricAsked(metric=m, words=m)).level(period)
            for m in metrics
        )
        return tuple(abs(level.value) for level in found if level is not None and level.value)

    def _is_whole(self, said: Said, measure: Measure, known: Sequence[Decimal]) -> bool:
        """Whether a sentence is of the whole company: it says so, or a figure of the whole company stands beside it.

        Sections on segments speak of sales and earnings in the same words as those on the company.
        """
        metric = self.planning.vocabulary.metric(measure.metric.metric) if measure.metric.metric else None
        if (metric is not None and metric.unit == "per_share") or _SAYS_WHOLE.search(said.text):
            return True
        text = self.planning.home.text(said.document)[max(0, said.start - BEFORE) : said.end + AFTER]
        return any(states_any(reading, known) for reading in figures(text))

    def _is_of_a_part(self, said: tuple[Said, Decimal], document: Document) -> bool:
        """Whether a sentence stands under the heading of a segment, a product or a place."""
        home = self.planning.home
        holding = holder(home.stretches(document.id), said[0].start, said[0].end)
        headings = home.passages([holding])[holding].heading if holding else ()
        concepts = self.planning.vocabulary.metric("revenue").concepts
        query = FactQuery(documents=(document.id,), concepts=concepts, limit=MOST)
        names = [n for n in members(f for f in home.facts(query) if f.dimensions) if len("".join(n)) > SHORT_NAME]
        under = Phrases({n: " ".join(n) for n in names}) if names else None
        return under is not None and any(True for h in headings for _ in under.find(h))

    def definitions(self, entity: Entity, measure: Measure) -> tuple[Place, ...]:
        """The best sentence that defines the measure, of the year asked for or of the newest document."""
        years = [p.year for m in self.planning.asked.periods for p in m.periods]
        for document in read_first(self.planning, entity, years)[:READ_AT_MOST]:
            for said in definitions(self.planning.home, document, measure, self.planning.vocabulary):
                if place := place_of(self.planning, said, lead=lead_of(document), note=DEFINED):
                    return (place,)
        return ()


def states_any(reading: Reading, known: Sequence[Decimal]) -> bool:
    """Whether a figure is one of some values at its printed precision, in units, thousands or millions."""
    if reading.value is None or not reading.is_figure or reading.unit == "percent" or abs(reading.value) < TELLING:
        return False
    scales = (Decimal(1), Decimal(1000), Decimal(1_000_000)) if reading.exponent == 0 else (Decimal(1),)
    return any(abs(abs(reading.value) * s - k) <= reading.precision * s / 2 for s in scales for k in known)


def _may_say(document: Document, period: FiscalPeriod) -> bool:
    """Whether a document may state a figure of a year: it is that year's or the next one's."""
    return document.fiscal_year is None or document.fiscal_year in {period.year, period.year + 1}
