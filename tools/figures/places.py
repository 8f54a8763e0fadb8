"""How do ranges of a text lie to one another?"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Place = tuple[int, int]
"""A half-open range of characters."""


class Word(Protocol):
    """Something that a text names at a place."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it has ended."""
        ...


Named = TypeVar("Named", bound=Word)


def inside(place: Place, others: Iterable[Place]) -> bool:
    """Whether a range lies within one of the others."""
    low, high = place
    for start, end in others:  # noqa: SIM110 - asked for every word of every sentence; a generator takes thrice as long
        if start <= low and high <= end:
            return True
    return False


def overlaps(place: Place, others: Iterable[Place]) -> bool:
    """Whether a range shares a character with one of the others."""
    low, high = place
    for start, end in others:  # noqa: SIM110 - as above
        if low < end and start < high:
            return True
    return False


def holds(places: Iterable[Place], at: int) -> bool:
    """Whether a character lies within one of some ranges."""
    for start, end in places:  # noqa: SIM110 - as above
        if start <= at < end:
            return True
    return False


def beside(named: tuple[Named, ...], parts: Sequence[Place]) -> tuple[Named, ...]:
    """Names without those inside a part's, unless the first one is: "GM Financial" is no second General Motors."""
    kept = tuple(n for n in named if not any(inside((n.start, n.end), (p,)) and p != (n.start, n.end) for p in parts))
    return kept if kept and kept[0] == named[0] else named


def blanked(text: str, places: Iterable[Place]) -> str:
    """The text with a blank for every character of some ranges; the others stay where they are."""
    letters = list(text)
    for start, end in places:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
