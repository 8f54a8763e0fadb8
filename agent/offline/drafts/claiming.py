"""How does a claim rest on its facts? Slots, citations and notes for sentences about figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tieout.calculation import Calculation
from tieout.claim import Claim, Slot, Style
from tieout.document import Document, Entity
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, SubQuestion
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.terms import Level
from tieout.tools.figures.vocabulary import Vocabulary

BASES = {
    "market:close": "closes are as traded on their day, not adjusted for splits or dividends that came later",
    "market:split_adjusted_close": "closes are as their source prints them, which may be adjusted for later splits",
    "market:adjusted_close": "adjusted closes are as their source adjusted them for splits and dividends up to its end",
}
"""On which basis a price stands, by its concept."""


@dataclass(frozen=True, kw_only=True)
class ClaimMaker:
    """Makes the claims of one sub-question over its facts."""

    subquestion: SubQuestion
    ledger: Ledger
    vocabulary: Vocabulary
    facts: dict[str, Fact]
    documents: tuple[Document, ...] = ()

    def claim(self, template: str, slots: dict[str, Slot], levels: Sequence[Level], row: tuple[str, ...] = ()) -> Claim:
        """A figure claim with the places and the definitions that it rests on."""
        notes = tuple(n for level in levels for n in self.notes(level))
        return Claim(
            subquestion=self.subquestion.id,
            kind="figure",
            template=template,
            slots={name: self.asked(one) for name, one in slots.items()},
            citations=tuple(dict.fromkeys(at for level in levels for at in self.places(level))),
            notes=tuple(dict.fromkeys(notes)),
            row=row,
        )

    def asked(self, one: Slot) -> Slot:
        """A slot that is printed as the question wants it."""
        wish = self.subquestion.shown
        return one if wish is None or one.shown is not None else one.model_copy(update={"shown": wish})

    def places(self, level: Level) -> list[Locator]:
        """Where a figure's facts stand."""
        return [f.locator for f in self.stated_by(level)]

    def notes(self, level: Level) -> list[str]:
        """The basis of prices; how a derived metric is computed, and what its definition leaves open."""
        bases = [BASES[f.concept] for f in self.stated_by(level) if f.concept in BASES]
        if not isinstance(level, Calculation) or level.operation != "formula":
            return bases
        rule = unwrapped(level.expression).replace("_", " ")
        notes = [f"{level.metric} is computed as {rule}"]
        metric = next((m for m in self.vocabulary if m.name == level.metric), None)
        return bases + notes + ([metric.note] if metric and metric.note else [])

    def stated_by(self, level: Level) -> list[Fact]:
        """The facts that a figure rests on."""
        if isinstance(level, Calculation):
            return [self.facts[o.fact] for o in level.operands if o.fact in self.facts]
        return [level]


def wanted(entity: Entity, asked: MetricAsked, period: FiscalPeriod) -> Wanted:
    """The meaning of one figure asked for."""
    return Wanted(entity=entity.key, metric=asked.metric, words=asked.words, period=period, member=asked.member)


def slot(level: Level, style: Style = "auto") -> Slot:
    """What fills a gap with a figure."""
    if isinstance(level, Calculation):
        return Slot(calculation=level, style=style)
    return Slot(fact=level.id, style=style)


def steps(periods: Sequence[FiscalPeriod]) -> list[tuple[FiscalPeriod, FiscalPeriod]]:
    """Pairs of a later and an earlier period: one period against the year before, several each against the next."""
    ordered = sorted(set(periods), key=lambda p: (p.year, p.span), reverse=True)
    if len(ordered) == 1:
        return [(ordered[0], ordered[0].shifted(-1))]
    return list(pairwise(ordered))


def plain(note: str) -> str:
    """A document's note without what it counts in parentheses."""
    return re.sub(r"\s*\([^()]*\d[^()]*\)", "", note)


def unwrapped(expression: str) -> str:
    """An expression without the parentheses around the whole of it."""
    depth = 0
    for place, sign in enumerate(expression):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and place < len(expression) - 1:
            return expression
    return expression[1:-1] if expression.startswith("(") else expression
