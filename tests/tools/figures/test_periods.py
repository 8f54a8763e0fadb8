"""Period wordings are found with their range, and mean the periods that a reader would say."""

from datetime import date

import pytest

from tieout.tools.figures.periods import PeriodMention, mentions


def one(text: str) -> PeriodMention:
    """The only mention of a text."""
    (mention,) = mentions(text)
    return mention


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("fiscal 2024", "FY2024"),
        ("FY24", "FY2024"),
        ("FY2024", "FY2024"),
        ("in 2024", "FY2024"),
        ("Q3 2023", "Q3 2023"),
        ("3Q23", "Q3 2023"),
        ("Q3'23", "Q3 2023"),
        ("third quarter of fiscal 2023", "Q3 2023"),
        ("first half of 2024", "H1 2024"),
        ("H2 2024", "H2 2024"),
        ("first nine months of 2024", "9M 2024"),
        ("first six months of fiscal 2024", "H1 2024"),
        ("first 3 months of 2024", "Q1 2024"),
        ("first twenty-six weeks of 2024", "H1 2024"),
        ("9M 2024", "9M 2024"),
        ("2021 to 2023", "FY2021 FY2022 FY2023"),
        ("FY2021–FY2023", "FY2021 FY2022 FY2023"),
        ("2021-23", "FY2021 FY2022 FY2023"),
        ("between 2022 and 2023", "FY2022 FY2023"),
        ("fiscal years 2022, 2023 and 2024", "FY2022 FY2023 FY2024"),
        ("2024 and 2022", "FY2024 FY2022"),
        ("next year's plan for 2030", "FY2030"),
    ],
)
def test_absolute_wordings_name_fiscal_periods(text: str, labels: str) -> None:
    """Years, quarters, halves, lists and ranges, in the order of the text."""
    found = [period for mention in mentions(text) for period in mention.periods]

    assert labels.replace(" FY", ";FY").split(";") == [period.label for period in found]


@pytest.mark.parametrize(
    ("text", "ends", "months"),
    [
        ("fiscal year ended September 28, 2024", (date(2024, 9, 28),), 12),
        ("three months ended June 29, 2024", (date(2024, 6, 29),), 3),
        ("nine months ended June 29, 2024 and July 1, 2023", (date(2024, 6, 29), date(2023, 7, 1)), 9),
        ("Years ended December 31, 2023, 2022 and 2021", tuple(date(y, 12, 31) for y in (2023, 2022, 2021)), 12),
        ("52 weeks ended September 28, 2024", (date(2024, 9, 28),), 12),
        ("as of September 28, 2024", (date(2024, 9, 28),), None),
        ("on 28 September 2024", (date(2024, 9, 28),), None),
        ("2024-09-28", (date(2024, 9, 28),), None),
    ],
)
def test_dates_are_read_as_ends(text: str, ends: tuple[date, ...], months: int | None) -> None:
    """What ends at a date keeps the date and its length."""
    assert (ends, months) == (one(text).ends, one(text).months)


@pytest.mark.parametrize(
    ("text", "relative", "unit", "count"),
    [
        ("the prior year", "earlier", "year", None),
        ("a year ago", "earlier", "year", None),
        ("last year", "last", "year", None),
        ("the latest", "latest", "year", None),
        ("this year", "latest", "year", None),
        ("next year", "next", "year", None),
        ("the last three years", "several", "year", 3),
        ("each of the five years", "several", "year", 5),
        ("the prior quarter", "earlier", "quarter", None),
        ("the same quarter last year", "same", "year", None),
    ],
)
def test_relative_wordings_say_which_way_and_how_far(text: str, relative: str, unit: str, count: int | None) -> None:
    """What they count from is the reader's: a question's and a statement's "last year" differ."""
    found = one(text)

    assert (found.relative, found.unit, found.count) == (relative, unit, count)


@pytest.mark.parametrize("text", ["Q5 2023", "June 31, 2024", "H3 2024", "fifth quarter of 2023", "February 30, 2023"])
def test_impossible_periods_are_flagged(text: str) -> None:
    """A period that cannot exist is not quietly corrected."""
    mention = one(text)

    assert (mention.kind, mention.periods) == ("impossible", ())
    assert mention.wrong


@pytest.mark.parametrize(("text", "fiscal"), [("fiscal 2024", True), ("calendar 2024", False), ("in 2024", None)])
def test_fiscal_and_calendar_wording_are_told_apart(text: str, *, fiscal: bool | None) -> None:
    """A bare year says neither."""
    assert fiscal == one(text).fiscal


@pytest.mark.parametrize("text", ["We had 2024 employees.", "$2024", "2,024 units", "2024 million"])
def test_an_amount_is_no_year(text: str) -> None:
    """What the grammar reads as a figure names no period."""
    assert mentions(text) == ()


def test_a_comparison_names_two_periods() -> None:
    """The words "in 2024 compared to 2023" are two mentions, each at its place."""
    text = "rose in 2024 compared to 2023"

    assert [(m.text, m.start) for m in mentions(text)] == [("2024", 8), ("2023", 25)]
