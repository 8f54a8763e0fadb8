"""Where the items of a filing begin and end.

A table of contents repeats every heading; the headings that are kept are the ordered chain with the most text beneath.
A filing that has no item headings but a cross-reference index is cut where the index's own links lead.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tieout.document import Section
from tieout.tools.filings.canonical import Canonical
from tieout.tools.filings.items import BY_ROW, CURRENT, ORDERS, TITLES, most

_HEADING = re.compile(
    r"(?:part\s+(?P<part>i{1,3}v?|iv)\b[\s.,:—–-]*)?items?\s*(?P<item>\d{1,2}(?:\.\d\d|\s?[a-c]\b)?)"
    r"(?P<more>(?:\s*(?:,|and|&|through)\s*\d{1,2}[a-c]?\b)*)[\s.:)—–-]*(?P<title>.*)",
    re.IGNORECASE,
)
_PART = re.compile(r"part\s+(?P<part>i{1,3}v?|iv)\b(?![^\n]{60})", re.IGNORECASE)
_PAGES = re.compile(r"(?<![\d.])\d{1,3}(?:\s*[-–—,]\s*\d{1,3})*$")
_SUBITEM = re.compile(r"\([a-z0-9]\)", re.IGNORECASE)
"""What makes "Item 15(a)(3)" a paragraph of an item, not an item."""
_ANNUAL = re.compile(r"10-K(?:T|405)")
_EXHIBIT = "EX-"
_LONGEST_HEADING = 260
_MOST_WEIGHT = 20_000
_LEAST_COVERAGE = 0.4
_PAGE_NUMBER = re.compile(r"[\s.]*\t?\s*(?:page\s*)?(?:[A-Z]-)?\d{1,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that reads like an item's heading."""

    name: str
    title: str
    rank: int
    start: int
    end: int
    bold: bool = False


def sections(page: Canonical, form: str | None) -> tuple[Section, ...]:
    """Cut a document into its items; an exhibit is one section; empty for a form whose items are not known."""
    base = _ANNUAL.sub("10-K", (form or "").upper().removesuffix("/A"))
    if base.startswith(_EXHIBIT):
        return (Section(name=base, title="", start=0, end=len(page.text)),)
    if base == CURRENT:
        return _cut([h for h in _headings(page, ()) if "." in h.name], len(page.text), base)
    order = ORDERS.get(base)
    if order is None:
        return ()
    found = list(_headings(page, order))
    chain = _chain(found, len(page.text))
    if not chain or len(page.text) - chain[0].start < _LEAST_COVERAGE * len(page.text):
        indexed = _indexed(page, found, order)
        led, scattered = list(_led_to(page, found, indexed)), _scattered(page, found, indexed)
        return _cut(indexed, len(page.text), base, within=led, scattered=scattered, ordered=False)
    return _cut(chain, len(page.text), base, within=[h for h in found if h.bold and h not in chain])


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of canonical text, with the offset of each."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _headings(page: Canonical, order: Sequence[str]) -> Iterator[Heading]:
    """All lines that read like headings, in document order."""
    part, before = "I", 0
    for start, line in lines(page.text):
        if line[:1] not in "IiPp" or len(line) > _LONGEST_HEADING:
            continue
        if match := _HEADING.match(line):
            if not _is_title(match["title"]) or ("." not in match["item"] and _SUBITEM.match(match["title"])):
                continue
            item = match["item"].replace(" ", "").upper()
            number = int(re.match(r"\d+", item)[0])  # type: ignore[index]  # the pattern begins with a digit
            part = (match["part"] or part).upper()
            part = "II" if order and order[0].startswith("Part") and number < before and part == "I" else part
            before = number
            name = f"Part {part}, Item {item}" if order and order[0].startswith("Part") else f"Item {item}"
            if order and name not in order:
                continue
            rank = order.index(name) if order else 0
            end = start + len(line)
            title = _title(match["title"] or _next_line(page.text, end))
            yield Heading(name, title, rank, start, end, page.is_bold(start, end))
        elif match := _PART.match(line):
            part, before = match["part"].upper(), 0


def _is_title(words: str) -> bool:
    """Whether what follows "Item 7" is a heading and not the middle of a sentence."""
    return not words or words[0].isupper() or words[0] in "[(*“\"'" or words[0].isdigit()


def _next_line(text: str, end: int) -> str:
    return text[end + 1 : end + 1 + _LONGEST_HEADING].partition("\n")[0]


def _title(words: str) -> str:
    return _PAGE_NUMBER.sub("", words).replace("\t", " ").strip(" .")


