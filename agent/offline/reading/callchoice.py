"""Which of a company's calls does a question mean? By its quarter, by what guidance is for, or the newest."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tieout.agent.offline.reading.quarterof import of_month
from tieout.agent.offline.reading.understood import Understood
from tieout.document import Document
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.heard import quarter_after, quarter_on
from tieout.tools.spoken import quarter_in

MONTH_QUARTER = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)[ -]quarter\b",
    re.IGNORECASE,
)
_LATEST = re.compile(r"\b(?:latest|last|most recent|recent)\b|\bthe (?:earnings |conference )?call\b", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:[’']s)?,?\s+(?:fiscal\s+)?(?:earnings\s+|conference\s+|results\s+)*(?:call|transcript|prepared|q\s?&)",
    re.IGNORECASE,
)
_CALLED_NEXT = re.compile(
    r"[’']?s?,?\s+(?:fiscal\s+)?(?:earnings\s+|conference\s+|results\s+)?(?:call|transcript|prepared|q\s?&)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"^\s*(?:of\s+)?(?:(?:fiscal|calendar)\s+)?(?:year\s+)?(?:19|20)\d\d")
_QUARTER = timedelta(days=91)
_QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
Choice = tuple[tuple[str, ...], tuple[str, ...], str | None]
"""Ids of calls, the newest first; what was assumed; the quarter or year that guidance is for."""


def newest_last(call: Document) -> tuple[int, str, str, str]:
    """Sorts calls by the quarter that they are about, then by the day."""
    day = call.filed or call.period_end
    return call.fiscal_year or 0, call.fiscal_period or "", day.isoformat() if day else "", call.id


def chosen(asked: Understood, name: str, newest: Sequence[Document], *, guided: bool) -> Choice:
    """The calls of one company that are meant; raises NotDerivable where there is none, or it cannot be told."""
    impossible = next((m for m in asked.periods if m.wrong), None)
    if impossible is not None:
        raise NotDerivable("missing_evidence", f"{impossible.text!r} is no period: {impossible.wrong}")
    month = MONTH_QUARTER.search(asked.text)
    named = any(p.span in _QUARTERS for m in asked.periods for p in m.periods)
    if month is not None and not named and (dated := monthly(asked.text, newest)):
        behind = _BEHIND.sub("", asked.text[month.end() :])
        return _of_period(behind, dated[0], name, newest, guided=guided)
    if month is not None and not guided:
        raise NotDerivable("ambiguous", f"which call is that? name it by its fiscal quarter, not as {month[0]!r}")
    mention = next((m for m in asked.periods if m.periods), None)
    if mention is not None and mention.periods[0].span in _QUARTERS:
        calls, notes, quarter = _of_quarter(asked.text, mention, name, newest, guided=guided)
        return calls, notes, quarter_in(month[0]) if month is not None else quarter
    if any(m.kind in {"date", "month"} for m in asked.periods) or (asked.periods and mention is None and not guided):
        raise NotDerivable("ambiguous", "which call is that? name it by its fiscal quarter, such as Q1 2023")
    if mention is not None:
        return _of_year(mention, name, newest, guided=guided)
    if guided and month is not None:
        return (
            tuple(d.id for d in newest),
            ("no call was named: the newest that guides so is used",),
            quarter_in(month[0]),
        )
    if guided or _LATEST.search(asked.text):
        return (newest[0].id,), (f"the newest indexed call of {name} is used{_on(newest[0])}",), None
    return tuple(d.id for d in newest), (), None


def monthly(text: str, newest: Sequence[Document]) -> list[FiscalPeriod]:
    """The fiscal quarter that a month and a year name: one that a call is on, or the one after it."""
    known: dict[FiscalPeriod, date] = {}
    for call in newest:
        if (period := quarter_on(call)) is not None and call.period_end is not None:
            known[period] = call.period_end
            known.setdefault(quarter_after(period), call.period_end + _QUARTER)
    return of_month(text, known)


def _of_quarter(text: str, mention: PeriodMention, name: str, newest: Sequence[Document], *, guided: bool) -> Choice:
    """The call on a quarter; guidance for a quarter is given on the call on the one before."""
    return _of_period(text[mention.end :], mention.periods[0], name, newest, guided=guided)


def _of_period(behind: str, period: FiscalPeriod, name: str, newest: Sequence[Document], *, guided: bool) -> Choice:
    """As `_of_quarter`; `behind` is what stands behind the quarter in the question."""
    is_named = _CALLED_NEXT.match(behind)
    ahead = guided and is_named is None
    wanted = before(period) if ahead else period
    found = [d.id for d in newest if (d.fiscal_year, d.fiscal_period) == (wanted.year, wanted.span)]
    if not found:
        raise NotDerivable("no_source", f"no call of {name} on {wanted.words} is indexed")
    note = (f"guidance for {period.words} is looked for in the call on {wanted.words}",) * ahead
    return tuple(found), note, quarter_in(period.span) if ahead else None


def _of_year(mention: PeriodMention, name: str, newest: Sequence[Document], *, guided: bool) -> Choice:
    years = {p.year for p in mention.periods}
    around = years | ({y - 1 for y in years} if guided else set())
    found = tuple(d.id for d in newest if d.fiscal_year in around)
    if not found:
        raise NotDerivable("no_source", f"no call of {name} on {mention.text} is indexed")
    return found, (), str(max(years)) if guided else None


def _on(call: Document) -> str:
    """What a call is on, where it says so."""
    if call.fiscal_year is None or call.fiscal_period is None:
        return ""
    return f": on {FiscalPeriod(year=call.fiscal_year, span=call.fiscal_period).words}"


def before(period: FiscalPeriod) -> FiscalPeriod:
    """The quarter before."""
    at = _QUARTERS.index(period.span)
    return FiscalPeriod(year=period.year - (at == 0), span=_QUARTERS[at - 1])
