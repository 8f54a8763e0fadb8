"""Which fiscal periods does a question mean for one company?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tieout.document import Document
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.mention import PeriodMention
from tieout.tools.figures.twelve import is_trailing, twelve_to

if TYPE_CHECKING:
    from tieout.agent.offline.reading.reported import Reported

ANNUAL = frozenset({"10-K", "10-K/A", "10-KT", "20-F", "40-F"})
QUARTERLY = frozenset({"10-Q", "10-Q/A"})
TREND_YEARS = 5
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_WITHIN = re.compile(r"(?<!and )\b(?:in|of|for|during)\s+(?:the\s+)?\Z", re.IGNORECASE)
_COUNTED = re.compile(rf"\b([2-9]|10|{'|'.join(COUNTS)})[\s-]+(?:years?|yrs?)\b", re.IGNORECASE)
QUARTERS_SHOWN = 4
_LISTED = re.compile(
    r"\W*(?:(?:and|or|vs|versus|to|than|against|over|from|with|compared (?:with|to)|in|that of)\W+)*", re.IGNORECASE
)
"""What may stand between a quarter and the years in which it is meant, too."""
WITHIN = frozenset({"quarter", "half", "year_to_date", "month"})
"""Kinds of periods that are shorter than a year."""
COMPARATIVES = 2


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Fiscal periods in the order asked, with what was assumed to get there."""

    periods: tuple[FiscalPeriod, ...]
    assumptions: tuple[str, ...] = ()
    impossible: str | None = None
    """Why a period cannot exist."""
    summed: bool = False
    """Whether the figures of the periods are to be added up."""


def latest_year(documents: Iterable[Document], as_of: date | None) -> int | None:
    """The newest fiscal year with an annual report, else with any dated document."""
    known = [d for d in documents if d.fiscal_year is not None and (as_of is None or visible(d, as_of))]
    annual = [d.fiscal_year for d in known if d.form in ANNUAL and d.fiscal_year is not None]
    return max(annual or [d.fiscal_year for d in known if d.fiscal_year is not None], default=None)


def joined(mentions: Sequence[PeriodMention], text: str = "") -> tuple[PeriodMention, ...]:
    """Twelve months, or months to date, and the quarters that they end with, as one; parts with their year, as one."""
    mentions = with_year(mentions, text)
    if any(is_to_date(m) for m in mentions):
        return tuple(to_date(m) for m in mentions if not is_to_date(m)) or tuple(mentions)
    if not any(is_trailing(m) for m in mentions):
        return tuple(mentions)
    others = tuple(twelve_to(m) for m in mentions if not is_trailing(m))
    return others or tuple(mentions)


def with_year(mentions: Sequence[PeriodMention], text: str) -> Sequence[PeriodMention]:
    """The parts of a year with the one year that stands apart from them: "third-quarter revenue in 2024"."""
    years = [m for m in mentions if m.kind == "year" and len(m.periods) == 1 and _WITHIN.search(text[: m.start])]
    parts = [m for m in mentions if m.span and not m.periods and not m.wrong]
    if len(years) != 1 or not parts or len(parts) + 1 != len(mentions):
        return mentions
    year = years[0].periods[0]
    return tuple(replace(m, periods=(year.model_copy(update={"span": m.span}),), fiscal=years[0].fiscal) for m in parts)


def years_told(question: str) -> int | None:
    """How many years are counted to the one that is named: "three-year EBIT history through 2023"."""
    found = _COUNTED.search(question)
    return (int(found[1]) if found[1].isdigit() else COUNTS[found[1].lower()]) if found else None


def is_to_date(mention: PeriodMention) -> bool:
    """Whether "year to date" is said and nothing right there says up to when."""
    return mention.kind == "year_to_date" and not mention.periods and not mention.span and not mention.wrong


def to_date(mention: PeriodMention) -> PeriodMention:
    """From the beginning of the year to the end of a quarter that is named: "YTD revenue as of Q3 2024"."""
    if mention.kind != "quarter" or not mention.periods:
        return mention
    return replace(mention, kind="year_to_date", periods=tuple(up_to(p) for p in mention.periods), span=None)


