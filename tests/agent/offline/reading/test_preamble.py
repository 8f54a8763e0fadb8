"""What only says how to go about a question is left out of it, and what asks for a figure is not."""

import pytest

from tieout.agent.offline.reading.portion import blanked
from tieout.agent.offline.reading.preamble import asides


@pytest.mark.parametrize(
    ("question", "left"),
    [
        (
            (
                "Assume that you are a public equities analyst. Answer the following question by primarily using "
                "information that is shown in the balance sheet: what is the year end FY2018 net PPNE for 3M?"
            ),
            "what is the year end FY2018 net PPNE for 3M?",
        ),
        (
            (
                "We want to calculate a financial metric. Please help us compute it by basing your answers off of the "
                "cash flow statement and the income statement. Here's the question: what is the FY2021 capex for 3M?"
            ),
            "what is the FY2021 capex for 3M?",
        ),
        (
            (
                "By drawing conclusions from the information stated only in the income statement, what is Amazon's "
                "FY2019 net income amount?"
            ),
            "what is Amazon's FY2019 net income amount?",
        ),
        ("What is Apple's revenue in 2024 according to its income statement?", "What is Apple's revenue in 2024 ?"),
        ("What was Apple's revenue from services in 2024?", "What was Apple's revenue from services in 2024?"),
        ("From 2020 to 2022, what was revenue?", "From 2020 to 2022, what was revenue?"),
        (
            "Using EBITDA = operating income + D&A, what is EBITDA margin?",
            "Using EBITDA = operating income + D&A, what is EBITDA margin?",
        ),
        ("Assume revenue grows 5%. What is net income?", "Assume revenue grows 5%. What is net income?"),
    ],
)
def test_instructions_are_set_aside(question: str, left: str) -> None:
    """Roles, instructions and the statements to look into go; years, formulas, suppositions and parts stay."""
    assert " ".join(blanked(question, asides(question)).split()) == left
