"""How many times its earnings did a share cost on a day? By the year whose results were the latest known then."""

from dataclasses import replace
from datetime import date, timedelta

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.dailyplan import quoted_days
from tieout.agent.offline.plans.weighplan import of_company
from tieout.agent.offline.reading.quarterof import quarters
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Plan, SubQuestion
from tieout.tools.figures.days import Day
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.heard import quarter_after
from tieout.tools.releases import release_of

METRIC = "price_to_earnings"
_LATEST = timedelta(days=75)
"""So long after its end the results of a year are surely out."""
_EARLIEST = timedelta(days=10)
"""Sooner after its end no quarter's results come out."""


def plan_multiple(planning: Planning) -> Plan | None:
    """The plan where a price-to-earnings ratio of one day is asked for; else None."""
    asked = planning.asked
    days = [m.ends[0] for m in asked.periods if m.kind == "date" and len(m.ends) == 1 and m.months is None]
    if [m.metric for m in asked.metrics] != [METRIC] or len(days) != 1 or len(asked.entities) != 1:
        return None
    entity = asked.entities[0]
    planning = of_company(planning, entity)
    try:
        unpriced = replace(planning.asked, metrics=(), ask="text")
        day, notes = quoted_days(unpriced, entity, planning.question, planning.home).at(days[0])
        year = _year(planning, entity, day)
    except NotDerivable as error:
        return planning.refusal(error.reason, f"{entity.ticker or entity.name}: {error.detail}")
    sought = SubQuestion(
        id="q1",
        text=asked.text,
        ask="look_up",
        metrics=asked.metrics,
        entities=(entity,),
        periods=(year,),
        days=(day,),
    )
    return Plan(subquestions=(sought,), assumptions=notes)


def _year(planning: Planning, entity: Entity, day: date) -> FiscalPeriod:
    """The fiscal year whose results were the latest known on a day; raises NotDerivable where a quarter's may be."""
    known = quarters(planning, entity)
    closed = sorted((end, p) for p, end in known.items() if p.span == "Q4" and _is_out(planning, entity, p, end, day))
    if not closed:
        detail = f"it is not sure which year's results were known on {Day(day=day).words}"
        raise NotDerivable("missing_evidence", detail)
    end, last = closed[-1]
    following = quarter_after(last)
    ends = known.get(following, end + timedelta(days=91))
    if _may_be_out(planning, entity, following, ends, day):
        detail = (
            f"results of {following.words} may have been known on {Day(day=day).words}; the earnings per share of the "
            "year up to then are in no filing, and are not added up from figures per share"
        )
        raise NotDerivable("not_derivable", detail)
    return FiscalPeriod(year=last.year, span="FY")


def _is_out(planning: Planning, entity: Entity, period: FiscalPeriod, end: date, day: date) -> bool:
    """Whether the results of a quarter were surely known on a day."""
    release = release_of(planning.home, entity, period, end, known=planning.documents((entity,)))
    return (release.day if release else end + _LATEST) <= day


def _may_be_out(planning: Planning, entity: Entity, period: FiscalPeriod, end: date, day: date) -> bool:
    release = release_of(planning.home, entity, period, end, known=planning.documents((entity,)))
    return (release.day if release else end + _EARLIEST) <= day
