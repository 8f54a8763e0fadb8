"""Which of a sentence's periods belongs to which of its figures."""

from datetime import date

import pytest

from tieout.period import FiscalPeriod
from tieout.tools.figures.grammar import figures
from tieout.tools.periodsof import When, when_of


def year(number: int, *, end: bool = False) -> When:
    """A fiscal year as worded, or its last day."""
    return When(named=FiscalPeriod(year=number), is_instant=end)


def whens(sentence: str) -> list[When | None]:
    """The period of each figure of a sentence, in order."""
    return [when_of(sentence, r) for r in figures(sentence) if r.is_figure and not r.words]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Costs were $5, $4 and $3 in 2024, 2023 and 2022, respectively.", [year(2024), year(2023), year(2022)]),
        (
            "Debt was $9 billion and $8 billion as of June 30, 2024 and 2023, respectively.",
            [When(day=date(2024, 6, 30)), When(day=date(2023, 6, 30))],
        ),
        (
            "Sales were $5 million and $9 million for the three and six months ended June 30, 2024, respectively.",
            [When(day=date(2024, 6, 30), months=3), When(day=date(2024, 6, 30), months=6)],
        ),
        ("Net sales were $5 billion in 2024, compared to $4 billion in 2023.", [year(2024), year(2023)]),
        ("In 2024, net sales were $5 billion, compared to $4 billion in the prior year.", [year(2024), None]),
        (
            "During the three months ended June 30, 2024, we paid $7 million.",
            [When(day=date(2024, 6, 30), months=3)],
        ),
        ("Software was (in millions): 2023-$836.0; 2022-$864.3.", [year(2023), year(2022)]),
        ("The carrying amount was $5 million in 2024.", [year(2024, end=True)]),
        ("At the end of 2024 we had $5 million.", [year(2024, end=True)]),
        ("On December 31, 2024, we held $5 million.", [When(day=date(2024, 12, 31), is_closing=True)]),
    ],
)
def test_said(sentence: str, expected: list[When]) -> None:
    """Lists go together one by one, a figure has the period at it, a lone period has its clause's figures."""
    assert whens(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Margins fell by $5 million.",
        "The notes of $5 million are due in 2028.",
        "We may repurchase $5 billion through 2026.",
        "The 2022 Plan reserves $5 million.",
        "Under the Relief Act of 2022 we received $5 million.",
        "Taxes were $5 million in both 2024 and 2023.",
        "We recorded charges of $3 million, reducing the value to $2 million as of June 30, 2024, in all.",
        "In May of 2023 we repaid $5 million.",
        "It was $5 million year over year.",
    ],
)
def test_unsaid(sentence: str) -> None:
    """A due date, a plan's name, two years at once, a month, another figure's day: the first figure has no period."""
    assert whens(sentence)[0] is None
