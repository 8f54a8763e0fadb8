"""What is a text that is checked? Its characters, and the pieces in which it speaks: headings, paragraphs, cells."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter

from tieout.checked import Block

_NUMERIC = frozenset("0123456789.,")
Place = tuple[int, int]
Run = tuple[int, int, int]
"""First visible character, and the range of the paper's text that it and the ones after it stand for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch that is read on its own, as a reader sees it, and where each of its characters stands in the text."""

    visible: str
    runs: tuple[Run, ...] = ()
    """Where the visible characters stand; empty where they follow one another from `start`."""
    start: int
    end: int
    block: Block = "paragraph"
    heading: tuple[str, ...] = ()
    """The headings that it stands under, outermost first."""
    row: str = ""
    """Of a cell: the label of its row."""
    column: str = ""
    """Of a cell: the heads of its column, top down."""
    under: tuple[str, ...] = ()
    """Of a cell: the rows that head its row, outermost first."""
    table: int | None = None
    """Of a cell: the number of its table."""
    at: tuple[int, int] = (0, 0)
    """Of a cell: row and column in its table."""
    caption: str = ""
    """Of a cell: what stands above its table, its unit line included."""
    scale: Decimal = Decimal(1)
    """Of a cell: the power of ten that its table states."""

    parted: frozenset[str] = frozenset()
    """Numerals that somewhere in the file have something between their digits that is not seen."""

    def span(self, start: int, end: int) -> Place:
        """The range in the paper's text of a range of the visible characters."""
        if not self.runs:
            return self.start + start, self.start + end
        return self._place(start)[0], self._place(end - 1)[1]

    def is_split(self, start: int, end: int) -> bool:
        """Whether something that is not seen stands within a numeral of a range of the visible characters."""
        if any(one in self.visible[start:end] for one in self.parted):
            return True
        for (_, _, before), (first, low, _) in pairwise(self.runs):
            beside = self.visible[max(0, first - 1) : first + 1]
            if start < first < end and before < low and _NUMERIC.issuperset(beside):
                return True
        return False

    def moved(self, by: int) -> "Piece":
        """The same piece in a text in which it stands later."""
        runs = tuple((first, low + by, high + by) for first, low, high in self.runs)
        return replace(self, start=self.start + by, end=self.end + by, runs=runs)

    def _place(self, at: int) -> Place:
        """The range of one visible character."""
        number = bisect_right(self.runs, at, key=itemgetter(0)) - 1
        first, low, high = self.runs[number]
        following = self.runs[number + 1][0] if number + 1 < len(self.runs) else len(self.visible)
        if high - low != following - first:
            return low, high
        return low + at - first, low + at - first + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A text to be checked; spans count in `text`."""

    name: str
    text: str
    pieces: tuple[Piece, ...]
    hidden: tuple[Place, ...] = ()
    """Ranges of the text that no reader sees."""
    hashes: frozenset[str] = frozenset()
    """Content hashes under which it would be a source."""
    notes: tuple[str, ...] = field(default=())


Seen = tuple[str, tuple[Run, ...]]
"""Visible characters, and where they stand."""


def stitched(parts: Iterable[Seen], between: str = "") -> Seen:
    """Visible stretches as one, `between` them what is seen between two of them."""
    letters: list[str] = []
    runs: list[Run] = []
    length = 0
    for text, where in parts:
        if not text:
            continue
        if letters and between:
            runs.append((length, where[0][1], where[0][1]))
            letters.append(between)
            length += len(between)
        runs += [(length + first, low, high) for first, low, high in where]
        letters.append(text)
        length += len(text)
    return "".join(letters), tuple(runs)


def plainly(text: str, start: int, end: int) -> Seen:
    """A range of a text of which every character is seen."""
    return text[start:end], ((0, start, end),)
