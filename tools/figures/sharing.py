"""What figures of a list or range share: "$2.1 and $2.3 billion", "$10–12 million", "between 5% and 7%"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieout.tools.figures.numerals import shift
from tieout.tools.figures.reading import Reading

_JOINT = re.compile(r"\s?[-–—,]\s?(?:and\s|or\s)?|\s(?:and|or|to|through|versus|vs\.?)\s(?:from\s|about\s)?")
_ASIDE = re.compile(r",\s?or\s")
_CLAUSE = re.compile(r"[^.;\n\t]{0,60}")
_COMMA = re.compile(r"\s?,\s?")
_RELATIVE = frozenset({"percent", "points", "pure"})
_LONGEST = 12
_LARGEST = 1000
"""A scaled figure has at most three digits before its point."""


def _suffixed(reading: Reading) -> bool:
    """Whether the unit stands after the digits, so that it serves the whole list."""
    return reading.text.lstrip("(-−–+~ ")[:1].isdigit()


def _bare(reading: Reading) -> bool:
    """Whether neither scale nor unit is printed after the digits."""
    return (
        reading.value is not None
        and not reading.words
        and reading.exponent == 0
        and reading.text[-1:].isdigit()
        and not reading.noun
    )


def _leftward(left: Reading, right: Reading) -> Reading:
    """The left figure with the scale and unit that only the right one prints."""
    if left.unit == "" and right.unit == "shares" and not left.noun and not left.words:
        left = replace(left, unit="shares")
    if left.value is None or not _bare(left):
        return left
    unit = left.unit
    if (unit == "" and _suffixed(right)) or right.unit == f"{unit}/shares":
        unit = right.unit
    if unit != right.unit:
        return left
    if right.exponent and ("," in left.text or abs(left.value) >= _LARGEST):
        return left
    return replace(
        left,
        unit=unit,
        kind=right.kind if unit in _RELATIVE else left.kind,
        direction=right.direction if unit in _RELATIVE else left.direction,
        value=shift(left.value, right.exponent),
        precision=shift(left.precision, right.exponent),
        exponent=right.exponent,
    )


def _rightward(left: Reading, right: Reading) -> Reading:
    """The right figure with the currency that only the left one prints: "$10–12 million"."""
    if right.unit == "" and left.unit.isupper() and not _suffixed(left) and not right.noun and not right.words:
        return replace(right, unit=left.unit)
    return right


def _figures(left: Reading, right: Reading) -> bool:
    return left.is_figure and right.is_figure and left.absence is None and right.absence is None


def _joined(text: str, left: Reading, right: Reading) -> bool:
    between = text[left.end : right.start]
    return (
        len(between) <= _LONGEST
        and _figures(left, right)
        and _JOINT.fullmatch(between) is not None
        and _ASIDE.fullmatch(between) is None
    )


def _runs_on(text: str, left: Reading, right: Reading) -> bool:
    """Whether "earnings per share of $6.13, up from $5.61" goes on: the second is per share as well."""
    return (
        _figures(left, right)
        and left.unit == f"{right.unit}/shares"
        and right.exponent == 0
        and _CLAUSE.fullmatch(text[left.end : right.start]) is not None
    )


def shared(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings with scale, unit and currency carried along lists and ranges."""
    found = list(readings)
    for at in range(len(found) - 1):
        left, right = found[at], found[at + 1]
        if _joined(text, left, right) and not _COMMA.fullmatch(text[left.end : right.start]):
            found[at + 1] = _rightward(left, right)
        if _runs_on(text, left, found[at + 1]):
            found[at + 1] = replace(found[at + 1], unit=left.unit)
    for at in range(len(found) - 2, -1, -1):
        if _joined(text, found[at], found[at + 1]):
            found[at] = _leftward(found[at], found[at + 1])
    return tuple(found)
