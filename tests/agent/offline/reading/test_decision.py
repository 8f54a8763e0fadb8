"""A question for yes or no is read as what has to be decided, and other questions are not."""

import pytest

from tieout.agent.offline.reading.decision import proposal


@pytest.mark.parametrize(
    ("question", "word", "given", "right"),
    [
        ("Is Apple's current ratio above 1?", "above", "1", None),
        ("Was revenue at least $5 billion in 2023?", "at least", "$5 billion", None),
        ("Was revenue in 2024 less than 300 billion?", "below", "300 billion", None),
        ("Did revenue exceed $400 billion?", "above", "$400 billion", None),
        ("Was net income positive?", "positive", None, None),
        ("Did Apple make a loss in 2023?", "negative", None, None),
        ("Was AMD profitable?", "positive", None, None),
        ("Did revenue fall in 2023?", "lower", None, None),
        ("Did revenue rise in 2023?", "higher", None, None),
        ("Is it true that revenue rose in 2023?", "higher", None, None),
        ("Tell me whether revenue rose in 2023.", "higher", None, None),
        ("Was Apple's net income higher than AMD's in 2023?", "higher", None, "AMD's in 2023"),
        ("Was net income lower in 2023 than in 2022?", "lower", None, "in 2022"),
        ("How much more did Apple spend on R&D than AMD?", "apart", None, "AMD"),
        ("By how much did Apple's revenue exceed AMD's?", "apart", None, "AMD's"),
    ],
)
def test_what_has_to_be_decided(question: str, word: str, given: str | None, right: str | None) -> None:
    """The word, the limit as typed, and the other side are those of the question."""
    found = proposal(question)

    assert found is not None
    assert (found.word, found.given, found.right) == (word, given, right)


@pytest.mark.parametrize(
    "question",
    [
        "What was Apple's revenue in 2023?",
        "Did revenue not fall in 2023?",
        "Did revenue grow in every country?",
        "Did revenue grow every quarter?",
        "Did revenue rise or fall in 2023?",
        "Why did revenue fall?",
        "How did revenue develop?",
        "Was the increase in revenue in 2024 larger than in 2023?",
        "Was net income higher or lower than in 2022?",
        "Did revenue growth improve in 2023?",
        "Did Apple disclose any legal proceedings?",
    ],
)
def test_what_is_no_plain_yes_or_no(question: str) -> None:
    """Denials, questions about each of many, alternatives and open questions are not decided."""
    assert proposal(question) is None


def test_better_is_left_to_the_metric() -> None:
    """Whether an improvement is up or down is said by the metric, not by the question."""
    found = proposal("Did AMD's gross margin improve in 2023?")
    assert found is not None
    assert (found.moved, found.moves, "improve" in found.text) == (True, "better", False)


def test_which_of_two_has_the_higher_is_no_development() -> None:
    """A comparison of two companies is left to the ranking, and one below another figure is a comparison."""
    assert proposal("Did AMD or Apple have the higher operating margin in 2023?") is None
    found = proposal("Was 2023 operating income below its 2022 operating income?")
    assert found is not None
    assert (found.word, found.right) == ("lower", "its 2022 operating income")


def test_every_year() -> None:
    """What is asked of every year is a development, a sign or a limit, held against each of them."""
    grown, positive = proposal("Did revenue grow every year since 2020?"), proposal("Was net income always positive?")
    above = proposal("Was the gross margin above 40% in each year from 2021 to 2024?")

    assert grown is not None
    assert positive is not None
    assert above is not None
    assert [(p.word, p.every, p.moved) for p in (grown, positive, above)] == [
        ("higher", True, True),
        ("positive", True, False),
        ("above", True, False),
    ]


def test_a_limit_of_a_move() -> None:
    """A limit of a rise or a fall is no limit of the level."""
    risen, fallen = (
        proposal("Did revenue grow by more than 5% in 2023?"),
        proposal("Did it fall by at most $2 billion?"),
    )

    assert risen is not None
    assert fallen is not None
    assert (risen.word, risen.given, risen.way) == ("above", "5%", "up")
    assert (fallen.word, fallen.given, fallen.way) == ("at most", "$2 billion", "down")
