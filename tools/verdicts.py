"""Does what was said on a call hold? The figure of its words against the reported one, decided at the precision said.

Every verdict is one of a few sentences. The gate reads the words of the call again, finds the reported figure that
they name, and must come to the same sentence with the same figures.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tieout.calculation import Calculation, Operand
from tieout.claim import Slot, Style
from tieout.document import Document
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.agreement import agrees, in_unit
from tieout.tools.figures.days import Day
from tieout.tools.figures.derive import NotDerivable, decimal, plain
from tieout.tools.figures.terms import Level
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.heard import quarter_on
from tieout.tools.turns import counted

AGREES = "Call and filing agree: rounded as it was said, the filing’s {actual} is the {said} of the call."
DIFFERS = "Call and filing differ: the filing has {actual}, and {said} was said on the call."
RANGED = "The actual figure, {{actual}}, lies {place} the guided range of {{low}} to {{high}}."
EDGE = (
    "The actual figure, {{actual}}, is the {end} end of the guided range of {{low}} to {{high}} when rounded as it was "
    "guided; unrounded it lies {place} the range."
)
PAST = (
    "The actual figure, {{actual}}, lies {place} the guided range of {{low}} to {{high}}; rounded as it was guided, it "
    "is the {end} end."
)
AT = "The actual figure, {actual}, is the guided {point}, rounded as it was guided."
OFF = "The actual figure, {{actual}}, lies {place} the guided {{point}}."
COUNTED = "{speaker} asks something in {{count}} {turns} of the {call}earnings call."
MULTIPLE = (
    "At its close of {{price}} on {day}, the share of {company} was priced at {{multiple}} its diluted earnings of "
    "{{earnings}} in {period}."
)
REVENUE = "revenue"
_TENTH = Decimal("0.1")
_PLACES = ("below", "inside", "above")
_NON_GAAP = re.compile(r"\bnon[- ]?GAAP\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A verdict with what fills its gaps."""

    template: str
    slots: dict[str, Slot]


def verdict_of(manner: str, said: Sequence[Fact], level: Level, style: Slot | None = None) -> Found:
    """The sentence that is right of what was said and the reported figure.

    Args:
        manner: as in `Weighed.manner`.
        said: what the words of the call state, one figure or two.
        level: the reported figure.
        style: the slot that prints it, where not in the house style.

    Raises:
        NotDerivable: the two cannot be set against each other.
    """
    if any(f.value is None for f in said) or level.value is None:
        raise NotDerivable("not_meaningful", "a figure without a value cannot be compared")
    actual_slot = style or _slot(level, "auto")
    if manner in {"said", "point"}:
        return _against(manner, said[0], level, actual_slot)
    low, high = _ends(manner, said)
    finest = min(precision_of(f) for f in said)
    lowest, highest, actual = (value_in(one, said[0].unit) for one in (low, high, level))
    template = RANGED.format(place=_PLACES[1])
    if actual < lowest:
        template = _outside("low", _PLACES[0], agrees(lowest, finest, actual), finest > _unit(level))
    elif actual > highest:
        template = _outside("high", _PLACES[2], agrees(highest, finest, actual), finest > _unit(level))
    slots = {"actual": actual_slot, "low": _slot(low), "high": _slot(high)}
    return Found(template=template, slots=slots)


def _outside(end: str, place: str, is_end: bool, is_finer: bool) -> str:
    """The sentence on a figure beyond an end of the range, which it may yet be when rounded."""
    form = (PAST if is_finer else EDGE) if is_end else RANGED
    return form.format(end=end, place=place)


def _unit(level: Level) -> Decimal:
    """One unit of the last digit with which a figure is printed."""
    if isinstance(level, Fact):
        return precision_of(level)
    return _TENTH if level.unit == "percent" else Decimal(0)


def _against(manner: str, said: Fact, level: Level, style: Slot) -> Found:
    actual, value = value_in(level, said.unit), said.value or Decimal(0)
    same = agrees(value, precision_of(said), actual)
    if manner == "said":
        return Found(template=AGREES if same else DIFFERS, slots={"actual": style, "said": _slot(said)})
    if same:
        return Found(template=AT, slots={"actual": style, "point": _slot(said)})
    place = _PLACES[0] if actual < value else _PLACES[2]
    return Found(template=OFF.format(place=place), slots={"actual": style, "point": _slot(said)})


def _ends(manner: str, said: Sequence[Fact]) -> tuple[Level, Level]:
    """Both ends of what is guided; raises NotDerivable where they are no range."""
    first, second = said[0], said[1]
    if first.unit != second.unit:
        raise NotDerivable("wrong_unit", "the two ends of the range are in different units")
    if manner == "around":
        return _moved(first, second, "-"), _moved(first, second, "+")
    if (first.value or 0) > (second.value or 0):
        raise NotDerivable("ambiguous", "the ends of the range are not in their order")
    return first, second


