"""Which periods a text mentions, where, and which fiscal periods they name."""

import calendar
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.folding import fold
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.mention import PeriodKind, PeriodMention, Relative, Unit
from tieout.tools.figures.period_patterns import COUNTS, LINKED, MONTHS, ONE_DATE, ONE_YEAR, ORDINALS, pattern
from tieout.tools.figures.twelve import twelve_months

__all__ = ["PeriodMention", "mentions"]

_LONGEST_RANGE = 60
_CENTURY = 2000
_QUARTERS = range(1, 5)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A match of the patterns; builds mentions with its range."""

    match: re.Match[str]
    text: str
    start: int
    end: int

    def mention(
        self,
        kind: PeriodKind,
        *,
        periods: tuple[FiscalPeriod, ...] = (),
        span: FiscalSpan | None = None,
        ends: tuple[date, ...] = (),
        months: int | None = None,
        relative: Relative | None = None,
        unit: str | None = None,
        count: int | None = None,
        wrong: str | None = None,
    ) -> PeriodMention:
        """A mention with this match's range and basis."""
        return PeriodMention(
            text=self.text, start=self.start, end=self.end, kind="impossible" if wrong else kind, periods=periods,
            span=span, ends=ends, months=months, fiscal=_fiscal(self.text), relative=relative, unit=_unit(unit),
            count=count, wrong=wrong,
        )  # fmt: skip


def _fiscal(text: str) -> bool | None:
    if re.search(r"\bfiscal|\bfy", text, re.IGNORECASE):
        return True
    return False if re.search(r"\bcalendar|\bcy", text, re.IGNORECASE) else None


def _unit(word: str | None) -> Unit:
    singular = (word or "year").lower().removesuffix("s")
    return cast("Unit", singular) if singular in {"year", "quarter", "month"} else "year"


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else _CENTURY + int(digits)  # noqa: PLR2004 - a year has four digits


