"""Which years, quarters and days do some words name, and where?"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_QUARTER: Final = r"(?:q(?P<digit>[1-4])|(?P<word>first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:fiscal\s+)?quarter)"
_TIME: Final = re.compile(
    rf"(?<![\w$€£.,])(?:{_QUARTER}\s*(?:ended|of)?\s*(?:the\s+)?(?:fiscal\s+|calendar\s+)?(?:years?\s+)?)?"
    rf"(?:{_MONTH}\b\.?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d))?\s*,?\s*(?:of\s+)?)?"
    rf"(?:(?:fiscal|calendar)\s+(?:years?\s+)?|fy\s*)?{_YEAR}(?![\d]|[.,]\d|%)|"
    r"(?<!\w)fy\s*[’']?(?P<short>\d\d)(?!\w)",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s*(?:-|–|—|to|through|thru|until|till)\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:between|from|over)\s+(?:(?:the|fiscal|calendar|years?|of|end)\s+)*$", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:and|&|to)\s*(?:the\s+)?", re.IGNORECASE)
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


@dataclass(frozen=True, kw_only=True, order=True)
class Time:
    """A year, with the quarter or the month where the words say them."""

    year: int
    quarter: int = 0
    month: int = 0

    def meets(self, other: "Time") -> bool:
        """Whether a column under `other` may be what is asked for by this."""
        return (
            self.year == other.year
            and (not self.quarter or not other.quarter or self.quarter == other.quarter)
            and (not self.month or not other.month or self.month == other.month)
        )


@dataclass(frozen=True, kw_only=True)
class Named:
    """A time with its half-open range of the text."""

    time: Time
    start: int
    end: int


@lru_cache(maxsize=1 << 12)
def times(text: str) -> tuple[Named, ...]:
    """The times that a text names, in its order."""
    return tuple(Named(time=_time(m), start=m.start(), end=m.end()) for m in _TIME.finditer(text))


def _time(match: re.Match[str]) -> Time:
    if match["short"]:
        return Time(year=2000 + int(match["short"]))
    month = _MONTHS.index(match["month"][:3].casefold()) + 1 if match["month"] else 0
    quarter = int(match["digit"] or _ORDINALS.get((match["word"] or "").casefold(), 0))
    return Time(year=int(match["year"]), month=month, quarter=quarter)


def without_times(text: str) -> str:
    """A text with its times blanked out."""
    for named in times(text):
        text = text[: named.start] + " " * (named.end - named.start) + text[named.end :]
    return text


def spans(text: str) -> bool:
    """Whether two times of a text are the ends of a range: "from 2008 to 2010", "2008-2010", "between … and …"."""
    named = times(text)
    for one, other in pairwise(named):
        between = text[one.end : other.start]
        if _RANGE.fullmatch(between):
            return True
        if _AND.fullmatch(between) and _BETWEEN.search(text[: one.start]):
            return True
    return False
