"""Which of an issuer's own periods does a wording mean? By the days on which its figures hold."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from tieout.fact import Fact
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.periods import PeriodMention

_MONTH = 30.4
_SLACK = 12
"""Days by which a period of weeks may differ from its months."""
_QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
_YEAR_END = timedelta(days=6)


class Calendars:
    """The periods of every issuer among some facts."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._flows: dict[tuple[str, date], set[tuple[int, str]]] = defaultdict(set)
        self._stocks: dict[tuple[str, date], set[str]] = defaultdict(set)
        self._latest: dict[str, FiscalPeriod] = {}
        newest: dict[str, date] = {}
        for fact in facts:
            label = fact.period.fiscal
            if label is None or fact.modality != "reported":
                continue
            key = fact.entity.key, fact.period.end
            if fact.period.kind == "instant":
                self._stocks[key].add(label)
            else:
                self._flows[key].add((fact.period.days, label))
            known = fact.origin == "xbrl" and fact.period.kind == "duration"
            if known and fact.period.end > newest.get(key[0], date.min) and (named := FiscalPeriod.parse(label)):
                newest[key[0]], self._latest[key[0]] = fact.period.end, named

    def latest(self, entity: str) -> FiscalPeriod | None:
        """The newest period that an issuer reports a flow for."""
        return self._latest.get(entity)

    def is_calendar(self, entity: str, period: FiscalPeriod) -> bool:
        """Whether an issuer's year is the calendar's: its year ends within a week of December's end."""
        ends = (day for (key, day), labels in self._stocks.items() if key == entity and f"FY{period.year}" in labels)
        return all((day + _YEAR_END).year > day.year or (day - _YEAR_END).year < day.year for day in ends)

    def meant(self, entity: str, wording: PeriodMention, anchor: FiscalPeriod | None) -> FiscalPeriod | None:
        """The issuer's period that a wording of one period means; None where it has none, or none is clear.

        Args:
            entity: the issuer's key.
            wording: one period.
            anchor: the period that relative words ("a year earlier", "the second quarter") start from.
        """
        if wording.wrong is not None:
            return None
        if wording.periods:
            return wording.periods[0]
        if wording.ends:
            return self._ending(entity, wording.ends[0], wording)
        if wording.span is not None and anchor is not None:
            return FiscalPeriod(year=anchor.year, span=wording.span)
        return moved(anchor, wording) if wording.relative is not None and anchor is not None else None

    def _ending(self, entity: str, end: date, wording: PeriodMention) -> FiscalPeriod | None:
        """The period that ends on a day; a month names the period that ends in it."""
        if wording.kind == "month":
            days = [d for (key, d) in (*self._stocks, *self._flows) if key == entity and _same_month(d, end)]
            end = max(days, default=end)
        if wording.months is None:
            labels = self._stocks.get((entity, end)) or {label for _, label in self._flows.get((entity, end), ())}
            return _widest(labels)
        wanted = wording.months * _MONTH
        fitting = {label for days, label in self._flows.get((entity, end), ()) if abs(days - wanted) <= _SLACK}
        if not fitting and wording.months == 12:  # noqa: PLR2004 - a year
            return self._trailing(entity, end)
        return _widest(fitting) if len(fitting) == 1 else None

    def _trailing(self, entity: str, end: date) -> FiscalPeriod | None:
        """The twelve months to the end of a quarter that ends on a day."""
        closed = [p for _, label in self._flows.get((entity, end), ()) if (p := FiscalPeriod.parse(label)) is not None]
        return next((twelve for p in closed if (twelve := p.trailing) is not None), None)


def moved(anchor: FiscalPeriod, wording: PeriodMention) -> FiscalPeriod | None:
    """The period that relative words lead to from another."""
    if wording.relative in {"earlier", "last"}:
        return before(anchor) if wording.unit == "quarter" else anchor.shifted(-1)
    if wording.relative == "same":
        return anchor.shifted(-1)
    if wording.relative == "latest":
        return current(anchor, wording)
    return None


def current(anchor: FiscalPeriod, wording: PeriodMention) -> FiscalPeriod | None:
    """The quarter with which a first half or nine months end, where "the quarter" is said of them; None for a year."""
    if wording.unit != "quarter" or anchor.span in _QUARTERS:
        return anchor
    closing = {"H1": _QUARTERS[1], "9M": _QUARTERS[2]}.get(anchor.span)
    return None if closing is None else FiscalPeriod(year=anchor.year, span=closing)


def before(period: FiscalPeriod) -> FiscalPeriod | None:
    """The quarter before a quarter."""
    if period.span not in _QUARTERS:
        return None
    at = _QUARTERS.index(period.span)
    return FiscalPeriod(year=period.year - (at == 0), span=_QUARTERS[at - 1])


def _same_month(one: date, other: date) -> bool:
    return abs(one - other) <= _YEAR_END or (one.year, one.month) == (other.year, other.month)


def _widest(labels: Iterable[str]) -> FiscalPeriod | None:
    """The longest of several periods with one end: at a year's end the year."""
    named = [p for label in labels if (p := FiscalPeriod.parse(label)) is not None]
    return max(named, key=lambda p: p.months, default=None)
