"""Newer documents go first where no period is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from tieout.document import Document, Entity, Passage
from tieout.locator import Span
from tieout.ports import Hit, Snapshot
from tieout.tools.asking.fresh import ages_of, fresher


def document(name: str, **days: date) -> Document:
    """A document with some days."""
    entity = Entity(name=name)
    return Document(id=name, entity=entity, kind="other", title=name, content_hash="0" * 64, **days)


@dataclass
class Held:
    """A home with one passage a document."""

    held: Mapping[str, Document]

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """The passage of each document has its id."""
        return {
            name: Passage(
                id=name,
                document=name,
                kind="prose",
                text="t",
                locator=Span(document=name, content_hash="0" * 64, quote_hash="0" * 16, start=0, end=1),
            )
            for name in ids
        }

    def document(self, name: str) -> Document:
        """By id."""
        return self.held[name]


def order(hits: Sequence[tuple[str, float]], *documents: Document) -> list[str]:
    """The documents of the hits as they are put in order."""
    held = cast("Snapshot", Held({one.id: one for one in documents}))
    return [hit.passage for hit in fresher([Hit(passage=name, score=score) for name, score in hits], held)]


OLD, NEW = document("old", period_end=date(2019, 12, 31)), document("new", period_end=date(2023, 12, 31))


def test_a_newer_document_overtakes_one_that_is_hardly_better() -> None:
    """Age turns a small difference round, and no large one."""
    assert order([("old", 1.0), ("new", 0.95)], OLD, NEW) == ["new", "old"]
    assert order([("old", 1.0), ("new", 0.5)], OLD, NEW) == ["old", "new"]


def test_without_days_nothing_changes() -> None:
    """Documents of which nobody knows when they are from stay as found."""
    assert order([("a", 1.0), ("b", 0.99)], document("a"), document("b")) == ["a", "b"]


def test_age_is_measured_from_the_newest() -> None:
    """By the end of the period, the day borne or the filing; five years at the most, two where no day is known."""
    ages = ages_of([NEW, document("x", dated=date(2022, 12, 31)), document("y", filed=date(2001, 1, 1)), document("z")])

    assert {name: round(age, 1) for name, age in ages.items()} == {"new": 0.0, "x": 1.0, "y": 5.0, "z": 2.0}
