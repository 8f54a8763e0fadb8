"""Is what a question takes for granted so? The proven figures come first where it is not, then the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.claiming import steps
from tieout.agent.offline.drafts.naming import company, metric_words, with_member
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.plans.probing import Probe
from tieout.agent.offline.reading.premise import DOWN, UP, Premise, asks_why, contradicts, premises
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Ask, Plan, SubQuestion

_TURNED = {"rose": ("fell", "decreased"), "fell": ("rose", "increased")}


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """One premise that does not hold: what to state, and what to say of it."""

    premise: Premise
    subquestion: SubQuestion
    note: str | None
    """What is wrong with it."""
    holds: str | None = None
    """That it is so, of an amount that the question states."""


def amended(plan: Plan, planning: Planning) -> Plan:
    """The plan, with the proven figures before it that a false premise or a question for reasons calls for."""
    asked = planning.asked
    if not plan.subquestions or not all(is_plain(s) for s in plan.subquestions):
        return plan
    if asks_why(asked.text) and planning.is_of_a_part:
        return plan
    entities = tuple({e.key: e for s in plan.subquestions for e in s.entities}.values())
    found = [c for p in premises(asked, planning.vocabulary) for c in _checked(p, entities, planning)]
    if not found:
        return plan
    wrong = [c for c in found if c.note]
    first = [c.subquestion for c in found if (c.note or asks_why(asked.text)) and not _told(c.subquestion, plan)]
    rest = tuple(turned(s, [c.premise for c in wrong]) for s in plan.subquestions)
    kept = tuple(s for s in rest if s.ask != "text" or not any(c.premise.supposed in {"loss", "profit"} for c in wrong))
    flat = {(s.metrics, s.entities) for s in first if s.ask == "look_up"}
    kept = tuple(s for s in kept if s.ask != "percent_change" or (s.metrics, s.entities) not in flat)
    both = (*dict.fromkeys(s.model_copy(update={"id": "p"}) for s in first), *kept)
    return plan.model_copy(
        update={
            "subquestions": tuple(s.model_copy(update={"id": f"q{i}"}) for i, s in enumerate(both, start=1)),
            "notes": tuple(dict.fromkeys((*(n for c in found if (n := c.note or c.holds)), *plan.notes))),
        }
    )


def is_plain(sought: SubQuestion) -> bool:
    """Whether a sub-question is one of figures or of text, with nothing of a special kind of question about it."""
    kept = ("id", "text", "ask", "metrics", "entities", "periods", "shown", "terms", "places")
    return sought == SubQuestion.model_validate({name: getattr(sought, name) for name in kept})


def _told(one: SubQuestion, plan: Plan) -> bool:
    """Whether the plan states the same figures anyway."""
    moves = {"change", "percent_change"}
    return any(
        (s.ask == one.ask or (one.ask == "percent_change" and s.ask in moves))
        and set(one.metrics) <= set(s.metrics)
        and set(one.entities) <= set(s.entities)
        and s.ask != "text"
        and set(one.periods) <= set(s.periods)
        for s in plan.subquestions
    )


def _checked(premise: Premise, entities: Sequence[Entity], planning: Planning) -> Iterator[Corrected]:
    """The premise against the facts of each company; nothing where the facts do not say."""
    moves = premise.supposed in {"rose", "fell", "moved"}
    ask: Ask = "percent_change" if moves else "look_up"
    asked = replace(planning.asked, ask=ask, metrics=(premise.metric,), perhaps=(), words=())
    planned = FigurePlanner(planning=replace(planning, asked=asked)).plan(entities) if entities else Plan()
    for sought in planned.subquestions:
        if sought.ask != ask:
            continue
        for entity in sought.entities:
            probe = Probe(planning=planning, entity=entity, metric=premise.metric)
            one = sought.model_copy(update={"entities": (entity,), "text": planning.asked.text})
            if moves:
                yield from _moved(premise, probe, one)
            else:
                yield from _stated(premise, probe, one)


def _moved(premise: Premise, probe: Probe, sought: SubQuestion) -> Iterator[Corrected]:
    for later, earlier in steps(sought.periods)[:1]:
        by = probe.change(later, earlier, percent=True)
        if by is None and premise.supposed != "moved":
            by = probe.change(later, earlier, percent=False)
            sought = sought.model_copy(update={"ask": "look_up", "periods": (later, earlier)})
        if by is None or by.value is None:
            continue
        went = "rose" if by.value > 0 else "fell" if by.value < 0 else "did not change"
        note = None
        if premise.supposed == "moved":
            wrong = premise.said is not None and contradicts(premise.said, by.value)
            note = _note(probe, premise, later, "moved by another percentage than the question says") if wrong else None
        elif went != premise.supposed:
            note = _note(probe, premise, later, f"{went}, and the question supposes that it {premise.supposed}")
        yield Corrected(premise=premise, subquestion=sought, note=note)


def _stated(premise: Premise, probe: Probe, sought: SubQuestion) -> Iterator[Corrected]:
    for period in sought.periods[:1]:
        level = probe.level(period)
        if level is None or level.value is None:
            continue
        holds = None
        if premise.supposed == "amount":
            said = premise.said
            comparable = said is not None and _comparable(said.unit, level.unit)
            wrong = comparable and said is not None and contradicts(said, level.value)
            note = _note(probe, premise, period, "is not the amount that the question states") if wrong else None
            if comparable and not wrong and _wants_word(probe.planning):
                holds = _note(probe, premise, period, "is the amount that the question states")
        else:
            loss = level.value < 0
            wrong = loss != (premise.supposed == "loss")
            found = "a loss" if loss else "a profit"
            note = _note(probe, premise, period, f"was {found}, not a {premise.supposed}") if wrong else None
        yield Corrected(premise=premise, subquestion=sought, note=note, holds=holds)


def _wants_word(planning: Planning) -> bool:
    """Whether the question asks that what it states be confirmed."""
    return planning.pressed or re.match(r"\W*(?:was|were|is|are|did)\b", planning.asked.text, re.IGNORECASE) is not None


def _comparable(said: str | None, unit: str) -> bool:
    if not said:
        return re.fullmatch(r"[A-Z]{3}", unit) is not None
    return said == unit or (said == "percent" and unit == "pure") or unit.startswith(f"{said}/")


def _note(probe: Probe, premise: Premise, period: FiscalPeriod, what: str) -> str:
    asked = premise.metric
    metric = probe.planning.vocabulary.metric(asked.metric) if asked.metric else None
    noun = with_member(metric.name if metric else metric_words(None, asked.words), asked.member)
    return f"{company(probe.entity)}: {noun} of {period.words} {what}"


def turned(sought: SubQuestion, wrong: Sequence[Premise]) -> SubQuestion:
    """A question for reasons, with the direction that the figures have."""
    text = sought.text
    for premise in wrong:
        if sought.ask == "text" and premise.supposed in _TURNED:
            pattern, word = (UP, "decrease") if premise.supposed == "rose" else (DOWN, "increase")
            text = re.sub(rf"\b{pattern}\b", word, text, flags=re.IGNORECASE)
    return sought.model_copy(update={"text": text})
