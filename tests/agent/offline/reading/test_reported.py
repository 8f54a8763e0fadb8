"""A company's fiscal calendar: what it has reported, and which of its quarters ends near a day."""

from datetime import date

import pytest

from tests.agent.offline.reading.test_timing import filing
from tieout.agent.offline.reading.reported import Reported, before
from tieout.period import FiscalPeriod, FiscalSpan

SEPTEMBER = Reported.by(
    [
        filing("10-K", 2023, "FY", date(2023, 9, 30)),
        filing("10-Q", 2024, "Q1", date(2023, 12, 30)),
        filing("10-Q", 2024, "Q2", date(2024, 3, 30)),
    ],
    None,
)
MAY = Reported.by([filing("10-K", 2024, "FY", date(2024, 5, 31)), filing("10-Q", 2025, "Q1", date(2024, 8, 31))], None)


def label(period: FiscalPeriod | None) -> str | None:
    """The label of a period that may not be there."""
    return period.label if period else None


def test_the_newest_quarter_is_that_of_the_newest_report() -> None:
    """An annual report ends a fourth quarter; what was not public counts for nothing."""
    assert label(SEPTEMBER.newest) == "Q2 2024"
    public = Reported.by([filing("10-K", 2023, "FY", date(2023, 9, 30))], date(2023, 10, 1))
    assert label(public.newest) is None
    assert label(MAY.own) == "Q1 2025"


@pytest.mark.parametrize(
    ("span", "expected"), [("Q1", "Q1 2024"), ("Q3", "Q3 2023"), ("H1", "H1 2024"), ("9M", "9M 2023")]
)
def test_the_latest_of_a_kind_is_the_newest_that_is_over(span: FiscalSpan, expected: str) -> None:
    """“Q3” in the spring is last year's."""
    assert label(SEPTEMBER.latest(span)) == expected


def test_the_last_quarters_go_back_over_a_year_s_end() -> None:
    """Four quarters, the oldest first."""
    assert [p.label for p in SEPTEMBER.last_quarters(4)] == ["Q3 2023", "Q4 2023", "Q1 2024", "Q2 2024"]
    assert before(FiscalPeriod(year=2024, span="Q1")).label == "Q4 2023"


@pytest.mark.parametrize(
    ("reported", "day", "expected"),
    [
        (SEPTEMBER, date(2023, 12, 31), "Q1 2024"),
        (SEPTEMBER, date(2022, 12, 31), "Q1 2023"),
        (SEPTEMBER, date(2025, 6, 30), "Q3 2025"),
        (SEPTEMBER, date(2023, 11, 30), None),
        (MAY, date(2023, 12, 31), None),
        (MAY, date(2023, 11, 30), "Q2 2024"),
    ],
)
def test_a_quarter_ends_near_a_month_s_end_or_not_at_all(reported: Reported, day: date, expected: str | None) -> None:
    """Weeks end some days beside the month; another month is another quarter."""
    assert label(reported.ending(day)) == expected


def test_a_calendar_year_is_four_quarters_where_they_end_with_the_calendar_s() -> None:
    """A September year has the quarters, a May year has none that fit."""
    assert [p.label for p in SEPTEMBER.calendar_year(2023)] == ["Q2 2023", "Q3 2023", "Q4 2023", "Q1 2024"]
    assert MAY.calendar_year(2023) == ()
    assert not SEPTEMBER.is_calendar
    assert Reported.by([filing("10-K", 2023, "FY", date(2023, 12, 30))], None).is_calendar
