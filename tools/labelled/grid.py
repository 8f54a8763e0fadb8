"""Which figures do the tables of a document print, and under which words: those of its row, its section, its column?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tieout.document import Document, Table
from tieout.fact import Fact, FactQuery
from tieout.locator import CellAddress
from tieout.ports import Snapshot
from tieout.tools.filings.heads import Heads
from tieout.tools.filings.tables import clean, row_label
from tieout.tools.labelled.times import Time, times
from tieout.tools.labelled.words import keys

MOST = 20_000
"""Figures of one document that are looked at."""
_BALANCE = frozenset({"balanc", "end", "beginning", "year"})
"""What a row is called that only says when, as those of a balance that is rolled forward."""
_TURNS = frozenset({"end"})
"""Of a column's words, those that only say when: "fiscal year end"."""
BEFORE = 800
"""Characters of the text before a table that may say what it is about."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One figure of a table with the words that name it, as printed."""

    fact: Fact
    at: CellAddress
    label: str
    sections: tuple[str, ...] = ()
    """The rows that head its row, the nearest first."""
    head: str = ""
    """What stands over its column."""
    title: str = ""
    around: str = ""
    """What else the table says beside its figures: its corner, its unit line, all its heads."""
    before: str = ""
    """What the text says just before the table."""
    page: str = ""
    """The whole text, where the document has no other table."""
    common: frozenset[str] = frozenset()
    """Words that stand over every column of its row."""

    @property
    def row(self) -> tuple[int, int]:
        """Its table and row."""
        return self.at.table, self.at.row

    @cached_property
    def names(self) -> frozenset[str]:
        """What its row is called; the column, where the row says only when."""
        own = keys(self.label)
        return own if own - _BALANCE else keys(self.head) or own

    @cached_property
    def over(self) -> frozenset[str]:
        """What its column is called, where that is not its name."""
        return keys(self.head) - _TURNS - self.common if keys(self.label) - _BALANCE else frozenset()

    @cached_property
    def within(self) -> frozenset[str]:
        """What the rows that head it are called."""
        return frozenset(key for section in self.sections for key in keys(section))

    @cached_property
    def beside(self) -> frozenset[str]:
        """Words around the table that say what all of it is about."""
        return self.headed | keys(self.before)

    @cached_property
    def headed(self) -> frozenset[str]:
        """Words of the table's own title and heads, and of the line that leads to it."""
        lead = self.before.rstrip().rpartition("\n")[2]
        return keys(self.title) | keys(self.around) | keys(lead)

    @cached_property
    def far(self) -> frozenset[str]:
        """Words of the whole text of a document that has no other table."""
        return keys(self.page)

    @property
    def is_balance(self) -> bool:
        """Whether its row is a balance at a time, which no other adds to."""
        return not keys(self.label) - _BALANCE and bool(keys(self.label))

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """When it holds: by its column, its row, else its section."""
        for text in (self.head, self.label, " ".join(self.sections)):
            if found := times(text):
                return tuple(dict.fromkeys(one.time for one in found))
        return ()

    @cached_property
    def beside_times(self) -> tuple[Time, ...]:
        """The times of what stands above and around the table."""
        return tuple(one.time for one in (*times(self.title), *times(self.around)))

    @cached_property
    def compares(self) -> bool:
        """Whether its column sets two times against each other."""
        return len({one.time.year for one in times(self.head)}) > 1


def entries(snapshot: Snapshot, document: Document) -> tuple[Entry, ...]:
    """The figures of a document's tables that carry no tag, in its order."""
    text = snapshot.text(document.id)
    found = snapshot.facts(FactQuery(documents=(document.id,), origins=("table",), limit=MOST))
    tables: dict[int, list[Fact]] = {}
    for fact in found:
        if fact.locator.kind == "cell":
            tables.setdefault(fact.locator.cell.table, []).append(fact)
    entered: list[Entry] = []
    for index, facts in tables.items():
        table = snapshot.table(document.id, index)
        entered += _of(table, facts, text[max(0, table.start - BEFORE) : table.start], text if len(tables) == 1 else "")
    return tuple(entered)


def _of(table: Table, facts: Sequence[Fact], near: str, page: str) -> list[Entry]:
    heads = Heads.of(table)
    around = " ".join((table.unit_line or "", *heads.texts, *(t for band in heads.all_bands for t in band.corner)))
    rows: dict[int, list[Entry]] = {}
    for fact in facts:
        at = fact.locator.cell if fact.locator.kind == "cell" else None
        label = row_label(table, at.row) if at is not None and at.row in heads.bands else ""
        if at is None or not label:
            continue
        width = next((c.span for c in table.rows[at.row] if c.column == at.column), 1)
        over = heads.near(at.row, at.column, at.column + width)
        entry = Entry(
            fact=fact,
            at=at,
            label=label,
            sections=tuple(clean(text) for text in heads.paths.get(at.row, ())),
            head=" ".join(clean(text) for text in over),
            title=table.title or "",
            around=around,
            before=near,
            page=page,
        )
        rows.setdefault(at.row, []).append(entry)
    return [entry for row in rows.values() for entry in _in_common(row)]


def _in_common(row: Sequence[Entry]) -> Sequence[Entry]:
    """The figures of a row with the words that stand over all of them."""
    common = frozenset.intersection(*(keys(entry.head) for entry in row)) if len(row) > 1 else frozenset()
    return [replace(entry, common=common) for entry in row] if common else row
