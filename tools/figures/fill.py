"""What does a claim's finished sentence say? Fills its gaps with rendered values, and remembers where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tieout.claim import Claim, Slot
from tieout.fact import Fact
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.render import render, render_calculation
from tieout.tools.figures.showing import show

_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A finished sentence, and the half-open range that each slot fills."""

    sentence: str
    places: Mapping[str, tuple[int, int]]


def fill(claim: Claim, facts: Mapping[str, Fact]) -> Filled:
    """The finished sentence; raises NotDerivable when a slot names a fact that is not there."""
    parts: list[str] = []
    places: dict[str, tuple[int, int]] = {}
    length = done = 0
    for gap in _GAP.finditer(claim.template):
        before = claim.template[done : gap.start()]
        printed = printed_value(claim.slots[gap[1]], facts)
        length += len(before)
        places[gap[1]] = (length, length + len(printed))
        length += len(printed)
        parts += [before, printed]
        done = gap.end()
    return Filled(sentence="".join((*parts, claim.template[done:])), places=places)


def printed_value(slot: Slot, facts: Mapping[str, Fact]) -> str:
    """A slot's value as the question wants it printed, else in the house style."""
    return _as_asked(slot, facts) or _as_ever(slot, facts)


def _as_asked(slot: Slot, facts: Mapping[str, Fact]) -> str | None:
    """A value as the question wants it printed; None where it says nothing that concerns this value."""
    fact = facts.get(slot.fact or "")
    held = slot.calculation or fact
    if slot.shown is None or held is None or held.value is None:
        return None
    value = abs(held.value) if slot.style == "magnitude" else held.value
    shown = slot.shown
    if slot.style == "percent":
        shown = shown.model_copy(update={"unit": "percent"})
    decimals = fact.decimals if fact is not None else None
    return show(value, held.unit, decimals, shown, calculated=fact is None)


def _as_ever(slot: Slot, facts: Mapping[str, Fact]) -> str:
    """A value in the house style."""
    if slot.calculation is not None:
        calculation = slot.calculation
        if slot.style == "magnitude":
            return render_calculation(calculation.model_copy(update={"value": abs(calculation.value)}))
        return render_calculation(calculation, slot.style)
    fact = facts.get(slot.fact or "")
    if fact is None:
        raise NotDerivable("no_source", f"the draft names a fact that is not among the evidence: {slot.fact!r}")
    if fact.value is None:
        raise NotDerivable("not_meaningful", f"{fact.label!r} has no value in the source")
    if slot.style == "printed":
        return fact.printed
    if slot.style == "percent" and fact.unit == "pure":
        return render(fact.value * 100, "percent", None if fact.decimals is None else fact.decimals - 2)
    if slot.style == "magnitude":
        return render(abs(fact.value), fact.unit, fact.decimals)
    return render(fact.value, fact.unit, fact.decimals, slot.style)
