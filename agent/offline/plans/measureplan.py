"""What of measures that are a company's own? Its figure, its definition, and the nearest figure of the statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.plans.probing import Probe, covered
from tieout.agent.offline.reading.neutral import unread
from tieout.agent.offline.reading.whose import Whose
from tieout.agent.offline.words.measurefinds import MeasureFinder
from tieout.agent.offline.words.ownmeasure import Measure
from tieout.claim import Failure
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Ask, MetricAsked, Place, Plan, SubQuestion
from tieout.tools.figures.vocabulary import Mention

NEAREST = {"ebitda": "net_income", "ebitda_margin": "net_margin", "free_cash_flow": "operating_cash_flow"}
"""The GAAP figure that is nearest to a measure that is none itself."""
OWN = frozenset({"free_cash_flow", "ebitda", "ebitda_margin", "net_debt", "return_on_invested_capital"})
"""Metrics that companies define for themselves."""
DEFINES = re.compile(
    r"\bhow (?:does|do|did|is|are)\b.{0,60}\b(?:defin|calculat|comput|deriv|measur)\w*(?!.*\bas\b.*\bdivided\b)|"
    r"\bdefinitions? of\b|\bwhat does\b.{0,40}\bmean\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\band how\b|\band (?:what is )?(?:its|the|their) definition\b", re.IGNORECASE)
FEW = 2
"""Figures beside which definitions are still easily read."""


def plan_measure(planning: Planning) -> Plan | None:
    """The plan where a measure of a company's own, or a definition, is asked for, else None."""
    asked = planning.asked
    defines = DEFINES.search(asked.text) is not None
    stated = bool(asked.metrics) and all(is_own(m, planning) for m in asked.metrics)
    if not asked.metrics or asked.forecast or not (asked.qualifiers or defines or (stated and asked.ask != "text")):
        return None
    entities, problem = Whose(planning=planning).entities()
    filers = planning.filers()
    known = tuple(e for e in entities if e.key in filers)
    if problem is not None or not known:
        return problem
    if not (asked.qualifiers or defines):
        planned = FigurePlanner(planning=planning).plan(known)
        if covered(planning, planned):
            return not_understood(planning) or planned
    measures = _Measures(planning=planning)
    if not defines:
        return measures.plan(known)
    said = measures.defined(known)
    if not said.subquestions and not asked.qualifiers and not any(m.metric in OWN for m in asked.metrics):
        return None
    also = _ALSO.search(asked.text) is not None
    stated_too = figures_too(planning, known) if also and not asked.qualifiers else Plan()
    return together(measures.plan(known) if also and asked.qualifiers else stated_too, said)


def plan_both(planning: Planning) -> Plan | None:
    """The plan where a measure and its definition are asked for in one question, else None."""
    text = planning.asked.text
    return plan_measure(planning) if DEFINES.search(text) and _ALSO.search(text) else None


def not_understood(planning: Planning) -> Plan | None:
    """A refusal where a word may name a part or another measure: a part's figure is not the company's."""
    asked = planning.asked
    known = {w for q in asked.qualifiers for w in (q.casefold(), *re.findall(r"\w+", q.casefold()))}
    words = unread(asked.words, part=any(m.member for m in asked.metrics))
    unknown = (*asked.perhaps, *(w for w in words if w not in planning.listed() and w not in known))
    if not unknown:
        return None
    return planning.refusal(
        "wrong_scope", f"“{unknown[0]}” may name another measure than those the indexed filings have"
    )


def figures_too(planning: Planning, entities: Sequence[Entity]) -> Plan:
    """The figures of a question that asks for their definition as well."""
    asked = replace(planning.asked, ask="look_up", words=())
    return FigurePlanner(planning=replace(planning, asked=asked)).plan(entities)


def together(one: Plan, other: Plan) -> Plan:
    """Two plans as one, what both ask for once."""
    places = {p for s in one.subquestions for p in s.places}
    both = (*one.subquestions, *(s for s in other.subquestions if not set(s.places) & places))
    return one.model_copy(
        update={
            "subquestions": tuple(s.model_copy(update={"id": f"q{i}"}) for i, s in enumerate(both, start=1)),
            "failures": (*one.failures, *other.failures),
        }
    )


