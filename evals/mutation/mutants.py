"""Which false sentences can be made of a true claim by changing one thing?"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.evals.mutation import edits
from tieout.evals.mutation.catalog import Catalog, Line
from tieout.evals.mutation.claim import Claim
from tieout.evals.mutation.claims import says_loss
from tieout.evals.mutation.printing import Printed
from tieout.evals.mutation.truth import Truths
from tieout.evals.mutation.wording import OTHERS, When, Wording
from tieout.fact import Fact

_BASES = ("adjusted", "non-GAAP", "pro forma", "organic", "core", "comparable", "underlying", "normalized")
_MODES = ("expected", "targeted", "projected", "budgeted", "forecast")
_LEVELS = ("v", "b", "a", "x")
_NEVER = frozenset({"sign", "entity", "modality", "unit", "percent against points"})
"""Faults that no figure of the filing can make true."""
_TURNED = (
    (r"\b(net|operating) income\b(?! tax)", r"\1 loss", False),
    (r"\b(net|operating) loss\b", r"\1 income", True),
    (r"\bcash used\b", "cash provided", True),
    (r"\bcash (?:provided|generated)\b", "cash used", False),
)
"""A name, its opposite, and whether the opposite is what a value above zero is called: then nothing was made false."""
_SIMILAR = 0.7
"""How often a metric of a similar name is taken rather than any."""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A false claim; each planted figure must not tie, or not all of them where the fault is between them."""

    fault: str
    claim: Claim
    planted: tuple[str, ...]
    decoy: bool = False
    """Whether the planted figure is a real one of the filing."""
    whole: bool = False


