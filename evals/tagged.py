"""What does an inline-XBRL filing tag? A reader of a hundred lines for truths, independent of the real one."""

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

    def parts(self, concept: str, year: int) -> Iterator[tuple[str, Decimal]]:
        """Figures with one dimension, by the member's name in words."""
        for t in self.figures:
            members = [m for _, m in t.members if m not in _NOBODY]
            if t.concept == concept and t.year == year and len(members) == 1 and t.value:
                local = members[0].rpartition(":")[2].removesuffix("Member").removesuffix("Segment")
                yield _SEAM.sub(" ", local), t.value


def digits(value: Decimal) -> int:
    """How many digits a value needs, its zeros at the end left out."""
    return len(format(value.normalize(), "f").replace("-", "").replace(".", "").rstrip("0"))


def read_tagged(path: Path) -> Filing:
    """The figures of one file."""
    root = html.fromstring(path.read_bytes())
    said: dict[str, str] = {}
    for element in root.iter("ix:nonnumeric"):
        said.setdefault(str(element.get("name")), "".join(str(t) for t in element.itertext()).strip())
    contexts = {str(c.get("id")): c for c in root.iter("xbrli:context", "context")}
    end = as_date(said["dei:DocumentPeriodEndDate"])
    if end is None:
        raise ValueError(f"{path}: the cover's date cannot be read")
    year = int(said["dei:DocumentFiscalYearFocus"])
    found = [t for e in root.iter("ix:nonfraction") if (t := tagged(e, contexts, end, year)) is not None]
    return Filing(
        ticker=re.split(r"\W|\d", said["dei:TradingSymbol"].upper())[0], year=year, period_end=end, figures=tuple(found)
    )


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


def tagged(element: etree._Element, contexts: dict[str, etree._Element], end: date, year: int) -> Tagged | None:
    """A figure of a full year or a year's end; None for anything else."""
    text = "".join(str(t) for t in element.itertext()).strip()
    context = contexts.get(str(element.get("contextref")))
    if context is None or element.get("xsi:nil") == "true":
        return None
    if "zero" in str(element.get("format")):
        text = "0"
    if not _NUMBER.fullmatch(text):
        return None
    start, stop = date_of(context, "startdate"), date_of(context, "enddate") or date_of(context, "instant")
    if stop is None or (start is not None and (stop - start).days not in _YEAR):
        return None
    years, off = divmod((stop - end).days + 20, 365.25)
    if off > 40:  # noqa: PLR2004  # days around the year's end
        return None
    value = Decimal(text.replace(",", "")).scaleb(int(element.get("scale") or 0))
    members = tuple((str(m.get("dimension")), (m.text or "").strip()) for m in context.iter("xbrldi:explicitmember"))
    return Tagged(
        concept=str(element.get("name")).removeprefix("us-gaap:"),
        value=-value if element.get("sign") == "-" else value,
        year=year + int(years),
        duration=start is not None,
        members=members,
    )
