"""What does a gold program come to? FinQA programs and TAT-QA derivations as formulas of our own calculator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from tieout.errors import InputError
from tieout.evals.gold.records import Item, Rows
from tieout.tools.figures.formula import Operand, Undefined, evaluate, parse
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.numerals import parse_numeral
from tieout.tools.figures.reading import Reading

_STEP = re.compile(r"(\w+)\(([^()]*)\)")
_SIGNS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "greater": "-"}
_MOST_STEPS = 12
_TOKEN = re.compile(r"\s*(?:(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?P<percent>%)?|(?P<mark>[-+*/()]))")
_COMPARES = re.compile(r"\s*[<>]\s*")
_LEADING = "leading minus"
_NOTE = re.compile(r"[$€£¥]|\(\d{4}\)")


class UnreadableProgramError(InputError):
    """A program that is no arithmetic, or cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Executed:
    """A program's value, its operands as written, and its formula with their names."""

    value: Fraction | bool
    operands: tuple[str, ...]
    formula: str
    steps: tuple[Fraction, ...] = ()
    """What each step of it came to."""


@dataclass
class _Names:
    """Numbers on their way into a formula: each gets a name, so that its value stays what was printed."""

    values: dict[str, Decimal] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)

    def take(self, value: Decimal, printed: str) -> str:
        """The name of a further operand."""
        name = f"figure_{len(self.values) + 1}"
        self.values[name] = value
        self.printed.append(printed)
        return name

    def come_to(self, formula: str) -> Fraction:
        """The formula's exact value; raises UnreadableProgramError where it has none."""

        def lookup(operand: Operand) -> Decimal | None:
            return self.values.get(operand.metric)

        try:
            outcome = evaluate(parse(formula), lookup)
        except InputError as error:
            raise UnreadableProgramError(f"{formula!r} is no formula") from error
        if isinstance(outcome, Undefined):
            raise UnreadableProgramError(f"{formula!r} has no value: {outcome.reason}")
        return outcome.exact


def execute(item: Item) -> Executed:
    """The value of an item's program; raises UnreadableProgramError where it is no arithmetic."""
    return _finqa(item.program, item.table) if item.source == "finqa" else _tatqa(item.program)


def _finqa(program: str, table: Rows) -> Executed:
    names, formulas, last = _Names(), list[str](), ""
    steps = _STEP.findall(program)
    if not 0 < len(steps) <= _MOST_STEPS:
        raise UnreadableProgramError(f"{program!r} is no program of steps")
    for last, arguments in steps:
        first, _, second = (part.strip() for part in arguments.rpartition(","))
        if last.startswith("table_"):
            formulas.append(_over_row(last, first, table, names))
        else:
            formulas.append(_stepped(last, (_argument(first, formulas, names), second), formulas, names))
    value = names.come_to(formulas[-1])
    return Executed(
        value=value > 0 if last == "greater" else value,
        operands=tuple(names.printed),
        formula=formulas[-1],
        steps=tuple(names.come_to(one) for one in formulas),
    )


def _stepped(what: str, sides: tuple[str, str], formulas: Sequence[str], names: _Names) -> str:
    left, second = sides
    if what == "exp":
        return _power(left, second)
    if what not in _SIGNS:
        raise UnreadableProgramError(f"{what!r} is no step that is known")
    return f"({left} {_SIGNS[what]} {_argument(second, formulas, names)})"


def _power(left: str, right: str) -> str:
    """A whole power as a product."""
    if not right.isdigit() or not 0 < int(right) <= _MOST_STEPS:
        raise UnreadableProgramError(f"the power {right!r} is not a small whole number")
    return f"({' * '.join([left] * int(right))})"


