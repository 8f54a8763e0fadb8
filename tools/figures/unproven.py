"""Which figures of a finished text has nothing proven, and how does it read with every such figure masked?"""

import re
from collections.abc import Iterable, Sequence

from tieout.claim import Proof
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.guise import IN_WORDS, visible
from tieout.tools.figures.places import overlaps

MASK = "▮"
"""Stands where a figure was withheld."""
_MOST = 1000
_AMOUNT = re.compile(
    r"[$€£¥]\s?\d|\d(?:,\d{3})+|\d\s?(?:thousand|million|billion|trillion|percent)\b|\d%", re.IGNORECASE
)


def folded(text: str) -> str:
    """Text whose white space does not matter."""
    return " ".join(text.split())


def unproven(text: str, proofs: Iterable[Proof], names: Sequence[str], given: Iterable[str] = ()) -> tuple[str, ...]:
    """The figures of a finished text that no proof covers and no question gave; names of companies are not figures."""
    known = {folded(p.figure.text) for p in proofs} | {folded(r.text) for g in given for r in figures(g)}
    return tuple(r.text for r in figures(without(text, names)) if r.is_figure and folded(r.text) not in known)


def masked(text: str, names: Sequence[str]) -> str:
    """A text that is shown although nothing in it is proven: every figure is replaced by a mark."""
    return _masked(text, [r for r in figures(without(text, names)) if r.is_figure])


def noted(text: str, names: Sequence[str], proven: Iterable[str] = ()) -> str:
    """A note as it is shown: amounts that nothing proves are masked, small counts such as "53 weeks" stay."""
    known = {folded(p) for p in proven}
    read = [r for r in figures(without(text, names)) if r.is_figure and folded(r.text) not in known]
    return _masked(text, [r for r in read if not _is_count(r)])


def _is_count(reading: Reading) -> bool:
    """Whether a figure is a small number in digits, without a unit, or the terms of a split."""
    plain = reading.text.isascii() and any(map(str.isdigit, reading.text)) and reading.value is not None
    small = not reading.unit and reading.value is not None and abs(reading.value) < _MOST
    return plain and (small or "-for-" in reading.text)


def _masked(text: str, readings: Sequence[Reading]) -> str:
    """The text with marks at these readings, and at numbers in words that no grammar reads."""
    letters, read = list(text), [(r.start, r.end) for r in readings]
    words = [m.span() for m in IN_WORDS.finditer(text)]
    for start, end in (*read, *(w for w in words if not overlaps(w, read))):
        letters[start:end] = [MASK, *[""] * (end - start - 1)]
    return visible("".join(letters))


def without(text: str, names: Sequence[str]) -> str:
    """The text with names of companies blanked out, whose digits are no figures; places stay the same.

    A name that states an amount is no name: filers and files can be called anything.
    """
    for name in sorted((n for n in names if not _AMOUNT.search(n)), key=len, reverse=True):
        pattern = rf"(?<![\w$€£¥.,]){re.escape(name)}(?!\w)"
        text = re.sub(pattern, lambda m: " " * len(m[0]), text, flags=re.IGNORECASE)
    return text
