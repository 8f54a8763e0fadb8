"""Which days do the dates of a text name? Lists of them, months' ends, days that cannot exist."""

import calendar
import re
from datetime import date

from tieout.tools.figures.period_patterns import MONTHS, ONE_DATE


def dates_of(text: str) -> tuple[tuple[date, ...], str | None]:
    """End dates of a list, and why one cannot exist; "December 31, 2023, 2022 and 2021" is three dates."""
    dates: list[date] = []
    at = 0
    month_day: tuple[int, int] | None = None
    for match in re.finditer(rf"{ONE_DATE.pattern}|(?<!\d)(?P<only>\d{{4}})(?!\d)", text, re.IGNORECASE):
        at = match.end()
        year, month, day = _parts(match, month_day)
        if month == 0:
            continue
        month_day = (month, day)
        if year is None:
            later = re.search(r"(?<!\d)\d{4}(?!\d)", text[at:])
            year = int(later[0]) if later else None
        if day > calendar.monthrange(year or 2000, month)[1] or day == 0:
            return (), f"{calendar.month_name[month]} has no day {day}"
        if year is not None:
            dates.append(date(year, month, day))
    return tuple(dates), None


def _parts(match: re.Match[str], month_day: tuple[int, int] | None) -> tuple[int | None, int, int]:
    """Year, month and day of one date; month 0 when there is none to speak of."""
    if match["only"]:
        return (int(match["only"]), *(month_day or (0, 0)))
    numbers = [int(number) for number in re.findall(r"\d+", match[0])]
    word = re.search(r"[a-z]{3,}", match[0], re.IGNORECASE)
    name = next((w for w in re.findall(r"[a-z]+", match[0].lower()) if w in MONTHS), None)
    if word is None or name is None:
        year, month, day = numbers
        return (year, month, day) if 1 <= month <= 12 else (year, 0, 0)  # noqa: PLR2004 - months of a year
    years = [number for number in numbers if number > 99]  # noqa: PLR2004 - days have two digits
    days = [number for number in numbers if number <= 99]  # noqa: PLR2004 - days have two digits
    return (years[0] if years else None, MONTHS[name], days[0] if days else 0)


def month_end(month: str, year: str) -> date:
    """The last day of a month."""
    number = MONTHS[month.lower().rstrip(".")]
    return date(int(year), number, calendar.monthrange(int(year), number)[1])
