"""What a text looks like to a reader's eye: one plain character for each that can stand in a figure.

Look-alike letters, full-width digits and invisible characters must not hide a figure. A folded text keeps, for
each of its characters, the position in the original, so that spans always refer to what was given.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

ODD = "\ue000"
"""Stands for a numeric character that is no decimal digit: circled, Roman, CJK."""
RAISED = "\ue001"
"""Stands for one superscript or subscript digit."""
VULGAR = "\ue002"
"""Stands for a fraction in one character, such as ½."""

_PRIVATE = range(0xE000, 0xE003)
_TIGHT_SPACES = "\u00a0\u2007\u2009\u202f"
_LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХаеѕіјорсхуԛΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν",
        "ABESIJKMHOPCTXaesijopcxyqABEZHIKMNOPTYXoiv",
        strict=True,
    )
)
_SAME = {
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\ufe63": "-", "\uff0d": "-", "\u2796": "-",
    "\u066b": ".", "\u066c": ",", "\u066a": "%", "\u2044": "/", "\u2215": "/", "\u2019": "'", "\u2018": "'",
    "\U0001f4b2": "$", "\u2028": "\n", "\u2029": "\n", "\u2800": " ", "\u3164": " ", "\u115f": " ", "\u1160": " ",
    "\uffa0": " ",
}  # fmt: skip


def _numeric(character: str) -> str | None:
    """The stand-in of a numeric character, None when it is not numeric."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    value = unicodedata.numeric(character, None)
    if value is None:
        return None
    form = unicodedata.decomposition(character)
    if form.startswith(("<super>", "<sub>")):
        return RAISED
    return VULGAR if form.startswith("<fraction>") else ODD


def _folded(character: str) -> str | None:
    """One plain character, or None for one that cannot be seen."""
    same = _SAME.get(character) or _LOOKALIKES.get(character) or _numeric(character)
    if same is not None:
        return same
    if character in _TIGHT_SPACES:
        return "\u00a0"
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in {"Cf", "Mn", "Me"} or (category == "Cc" and not character.isspace()):
        return None
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


class _Table(dict[int, str | None]):
    """Fills itself, so that each character is looked at once in a process."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        plain = "\ufffd" if code in _PRIVATE else _folded(character)
        self[code] = plain
        return plain


_TABLE = _Table()


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """A text as it looks, and where each of its characters stands in the original."""

    text: str
    original: str
    offsets: Sequence[int]
    """Original position of each folded character, then the original's length."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original half-open range of a folded one, with what is invisible inside it."""
        if start == end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """The text as it looks; plain ASCII comes back as it is."""
    if text.isascii() and text.isprintable():
        return Folded(text=text, original=text, offsets=range(len(text) + 1))
    folded = text.translate(_TABLE)
    if len(folded) == len(text):
        return Folded(text=folded, original=text, offsets=range(len(text) + 1))
    offsets = [at for at, character in enumerate(text) if _TABLE[ord(character)] is not None]
    return Folded(text=folded, original=text, offsets=[*offsets, len(text)])


def disguised(printed: str) -> bool:
    """Whether a printed figure holds characters that only look like what they stand for, or cannot be seen."""
    if printed.isascii() and printed.isprintable():
        return False
    return any(_disguise(character) for character in printed if not " " <= character <= "~")


def _disguise(character: str) -> bool:
    if character in _SAME:
        return unicodedata.category(character) == "Lo"
    plain = _TABLE[ord(character)]
    return plain is None or (plain.isascii() and not plain.isspace() and character != plain)