def up_to(period: FiscalPeriod) -> FiscalPeriod:
    """The part of the year that ends with a quarter."""
    spans: dict[FiscalSpan, FiscalSpan] = {"Q2": "H1", "Q3": "9M", "Q4": "FY"}
    return period.model_copy(update={"span": spans.get(period.span, period.span)})


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
    mentions: Sequence[PeriodMention],
    anchor: Sequence[PeriodMention],
    latest: int | None,
    *,
    trend: bool,
    reported: "Reported | None" = None,
) -> Asked:
    """Absolute periods as they are; relative ones from the newest report, or from what was asked before.

    `latest` is the newest year with an annual report; quarters are counted from what is `reported`.
    """
    wrong = next((m for m in mentions if m.wrong), None)
    if wrong is not None:
        return Asked(periods=(), impossible=f"{wrong.text!r}: {wrong.wrong}")
    absolute = [p for m in mentions for p in m.periods]
    base = absolute or [p for m in anchor for p in m.periods]
    found: list[FiscalPeriod] = []
    meanings: list[str] = []
    for mention in sorted(mentions, key=lambda m: m.relative in {"same", "earlier"}):
        meant = mention.periods or relative(mention, base or found, latest, reported)
        if not meant and within_year(mention):
            return Asked(periods=(), impossible=f"{mention.text!r} does not say which period is meant; name it in full")
        if not mention.periods and meant and within_year(mention):
            meanings.append(f"“{mention.text}” is read as {and_words(p.words for p in meant)}")
        found += meant
    if not found and latest is not None:
        found, note = unsaid(latest, trend=trend, reported=reported)
        return Asked(periods=tuple(found), assumptions=note)
    assumptions = (*dict.fromkeys(meanings), *calendar(mentions, reported))
    return Asked(periods=tuple(dict.fromkeys(found)), assumptions=assumptions)


