"""The operation is read from the words around names and metrics."""

import pytest

from tieout.agent.offline.reading.operation import (
    between,
    compounds,
    is_forecast,
    narrows,
    operation,
    quarterly,
    sets_against,
    wants_level_too,
    wants_text,
    whole_first,
    yearly,
)
from tieout.question import Ask


@pytest.mark.parametrize(
    ("rest", "ask"),
    [
        ("What was    in   ?", "look_up"),
        ("how fast did    grow in", "percent_change"),
        ("   YoY ", "percent_change"),
        ("CAGR of    ", "percent_change"),
        ("how much did    change from    to", "change"),
        ("how much    did    report in", "look_up"),
        ("   as a percentage of    ", "share"),
        ("ratio of    to", "ratio"),
        ("average    over", "average"),
        ("total    of    over   ", "sum"),
        ("which had higher   ,    or   ", "rank"),
        ("is    increasing", "trend"),
        ("how did    develop", "trend"),
        ("   versus   ", "compare"),
    ],
)
def test_the_words_lead_to_the_operation(rest: str, ask: Ask) -> None:
    """Each way of asking is one operation, and a plain question is a look-up."""
    assert operation(rest) == ask


@pytest.mark.parametrize(
    "rest", ["why did    fall", "what does    say about risks", "how does    make money", "who audits"]
)
def test_questions_about_words_want_text(rest: str) -> None:
    """Reasons, risks and persons are answered by quotation."""
    assert wants_text(rest)


@pytest.mark.parametrize("rest", ["how does    compare to   's in   ?", "how leveraged is   ", "What was    in   ?"])
def test_questions_about_figures_want_no_text(rest: str) -> None:
    """A comparison or a measure in everyday words is a figure."""
    assert not wants_text(rest)


def test_the_future_is_recognised() -> None:
    """What will be is no reported figure, and a will that is denied is no forecast."""
    assert is_forecast("what will    be next year")
    assert is_forecast("   outlook")
    assert not is_forecast("what was   ")


def test_a_yearly_rate_is_not_a_rate_of_every_year() -> None:
    """“compound annual growth” asks for one figure, “each year” for several."""
    assert compounds("compound annual growth")
    assert not yearly("compound annual growth of sales 2021-2024")
    assert yearly("growth of sales in each year")


def test_quarters_are_asked_for_without_their_numbers() -> None:
    """“quarterly” and “by quarter” ask for all four."""
    assert quarterly("quarterly revenue 2024")
    assert quarterly("revenue by quarter")
    assert not quarterly("revenue in Q2 2024")


def test_a_level_beside_a_change_is_heard() -> None:
    """“net sales and their growth” asks for both."""
    assert wants_level_too("net sales and their growth")
    assert not wants_level_too("growth of net sales")


def test_the_whole_may_be_named_first() -> None:
    """In “what percentage of revenue was R&D” the whole comes first."""
    question = "what percentage of revenue was R&D"
    assert whole_first(question, (question.index("revenue"), question.index("R&D")))
    assert not whole_first("R&D as a percentage of revenue", (0, 23))


def test_two_figures_may_be_set_against_each_other() -> None:
    """“How much more than” compares companies, it does not ask for the year before."""
    assert sets_against("how much more did    spend on    than    in")
    assert not sets_against("how much did    increase")


def test_a_metric_may_narrow_another() -> None:
    """“revenue from discontinued operations” is one measure, “revenue and net income” are two."""
    assert narrows(" from ")
    assert narrows(" before the ")
    assert not narrows(" and ")
    assert not narrows(" of ")


def test_between_makes_a_range() -> None:
    """“between 2021 and 2024” means the years in between, too."""
    assert between("revenue between 2021 and 2024")
    assert not between("revenue in 2021 and 2024")