@dataclass(frozen=True)
class Mutators:
    """Makes mutants of the claims of one filing, and leaves out what the filing makes true."""

    catalog: Catalog
    truths: Truths
    rng: random.Random

    def edits(self, claim: Claim) -> list[Mutant]:
        """All single edits of figures, signs and arithmetic, in random order."""
        found = [*self._prints(claim), *self._signs(claim), *self._swaps(claim), *self._slips(claim)]
        self.rng.shuffle(found)
        return found

    def decoys(self, claim: Claim) -> list[Mutant]:
        """All mutants whose figure is a real one, in random order."""
        found = [*self._planted(claim), *self._periods(claim), *self._names(claim), *self._bases(claim)]
        self.rng.shuffle(found)
        return found

    def is_true(self, mutant: Mutant) -> bool:
        """Whether the filing makes some planted figure true."""
        if mutant.fault in _NEVER:
            return False
        if mutant.fault == "basis":
            return any(self.truths.is_adjusted(mutant.claim, gap) for gap in mutant.planted)
        return any(self.truths.is_true(mutant.claim, gap) for gap in mutant.planted)

    def _prints(self, claim: Claim) -> Iterator[Mutant]:
        gap = self.rng.choice(sorted(claim.values))
        printed = claim.values[gap]
        makers: dict[str, Callable[[], Printed | None]] = {
            "digit": lambda: edits.digit(printed, self.rng),
            "transposed digits": lambda: edits.transposed(printed, self.rng),
            "scale word": lambda: edits.scale(printed, self.rng),
            "unit": lambda: edits.unit(printed, self.rng),
            "percent against points": lambda: edits.relative(printed),
            "rounding": lambda: self.rng.choice([*edits.rounding(printed, printed.value), None]),
        }
        for fault, make in makers.items():
            made = make()
            if made is not None and made.text != printed.text:
                yield Mutant(fault=fault, claim=claim.with_value(gap, made), planted=(gap,))
        if gap == "v" and (fact := claim.metric.at(claim.periods[0].fiscal)) is not None:
            made = edits.finer(printed, abs(fact.value or Decimal(0)), self.rng)
            if made is not None and (fact.decimals is None or printed.unit == "USD"):
                yield Mutant(fault="rounding", claim=claim.with_value(gap, made), planted=(gap,))

    def _signs(self, claim: Claim) -> Iterator[Mutant]:
        moved = tuple(gap for gap in ("g", "d", "bp") if gap in claim.values)
        if any(gap.startswith("up:") for gap in claim.form.gaps):
            turned = replace(claim, up=not claim.up)
            if moved:
                yield Mutant(fault="sign", claim=turned, planted=moved)
            else:
                yield Mutant(fault="sign", claim=turned, planted=tuple(claim.values), whole=True)
        name = claim.metric.text
        if "v" not in claim.values:
            return
        if not says_loss(name) and "(" not in claim.metric.sample.printed:
            yield Mutant(fault="sign", claim=claim.with_value("v", edits.negative(claim.values["v"])), planted=("v",))
        fact = claim.metric.at(claim.periods[0].fiscal)
        above = fact is not None and (fact.value or 0) > 0
        for pattern, other, is_above in _TURNED:
            if is_above is not above and (turned_name := re.sub(pattern, other, name)) != name:
                turned = replace(claim, metric=claim.metric.called(turned_name))
                yield Mutant(fault="sign", claim=turned, planted=("v",))

    def _swaps(self, claim: Claim) -> Iterator[Mutant]:
        gaps = [gap for gap in _LEVELS if gap in claim.values]
        if len(gaps) > 1:
            one, other = self.rng.sample(gaps, 2)
            swapped = {**claim.values, one: claim.values[other], other: claim.values[one]}
            if claim.values[one].text != claim.values[other].text:
                yield Mutant(
                    fault="swapped operands", claim=replace(claim, values=swapped), planted=(one, other), decoy=True
                )

    def _slips(self, claim: Claim) -> Iterator[Mutant]:
        """Wrong base, reciprocal, complement, sum for difference, doubled."""
        now, before = (self._level(claim, at) for at in (0, 1))
        if "g" in claim.values and now and before:
            for wrong in (
                (now - before) / now * 100,
                before / now * 100,
                now / before * 100,
                (now - before) / before * 50,
            ):
                yield self._slip(claim, "g", abs(wrong))
        if "d" in claim.values and now and before:
            yield self._slip(claim, "d", now + before)
            yield self._slip(claim, "d", abs(now - before) * 2)
        for gap in ("s", "bp"):
            if gap in claim.values:
                yield self._slip(claim, gap, abs(100 - claim.values[gap].value))
                yield self._slip(claim, gap, claim.values[gap].value * 2)

    def _slip(self, claim: Claim, gap: str, wrong: Decimal) -> Mutant:
        return Mutant(fault="arithmetic", claim=claim.with_value(gap, claim.values[gap].saying(wrong)), planted=(gap,))

    def _level(self, claim: Claim, at: int) -> Decimal | None:
        fact = claim.metric.at(claim.periods[at].fiscal) if at < len(claim.periods) else None
        return None if fact is None or fact.value is None else abs(fact.value)

    def _planted(self, claim: Claim) -> Iterator[Mutant]:
        """A real figure in place of the right one: another period's, part's, or metric's."""
        gaps = [gap for gap in _LEVELS if gap in claim.values]
        if not gaps:
            return
        gap = self.rng.choice(gaps)
        wording = claim.other if gap == "x" and claim.other is not None else claim.metric
        fact = wording.sample
        pools = {
            "period": [f for f in wording.facts if f.value],
            "segment": [f for f in self.catalog.concepts[fact.concept] if bool(f.dimensions) or wording.member],
            "metric": self._rivals(fact, claim.periods[0]),
        }
        for fault, pool in pools.items():
            for other in self.rng.sample(pool, min(2, len(pool))):
                made = _saying(claim.values[gap], other)
                if made is not None and made.text != claim.values[gap].text:
                    yield Mutant(fault=fault, claim=claim.with_value(gap, made), planted=(gap,), decoy=True)

    def _rivals(self, fact: Fact, when: When) -> list[Fact]:
        """Figures of other metrics of the same unit and day."""
        known = self.catalog.by_end.get(when.end, [])
        return [f for f in known if f.unit == fact.unit and f.concept != fact.concept and f.value]

    def _periods(self, claim: Claim) -> Iterator[Mutant]:
        """The figures as they are, of other periods."""
        if len(claim.periods) > 1 and not claim.form.is_relative and claim.form.kind in {"pair", "three"}:
            return
        for years in (-2, -1, 1):
            moved = tuple(self._moved(claim, when, years) for when in claim.periods)
            shifted = replace(claim, periods=moved)
            if shifted.said().text != claim.said().text:
                yield Mutant(fault="period", claim=shifted, planted=tuple(claim.values), decoy=True)

    def _moved(self, claim: Claim, when: When, years: int) -> When:
        fiscal = when.fiscal.shifted(years)
        fact = claim.metric.at(fiscal)
        end = (
            fact.period.end
            if fact is not None
            else when.end.replace(year=when.end.year + years, day=min(28, when.end.day))
        )
        return replace(when, fiscal=fiscal, end=end)

    def _names(self, claim: Claim) -> Iterator[Mutant]:
        """The figures as they are, of another metric, part or company."""
        lines = [line for line in self.catalog.lines if line.unit == claim.metric.sample.unit]
        for _ in range(3):
            if not claim.metric.member and (line := self._namesake(claim.metric, lines)) is not None:
                other = replace(claim, metric=replace(claim.metric, text=self.rng.choice(line.names), facts=line.facts))
                yield Mutant(fault="metric", claim=other, planted=_own(claim), decoy=True)
        parts = [p for p in self.catalog.parts if p.concept == claim.metric.sample.concept and p.member != claim.member]
        for part in self.rng.sample(parts, min(2, len(parts))):
            if claim.member and part.member:
                metric = replace(claim.metric, facts=part.facts, member=part.member)
                other = replace(claim, metric=metric, member=part.member)
                yield Mutant(fault="segment", claim=other, planted=tuple(claim.values), decoy=True)
        if {"C", "C's"} & claim.form.gaps:
            other = replace(claim, company=self.rng.choice(OTHERS))
            yield Mutant(fault="entity", claim=other, planted=tuple(claim.values), decoy=True)

    def _namesake(self, metric: Wording, lines: list[Line]) -> Line | None:
        """Another metric, often one that shares a word of its name."""
        others = [line for line in lines if line.concept != metric.sample.concept]
        words = set(metric.text.lower().split()) - {"of", "and", "the", "in", "for", "total", "net"}
        near = [line for line in others if any(words & set(name.lower().split()) for name in line.names)]
        pool = near if near and self.rng.random() < _SIMILAR else others
        return self.rng.choice(pool) if pool else None

    def _bases(self, claim: Claim) -> Iterator[Mutant]:
        """The figures as they are, on another basis, or of a plan."""
        words = claim.metric.text
        for fault, choices in (("basis", _BASES), ("modality", _MODES)):
            named = replace(claim, metric=claim.metric.called(f"{self.rng.choice(choices)} {words}"))
            if self.truths.is_called(named.metric):
                continue
            yield Mutant(fault=fault, claim=named, planted=_own(claim), decoy=True)
        for one, other in (("basic", "diluted"), ("gross", "net"), ("net", "gross"), ("diluted", "basic")):
            if one in words.split():
                yield from self._renamed(claim, words.replace(one, other))

    def _renamed(self, claim: Claim, name: str) -> Iterator[Mutant]:
        """The figures under the name of a twin, whether the filing has that twin or not."""
        twin = next((line for line in self.catalog.lines if name in line.names), None)
        metric = claim.metric.called(name) if twin is None else replace(claim.metric, text=name, facts=twin.facts)
        named = replace(claim, metric=metric)
        if twin is not None or set(claim.values) <= set(_LEVELS):
            yield Mutant(fault="basis" if twin is None else "metric", claim=named, planted=_own(claim), decoy=True)


def _own(claim: Claim) -> tuple[str, ...]:
    """The figures that are the first metric's."""
    return tuple(gap for gap in claim.values if gap != "x")


def _saying(printed: Printed, fact: Fact) -> Printed | None:
    """Another fact's size in the same print; None where nothing would be left of it."""
    made = printed.saying(abs(fact.value or Decimal(0)))
    return made if made.value else None
