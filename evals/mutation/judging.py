"""What do the engine, and two trivial checkers, make of a figure in a sentence?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from tieout.evals.mutation.printing import Printed
from tieout.evals.mutation.reach import Reach, Told
from tieout.evals.mutation.source import Filing
from tieout.fact import Fact
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.said import Setting
from tieout.tools.figures.tying import Tier

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?<!,)")
Verdict = Literal["tied", "wrong", "untied"]


@dataclass(frozen=True)
class Desk:
    """A source and those who check against it."""

    tier: Tier
    facts: Sequence[Fact]
    text: str
    gone: Collection[tuple[int, int]] = ()
    """Ranges of the text that are not part of the source."""
    told: Sequence[tuple[tuple[int, int], Told]] = ()
    """The figures of the text's sentences, each with its place."""

    def setting(self, headings: Iterable[str], before: Iterable[str] = ()) -> Setting:
        """What a sentence may take from the headings above it and from the sentences before it."""
        setting = Setting()
        for heading in headings:
            setting = self.tier.inherited(self.tier.said(heading), setting, heading=True)
        for sentence in before:
            setting = self.tier.inherited(self.tier.said(sentence), setting)
        return setting

    def has_verbatim(self, digits: str) -> bool:
        """Whether the digits stand anywhere in the source, as a search finds them."""
        return digits in self._numbers

    def has_value(self, printed: Printed) -> bool:
        """Whether any fact at all rounds to the print, whatever it means."""
        values = self._percents if printed.unit in {"percent", "points"} else self._values
        half, size = printed.precision / 2, abs(printed.value)
        return bisect_left(values, size - half) < bisect_right(values, size + half)

    @cached_property
    def reach(self) -> Reach:
        """What can be proven at all from the source."""
        left = (told for place, told in self.told if not any(a < place[1] and place[0] < b for a, b in self.gone))
        return Reach(self.facts, tuple(left))

    def may_prove(self, sentence: str, bound: Iterable[Bound], span: tuple[int, int], *, other: bool = False) -> bool:
        """Whether the figure at a place can be proven at all, or with `other` one of other digits; read ones only."""
        at = next((one.reading for one in bound if one.reading.start < span[1] and span[0] < one.reading.end), None)
        ask = self.reach.by_chance if other else self.reach.may
        return at is not None and ask(sentence, at)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        text = self.text
        for start, end in sorted(self.gone, reverse=True):
            text = f"{text[:start]}\n{text[end:]}"
        return frozenset(_NUMBER.findall(text))

    @cached_property
    def _values(self) -> list[Decimal]:
        return sorted(abs(fact.value) for fact in self.facts if fact.value is not None)

    @cached_property
    def _percents(self) -> list[Decimal]:
        sizes = ((fact.unit, abs(fact.value)) for fact in self.facts if fact.value is not None)
        return sorted(size * 100 if unit == "pure" else size for unit, size in sizes)


def desk(filing: Filing) -> Desk:
    """The whole filing as the source."""
    return Desk(filing.tier, filing.facts, filing.text)


def verdict(bound: Iterable[Bound], span: tuple[int, int]) -> tuple[Verdict, str]:
    """The verdict on the figure at a place, and why; untied where nothing was read there."""
    for one in bound:
        if one.reading.start < span[1] and span[0] < one.reading.end:
            if one.failure is None:
                return "tied", _stated(one)
            return one.verdict, f"{one.failure.reason}: {one.failure.detail}"
    return "untied", "not read as a figure"


def _stated(bound: Bound) -> str:
    """What a figure was tied to, in words."""
    level = bound.level
    if isinstance(level, Fact):
        parts = ", ".join(d.label for d in level.dimensions)
        return f"{level.label} [{level.concept}] {parts} {level.period.fiscal} {level.value}"
    return "" if level is None else level.formula
