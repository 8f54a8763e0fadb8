"""Where the words of a PDF page stand: each with its box and its place in the page's own order."""

import ctypes
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n]+")
_SHARED = 0.5
"""Words whose heights overlap by this much stand in one row."""
_GAP = 0.7
"""A wider gap than this, in heights of the line, parts two cells."""
_SAMPLES = 40
_MOSTLY = 0.8
"""Of so many characters so large a share is turned the same way where a page is set sideways."""
_TALL = 2.0
"""A word this many times taller than others is a heading or stands upright; it makes no row with small ones."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    line: int
    """Its line in the page's own order."""
    number: int
    """Its place in the page's own order."""

    @property
    def height(self) -> float:
        """From the descenders to the ascenders of its font."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand close together in one row: a cell, or a line of prose."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side, from left to right."""

    pieces: tuple[Piece, ...]
    bottom: float
    top: float

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for piece in self.pieces for word in piece.words]

    @property
    def height(self) -> float:
        """The height of its line."""
        return self.top - self.bottom


def words_of(page: pypdfium2.PdfTextPage) -> list[Word]:
    """The words of a page in its own order."""
    text = str(page.get_text_range())
    box, raw = pdfium.FS_RECTF(), page.raw
    where, read = ctypes.byref(box), pdfium.FPDFText_GetLooseCharBox
    words: list[Word] = []
    turned = _turned(raw, len(text))
    for number, line in enumerate(_LINE.finditer(text)):
        for match in _WORD.finditer(text, line.start(), line.end()):
            if not read(raw, match.start(), where):
                continue
            left, bottom, top, right = box.left, box.bottom, box.top, box.right
            if match.end() - match.start() > 1 and read(raw, match.end() - 1, where):
                right, left = max(right, box.right), min(left, box.left)
                top, bottom = (max(top, box.top), min(bottom, box.bottom)) if turned else (top, bottom)
            if turned:
                left, right, bottom, top = _upright(left, right, bottom, top, turned)
            words.append(Word(match[0], left, right, bottom, top, number, len(words)))
    return words


def _turned(page: pdfium.FPDF_TEXTPAGE, length: int) -> int:
    """By how many quarters of a turn most of a page's text is turned to the right, as in tables set sideways."""
    steps = range(0, length, max(1, length // _SAMPLES))
    angles = [angle for at in steps if (angle := pdfium.FPDFText_GetCharAngle(page, at)) >= 0]
    if not angles:
        return 0
    quarter = round(median(angles) / (math.pi / 2)) % 4
    same = sum(round(angle / (math.pi / 2)) % 4 == quarter for angle in angles)
    return quarter if same >= _MOSTLY * len(angles) else 0


def _upright(left: float, right: float, bottom: float, top: float, quarters: int) -> tuple[float, float, float, float]:
    """A box as it stands when the page is turned so that its text runs from left to right."""
    if quarters == 3:  # noqa: PLR2004  # from the bottom to the top
        return bottom, top, -right, -left
    if quarters == 2:  # noqa: PLR2004  # upside down
        return -right, -left, -top, -bottom
    return -top, -bottom, left, right


def rows_of(words: Sequence[Word]) -> list[Row]:
    """The rows that a reader sees, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-one.top, one.left)):
        for row in reversed(rows[-6:]):
            if _beside(row[0], word):
                row.append(word)
                break
        else:
            rows.append([word])
    return [made(row) for row in rows]


def made(words: Sequence[Word]) -> Row:
    """A row of words, cut into pieces where the gaps are wide."""
    ordered = sorted(words, key=lambda one: one.left)
    height = median(word.height for word in ordered)
    pieces: list[list[Word]] = [[ordered[0]]]
    for word in ordered[1:]:
        if word.left - pieces[-1][-1].right > _GAP * height:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    bottom, top = min(word.bottom for word in ordered), max(word.top for word in ordered)
    return Row(tuple(Piece(tuple(piece)) for piece in pieces), bottom, top)


def _beside(one: Word, other: Word) -> bool:
    """Whether two words stand in one row."""
    least, most = sorted((one.height, other.height))
    if least <= 0 or most > _TALL * least:
        return False
    return min(one.top, other.top) - max(one.bottom, other.bottom) >= _SHARED * least
