"""Due times are cron's."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.agent.jobs.due import Cron

MONDAY = datetime(2024, 11, 4, 8, 0, tzinfo=UTC)


def days(expression: str) -> list[str]:
    """The days of one week on which a job is due, from Monday."""
    cron = Cron.parse(expression)
    return [
        f"{day:%a}"
        for day in (MONDAY + timedelta(days=n) for n in range(7))
        if cron.latest(day - timedelta(hours=9), day + timedelta(hours=9)) is not None
    ]


@pytest.mark.parametrize(
    ("weekday", "expected"),
    [
        ("1", ["Mon"]),
        ("0", ["Sun"]),
        ("7", ["Sun"]),
        ("1-5", ["Mon", "Tue", "Wed", "Thu", "Fri"]),
        ("mon,thu", ["Mon", "Thu"]),
        ("FRI-mon", ["Mon", "Fri", "Sat", "Sun"]),
        ("5-7", ["Fri", "Sat", "Sun"]),
        ("0-7", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
        ("*/2", ["Tue", "Thu", "Sat", "Sun"]),
        ("1-5/2", ["Mon", "Wed", "Fri"]),
        ("*", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
    ],
)
def test_days_of_the_week_are_counted_as_cron_counts_them(weekday: str, expected: list[str]) -> None:
    """0 and 7 are Sunday, 1 is Monday, as crontab(5) has it."""
    assert days(f"0 8 * * {weekday}") == expected


@pytest.mark.parametrize(
    "expression",
    ["", "* * * *", "61 * * * *", "0 8 * * 8", "0 8 * * fun", "0 8 * * 1-", "0 8 1 * 1", "0 0 30 2 *", "@daily"],
)  # fmt: skip
def test_what_is_no_schedule_is_refused_with_an_example(expression: str) -> None:
    """A schedule that cannot be read, never comes, or means two things is refused."""
    with pytest.raises(ValueError, match=r"'0 8 \* \* mon'|two jobs"):
        Cron.parse(expression)


def test_a_schedule_is_in_its_time_zone() -> None:
    """8 o'clock in Berlin is 7 in winter and 6 in summer, in UTC."""
    cron = Cron.parse("0 8 * * *", "Europe/Berlin")

    assert cron.after(datetime(2024, 1, 5, tzinfo=UTC)) == datetime(2024, 1, 5, 7, tzinfo=UTC)
    assert cron.after(datetime(2024, 7, 5, tzinfo=UTC)) == datetime(2024, 7, 5, 6, tzinfo=UTC)


def test_a_clock_set_back_makes_a_fixed_hour_due_once_and_every_half_hour_twice() -> None:
    """2:30 comes twice on 27 October 2024 in Berlin; a job of 2:30 runs once, one of every half hour each time."""
    start, end = datetime(2024, 10, 26, 23, 59, tzinfo=UTC), datetime(2024, 10, 27, 2, 29, tzinfo=UTC)

    fixed = list(Cron.parse("30 2 * * *", "Europe/Berlin")._between(start, end))
    often = list(Cron.parse("*/30 * * * *", "Europe/Berlin")._between(start, end))

    assert fixed == [datetime(2024, 10, 27, 0, 30, tzinfo=UTC)]
    assert len(often) == 5


def test_a_clock_set_forward_skips_no_day() -> None:
    """2:30 does not exist on 31 March 2024 in Berlin; the job still is due once that day."""
    cron = Cron.parse("30 2 * * *", "Europe/Berlin")

    due = list(cron._between(datetime(2024, 3, 30, 12, tzinfo=UTC), datetime(2024, 3, 31, 12, tzinfo=UTC)))

    assert due == [datetime(2024, 3, 31, 1, 30, tzinfo=UTC)]


@given(minutes=st.integers(0, 60 * 24 * 60), step=st.sampled_from(["*", "*/7", "0", "15,45"]))
def test_the_latest_due_time_has_no_due_time_between_it_and_now(minutes: int, step: str) -> None:
    """Whatever the gap, the latest due time is due, is not later than now, and is followed by none up to now."""
    cron = Cron.parse(f"{step} * * * *")
    now = MONDAY + timedelta(minutes=minutes, seconds=30)

    due = cron.latest(MONDAY - timedelta(hours=1), now)

    assert due is not None
    assert MONDAY - timedelta(hours=1) < due <= now
    following = cron.after(due)
    assert following is not None
    assert following > now


def test_a_rare_schedule_is_found_years_back() -> None:
    """29 February is found when the last one is three years ago, and not when it lies before the job."""
    cron = Cron.parse("0 8 29 2 *")
    now = datetime(2027, 6, 1, tzinfo=UTC)

    assert cron.latest(datetime(2020, 1, 1, tzinfo=UTC), now) == datetime(2024, 2, 29, 8, tzinfo=UTC)
    assert cron.latest(datetime(2025, 1, 1, tzinfo=UTC), now) is None
