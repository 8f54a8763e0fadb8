"""A formula that is said in words and signs is read back as the one that was said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.formula import Binary, Name, Node, Number, evaluate, parse
from tieout.tools.figures.spelled import spell, unspell

LEAVES = {
    "a": "net sales in fiscal 2024",
    "b": "property, plant and equipment at the end of fiscal 2023",
    "c": "property, plant and equipment at the end of fiscal 2024",
}
VALUES = {"a": Decimal(7), "b": Decimal(3), "c": Decimal(5)}


def names() -> st.SearchStrategy[Node]:
    return st.sampled_from(sorted(LEAVES)).map(lambda one: Name(metric=one))


def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda sign, left, right: Binary(sign=sign, left=left, right=right), st.sampled_from("+-*/"), parts, parts
    )


def value(node: Node) -> Decimal | None:
    outcome = evaluate(node, lambda leaf: VALUES[leaf.metric])
    return getattr(outcome, "decimal", None)


@given(st.recursive(names() | st.just(Number(value=Decimal(365))), joined, max_leaves=6))
def test_words_say_the_formula_that_they_were_made_of(node: Node) -> None:
    """Brackets and averages stand where they must: the formula that is read back comes to the same."""
    read = unspell(spell(node, LEAVES))
    meant = {name: next(k for k, v in LEAVES.items() if v == " ".join(said)) for name, said in read.figures.items()}
    outcome = evaluate(parse(read.expression), lambda leaf: VALUES[meant[leaf.metric]])

    assert getattr(outcome, "decimal", None) == value(node)


def test_an_average_is_said_as_one() -> None:
    """Half of a sum of two figures is their average."""
    tree = parse("a / ((b + c) / 2)")
    assert spell(tree, LEAVES) == (
        "net sales in fiscal 2024 ÷ (the average of property, plant and equipment at the end of fiscal 2023 and "
        "property, plant and equipment at the end of fiscal 2024)"
    )


@pytest.mark.parametrize(
    "text", ["", "net sales", "net sales in fiscal 2024 ÷", "(net sales in fiscal 2024", "÷", "2 + 2 nonsense"]
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    """Nothing is guessed from half a formula."""
    with pytest.raises(NotDerivable, match="cannot be read"):
        unspell(text)
