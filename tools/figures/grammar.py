"""Which figures a text states, where exactly, and what each says: value, unit, precision, sign, change or level.

Every digit of the text is accounted for: it stands in a figure or in a reading that a named rule skips.
"""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tieout.fact import Absence
from tieout.tools.figures.assembly import Assembly
from tieout.tools.figures.folding import ODD, RAISED, VULGAR, fold
from tieout.tools.figures.nonfigures import ListNumbers, Skip, nonfigure, quantified
from tieout.tools.figures.numerals import NUMERAL, Number, parse_numeral
from tieout.tools.figures.ratios import read_ratio
from tieout.tools.figures.reading import Direction, Kind, Reading, Sign
from tieout.tools.figures.sharing import shared
from tieout.tools.figures.surroundings import Reach
from tieout.tools.figures.words import WORD, Word, read_word

__all__ = ["Direction", "Kind", "Reading", "Sign", "figures"]

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_TOKEN = re.compile(
    rf"(?P<numeral>{NUMERAL})|(?P<raised>{RAISED}+)|(?P<vulgar>{VULGAR})|(?P<odd>{ODD}+)"
    r"|(?P<fake>(?<=[$€£¥])[OIl][OIl.,]{0,30}(?![A-Za-z]))"
)
_MIXED = re.compile(r"[\d.,]*[OIl][OIl\d.,]*(?!\w)")
_LOOKS_LIKE_DIGIT = re.compile(r"(?<![A-Za-z])[OIl]\Z")
_PIECE = re.compile(r"\d+")
_RUN_TOGETHER = 60
"""Longest numeral that is taken for several numbers without spaces; longer ones are identifiers."""
_DASH = re.compile(r"(?:(?<=[\n\t|])|^)[ ]{0,2}[$€£¥]?[ ]{0,2}([-–—]{1,2})[ ]{0,2}%?[ ]{0,2}(?=\Z|[\n\t|])")
_MARKED = re.compile(r"[^\W\d]|[.,;:!?)\]%'\"”*]")
_LONGEST_MARK = 2


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

    assembly: Assembly
    text: str
    lists: ListNumbers
    floor: int = 0
    found: list[Reading] = field(default_factory=list)

    def read(self) -> list[Reading]:
        """All readings of the text, each standing for itself."""
        for token in _tokens(self.text, self.assembly.lower):
            while (start := max(token.start, self.floor)) < token.end:
                self._take(token, start)
        return self.found

    def _take(self, token: _Token, start: int) -> None:
        """Read what starts here, moving the floor past it."""
        if token.word is not None:
            self._word(token.word, start)
        elif token.name == "dash":
            self._keep(self._reach(start, token.end), absence="dash")
        elif token.name == "raised":
            self._raised(start, token.end)
        elif token.name in {"numeral", "vulgar"}:
            self._numeral(start, token.end)
        else:
            self._unreadable(start, token.end)

    def _reach(self, start: int, end: int, unit: str = "") -> Reach:
        return Reach(text=self.text, floor=self.floor, start=start, end=end, unit=unit)

    def _word(self, word: Word, start: int) -> None:
        if start > word.start:
            self.floor = word.end
        elif word.rule is not None:
            self._skip(Skip(start=start, end=word.end, rule=word.rule))
        elif word.kind == "cardinal":
            reach = self._reach(start, word.end)
            reach.explore()
            self._keep(reach, word=word)
        else:
            unit = {"fraction": "percent", "multiple": "pure"}.get(word.kind, "")
            self._keep(self._reach(start, word.end, unit), word=word, absence=word.absence)

    def _raised(self, start: int, end: int) -> None:
        """A footnote mark is no figure; raised digits at a numeral or an amount are unreadable."""
        marks = start > 0 and _MARKED.match(self.text, start - 1)
        if marks and end - start <= _LONGEST_MARK and not quantified(self.text, end):
            self._skip(Skip(start=start, end=end, rule="footnote mark"))
        else:
            self._unreadable(start, end)

    def _unreadable(self, start: int, end: int) -> None:
        reach = self._reach(start, end)
        reach.explore()
        self._keep(reach)

    def _numeral(self, start: int, end: int) -> None:
        skip = nonfigure(self.text, start, end, self.floor, self.lists)
        mixed = _MIXED.match(self.text, start)
        ratio = read_ratio(self.assembly.folded, start)
        if skip is not None:
            self._skip(skip)
        elif (mixed and mixed.end() > end) or _LOOKS_LIKE_DIGIT.search(self.text, max(0, start - 2), start):
            self._unreadable(start, mixed.end() if mixed else end)
        elif ratio:
            reach = self._reach(start, ratio.end, ratio.unit)
            if not ratio.unit:
                reach.explore()
            self._keep(reach, number=ratio.number)
        else:
            self._amount(start, end)

    def _amount(self, start: int, end: int) -> None:
        number = parse_numeral(self.text[start:end])
        piece = _PIECE.search(self.text, start, end)
        if number is None and piece and end - start < _RUN_TOGETHER:
            start, end = piece.span()
            number = parse_numeral(piece[0])
        reach = self._reach(start, end)
        reach.explore()
        self._keep(reach, number=number)

    def _skip(self, skip: Skip) -> None:
        folded = self.assembly.folded
        start, end = folded.span(max(skip.start, self.floor), skip.end)
        self.floor = skip.end
        self.found.append(Reading(text=folded.original[start:end], start=start, end=end, skipped=skip.rule))

    def _keep(
        self, reach: Reach, *, number: Number | None = None, word: Word | None = None, absence: Absence | None = None
    ) -> None:
        previous = self.found[-1] if self.found else None
        number = word.number if word else number
        self.found.append(self.assembly.figure(reach, number, word=word, absence=absence, previous=previous))
        self.floor = reach.end


def figures(text: str, scale: Decimal = Decimal(1)) -> tuple[Reading, ...]:
    """Every numeral and number word of a text, in order, as a figure or as what a named rule skips.

    `scale` is the power of ten that the unit line of the text's table states ("in millions" is 1E6); it applies
    to amounts that print no scale of their own, never to percentages, per-share amounts, ratios or share counts.
    """
    folded = fold(text)
    assembly = Assembly(folded=folded, lower=folded.text.translate(_LOWER), scale=scale.adjusted())
    reader = _Reader(assembly=assembly, text=folded.text, lists=ListNumbers(text=folded.text))
    return shared(text, reader.read())
