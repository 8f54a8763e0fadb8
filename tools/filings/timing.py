"""What words say about time: how long, until which day, which year; the heads of a column, a label, a title."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Self

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" + ("|sept\\.?" if name == "september" else "") for name in _MONTHS)
_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?(?:\s*(?P<year>(?:19|20)\d\d))?", re.IGNORECASE
)
_SPAN = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})\b,?(?:\s*(?P<year>(?:19|20)\d\d))?\s*(?:[-–—]|to\b|through\b)\s*"
    rf"(?:(?P<last_month>{_MONTH})\s+)?(?P<last>\d{{1,2}})\b(?!\d)(?:,?\s*(?P<last_year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})(?=,?\s+(?:19|20)\d\d\b)", re.IGNORECASE
)
"""A day as it is written outside the United States: "31 December 2022"."""
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\d,.$])(?:fiscal\s*(?:years?)?\s*|FY\s*)?(?P<year>(?:19|20)\d\d)\b(?![,.]\d|%)", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"\bFY\s*[’']?(?P<year>\d\d)\b|[’'](?P<bare>\d\d)\b", re.IGNORECASE)
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "sixteen": 16, "twenty-six": 26, "twenty-seven": 27, "thirty-nine": 39, "forty": 40, "fifty-two": 52,
    "fifty-three": 53,
}  # fmt: skip
_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True)) + r"|\d{1,2}"
_LENGTH = re.compile(rf"\b(?P<count>{_COUNT})[\s-]+(?P<unit>months?|weeks?|quarters?)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:(?P<year>(?:fiscal\s+|calendar\s+)?years?(?:[\s-]+end(?:ed|ing)?)?)|(?P<quarter>quarters?(?:ly)?(?:\s+period)?(?:[\s-]+end(?:ed|ing)?)?))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\bend(?:ed|ing)\b", re.IGNORECASE)
_QUARTER = re.compile(
    r"\bQ(?P<digit>[1-4])\b|\b(?P<word>first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:fiscal\s+)?quarter\b",
    re.IGNORECASE,
)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_INSTANT = re.compile(
    r"\b(?:as\s+of|as\s+at|at)\b(?!\s+(?:the\s+)?(?:beginning|fair|cost))|\bbalances?,?\s+(?:as\s+of\s+|at\s+)?(?=$|[a-z]{3,9}\s+\d)",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:at|as\s+of)\s+and\s+for\b|\bfor\s+(?:and\s+)?(?:as\s+of|at)\s+the\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:thereafter|remainder\s+of|remaining|after\s+(?:19|20)\d\d|and\s+later|beyond)\b", re.IGNORECASE
)
_WORDS = re.compile(
    r"\b(?:as|of|at|for|the|in|and|ended|ending|end|fiscal|calendar|years?|quarters?|months?|weeks?|period|unaudited|"
    r"audited|restated|on|through|to|then)\b|\([a-z\d]{1,2}\)|[\W\d_]+",
    re.IGNORECASE,
)
_ENDED_IN = re.compile(rf"\b(?:ended|ending|end\s+of|as\s+of)\s+(?:{_MONTH})(?![a-z])", re.IGNORECASE)
_WEEKS = {12: 3, 13: 3, 14: 3, 16: 3, 26: 6, 27: 6, 39: 9, 40: 9, 52: 12, 53: 12}
_CENTURY = 2000
_LONG = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What some words say about time; None where they do not say."""

    months: int | None = None
    weeks: int | None = None
    instant: bool = False
    month: int | None = None
    day: int | None = None
    year: int | None = None
    quarter: int | None = None
    later: bool = False
    """Whether it is a rest of time to come: "thereafter"."""
    both: bool = False
    """Whether a day and the time up to it are meant: "at and for the year ended"."""
    several: bool = False
    """Whether more than one year or day is named: a comparison, not a period."""
    rest: str = ""
    """The words that do not speak of time."""

    @property
    def says(self) -> bool:
        """Whether anything is said of time at all."""
        return bool(self.months or self.instant or self.month or self.year or self.quarter or self.later)

    @property
    def dated(self) -> bool:
        """Whether a year is said."""
        return self.year is not None and not self.several

    def filled(self, other: Self) -> "Timing":
        """With what is not said here taken from other words."""
        month, day = (self.month, self.day) if self.month else (other.month, other.day)
        return replace(
            self,
            months=self.months or (None if self.instant else other.months),
            weeks=self.weeks or other.weeks,
            instant=self.instant or (other.instant and not self.months),
            month=month,
            day=day,
            year=self.year or (None if other.several else other.year),
            quarter=self.quarter,
            later=self.later or other.later,
            both=self.both or other.both,
        )


