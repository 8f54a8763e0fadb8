"""Is a yes or no wanted, or a difference? Plans the figures that decide it, each with what it is set against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.claiming import steps
from tieout.agent.offline.reading.decision import BASE, Proposal, Word, direction, proposal
from tieout.agent.offline.reading.leaning import BY_HOW_MUCH, completed
from tieout.agent.offline.reading.operation import operation, sets_against, wants_text
from tieout.agent.offline.reading.timing import latest_year
from tieout.agent.offline.reading.understood import Understood
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Ask, Decision, Plan, Side, SubQuestion

TWO = 2
_WAY: dict[str, Word] = {"up": "higher", "down": "lower"}


def plan_decision(planning: Planning) -> Plan | None:
    """The plan of a question for yes or no, or for a difference; None where it is none."""
    asked = planning.asked
    if wants_text(asked.rest) or operation(asked.rest) in {"share", "ratio"}:
        return None
    points = asked.shown is not None and asked.shown.unit in {"points", "basis points"}
    wanted = proposal(asked.typed, points=points)
    if wanted is not None:
        deciding = _Deciding(planning=planning, wanted=wanted)
        return deciding.against(wanted.right) if wanted.right is not None else deciding.alone()
    if asked.ask == "compare" and (sets_against(asked.rest) or BY_HOW_MUCH.fullmatch(asked.rest)):
        return _apart(planning)
    return None


def _apart(planning: Planning) -> Plan | None:
    """The difference between the two figures that a question names."""
    plan = planning.again(replace(planning, asked=replace(planning.asked, ask="look_up", typed="")))
    sides = [side for s in plan.subquestions for side in _sides(s)]
    if plan.failures or len(sides) != TWO or any(s.days or s.ask != "look_up" for s in plan.subquestions):
        return None
    return _with(plan, [_decision(plan.subquestions[0], Decision(word="apart", left=sides[0], right=sides[1]))])


@dataclass(frozen=True, kw_only=True)
class _Deciding:
    """One proposal on its way to a plan."""

    planning: Planning
    wanted: Proposal

    def alone(self) -> Plan | None:
        """Figures against a limit, against zero, or against those of the period before."""
        asked = self._read(self.wanted.text, self.planning.asked.before)
        if not asked.metrics:
            return None
        ask: Ask = "trend" if self.wanted.every else "change" if self.wanted.moved else "look_up"
        plan = self._planned(replace(asked, ask=ask))
        if not plan.subquestions or any(s.days or s.ask != ask for s in plan.subquestions):
            return plan if not plan.subquestions else None
        decided = [_decision(s, d) for s in plan.subquestions for d in self._decisions(s)]
        return _with(plan, decided) if decided else None

    def _decisions(self, planned: SubQuestion) -> Iterator[Decision]:
        given = self.wanted.given
        if self.wanted.every:
            yield from self._yearly(planned)
            return
        if not self.wanted.moved:
            yield from (Decision(word=self.wanted.word, left=s, given=given) for s in _sides(planned))
            return
        for metric in planned.metrics:
            word = self._way(metric.metric)
            for entity in planned.entities if word else ():
                for later, earlier in steps(self._ends(planned.periods, entity)):
                    left, right = (Side(entity=entity, metric=metric, period=p) for p in (later, earlier))
                    yield self._moved(word or "higher", left, right)

    def _moved(self, word: Word, later: Side, earlier: Side) -> Decision:
        """Whether a figure moved at all in a way, or by more than a limit."""
        if self.wanted.way is None:
            return Decision(word=word, left=later, right=earlier)
        way: Literal["up", "down"] = "up" if word == "higher" else "down"
        return Decision(word=self.wanted.word, left=later, right=earlier, given=self.wanted.given, moves=way)

    def _yearly(self, planned: SubQuestion) -> Iterator[Decision]:
        """Every year of a range in one decision, where there is more than one."""
        years = sorted({p for p in planned.periods if p.span == "FY"}, key=lambda p: p.year)
        for metric in planned.metrics:
            word = self._way(metric.metric)
            for entity in planned.entities if word and len(years) >= TWO else ():
                last, first = (Side(entity=entity, metric=metric, period=p) for p in (years[-1], years[0]))
                yield Decision(word=word or "higher", left=last, right=first, given=self.wanted.given, every=True)

    def _ends(self, periods: Sequence[FiscalPeriod], entity: Entity) -> Sequence[FiscalPeriod]:
        """The periods; the latest year besides where the only one that is named is what it is compared with."""
        latest = latest_year(self.planning.documents((entity,)), self.planning.question.as_of)
        based = len(periods) == 1 and periods[0].span == "FY" and BASE.search(self.wanted.text) is not None
        alone = based and latest is not None and latest > periods[0].year
        return (FiscalPeriod(year=latest), *periods) if alone and latest else periods

    def _way(self, metric: str | None) -> Word | None:
        """Which way a development is said to go."""
        if self.wanted.moves is None:
            return _WAY[self.wanted.way] if self.wanted.way else self.wanted.word
        return direction(self.wanted.moves, self.planning.vocabulary.metric(metric)) if metric else None

    def against(self, right: str) -> Plan | None:
        """Two figures, each side read with what the other leaves unsaid."""
        before = self.planning.asked.before
        one = self._read(self.wanted.text, before)
        other = self._read(right, one)
        if not one.entities:
            one = self._read(self.wanted.text, other)
        one = replace(completed(one, other), text=one.text, typed=one.typed) if not one.periods else one
        if not one.metrics:
            return None
        plans = [self._planned(replace(side, ask="look_up")) for side in (one, other)]
        failures = tuple(dict.fromkeys(f for plan in plans for f in plan.failures))
        sides = [[side for s in plan.subquestions for side in _sides(s)] for plan in plans]
        if failures or any(s.days for plan in plans for s in plan.subquestions):
            subquestions = _numbered([s for plan in plans for s in plan.subquestions])
            return plans[0].model_copy(update={"subquestions": subquestions, "failures": failures})
        if not sides[0] or len(sides[0]) != len(sides[1]):
            return None
        text = plans[0].subquestions[0]
        pairs = zip(*sides, strict=True)
        decided = [_decision(text, Decision(word=self.wanted.word, left=a, right=b)) for a, b in pairs if a != b]
        plan = plans[0].model_copy(
            update={"assumptions": tuple(dict.fromkeys(a for plan in plans for a in plan.assumptions))}
        )
        return _with(plan, decided) if decided else None

    def _read(self, text: str, before: Understood | None) -> Understood:
        """A part of the question, with what it leaves unsaid taken from another."""
        now = self.planning.reader.read(text, before)
        return now if before is None else completed(now, before)

    def _planned(self, asked: Understood) -> Plan:
        shown = self.planning.asked.shown
        plain = shown.model_copy(update={"unit": None}) if shown is not None else None
        plan = self.planning.again(replace(self.planning, asked=replace(asked, typed="", shown=plain)))
        asked_for = tuple(s.model_copy(update={"shown": shown}) for s in plan.subquestions)
        return plan.model_copy(update={"subquestions": asked_for})


def _sides(planned: SubQuestion) -> list[Side]:
    """Every figure that a sub-question asks for."""
    return [
        Side(entity=e, metric=m, period=p) for m in planned.metrics for e in planned.entities for p in planned.periods
    ]


def _decision(like: SubQuestion, decision: Decision) -> SubQuestion:
    """A sub-question for the figures of one decision."""
    sides = [s for s in (decision.left, decision.right) if s is not None]
    return like.model_copy(
        update={
            "ask": "compare",
            "metrics": tuple(dict.fromkeys(s.metric for s in sides)),
            "entities": tuple({s.entity.key: s.entity for s in sides}.values()),
            "periods": like.periods if decision.every else tuple(dict.fromkeys(s.period for s in sides)),
            "decision": decision,
        }
    )


def _with(plan: Plan, subquestions: Sequence[SubQuestion]) -> Plan:
    return plan.model_copy(update={"subquestions": _numbered(subquestions)})


def _numbered(subquestions: Sequence[SubQuestion]) -> tuple[SubQuestion, ...]:
    """Sub-questions with ids of their own."""
    return tuple(s.model_copy(update={"id": f"q{i}"}) for i, s in enumerate(subquestions, start=1))