def _argument(text: str, formulas: Sequence[str], names: _Names) -> str:
    """A step's argument: a step before, a constant, or a figure of the page."""
    if text.startswith("#"):
        return formulas[int(text[1:])]
    if text.startswith("const_"):
        number = text.removeprefix("const_")
        return f"(0 - {number[1:]})" if number.startswith("m") else number
    value = parse_numeral(text.lstrip("-").removesuffix("%").strip())
    if value is None:
        raise UnreadableProgramError(f"{text!r} is no number")
    signed = -value.value if text.startswith("-") else value.value
    return names.take(signed / 100 if text.endswith("%") else signed, text)


def _over_row(what: str, label: str, table: Rows, names: _Names) -> str:
    """Sum, average, largest or smallest of a row's figures, which our grammar reads from its cells."""
    row = next((row for row in table if row and row[0].strip() == label), None)
    if row is None:
        raise UnreadableProgramError(f"the table has no row {label!r}")
    found = [(reading.value, cell) for cell in row[1:] for reading in _first(cell) if reading.value is not None]
    percents = [value / 100 if "%" in cell else value for value, cell in found]
    if not percents:
        raise UnreadableProgramError(f"the row {label!r} has no figures")
    taken = [names.take(value, cell) for value, (_, cell) in zip(percents, found, strict=True)]
    if what in {"table_max", "table_min"}:
        chosen = (max if what == "table_max" else min)(percents)
        return taken[percents.index(chosen)]
    total = f"({' + '.join(taken)})"
    return total if what == "table_sum" else f"({total} / {len(taken)})"


def _first(cell: str) -> list[Reading]:
    """The figure of a cell: the data set prints a negative one twice, "-12 ( 12 )"."""
    return [reading for reading in figures(cell) if reading.is_figure][:1]


def _tatqa(text: str) -> Executed:
    names = _Names()
    clean = _NOTE.sub("", text).replace("[", "(").replace("]", ")").strip()
    parts = _COMPARES.split(clean)
    formulas = [_formula(part, names) for part in parts]
    values = [names.come_to(formula) for formula in formulas]
    if len(parts) == 1:
        return Executed(value=values[0], operands=tuple(names.printed), formula=formulas[0], steps=tuple(values))
    signs = re.findall(r"[<>]", clean)
    compared = zip(signs, pairwise(values), strict=True)
    holds = all(one > other if sign == ">" else one < other for sign, (one, other) in compared)
    return Executed(value=holds, operands=tuple(names.printed), formula=" > ".join(formulas), steps=tuple(values))


def _formula(text: str, names: _Names) -> str:
    """Arithmetic as people write it, with a name for every number; a leading minus belongs to its number."""
    pieces, place = list[str](), 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise UnreadableProgramError(f"{text!r} is no arithmetic at {text[place:].strip()[:20]!r}")
        place = match.end()
        is_signed = bool(pieces) and pieces[-1] == _LEADING
        if match["number"]:
            pieces[len(pieces) - is_signed :] = [_named(match, names, is_negative=is_signed)]
        elif is_signed:
            pieces[-1:] = _turned(pieces[:-1], match["mark"])
        else:
            pieces.append(_LEADING if match["mark"] == "-" and _opens(pieces) else match["mark"])
    return " ".join(pieces)


def _opens(pieces: Sequence[str]) -> bool:
    """Whether a number would be the next to stand here."""
    return not pieces or pieces[-1] in {"(", "+", "-", "*", "/"}


def _turned(before: Sequence[str], mark: str) -> list[str]:
    """A minus before parentheses that open a sum."""
    if mark != "(" or (before and before[-1] != "("):
        raise UnreadableProgramError(f"a minus before {mark!r} is not read here")
    return ["0", "-", "("]


def _named(match: re.Match[str], names: _Names, *, is_negative: bool) -> str:
    number = parse_numeral(match["number"])
    if number is None:
        raise UnreadableProgramError(f"{match['number']!r} is no number")
    value = number.value / 100 if match["percent"] else number.value
    sign = "-" if is_negative else ""
    return names.take(-value if is_negative else value, sign + match[0].strip())
