"""Which figure is asked for, and what is it? Questions over annual reports with the figure that the report prints."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from tieout.answer import Answer
from tieout.errors import InputError
from tieout.model import Thing

Outcome = Literal["right", "wrong", "abstained"]

_ROUNDING = Decimal("0.02")
"""By how much of itself a computed ratio may differ: definitions are printed, roundings are not."""
_COMPUTED = frozenset({"percent", "ratio"})
_HUNDRED = Decimal(100)
_PENCE = "GBP/shares"
"""Amounts per share that reports print in pence."""


class Asked(Thing):
    """One question with its gold; a value of None says that the reports do not tell it."""

    id: str
    question: str
    half: Literal["development", "held-back"]
    """By document: what was looked at while building, and what was not."""
    value: Decimal | None
    """In base units, a loss or an outflow as it is printed or as it is asked for."""
    also: tuple[Decimal, ...] = ()
    """Other values that are right under another usual definition, which an answer has to name."""
    unit: str = ""
    end: str = ""
    """The last day of the figure's period."""
    document: str = ""
    page: int = 0
    why: str = ""
    """Of a question that has to be refused, what is not there: the company, the year, the figure."""


def read_asked(file: Path) -> tuple[Asked, ...]:
    """The questions of a file; raises InputError where a line is none."""
    found: list[Asked] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Asked.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            raise InputError(f"line {number} of {str(file)!r} is no question: {error}; see evals/reports") from error
    return tuple(found)


def outcome(asked: Asked, answer: Answer) -> Outcome:
    """Right where the first figure is the one asked for; a refusal of what is not there is right too."""
    is_given = answer.status in {"answered", "partial"} and bool(answer.figures or answer.citations)
    if asked.value is None:
        return "wrong" if is_given else "right"
    if not is_given:
        return "abstained"
    if not answer.figures:
        return "wrong"
    first = answer.figures[0]
    golds = (asked.value, *asked.also)
    return "right" if any(_same(asked, gold, first.value, first.unit) for gold in golds) else "wrong"


def _same(asked: Asked, value: Decimal, said: Decimal, unit: str) -> bool:
    """Whether a figure is the gold one: without its sign, pence as pounds, a computed ratio up to its rounding."""
    gold, found = abs(value), abs(said)
    if asked.unit in _COMPUTED:
        return any(abs(found * factor - gold) <= gold * _ROUNDING for factor in (1, _HUNDRED, 1 / _HUNDRED))
    if asked.unit == _PENCE:
        return found in {gold, gold * _HUNDRED} and unit != "GBP"
    return found == gold and asked.unit in {"count", unit}
