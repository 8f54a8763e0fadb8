"""Does a program's value reproduce the gold, and if not, what is wrong with the gold?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from tieout.evals.gold.programs import Executed, UnreadableProgramError, execute
from tieout.evals.gold.records import Item, decimal
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.numerals import shift
from tieout.tools.figures.recompute import to_decimal

Result: TypeAlias = Literal["strict", "tolerant", "gold_wrong", "not_reproduced", "no_program"]
Cause: TypeAlias = Literal[
    "answer_cut_off",
    "answer_rounded_badly",
    "answer_wrong_in_its_last_digits",
    "answer_without_its_sign",
    "answer_off_by_a_power_of_ten",
    "answer_of_an_earlier_step",
    "answer_of_one_step_more",
    "answer_is_no_number",
    "answer_contradicts_its_program",
    "",
]
_NUMBER = re.compile(r"[-(]?\s*[$€£]?\s*[-(]?\s*(\d[\d,]*\.?\d*|\.\d+)")
_NEGATIVE = re.compile(r"^\W*[-(]")
_POWERS = (1, -1, 2, -2, 3, -3, 6, -6, 9, -9)
_CENT = Decimal("0.01")
_EXECUTED = Decimal("0.00001")
"""FinQA's own executions are rounded to five places."""
_TOLERANCE = Decimal("0.01")
"""One percent, only where the gold itself is a rounded or cut-off figure."""


@dataclass(frozen=True, kw_only=True)
class Gold:
    """A gold value and one unit of its last printed digit."""

    value: Decimal
    precision: Decimal
    is_percent: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One program against its gold; `executed` is whether FinQA's own execution is reproduced."""

    id: str
    source: str
    result: Result
    ours: str = ""
    gold: str = ""
    executed: bool | None = None
    cause: Cause = ""


def judge(item: Item) -> Outcome:
    """One item's program, executed by our calculator and compared with both golds."""
    done = _done(item)
    if done is None:
        return Outcome(id=item.id, source=item.source, result="no_program")
    again = _executed(item, done)
    result, cause = _compared(item, done)
    if result != "strict" and again is False:
        result = "not_reproduced"
    return Outcome(
        id=item.id,
        source=item.source,
        result=result,
        ours=_shown(done.value),
        gold=item.answer,
        executed=again,
        cause=cause,
    )


def _done(item: Item) -> Executed | None:
    """The program's value; None for a count or for words in the place of a derivation."""
    try:
        return None if item.kind in {"count", "multi-span"} else execute(item)
    except UnreadableProgramError:
        return None


def _shown(value: Fraction | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else f"{to_decimal(value):.6f}"


def _executed(item: Item, done: Executed) -> bool | None:
    """Whether FinQA's own execution of the same program gave the same; None where it has none."""
    if not item.executed:
        return None
    if isinstance(done.value, bool):
        return item.executed == _shown(done.value)
    other = decimal(item.executed)
    return other is not None and agrees(other, _EXECUTED, to_decimal(done.value))


def _compared(item: Item, done: Executed) -> tuple[Result, Cause]:
    if isinstance(done.value, bool):
        is_right = done.value if item.source == "tatqa" else _shown(done.value) == item.answer.strip().lower()
        return ("strict", "") if is_right else ("gold_wrong", "answer_contradicts_its_program")
    gold = gold_of(item)
    if gold is None:
        return "gold_wrong", "answer_is_no_number"
    values = [to_decimal(value) for value in _readings(done.value)]
    if any(agrees(gold.value, gold.precision, value) for value in values):
        return "strict", ""
    cause = _cause(gold, values, done)
    near = any(abs(gold.value - value) <= abs(value) * _TOLERANCE for value in values)
    return ("tolerant" if near and cause in {"answer_cut_off", "answer_rounded_badly"} else "gold_wrong"), cause


def gold_of(item: Item) -> Gold | None:
    """The annotators' answer as a number at its precision."""
    match = _NUMBER.search(item.answer)
    value = decimal(match[1]) if match else None
    if match is None or value is None:
        return None
    value = -value if _NEGATIVE.match(item.answer) else value
    exponent = value.as_tuple().exponent
    printed = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
    is_percent = "%" in item.answer or item.scale == "percent"
    # TAT-QA writes every computed answer rounded to two places, without the noughts at its end.
    return Gold(value=value, precision=_CENT if item.source == "tatqa" else printed, is_percent=is_percent)


def _readings(value: Fraction) -> tuple[Fraction, Fraction]:
    """A proportion may be given as a percentage, as the data sets' own measure accepts."""
    return value, value * 100


def _cause(gold: Gold, values: list[Decimal], done: Executed) -> Cause:
    """What the answer is instead of the program's value."""
    slips = [cause for value in values for cause in _slips(gold, value)]
    if slips:
        return slips[0]
    if any(_is(gold, value) for step in done.steps[:-1] for value in _readings(step)):
        return "answer_of_an_earlier_step"
    if isinstance(done.value, Fraction) and any(_is(gold, value) for value in _one_more(done)):
        return "answer_of_one_step_more"
    return "answer_contradicts_its_program"


def _is(gold: Gold, value: Fraction) -> bool:
    return agrees(gold.value, gold.precision, to_decimal(value))


def _slips(gold: Gold, value: Decimal) -> Iterator[Cause]:
    off = abs(gold.value - value)
    if value.quantize(gold.precision, rounding=ROUND_DOWN) == gold.value:
        yield "answer_cut_off"
    if off < gold.precision and off <= abs(value) * _TOLERANCE:
        yield "answer_rounded_badly"
    if agrees(-gold.value, gold.precision, value):
        yield "answer_without_its_sign"
    if value and any(agrees(shift(gold.value, n), shift(gold.precision, n), value) for n in _POWERS):
        yield "answer_off_by_a_power_of_ten"
    if off <= abs(value) * _TOLERANCE or agrees(gold.value, gold.precision * 2, value):
        yield "answer_wrong_in_its_last_digits"


def _one_more(done: Executed) -> Iterator[Fraction]:
    """What the program would come to with one more division by a figure of its own, or less one."""
    if isinstance(done.value, bool):
        return
    yield from (done.value - 1, 100 - done.value, 1 - done.value)
    for text in done.operands:
        number = decimal(re.sub(r"[^\d.-]", "", text))
        if number:
            yield from _readings(done.value / Fraction(number))
