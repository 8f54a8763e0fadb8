"""What a drafter sees of the evidence: facts f1, f2 … and passages p1, p2 …, with the way back to the real things."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Protocol, TypeVar

from tieout.document import Passage
from tieout.fact import Fact
from tieout.model import Thing
from tieout.ports import Evidence


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


class Numbered(Thing):
    """Evidence by short id; `cut` says how many facts and passages were too many to show."""

    facts: dict[str, Fact]
    passages: dict[str, Passage]
    cut: tuple[int, int] = (0, 0)

    def fact_rows(self) -> list[tuple[str, ...]]:
        """The fact table: short id, label, concept, company, period, unit, dimensions, value."""
        return [(short, *_fact_row(fact)) for short, fact in self.facts.items()]

    def notes(self) -> tuple[str, ...]:
        """What was left out, as an answer says it."""
        facts, passages = self.cut
        if not facts and not passages:
            return ()
        return (f"{facts} facts and {passages} passages of the evidence were too many to show to the model",)


def numbered(evidence: Evidence, *, facts: int, passages: int) -> Numbered:
    """The best facts and passages of each sub-question in turn, up to these limits."""
    every_fact = _in_turn(evidence.facts)
    every_passage = _in_turn(evidence.passages)
    return Numbered(
        facts={f"f{place}": fact for place, fact in enumerate(every_fact[:facts], 1)},
        passages={f"p{place}": passage for place, passage in enumerate(every_passage[:passages], 1)},
        cut=(max(0, len(every_fact) - facts), max(0, len(every_passage) - passages)),
    )


def passage_title(passage: Passage) -> str:
    """Where a passage stands, on one line: document, section, headings, page."""
    place = [passage.document, passage.locator.section, *passage.heading]
    page = f"page {passage.page}" if passage.page is not None else None
    return " › ".join(part for part in (*place, page) if part)


def _in_turn(by_subquestion: Mapping[str, Sequence[T]]) -> list[T]:
    """First of each, then second of each …, each thing once."""
    turns: Iterable[T | None] = chain.from_iterable(zip_longest(*by_subquestion.values()))
    return list({thing.id: thing for thing in turns if thing is not None}.values())


def _fact_row(fact: Fact) -> tuple[str, ...]:
    period = fact.period
    days = f"{period.start or ''}..{period.end}" if period.start else f"at {period.end}"
    when = f"{period.fiscal} ({days})" if period.fiscal else days
    dimensions = ", ".join(dimension.label for dimension in fact.dimensions) or "-"
    value = format(fact.value, "f") if fact.value is not None else f"none ({fact.absence})"
    kind = "" if fact.modality == "reported" else f" [{fact.modality}]"
    return (fact.label + kind, fact.concept, fact.entity.name, when, fact.unit, dimensions, value)
