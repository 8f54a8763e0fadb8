"""Which figures a text states, where exactly, and what each says: value, unit, precision, sign, change or level.

Every digit of the text is accounted for: it stands in a figure or in a reading that a named rule skips.
"""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tieout.tools.figures.folding import ODD, RAISED, VULGAR, Folded, disguised, fold
from tieout.tools.figures.nonfigures import ListNumbers, Skip, nonfigure, quantified
from tieout.tools.figures.numerals import NUMERAL, Number, parse_numeral, shift
from tieout.tools.figures.ratios import read_ratio
from tieout.tools.figures.reading import Direction, Kind, Reading, Sign
from tieout.tools.figures.sharing import shared
from tieout.tools.figures.surroundings import Reach
from tieout.tools.figures.words import WORD, Word, read_word
from tieout.tools.figures.wording import Wording, wording

__all__ = ["Direction", "Kind", "Reading", "Sign", "figures"]

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_TOKEN = re.compile(
    rf"(?P<numeral>{NUMERAL})|(?P<raised>{RAISED}+)|(?P<odd>[{ODD}{VULGAR}]+)"
    r"|(?P<fake>(?<=[$€£¥])[OIl|][OIl|.,]{0,30}(?![A-Za-z]))"
)
_MIXED = re.compile(r"[OIl|\d.,]*[OIl|][OIl|\d.,]*(?![\w%])|[OIl|\d.,]*[OIl|][OIl|\d.,]*(?=%)")
_PIECE = re.compile(r"\d+")
_DASH = re.compile(r"(?:(?<=[\n\t|])|^)[ ]{0,2}[$€£¥]?[ ]{0,2}([-–—]{1,2})[ ]{0,2}%?[ ]{0,2}(?=\Z|[\n\t|])")
_RELATIVE = frozenset({"percent", "points", "pure", "permille"})
_MARK_AFTER = re.compile(r"[\w.,;:!?)\]%'\"”*]\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    """Something numeric in folded text."""

    start: int
    end: int
    name: str
    word: Word | None = None


def _tokens(text: str, lower: str) -> Iterator[_Token]:
    """Everything that may be numeric, in order of its start."""
    marks = (_Token(start=m.start(), end=m.end(), name=str(m.lastgroup)) for m in _TOKEN.finditer(text))
    words = (
        _Token(start=word.start, end=word.end, name="word", word=word)
        for match in WORD.finditer(lower)
        if (word := read_word(lower, match)) is not None
    )
    dashes = (_Token(start=m.start(1), end=m.end(1), name="dash") for m in _DASH.finditer(text))
    return heapq.merge(marks, words, dashes, key=lambda token: token.start)


@dataclass(kw_only=True, slots=True)
class _Reader:
    """Reads one text from left to right; `floor` is where the last reading ended."""

    folded: Folded
    scale: int
    text: str
    lower: str
    lists: ListNumbers
    floor: int = 0
    found: list[Reading] = field(default_factory=list)

    def read(self) -> tuple[Reading, ...]:
        """All readings of the text."""
        for token in _tokens(self.text, self.lower):
            start = max(token.start, self.floor)
            while start < token.end:
                start = self._take(token, start)
        return shared(self.folded.original, self.found)

    def _take(self, token: _Token, start: int) -> int:
        """Read what starts here; the position after it."""
        if token.word is not None:
            self._word(token.word, start)
        elif token.name == "dash":
            self._add(Reach(text=self.text, floor=self.floor, start=start, end=token.end), None, absence="dash")
        elif token.name == "raised":
            self._raised(start, token.end)
        elif token.name == "numeral":
            self._numeral(start, token.end)
        else:
            self._unreadable(start, token.end)
        return self.floor

    def _word(self, word: Word, start: int) -> None:
        if start > word.start:
            self.floor = max(self.floor, word.end)
            return
        if word.rule is not None:
            self._skip(Skip(start=start, end=word.end, rule=word.rule))
            return
        reach = Reach(text=self.text, floor=self.floor, start=start, end=word.end)
        if word.absence is not None:
            self._add(reach, None, absence=word.absence)
            return
        if word.kind == "cardinal":
            reach.explore()
        elif word.kind == "fraction":
            reach.unit = "percent"
        else:
            reach.unit = "pure"
        self._add(reach, word.number, word=word)

    def _raised(self, start: int, end: int) -> None:
        """A footnote mark or an exponent is no figure; raised digits inside an amount are unreadable."""
        marks = start > 0 and _MARK_AFTER.match(self.text[start - 1]) and not self.text[start - 1].isdigit()
        if marks and end - start <= 2 and not quantified(self.text, end):  # noqa: PLR2004 - footnotes have at most two digits
            self._skip(Skip(start=start, end=end, rule="footnote mark"))
        else:
            self._unreadable(start, end)

    def _unreadable(self, start: int, end: int) -> None:
        reach = Reach(text=self.text, floor=self.floor, start=start, end=end)
        reach.explore()
        self._add(reach, None)

    def _numeral(self, start: int, end: int) -> None:
        skip = nonfigure(self.text, start, end, self.floor, self.lists)
        if skip is not None and skip.end >= end:
            self._skip(skip)
            return
        mixed = _MIXED.match(self.text, start)
        if mixed and mixed.end() > end:
            self._unreadable(start, mixed.end())
            return
        if read := read_ratio(self.text, start, self.folded):
            number, end, unit = read
            reach = Reach(text=self.text, floor=self.floor, start=start, end=end, unit=unit)
            if not unit:
                reach.explore()
            self._add(reach, number)
            return
        self._amount(start, end)

    def _amount(self, start: int, end: int) -> None:
        number = parse_numeral(self.text[start:end])
        piece = _PIECE.match(self.text, start)
        if number is None and piece and piece.end() < end and end - start < 60:  # noqa: PLR2004 - numbers run together, not an identifier
            end = piece.end()
            number = parse_numeral(self.text[start:end])
        reach = Reach(text=self.text, floor=self.floor, start=start, end=end)
        reach.explore()
        self._add(reach, number)

    def _skip(self, skip: Skip) -> None:
        start, end = self.folded.span(max(skip.start, self.floor), skip.end)
        self.floor = skip.end
        self.found.append(Reading(text=self.folded.original[start:end], start=start, end=end, skipped=skip.rule))

    def _add(
        self, reach: Reach, number: Number | None, *, word: Word | None = None, absence: str | None = None
    ) -> None:
        self.found.append(self._reading(reach, number, word, absence))
        self.floor = reach.end