@dataclass(frozen=True, kw_only=True)
class _Measures:
    planning: Planning

    @property
    def _finds(self) -> MeasureFinder:
        return MeasureFinder(planning=self.planning)

    def defined(self, entities: Sequence[Entity]) -> Plan:
        """What the companies say that the measure is."""
        found: list[SubQuestion] = []
        failures: list[Failure] = []
        for entity in entities:
            for measure in self._asked():
                places = self._finds.definitions(entity, measure)
                if places:
                    found.append(self._quoted(entity, places, number=len(found) + 1))
                else:
                    detail = f"no sentence of the indexed filings of {company(entity)} defines “{measure.words}”"
                    failures.append(self._failure(detail))
        return Plan(subquestions=tuple(found), failures=(*failures, *self.planning.strangers()))

    def plan(self, entities: Sequence[Entity]) -> Plan:
        """Each measure of each company with its definition; the nearest GAAP figure beside it."""
        if (unknown := not_understood(self.planning)) is not None:
            return unknown
        found: list[SubQuestion] = []
        failures: list[Failure] = []
        notes: list[str] = []
        for entity in entities:
            for measure in self._asked():
                nearest = self._nearest(entity, measure)
                periods = self._periods(entity, measure)
                own = self._stated(entity, measure, periods)
                said = {p.start for s in own for p in s.places}
                places = tuple(p for p in self._finds.definitions(entity, measure) if p.start not in said)
                if places:
                    own.append(self._quoted(entity, places, number=0).model_copy(update={"nearest": not own}))
                if not any(not s.nearest for s in own):  # what only stands beside it does not state it
                    failures.append(self._failure(self._unstated(entity, measure, nearest, periods)))
                found += [*own, *nearest] if own else []
                notes += [_beside(measure, s, self.planning) for s in nearest[:1]] if own else []
        return Plan(
            subquestions=tuple(s.model_copy(update={"id": f"q{i}"}) for i, s in enumerate(found, start=1)),
            failures=(*failures, *self.planning.strangers()),
            notes=tuple(dict.fromkeys(notes)),
        )

    def beside(
        self, entity: Entity, metric: MetricAsked, periods: Sequence[FiscalPeriod]
    ) -> tuple[list[SubQuestion], list[str]]:
        """The company's own figure where it is another one than ours, and its definition; with what to say of them."""
        measure = Measure(metric=metric, qualifier="", said=metric.words, bare=metric.words)
        found: list[SubQuestion] = []
        known = Probe(planning=self.planning, entity=entity, metric=metric)
        if not any(known.level(period) for period in periods):
            return [], []
        for period in periods:
            label = self._finds.row(entity, measure, period)
            ours = Probe(planning=self.planning, entity=entity, metric=metric).level(period)
            printed = MetricAsked(metric=None, words=label or ".")
            theirs = Probe(planning=self.planning, entity=entity, metric=printed).level(period) if label else None
            if ours is not None and theirs is not None and ours.value != theirs.value:
                found.append(self._printed(entity, printed, period))
        notes = [f"{company(entity)} states “{metric.words}” by a definition of its own"] if found else []
        places = self._finds.definitions(entity, measure)
        return found + ([self._quoted(entity, places, number=0)] if places else []), notes

    def _printed(self, entity: Entity, metric: MetricAsked, period: FiscalPeriod) -> SubQuestion:
        return SubQuestion(
            id="q",
            text=self.planning.asked.text,
            ask="look_up",
            metrics=(metric,),
            entities=(entity,),
            periods=(period,),
        )

    def _asked(self) -> Iterator[Measure]:
        """Each measure as the question says it, with its qualifier."""
        for mention in self.planning.vocabulary.find(self.planning.asked.text):
            metric = next((m for m in self.planning.asked.metrics if m.metric == mention.metric), None)
            if metric is not None:
                yield measure_of(metric, mention, self.planning.asked.text)

    def _stated(self, entity: Entity, measure: Measure, periods: Sequence[FiscalPeriod]) -> list[SubQuestion]:
        """The company's own figure for each period: a row of a reconciliation, else a sentence."""
        found: list[SubQuestion] = []
        for period in periods if measure.metric.member is None else ():
            label = None if measure.grows(self.planning.asked.ask) else self._finds.row(entity, measure, period)
            if label is not None:
                found.append(self._printed(entity, MetricAsked(metric=None, words=label), period))
            elif places := self._finds.sentences(entity, measure, period):
                found.append(self._quoted(entity, places, number=0))
        return found

    def _quoted(self, entity: Entity, places: tuple[Place, ...], *, number: int) -> SubQuestion:
        return SubQuestion(
            id=f"q{number}", text=self.planning.asked.text, ask="text", entities=(entity,), places=places
        )

    def _periods(self, entity: Entity, measure: Measure) -> tuple[FiscalPeriod, ...]:
        plain = replace(self.planning.asked, metrics=(measure.metric,), qualifiers=())
        planned = FigurePlanner(planning=replace(self.planning, asked=plain)).plan((entity,))
        return tuple(dict.fromkeys(p for s in planned.subquestions for p in s.periods))

    def _nearest(self, entity: Entity, measure: Measure) -> list[SubQuestion]:
        """What GAAP has that is nearest: the same metric without its qualifier, or what the measure starts from."""
        asked = self.planning.asked
        metric = measure.metric
        if metric.metric in NEAREST:
            name = self.planning.vocabulary.metric(NEAREST[metric.metric])
            metric = MetricAsked(metric=name.id, words=name.name, member=metric.member)
        ask: Ask = "percent_change" if measure.grows(asked.ask) else asked.ask
        plain = replace(asked, metrics=(metric,), qualifiers=(), ask=ask)
        planned = FigurePlanner(planning=replace(self.planning, asked=plain)).plan((entity,))
        return [
            s.model_copy(update={"nearest": True})
            for s in planned.subquestions
            if all(Probe(planning=self.planning, entity=entity, metric=metric).level(p) for p in s.periods[:1])
        ]

    def _unstated(
        self, entity: Entity, measure: Measure, nearest: Sequence[SubQuestion], periods: Sequence[FiscalPeriod]
    ) -> str:
        """What is lacking, what would help, and which figure of the statements can be had."""
        metric = nearest[0].metrics[0].metric if nearest else None
        plain = (
            f", and ask for {self.planning.vocabulary.metric(metric).name} to have what is nearest" if metric else ""
        )
        when = f" of {periods[0].words}" if periods else ""
        return (
            f"{company(entity)}: “{measure.words}”{when} is in no tag, row or sentence of the indexed filings in a "
            f"form that can be proven; ingest a release that states it{plain}"
        )

    def _failure(self, detail: str) -> Failure:
        return Failure(reason="wrong_metric", detail=detail, text=self.planning.asked.text)


