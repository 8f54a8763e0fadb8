"""Which quarter is meant where the year stands before it: "fiscal 2024 Q3", "FY23's fourth quarter", "YTD 2024 Q3"?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout.period import FiscalPeriod
from tieout.tools.figures.mention import PeriodMention

_BETWEEN = re.compile(r"(?:[’']s)?[\s-]{1,3}")
_TO_DATE = re.compile(
    r"(?P<words>ytd|year[\s-]to[\s-]date)\b(?P<rest>.*?(?P<year>(?:20)?\d\d))", re.IGNORECASE | re.DOTALL
)
_CENTURY = 2000
_PARTS = frozenset({"quarter", "half", "year_to_date"})


def year_first(text: str, found: Sequence[PeriodMention]) -> Iterator[PeriodMention]:
    """The mentions, a year and the part of it that follows at once as one."""
    at = 0
    while at < len(found):
        mention, following = found[at], found[at + 1] if at + 1 < len(found) else None
        pair = _joined(text, mention, following) if following else ()
        yield from pair or (mention,)
        at += 2 if pair else 1


def _joined(text: str, year: PeriodMention, part: PeriodMention) -> tuple[PeriodMention, ...]:
    """The two as one, what runs to its end before it; empty where they are two."""
    unsaid = part.kind in _PARTS and part.span is not None and not part.periods and not part.wrong
    if not unsaid or _BETWEEN.fullmatch(text, year.end, part.start) is None:
        return ()
    if year.kind == "year" and len(year.periods) == 1:
        return (_whole(text, year.start, year.periods[0].year, part),)
    to_date = _TO_DATE.fullmatch(year.text) if year.kind == "year_to_date" and not year.span else None
    if to_date is None:
        return ()
    number = int(to_date["year"])
    alone = replace(year, text=to_date["words"], end=year.start + to_date.end("words"))
    whole = _whole(text, alone.end + 1, number if number > _CENTURY else number + _CENTURY, part)
    return alone, whole


def _whole(text: str, start: int, year: int, part: PeriodMention) -> PeriodMention:
    place = text[start : part.end]
    fiscal = True if re.search(r"\bf(?:iscal|y)", place, re.IGNORECASE) else part.fiscal
    periods = (FiscalPeriod(year=year, span=part.span or "FY"),)
    return replace(part, text=place, start=start, periods=periods, fiscal=fiscal)
