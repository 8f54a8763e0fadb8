"""Dates under their formats."""

from datetime import date

import pytest

from tests.tools.filings.test_formats import by_rule, registry
from tieout.tools.filings.dates import day, month_day

TEXTS = (
    "31/12/2024|12/31/2024|31.12.24|12.31.2024|December 31, 2024|31 December 2024|Dec. 31, 2024|31 Dec 2024|2024-12-31|"
    "2024年12月31日|05/06/2024|6 May|May 6|December 31|31 December|12-31|31/12|12/31|2/30/2024|SEPTEMBER 28, 2024"
).split("|")


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("05/06/2024", "ixt:date-day-month-year", date(2024, 6, 5)),
        ("05/06/2024", "ixt:date-month-day-year", date(2024, 5, 6)),
        ("31.12.24", "ixt:datedoteu", date(2024, 12, 31)),
        ("28 September 2024", "ixt:date-day-monthname-year-en", date(2024, 9, 28)),
        ("2024年12月31日", "ixt:dateyearmonthdaycjk", date(2024, 12, 31)),
        ("February 30, 2024", "ixt:date-monthname-day-year-en", None),
        ("May 2024", "ixt:date-monthname-day-year-en", None),
        ("6 May 2024", "ixt:date-monthname-day-year-en", None),
        ("31/12/2024", "ixt:num-dot-decimal", None),
        ("31/12/2024", None, None),
    ],
)
def test_day(text: str, form: str | None, expected: date | None) -> None:
    """The format says what comes first; a text that it does not allow is no day."""
    assert day(text, form) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("12/31", "ixt:date-month-day", "12-31"),
        ("31/12", "ixt:date-day-month", "12-31"),
        ("September 28", "ixt:date-monthname-day-en", "09-28"),
        ("28 September", "ixt:datedaymonthen", "09-28"),
        ("May 6", "ixt:datelongdaymonthuk", None),
        ("December 31, 2024", "ixt:date-monthname-day-year-en", None),
    ],
)
def test_month_day(text: str, form: str, expected: str | None) -> None:
    """A day of every year has no year."""
    assert month_day(text, form) == expected


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("text", TEXTS)
def test_registries(text: str) -> None:
    """Under each date format of registries 1 to 5, a date that both read is the same date."""
    for name, rule in registry("date"):
        theirs = by_rule(rule, text)
        found, every = day(text, name), month_day(text, name)
        ours = found.isoformat() if found else f"--{every}" if every else None
        if theirs is not None and ours is not None:
            assert ours == theirs, name