def _count(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else COUNTS[word.lower()]


def _years(text: str) -> tuple[FiscalPeriod, ...]:
    """Years of a list or range, in order: "2021 to 2023" is three."""
    first = ONE_YEAR.search(text)
    if first is None:
        return ()
    years = [_year(first[1])]
    for link in LINKED.finditer(text, first.end()):
        year = _year(link["year"])
        between = re.search(r"\bbetween\b", text, re.IGNORECASE)
        ranged = between or re.search(r"[-–—/]|\b(?:to|through|thru|until)\b", link["link"].lower())
        if ranged and 0 < year - years[-1] <= _LONGEST_RANGE:
            years.extend(range(years[-1] + 1, year))
        years.append(year)
    return tuple(FiscalPeriod(year=year) for year in years)


def _dates(text: str) -> tuple[tuple[date, ...], str | None]:
    """End dates of a list, and why one cannot exist; "December 31, 2023, 2022 and 2021" is three dates."""
    dates: list[date] = []
    at = 0
    month_day: tuple[int, int] | None = None
    for match in re.finditer(rf"{ONE_DATE.pattern}|(?<!\d)(?P<only>\d{{4}})(?!\d)", text, re.IGNORECASE):
        at = match.end()
        year, month, day = _parts(match, month_day)
        if month == 0:
            continue
        month_day = (month, day)
        if year is None:
            later = re.search(r"(?<!\d)\d{4}(?!\d)", text[at:])
            year = int(later[0]) if later else None
        if day > calendar.monthrange(year or 2000, month)[1] or day == 0:
            return (), f"{calendar.month_name[month]} has no day {day}"
        if year is not None:
            dates.append(date(year, month, day))
    return tuple(dates), None


def _parts(match: re.Match[str], month_day: tuple[int, int] | None) -> tuple[int | None, int, int]:
    """Year, month and day of one date; month 0 when there is none to speak of."""
    if match["only"]:
        return (int(match["only"]), *(month_day or (0, 0)))
    numbers = [int(number) for number in re.findall(r"\d+", match[0])]
    word = re.search(r"[a-z]{3,}", match[0], re.IGNORECASE)
    name = next((w for w in re.findall(r"[a-z]+", match[0].lower()) if w in MONTHS), None)
    if word is None or name is None:
        year, month, day = numbers
        return (year, month, day) if 1 <= month <= 12 else (year, 0, 0)  # noqa: PLR2004 - months of a year
    years = [number for number in numbers if number > 99]  # noqa: PLR2004 - days have two digits
    days = [number for number in numbers if number <= 99]  # noqa: PLR2004 - days have two digits
    return (years[0] if years else None, MONTHS[name], days[0] if days else 0)


def _part(found: _Found, letter: Literal["q", "h"], most: int, kind: PeriodKind) -> PeriodMention:
    """A quarter or a half, with or without its year."""
    match = found.match
    digit = match[letter] or match[f"{letter}_first"]
    word = match[f"{letter}_word"]
    number = int(digit) if digit else ORDINALS.get(word.lower(), 0)
    if not 1 <= number <= most:
        return found.mention(kind, wrong=f"a year has no {kind} {number}")
    span = cast("FiscalSpan", f"{letter.upper()}{number}")
    year = match[f"{letter}_year"] or match[f"{letter}_short"]
    if year is None:
        return found.mention(kind, span=span)
    return found.mention(kind, periods=(FiscalPeriod(year=_year(year), span=span),), span=span)


def _trailing(found: _Found) -> PeriodMention:
    """Twelve months to a quarter or a day; alone, nothing says which."""
    match = found.match
    if match["t_ends"]:
        ends, wrong = _dates(match["t_ends"])
        return found.mention("span", ends=ends, months=12, wrong=wrong)
    digit = match["t_q"] or match["t_first"]
    number = int(digit) if digit else ORDINALS.get((match["t_word"] or "").lower(), 0)
    if not number:
        return found.mention("relative", relative="several", unit="month", count=12)
    year = match["t_year"] or match["t_short"]
    if number not in _QUARTERS:
        return found.mention("year_to_date", wrong=f"a year has no quarter {number}")
    quarter = FiscalPeriod(year=_year(year) if year else _CENTURY, span=cast("FiscalSpan", f"Q{number}"))
    twelve = quarter.trailing or quarter
    return found.mention("year_to_date", periods=(twelve,) if year else (), span=twelve.span)


def _ended(found: _Found) -> PeriodMention:
    match = found.match
    ends, wrong = _dates(match["ends"])
    count, named = _count(match["count"]), (match["named"] or "").lower()
    unit = (match["span"] or "").lower().removesuffix("s")
    months = {"month": 1, "quarter": 3, "year": 12, "week": 0}.get(unit, 0) * (count or 0)
    if unit == "week" and count is not None:
        months = round(count * 12 / 52)
    if named:
        months = (
            12 if "year" in named and "half" not in named else 3 if "quarter" in named else 6 if "half" in named else 0
        )
    return found.mention("span", ends=ends, months=months or None, wrong=wrong)


def _dated(found: _Found) -> PeriodMention:
    ends, wrong = _dates(found.match["dates"])
    return found.mention("date", ends=ends, wrong=wrong)


def _month(found: _Found) -> PeriodMention:
    year = int(found.match["month_year"])
    name = re.match(r"[a-z]+", found.text.lower())
    month = MONTHS[name[0]] if name else 1
    return found.mention("month", ends=(date(year, month, calendar.monthrange(year, month)[1]),), months=1)


_FIRST_MONTHS: Mapping[str, FiscalSpan] = {
    "3": "Q1", "three": "Q1", "13": "Q1", "thirteen": "Q1", "6": "H1", "six": "H1", "26": "H1", "twenty-six": "H1",
    "9": "9M", "nine": "9M", "39": "9M", "thirty-nine": "9M",
}  # fmt: skip
_FIRST_KINDS: Mapping[FiscalSpan, PeriodKind] = {"Q1": "quarter", "H1": "half", "9M": "year_to_date"}


def _first_months(found: _Found) -> PeriodMention:
    """The first months or weeks of a year; "year-to-date" leaves open how many."""
    match, year = found.match, found.match["n_year"]
    count = match["n_short"] or match["n_first"] or match["n_weeks"] or match["n_count"]
    if count is None:
        return found.mention("year_to_date")
    span = _FIRST_MONTHS[re.sub(r"\s", "-", count.lower())]
    periods = () if year is None else (FiscalPeriod(year=_year(year), span=span),)
    return found.mention(_FIRST_KINDS[span], span=span, periods=periods)


def _relative(found: _Found, name: str) -> PeriodMention:
    match = found.match
    if name in {"several", "each"}:
        many, unit = _count(match["many"] or match["each_many"]), match["several_span"]
        return found.mention("relative", relative="several", unit=unit, count=many)
    if name == "prior_quarter":
        return found.mention("relative", relative="earlier", unit="quarter")
    unit = match["last_span"] or match["next_span"] or match["latest_span"] or match["the_span"]
    return found.mention("relative", relative=cast("Relative", name), unit=unit)


def _mention(found: _Found, name: str) -> PeriodMention:
    if name in {"fiscal", "bare"}:
        return found.mention("year", periods=_years(found.text))
    if name == "quarter":
        return _part(found, "q", 4, "quarter")
    if name == "half":
        return _part(found, "h", 2, "half")
    simple = {"ended": _ended, "date": _dated, "month": _month, "nine": _first_months, "trailing": _trailing}.get(name)
    return simple(found) if simple else _relative(found, name)


_NAMES = (
    "ended", "date", "month", "quarter", "half", "nine", "fiscal", "bare", "same", "trailing", "several", "each",
    "earlier", "last", "next", "prior_quarter", "latest",
)  # fmt: skip


def _amounts(text: str, readings: tuple[Reading, ...] | None) -> tuple[tuple[int, int], ...]:
    """Ranges of the figures among what looks like years."""
    read = figures(text) if readings is None else readings
    return tuple((r.start, r.end) for r in read if r.is_figure and not r.words)


def _covers(amounts: tuple[tuple[int, int], ...], place: int) -> bool:
    """Whether one of some ranges in order holds a place."""
    at = bisect_right(amounts, (place, sys.maxsize)) - 1
    return at >= 0 and amounts[at][0] <= place < amounts[at][1]


def _edges(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or (after.isalnum() and text[end - 1].isalnum()))


def mentions(text: str, readings: tuple[Reading, ...] | None = None) -> tuple[PeriodMention, ...]:
    """Every period that a text mentions, in order; a number that the grammar reads as a figure is none.

    `readings` are the grammar's of the same text, where they are at hand.
    """
    return twelve_months(text, tuple(_mentions(text, readings)))


def _mentions(text: str, readings: tuple[Reading, ...] | None) -> Iterator[PeriodMention]:
    folded = fold(text)
    amounts = _amounts(text, readings)
    at = 0
    while (match := pattern().search(folded.text, at)) is not None:
        name = next(name for name in _NAMES if match[name] is not None)
        start, end = folded.span(*match.span())
        cut = _covers(amounts, start)
        if cut or not _edges(folded.text, *match.span()):
            at = match.start() + 1
            continue
        at = match.end()
        if name == "bare" and _covers(amounts, end - 1):
            continue
        yield _mention(_Found(match=match, text=text[start:end], start=start, end=end), name)
