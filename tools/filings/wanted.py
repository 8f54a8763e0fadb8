"""What is asked of the process that reads EDGAR, and what does it answer? One JSON object in, one a line out."""

from datetime import date
from pathlib import Path

from tieout.model import Thing
from tieout.tools.filings.answers import SECONDS
from tieout.tools.filings.noted import Noted

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
    until: date | None = None
    """Latest filing date."""
    folder: Path
    pace: Path
    """The file in which the processes of a home share when they asked."""
    exhibits: bool = True
    """Whether exhibits 99 and 13 come with their filing."""
    crosscheck: bool = True
    """Whether the SEC's companyfacts are fetched, to check the filings against."""
    seconds: float = SECONDS
    """Within which one answer has to come to its end."""


class Fetched(Thing):
    """One document, complete on the disk, with what EDGAR says about it."""

    path: Path
    note: Noted


class Event(Thing):
    """One line of output: a document, or what went wrong; an error with `last` ended the fetching."""

    fetched: Fetched | None = None
    error: str = ""
    """Name of a class of `tieout.errors`."""
    message: str = ""
    last: bool = False
    minor: bool = False
    """Whether every filing asked for is there all the same: an exhibit or the cross-check is missing."""
