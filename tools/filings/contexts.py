"""When, whose and of which part each tagged figure is, and in what unit: the contexts and units of inline XBRL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lxml import etree

XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDI = "{http://xbrl.org/2006/xbrldi}"
_STANDARD = (
    (re.compile(r"https?://fasb\.org/us-gaap/"), "us-gaap"),
    (re.compile(r"https?://fasb\.org/srt/"), "srt"),
    (re.compile(r"https?://xbrl\.sec\.gov/([a-z-]+)/"), ""),
    (re.compile(r"https?://xbrl\.ifrs\.org/taxonomy/"), "ifrs-full"),
)
FIRST_YEAR, LAST_YEAR = 1800, 2200
"""A date outside is a slip of the pen."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T00:00:00(?:\.0+)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a tagged figure refers to; `end` None is a period that has no end, or cannot be read."""

    id: str
    identifier: str
    start: date | None
    end: date | None
    members: tuple[tuple[str, str], ...] = ()
    """Axis and member, both with prefix; for a typed dimension the value's text."""


class Names:
    """Resolves prefixed names: standard taxonomies get their usual prefix, whatever the filing calls them."""

    def __init__(self, root: etree._Element) -> None:
        self._known: dict[str, str] = {}
        self._spaces = {prefix or "": space for prefix, space in root.nsmap.items()}

    def name(self, raw: str, element: etree._Element) -> str:
        """A name as the vocabulary writes it."""
        raw = raw.strip()
        if raw not in self._known:
            prefix, _, local = raw.rpartition(":")
            space = self._spaces.get(prefix) or element.nsmap.get(prefix or None) or ""
            self._known[raw] = f"{_usual(space) or prefix}:{local}" if prefix else local
        return self._known[raw]


def _usual(space: str) -> str:
    for pattern, prefix in _STANDARD:
        if match := pattern.match(space):
            return prefix or match[1]
    return ""


def contexts(root: etree._Element, names: Names) -> dict[str, Context]:
    """All contexts of a document, by id; of two that share one and differ nobody can tell which is meant."""
    known: dict[str, Context] = {}
    for found in (_context(element, names) for element in root.iter(f"{XBRLI}context")):
        is_torn = known.setdefault(found.id, found) != found
        known[found.id] = replace(found, start=None, end=None) if is_torn else found
    return known


def units(root: etree._Element) -> dict[str, str]:
    """All units of a document, by id, in words: "USD", "shares", "USD/shares"; "" where two share an id and differ."""
    known: dict[str, str] = {}
    for element in root.iter(f"{XBRLI}unit"):
        name, unit = element.get("id", ""), _unit(element)
        known[name] = unit if known.setdefault(name, unit) == unit else ""
    return known


def _context(element: etree._Element, names: Names) -> Context:
    period = element.find(f"{XBRLI}period")
    start, end = _dates(period) if period is not None else (None, None)
    if start is not None and end is not None and start > end:
        start, end = None, None
    return Context(
        id=element.get("id", ""),
        identifier=(element.findtext(f".//{XBRLI}identifier") or "").strip(),
        start=start,
        end=end,
        members=tuple(sorted(_members(element, names))),
    )


def _dates(period: etree._Element) -> tuple[date | None, date | None]:
    instant = period.findtext(f"{XBRLI}instant")
    if instant is not None:
        return None, _day(instant, is_end=True)
    start = _day(period.findtext(f"{XBRLI}startDate"), is_end=False)
    end = _day(period.findtext(f"{XBRLI}endDate"), is_end=True)
    return (start, end) if start is not None else (None, None)


def _day(text: str | None, *, is_end: bool) -> date | None:
    """A day; an end at midnight is the end of the day before (XBRL 2.1, 4.7.2)."""
    match = _DAY.match((text or "").strip())
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return day - timedelta(days=1) if is_end and match[4] else day


def _members(context: etree._Element, names: Names) -> Iterator[tuple[str, str]]:
    for member in context.iter(f"{XBRLDI}explicitMember"):
        yield names.name(member.get("dimension", ""), member), names.name(member.text or "", member)
    for member in context.iter(f"{XBRLDI}typedMember"):
        text = " ".join("".join(str(part) for part in member.itertext()).split())
        yield names.name(member.get("dimension", ""), member), text


def _unit(element: etree._Element) -> str:
    numerator = element.find(f"{XBRLI}divide/{XBRLI}unitNumerator")
    denominator = element.find(f"{XBRLI}divide/{XBRLI}unitDenominator")
    if numerator is None or denominator is None:
        return _measures(element)
    return f"{_measures(numerator)}/{_measures(denominator)}"


def _measures(element: etree._Element) -> str:
    """Measures multiplied with each other, by their local names."""
    return "*".join((m.text or "").strip().rpartition(":")[2] for m in element.findall(f"{XBRLI}measure"))
