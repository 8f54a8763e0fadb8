"""The words of a text that tell what its figures are come in one form for all ways of saying it."""

import pytest

from tieout.tools.figures.sayings import needed, sets_apart, spelled, stems, telling, without_glue


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uncertain tax positions", "unrecognized tax benefits"),
        ("stock-based compensation expense", "share based compensation"),
        ("Repurchases of common stock", "common stock repurchases"),
        ("capital spending", "Purchases of property, plant and equipment"),
        ("pre-tax charges", "charges before tax"),
        ("retiree medical", "postretirement health coverage"),
        ("RPO", "remaining performance obligations"),
        ("long-term borrowings", "noncurrent debt"),
    ],
)
def test_what_is_said_in_two_ways_is_the_same(one: str, other: str) -> None:
    """Two usual wordings of one thing have the same telling words."""
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("accounts payable", "accounts paid"),
        ("gross profit", "operating profit"),
        ("interest income", "interest expense"),
        ("dividends declared", "dividends paid"),
        ("short-term debt", "long-term debt"),
        ("income before tax", "income after tax"),
        ("shares issued", "shares authorized"),
    ],
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    """Names that differ in a word that makes another figure do not fall together."""
    assert stems(one) != stems(other)
    assert sets_apart(stems(one) ^ stems(other))


def test_small_words_tell_nothing() -> None:
    """Determiners, prepositions and verbs are no telling words; places are those of the text."""
    text = "The Company’s total cost of sales was"

    assert [(w.stem, text[slice(*w.place)]) for w in telling(text)] == [("cost", "cost"), ("sale", "sales")]


def test_what_nobody_says_is_not_needed() -> None:
    """Words that only the taxonomy writes into a name need not be said, and may be."""
    name = "defined benefit plan fair value of plan assets"

    assert needed(name) < stems(name) <= spelled(name)


def test_glue_leaves_every_metric_what_it_is() -> None:
    """Words such as "recognized", "related" and "expense" are no metric by themselves."""
    assert not without_glue(stems("the related expense recognized"))
