"""Which documents of a company hold figures of the periods asked for, and how well?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tieout.document import Document
from tieout.period import FiscalPeriod
from tieout.tools.figures.mention import PeriodMention

ANNUAL = ("10-K", "20-F", "40-F")
_MAY = 5
_YEAR = timedelta(days=370)
_FLOW_YEARS = 2
"""Years before its own of which a report to the SEC still shows the flows."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The periods that a question asks for."""

    periods: tuple[FiscalPeriod, ...] = ()
    days: tuple[date, ...] = ()
    latest: bool = False
    """Whether it asks for the newest."""
    several: bool = False
    """Whether it asks how something went over time, with no periods named."""

    @property
    def is_open(self) -> bool:
        """Whether it names neither a year nor a day."""
        return not self.periods and not self.days


def wanted(mentions: Iterable[PeriodMention]) -> Wanted:
    """What the period wordings of a question want."""
    found = tuple(mentions)
    return Wanted(
        periods=tuple(dict.fromkeys(p for m in found for p in m.periods)),
        days=tuple(dict.fromkeys(day for m in found for day in m.ends)),
        latest=any(m.relative in {"latest", "last"} for m in found),
        several=any(m.relative in {"several", "earlier", "same"} for m in found),
    )


def is_annual(document: Document) -> bool:
    """Whether it reports a whole year."""
    form = (document.form or "").removesuffix("/A")
    return form in ANNUAL or (document.fiscal_period == "FY" and not form.startswith(("10-Q", "8-K", "6-K")))


def own_years(document: Document) -> frozenset[int]:
    """What the fiscal year that it reports may be called; empty where nobody knows.

    A year that ends in spring may have two names, unless tags tell which.
    """
    year, end = document.fiscal_year, document.period_end
    years = {year} if year is not None else set()
    if end is not None and is_annual(document) and not (years and document.entity.cik):
        years |= {end.year, end.year - 1} if end.month <= _MAY else {end.year}
    elif end is not None and not years:
        years = {end.year}
    return frozenset(years)


def rank(document: Document, period: FiscalPeriod) -> int | None:
    """How well a document serves a period: 0 best, 3 by its comparatives; None where it holds nothing of it."""
    own = own_years(document)
    if not own:
        return 2
    if period.year in own:
        return _fit(document, period)
    if period.year + 1 in own:
        return 3
    is_sec = (document.form or "").removesuffix("/A") in ANNUAL
    return 4 if is_sec and period.year + _FLOW_YEARS in own else None


def _fit(document: Document, period: FiscalPeriod) -> int:
    """Among those of the year: the very period before the year's report, and that before the rest."""
    exact = document.fiscal_year in {period.year, None}
    if period.span == "FY":
        return (0 if exact else 1) if is_annual(document) else 2
    same = document.fiscal_period == period.span or (period.span, document.fiscal_period) in {
        ("9M", "Q3"),
        ("H1", "Q2"),
    }
    return 0 if same and exact else 1 if is_annual(document) and exact else 2


def rank_day(document: Document, day: date) -> int | None:
    """As `rank`, for a day: the report whose period ends on it, then whose year holds it, then the one after."""
    end, own = document.period_end, own_years(document)
    if end is None:
        return None if own and day.year not in own and day.year + 1 not in own else 2
    length = _YEAR if is_annual(document) else timedelta(days=100)
    if abs((end - day).days) <= 7:  # noqa: PLR2004 - a week, as years of 52 weeks drift
        return 0
    if end - length < day <= end:
        return 1
    if is_annual(document) and (day.year in own or day.year == end.year):
        return 2
    if end - _YEAR - length < day <= end:
        return 3
    return 3 if day.year == end.year - 1 else None


def best(documents: Sequence[Document], ranks: Sequence[int | None], most: int) -> tuple[Document, ...]:
    """Documents whose rank is the best there is, if that is at most `most`."""
    known = [rank for rank in ranks if rank is not None]
    if not known or min(known) > most:
        return ()
    return tuple(d for d, rank in zip(documents, ranks, strict=True) if rank == min(known))
