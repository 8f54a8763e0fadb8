"""What a metric's formula means: parsed, evaluated exactly, checked for units, printed for a reader."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from tieout.errors import InputError

Call = Literal["value", "average", "prior", "optional"]
Sign = Literal["+", "-", "*", "/"]

DIGITS: Final = 28
MAX_CHARACTERS: Final = 500
MAX_PARENTHESES: Final = 40
_TOKEN: Final = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<mark>[-+*/()]))")
_CALLS: Final[dict[str, Call]] = {"average": "average", "prior": "prior", "optional": "optional"}


@dataclass(frozen=True, kw_only=True)
class Operand:
    """One figure that a formula needs: a metric, of this period or of the one before."""

    metric: str
    prior: bool = False
    optional: bool = False
    """Zero where the filing does not report it."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A literal, such as the 365 of days sales outstanding."""

    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Name:
    """A metric, plain or inside average(), prior() or optional()."""

    metric: str
    call: Call = "value"

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The figures it stands for: two for an average, earlier one first."""
        now = Operand(metric=self.metric, prior=self.call == "prior", optional=self.call == "optional")
        return (Operand(metric=self.metric, prior=True), now) if self.call == "average" else (now,)


@dataclass(frozen=True, kw_only=True)
class Magnitude:
    """abs(…): the value without its sign."""

    body: "Node"


@dataclass(frozen=True, kw_only=True)
class Binary:
    """Two parts and what is done with them."""

    sign: Sign
    left: "Node"
    right: "Node"


Node: TypeAlias = Number | Name | Magnitude | Binary


@dataclass(frozen=True, kw_only=True)
class Value:
    """What a formula comes to; `assumed` are the operands taken as zero because nothing reports them."""

    exact: Fraction
    assumed: tuple[Operand, ...] = ()

    @property
    def decimal(self) -> Decimal:
        """The value, rounded only where it has more than 28 significant digits."""
        return Context(prec=DIGITS).divide(Decimal(self.exact.numerator), Decimal(self.exact.denominator))


@dataclass(frozen=True, kw_only=True)
class Undefined:
    """Why there is no value: figures that are missing, or a division by zero."""

    reason: Literal["missing", "not_meaningful"]
    missing: tuple[Operand, ...] = ()


Outcome: TypeAlias = Value | Undefined
Lookup: TypeAlias = Callable[[Operand], Decimal | None]


def parse(text: str) -> Node:
    """The formula as a tree; raises InputError that names the place where it cannot be read."""
    if len(text) > MAX_CHARACTERS or text.count("(") > MAX_PARENTHESES:
        raise InputError(f"formula {text[:60]!r}… is too long or too deep: split it into metrics of their own")
    return _Parser(text).whole()


def operands(formula: Node) -> tuple[Operand, ...]:
    """Every figure the formula needs, each once, in reading order."""
    return tuple(dict.fromkeys(operand for name in names(formula) for operand in name.operands))


def names(formula: Node) -> Iterator[Name]:
    """Every metric of the formula with the call around it, in reading order."""
    if isinstance(formula, Name):
        yield formula
    elif isinstance(formula, Magnitude):
        yield from names(formula.body)
    elif isinstance(formula, Binary):
        yield from names(formula.left)
        yield from names(formula.right)


def evaluate(formula: Node, lookup: Lookup) -> Outcome:
    """The exact result; `lookup` gives an operand's value in base units (percents as fractions), None if unknown."""
    needed = operands(formula)
    found = {operand: lookup(operand) for operand in needed}
    missing = tuple(operand for operand in needed if found[operand] is None and not operand.optional)
    if missing:
        return Undefined(reason="missing", missing=missing)
    known = {operand: Fraction(value or 0) for operand, value in found.items()}
    try:
        exact = _compute(formula, known)
    except ZeroDivisionError:
        return Undefined(reason="not_meaningful")
    return Value(exact=exact, assumed=tuple(operand for operand in needed if found[operand] is None))


def show(formula: Node, name: Callable[[Operand], str]) -> str:
    """The formula for a reader, each operand printed by `name`: "revenue − cost of revenue"."""
    return _show(formula, name, 0)


def _compute(node: Node, known: dict[Operand, Fraction]) -> Fraction:
    if isinstance(node, Number):
        return Fraction(node.value)
    if isinstance(node, Name):
        return sum((known[operand] for operand in node.operands), Fraction()) / len(node.operands)
    if isinstance(node, Magnitude):
        return abs(_compute(node.body, known))
    left, right = _compute(node.left, known), _compute(node.right, known)
    if node.sign == "/":
        return left / right
    return {"+": left + right, "-": left - right, "*": left * right}[node.sign]


_SHOWN: Final[dict[Sign, str]] = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_BINDS: Final[dict[Sign, int]] = {"+": 1, "-": 1, "*": 2, "/": 2}


def _show(node: Node, name: Callable[[Operand], str], outer: int) -> str:
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, Magnitude):
        return f"|{_show(node.body, name, 0)}|"
    if isinstance(node, Name):
        return _shown_name(node, name, outer)
    binds = _BINDS[node.sign]
    right = binds + (node.sign in "-/")
    text = f"{_show(node.left, name, binds)} {_SHOWN[node.sign]} {_show(node.right, name, right)}"
    return f"({text})" if binds < outer else text


def _shown_name(node: Name, name: Callable[[Operand], str], outer: int) -> str:
    shown = " + ".join(name(operand) for operand in node.operands)
    if node.call != "average":
        return shown
    return f"(({shown}) ÷ 2)" if outer else f"({shown}) ÷ 2"


class _Parser:
    """Recursive descent over sum → product → part."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._next = 0

    def whole(self) -> Node:
        node = self._sum()
        if self._take():
            raise self._error()
        return node

    def _sum(self) -> Node:
        node = self._product()
        while (sign := self._peek()) in ("+", "-"):
            self._take()
            node = Binary(sign="+" if sign == "+" else "-", left=node, right=self._product())
        return node

    def _product(self) -> Node:
        node = self._part()
        while (sign := self._peek()) in ("*", "/"):
            self._take()
            node = Binary(sign="*" if sign == "*" else "/", left=node, right=self._part())
        return node

    def _part(self) -> Node:
        part = self._take()
        if part[:1].isdigit():
            return Number(value=Decimal(part))
        if part == "(":
            return self._closed(self._sum())
        if not part[:1].isalpha():
            raise self._error()
        if self._peek() != "(":
            return Name(metric=part)
        self._take()
        return self._called(part)

    def _called(self, function: str) -> Node:
        if function == "abs":
            return Magnitude(body=self._closed(self._sum()))
        if function not in _CALLS:
            raise InputError(
                f"formula {self._text!r}: unknown function {function!r}; use average, prior, abs, optional"
            )
        argument = self._take()
        if not argument[:1].isalpha():
            raise InputError(f"formula {self._text!r}: {function}() takes the id of one metric")
        return self._closed(Name(metric=argument, call=_CALLS[function]))

    def _closed(self, node: Node) -> Node:
        if self._take() != ")":
            raise self._error()
        return node

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._next += 1
        return token

    def _error(self) -> InputError:
        rest = " ".join(self._tokens[max(self._next - 1, 0) :]) or "its end"
        return InputError(
            f"formula {self._text!r} cannot be read at {rest!r}: use ids, numbers, + - * / and parentheses"
        )


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise InputError(f"formula {text!r} cannot be read at {text[place:].strip()!r}: unknown sign")
        yield match[match.lastgroup or 0]
        place = match.end()