def is_own(asked: MetricAsked, planning: Planning) -> bool:
    """Whether a metric stands in words and untagged rows only, as companies state it: the measure of a sector."""
    metric = planning.vocabulary.metric(asked.metric) if asked.metric else None
    return metric is not None and (metric.kind == "text" or (metric.prose and metric.unit == "percent"))


def measure_of(metric: MetricAsked, mention: Mention, text: str) -> Measure:
    """The measure that a question names, with its qualifier before or after it."""
    qualifier = mention.qualifier or ""
    before, after = text.rfind(qualifier, 0, mention.start), text.find(qualifier, mention.end)
    start, end = mention.start, mention.end
    if qualifier and before >= 0:
        start = before
    elif qualifier and after >= 0:
        end = after + len(qualifier)
    bare = text[mention.start : mention.end]
    return Measure(metric=metric, qualifier=qualifier.casefold(), said=text[start:end], bare=bare)


def with_definitions(plan: Plan, planning: Planning) -> Plan:
    """A plan that looks such a measure up, with the company's definition, and the company's figure where it differs."""
    measures = _Measures(planning=planning)
    quoted = {p for s in plan.subquestions for p in s.places}
    more: list[SubQuestion] = []
    notes: list[str] = []
    for sought in plan.subquestions:
        own = [m for m in sought.metrics if m.metric in OWN and m.member is None]
        few = len(sought.entities) * len(sought.periods) <= FEW
        if sought.ask != "look_up" or sought.nearest or sought.chapter is not None or not own or not few:
            continue
        for entity in sought.entities:
            found, said = measures.beside(entity, own[0], sought.periods)
            more, notes = [*more, *(s for s in found if not set(s.places) & quoted)], [*notes, *said]
    if not more:
        return plan
    numbered = (s.model_copy(update={"id": f"d{i}"}) for i, s in enumerate(more, start=1))
    return plan.model_copy(
        update={
            "subquestions": (*plan.subquestions, *numbered),
            "notes": tuple(dict.fromkeys((*plan.notes, *notes))),
        }
    )


def _beside(measure: Measure, nearest: SubQuestion, planning: Planning) -> str:
    metric = nearest.metrics[0].metric
    name = planning.vocabulary.metric(metric).name if metric else nearest.metrics[0].words
    return (
        f"“{measure.words}” is a measure of the company’s own; the nearest figure of its statements is that of {name}"
    )
