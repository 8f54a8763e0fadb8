"""What EDGAR says about a fetched file: the note that lies beside it, `<file>.json`."""

from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from tieout.document import Entity

_LARGEST = 1 << 20


class Noted(BaseModel):
    """A note as a fetch writes it; every part may be missing, other parts are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ticker: str | None = None
    cik: str | None = Field(default=None, pattern=r"^\d{10}$")
    name: str | None = None
    """Of the filer."""
    form: str | None = None
    """Of this document: "10-K", or "EX-99.1" for an exhibit."""
    accession: str | None = None
    filed: date | None = None
    accepted: datetime | None = None
    """On the SEC's clock, without a zone, as a submission's header has it."""
    url: str | None = None
    exhibits: tuple[str, ...] | None = None
    """Files of the exhibits that lie beside it; None where it is not known which there are."""

    @field_validator("accepted")
    @classmethod
    def _believed(cls, accepted: datetime | None, info: ValidationInfo) -> datetime | None:
        """The SEC's list writes its own clock with a Z; for some filers it is hours off, which shows by the day."""
        filed = info.data.get("filed")
        if accepted is None or (isinstance(filed, date) and accepted.date() > filed):
            return None
        return accepted.replace(tzinfo=None)

    @property
    def entity(self) -> Entity | None:
        """The filer."""
        if self.cik is None or self.name is None:
            return None
        return Entity(cik=self.cik, ticker=self.ticker, name=self.name)


def note_of(path: Path) -> Path:
    """Where the note of a file lies."""
    return path.with_name(f"{path.name}.json")


def noted(path: Path) -> Noted | None:
    """The note beside a file; None where there is none that can be read."""
    try:
        note = note_of(path)
        if note.stat().st_size > _LARGEST:
            return None
        return Noted.model_validate_json(note.read_bytes())
    except (OSError, ValidationError):
        return None
