"""Which periods a text mentions, where, and which fiscal periods they name."""

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
from tieout.tools.figures.period_patterns import COUNTS, LINKED, ONE_YEAR, ORDINALS, pattern
from tieout.tools.figures.perioddates import dates_of, month_end
from tieout.tools.figures.twelve import twelve_months
from tieout.tools.figures.yearfirst import year_first

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
    also = match["q_also"] if letter == "q" else None
    first = (cast("FiscalSpan", f"Q{ORDINALS[also.lower()]}"),) if also and ORDINALS[also.lower()] in _QUARTERS else ()
    return found.mention(kind, periods=tuple(FiscalPeriod(year=_year(year), span=s) for s in (*first, span)), span=span)


def _quarters(found: _Found) -> PeriodMention:
    """Every quarter from one to another: "Q2 of fiscal 2023 to Q1 of fiscal 2024"."""
    match = found.match
    first, last = (
        int(match[f"{end}_year"]) * 4
        + int(match[f"{end}_q"] or ORDINALS.get((match[f"{end}_word"] or "").lower(), 1))
        - 1
        for end in ("f", "l")
    )
    numbers = range(first, min(last, first + _LONGEST_RANGE) + 1) if first < last else (first, last)
    periods = tuple(FiscalPeriod(year=n // 4, span=cast("FiscalSpan", f"Q{n % 4 + 1}")) for n in numbers)
    return found.mention("quarter", periods=periods)


def _trailing(found: _Found) -> PeriodMention:
    """Twelve months to a quarter or a day; alone, nothing says which."""
    match = found.match
    if match["t_ends"]:
        ends, wrong = dates_of(match["t_ends"])
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
    ends, wrong = dates_of(match["ends"])
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
    ends, wrong = dates_of(found.match["dates"])
    return found.mention("date", ends=ends, wrong=wrong)


def _month(found: _Found) -> PeriodMention:
    name = re.match(r"[a-z]+", found.text.lower())
    return found.mention("month", ends=(month_end(name[0] if name else "", found.match["month_year"]),), months=1)


def _closing(found: _Found) -> PeriodMention:
    """A quarter or a year by the month in which it ends: "December quarter of 2023", "year ended June 2024"."""
    match = found.match
    end = month_end(match["c_month"] or match["m_month"], match["c_year"] or match["m_year"])
    months = _count(match["c_count"]) or (12 if "year" in (match["c_whole"] or "").lower() else 3)
    return found.mention("span", ends=(end,), months=months)


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
    simple = {
        "closing": _closing,
        "quarters": _quarters,
        "ended": _ended,
        "date": _dated,
        "month": _month,
        "nine": _first_months,
        "trailing": _trailing,
    }.get(name)
    return simple(found) if simple else _relative(found, name)


_NAMES = (
    "closing", "ended", "date", "month", "quarters", "quarter", "half", "nine", "fiscal", "bare", "same", "trailing",
    "several", "each", "earlier", "last", "next", "prior_quarter", "latest",
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
    return twelve_months(text, tuple(year_first(text, tuple(_mentions(text, readings)))))


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
