"""How can a calculation lie? Forged values and rules, swapped operands, and true results in wrong sentences."""

from collections.abc import Callable
from decimal import Decimal

from tieout.calculation import Calculation, Operand
from tieout.errors import TieoutError
from tieout.evals.liar.lie import Desk, Lie, Maker, lie
from tieout.evals.liar.sentences import text_of
from tieout.evals.liar.truths import Known
from tieout.tools.figures.calculate import average_of, change, compound_growth, percent_change, ratio, sum_of
from tieout.tools.figures.derive import NotDerivable

Forged = Callable[[Calculation, Desk], Calculation]


def _value(made: Calculation, desk: Desk) -> Calculation:
    off = desk.random.choice([Decimal(1), Decimal(-1), made.value, Decimal("0.1"), -2 * made.value, Decimal("1E+6")])
    return made.model_copy(update={"value": made.value + off})


def _expression(made: Calculation, desk: Desk) -> Calculation:
    names = [o.name for o in made.operands]
    wrong = desk.random.choice(
        [f"{names[0]} + {names[-1]}", f"{names[-1]} / {names[0]}", f"{names[0]} * 2", "1000", "undefined_metric", ""]
    )
    return made.model_copy(update={"expression": wrong})


def _swapped(made: Calculation, _: Desk) -> Calculation:
    facts = [(o.fact, o.value) for o in made.operands][::-1]
    named = zip(made.operands, facts, strict=True)
    operands = tuple(Operand(name=o.name, fact=fact, value=value) for o, (fact, value) in named)
    return made.model_copy(update={"operands": operands})


def _operand(made: Calculation, desk: Desk) -> Calculation:
    first, *rest = made.operands
    change_of: dict[str, object] = desk.random.choice(
        [{"value": first.value + 1}, {"fact": "no-such-fact"}, {"fact": desk.random.choice(desk.facts).id}]
    )
    return made.model_copy(update={"operands": (first.model_copy(update=change_of), *rest)})


def _unit(made: Calculation, desk: Desk) -> Calculation:
    return made.model_copy(update={"unit": desk.random.choice(["USD", "EUR", "points", "pure", "shares", "percent"])})


def _operation(made: Calculation, desk: Desk) -> Calculation:
    return made.model_copy(update={"operation": desk.random.choice(["sum", "ratio", "compound_growth", "formula"])})


def _owner(made: Calculation, desk: Desk) -> Calculation:
    return made.model_copy(
        update={"entity": desk.random.choice(["0000000000", "tesla, inc.", desk.facts[0].entity.key])}
    )


def _shown(made: Calculation, desk: Desk) -> Calculation:
    return made.model_copy(update={"formula": desk.random.choice(["1 + 1 = 3", "($5 billion)", "auditor’s own"])})


_FORGERIES: dict[str, Forged] = {
    "forged result": _value,
    "forged expression": _expression,
    "swapped operands": _swapped,
    "forged operand": _operand,
    "forged unit": _unit,
    "forged operation": _operation,
    "forged owner": _owner,
    "forged formula": _shown,
}
_HARMLESS = {"forged formula", "forged owner", "forged operation", "forged unit", "forged operand", "forged expression"}
"""The answer may still be right: what is printed comes from the gate's own calculation, whose formula is checked."""
_RISES = "{name}’s {words} rose {{v}} in fiscal {year}."
_FALLS = "{name}’s {words} fell {{v}} in fiscal {year}."


def percent(later: Known, earlier: Known) -> Calculation | None:
    """By how many percent a total changed."""
    try:
        return percent_change(later.fact, earlier.fact)
    except (TieoutError, NotDerivable):
        return None


def moved(later: Known, earlier: Known) -> str:
    """The sentence that says rightly where it went."""
    return text_of(later, _RISES if later.value > earlier.value else _FALLS)


def changed(desk: Desk) -> Lie | None:
    """No lie: a change from the year before."""
    pair = desk.pair()
    made = percent(*pair) if pair and pair[0].year == pair[1].year + 1 else None
    if pair is None or made is None:
        return None
    template = moved(*pair)
    claim = desk.claim(template, made, style="magnitude", at=(pair[0].fact.locator, pair[1].fact.locator))
    return lie("true change", claim, made, false=False, true=True)


def _forged(kind: str) -> Maker:
    def made(desk: Desk) -> Lie | None:
        pair = desk.pair()
        right = percent(*pair) if pair else None
        if pair is None or right is None:
            return None
        forged = _FORGERIES[kind](right, desk)
        template = moved(*pair)
        claim = desk.claim(template, forged, style="magnitude", at=(pair[0].fact.locator,))
        return lie(kind, claim, forged, false=kind not in _HARMLESS and abs(abs(forged.value) - abs(right.value)) > 1)

    return made


