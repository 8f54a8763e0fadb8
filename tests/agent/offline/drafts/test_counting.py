"""A number answers “how many” only where a sentence states it as a company's total."""

import pytest

from tieout.agent.offline.drafts.counting import amounting, counted_nouns, counting
from tieout.tools.figures.vocabulary import Vocabulary

EMPLOYEES = frozenset({"employee", "people", "person", "associate"})


def test_the_counted_noun_stands_behind_how_many() -> None:
    """What is counted is the last noun before the verb."""
    assert counted_nouns("how many restaurants does McDonald's have", ()) == {"restaurant"}
    assert counted_nouns("number of home improvement stores at Lowe's", ()) == {"store"}
    assert counted_nouns("what are the risks", ()) == frozenset()


def test_employees_are_people_too() -> None:
    """A question about employees is answered by people, persons and associates as well."""
    assert counted_nouns("how many employees are there", ()) >= {"employee", "people", "associate"}


@pytest.mark.parametrize(
    "text",
    [
        "As of September 28, 2024, the Company had approximately 164,000 full-time equivalent employees.",
        "At year-end the company employed approximately 125,000 people, of whom 44,000 were in one state.",
        "Company employees, which include those in restaurants, totaled over 150,000 worldwide as of year-end 2023.",
        "As of February 2, 2024, the company employed approximately 168,000 full-time associates.",
        "Our company is a global community of approximately 111,600 employees dedicated to our Ethos.",
        "At December 31, 2023, we employed approximately 87,000 (54%) hourly employees and others.",
    ],
)
def test_a_total_is_recognised(text: str) -> None:
    """A number close before or behind the counted noun, with words of a total, is one."""
    assert counting(text, EMPLOYEES) > 1


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 employees bought 1,200,000 shares under the employee stock purchase plan.",
        "Approximately 4,880 union-represented service employees work in the United States as of year-end.",
        "The program is open to 95% of employees as of year-end.",
        "We had approximately 300 terminated employees as of December 31, 2023.",
        "The employees are our greatest strength and have been for 50 years.",
        "We had 1,649 employees in Israel and 1,501 employees in Japan as of December 31, 2022.",
    ],
)
def test_another_number_is_none(text: str) -> None:
    """Shares, percentages, parts of the workforce and years are no number of employees."""
    assert counting(text, EMPLOYEES) == 0


def test_an_amount_in_prose_is_the_whole_companys() -> None:
    """The backlog is the total one, not that of a part which the sentence names."""
    backlog = [Vocabulary.load().metric("backlog")]
    assert amounting("Total backlog was $196 billion as of December 31, 2023.", backlog) == 1
    assert (
        amounting("Included in total backlog is defense backlog of $78 billion as of December 31, 2023.", backlog) == 0
    )
    assert amounting("The backlog grew.", backlog) == 0


def test_another_organisation_counts_less() -> None:
    """Where a sentence is about an organisation that may be another, the company's own count comes first."""
    own = counting("We only have five employees as of December 31, 2022.", EMPLOYEES)
    other = counting("Acme Group has built an integrated team of over 1,000 employees.", EMPLOYEES)

    assert own > other
