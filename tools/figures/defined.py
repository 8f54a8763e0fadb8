"""What does a formula of the user's come to? Over figures of one company, its units kept apart and its result exact."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from tieout.calculation import Calculation, Operand
from tieout.errors import InputError
from tieout.fact import Fact
from tieout.period import Period
from tieout.tools.figures.derive import NotDerivable, key_of, readable, value_of, written
from tieout.tools.figures.formula import (
    MAX_CHARACTERS,
    Binary,
    Magnitude,
    Name,
    Node,
    Number,
    Undefined,
    evaluate,
    parse,
)
from tieout.tools.figures.recompute import factor, to_decimal
from tieout.tools.figures.terms import Level, Term, term

DAYS: Final = frozenset({360, 365, 366})
"""Numbers that count the days of a year."""
_PURE: Final = frozenset({"percent", "points", "pure"})


def computed(
    expression: str, levels: Mapping[str, Level], facts: Mapping[str, Fact], *, metric: str, percent: bool = False
) -> Calculation:
    """The result of an expression over figures by their names; raises NotDerivable with the reason.

    `facts` holds the operands of figures that are calculations themselves, by fact id. With `percent` a proportion is
    in percent.
    """
    terms = {name: term(name, level, facts) for name, level in levels.items()}
    if len({one.entity for one in terms.values()}) != 1:
        raise NotDerivable("not_derivable", f"{metric} would mix the figures of different companies")
    tree = _opened(parsed(expression, metric), terms)
    own = {name: fact for one in terms.values() for name, fact in one.facts.items()}
    if len(written(tree)) > MAX_CHARACTERS:
        raise NotDerivable("not_derivable", f"{metric} is too long a formula: split it into questions of their own")
    unit = _unit(parsed(expression, metric), terms, metric)
    unit = "percent" if percent and unit == "pure" else unit
    last = max(terms.values(), key=lambda one: (one.period.end, one.period.start is not None))
    return Calculation(
        operation="formula",
        metric=metric,
        expression=written(tree),
        formula=readable(tree, own),
        operands=tuple(Operand(name=n, fact=f.id, value=f.value) for n, f in own.items() if f.value is not None),
        value=to_decimal(_exact(tree, own, metric) * factor(unit)),
        unit=unit,
        entity=last.entity,
        period=_period(terms, last.period),
    )


def parsed(expression: str, metric: str) -> Node:
    """The tree of an expression."""
    try:
        return parse(expression)
    except InputError as error:
        raise NotDerivable("unsupported", f"{metric}: {error}") from error


def _period(terms: Mapping[str, Term], last: Period) -> Period:
    """The stretch of time among the latest figures, else their day."""
    spans = [one.period for one in terms.values() if one.period.end == last.end and one.period.start is not None]
    return spans[0] if spans else last


def _opened(node: Node, terms: Mapping[str, Term]) -> Node:
    """The tree with every figure that is a calculation opened down to reported ones."""
    if isinstance(node, Name):
        if node.metric not in terms or node.call != "value":
            raise NotDerivable("unsupported", f"{node.metric!r} is no figure of this formula")
        return terms[node.metric].node
    if isinstance(node, Binary):
        return Binary(sign=node.sign, left=_opened(node.left, terms), right=_opened(node.right, terms))
    return Magnitude(body=_opened(node.body, terms)) if isinstance(node, Magnitude) else node


def _exact(tree: Node, facts: Mapping[str, Fact], metric: str) -> Fraction:
    outcome = evaluate(tree, lambda leaf: value_of(facts[key_of(leaf)]))
    if isinstance(outcome, Undefined):
        raise NotDerivable("not_meaningful", f"{metric}: the denominator is zero")
    return outcome.exact


Measure = tuple[str, int]
"""A unit, and the power of days that it carries."""


def _unit(node: Node, terms: Mapping[str, Term], metric: str) -> str:
    """The unit of a formula's result; raises NotDerivable where figures of different units are added."""
    unit, days = _measure(node, terms, metric)
    return "days" if unit == "pure" and days == 1 else unit


def _measure(node: Node, terms: Mapping[str, Term], metric: str) -> Measure:
    if isinstance(node, Number):
        return "pure", int(node.value in DAYS)
    if isinstance(node, Name):
        own = terms[node.metric].unit
        return ("pure", 0) if own in _PURE else ("pure", 1) if own == "days" else (own, 0)
    if isinstance(node, Magnitude):
        return _measure(node.body, terms, metric)
    left, right = _measure(node.left, terms, metric), _measure(node.right, terms, metric)
    if node.sign in "+-":
        found = left if left == right else None
    else:
        unit = _product(node.sign, left[0], right[0])
        found = None if unit is None else (unit, left[1] + (right[1] if node.sign == "*" else -right[1]))
    if found is None:
        raise NotDerivable("wrong_unit", f"{metric} would mix {left[0]} and {right[0]}")
    return found


def _product(sign: str, left: str, right: str) -> str | None:
    """The unit of a product or a quotient; None where it is none."""
    if sign == "*":
        return left if right == "pure" else right if left == "pure" else None
    if left == right:
        return "pure"
    if right == "pure":
        return left
    return f"{left}/shares" if right == "shares" and left.isupper() else None
