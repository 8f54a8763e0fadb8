"""What words say about time."""

from datetime import date

import pytest

from tieout.tools.filings.timing import Timing, day_of, span_of, timing, united


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three Months Ended", {"months": 3}),
        ("September 28, 2024", {"month": 9, "day": 28, "year": 2024}),
        ("As of December 31, 2023", {"instant": True, "month": 12, "day": 31, "year": 2023}),
        ("Fiscal 2024", {"year": 2024}),
        ("FY24", {"year": 2024}),
        ("Years Ended December 31,", {"months": 12, "month": 12, "day": 31}),
        ("13 Weeks Ended", {"months": 3, "weeks": 13}),
        ("Fifty-three weeks ended", {"months": 12, "weeks": 53}),
        ("Q3 2024", {"quarter": 3, "months": 3, "year": 2024}),
        ("Fourth quarter", {"quarter": 4, "months": 3}),
        ("Thereafter", {"later": True}),
        ("Remainder of 2025", {"later": True, "year": 2025}),
        ("2024 vs. 2023", {"year": 2024, "several": True}),
        ("At and for the year ended December 31, 2023", {"both": True, "months": 12}),
        ("Balance at December 31, 2022", {"instant": True, "year": 2022}),
        ("June 2023", {"month": 6, "day": None, "year": 2023}),
        ("Change", {"rest": "Change", "year": None}),
        ("$2,024", {"year": None}),
    ],
)
def test_timing(text: str, expected: dict[str, object]) -> None:
    """Length, day, year, quarter and what is still to come are told apart."""
    found = timing(text)

    assert {name: getattr(found, name) for name in expected} == expected


def test_stacked() -> None:
    """Heads that stand above each other say one thing together; their other words are kept."""
    found = united(("Three Months Ended", "September 28,", "2024", "iPhone"))

    assert (found.months, found.month, found.day, found.year, found.rest) == (3, 9, 28, 2024, "iPhone")


def test_quarters() -> None:
    """A quarter over a year is that quarter of the year."""
    found = united(("Second quarter", "2023"))

    assert (found.quarter, found.months, found.year) == (2, 3, 2023)


def test_comparison() -> None:
    """Two years over one column are a comparison."""
    assert united(("2024", "2023")).several


def test_filled() -> None:
    """What is said nearer has the first word; an instant takes no length from elsewhere."""
    nearer, further = Timing(year=2024, instant=True), Timing(year=2023, months=12, month=12, day=31)

    assert nearer.filled(further) == Timing(year=2024, instant=True, month=12, day=31)


def test_day() -> None:
    """A month without day, or with a day that it does not have, ends with its last."""
    assert (day_of(2023, 2, None), day_of(2024, 2, 30)) == (date(2023, 2, 28), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("October 1-31, 2023", (date(2023, 10, 1), date(2023, 10, 31))),
        ("October 1, 2023 through October 31, 2023", (date(2023, 10, 1), date(2023, 10, 31))),
        ("December 31, 2022 – January 27, 2023", (date(2022, 12, 31), date(2023, 1, 27))),
        ("November 27 - December 30", (date(2023, 11, 27), date(2023, 12, 30))),
        ("Balance at January 1", None),
        ("December 31, 2023", None),
    ],
)
def test_spans(label: str, expected: tuple[date, date] | None) -> None:
    """A label with a first and a last day is the time between them; the year may be left to the report's."""
    assert span_of(label, date(2023, 12, 31)) == expected