def direction(desk: Desk) -> Lie | None:
    """A true change in the wrong direction."""
    pair = desk.pair()
    made = percent(*pair) if pair else None
    if pair is None or made is None or not made.value:
        return None
    template = text_of(pair[0], _FALLS if pair[0].value > pair[1].value else _RISES)
    return lie("direction", desk.claim(template, made, style="magnitude", at=(pair[0].fact.locator,)), made)


def backwards(desk: Desk) -> Lie | None:
    """The change computed from the later year to the earlier one."""
    pair = desk.pair()
    right = percent(*pair) if pair else None
    if pair is None or right is None:
        return None
    later, earlier = pair[0].value, pair[1].value
    made = _swapped(right, desk).model_copy(update={"value": (earlier - later) / later * 100})
    if abs(abs(made.value) - abs(right.value)) < 1:
        return None
    return lie("backwards", desk.claim(moved(*pair), made, style="magnitude", at=(pair[0].fact.locator,)), made)


_OTHERWISE = (
    "{name}’s {words} {verb} {{v}} in fiscal {year}.",
    "{name}’s {words} rose to {{v}} in fiscal {year}.",
    "{name}’s {words} rose {{v}} in the fourth quarter of fiscal {year}.",
    "{name}’s {words} rose {{v}} at constant currency in fiscal {year}.",
    "{name}’s market share rose {{v}} in fiscal {year}.",
    "{name}’s {words} rose more than {{v}} in fiscal {year}.",
    "{name}’s {words} did not rise {{v}} in fiscal {year}.",
    "{name}’s {words} should rise {{v}} in fiscal {year}.",
    "{name}’s {words} rose {{v}} points in fiscal {year}.",
    "Tesla, Inc.’s {words} rose {{v}} in fiscal {year}.",
    "{name}’s {words} rose {{v}} in fiscal 2031.",
)


def elsewhere(desk: Desk) -> Lie | None:
    """A true change in a sentence about something else."""
    pair = desk.pair()
    made = percent(*pair) if pair else None
    if pair is None or made is None:
        return None
    template = text_of(pair[0], desk.random.choice(_OTHERWISE))
    return lie("change elsewhere", desk.claim(template, made, style="magnitude", at=(pair[0].fact.locator,)), made)


def other_operation(desk: Desk) -> Lie | None:
    """Another calculation of the same figures than the sentence says."""
    pair = desk.pair()
    right = percent(*pair) if pair else None
    if pair is None or right is None:
        return None
    later, earlier = pair[0].fact, pair[1].fact
    makers = (
        lambda: ratio(later, earlier),
        lambda: change(later, earlier),
        lambda: compound_growth(later, earlier),
        lambda: sum_of((later, earlier)),
        lambda: average_of((later, earlier)),
    )
    try:
        made = desk.random.choice(makers)()
    except (TieoutError, NotDerivable):
        return None
    if made.unit == right.unit and abs(made.value - right.value) <= abs(right.value) / 50:
        return None
    form = desk.random.choice((moved(*pair), text_of(pair[0])))
    is_difference = made.operation == "change" and form != text_of(pair[0])
    claim = desk.claim(form, made, style="magnitude", at=(later.locator,))
    return lie("other operation", claim, made, false=not is_difference)


_TWO_YEARS = (
    "{name}’s {words} {verb} {{v}} in fiscal {year} and {{w}} in fiscal OTHER.",
    "{name}’s {words} {verb} {{v}} and {{w}} in fiscal {year} and OTHER, respectively.",
    "{name}’s {words} moved from {{w}} in fiscal OTHER to {{v}} in fiscal {year}.",
)


def swapped_levels(desk: Desk) -> Lie | None:
    """Two years' figures, each in the other's place."""
    pair = desk.pair()
    if pair is None:
        return None
    known = pair[0]
    form = desk.random.choice(_TWO_YEARS).replace("OTHER", str(pair[1].year))
    held = {"v": pair[1].fact, "w": known.fact}
    return lie("swapped levels", desk.claim(text_of(known, form), held), held)


def twice(desk: Desk) -> Lie | None:
    """One gap used for two years."""
    pair = desk.pair()
    if pair is None:
        return None
    form = f"{{name}}’s {{words}} {{verb}} {{{{v}}}} in fiscal {{year}} and {{{{v}}}} in fiscal {pair[1].year}."
    return lie("gap used twice", desk.claim(text_of(pair[0], form), pair[0].fact), pair[0].fact)


COMPUTED: dict[str, Maker] = {
    **{kind: _forged(kind) for kind in _FORGERIES},
    "direction": direction,
    "backwards": backwards,
    "change elsewhere": elsewhere,
    "other operation": other_operation,
    "swapped levels": swapped_levels,
    "gap used twice": twice,
}
