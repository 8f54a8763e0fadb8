"""In which forms is a figure said? Templates with gaps; a hash of its text holds half of them back.

A form that is held back is counted and never shown, so that nothing is ever built to fit it. Gaps of a template:

    {C} {C's}        the company, and its possessive                {m} {M}    the metric, and with a capital
    {v} {b} {a}      its value in the period, in the one before, and before that
    {g} {d} {bp}     its growth in percent, its change, its change in points or basis points
    {s} {T}          its share of a total, and the total            {N}        a segment, product or region
    {in P} {P}       the period with its preposition, and without; {in Q} {Q} {in O} {O} the two before
    {ago}            the period before, said relatively             {were}     was or were, as the metric needs
    {up:rose|fell}   the first where it went up, the second where it went down
    {w} {x}          a second metric, and its value
    {when P} {when Q} {p}    periods as answers print them
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

Kind = Literal["level", "quarter", "pair", "three", "growth", "both", "change", "share", "part", "points", "two"]
Half = Literal["dev", "held"]

_GAP = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Form:
    """One way to say something."""

    kind: Kind
    template: str
    ours: bool = False
    """Whether it is one of the analyst's own, in which answers are written."""

    @cached_property
    def half(self) -> Half:
        """Whether its failures may be looked at; the analyst's own forms are known to all."""
        return "dev" if self.ours else half(self.template)

    @cached_property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The template in order: words, and gaps (marked True)."""
        return tuple((text, bool(at % 2)) for at, text in enumerate(_GAP.split(self.template)) if text)

    @cached_property
    def gaps(self) -> frozenset[str]:
        """Names of the gaps."""
        return frozenset(text for text, is_gap in self.pieces if is_gap)

    @property
    def is_relative(self) -> bool:
        """Whether it speaks of the period before without naming it."""
        return "ago" in self.gaps


def half(text: str) -> Half:
    """The half that a text falls in, by its SHA-256."""
    return "held" if sha256(text.encode()).digest()[0] % 2 else "dev"


def forms_of(kind: Kind, templates: str) -> Iterator[Form]:
    """The forms of a kind, one a line."""
    return (Form(kind, line.strip()) for line in templates.strip().splitlines())
