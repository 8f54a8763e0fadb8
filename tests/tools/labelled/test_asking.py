"""What a question asks of printed figures."""

import pytest

from tieout.tools.labelled.asking import all_of, is_computed
from tieout.tools.labelled.words import keys


@pytest.mark.parametrize(
    ("question", "operation", "names"),
    [
        ("What were the total assets in 2019?", "sum", ["asset"]),
        ("What is the change in Other in 2019 from 2018?", "change", ["other"]),
        ("What was the percentage change in Sensors between 2018 and 2019?", "percent_change", ["sensor"]),
        ("what is the growth rate in net sales from 2018 to 2019?", "percent_change", ["net sale"]),
        ("what percentage of total sales was fixed price in 2018?", "share", ["fixed pric", "sale total"]),
        ("what portion of total debt is due to the term loan?", "share", ["loan term", "debt total"]),
        ("What is the ratio of total assets to total liabilities?", "ratio", ["asset total", "liability total"]),
        ("What is the difference between goodwill and inventory in 2019?", "difference", ["goodwill", "inventory"]),
        ("What is the average dividend yield from 2017 to 2019?", "average", ["dividend yield"]),
        ("In which year was gross margin the largest?", "largest", ["gross margin"]),
        ("How much is the 2019 free cash flow?", "look_up", ["cash flow free"]),
    ],
)
def test_operations(question: str, operation: str, names: list[str]) -> None:
    """The surest reading has the operation, and the words that name its figures, part before whole."""
    first = all_of(question)[0]

    assert first.operation == operation
    assert [" ".join(sorted(keys(mention))) for mention in first.mentions] == names


@pytest.mark.parametrize(
    "question",
    [
        "Why did revenue fall?",
        "What would income have been without the gain?",
        "How many years did sales exceed $200 million?",
        "what is that divided by 1000?",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    """Conditions, reasons and counts are not read here."""
    assert not all_of(question)


def test_computed_questions_have_no_sentence_that_answers_them() -> None:
    """What is computed is not quoted; a look-up may be."""
    assert is_computed("What is the average of sales for 2018 and 2019?")
    assert not is_computed("What was the total revenue in 2019?")
