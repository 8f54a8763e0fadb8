"""Is a guess, an estimate or a forecast wanted? None is made: the proven figure where it is, else the nearest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.plans.probing import Probe, covered
from tieout.agent.offline.reading.neutral import unread
from tieout.agent.offline.reading.timing import latest_year
from tieout.agent.offline.reading.whose import Whose
from tieout.claim import Failure
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Plan, SubQuestion

_GUESS = re.compile(
    r"\b(?:guess(?:es|timate)?|ball ?park|gut feeling|hunch|throw (?:me |out |in )?a (?:number|figure)|"
    r"speculat\w+|extrapolat\w+|hazard|"
    r"mak(?:e|ing) (?:something|it|one|a (?:figure|number)|some(?:thing)?) up|ma(?:k|d)e[- ]up|invent(?:ed)?|"
    r"(?<!accounting )(?<!critical )estimate[ds]?)\b",
    re.IGNORECASE,
)
_EXPECTS = re.compile(r"\b(?:expect|anticipat|guid)\w*", re.IGNORECASE)
_PREDICTS = re.compile(r"\b(?:predict(?:ion|ed|s)?|forecast(?:s|ed|ing)?)\b|^\W*project\b", re.IGNORECASE)
_EARNS = re.compile(r"\b(?:earn|make a profit|lose money)\b", re.IGNORECASE)
CONSENSUS = re.compile(
    r"\b(?:consensus|wall street|price targets?|(?:analysts?|street)(?:[’']s?)?\s+(?:\w+\s+){0,2}"
    r"(?:expect\w*|estimates?|forecasts?|predict\w*)|"
    r"(?:did|do) (?:the )?analysts?\b)",
    re.IGNORECASE,
)
_ABOUT_GUESS = frozenset(
    "fine okay enough gut feeling hunch instinct throw "
    "best guess guesses guesstimate estimate estimates estimated ballpark rough roughly approximate approximately "
    "educated wild something anything must hazard forecast forecasts predict prediction predicted project projected "
    "expected expect outlook likely probably speculate extrapolate invent make made making your own even don't know "
    "no cant can't sure certain matter whatever go ahead hypothetical idea try assume assuming going according".split()
)
NONE_MADE = "Tieout neither guesses nor forecasts"
BESIDE = "what stands beside the refusal is the newest reported figure, and no guess"
BACK = 3
"""Years before the latest in which a figure counts as near."""


def plan_guess(planning: Planning) -> Plan | None:
    """The plan where a guess or a forecast is asked for, else None."""
    planning = _of_earnings(planning)
    asked = planning.asked
    wants = (_GUESS.search(asked.text) or _PREDICTS.search(asked.text)) is not None or _is_unfiled(planning)
    if asked.ask == "text" and not (wants and asked.metrics):
        return None
    if not (wants or asked.forecast) or not asked.metrics or asked.qualifiers:
        return None
    entities, problem = Whose(planning=planning).entities()
    if problem is not None:
        return _prefixed(problem)
    filers = planning.filers()
    known = tuple(e for e in entities or planning.home.entities() if e.key in filers)
    return _Guess(planning=planning).plan(known) if known else None


def _of_earnings(planning: Planning) -> Planning:
    """What a company will earn is a figure, too."""
    asked = planning.asked
    if asked.metrics or not asked.forecast or not _EARNS.search(asked.text):
        return planning
    income = MetricAsked(metric="net_income", words="net income")
    return replace(planning, asked=replace(asked, metrics=(income,), ask="look_up"))


def _is_unfiled(planning: Planning) -> bool:
    """Whether somebody presses for a figure of a year that no indexed filing reports yet."""
    asked = planning.asked
    years = [p.year for m in asked.periods for p in m.periods]
    keys = {e.key for e in asked.entities}
    own = [d for d in planning.home.documents() if d.entity.key in keys]
    latest = latest_year(own, planning.question.as_of)
    return planning.pressed and asked.ask == "look_up" and latest is not None and bool(years) and min(years) > latest


def _prefixed(plan: Plan) -> Plan:
    failures = tuple(f.model_copy(update={"detail": f"{NONE_MADE}; {f.detail}"}) for f in plan.failures)
    return plan.model_copy(update={"failures": failures})


@dataclass(frozen=True, kw_only=True)
class _Guess:
    planning: Planning

    def plan(self, entities: Sequence[Entity]) -> Plan:
        """Proven figures where the filings have what is asked for; else a refusal, with the nearest beside it."""
        asked = self.planning.asked
        words = tuple(w for w in asked.words if w not in _ABOUT_GUESS)
        unknown = (*asked.perhaps, *unread(words, part=any(m.member for m in asked.metrics)))
        consensus = CONSENSUS.search(asked.text) is not None
        planned = self._planned(entities, words)
        if not unknown and not consensus and self._covered(planned):
            note = f"{NONE_MADE}: what is printed is reported, or computed from what is reported"
            return planned.model_copy(update={"notes": (*planned.notes, note)})
        if consensus:
            detail = "estimates of analysts are in none of the indexed sources"
        else:
            detail = self._missing(entities, planned, unknown)
        failure = Failure(reason="missing_evidence", detail=f"{NONE_MADE}; {detail}", text=asked.text)
        guessed = (self.planning.pressed or _GUESS.search(asked.text) is not None) and not unknown
        near = nearest(self.planning, entities) if guessed else ()
        return Plan(subquestions=near, failures=(failure,), notes=(BESIDE,) if near else ())

    def _planned(self, entities: Sequence[Entity], words: tuple[str, ...]) -> Plan:
        asked = replace(self.planning.asked, forecast=False, words=words)
        asked = replace(asked, ask="look_up" if asked.ask == "text" else asked.ask)
        return FigurePlanner(planning=replace(self.planning, asked=asked)).plan(entities)

    def _covered(self, planned: Plan) -> bool:
        """Whether every figure that is asked for is there, of a time that is named."""
        asked = self.planning.asked
        ahead = any(p.relative == "next" for p in asked.periods) or (asked.forecast and not asked.periods)
        ahead = ahead or _EXPECTS.search(asked.text) is not None
        ahead = ahead or (not asked.periods and _PREDICTS.search(asked.text) is not None)
        return not ahead and covered(self.planning, planned)

    def _missing(self, entities: Sequence[Entity], planned: Plan, unknown: Sequence[str]) -> str:
        """What is lacking, and what to ingest."""
        if unknown:
            return f"“{unknown[0]}” is nothing that the indexed facts have under this name"
        named = " and ".join(company(e) for e in entities)
        if _EXPECTS.search(self.planning.asked.text):
            return f"no indexed filing or call of {named} says what is expected of it"
        named_periods = [p for p in self.planning.asked.periods if p.relative != "next"]
        periods = dict.fromkeys(p.words for s in planned.subquestions for p in s.periods) if named_periods else ()
        when = ", ".join(periods) or "what is still to come"
        return f"no indexed filing of {named} reports {when}; ingest the report on it once it is filed"


def nearest(planning: Planning, entities: Sequence[Entity]) -> tuple[SubQuestion, ...]:
    """The newest proven figure of each metric that is asked for, to stand beside a refusal to guess."""
    found: list[SubQuestion] = []
    for entity in entities:
        for metric in dict.fromkeys(planning.asked.metrics):
            period = _latest(planning, entity, metric)
            if period is not None:
                found.append(
                    SubQuestion(
                        id=f"q{len(found) + 1}",
                        text=planning.asked.text,
                        ask="look_up",
                        metrics=(metric,),
                        entities=(entity,),
                        periods=(period,),
                        nearest=True,
                    )
                )
    return tuple(found)


def _latest(planning: Planning, entity: Entity, metric: MetricAsked) -> FiscalPeriod | None:
    own = (d for d in planning.home.documents() if d.entity.key == entity.key)
    latest = latest_year(own, planning.question.as_of)
    probe = Probe(planning=planning, entity=entity, metric=metric)
    years = range(latest, latest - BACK, -1) if latest else ()
    return next((p for y in years if probe.level(p := FiscalPeriod(year=y)) is not None), None)
