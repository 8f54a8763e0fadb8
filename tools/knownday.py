"""On which day did something become known?"""

from datetime import date, datetime


def known_day(known: datetime | date | None) -> date | None:
    """The day on which something became known, as its source writes it."""
    return known.date() if isinstance(known, datetime) else known
