"""Formulas: what they parse to, what they come to, and how they are printed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.errors import InputError
from tieout.tools.figures.formula import (
    Binary,
    Name,
    Node,
    Number,
    Operand,
    Undefined,
    Value,
    evaluate,
    operands,
    parse,
    show,
)

FIGURES = {
    Operand(metric="revenue"): Decimal(391035),
    Operand(metric="cost"): Decimal(210352),
    Operand(metric="assets"): Decimal(400),
    Operand(metric="assets", prior=True): Decimal(200),
    Operand(metric="loss"): Decimal(-50),
    Operand(metric="nothing"): Decimal(0),
}


def _value(text: str) -> Decimal:
    outcome = evaluate(parse(text), FIGURES.get)
    assert isinstance(outcome, Value)
    return outcome.decimal


def _name(operand: Operand) -> str:
    return f"prior {operand.metric}" if operand.prior else operand.metric


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("revenue - cost", "180683"),
        ("revenue - cost - loss", "180733"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("100 / 5 / 2", "10"),
        ("average(assets)", "300"),
        ("assets - prior(assets)", "200"),
        ("abs(loss)", "50"),
        ("abs(loss * 2) + 1", "101"),
        ("revenue + optional(unheard_of)", "391035"),
        ("365 * average(assets) / 0.5", "219000"),
    ],
)
def test_value(text: str, value: str) -> None:
    """A formula follows the usual precedence, and its functions mean what the data file says."""
    assert _value(text) == Decimal(value)


def test_exact() -> None:
    """A third stays a third inside, and is rounded to 28 digits only on the way out."""
    outcome = evaluate(parse("1 / 3 * 3"), FIGURES.get)

    assert outcome == Value(exact=Fraction(1))
    assert _value("1 / 3") == Decimal("0.3333333333333333333333333333")


def test_division_by_zero() -> None:
    """A ratio over zero is not meaningful, which is an outcome and not an exception."""
    assert evaluate(parse("revenue / nothing"), FIGURES.get) == Undefined(reason="not_meaningful")


def test_missing() -> None:
    """A figure that nobody reports is named, each one once, and nothing is computed."""
    outcome = evaluate(parse("(backlog + revenue) / average(backlog)"), FIGURES.get)

    assert outcome == Undefined(
        reason="missing", missing=(Operand(metric="backlog"), Operand(metric="backlog", prior=True))
    )


def test_assumed() -> None:
    """An optional figure that is absent counts as zero and is listed as an assumption."""
    outcome = evaluate(parse("revenue + optional(backlog)"), FIGURES.get)

    assert outcome == Value(exact=Fraction(391035), assumed=(Operand(metric="backlog", optional=True),))


def test_optional_is_found() -> None:
    """An optional figure that is reported counts."""
    known = {Operand(metric="cash", optional=True): Decimal(7)}

    assert evaluate(parse("optional(cash) + 1"), known.get) == Value(exact=Fraction(8))


def test_operands() -> None:
    """Every figure a formula needs is listed once, in reading order, an average as two."""
    needed = operands(parse("365 * average(receivables) / revenue + revenue - prior(revenue)"))

    assert needed == (
        Operand(metric="receivables", prior=True),
        Operand(metric="receivables"),
        Operand(metric="revenue"),
        Operand(metric="revenue", prior=True),
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("operating_cash_flow - capital_expenditure", "operating_cash_flow − capital_expenditure"),
        ("(a - b) / c", "(a − b) ÷ c"),
        ("a - (b - c)", "a − (b − c)"),
        ("a - (b + c) * 2", "a − (b + c) × 2"),
        ("a / (b / c)", "a ÷ (b ÷ c)"),
        ("(a * b) + c", "a × b + c"),
        ("net / average(assets)", "net ÷ ((prior assets + assets) ÷ 2)"),
        ("average(assets)", "(prior assets + assets) ÷ 2"),
        ("abs(a - b)", "|a − b|"),
        ("a + optional(b)", "a + b"),
    ],
)
def test_show(text: str, shown: str) -> None:
    """A reader sees every operand, and no more parentheses than the arithmetic needs."""
    assert show(parse(text), _name) == shown


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "at 'its end'"),
        ("revenue -", "at 'its end'"),
        ("revenue cost", "at 'cost'"),
        ("(revenue", "at 'its end'"),
        ("revenue ** 2", r"at '\* 2'"),
        ("__import__('os')", "unknown sign"),
        ("revenue; cost", "unknown sign"),
        ("sum(revenue)", "unknown function 'sum'"),
        ("average(2)", "takes the id of one metric"),
        ("average(revenue + cost)", "cannot be read"),
        ("(" * 200 + "1" + ")" * 200, "too long or too deep"),
        ("1 + " * 300 + "1", "too long or too deep"),
    ],
)
def test_unreadable(text: str, complaint: str) -> None:
    """A formula that cannot be read is refused with the place and the way to write it."""
    with pytest.raises(InputError, match=complaint):
        parse(text)


_LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.integers(0, 999).map(lambda n: Number(value=Decimal(n))),
    st.sampled_from(["a", "b", "c"]).map(lambda m: Name(metric=m)),
)
_TREES: st.SearchStrategy[Node] = st.recursive(
    _LEAVES,
    lambda inner: st.builds(
        lambda sign, left, right: Binary(sign=sign, left=left, right=right), st.sampled_from("+-*/"), inner, inner
    ),
    max_leaves=8,
)


@given(tree=_TREES, values=st.tuples(*[st.integers(-50, 50)] * 3))
def test_printing_keeps_the_meaning(tree: Node, values: tuple[int, int, int]) -> None:
    """What is printed for a reader, read again, comes to the same value."""
    known = {Operand(metric=name): Decimal(value) for name, value in zip("abc", values, strict=True)}
    plain = show(tree, _name).translate(str.maketrans("−×÷", "-*/"))

    assert evaluate(parse(plain), known.get) == evaluate(tree, known.get)
