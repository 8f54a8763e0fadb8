"""The numbers of a document's tables as facts, where no tag says what they are."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise

from tieout.document import Document, Section, Table
from tieout.fact import Dimension, Fact, Measure, Modality
from tieout.locator import Cell, CellAddress, quote_hash
from tieout.period import Duration, Instant, Period
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.modality import modality_of
from tieout.tools.filings.tablereadings import Reading, table_readings
from tieout.tools.filings.tables import is_unit_line
from tieout.tools.filings.timing import timing, united

_FEW, _LAST_PAGE = 3, 1000
_LONGEST_PAGE = 6
"""Digits."""
_COVER_WORDS = re.compile(
    r"exact\s+name\s+of|employer\s+identification|commission\s+file|jurisdiction\s+of\s+incorporation|zip\s+code|telephone",
    re.IGNORECASE,
)
_LONGEST_SLUG = 120
_CAPTION = re.compile(
    r"\b(?:assets?|liabilit|equity|deficit|expenses?|costs?|revenues?|sales|income|earnings|loss|activities|adjust|numerator|denominator|"
    r"shares?|margins?|tax(?:es)?|cash|dividends?|provision|net|changes?|reconcil|interest|investments?|debt|operating|amounts?|total)",
    re.IGNORECASE,
)
"""Names of sections that group the lines of a statement; any other section names a part of the company."""
_NON_GAAP = re.compile(
    r"\bnon-?\s?gaap\b|\badjusted\b|\bEBITDA\b|\bfree\s+cash\s+flow\b|\borganic\b|\bconstant[\s-]currency\b|\bcomparable\b",
    re.IGNORECASE,
)
_REGISTER = re.compile(
    r"\W*(?:pages?(?:\s+(?:no|numbers?|reference)\.?)?|exhibits?(?:\s+(?:no|numbers?)\.?)?|filing\s+date|file\s+no\.?)\W*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\W*(?:item|part|exhibit)\s+[\dIVX]|\W*\d{1,3}\.\d{1,2}\W*$", re.IGNORECASE)
_OUTLOOK = re.compile(r"\b(?:guidance|outlook|forecast|projected)\b", re.IGNORECASE)
_SLUG = re.compile(r"[^a-z\d]+")
_SOME_DAY = date(2000, 1, 1)
UNDATED = date.min
"""The period of a number in a document that names no date at all."""


def table_facts(
    document: Document,
    tables: Sequence[Table],
    text: str,
    *,
    sections: Sequence[Section] = (),
    raised: Sequence[tuple[int, int]] = (),
    dates: tuple[Closings, Calendar | None] | None = None,
    tagged: Sequence[Fact] = (),
    marked: Collection[int] = frozenset(),
    is_strict: bool = False,
) -> list[Fact]:
    """Every untagged number of the tables as a fact, in document order; without one whose period nothing tells.

    Args:
        document: whose tables they are.
        tables: all its tables.
        text: its canonical text.
        sections: its items.
        raised: ranges of superscripts.
        dates: the days that end its periods and the issuer's calendar, as far as known.
        tagged: its tagged facts; their values tell the scale of tables that do not state it.
        marked: where the digits of tagged figures begin.
        is_strict: whether only numbers are wanted whose period is printed or follows from the known fiscal calendar.
    """
    closings, calendar = dates or (_undated(document), None)
    maker = _Maker(document, sections, calendar, is_dated=dates is not None)
    known = {abs(fact.value) for fact in tagged if fact.value}
    readings = [r for r in table_readings(tables, text, raised, closings, known) if r.amount.start not in marked]
    registers = {t.index for t in tables if _is_register(t)}
    cover = sections[0].start if sections else 0
    told = readings if dates is None else [r for r in readings if r.when.is_sure]
    wanted = [r for r in told if r.table.index not in registers and r.table.start >= cover and _means_something(r)]
    if is_strict:
        wanted = [r for r in wanted if dates is not None and r.when.is_exact and r.when.is_sure]
    return list(_distinct(maker.fact(r, twice) for r, twice in zip(wanted, _repeated(wanted), strict=True)))


def _undated(document: Document) -> Closings:
    known = document.accepted.date() if document.accepted else document.filed
    end = document.period_end or known or _SOME_DAY
    return Closings(period_end=end, calendar=Calendar(end, end.year), months=12)


def _is_register(table: Table) -> bool:
    """Whether a table lists pages or exhibits: its numbers are no figures."""
    if any(_REGISTER.fullmatch(cell.text) for row in table.rows[:2] for cell in row):
        return True
    if any(_COVER_WORDS.search(text) for row in table.rows for cell in row for text in (cell.text, table.title or "")):
        return True
    if _counts_up(table):
        return True
    return sum(_ITEM.match(row[0].text) is not None for row in table.rows) * 3 > len(table.rows)


def _counts_up(table: Table) -> bool:
    """Whether the only numbers of a table go up from row to row, as page numbers do."""
    ends = [row[-1].text for row in table.rows if len(row) > 1]
    numbers = [int(text) for text in ends if text.isdecimal() and len(text) <= _LONGEST_PAGE]
    plain = len(numbers) > _FEW and len(numbers) * 3 > len(ends) * 2 and max(numbers) < _LAST_PAGE
    return plain and all(a <= b for a, b in pairwise(numbers)) and not any("$" in c.text for r in table.rows for c in r)


def _means_something(reading: Reading) -> bool:
    """Whether a number is a figure with a name, no year and no mere position."""
    amount, around = reading.amount, reading.around
    if amount.is_year or not (around.label or around.heads):
        return False
    return amount.value is not None or amount.absence == "dash"


def _repeated(readings: Sequence[Reading]) -> list[bool]:
    """For each reading, whether its label names more than one row of its table."""
    rows: dict[tuple[int, str], set[int]] = defaultdict(set)
    for reading in readings:
        rows[reading.table.index, reading.around.label.casefold()].add(reading.amount.row)
    return [len(rows[r.table.index, r.around.label.casefold()]) > 1 for r in readings]


def _distinct(facts: Iterator[Fact]) -> Iterator[Fact]:
    """Gives figures that share a name and differ in value names of their own."""
    found = list(facts)
    values: dict[object, set[object]] = defaultdict(set)
    for fact in found:
        values[fact.meaning].add(fact.value)
    for fact in found:
        if len(values[fact.meaning]) > 1 and fact.locator.kind == "cell":
            at = fact.locator.cell
            yield fact.model_copy(update={"concept": f"{fact.concept}-t{at.table}r{at.row}c{at.column}"})
        else:
            yield fact


class _Maker:
    """Turns one document's readings into facts."""

    def __init__(
        self, document: Document, sections: Sequence[Section], calendar: Calendar | None, *, is_dated: bool
    ) -> None:
        self._document, self._calendar, self._is_dated = document, calendar, is_dated
        self._sections, self._starts = sections, [section.start for section in sections]
        self._seen: Counter[str] = Counter()

    def fact(self, reading: Reading, is_repeated: bool) -> Fact:
        """One number with its meaning and place."""
        amount, around, measure = reading.amount, reading.around, reading.measure
        section = "" if _says_only_when_or_unit(around.section) else around.section
        concept = f"table:{slug(reading.table.title or '', section, around.label)}"
        words = " ".join((reading.table.title or "", around.section, around.label, *around.heads))
        label = around.label or around.heads[-1]
        dimensions = tuple(_dimensions(reading, section))
        return Fact(
            id=self._id(reading, concept),
            document=self._document.id,
            entity=self._document.entity,
            concept=concept,
            label=f"{section}: {label}" if is_repeated and section else label,
            value=reading.value,
            absence=amount.absence if reading.value is None else None,
            unit=measure.unit,
            decimals=None if reading.value is None else amount.places - measure.exponent,
            period=self._period(reading),
            dimensions=dimensions,
            measure=_measure(words),
            scope="other" if dimensions else "consolidated",
            modality=_modality(reading),
            printed=amount.printed,
            locator=self._locator(reading),
            origin="table",
            known_since=self._document.known_since,
        )

    def _id(self, reading: Reading, concept: str) -> str:
        where = f"{reading.amount.start}:{reading.amount.end}"
        parts = (self._document.content_hash, concept, reading.measure.unit, where)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:20]

    def _period(self, reading: Reading) -> Period:
        when = reading.when
        if not self._is_dated:
            return Instant(end=self._document.period_end or UNDATED)
        calendar = self._calendar if when.is_sure and not when.is_future else None
        if when.start is None or when.start > when.end:
            return calendar.instant(when.end) if calendar else Instant(end=when.end)
        return calendar.duration(when.start, when.end) if calendar else Duration(start=when.start, end=when.end)

    def _locator(self, reading: Reading) -> Cell:
        amount = reading.amount
        at = bisect_right(self._starts, amount.start) - 1
        return Cell(
            document=self._document.id,
            content_hash=self._document.content_hash,
            quote_hash=quote_hash(amount.text),
            section=self._sections[at].name if at >= 0 else None,
            start=amount.start,
            end=amount.end,
            cell=CellAddress(table=reading.table.index, row=amount.row, column=amount.column),
        )


