"""Which tags stand at a place of a document's text?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from weakref import WeakKeyDictionary

from tieout.fact import Fact, FactQuery
from tieout.ports import Snapshot
from tieout.tools.figures.grammar import Reading

MOST_TAGS = 50_000


@dataclass(frozen=True, slots=True)
class Tags:
    """A document's tagged facts, by where they begin."""

    facts: Mapping[int, tuple[Fact, ...]]

    @classmethod
    def of(cls, snapshot: Snapshot, document: str) -> "Tags":
        """All that are kept; a snapshot never changes, so those of its last documents are remembered."""
        known = _KNOWN.setdefault(snapshot, {})
        if document not in known:
            if len(known) >= _REMEMBERED:
                known.pop(next(iter(known)))
            known[document] = cls._read(snapshot, document)
        return known[document]

    @classmethod
    def _read(cls, snapshot: Snapshot, document: str) -> "Tags":
        return cls.among(snapshot.facts(FactQuery(documents=(document,), origins=("xbrl",), limit=MOST_TAGS)))

    @classmethod
    def among(cls, facts: Iterable[Fact]) -> Self:
        """Those of one document's tagged facts that stand in its text."""
        found: dict[int, tuple[Fact, ...]] = {}
        for fact in facts:
            if fact.locator.start is not None:
                found[fact.locator.start] = (*found.get(fact.locator.start, ()), fact)
        return cls(found)

    def touch(self, start: int, end: int) -> bool:
        """Whether a tag begins within a range."""
        return any(at in self.facts for at in range(start, end))

    def at(self, start: int, end: int, reading: Reading) -> Fact | None:
        """The tag around the digits of a figure, if it says what the sentence prints."""
        inside = (fact for at in range(start, end) for fact in self.facts.get(at, ()))
        return next((f for f in inside if (f.locator.end or 0) <= end and agrees(f, reading)), None)


def agrees(tag: Fact, reading: Reading) -> bool:
    """Whether a printed figure is a tag's value to its printed precision; the tag alone knows the sign."""
    if tag.value is None or reading.value is None:
        return False
    value = tag.value * 100 if reading.unit == "percent" and tag.unit == "pure" else tag.value
    return abs(abs(value) - abs(reading.value)) <= reading.precision / 2


_REMEMBERED = 8
_KNOWN: WeakKeyDictionary[Snapshot, dict[str, Tags]] = WeakKeyDictionary()
