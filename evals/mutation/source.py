"""What does a filing say, and what is left of it without one of its paragraphs or rows?"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from tieout.document import Document, Passage, Section, Table
from tieout.errors import InputError, NotThereError
from tieout.evals.mutation.forms import Half, half
from tieout.evals.mutation.reach import Told, told_by
from tieout.fact import Fact
from tieout.tools.figures.declared import declared
from tieout.tools.figures.prose import Prose, Shelf
from tieout.tools.figures.tying import Tier
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings import read
from tieout.tools.filings.document import Source
from tieout.tools.filings.duplicates import consolidated
from tieout.tools.filings.facts import Facts
from tieout.tools.filings.hypertext import taken_apart
from tieout.tools.filings.markup import is_inline
from tieout.tools.filings.statements import statements

Place: TypeAlias = tuple[int, int]
"""A paragraph, by its first character and -1, or a table's row, by both their numbers."""
_PROSE = -1
_SHORT, _PAGES = 160, 12_000
"""The longest line that declares a scale, and how far it reaches: about two pages."""
_CIK = re.compile(rb"dei:EntityCentralIndexKey[^>]*>\s*(\d{10})\b")


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One filing with every printing of its tagged figures."""

    document: Document
    text: str
    sections: Sequence[Section]
    tables: Sequence[Table]
    passages: Sequence[Passage]
    printings: Sequence[Fact]
    """All tagged figures, also those that say the same."""
    others: Sequence[Fact]
    """Figures of tables without tags."""
    vocabulary: Vocabulary = field(default_factory=Vocabulary.load)

    @cached_property
    def statements(self) -> AbstractSet[int]:
        """Indices of the primary statements."""
        return statements(list(self.printings), self.tables)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What ingestion keeps of it."""
        return self._without(frozenset())

    @cached_property
    def tier(self) -> Tier:
        """Ties figures to the whole filing."""
        return self._tier(self.facts, self.prose)

    @cached_property
    def half(self) -> Half:
        """Whether failures in it may be looked at, by its filer."""
        return half(self.document.entity.key)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(at + 1 for at, c in enumerate(self.text) if c == "\n")]

    def paragraph(self, at: int) -> tuple[int, int]:
        """The range of the paragraph that a character stands in."""
        number = bisect_right(self._lines, at) - 1
        end = self.text.find("\n", at)
        return self._lines[number], len(self.text) if end < 0 else end

    def place(self, fact: Fact) -> Place | None:
        """Where a figure is printed; None for a hidden one."""
        at = fact.locator
        cell = at.cell if at.kind in {"tag", "cell"} else None
        if cell is not None:
            return cell.table, cell.row
        return None if at.start is None else (self.paragraph(at.start)[0], _PROSE)

    @cached_property
    def places(self) -> Mapping[object, frozenset[Place | None]]:
        """Where each meaning is printed."""
        found: dict[object, set[Place | None]] = defaultdict(set)
        for fact in self.printings:
            found[fact.meaning].add(self.place(fact))
        return {meaning: frozenset(places) for meaning, places in found.items()}

    def is_elsewhere(self, fact: Fact) -> bool:
        """Whether the same figure is tagged outside of its paragraph or row too."""
        return len(self.places[fact.meaning]) > 1

    def headings(self, at: int) -> tuple[str, ...]:
        """What stands above a place: the title, which names company and year, the last scale declared, its headings."""
        number = bisect_right(self._starts, at) - 1
        line = bisect_right(self._declared, (at, "")) - 1
        near = line >= 0 and at - self._declared[line][0] <= _PAGES
        own = self.passages[number].heading if number >= 0 else ()
        return (self.document.title, *((self._declared[line][1],) if near else ()), *own)

    @cached_property
    def _declared(self) -> list[tuple[int, str]]:
        """The lines outside of tables that say in which scale amounts are printed."""
        lines = ((at, self.text[slice(*self.paragraph(at))]) for at in self._lines)
        holes = [(table.start, table.end) for table in self.tables]
        found = [(at, line) for at, line in lines if len(line) < _SHORT and declared(line) is not None]
        return [(at, line) for at, line in found if not any(low <= at < high for low, high in holes)]

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.locator.start or 0 for passage in self.passages]

    def batches(self, places: Iterable[Place]) -> tuple[frozenset[Place], ...]:
        """Places in batches, such that what stands at one place of a batch alone is all that goes with the batch."""
        many = [p for p in self.places.values() if len(p) > 1]
        sets: dict[Place, list[frozenset[Place | None]]] = defaultdict(list)
        for group in many:
            for place in group:
                if place is not None:
                    sets[place].append(group)
        batches: list[set[Place]] = []
        for place in sorted(set(places)):
            for batch in batches:
                if not any(group <= batch | {place} for group in sets[place]):
                    batch.add(place)
                    break
            else:
                batches.append({place})
        return tuple(frozenset(batch) for batch in batches)

    def tier_without(self, places: Collection[Place]) -> tuple[Tier, tuple[Fact, ...]]:
        """Ties figures to the filing without some places, and what is left of it."""
        facts = self._without(frozenset(places))
        return self._tier(facts, self.prose.without(self.ranges(places))), facts

    def ranges(self, places: Iterable[Place]) -> Iterator[tuple[int, int]]:
        """Where in the text places stand."""
        for number, row in places:
            if row == _PROSE:
                yield self.paragraph(number)
            else:
                cells = self.tables[number].rows[row]
                yield cells[0].start, cells[-1].end

    @cached_property
    def prose(self) -> Prose:
        """Its running text."""
        holes = sorted((table.start, table.end) for table in self.tables)
        return Prose(document=self.document, shelf=Shelf(lambda: (self.text, holes)))

    @cached_property
    def told(self) -> tuple[tuple[Place, Told], ...]:
        """The figures of its running text, each with the place of its sentence."""
        return told_by(self.prose)

    def _without(self, places: frozenset[Place]) -> tuple[Fact, ...]:
        left = [fact for fact in self.printings if self.place(fact) not in places]
        others = (fact for fact in self.others if self.place(fact) not in places)
        return (*consolidated(left, self.statements)[0], *others)

    def _tier(self, facts: Iterable[Fact], prose: Prose) -> Tier:
        documents, entities = {self.document.id: self.document}, [self.document.entity]
        return Tier(facts, documents, entities, self.vocabulary, prose=[prose])


def filing(path: Path) -> Filing:
    """Read a filing with all its tags; raises InputError where nothing is tagged."""
    data = path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    if not is_inline(text):
        raise InputError(f"{str(path)!r} carries no tags: without them nobody knows what its figures are")
    reading = read(path)
    identity, parts, found = taken_apart(Source.of(path, data, None), text)
    calendar = identity.calendar
    if calendar is not None:
        calendar = calendar.reporting({(c.start, c.end) for f in found.figures if (c := f.context).start and c.end})
    maker = Facts(reading.document, parts.page, parts.tables, parts.sections, calendar)
    return Filing(
        document=reading.document,
        text=reading.text,
        sections=reading.sections,
        tables=reading.tables,
        passages=reading.passages,
        printings=tuple(maker.fact(figure) for figure in found.figures),
        others=tuple(fact for fact in reading.facts if fact.origin != "xbrl"),
    )


def filer_half(path: Path) -> Half:
    """The half of a filing, without reading all of it; raises NotThereError where there is no such file."""
    if not path.is_file():
        raise NotThereError(f"there is no file {str(path)!r}: check the path")
    named = _CIK.search(path.read_bytes())
    return half(named[1].decode()) if named else filing(path).half
