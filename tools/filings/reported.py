"""Which year does a report without a cover page cover? From its title, its running heads and the days it names."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from tieout.document import Document
from tieout.tools.filings.cover import day
from tieout.tools.filings.fiscal import plausible_year
from tieout.tools.filings.fiscalwords import year_named

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = (
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y1>20\d\d|19\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})\s*,?\s+(?P<y2>20\d\d|19\d\d)"
    r"|(?P<d3>\d{1,2})[./](?P<m3>\d{1,2})[./](?P<y3>20\d\d))"
)
_ENDED = re.compile(
    rf"\b(?:years?|months|weeks|period|quarter)\s+(?:ended|ending|to)(?:\s+(?:on|at))?:?\s*{_DATE}", re.IGNORECASE
)
_AS_AT = re.compile(rf"\bas\s+(?:at|of)\s+{_DATE}", re.IGNORECASE)
_REPORT = (
    r"(?:(?:integrated|universal|combined|consolidated|sustainability|group)\s+)?(?:annual|integrated|registration|registrierungs)"
    r"(?:\s+(?:integrated|financial|group|management|securities))?\s+(?:report|reports|review|document|accounts|statements)"
    r"(?:\s+(?:and|&)\s+(?:audited\s+)?(?:group\s+|consolidated\s+)?(?:accounts|(?:financial\s+)?statements|financials?|form\s+20-f))*"
)
_SPOKEN_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?:\s?[/–-]\s?(?P<{0}_to>(?:20)?\d\d)(?![\d./-]))?"
_TITLED = re.compile(
    rf"{_REPORT}[\s:|,–—-]*(?:on\s+form\s+\w+-\w\s*)?(?:for\s+(?:the\s+)?(?:fiscal\s+|financial\s+)?(?:year\s+)?)?(?:fy\s?)?{_SPOKEN_YEAR.format('after')}(?!\d)"
    rf"|(?<!\d)(?:fy\s?)?{_SPOKEN_YEAR.format('before')}[\s|–—-]+(?:\w+\s+)?{_REPORT}\b",
    re.IGNORECASE,
)
_FY = re.compile(r"\b(?:fiscal(?:\s+year)?|financial\s+year|FY)\s*(?P<year>20\d\d)\b", re.IGNORECASE)
_ANNUAL = re.compile(_REPORT, re.IGNORECASE)
_PART = re.compile(
    r"\b(?:half[-\s]year(?:ly)?|interim|quarterly|six[-\s]months?|three[-\s]months?|nine[-\s]months?)\b", re.IGNORECASE
)
_FIRST = 6
_ENOUGH, _SHARE, _MAY, _LEAST = 3, 0.3, 5, 15
_FORMS = ("10-K", "20-F", "40-F")
_MONTHS = {name.lower(): number for number, name in enumerate(_MONTH.split("|"), start=1)}


def with_year(document: Document, pages: Sequence[str]) -> Document:
    """An untagged document with the fiscal year, period and last day that its own words tell, where it has none yet."""
    annual = is_annual(document.form, pages)
    end = document.period_end or (last_day(pages) if annual else None)
    year = document.fiscal_year or (_year(end, titled_year(pages), pages) if annual else None)
    if year is None:
        return document
    more: dict[str, object] = {"fiscal_year": year, "period_end": end, "fiscal_period": document.fiscal_period or "FY"}
    if document.form is None and document.title == document.entity.name:
        more["title"] = f"{document.title} annual report, fiscal {year}"
    return document.model_copy(update=more)


def is_annual(form: str | None, pages: Sequence[str]) -> bool:
    """Whether it is the report of a whole year: its form says so, or its first pages do and name no part of a year."""
    if form is not None:
        return form.removesuffix("/A") in _FORMS
    head = " ".join(" ".join(pages[:_FIRST]).split())
    named, parts = len(_ANNUAL.findall(head)), len(_PART.findall(" ".join(" ".join(pages[:1]).split())))
    full = Counter(found.group(0)[:4].lower() for page in pages for found in _ENDED.finditer(page))
    return len(pages) >= _LEAST and (named > parts or (not parts and full["year"] >= _ENOUGH))


def last_day(pages: Sequence[str]) -> date | None:
    """The latest day that is named often as a year's end, else as one as of which something stands."""
    for pattern in (_ENDED, _AS_AT):
        counts: Counter[date] = Counter()
        for number, page in enumerate(pages):
            for match in pattern.finditer(page):
                is_year = pattern is _AS_AT or match.group(0)[:4].lower() in {"year", "week"}
                if is_year and (found := _day(match)):
                    counts[found] += 3 if number < _FIRST else 1
        if counts and max(counts.values()) >= _ENOUGH:
            often = [found for found, count in counts.items() if count >= _SHARE * max(counts.values())]
            return max(often)
    return None


def _day(match: re.Match[str]) -> date | None:
    words = match.groupdict()
    if words["m3"]:
        try:
            return date(int(words["y3"]), int(words["m3"]), int(words["d3"]))
        except ValueError:
            return None
    month = words["m1"] or words["m2"]
    return day(f"{month} {words['d1'] or words['d2']}, {words['y1'] or words['y2']}")


def titled_year(pages: Sequence[str]) -> int | None:
    """The year of "Annual Report 2022", "2022/23 Integrated Report", on the first pages rather than in the heads."""
    counts: Counter[int] = Counter()
    for number, page in enumerate(pages):
        for match in _TITLED.finditer(" ".join(page.split())):
            counts[_named(match)] += 5 if number < _FIRST else 1
    if counts:
        return max(counts, key=lambda year: (counts[year], year))
    fiscal = Counter(int(match["year"]) for page in pages[:_FIRST] for match in _FY.finditer(page))
    return max(fiscal, key=lambda year: (fiscal[year], year), default=None)


def _named(match: re.Match[str]) -> int:
    name = "after" if match["after"] else "before"
    first, last = match[name], match[f"{name}_to"]
    if not last:
        return int(first)
    year = int(first[: 4 - len(last)] + last)
    return year if year == int(first) + 1 else int(first)


def _year(end: date | None, titled: int | None, pages: Sequence[str]) -> int | None:
    """What the year that ends on a day is called: by its title where that can be, by its text, else by the calendar."""
    if end is None:
        return titled
    names = {end.year, end.year - 1} if end.month <= _MAY else {end.year}
    return titled if titled in names else year_named("\n".join(pages), end) or plausible_year(None, end)
