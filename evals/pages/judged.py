"""Is an answer right, wrong, or none? By its first figures, its period, or the words that it quotes."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from tieout.answer import Answer, AnswerFigure
from tieout.evals.gold.records import decimal
from tieout.evals.pages.asked import Asking
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.numerals import shift

Outcome: TypeAlias = Literal["right", "wrong", "abstained"]
_POWERS = (0, -3, -6, -9)
_TOLERANCE = Decimal("0.01")
_SCALES = {"thousand": 3, "million": 6, "billion": 9}
_QUOTES = "- “"
_CENT = Decimal("0.01")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DOWN = re.compile(r"\b(?:decreas|declin|reduc|drop|less|fell|fall|lower)", re.IGNORECASE)
"""A decrease of 3 % may be given as 3 or as -3."""
_NUMBER = re.compile(r"[-(]?\s*[$€£]?\s*[-(]?\s*(\d[\d,]*\.?\d*|\.\d+)")


def judge(asking: Asking, answer: Answer) -> Outcome:
    """The outcome of one question."""
    if answer.status == "abstained" or not (answer.figures or answer.citations):
        return "abstained"
    is_right = _tatqa(asking, answer) if asking.set == "tatqa" else _finqa(asking, answer)
    return "right" if is_right else "wrong"


def _finqa(asking: Asking, answer: Answer) -> bool:
    """The first figure, in percent or as a fraction, in the page's scale or in units, within 1 % of the gold."""
    if asking.executed in {"yes", "no"}:
        return answer.text.casefold().startswith(asking.executed)
    golds = [gold for gold in (decimal(asking.executed), _number(asking.answer)) if gold is not None]
    if not answer.figures:
        return False
    values = list(_readings(answer.figures[0]))
    values += [-value for value in values] if _DOWN.search(asking.question) else []
    return any(abs(value - gold) <= abs(gold) * _TOLERANCE for gold in golds for value in values)


def _number(text: str) -> Decimal | None:
    match = _NUMBER.search(text)
    value = decimal(match[1]) if match else None
    return -value if value is not None and text.strip().startswith(("-", "(")) else value


def _readings(figure: AnswerFigure) -> Iterator[Decimal]:
    value = figure.value
    if figure.unit in {"percent", "points"}:
        yield from (value, value / 100)
        return
    yield from (shift(value, power) for power in _POWERS)
    if figure.unit == "pure" and figure.calculation is not None:
        yield value * 100


def _tatqa(asking: Asking, answer: Answer) -> bool:
    golds = asking.answer.split(" | ")
    if asking.kind != "arithmetic" and not all(_is_number(gold) for gold in golds):
        return all(_folded(gold) in _folded(answer.text) for gold in golds)
    if asking.kind == "span" and _YEAR.fullmatch(golds[0]):
        return golds[0] in answer.text
    if asking.kind in {"arithmetic", "count"}:
        gold = decimal(asking.answer)
        return gold is not None and bool(answer.figures) and _equals(answer.figures[0], gold, _CENT, asking.scale)
    if answer.text.startswith(_QUOTES):
        return all(any(_in_order([gold], [figure], asking.scale) for figure in answer.figures) for gold in golds)
    return _in_order(golds, answer.figures, asking.scale)


def _in_order(golds: Sequence[str], found: Sequence[AnswerFigure], scale: str) -> bool:
    if len(found) < len(golds):
        return False
    for gold, figure in zip(golds, found, strict=False):
        reading = next((r for r in figures(gold) if r.is_figure and r.value is not None), None)
        if reading is None or reading.value is None:
            return False
        own = "percent" if reading.unit == "percent" else "" if reading.exponent else scale
        signs = (1, -1) if gold.strip().startswith("(") else (1,)  # "less: depreciation (5)" is a depreciation of 5
        if not any(_equals(figure, reading.value * sign, reading.precision, own) for sign in signs):
            return False
    return True


def _equals(figure: AnswerFigure, gold: Decimal, precision: Decimal, scale: str) -> bool:
    """A figure against a gold in its scale; where the gold has none, in the scale in which the page prints."""
    value = figure.value
    if scale == "percent":
        value = value * 100 if figure.unit == "pure" else value
        return figure.unit in {"percent", "points", "pure"} and agrees(gold, precision, value)
    if scale:
        return agrees(gold, precision, shift(value, -_SCALES[scale]))
    if figure.unit == "percent" and figure.calculation is not None:
        return agrees(gold, precision, value / 100)
    return any(agrees(gold, precision, shift(value, power)) for power in _POWERS)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\s$€£()\-–\d.,%]*(?:million|thousand|billion|years?|cents)?\s*", text) is not None


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w%$.]+", " ", text.casefold()).split()).rstrip(".")
