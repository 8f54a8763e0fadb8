"""What does an inline-XBRL filing tag? A short reader for truths, independent of the real one."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree, html

_YEAR = range(350, 380)
_NUMBER = re.compile(r"[\d,]+(?:\.\d+)?|\.\d+")
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOBODY = {"us-gaap:OperatingSegmentsMember", "us-gaap:ReportableSegmentMember"}


@dataclass(frozen=True, kw_only=True)
class Tagged:
    """One tagged figure; a year is the fiscal one that the period or the day ends."""

    concept: str
    value: Decimal
    year: int
    duration: bool
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One tagged figure with the days that it is of; an instant has no first day."""

    concept: str
    value: Decimal
    start: date | None
    end: date
    members: tuple[tuple[str, str], ...]

    @property
    def days(self) -> int:
        """Days from the first to the last; 0 for an instant."""
        return (self.end - self.start).days if self.start else 0

    @property
    def part(self) -> str | None:
        """The one member's name in words; None for the whole company, empty where there are several."""
        telling = [m for _, m in self.members if m not in _NOBODY]
        if not self.members:
            return None
        return in_words(telling[0]) if len(telling) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one filing tags: its cover and its figures, quarters and years."""

    name: str
    said: dict[str, str]
    """The tagged words of the cover and elsewhere, by concept, the first of each."""
    marks: tuple[Mark, ...]

    @property
    def ticker(self) -> str:
        """The first symbol of the cover."""
        return re.split(r"\W|\d", self.said["dei:TradingSymbol"].upper())[0]

    @property
    def year(self) -> int:
        """The fiscal year that the cover names."""
        return int(self.said["dei:DocumentFiscalYearFocus"])

    @property
    def span(self) -> str:
        """FY, Q1, Q2 or Q3."""
        return self.said["dei:DocumentFiscalPeriodFocus"]

    @property
    def period_end(self) -> date:
        """The last day of the period that it reports."""
        end = as_date(self.said["dei:DocumentPeriodEndDate"])
        if end is None:
            raise ValueError(f"{self.name}: the cover's date {self.said['dei:DocumentPeriodEndDate']!r} cannot be read")
        return end


@dataclass(frozen=True, kw_only=True)
class Filing:
    """The full-year and year-end figures of one annual report."""

    ticker: str
    year: int
    period_end: date
    figures: tuple[Tagged, ...]

    def value(self, concept: str, year: int) -> Decimal | None:
        """The figure of the whole company, the most precise of several printings."""
        found = [t.value for t in self.figures if t.concept == concept and t.year == year and not t.members]
        return max(found, key=digits) if found else None


def in_words(member: str) -> str:
    """A member's name in words: "us-gaap:ServiceMember" as "Service"."""
    local = member.rpartition(":")[2].removesuffix("Member").removesuffix("Segment")
    return _SEAM.sub(" ", local)


def digits(value: Decimal) -> int:
    """How many digits a value needs, its zeros at the end left out."""
    return len(format(value.normalize(), "f").replace("-", "").replace(".", "").rstrip("0"))


def read_tagged(path: Path) -> Filing:
    """The yearly figures of one annual report."""
    sheet = read_sheet(path)
    found = [t for m in sheet.marks if (t := yearly(m, sheet)) is not None]
    return Filing(ticker=sheet.ticker, year=sheet.year, period_end=sheet.period_end, figures=tuple(found))


def read_sheet(path: Path) -> Sheet:
    """Everything that one file tags."""
    root = html.fromstring(path.read_bytes())
    said: dict[str, str] = {}
    for element in root.iter("ix:nonnumeric"):
        said.setdefault(str(element.get("name")), "".join(str(t) for t in element.itertext()).strip())
    contexts = {str(c.get("id")): c for c in root.iter("xbrli:context", "context")}
    marks = tuple(m for e in root.iter("ix:nonfraction") if (m := mark(e, contexts)) is not None)
    return Sheet(name=path.stem, said=said, marks=marks)


def as_date(text: str) -> date | None:
    """A date, as "2023-12-31" or "December 31, 2023"; None for another form."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(r"(\w+)\W+(\d{1,2})\W+(\d{4})", text)
    months = [m.lower() for m in calendar.month_name]
    return date(int(match[3]), months.index(match[1].lower()), int(match[2])) if match else None


def date_of(context: etree._Element, name: str) -> date | None:
    """A date of a context's period."""
    found = next((e for e in context.iter() if str(e.tag).lower().endswith(name)), None)
    return as_date((found.text or "").strip()) if found is not None else None


def mark(element: etree._Element, contexts: dict[str, etree._Element]) -> Mark | None:
    """A tagged figure; None where it is nil, or no number is printed."""
    text = "".join(str(t) for t in element.itertext()).strip()
    context = contexts.get(str(element.get("contextref")))
    if context is None or element.get("xsi:nil") == "true":
        return None
    if "zero" in str(element.get("format")):
        text = "0"
    stop = date_of(context, "enddate") or date_of(context, "instant")
    if not _NUMBER.fullmatch(text) or stop is None:
        return None
    value = Decimal(text.replace(",", "")).scaleb(int(element.get("scale") or 0))
    members = [(str(m.get("dimension")), (m.text or "").strip()) for m in context.iter("xbrldi:explicitmember")]
    members += [(str(m.get("dimension")), "typed") for m in context.iter("xbrldi:typedmember")]
    return Mark(
        concept=str(element.get("name")).removeprefix("us-gaap:"),
        value=-value if element.get("sign") == "-" else value,
        start=date_of(context, "startdate"),
        end=stop,
        members=tuple(members),
    )


def yearly(one: Mark, sheet: Sheet) -> Tagged | None:
    """A figure of a full year or a year's end; None for anything else."""
    if one.start is not None and one.days not in _YEAR:
        return None
    years, off = divmod((one.end - sheet.period_end).days + 20, 365.25)
    if off > 40:  # noqa: PLR2004  # days around the year's end
        return None
    return Tagged(
        concept=one.concept,
        value=one.value,
        year=sheet.year + int(years),
        duration=one.start is not None,
        members=one.members,
    )


def parts_of(marks: Iterator[Mark] | tuple[Mark, ...], concept: str) -> Iterator[tuple[str, Mark]]:
    """Figures of one concept with one telling dimension, by the member's name in words."""
    for one in marks:
        if one.concept == concept and one.part and one.value:
            yield one.part, one
