"""The days that end an issuer's periods."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar

APPLE = "as of September 28, 2024 and September 30, 2023 … September 24, 2022 … September 24, 2022"


def monthly(months: int = 12) -> Closings:
    """A company whose years end in December."""
    end = date(2024, 12, 31)
    return Closings.of("December 31, 2023", period_end=end, calendar=Calendar(end, 2024), months=months)


def weekly(text: str = APPLE) -> Closings:
    """A company whose years end on a Saturday in September."""
    end = date(2024, 9, 28)
    return Closings.of(text, period_end=end, calendar=Calendar(end, 2024), months=12)


def test_monthly() -> None:
    """Years and quarters end with a month, and begin with one."""
    closings = monthly()

    assert closings.year_end(2022) == date(2022, 12, 31)
    assert closings.quarter_end(2024, 1) == date(2024, 3, 31)
    assert closings.start(date(2024, 9, 30), 3) == date(2024, 7, 1)
    assert closings.start(date(2024, 9, 30), 9) == date(2024, 1, 1)


def test_weekly() -> None:
    """Years that end on a day of the week are told by the days that the document names."""
    closings = weekly()

    assert [closings.year_end(year) for year in (2024, 2023, 2022)] == [
        date(2024, 9, 28),
        date(2023, 9, 30),
        date(2022, 9, 24),
    ]
    assert closings.start(date(2024, 9, 28), 12) == date(2023, 10, 1)
    assert closings.start(date(2023, 9, 30), 12) == date(2022, 9, 25)


def test_weekly_at_the_end_of_a_month() -> None:
    """A Saturday that happens to end a month does not make the company's periods months."""
    end = date(2023, 9, 30)
    closings = Closings.of(APPLE, period_end=end, calendar=Calendar(end, 2023), months=12)

    assert not closings.is_monthly
    assert closings.start(end, 12) == date(2022, 9, 25)


def test_new_year() -> None:
    """New Year's Day, a Sunday as the year's last day is, does not make the periods weeks."""
    end = date(2023, 12, 31)
    text = "January 1, 2023 … January 1, 2023 … December 31, 2022"

    assert Closings.of(text, period_end=end, calendar=Calendar(end, 2023), months=12).is_monthly


def test_weeks() -> None:
    """A length in weeks is taken at its word."""
    assert weekly("").start(date(2023, 4, 1), 3, weeks=14) == date(2022, 12, 25)


@given(st.integers(1950, 2090), st.integers(1, 4), st.sampled_from([1, 3, 6, 9, 12]))
def test_any_year(year: int, quarter: int, length: int) -> None:
    """Every quarter ends within its year and begins before it ends."""
    for closings in (monthly(), weekly()):
        end = closings.quarter_end(year, quarter)
        assert closings.start(end, length) < end
        assert end <= closings.year_end(year)
