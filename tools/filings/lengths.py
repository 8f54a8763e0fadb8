"""How long is a text to an encoder? About as many tokens as it has words, numerals in pieces and punctuation marks."""

import re
from collections.abc import Iterator
from typing import Final

from tieout.tools.filings.sentences import sentences

BODY: Final = 190
"""Tokens that a passage's own text has at the most; with its header it stays within the 256 of the shipped encoder."""

_PIECE = re.compile(r"[^\W\d_]+|\d{1,3}|[^\w\s]|_")
_FOREIGN: Final = 3
"""Letters a token of a script that encoders for English cut into small pieces."""
_WORD = re.compile(r"\S+")


def tokens(text: str) -> int:
    """About how many tokens an encoder makes of a text: within a tenth of it for reports in English."""
    found = _PIECE.findall(text)
    if text.isascii():
        return len(found)
    return sum(1 if piece.isascii() or len(piece) == 1 else max(1, len(piece) // _FOREIGN) for piece in found)


def stretches(text: str, most: int = BODY) -> Iterator[tuple[int, int]]:
    """Half-open ranges that cover a text, each of at most so many tokens, ended where a sentence does if one can be."""
    start = end = held = 0
    for first, last in _units(text, most):
        count = tokens(text[first:last])
        if held and held + count > most:
            yield start, end
            start, held = first, 0
        end, held = last, held + count
    if held:
        yield start, end


def _units(text: str, most: int) -> Iterator[tuple[int, int]]:
    """The sentences of a text; the words of one that is too long."""
    for first, last in sentences(text):
        if tokens(text[first:last]) <= most:
            yield first, last
        else:
            yield from ((first + word.start(), first + word.end()) for word in _WORD.finditer(text[first:last]))