def _moved(point: Fact, margin: Fact, sign: str) -> Calculation:
    """One end of "$5.3 billion, plus or minus $300 million"."""
    one, other = point.value or Decimal(0), abs(margin.value or Decimal(0))
    return Calculation(
        operation="difference" if sign == "-" else "sum",
        metric=f"guided {'low' if sign == '-' else 'high'} end",
        expression=f"(point {sign} abs(margin))",
        formula=f"{plain(one):,f} {'−' if sign == '-' else '+'} {plain(other):,f}",
        operands=(
            Operand(name="point", fact=point.id, value=one),
            Operand(name="margin", fact=margin.id, value=margin.value or Decimal(0)),
        ),
        value=one - other if sign == "-" else one + other,
        unit=point.unit,
        entity=point.entity.key,
        period=point.period,
    )


def _slot(level: Level, style: Style = "printed") -> Slot:
    return Slot(calculation=level) if isinstance(level, Calculation) else Slot(fact=level.id, style=style)


def precision_of(fact: Fact) -> Decimal:
    """One unit of the last digit that was said."""
    return Decimal(0) if fact.decimals is None else Decimal((0, (1,), -fact.decimals))


def value_in(level: Level, unit: str) -> Decimal:
    """A figure in the unit of what was said."""
    value = None if level.value is None else in_unit(level.value, level.unit, unit)
    if value is None and level.value is not None and level.unit.partition("/")[0] == unit:
        value = level.value
    if value is None:
        raise NotDerivable("wrong_unit", f"what was said is in {unit!r}, the reported figure in {level.unit!r}")
    return value


def same_level(one: Level, other: Level) -> bool:
    """Whether two figures are the same fact, or rest on the same facts and come to the same."""
    if isinstance(one, Fact) and isinstance(other, Fact):
        return one.meaning == other.meaning and one.value == other.value
    if isinstance(one, Calculation) and isinstance(other, Calculation):
        return one.value == other.value and {o.fact for o in one.operands} == {o.fact for o in other.operands}
    return False


def other_basis(text: str, metric: str | None) -> bool:
    """Whether a call may speak of another measure than the reported one: it says so, and sales are no such measure."""
    return _NON_GAAP.search(text) is not None and metric != REVENUE


def metric_of(level: Level, vocabulary: Vocabulary) -> str | None:
    """Whether a figure is of sales: "revenue", else None."""
    if isinstance(level, Calculation):
        name = vocabulary.metric(REVENUE).name
        return REVENUE if level.metric == name or level.metric.startswith(f"{name} of ") else None
    return REVENUE if REVENUE in {m.id for m in vocabulary.for_concept(level.concept)} else None


def count_of(turns: Sequence[Fact], call: Document) -> Found:
    """How often a speaker asks on a call: the facts are the turns."""
    period = quarter_on(call)
    label = f"{period.span} {period.year} " if period else ""
    count = counted(turns)
    template = COUNTED.format(speaker=turns[0].printed, turns=count.unit, call=label)
    return Found(template=template, slots={"count": Slot(calculation=count)})


def multiple_of(price: Fact, earnings: Fact) -> Found:
    """How many times its yearly earnings a share cost at a close; raises NotDerivable where they are no such pair."""
    period = FiscalPeriod.parse(earnings.period.fiscal or "")
    if price.value is None or not earnings.value or earnings.value < 0 or period is None or period.span != "FY":
        raise NotDerivable(
            "not_meaningful", "a price is no multiple of earnings that are not positive, or not a year's"
        )
    if price.unit != earnings.unit or price.period.end <= earnings.period.end:
        raise NotDerivable("not_derivable", "the price and the earnings are in different units, or the price is older")
    multiple = Calculation(
        operation="ratio",
        metric="price-to-earnings ratio",
        expression="(price / earnings)",
        formula=f"{plain(price.value):,f} ÷ {plain(earnings.value):,f}",
        operands=(
            Operand(name="price", fact=price.id, value=price.value),
            Operand(name="earnings", fact=earnings.id, value=earnings.value),
        ),
        value=decimal(Fraction(price.value) / Fraction(earnings.value)),
        unit="pure",
        entity=price.entity.key,
        period=price.period,
    )
    ended = Day(day=earnings.period.end).words
    template = MULTIPLE.format(
        day=Day(day=price.period.end).words, company=price.entity.name, period=f"{period.words} (ended {ended})"
    )
    slots = {"price": Slot(fact=price.id), "multiple": Slot(calculation=multiple), "earnings": Slot(fact=earnings.id)}
    return Found(template=template, slots=slots)