def and_words(words: Iterable[str]) -> str:
    """A list in words."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def within_year(mention: PeriodMention) -> bool:
    """Whether a period is shorter than a year."""
    return mention.unit != "year" or mention.relative == "same" or mention.kind in WITHIN


def relative(
    mention: PeriodMention, base: Sequence[FiscalPeriod], latest: int | None, reported: "Reported | None" = None
) -> list[FiscalPeriod]:
    """What "last year", "the prior quarter" or "the last three years" come to; empty where nothing tells."""
    if mention.span and (base or latest is not None):
        newest = reported.latest(mention.span) if reported else None
        year = base[0].year if base else newest.year if newest else latest or 0
        return [FiscalPeriod(year=year, span=mention.span)]
    if mention.relative == "same":
        return of_the_year_before(mention, base, reported)
    if reported is not None and reported.newest is not None and (mention.unit == "quarter" or is_to_date(mention)):
        return quarters(mention, base, reported.newest, reported)
    if mention.unit != "year" or mention.kind in WITHIN:
        return []
    return around(mention, base, latest)


def of_the_year_before(
    mention: PeriodMention, base: Sequence[FiscalPeriod], reported: "Reported | None"
) -> list[FiscalPeriod]:
    """The "same quarter a year ago" of what is asked about, else of the newest report."""
    if base:
        return [min(base, key=lambda p: (p.year, p.last_quarter)).shifted(-1)]
    newest = reported.newest if reported and "quarter" in mention.text.casefold() else None
    return [newest.shifted(-1)] if newest else []


def quarters(
    mention: PeriodMention, base: Sequence[FiscalPeriod], newest: FiscalPeriod, reported: "Reported"
) -> list[FiscalPeriod]:
    """What "last quarter", "the prior quarter", "the last four quarters" and "year to date" come to."""
    if is_to_date(mention):
        year = re.search(r"\d{4}", mention.text)
        of_year = newest if year is None or int(year[0]) == newest.year else FiscalPeriod(year=int(year[0]))
        return [up_to(of_year)] if of_year.year == newest.year else []
    if mention.relative == "several":
        return list(reported.last_quarters(mention.count or QUARTERS_SHOWN))
    if mention.relative in {"latest", "last"}:
        return [newest]
    if mention.relative != "earlier":
        return []
    of_base = [p for p in base if p.span.startswith("Q")]
    return [reported.before(min(of_base, key=lambda p: (p.year, p.last_quarter)) if of_base else newest)]


def around(mention: PeriodMention, base: Sequence[FiscalPeriod], latest: int | None) -> list[FiscalPeriod]:
    """What a relative year comes to from what is asked about, else from the latest year."""
    if mention.relative == "earlier" and base:
        return [min(base, key=lambda p: p.year).shifted(-1)]
    if latest is None:
        return []
    if mention.relative == "several":
        count = mention.count or TREND_YEARS
        return [FiscalPeriod(year=y) for y in range(latest - count + 1, latest + 1)]
    if mention.relative == "earlier":
        return [FiscalPeriod(year=latest - 1)]
    return [FiscalPeriod(year=latest)] if mention.relative in {"latest", "last"} else []


def unsaid(
    latest: int, *, trend: bool, reported: "Reported | None" = None
) -> tuple[list[FiscalPeriod], tuple[str, ...]]:
    """The latest fiscal year, or the years that a trend shows, where the question names no period.

    An annual report shows the two years before its own, too; without one, the newest quarter that is reported is meant.
    """
    first = reported.first_year if reported else None
    if trend:
        oldest = max(latest - TREND_YEARS + 1, first - COMPARATIVES if first else 0)
        years = [FiscalPeriod(year=y) for y in range(oldest, latest + 1)]
        return years, (f"no period was named: fiscal {oldest} to {latest} are shown",)
    if reported is not None and first is None and reported.newest is not None:
        newest = reported.newest
        return [newest], (f"no period was named: the newest report is used, {newest.words}",)
    return [FiscalPeriod(year=latest)], (f"no period was named: the latest annual report is used, fiscal {latest}",)


def calendar(mentions: Sequence[PeriodMention], reported: "Reported | None" = None) -> tuple[str, ...]:
    """What is said where bare or calendar years are read as fiscal ones that do not end with the calendar's."""
    read = [(m.fiscal, p) for m in mentions if m.kind == "year" and m.fiscal is not True for p in m.periods]
    ends = {p: e for _, p in read if reported and not reported.is_calendar and (e := reported.year_end(p)) is not None}
    said = [f"calendar {p.year} is answered by {p.words}{ended(ends.get(p))}" for fiscal, p in read if fiscal is False]
    bare = [p for fiscal, p in read if fiscal is None and p in ends]
    if len(bare) == 1:
        said.append(f"{bare[0].year} is read as {bare[0].words}{ended(ends[bare[0]])}")
    elif bare:
        last = max(bare, key=lambda p: p.year)
        said.append(f"years are read as fiscal years: {last.words} is{ended(ends[last]).removeprefix(',')}")
    return tuple(dict.fromkeys(said))


def ended(day: date | None) -> str:
    """The end of a year, in words."""
    return f", the year that ended {day:%B} {day.day}, {day.year}" if day else ""


def alike(mentions: Sequence[PeriodMention], text: str) -> tuple[PeriodMention, ...]:
    """Bare years after a quarter as the same quarter: "Q3 2023 vs 2022", "the first half of 2024 and 2023"."""
    read: list[PeriodMention] = []
    for mention in mentions:
        before = read[-1] if read else None
        bare = mention.kind == "year" and mention.fiscal is None
        if bare and before and before.kind in WITHIN and _LISTED.fullmatch(text[before.end : mention.start]):
            spans = tuple(p.model_copy(update={"year": y.year}) for p in before.periods[-1:] for y in mention.periods)
            read.append(replace(mention, kind=before.kind, periods=spans or mention.periods))
        else:
            read.append(mention)
    return tuple(read)
