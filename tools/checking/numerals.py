"""Is every numeral of a paper accounted for? Those that no reading covers are hidden, a name's, markup's, or untied."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tieout.checked import Skipped
from tieout.tools.checking.paper import Paper, Place

_DIGITS = re.compile(r"\d+")


@dataclass
class Cover:
    """The ranges of a text that are accounted for; no two of them share a character."""

    taken: list[Place] = field(default_factory=list)
    names: list[Place] = field(default_factory=list)
    """Ranges of companies' names, whose digits are no figures."""

    def take(self, place: Place) -> bool:
        """Account for a range; False where some of it is already."""
        if self.overlaps(place):
            return False
        insort(self.taken, place)
        return True

    def overlaps(self, place: Place) -> bool:
        """Whether some of a range is accounted for."""
        at = bisect_right(self.taken, place)
        return (at > 0 and self.taken[at - 1][1] > place[0]) or (at < len(self.taken) and self.taken[at][0] < place[1])


def left_over(paper: Paper, cover: Cover) -> Iterator[Skipped]:
    """The digits of a paper that nothing accounts for, each with the rule by which it is no figure."""
    hidden, names = sorted(paper.hidden), sorted(cover.names)
    for match in _DIGITS.finditer(paper.text):
        for start, end in _gaps(match.span(), cover):
            rule = "hidden" if _inside((start, end), hidden) else "name" if _inside((start, end), names) else "markup"
            yield Skipped(text=paper.text[start:end], span=(start, end), rule=rule)


def _gaps(place: Place, cover: Cover) -> Iterator[Place]:
    """The parts of a range that are not accounted for."""
    if not cover.overlaps(place):
        yield place
        return
    start, end = place
    first = max(0, bisect_right(cover.taken, (start, start)) - 1)
    for at in range(first, bisect_right(cover.taken, (end, end))):
        low, high = cover.taken[at]
        if low > start:
            yield start, low
        start = max(start, high)
    if start < end:
        yield start, end


def _inside(place: Place, places: Sequence[Place]) -> bool:
    at = bisect_right(places, (place[0], place[1] + 1)) - 1
    return at >= 0 and places[at][0] <= place[0] and place[1] <= places[at][1]
