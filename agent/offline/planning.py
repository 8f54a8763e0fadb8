"""What has to be found out? Turns an understood question into sub-questions, or says why it cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tieout.agent.empty import EMPTY
from tieout.agent.offline.asked import LISTED, Planning, refuse
from tieout.agent.offline.drafts.quoting import hints
from tieout.agent.offline.plans.askersplan import plan_askers
from tieout.agent.offline.plans.causeplan import plan_causes
from tieout.agent.offline.plans.changeplan import plan_changes
from tieout.agent.offline.plans.combinedplan import plan_combined
from tieout.agent.offline.plans.consensusplan import plan_consensus
from tieout.agent.offline.plans.coverplan import plan_cover
from tieout.agent.offline.plans.daily import is_daily
from tieout.agent.offline.plans.dailyplan import plan_daily
from tieout.agent.offline.plans.decideplan import plan_decision
from tieout.agent.offline.plans.definitionplan import plan_defined
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.plans.guessplan import plan_guess
from tieout.agent.offline.plans.guidanceplan import plan_guidance
from tieout.agent.offline.plans.manyplan import plan_many
from tieout.agent.offline.plans.measureplan import plan_both, plan_measure, with_definitions
from tieout.agent.offline.plans.mentionplan import plan_mention
from tieout.agent.offline.plans.multipleplan import plan_multiple
from tieout.agent.offline.plans.oddplan import plan_odd
from tieout.agent.offline.plans.opinionplan import plan_opinion
from tieout.agent.offline.plans.partsplan import plan_parts, plan_ranked_parts
from tieout.agent.offline.plans.premiseplan import amended
from tieout.agent.offline.plans.printedplan import plan_printed
from tieout.agent.offline.plans.probing import covered
from tieout.agent.offline.plans.reactionplan import plan_reaction
from tieout.agent.offline.plans.sheetplan import plan_sheet
from tieout.agent.offline.plans.speech import Calls
from tieout.agent.offline.plans.summaryplan import plan_summary
from tieout.agent.offline.plans.surveyplan import plan_survey
from tieout.agent.offline.plans.textfactplan import plan_text_fact
from tieout.agent.offline.plans.weighplan import plan_weighed
from tieout.agent.offline.reading.neutral import unread
from tieout.agent.offline.reading.pointed import as_points
from tieout.agent.offline.reading.printing import unfitting
from tieout.agent.offline.reading.spelling import respelled, unmarked
from tieout.agent.offline.reading.timing import visible
from tieout.agent.offline.reading.understand import Reader
from tieout.agent.offline.reading.verbs import in_names
from tieout.agent.offline.reading.whose import Whose
from tieout.agent.offline.unpressing import with_word, without_pressure
from tieout.document import Entity
from tieout.ports import Snapshot
from tieout.question import MetricAsked, Plan, Question, SubQuestion
from tieout.tools.figures.vocabulary import Vocabulary


def make_plan(question: Question, home: Snapshot, vocabulary: Vocabulary) -> Plan:
    """Sub-questions in the order of the question; every part that cannot be looked for is a failure."""
    if not home.documents():
        return refuse("no_source", EMPTY, question)
    reader = Reader(home=home, vocabulary=vocabulary, restricted=question.companies)
    text, slips = respelled(unmarked(question.text), home, vocabulary)
    text, named = in_names(text)
    question = question.model_copy(update={"text": text.strip() or question.text})
    question, pressed = without_pressure(question, reader, vocabulary)
    asked = reader.understand(question)
    planning = Planning(
        question=question, home=home, vocabulary=vocabulary, asked=asked, reader=reader, again=_planned,
        pressed=pressed is not None,
    )  # fmt: skip
    plan = with_word(with_definitions(amended(_planned(planning), planning), planning), pressed)
    return plan.model_copy(update={"assumptions": (*slips, *named, *plan.assumptions)})


def _planned(planning: Planning) -> Plan:
    """The plan of a question, or of a part of one."""
    asked = as_points(planning.asked, planning.vocabulary)
    return _Planner(planning=replace(planning, asked=asked)).plan()


def _calls(planning: Planning) -> Plan | None:
    """What was said on calls."""
    return Calls(asked=planning.asked, question=planning.question, home=planning.home).plan()


SPECIAL: tuple[Callable[[Planning], Plan | None], ...] = (
    plan_odd,
    plan_opinion,
    plan_summary,
    plan_sheet,
    plan_changes,
    plan_survey,
    plan_consensus,
    plan_combined,
    plan_cover,
    plan_multiple,
    plan_ranked_parts,
    plan_text_fact,
    plan_causes,
    plan_reaction,
    plan_askers,
    plan_weighed,
    plan_both,
    plan_many,
    plan_printed,
    plan_defined,
    plan_guidance,
    _calls,
    plan_guess,
    plan_mention,
    plan_measure,
    plan_decision,
    plan_parts,
)
"""Kinds of questions that are planned in a way of their own, in the order in which they are tried; None: not mine."""


@dataclass(frozen=True, kw_only=True)
class _Planner:
    planning: Planning

    def plan(self) -> Plan:
        """The plan, or one refusal."""
        asked = self.planning.asked
        for special in SPECIAL:
            if (plan := special(self.planning)) is not None:
                return plan
        entities, problem = Whose(planning=self.planning).entities()
        if problem is None and is_daily(asked, self.planning.vocabulary):
            return plan_daily(
                asked,
                self.planning.question,
                self.planning.home,
                self.planning.vocabulary,
                entities=entities,
                strangers=self.planning.strangers(),
            )
        problem = self._unanswerable() or problem or self._hidden(entities)
        if problem is not None:
            return problem
        filers = self.planning.filers()
        local = not any(e.key in filers for e in entities or self.planning.reader.companies.entities)
        said = all(self._is_prose(m) for m in asked.metrics) and not self._is_tagged(entities)
        if asked.ask == "text" or local or said:
            return self._text(entities)
        counted = asked.ask in {"trend", "change", "percent_change"}
        unread_words = unread(asked.words, part=any(m.member for m in asked.metrics), counted=counted)
        unknown = (*asked.perhaps, *(w for w in unread_words if w not in self.planning.listed()))
        if unknown:
            return self.planning.refusal("wrong_scope", self._unread(unknown))
        return FigurePlanner(planning=self.planning).plan(entities)

    def _unanswerable(self) -> Plan | None:
        """A refusal of what no filing can answer, whoever is asked about: forecasts, measures of the user's own."""
        asked = self.planning.asked
        if asked.ask == "text":
            return None
        if asked.forecast:
            detail = "this asks about the future, no guidance is indexed, and Tieout does not forecast"
            return self.planning.refusal("missing_evidence", detail)
        if asked.qualifiers:
            detail = f"“{asked.qualifiers[0]}” measures are not reported figures of the indexed statements"
            return self.planning.refusal("wrong_metric", detail)
        units = [self.planning.vocabulary.metric(m.metric).unit for m in asked.metrics if m.metric]
        unfit = unfitting(asked.shown, asked.ask, units)
        return None if unfit is None else self.planning.refusal("wrong_unit", unfit)

    def _hidden(self, entities: Sequence[Entity]) -> Plan | None:
        """A refusal where no document of the companies was public on the day asked for."""
        day, keys = self.planning.question.as_of, {e.key for e in entities}
        if day is None:
            return None
        documents = [d for d in self.planning.home.documents() if not keys or d.entity.key in keys]
        if any(visible(d, day) for d in documents):
            return None
        undated = [d for d in documents if d.known_since is None]
        why = "; documents without a filing date are left out, give it with `ingest --filed`" if undated else ""
        names = " and ".join(sorted({d.entity.name for d in documents}))
        return self.planning.refusal("no_source", f"no indexed document of {names} is known to be public on {day}{why}")

    def _unread(self, unknown: Sequence[str]) -> str:
        quoted = ", ".join(f"“{w}”" for w in unknown[:LISTED])
        return (
            f"{quoted} may name a part, a basis or another measure that the indexed facts do not have under this name, "
            "and the figure of the whole company would be another one"
        )

    def _is_tagged(self, entities: Sequence[Entity]) -> bool:
        """Whether amounts that usually stand in prose carry tags here; counts are of many things under one tag."""
        named = [self.planning.vocabulary.metric(m.metric) for m in self.planning.asked.metrics if m.metric]
        if any(m.unit == "count" or not m.concepts for m in named):
            return False
        return covered(self.planning, FigurePlanner(planning=self.planning).plan(entities))

    def _is_prose(self, asked: MetricAsked) -> bool:
        return asked.metric is not None and self.planning.vocabulary.metric(asked.metric).prose

    def _text(self, entities: Sequence[Entity]) -> Plan:
        """One search a company, so that none crowds out another."""
        asked = self.planning.asked
        absolute = tuple(dict.fromkeys(p for m in asked.periods for p in m.periods))
        filers = self.planning.filers()
        unnamed = tuple(e for e in entities if e not in asked.entities and e.key not in filers)
        groups: list[tuple[Entity, ...]] = [(e,) for e in entities if e not in unnamed]
        groups += [unnamed] if unnamed or not groups else []
        return Plan(
            subquestions=tuple(
                SubQuestion(
                    id=f"q{i}",
                    text=asked.text,
                    ask="text",
                    metrics=asked.metrics,
                    entities=group,
                    periods=absolute,
                    terms=hints(
                        asked.text, [self.planning.vocabulary.metric(m.metric) for m in asked.metrics if m.metric]
                    ),
                )
                for i, group in enumerate(groups, start=1)
            ),
            assumptions=asked.assumptions,
        )
