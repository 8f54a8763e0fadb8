"""What is asked of the process that reads EDGAR, and what does it answer? One JSON object in, one a line out."""

from datetime import date, datetime
from pathlib import Path

from tieout.model import Thing

REQUESTS_PER_SECOND = 8
"""Of the ten that the SEC allows; blocks were seen just below ten."""


class Wanted(Thing):
    """What is to be fetched."""

    companies: tuple[str, ...]
    """Tickers or CIKs."""
    forms: tuple[str, ...]
    """With their amendments."""
    since: date
    """Earliest filing date."""
    folder: Path


class Fetched(Thing):
    """One filing's primary document, complete on the disk, with what EDGAR says about it."""

    path: Path
    company: str
    """Its ticker as it was asked for; for a CIK its first ticker, else the CIK."""
    form: str
    accession: str
    filed: date
    accepted: datetime | None = None
    """As the submissions JSON has it, which for some filers is hours off."""
    url: str


class Event(Thing):
    """One line of output: a filing, or what went wrong; an error with `last` ended the fetching."""

    fetched: Fetched | None = None
    error: str = ""
    """Name of a class of `tieout.errors`."""
    message: str = ""
    last: bool = False