def slug(*parts: str) -> str:
    """Words as a name: lower case, hyphens, the parts apart by slashes."""
    plain = [_SLUG.sub("-", part.casefold()).strip("-")[:_LONGEST_SLUG] for part in parts]
    return "/".join(part for part in plain if part)


def _dimensions(reading: Reading, section: str) -> Iterator[Dimension]:
    """What of the heads and of the section is no time and no caption: a column's name, a part of the company."""
    column = united(reading.around.heads)
    words = " ".join(part for part in (column.rest, "comparison" if column.several else "") if part)
    if words:
        yield Dimension(axis="table:column", member=f"table:{slug(words)}", label=words)
    if section and not _CAPTION.search(section):
        yield Dimension(axis="table:section", member=f"table:{slug(section)}", label=section)


def _says_only_when_or_unit(section: str) -> bool:
    """Whether what stands above some rows names no part: "Years ended December 31", "($ in millions)"."""
    when = timing(section)
    return when.dated or not when.rest or is_unit_line(section)


def _measure(words: str) -> Measure:
    return "non_gaap" if _NON_GAAP.search(words) else "gaap"


def _modality(reading: Reading) -> Modality:
    """By the words at the number itself, then by the title."""
    around = reading.around
    if reading.when.is_future:
        return "contractual_future"
    near = modality_of(" ".join((around.section, around.label, *around.heads)))
    if near != "reported":
        return near
    title = modality_of(reading.table.title or "")
    return "reported" if title == "guided" and not _OUTLOOK.search(reading.table.title or "") else title
