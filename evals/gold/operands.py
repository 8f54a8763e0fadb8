"""Does our grammar read every operand of a gold program where the gold evidence prints it, with the right value?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from tieout.evals.gold.programs import UnreadableProgramError, execute
from tieout.evals.gold.records import Item
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.numerals import shift
from tieout.tools.figures.reading import Reading

Place = Literal[
    "read", "read_elsewhere", "read_with_the_other_sign", "skipped", "misread", "constant", "not_on_the_page"
]
Where = Literal["table", "text", ""]
_CONSTANTS = frozenset("12345")
"""How many figures an average is over, and the one that a ratio loses as a growth rate."""
_DIGITS = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?|(?<![\d.,])\.\d+")


@dataclass(frozen=True, kw_only=True)
class Sought:
    """One operand of one program, and what our grammar made of it."""

    id: str
    source: str
    operand: str
    place: Place
    seen: str = ""
    """Where the grammar missed it: the figure or the rule that it saw instead."""
    where: Where = ""


def sought(item: Item) -> Iterator[Sought]:
    """Every operand that the program takes from the page."""
    try:
        operands = execute(item).operands
    except UnreadableProgramError:
        return
    for operand in dict.fromkeys(operands):
        yield _found(item, operand)


def _found(item: Item, operand: str) -> Sought:
    near = _best(item, operand, _evidence(item))
    if near is not None:
        return near
    far = _best(item, operand, _page(item))
    if far is not None and far.place == "read":
        return replace(far, place="read_elsewhere")
    place: Place = "constant" if item.source == "tatqa" and operand in _CONSTANTS else "not_on_the_page"
    return far or Sought(id=item.id, source=item.source, operand=operand, place=place)


def _best(item: Item, operand: str, texts: Iterable[tuple[Where, str]]) -> Sought | None:
    """The best that the grammar makes of an operand's digits in some texts; None where they do not print them."""
    wanted = _value(operand)
    found = [one for where, text in texts if (one := _in(item, operand, wanted, text, where)) is not None]
    return min(found, key=lambda one: _RANK.index(one.place), default=None)


def _evidence(item: Item) -> Iterator[tuple[Where, str]]:
    """Cells of the gold rows and the gold sentences."""
    for number in item.gold_rows:
        if number < len(item.table):
            yield from (("table", cell) for cell in item.table[number])
    for number in item.gold_texts:
        if number < len(item.texts):
            yield "text", item.texts[number]


def _page(item: Item) -> Iterator[tuple[Where, str]]:
    """Everything on the page: annotators do not mark every row that they use."""
    yield from (("table", cell) for row in item.table for cell in row)
    yield from (("text", text) for text in item.texts)


def _value(operand: str) -> Decimal:
    match = _DIGITS.search(operand)
    value = Decimal(match[0].replace(",", "")) if match else Decimal(0)
    return -value if operand.strip().startswith("-") else value


def _in(item: Item, operand: str, wanted: Decimal, text: str, where: Where) -> Sought | None:
    """What a text's reading makes of an operand; None where it does not print these digits."""
    places = [m.span() for m in _DIGITS.finditer(text) if Decimal(m[0].replace(",", "")) == abs(wanted)]
    if not places:
        return None
    readings = figures(text)
    results = [_judged(readings, place, wanted, text) for place in places]
    place, seen = min(results, key=lambda one: _RANK.index(one[0]))
    return Sought(id=item.id, source=item.source, operand=operand, place=place, seen=seen, where=where)


_RANK: tuple[Place, ...] = ("read", "read_with_the_other_sign", "skipped", "misread")


def _judged(readings: tuple[Reading, ...], place: tuple[int, int], wanted: Decimal, text: str) -> tuple[Place, str]:
    """The reading that covers the digits, if it has their value before its scale was applied."""
    over = [one for one in readings if one.start < place[1] and place[0] < one.end]
    for one in over:
        if one.skipped is not None:
            return "skipped", one.skipped
        if one.value is not None and (printed := shift(one.value, -one.exponent)) in {wanted, -wanted}:
            return ("read" if printed == wanted else "read_with_the_other_sign"), one.text
    return "misread", over[0].text if over else text[max(0, place[0] - 3) : place[1] + 3]
