"""How canonical text is put together piece by piece, so that every piece knows its characters.

The rules are those of `tieout.document.TEXT_VERSION`.
"""

import unicodedata
from dataclasses import dataclass, field

_UNSEEN = dict.fromkeys(
    [
        0xAD,
        0x200B,
        0x200C,
        0x200D,
        0x2060,
        0xFEFF,
        *range(0x09),
        *range(0x0E, 0x1C),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
    ]
)
_COMPOSES = "\u02ff"
"""No character up to this one changes when it follows another."""


@dataclass(slots=True, eq=False)
class Mark:
    """A half-open range of the text; empty (`start == end`) when nothing in it shows."""

    start: int = -1
    end: int = -1

    @property
    def shows(self) -> bool:
        """Whether any character lies in it."""
        return self.end > self.start


@dataclass(slots=True)
class Scribe:
    """Writes canonical text; separators are held back until something follows them."""

    length: int = 0
    _parts: list[str] = field(default_factory=list)
    _gap: str = ""
    _fresh: bool = False
    """Whether a cell has begun and nothing in it has been written yet."""
    _waiting: list[Mark] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that has been written."""
        return "".join(self._parts)

    def write(self, raw: str) -> None:
        """Add text as the source has it; white space is collapsed here."""
        if not raw.isascii() or not raw.isprintable():
            raw = raw.translate(_UNSEEN)
        words = raw.split()
        if not words:
            if raw:
                self._space()
            return
        if raw[0].isspace():
            self._space()
        text = " ".join(words)
        self._emit(text if text.isascii() else unicodedata.normalize("NFC", text))
        if raw[-1].isspace():
            self._space()

    def block(self) -> None:
        """A block begins or ends here."""
        if not self._fresh:
            self._gap = "\n"

    def cell(self, row_start: int) -> None:
        """A table cell begins, in the row whose first character would be at `row_start`."""
        if self.length > row_start:
            self._gap = "\t"
        self._fresh = True

    def cell_end(self) -> None:
        """A table cell ends."""
        self._fresh = False

    def page(self) -> None:
        """A page of a PDF ends here."""
        self._gap = ""
        self._parts.append("\f")
        self.length += 1

    def open(self) -> Mark:
        """Begin a range at the next character that shows."""
        mark = Mark()
        self._waiting.append(mark)
        return mark

    def close(self, mark: Mark) -> None:
        """End a range at the last character that was written."""
        if mark.start < 0:
            self._waiting.remove(mark)
            mark.start = self.length
        mark.end = self.length

    def _space(self) -> None:
        if not self._gap:
            self._gap = " "

    def _emit(self, text: str) -> None:
        if self._gap and self.length:
            self._parts.append(self._gap)
            self.length += 1
        elif text[0] > _COMPOSES and self._parts:
            text = self._composed(text)
        self._gap, self._fresh = "", False
        for mark in self._waiting:
            mark.start = self.length
        self._waiting.clear()
        self._parts.append(text)
        self.length += len(text)

    def _composed(self, text: str) -> str:
        """Join a combining character with the character before it."""
        last = self._parts[-1]
        joined = unicodedata.normalize("NFC", last[-1:] + text)
        if not last or joined == last[-1] + text:
            return text
        self._parts[-1] = last[:-1]
        self.length -= 1
        return joined
