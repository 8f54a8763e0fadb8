"""Which fiscal quarter and year an untagged document says it reports: "its fiscal 2024 first quarter ended"."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tieout.document import Document
from tieout.period import FiscalPeriod
from tieout.tools.filings.cover import day
from tieout.tools.filings.fiscal import Calendar, plausible_year

_HEAD = 12_000
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?P<date>(?:{_MONTH})\s+\d{{1,2}},?\s+\d{{4}})"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINAL = rf"(?P<quarter>{'|'.join(_ORDINALS)})"
_YEAR = r"(?:fiscal\s+)?(?:years?\s+)?(?P<year>(?:19|20)\d\d)"
_QUARTERS = (
    re.compile(
        rf"\b{_ORDINAL}[\s-]+(?:fiscal[\s-]+)?quarter(?:[\s,]+(?:of\s+)?(?:its\s+|the\s+)?{_YEAR})?"
        rf"(?:[\s,]+(?:results[\s,]+)?(?:which\s+)?(?:ended|ending)\s+{_DATE})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bfiscal\s+(?:year\s+)?(?P<year>(?:19|20)\d\d)\s+{_ORDINAL}[\s-]+quarter(?:[\s,]+(?:which\s+)?ended\s+{_DATE})?",
        re.IGNORECASE,
    ),
    re.compile(r"\bQ(?P<quarter>[1-4])[\s-]+(?:FY\s*|fiscal\s+)?(?P<year>20\d\d)\b", re.IGNORECASE),
)
_NAMED = re.compile(r"\b(?:fiscal(?:\s+year)?|FY)\s*(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_ENDED = re.compile(
    rf"\b(?:year|months|weeks)\s+ended:?\s+(?:{_DATE}|(?P<first>\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}))",
    re.IGNORECASE,
)
_MAY, _DRIFT, _QUARTER, _LAST = 5, timedelta(days=12), 91.31, 4
_OFTEN = 3
_NEAR = 3
_FULL, _PART = timedelta(days=364), timedelta(days=90)
_QUARTERLY = ("10-Q", "8-K", "6-K", "EX-99")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quarter, and the fiscal year by its name where one is given."""

    quarter: int
    year: int | None
    end: date | None


def quarter_said(text: str, end: date | None) -> Said | None:
    """The first quarter named on the first pages that can end on a day, rather one whose last day is said too.

    With no day given it is the first one that names its own.
    """
    found = [said for _, said in sorted(_said(text[:_HEAD]), key=lambda one: one[0])]
    for said in (*(one for one in found if one.end), *(one for one in found if not one.end)):
        closes = end or said.end
        if closes is None or (said.end is not None and abs((said.end - closes).days) > _NEAR):
            continue
        if (said.year or said.end) and (said.year is None or said.year in _names(year_end(closes, said.quarter))):
            return Said(quarter=said.quarter, year=said.year, end=closes)
    return None


def _said(text: str) -> Iterator[tuple[int, Said]]:
    for pattern in _QUARTERS:
        for match in pattern.finditer(text):
            words = match.groupdict()
            quarter = words["quarter"].lower()
            number = int(quarter) if quarter.isdigit() else _ORDINALS[quarter]
            year = int(words["year"]) if words.get("year") else None
            ended = day(words["date"]) if words.get("date") else None
            yield match.start(), Said(quarter=number, year=year, end=ended)


def year_end(end: date, quarter: int) -> date:
    """About when the fiscal year ends of which a quarter ends on a day."""
    return end + timedelta(days=round((_LAST - quarter) * _QUARTER))


def _names(closes: date) -> set[int]:
    """What the fiscal year that ends about on a day may be called."""
    around = {(closes - _DRIFT).year, (closes + _DRIFT).year}
    return around | {closes.year - 1} if closes.month <= _MAY else around


def year_named(text: str, closes: date) -> int | None:
    """What the fiscal year that ends on a day is called; None where that can be two and the text does not tell."""
    if closes.month > _MAY:
        return plausible_year(None, closes)
    named = Counter(int(match["year"]) for match in _NAMED.finditer(text))
    this, before = named[closes.year], named[closes.year - 1]
    if not this and not before:
        return None
    return closes.year if 3 * this >= 2 * before else closes.year - 1


def annual_end(text: str) -> date | None:
    """The last day of the year that most of a text's "year ended …" name; None where few do."""
    named = Counter(
        found for match in _ENDED.finditer(text) if (found := day(match["date"] or _turned(match["first"])))
    )
    often = [closes for closes, count in named.items() if count >= _OFTEN]
    return max(often, default=None)


def _turned(words: str) -> str:
    """A day such as "31 December 2022" with the month first."""
    number, month, year = words.split()
    return f"{month} {number}, {year}"


def with_fiscal(document: Document, text: str, calendar: Calendar | None, end: date | None) -> Document:
    """A document with the fiscal year and period that its tables and its first pages tell, where its cover does not.

    Args:
        document: as its first page says.
        text: its canonical text.
        calendar: the issuer's, as far as its tables tell.
        end: the last day of the period that its tables report.
    """
    if document.fiscal_year is not None:
        return document
    label = None
    if calendar is not None and end is not None:
        is_quarterly = (document.form or "").startswith(_QUARTERLY)
        is_year = not is_quarterly and (calendar.instant(end).fiscal or "").startswith("FY")
        label = calendar.duration(end - (_FULL if is_year else _PART), end).fiscal
    elif end is None and (said := quarter_said(text, None)) is not None and said.end is not None:
        closes = year_end(said.end, said.quarter)
        year = said.year or (closes.year if len(_names(closes)) == 1 else None)
        label = f"Q{said.quarter} {year}" if year else None
    period = FiscalPeriod.parse(label) if label else None
    if period is None:
        return document
    more = {"fiscal_year": period.year, "fiscal_period": period.span, "period_end": document.period_end or end}
    return document.model_copy(update=more)
