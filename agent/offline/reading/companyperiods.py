"""Which fiscal periods of one company are asked about? Its calendar decides what a day or "calendar 2023" is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.reading.reported import QUARTERS, Reported
from tieout.agent.offline.reading.timing import Asked, alike, asked_periods, latest_twelve, latest_year, up_to
from tieout.document import Entity
from tieout.fact import FactQuery
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.twelve import is_trailing

TWELVE: tuple[FiscalSpan, ...] = ("TTM-Q1", "TTM-Q2", "TTM-Q3")
YEAR = 12
DATED = 500
"""Facts that are looked at to see which fiscal period ends on a date."""
_CALENDAR = re.compile(r"\bcalendar[\s-]+$", re.IGNORECASE)
_FORM = re.compile(r"\s+(?:10-?Q|quarterly (?:report|filing))\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class CompanyPeriods:
    """Resolves the periods of one question for its companies."""

    planning: Planning

    def of(self, entity: Entity, *, trend: bool) -> Asked:
        """The fiscal periods of one company that are asked about."""
        asked, as_of = self.planning.asked, self.planning.question.as_of
        documents = self.planning.documents((entity,))
        reported = Reported.by(documents, as_of)
        spoken = tuple(self._dated(m, entity, reported) for m in alike(asked.periods, asked.text))
        latest = latest_year(documents, as_of)
        year = self._calendar_year(spoken, reported)
        if year is not None:
            return year
        return asked_periods(spoken, asked.anchor, latest, trend=trend, reported=reported)

    def _calendar_year(self, spoken: Sequence[PeriodMention], reported: Reported) -> Asked | None:
        """A calendar year of a company with other years: four quarters added up, or the end of the last of them."""
        asked = self.planning.asked
        if len(spoken) != 1 or spoken[0].fiscal is not False or reported.is_calendar or asked.ask != "look_up":
            return None
        quarters = reported.calendar_year(spoken[0].periods[0].year) if len(spoken[0].periods) == 1 else ()
        metrics = [self.planning.vocabulary.metric(m.metric) for m in asked.metrics if m.metric]
        if not quarters or not metrics or not all(m.concepts and m.unit in {"money", "count"} for m in metrics):
            return None
        if all(m.period == "instant" for m in metrics):
            said = f"the end of calendar {spoken[0].periods[0].year} is the end of {quarters[-1].words}"
            return Asked(periods=quarters[-1:], assumptions=(said,))
        said = f"calendar {spoken[0].periods[0].year} is {quarters[0].words} to {quarters[-1].words}"
        return Asked(periods=quarters, assumptions=(said,), summed=True)

    def _dated(self, mention: PeriodMention, entity: Entity, reported: Reported) -> PeriodMention:
        """A period that is named by its end date, as the fiscal period of the company that ends on it."""
        if is_trailing(mention):
            twelve = latest_twelve(self.planning.documents((entity,)), self.planning.question.as_of)
            return replace(mention, periods=(twelve,)) if twelve else mention
        mention = self._worded(mention, reported)
        if mention.periods or not mention.ends:
            return mention
        if mention.months == 1 and self._is_flow():
            return replace(mention, wrong="filings report quarters and years, not months")
        found = [p for end in mention.ends if (p := self._ending(end, mention.months, entity, reported))]
        if len(found) < len(mention.ends):
            return replace(mention, wrong=f"no indexed figure of {entity.name} is of a period that ends then")
        return replace(mention, periods=tuple(found))

    def _worded(self, mention: PeriodMention, reported: Reported) -> PeriodMention:
        """What the words beside a period make of it: "calendar Q4 2023", "the latest 10-Q"."""
        text = self.planning.asked.text
        if mention.kind == "quarter" and mention.periods and _CALENDAR.search(text[: mention.start]):
            ends = tuple(_quarter_end(p) for p in mention.periods)
            return replace(mention, kind="span", periods=(), span=None, ends=ends, months=3)
        if mention.relative == "latest" and reported.own and _FORM.match(text[mention.end :]):
            return replace(mention, unit="quarter", periods=(reported.own,))
        return mention

    def _is_flow(self) -> bool:
        """Whether a figure over time is asked for, not a balance."""
        metrics = [self.planning.vocabulary.metric(m.metric) for m in self.planning.asked.metrics if m.metric]
        return any(m.period == "duration" for m in metrics)

    def _ending(self, end: date, months: int | None, entity: Entity, reported: Reported) -> FiscalPeriod | None:
        """The company's period of a length that ends on a day, or near the month's end that is named."""
        facts = self.planning.home.facts(FactQuery(entities=(entity.key,), end=end, limit=DATED))
        labels = {p for f in facts if f.period.fiscal and (p := FiscalPeriod.parse(f.period.fiscal))}
        lengths: dict[int, tuple[FiscalSpan, ...]] = {3: QUARTERS, 6: ("H1",), 9: ("9M",), YEAR: ("FY",)}
        spans = lengths.get(months or 0, ("FY", "Q1", "Q2", "Q3"))
        if months == YEAR and not any(p.span == "FY" for p in labels):
            labels, spans = {p.trailing for p in labels if p.trailing}, TWELVE
        found = sorted((p for p in labels if p.span in spans), key=lambda p: spans.index(p.span))
        if found or (end + timedelta(days=1)).day != 1:
            return found[0] if found else None
        quarter = reported.ending(end)
        return None if quarter is None else of_length(quarter, months)


def of_length(quarter: FiscalPeriod, months: int | None) -> FiscalPeriod | None:
    """The period of so many months that ends with a quarter; the quarter where nothing says how long it is."""
    if months in {None, 1, 3}:
        return quarter
    if months == YEAR:
        return quarter.trailing
    whole = up_to(quarter)
    return whole if whole.months == months else None


def _quarter_end(period: FiscalPeriod) -> date:
    """The last day of a calendar quarter."""
    following = period.last_quarter * 3 + 1
    return date(period.year + following // YEAR, following % YEAR or YEAR, 1) - timedelta(days=1)
