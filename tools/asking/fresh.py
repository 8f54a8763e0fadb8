"""Which of several documents is the newer one? A question that names no period is about the present."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from tieout.document import Document
from tieout.ports import Hit, Snapshot

_YEAR: Final = 365.25
_STALE: Final = 0.03
"""What each year of age takes from a score; ranks next to each other differ by half of that."""
_OLDEST: Final = 5.0
"""Years beyond which age says no more."""
_UNKNOWN: Final = 2.0
"""Years that a document without a day counts as old."""


def fresher(hits: Sequence[Hit], snapshot: Snapshot) -> tuple[Hit, ...]:
    """The hits, those of older documents a little lower; the newest document found is the measure."""
    passages = snapshot.passages([hit.passage for hit in hits])
    of = {key: snapshot.document(name) for key, name in ((one.id, one.document) for one in passages.values())}
    ages = ages_of({one.id: one for one in of.values()}.values())
    if not any(ages.values()):
        return tuple(hits)

    def scored(hit: Hit) -> Hit:
        age = ages[of[hit.passage].id] if hit.passage in of else _UNKNOWN
        return hit.model_copy(update={"score": hit.score * (1 - _STALE * age)})

    aged = [scored(hit) for hit in hits]
    return tuple(aged[at] for at in sorted(range(len(aged)), key=lambda at: (-aged[at].score, at)))


def ages_of(documents: Iterable[Document]) -> dict[str, float]:
    """By document how many years older than the newest it is."""
    days = {one.id: day_of(one) for one in documents}
    newest = max((day for day in days.values() if day), default=None)
    if newest is None:
        return dict.fromkeys(days, 0.0)
    years = {name: (newest - day).days / _YEAR if day else _UNKNOWN for name, day in days.items()}
    return {name: min(age, _OLDEST) for name, age in years.items()}


def day_of(document: Document) -> date | None:
    """The day that tells how old a document is: the end of its period, else the day it bears, else its filing."""
    return document.period_end or document.dated or document.filed
