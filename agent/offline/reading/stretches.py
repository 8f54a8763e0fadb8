"""From which day to which does a wording reach? Dates, months and calendar years as days of the calendar."""

import calendar
import re
from datetime import date

from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.periods import PeriodMention

NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")
"""A day in figures only."""
_MONTHS = 12


def stretch(mention: PeriodMention) -> list[tuple[date, date]]:
    """The first and the last day of what a wording names: of each date, of a month, of a calendar year."""
    if mention.wrong:
        raise NotDerivable("missing_evidence", f"{mention.text!r}: {mention.wrong}")
    if mention.kind == "date" and mention.ends:
        return [(day, day) for day in mention.ends]
    if mention.kind == "month" and mention.ends:
        return [(mention.ends[0].replace(day=1), mention.ends[0])]
    if mention.kind == "year" and mention.periods:
        return [(date(p.year, 1, 1), date(p.year, _MONTHS, 31)) for p in mention.periods]
    raise NotDerivable("ambiguous", f"{mention.text!r} does not say which day is meant; name it in full")


def numeric(match: re.Match[str]) -> date:
    """A day such as 25/12/2023; one that can be read in two ways is refused."""
    one, other, year = (int(number) for number in match.groups())
    if one <= _MONTHS and other <= _MONTHS and one != other:
        raise NotDerivable(
            "ambiguous",
            f"{match[0]!r} can be read in more than one way; write it as {date(year, one, other)}, for example",
        )
    month, day = (one, other) if one <= _MONTHS else (other, one)
    if month > _MONTHS or not 1 <= day <= calendar.monthrange(year, max(1, month))[1]:
        raise NotDerivable("missing_evidence", f"{match[0]!r} is no day of the calendar")
    return date(year, month, day)
