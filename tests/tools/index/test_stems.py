"""Stems of words."""

import pytest

from tieout.tools.index.stems import stem


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("repurchase repurchases repurchased repurchasing", "repurchas"),
        ("employ employed employing employment", "employ"),
        ("liability liabilities", "liabil"),
        ("depreciation depreciate depreciated", "depreci"),
        ("operate operating operation operations operational", "oper"),
        ("litigation litigations litigate", "litig"),
        ("conditional conditions", "condit"),
        ("agreed agree", "agre"),
        ("hopping hop", "hop"),
        ("filing filed file", "file"),
        ("company companies", "compani"),
        ("tax taxes taxed", "tax"),
        ("hopefulness hopeful hope", "hope"),
        ("controlling controlled control", "control"),
    ],
)
def test_forms_of_a_word_are_one_stem(words: str, expected: str) -> None:
    """Plural, past, gerund and noun of a verb share a stem."""
    assert {stem(word) for word in words.split()} == {expected}


@pytest.mark.parametrize("word", ["gas", "basis", "status", "us", "10-k", "r&d", "1577", "売上高", "señor", ""])
def test_what_is_no_english_word_stays(word: str) -> None:
    """Short words, those that only look like a plural, numbers, codes and other scripts are their own stem."""
    assert stem(word) == word


def test_different_words_stay_apart() -> None:
    """Words of one field that mean different things keep different stems."""
    words = "asset liability equity revenue expense cost price share lease debt dividend deposit inventory".split()

    assert len({stem(word) for word in words}) == len(words)
