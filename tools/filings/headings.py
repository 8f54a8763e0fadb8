"""Under which headings a line stands."""

import re

_NOTE = re.compile(r"note\s+\d{1,2}\b|item\s+\d|part\s+[iv]+\b", re.IGNORECASE)
_BULLETS = "•◦▪●○–—*-"
_LONGEST = 160
_MOST_WORDS = 18
_DEEPEST = 3


class Path:
    """The headings that are open, outermost first.

    The levels of headings are not marked up in filings: a heading that follows another one directly is beneath it, one
    that follows text replaces the last one.
    """

    def __init__(self, section: str | None) -> None:
        self._section = section
        self._open: list[str] = []
        self._text_since = True

    @property
    def names(self) -> tuple[str, ...]:
        """Section and headings."""
        return (*([self._section] if self._section else []), *self._open)

    def heading(self, words: str) -> None:
        """A heading is read."""
        if _NOTE.match(words):
            self._open = [words]
        elif self._text_since and self._open:
            keep = 1 if _NOTE.match(self._open[0]) else 0
            self._open = [*self._open[:keep], words]
        else:
            self._open = [*self._open, words][-_DEEPEST:]
        self._text_since = False

    def text(self) -> None:
        """Text is read."""
        self._text_since = True


def is_heading(line: str, *, bold: bool) -> bool:
    """Whether a line of prose is a heading: bold, short and no sentence."""
    words = line.split()
    if not bold or not words or line[:1] in _BULLETS or len(line) > _LONGEST or len(words) > _MOST_WORDS:
        return False
    return not line.rstrip().endswith((".", ";", ",")) or _NOTE.match(line) is not None
