"""Years, quarters and days in words."""

import pytest

from tieout.tools.labelled.times import Time, spans, times


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in fiscal 2019 and FY18", [Time(year=2019), Time(year=2018)]),
        ("Q4 2019", [Time(year=2019, quarter=4)]),
        ("the third quarter of 2016", [Time(year=2016, quarter=3)]),
        ("September 30, 2019", [Time(year=2019, month=9)]),
        ("$2,019 and 2019.5 and 12019", []),
    ],
)
def test_times(text: str, found: list[Time]) -> None:
    """Amounts are no years."""
    assert [named.time for named in times(text)] == found


def test_a_year_meets_each_of_its_quarters() -> None:
    """What is said of a quarter or a month must agree; what is not said may be anything."""
    assert Time(year=2019).meets(Time(year=2019, quarter=4))
    assert not Time(year=2019, quarter=3).meets(Time(year=2019, quarter=4))


@pytest.mark.parametrize(
    ("text", "is_range"),
    [("from 2017 to 2019", True), ("2017-2019", True), ("between 2017 and 2019", True), ("for 2017 and 2019", False)],
)
def test_ranges(text: str, is_range: bool) -> None:
    """Two years are the ends of a range, or two years."""
    assert spans(text) is is_range
