"""Figures that answer a question over one page, and questions that are refused."""

import pytest

from tieout.ports import Snapshot
from tieout.tools.labelled.grid import entries
from tieout.tools.labelled.matching import Matcher, Unnamed
from tieout.tools.labelled.solving import Solver
from tieout.tools.labelled.threads import solve_thread
from tieout.tools.labelled.working import calculated


def answered(page: Snapshot, *questions: str) -> str:
    """The values that the last of some questions comes to, or the reason for none."""
    solver = Solver(matcher=Matcher(entries=entries(page, page.documents()[0])))
    outcome = solve_thread(solver, questions[:-1], questions[-1])
    if outcome is None or isinstance(outcome, Unnamed):
        return outcome.reason if outcome else "not read"
    facts = [[entry.fact for entry in one.entries] for one in outcome]
    levels = [
        found[0] if one.kind is None else calculated(one.kind, found) for one, found in zip(outcome, facts, strict=True)
    ]
    return ", ".join(f"{float(level.value or 0):.10g} {level.unit}" for level in levels)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What were the total sales in 2019?", "1496500000 USD"),
        ("What were the fixed price sales in 2019 and 2018 respectively?", "1452400000 USD, 1146200000 USD"),
        ("What is the change in Other in 2019 from 2018?", "-12600000 USD"),
        ("What is the percentage change in Other from 2018 to 2019?", "-22.22222222 percent"),
        ("What is the change in the margin from 2017 to 2019?", "4.5 points"),
        ("What is the difference in Other between 2018 and 2019?", "12600000 USD"),
        ("What is the average of Other for 2018 and 2019?", "50400000 USD"),
        ("What is the average margin over the 3 years from 2017 to 2019?", "10.16666667 percent"),
        ("What is the sum of Other in 2018 and 2019?", "100800000 USD"),
        ("What percentage of total sales was fixed price in 2018?", "95.28639122 percent"),
        ("What is the ratio of fixed price to other in 2017?", "14.64548023 pure"),
        ("In which year were total sales the lowest?", "1107700000 USD"),
    ],
)
def test_one_page_answers(page: Snapshot, question: str, answer: str) -> None:
    """Rows and columns are found by their words, and what is asked is computed of them."""
    assert answered(page, question) == answer


@pytest.mark.parametrize(
    "question",
    [
        "What were the total sales?",
        "What were the total sales in 2015?",
        "What were the domestic total sales in 2019?",
        "What were the net sales in 2019?",
        "How many units vested in 2019?",
        "What is the change in the adjustment from 2018 to 2019?",
        "What is the percentage change in the adjustment from 2017 to 2018?",
        "What percentage of fixed price was total sales in 2018?",
        "What is the average margin from 2015 to 2019?",
        "What would total sales have been in 2019 without Other?",
    ],
)
def test_what_is_not_sure_is_refused(page: Snapshot, question: str) -> None:
    """A period not named, a period or a part not printed, two rows of one name, a dash, a change of sign."""
    reason = answered(page, question)

    assert reason in {"ambiguous", "missing_evidence", "not_meaningful", "not read"}


def test_a_section_tells_rows_of_one_name_apart(page: Snapshot) -> None:
    """The row above them is a part of what they are called."""
    assert answered(page, "How many PSUs vested in 2019?") == "164000 shares"


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        (("What was Other in 2018?", "And in 2019?"), "44100000 USD"),
        (("What was Other in 2018?", "and what was it in 2017?", "what was, then, the change?"), "-14100000 USD"),
        (
            ("What is the change in Other from 2018 to 2019?", "So what was the percentage change?"),
            "-22.22222222 percent",
        ),
        (("What was Other in 2018?", "What was it in 2019?", "What is the sum of those 2 years?"), "100800000 USD"),
        (("What was Other in 2018?", "And what was the margin in that same year?"), "10 percent"),
        (("What was Nothing in 2018?", "And in 2019?"), "missing_evidence"),
        (("What was Other in 2018?", "What is that times 100?"), "not read"),
    ],
)
def test_threads(page: Snapshot, questions: tuple[str, ...], answer: str) -> None:
    """A question leans on those before it; where they are not understood, neither is it."""
    assert answered(page, *questions) == answer