def _chain(found: Sequence[Heading], length: int) -> list[Heading]:
    """The headings in the form's order, in document order, with the most text beneath them."""
    weights = []
    for at, heading in enumerate(found):
        beneath = (found[at + 1].start if at + 1 < len(found) else length) - heading.start
        weights.append(min(beneath, _MOST_WEIGHT) * (2 if heading.bold else 1))
    best: list[tuple[int, int]] = []
    for at, heading in enumerate(found):
        reach = [(best[i][0], i) for i in range(at) if found[i].rank < heading.rank]
        weight, previous = max(reach, default=(0, -1))
        best.append((weight + weights[at], previous))
    chain: list[Heading] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]


def _indexed(page: Canonical, found: Sequence[Heading], order: Sequence[str]) -> list[Heading]:
    """The places that a cross-reference index, or a table of contents, leads to."""
    starts: dict[int, Heading] = {}
    for target, mark in page.links:
        at = page.anchors.get(target)
        if at is None:
            continue
        at += len(page.text[at : at + 2]) - len(page.text[at : at + 2].lstrip())
        row = next((h for h in found if h.start <= mark.start < h.end and h.name in BY_ROW), None)
        name = _titled(page.text[at : at + _LONGEST_HEADING], order) or (row.name if row else None)
        if name is not None and not any(h.name == name for h in starts.values()):
            title = _title(page.text[at : at + _LONGEST_HEADING].partition("\n")[0])
            starts.setdefault(at, Heading(name, title[:120], order.index(name), at, at + len(title)))
    return [starts[at] for at in sorted(starts)]


def _led_to(page: Canonical, found: Sequence[Heading], indexed: Sequence[Heading]) -> Iterator[Heading]:
    """Where the rows of a cross-reference index lead beside the beginnings of items."""
    starts = {heading.start for heading in indexed}
    for target, mark in page.links:
        at = page.anchors.get(target)
        row = next((h for h in found if h.start <= mark.start < h.end), None)
        if at is not None and row is not None and at not in starts and at + 1 not in starts:
            yield Heading(row.name, row.title, row.rank, at, at)


def _scattered(page: Canonical, found: Sequence[Heading], indexed: Sequence[Heading]) -> frozenset[str]:
    """Items that stand on pages apart by the index's own page numbers, or on whose pages another item stands."""
    pages = {h.name: _pages(page.text[h.start : h.end]) for h in found}
    known = {heading.name for heading in indexed}
    inside = [pair for name, pairs in pages.items() if name not in known for pair in pairs]
    doubted = set()
    for name in known & pages.keys():
        if len(pages[name]) > 1 or any(
            first <= end and start <= last for first, last in pages[name] for start, end in inside
        ):
            doubted.add(name)
    return frozenset(doubted)


def _pages(row: str) -> list[tuple[int, int]]:
    """The pages at the end of an index's row: "4-6, 78" is from 4 to 6, and 78."""
    match = _PAGES.search(row)
    pairs = (part.split("-") for part in re.sub(r"[–—]", "-", match[0]).split(",")) if match else ()
    return [(int(pair[0]), int(pair[-1])) for pair in pairs]


def _titled(text: str, order: Sequence[str]) -> str | None:
    """The item whose usual title a text begins with."""
    for name, pattern in TITLES.items():
        if name in order and pattern.match(text):
            return name
    return None


def _cut(
    chain: Sequence[Heading],
    length: int,
    form: str,
    *,
    within: Sequence[Heading] = (),
    scattered: Collection[str] = (),
    ordered: bool = True,
) -> tuple[Section, ...]:
    """Sections from heading to heading, with the cover before the first one.

    Args:
        chain: the headings, in document order.
        length: of the whole text.
        form: whose items they are.
        within: further headings; a section in which one of another item stands is doubtful.
        scattered: items that are doubtful for another reason.
        ordered: whether headings out of the form's order are doubtful.
    """
    if not chain:
        return ()
    cut = [Section(name="Cover", title="Cover page", start=0, end=chain[0].start)] if chain[0].start else []
    ranks = [heading.rank for heading in chain]
    for at, heading in enumerate(chain):
        end = chain[at + 1].start if at + 1 < len(chain) else length
        in_order = not ordered or ranks[: at + 1] == sorted(ranks[: at + 1])
        alone = heading.name not in scattered and not any(
            heading.start < other.start < end and other.name != heading.name for other in within
        )
        sure = end - heading.start <= most(form, heading.name) and in_order and alone
        cut.append(Section(name=heading.name, title=heading.title, start=heading.start, end=end, sure=sure))
    return tuple(cut)
