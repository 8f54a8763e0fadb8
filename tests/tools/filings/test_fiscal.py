"""Fiscal labels in the issuer's own calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.filings.fiscal import Calendar, plausible_year

APPLE = Calendar.of(year=2024, span="FY", period_end=date(2024, 9, 28), month_day="09-28")
APPLE_Q2 = Calendar.of(year=2024, span="Q2", period_end=date(2024, 3, 30), month_day="09-28")
LOWES = Calendar.of(year=2023, span="FY", period_end=date(2024, 2, 2), month_day="02-02")
PEPSI = Calendar.of(year=2023, span="FY", period_end=date(2023, 12, 30), month_day="12-30")


@pytest.mark.parametrize(
    ("calendar", "start", "end", "label"),
    [
        (APPLE, (2023, 10, 1), (2024, 9, 28), "FY2024"),
        (APPLE, (2022, 9, 25), (2023, 9, 30), "FY2023"),
        (APPLE, (2019, 9, 29), (2020, 9, 26), "FY2020"),
        (APPLE, (2023, 10, 1), (2023, 12, 30), "Q1 2024"),
        (APPLE_Q2, (2023, 12, 31), (2024, 3, 30), "Q2 2024"),
        (APPLE_Q2, (2023, 10, 1), (2024, 3, 30), "H1 2024"),
        (APPLE_Q2, (2022, 9, 25), (2023, 4, 1), "H1 2023"),
        (APPLE, (2023, 10, 1), (2024, 6, 29), "9M 2024"),
        (APPLE, (2024, 6, 30), (2024, 9, 28), "Q4 2024"),
        (APPLE, (2024, 3, 31), (2024, 9, 28), "H2 2024"),
        (LOWES, (2023, 2, 4), (2024, 2, 2), "FY2023"),
        (LOWES, (2022, 1, 29), (2023, 2, 3), "FY2022"),
        (LOWES, (2023, 2, 4), (2023, 5, 5), "Q1 2023"),
        (PEPSI, (2023, 1, 1), (2023, 3, 25), "Q1 2023"),
        (PEPSI, (2023, 9, 10), (2023, 12, 30), "Q4 2023"),
        (APPLE, (2024, 9, 1), (2024, 9, 28), None),
        (APPLE, (2019, 10, 1), (2024, 9, 28), None),
        (APPLE, (2024, 1, 10), (2024, 5, 15), None),
    ],
)
def test_duration(
    calendar: Calendar, start: tuple[int, int, int], end: tuple[int, int, int], label: str | None
) -> None:
    """Years of 52 and 53 weeks, quarters of 12 to 17 weeks and years named after the year before are labelled."""
    assert calendar.duration(date(*start), date(*end)).fiscal == label


def test_instants() -> None:
    """A day that ends a year, or a quarter that is reported, is labelled; the cover's share count date is not."""
    calendar = APPLE.reporting([(date(2023, 12, 31), date(2024, 3, 30))])
    labels = [
        calendar.instant(day).fiscal
        for day in (date(2024, 9, 28), date(2023, 9, 30), date(2021, 9, 25), date(2024, 3, 30), date(2024, 10, 18))
    ]

    assert labels == ["FY2024", "FY2023", "FY2021", "Q2 2024", None]


@pytest.mark.parametrize(
    ("stated", "year_end", "year"),
    [
        (2024, date(2024, 9, 28), 2024),
        (2023, date(2024, 2, 2), 2023),
        (2024, date(2024, 1, 28), 2024),
        (2025, date(2024, 12, 31), 2024),
        (2023, date(2024, 12, 31), 2024),
        (None, date(2024, 6, 30), 2024),
        (None, date(2025, 1, 3), 2024),
    ],
)
def test_plausible_year(stated: int | None, year_end: date, year: int) -> None:
    """A stated year is believed only when a year of that name can end on that day."""
    assert plausible_year(stated, year_end) == year


@given(st.dates(date(1999, 1, 1), date(2049, 12, 31)), st.integers(-8, 8))
def test_any_year_end(year_end: date, years: int) -> None:
    """Whatever the year's end, a year some years off, a few days early or late, is labelled by its distance."""
    calendar = Calendar(year_end, year_end.year)
    end = year_end + timedelta(days=round(365.2425 * years))

    for drift in (-6, 0, 6):
        period = calendar.duration(end + timedelta(days=drift - 363), end + timedelta(days=drift))
        assert period.fiscal == f"FY{year_end.year + years}"


def test_a_year_ends_where_its_first_period_begins() -> None:
    """A year of weeks may end on 31 December once: the day before a first quarter is a year's end too."""
    calendar = Calendar.of(year=2022, span="Q1", period_end=date(2022, 3, 26), month_day="12-31")
    knowing = calendar.reporting([(date(2021, 12, 26), date(2022, 3, 26))])

    assert calendar.instant(date(2021, 12, 25)).fiscal is None
    assert knowing.instant(date(2021, 12, 25)).fiscal == "FY2021"
    assert knowing.instant(date(2022, 3, 26)).fiscal == "Q1 2022"
