"""How is a formula over figures said in words and signs, and what does a formula so said mean?

"net sales in fiscal 2024 ÷ the average of total assets at the end of fiscal 2023 and total assets at the end of fiscal
2024" is read back as what it was written from: figures under their names, each with its metric and its period.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tieout.tools.figures.derive import NotDerivable, written
from tieout.tools.figures.formula import Binary, Magnitude, Name, Node, Number

_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
_BACK = {"+": "+", "−": "-", "×": "*", "÷": "/"}
_AVERAGE = "the average of "
_TWO = Decimal(2)
WHEN = (
    r"(?:in|at the end of) (?:(?:Q[1-4]|the (?:first|second) half|the first nine months|"
    r"the trailing twelve months to Q[1-3]) of )?fiscal \d{4}"
)
"""A period of a formula's figure, as answers print it."""
_LEAF = re.compile(rf"(?P<noun>[^()÷×+−]+?) (?P<when>{WHEN})(?= [÷×+−]|\)|,? and |$)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?= [÷×+−]|\)|$)")
_NAMES = "abcdefghijklmnopqrstuvwxyz"
MOST = 40
"""Figures of one formula."""


@dataclass(frozen=True, kw_only=True)
class Spelled:
    """A formula that was read from words."""

    expression: str
    figures: Mapping[str, tuple[str, str]]
    """By the name that the expression uses: the metric's words and those of its period."""
    numbers: tuple[str, ...]
    """The numbers that stand in it, as printed."""


def name_of(number: int) -> str:
    """The name of the nth figure of a formula: "f_a", "f_b", … "f_ba"."""
    return f"f_{_NAMES[number]}" if number < len(_NAMES) else f"f_{_NAMES[number // 26]}{_NAMES[number % 26]}"


def spell(node: Node, leaves: Mapping[str, str], outer: int = 0) -> str:
    """A formula in words and signs; `leaves` says each figure with its period."""
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, Name):
        return leaves[node.metric]
    if isinstance(node, Magnitude):
        raise NotDerivable("unsupported", "a magnitude is not said in words")
    mean = averaged(node)
    if mean is not None:
        text = f"{_AVERAGE}{leaves[mean[0].metric]} and {leaves[mean[1].metric]}"
        return f"({text})" if outer else text
    binds = _BINDS[node.sign]
    right = binds + (node.sign in "-/")
    text = f"{spell(node.left, leaves, binds)}{_SIGNS[node.sign]}{spell(node.right, leaves, right)}"
    return f"({text})" if binds < outer else text


def averaged(node: Binary) -> tuple[Name, Name] | None:
    """The two figures whose mean a quotient is."""
    total = node.left
    if node.sign != "/" or not isinstance(node.right, Number) or node.right.value != _TWO:
        return None
    if not isinstance(total, Binary) or total.sign != "+":
        return None
    one, other = total.left, total.right
    return (one, other) if isinstance(one, Name) and isinstance(other, Name) else None


def unspell(text: str) -> Spelled:
    """The formula that words say; raises NotDerivable where they say none."""
    reader = _Reader(text)
    tree = reader.sum()
    reader.done()
    return Spelled(expression=written(tree), figures=reader.figures, numbers=tuple(reader.numbers))


class _Reader:
    """Recursive descent over a spelled formula."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.figures: dict[str, tuple[str, str]] = {}
        self.numbers: list[str] = []

    def done(self) -> None:
        """Raise NotDerivable where something is left."""
        if self._at != len(self._text):
            raise self._error()

    def sum(self) -> Node:
        """Products that are added."""
        node = self._product()
        while (sign := self._sign("+−")) is not None:
            node = Binary(sign="+" if sign == "+" else "-", left=node, right=self._product())
        return node

    def _product(self) -> Node:
        node = self._part()
        while (sign := self._sign("×÷")) is not None:
            node = Binary(sign="*" if sign == "×" else "/", left=node, right=self._part())
        return node

    def _sign(self, wanted: str) -> str | None:
        found = re.compile(rf" ([{wanted}]) ").match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        return found[1]

    def _part(self) -> Node:
        if self._text.startswith("(", self._at):
            self._at += 1
            node = self.sum()
            if not self._text.startswith(")", self._at):
                raise self._error()
            self._at += 1
            return node
        if self._text.startswith(_AVERAGE, self._at):
            return self._mean()
        number = _NUMBER.match(self._text, self._at)
        if number is None:
            return self._leaf()
        self._at = number.end()
        self.numbers.append(number[0])
        return Number(value=Decimal(number[0]))

    def _mean(self) -> Node:
        self._at += len(_AVERAGE)
        one = self._leaf()
        if not self._text.startswith(" and ", self._at):
            raise self._error()
        self._at += len(" and ")
        return Binary(sign="/", left=Binary(sign="+", left=one, right=self._leaf()), right=Number(value=_TWO))

    def _leaf(self) -> Name:
        found = _LEAF.match(self._text, self._at)
        if found is None or len(self.figures) == MOST:
            raise self._error()
        self._at = found.end()
        said = found["noun"], found["when"]
        known = next((name for name, one in self.figures.items() if one == said), None)
        name = known or name_of(len(self.figures))
        self.figures[name] = said
        return Name(metric=name)

    def _error(self) -> NotDerivable:
        return NotDerivable("unsupported", f"the formula cannot be read at {self._text[self._at :][:40]!r}")
