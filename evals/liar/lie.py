"""What is one lie, and what is at hand to make one from?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Literal, TypeAlias

from tieout.calculation import Calculation
from tieout.claim import Claim, Slot, Style
from tieout.document import Document, Passage
from tieout.evals.liar.truths import Known
from tieout.fact import Fact
from tieout.locator import Locator

Held: TypeAlias = Fact | Calculation | Mapping[str, Fact] | None
"""What fills the gaps of a sentence: the gap `v`, or each by its name."""
Kind: TypeAlias = Literal["figure", "prose", "quotation"]


@dataclass(frozen=True, kw_only=True)
class Lie:
    """One claim that the liar makes."""

    kind: str
    claim: Claim
    false: bool = True
    """Whether it is wrong by the way it was made; of others only what holds for all is checked."""
    true: bool = False
    """Whether it is right by the way it was made: what the gate should let pass."""
    holds: Mapping[str, Decimal] = field(default_factory=dict)
    """What its gaps would print, in base units, so that it is known again."""


@dataclass(kw_only=True)
class Desk:
    """What a lie can be made from: what was found for the plan, and chance."""

    random: Random
    keys: Sequence[str]
    facts: Sequence[Fact]
    passages: Sequence[Passage]
    known: Sequence[Known]
    """The totals whose figures are among the facts found."""
    documents: Mapping[str, Document]

    def any_known(self, *, money: bool = False) -> Known | None:
        """A total, whatever it is."""
        chosen = [k for k in self.known if k.total.is_money or not money]
        return self.random.choice(chosen) if chosen else None

    def other(self, than: Known, fits: Callable[[Known], bool]) -> Known | None:
        """Another total that fits and whose figure is another one."""
        chosen = [k for k in self.known if k is not than and fits(k) and than.is_apart(k.value)]
        return self.random.choice(chosen) if chosen else None

    def pair(self) -> tuple[Known, Known] | None:
        """One total of two years, the later first."""
        pairs = [
            (a, b)
            for a in self.known
            for b in self.known
            if (a.entity.key, a.total) == (b.entity.key, b.total) and a.year > b.year and a.is_apart(b.value)
        ]
        return self.random.choice(pairs) if pairs else None

    def claim(
        self,
        template: str,
        held: Held = None,
        *,
        kind: Kind = "figure",
        style: Style = "auto",
        at: Sequence[Locator] = (),
    ) -> Claim | None:
        """A claim whose gaps are filled; None where there is no place that it could cite."""
        gaps = {name: slot(value, style) for name, value in named(held).items()}
        places = [v.locator for v in named(held).values() if isinstance(v, Fact)]
        cited = (*at, *places) or tuple(k.fact.locator for k in self.known[:1]) or self.anywhere()
        return (
            Claim(subquestion=self.key(), kind=kind, template=template, slots=gaps, citations=cited) if cited else None
        )

    def anywhere(self) -> tuple[Locator, ...]:
        """One place of the evidence."""
        places = [f.locator for f in self.facts] + [p.locator for p in self.passages]
        return (self.random.choice(places),) if places else ()

    def key(self) -> str:
        """A sub-question."""
        return self.random.choice(self.keys)


Maker: TypeAlias = Callable[[Desk], "Lie | None"]


def slot(held: Fact | Calculation, style: Style = "auto") -> Slot:
    """A slot that holds it."""
    return Slot(fact=held.id, style=style) if isinstance(held, Fact) else Slot(calculation=held, style=style)


def named(held: Held) -> dict[str, Fact | Calculation]:
    """What fills each gap."""
    if held is None:
        return {}
    return dict(held) if isinstance(held, Mapping) else {"v": held}


def lie(kind: str, claim: Claim | None, held: Held = None, *, false: bool = True, true: bool = False) -> Lie | None:
    """A lie with what its gaps hold; None where no claim could be made."""
    if claim is None:
        return None
    holds = {name: value.value or Decimal(0) for name, value in named(held).items()}
    return Lie(kind=kind, claim=claim, false=false, true=true, holds=holds)
