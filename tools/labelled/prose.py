"""Which figures does running text list by year: "expense was $80 million and $83 million in 2007 and 2006"?

Only lists as long as their lists of years are read: the order tells which is which.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tieout.document import Document
from tieout.locator import CellAddress
from tieout.ports import Snapshot
from tieout.tools.figures.grammar import Reading
from tieout.tools.filings.prosescale import prose_readings
from tieout.tools.labelled.grid import Entry, entries
from tieout.tools.labelled.times import Named, times
from tieout.tools.tagsat import Tags
from tieout.tools.textual import tables_of, text_fact

LONGEST: Final = 60_000
"""Characters of a text whose sentences are read for this: a memo, a page, a contract; not a report."""
PROSE: Final = 1_000_000
"""Sentences are numbered as tables from here on."""
_JOINT: Final = re.compile(r"\s*(?:,|,?\s*and|&)\s*(?:and\s+)?")
_TO_YEARS: Final = re.compile(
    r",?\s*(?:(?:in|for|at|as of|during|on)\s+)(?:(?:the|each of|fiscal|calendar|years?|periods?|ended|ending|of|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}|,)\s*)*",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"[\s,]*(?:\b(?:was|were|is|are|of|totaled|totalled|amounted|to|approximately|about|equaled|aggregated|by)\b[\s,]*)+$",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"^[\s,;:]*(?:(?:and|but|while|respectively|which|of)\b[\s,;:]*)*", re.IGNORECASE)
_STOP: Final = re.compile(r"[.;:]\s")
_FEWEST: Final = 2
_LONGEST_LABEL: Final = 160


def known_entries(snapshot: Snapshot, document: Document) -> tuple[Entry, ...]:
    """The figures of a document that words of its own name: those of its tables, then those listed in its text."""
    return (*entries(snapshot, document), *prose_entries(snapshot, document))


def prose_entries(snapshot: Snapshot, document: Document) -> tuple[Entry, ...]:
    """The listed figures of a short document, each under the words before the list and its year."""
    text = snapshot.text(document.id)
    if len(text) > LONGEST:
        return ()
    tags, holes = Tags.of(snapshot, document.id), tables_of(snapshot, document.id)
    spans = [place for place in _lines(text) if not any(low < place[1] and place[0] < high for low, high in holes)]
    found: list[Entry] = []
    for number, (low, high) in enumerate(spans, start=PROSE):
        for group in _listed(text[low:high], prose_readings(text, low, high)):
            for column, (reading, year) in enumerate(zip(group.readings, group.years, strict=True)):
                fact = text_fact(snapshot, document.id, low + reading.start, low + reading.end, tags=tags)
                if fact is not None:
                    at = CellAddress(table=number, row=group.readings[0].start, column=column)
                    found.append(Entry(fact=fact, at=at, label=group.label, head=year))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Group:
    """A list of figures with the years and the words that it goes with."""

    label: str
    readings: Sequence[Reading]
    years: Sequence[str]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that name two years at least."""
    start = 0
    for line in text.splitlines(keepends=True):
        if len(times(line)) >= _FEWEST:
            yield start, start + len(line.rstrip("\n"))
        start += len(line)


def _listed(line: str, found: Sequence[Reading]) -> Iterator[_Group]:
    """The lists of figures of a line that are as long as their lists of years."""
    readings = [reading for reading in found if reading.is_figure and reading.value is not None]
    named, floor = times(line), 0
    for group in _groups(line, readings):
        years, behind = _years(line, group[-1].end, named), True
        if len(years) != len(group):
            years, behind = _before(line, group[0].start, named, len(group)), False
        if len(group) >= _FEWEST and len(years) == len(group) and len({r.unit for r in group}) == 1:
            label = _label(line[floor if behind else years[-1].end : group[0].start])
            if label:
                yield _Group(label=label, readings=group, years=[line[year.start : year.end] for year in years])
        floor = max(group[-1].end, years[-1].end if years and behind else 0)


def _groups(line: str, readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Figures that only commas and "and" part."""
    run: list[Reading] = []
    for reading in readings:
        if run and not _JOINT.fullmatch(line[run[-1].end : reading.start]):
            yield run
            run = []
        run.append(reading)
    if run:
        yield run


def _years(line: str, start: int, named: Sequence[Named]) -> list[Named]:
    """The years that follow a list at once, as a list of their own."""
    found: list[Named] = []
    for one in (n for n in named if n.start >= start):
        gap = line[found[-1].end if found else start : one.start]
        if not (_JOINT.fullmatch(gap) if found else _TO_YEARS.fullmatch(gap)):
            break
        found.append(one)
    return found


def _before(line: str, end: int, named: Sequence[Named], count: int) -> list[Named]:
    """The last so many years of the same sentence before a list, where they are one list of their own."""
    found = [n for n in named if n.end <= end][-count:]
    start = max(0, *(m.end() for m in _STOP.finditer(line, 0, end))) if _STOP.search(line, 0, end) else 0
    whole = [n for n in named if start <= n.start and n.end <= end]
    gaps = (line[one.end : other.start] for one, other in pairwise(found))
    return found if whole == found and all(_JOINT.fullmatch(gap) for gap in gaps) else []


def _label(words: str) -> str:
    """The words of a clause that say what its figures are."""
    clause = re.split(r"[.;:]\s", words)[-1]
    label = _LEADING.sub("", _VERB.sub("", clause)).strip()
    return label if len(label) <= _LONGEST_LABEL and not re.search(r"\d|[“”{}]", label) else ""