@lru_cache(maxsize=4096)
def timing(text: str) -> Timing:
    """Read what a text says about time; of several years the first is taken and `several` is set."""
    text = _DAY_FIRST.sub(r"\g<month> \g<day>", text)
    days = list(_DAY.finditer(text))
    years = [int(m["year"]) for m in _YEAR.finditer(text)]
    if not years and (short := _SHORT_YEAR.search(text)):
        years = [_CENTURY + int(short["year"] or short["bare"])]
    month, day = (_month(days[0]["month"]), int(days[0]["day"])) if days else (None, None)
    if month is None and (only := _MONTH_YEAR.search(text)):
        month = _month(only["month"])
    months, weeks = _length(text) if len(text) < _LONG or _ENDED.search(text) else (None, None)
    quarter = _QUARTER.search(text)
    number = (
        int(quarter["digit"])
        if quarter and quarter["digit"]
        else _ORDINAL[quarter["word"].lower()]
        if quarter
        else None
    )
    return Timing(
        months=3 if number and (len(text) < _LONG or _ENDED.search(text)) else months,
        weeks=weeks,
        instant=not months and not number and _INSTANT.search(text) is not None,
        month=month,
        day=day,
        year=years[0] if years else None,
        quarter=number,
        later=_LATER.search(text) is not None,
        both=_BOTH.search(text) is not None,
        several=len(set(years)) > 1,
        rest=rest(text),
    )


@lru_cache(maxsize=4096)
def united(texts: tuple[str, ...]) -> Timing:
    """What several texts say together, the first having the first word; years that differ make it a comparison."""
    found = Timing()
    words: list[str] = []
    for text in texts:
        one = timing(text)
        clash = found.year is not None and one.year is not None and found.year != one.year
        found = replace(
            found.filled(one),
            several=found.several or one.several or clash,
            quarter=found.quarter or one.quarter,
        )
        if one.rest:
            words.append(one.rest)
    return replace(found, rest=" ".join(words))


@lru_cache(maxsize=4096)
def rest(text: str) -> str:
    """The words that do not speak of time, "" when none is left."""
    bare = text
    for pattern in (_DAY, _MONTH_YEAR, _YEAR, _LENGTH, _QUARTER, _LATER, _ENDED_IN):
        bare = pattern.sub(" ", bare)
    return " ".join(bare.split()) if _WORDS.sub("", bare) else ""


def _length(text: str) -> tuple[int | None, int | None]:
    """Months, and weeks where it is counted in weeks."""
    if match := _LENGTH.search(text):
        word = match["count"].lower()
        count = _COUNTS.get(word) or (int(word) if word.isdigit() else 0)
        unit = match["unit"].lower()
        if unit.startswith("week"):
            return _WEEKS.get(count), count
        if unit.startswith("quarter"):
            return count * 3, None
        return count or None, None
    if match := _NAMED.search(text):
        plain = rest_of_named(text)
        if match["quarter"]:
            return (3, None) if plain or _ENDED.search(text) else (None, None)
        return (12, None) if plain or _ENDED.search(text) else (None, None)
    return None, None


def rest_of_named(text: str) -> bool:
    """Whether a text speaks of nothing but a year or a quarter: "Fiscal year 2024", "Quarter"."""
    return not _WORDS.sub("", _YEAR.sub(" ", _DAY.sub(" ", text)))


@lru_cache(maxsize=4096)
def span_of(text: str, about: date) -> tuple[date, date] | None:
    """The first and the last day of a stretch such as "October 1 - October 31, 2023"; None where none is named.

    Args:
        text: a row's label.
        about: the last day of the document's period; where no year is said the stretch is the latest before it.
    """
    match = _SPAN.search(text)
    if match is None:
        return None
    last_month = _month(match["last_month"] or match["month"])
    said = match["last_year"] or match["year"]
    year = int(said) if said else about.year - ((last_month, int(match["last"])) > (about.month, about.day))
    first_month = _month(match["month"])
    first_year = int(match["year"]) if match["year"] else year - (first_month > last_month)
    return day_of(first_year, first_month, int(match["day"])), day_of(year, last_month, int(match["last"]))


def _month(word: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower().rstrip(".")[:3]))


def day_of(year: int, month: int, day: int | None) -> date:
    """A day; the month's last where none is said or there is no such day."""
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))
