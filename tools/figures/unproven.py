"""Which figures of a finished text has nothing proven, and how does it read with every such figure masked?"""

import re
from collections.abc import Iterable, Sequence

from tieout.claim import Proof
from tieout.tools.figures.grammar import figures

MASK = "▮"
"""Stands where a figure was withheld."""


def folded(text: str) -> str:
    """Text whose white space does not matter."""
    return " ".join(text.split())


def unproven(text: str, proofs: Iterable[Proof], names: Sequence[str], given: Iterable[str] = ()) -> tuple[str, ...]:
    """The figures of a finished text that no proof covers and no question gave; names of companies are not figures."""
    known = {folded(p.figure.text) for p in proofs} | {folded(r.text) for g in given for r in figures(g)}
    return tuple(r.text for r in figures(without(text, names)) if r.is_figure and folded(r.text) not in known)


def masked(text: str, names: Sequence[str]) -> str:
    """A text that is shown although nothing in it is proven: every figure is replaced by a mark."""
    letters = list(text)
    for reading in figures(without(text, names)):
        if reading.is_figure:
            letters[reading.start : reading.end] = [MASK, *[""] * (reading.end - reading.start - 1)]
    return "".join(letters)


def without(text: str, names: Sequence[str]) -> str:
    """The text with names of companies blanked out, whose digits are no figures; places stay the same."""
    for name in sorted(names, key=len, reverse=True):
        pattern = rf"(?<![\w$€£¥.,]){re.escape(name)}(?!\w)"
        text = re.sub(pattern, lambda m: " " * len(m[0]), text, flags=re.IGNORECASE)
    return text
