"""Which fiscal periods does a question mean for one company?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tieout.document import Document
from tieout.period import FiscalPeriod
from tieout.tools.figures.mention import PeriodMention
from tieout.tools.figures.twelve import is_trailing, twelve_to

ANNUAL = frozenset({"10-K", "10-K/A", "10-KT", "20-F", "40-F"})
QUARTERLY = frozenset({"10-Q", "10-Q/A"})
TREND_YEARS = 5
COMPARATIVES = 2


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Fiscal periods in the order asked, with what was assumed to get there."""

    periods: tuple[FiscalPeriod, ...]
    assumptions: tuple[str, ...] = ()
    impossible: str | None = None
    """Why a period cannot exist."""


def latest_year(documents: Iterable[Document], as_of: date | None) -> int | None:
    """The newest fiscal year with an annual report, else with any dated document."""
    known = [d for d in documents if d.fiscal_year is not None and (as_of is None or visible(d, as_of))]
    annual = [d.fiscal_year for d in known if d.form in ANNUAL and d.fiscal_year is not None]
    return max(annual or [d.fiscal_year for d in known if d.fiscal_year is not None], default=None)


def joined(mentions: Sequence[PeriodMention]) -> tuple[PeriodMention, ...]:
    """Twelve months and the quarters or days that they end with, as one: "TTM revenue as of Q3 2024"."""
    if not any(is_trailing(m) for m in mentions):
        return tuple(mentions)
    others = tuple(twelve_to(m) for m in mentions if not is_trailing(m))
    return others or tuple(mentions)


def latest_twelve(documents: Iterable[Document], as_of: date | None) -> FiscalPeriod | None:
    """The twelve months to the end of the newest quarterly or annual report."""
    known = [d for d in documents if as_of is None or visible(d, as_of)]
    dated = [d for d in known if d.fiscal_year and d.fiscal_period and d.period_end and d.form in (ANNUAL | QUARTERLY)]
    newest = max(dated, key=lambda d: (d.period_end or date.min, d.form in ANNUAL), default=None)
    if newest is None or newest.fiscal_year is None or newest.fiscal_period is None:
        return None
    return FiscalPeriod(year=newest.fiscal_year, span=newest.fiscal_period).trailing


def visible(document: Document, as_of: date) -> bool:
    """Whether a document was public at the end of a day; an unknown date is not."""
    known = document.known_since
    return known is not None and known.isoformat()[:10] <= as_of.isoformat()


def asked_periods(
    mentions: Sequence[PeriodMention], anchor: Sequence[PeriodMention], latest: int | None, *, trend: bool
) -> Asked:
    """Absolute periods as they are; relative ones from the latest year, or from what was asked before."""
    wrong = next((m for m in mentions if m.wrong), None)
    if wrong is not None:
        return Asked(periods=(), impossible=f"{wrong.text!r}: {wrong.wrong}")
    absolute = [p for m in mentions for p in m.periods]
    base = absolute or [p for m in anchor for p in m.periods]
    found: list[FiscalPeriod] = []
    for mention in mentions:
        meant = mention.periods or relative(mention, base, latest)
        if not meant and within_year(mention):
            return Asked(periods=(), impossible=f"{mention.text!r} does not say which period is meant; name it in full")
        found += meant
    if not found and latest is not None:
        found, note = unsaid(latest, trend=trend)
        return Asked(periods=tuple(found), assumptions=note)
    return Asked(periods=tuple(dict.fromkeys(found)), assumptions=calendar(mentions))


def within_year(mention: PeriodMention) -> bool:
    """Whether a period is shorter than a year."""
    return mention.unit != "year" or mention.kind in {"quarter", "half", "year_to_date", "month"}


def relative(mention: PeriodMention, base: Sequence[FiscalPeriod], latest: int | None) -> list[FiscalPeriod]:
    """What "last year", "the prior year" or "the last three years" come to; empty where nothing tells."""
    if mention.kind == "quarter" and mention.span and (base or latest is not None):
        return [FiscalPeriod(year=base[0].year if base else latest or 0, span=mention.span)]
    if mention.unit != "year":
        return []
    if mention.relative == "earlier" and base:
        return [min(base, key=lambda p: p.year).shifted(-1)]
    return around(mention, latest) if latest is not None else []


def around(mention: PeriodMention, latest: int) -> list[FiscalPeriod]:
    """What a relative period comes to from the latest year."""
    if mention.relative == "several":
        count = mention.count or TREND_YEARS
        return [FiscalPeriod(year=y) for y in range(latest - count + 1, latest + 1)]
    if mention.relative == "earlier":
        return [FiscalPeriod(year=latest - 1)]
    return [FiscalPeriod(year=latest)] if mention.relative in {"latest", "last"} else []


def unsaid(latest: int, *, trend: bool) -> tuple[list[FiscalPeriod], tuple[str, ...]]:
    """The latest fiscal year, or the years that a trend shows, where the question names no period."""
    if trend:
        first = latest - TREND_YEARS + 1
        years = [FiscalPeriod(year=y) for y in range(first, latest + 1)]
        return years, (f"no period was named: fiscal {first} to {latest} are shown",)
    return [FiscalPeriod(year=latest)], (f"no period was named: the latest annual report is used, fiscal {latest}",)


def calendar(mentions: Sequence[PeriodMention]) -> tuple[str, ...]:
    """A note where a bare or calendar year was read as a fiscal one."""
    years = [p.year for m in mentions if m.kind == "year" and m.fiscal is False for p in m.periods]
    return tuple(f"calendar {y} is answered by fiscal {y}" for y in dict.fromkeys(years))
