"""Which sentences does a source's running text have, and which of them have certain words?"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tieout.document import Document
from tieout.tools.figures.places import Place
from tieout.tools.figures.sameness import is_stable, tokens
from tieout.tools.filings.sentences import sentences

_LONGEST = 4_000
_HEADING = 120
_ABOVE = 40
"""Lines above a sentence that are looked through for its headings."""
_HEADINGS = 2
_BEFORE = 6
_FOOTER = re.compile(r"\b10-[KQ]\b|\d{1,3}$|table of contents", re.IGNORECASE)
_TEXT = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, eq=False)
class Shelf:
    """The sentences with digits of one text, by their words."""

    give: Callable[[], tuple[str, Sequence[Place]]]
    """Its text, and the ranges that are no running text, in order: its tables. Asked for once, when it is needed."""

    @cached_property
    def _given(self) -> tuple[str, Sequence[Place]]:
        return self.give()

    @property
    def text(self) -> str:
        """The canonical text."""
        return self._given[0]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Half-open ranges of the sentences, in order."""
        return tuple(_outside(_numeric(self.text), self._given[1]))

    @cached_property
    def by_word(self) -> Mapping[str, frozenset[int]]:
        """The numbers of the sentences that have a word."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, (low, high) in enumerate(self.places):
            for token in tokens(self.text[low:high]):
                if is_stable(token):
                    found[token.key].add(number)
        return {word: frozenset(numbers) for word, numbers in found.items()}


@dataclass(frozen=True, kw_only=True, eq=False)
class Prose:
    """The running text of one document; `gone` are ranges that are not part of it."""

    document: Document
    shelf: Shelf
    gone: Sequence[Place] = ()

    def without(self, ranges: Iterable[Place]) -> "Prose":
        """The same less some ranges."""
        return Prose(document=self.document, shelf=self.shelf, gone=tuple(sorted((*self.gone, *ranges))))

    def having(self, words: Collection[str]) -> list[Place]:
        """The sentences that have every one of some words, in order."""
        by_word = self.shelf.by_word
        found: frozenset[int] | None = None
        for numbers in sorted((by_word.get(word, frozenset()) for word in words), key=len):
            found = numbers if found is None else found & numbers
            if not found:
                return []
        places = (self.shelf.places[number] for number in sorted(found or ()))
        return [place for place in places if not self._is_gone(place)]

    def above(self, place: Place) -> list[str]:
        """What looks like the headings of a sentence, the outer one first."""
        text, found = self.shelf.text, list[str]()
        end = text.rfind("\n", 0, place[0])
        for _ in range(_ABOVE):
            if end < 0 or len(found) == _HEADINGS:
                break
            start = text.rfind("\n", 0, end) + 1
            line = text[start:end].strip()
            if is_title(line):
                found.append(line)
            elif found:
                break
            end = start - 1
        return found[::-1]

    def before(self, place: Place) -> list[str]:
        """The sentences of its paragraph before a sentence, those that are gone left out."""
        text = self.shelf.text
        start = text.rfind("\n", 0, place[0]) + 1
        found = [(start + a, start + b) for a, b in sentences(text[start : place[0]])]
        return [text[slice(*one)] for one in found[-_BEFORE:] if not self._is_gone(one)]

    def _is_gone(self, place: Place) -> bool:
        at = bisect_right(self.gone, place[0], key=lambda one: one[0])
        return any(low < place[1] and place[0] < high for low, high in self.gone[max(0, at - 1) : at + 1])


def is_title(line: str) -> bool:
    """Whether a line of a text looks like a heading, and not like the foot of a page."""
    is_short = 0 < len(line) <= _HEADING and "\t" not in line and line[-1] not in ".;,:"
    return is_short and _TEXT.search(line) is not None and not _FOOTER.search(line)


def _numeric(text: str) -> Iterator[Place]:
    for low, high in sentences(text):
        words = text[low:high]
        if high - low <= _LONGEST and "\t" not in words and any(map(str.isdigit, words)) and _TEXT.search(words):
            yield low, high


def _outside(places: Iterable[Place], holes: Sequence[Place]) -> Iterator[Place]:
    """The ranges that touch no hole; both are in order."""
    ends = [high for _, high in holes]
    for low, high in places:
        at = bisect_left(ends, low + 1)
        if at == len(holes) or high <= holes[at][0]:
            yield low, high
