"""What a file is as a document: identity, issuer, form, period."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from tieout.document import Document, Entity
from tieout.tools.filings.cover import Cover
from tieout.tools.filings.fiscal import Calendar, plausible_year
from tieout.tools.filings.front import Front

_DASHED = re.compile(r"(?<!\d)(\d{10}-\d\d-\d{6})(?!\d)")
_PLAIN = re.compile(r"(?<!\d)(\d{10})(\d\d)(\d{6})(?!\d)")
_ANNUAL = frozenset({"10-K", "10-KT", "20-F", "40-F"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's bytes by their hash, and what is known from outside its text."""

    path: Path
    content_hash: str
    filed: date | None = None
    accepted: datetime | None = None
    accession: str | None = None
    form: str | None = None
    sample_of: str | None = None

    @classmethod
    def of(cls, path: Path, data: bytes, filed: date | None) -> "Source":
        """A file as it lies there."""
        return cls(path=path, content_hash=sha256(data).hexdigest(), filed=filed, accession=accession(path.stem))


@dataclass(slots=True)
class Identity:
    """A document and the calendar of its issuer."""

    document: Document
    calendar: Calendar | None
    notes: list[str] = field(default_factory=list)


def accession(name: str) -> str | None:
    """The accession number in a file's name."""
    if match := _DASHED.search(name):
        return match[1]
    match = _PLAIN.search(name)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def tagged(source: Source, cover: Cover, fallback: Front) -> Identity:
    """A filing whose cover page is tagged."""
    form = cover.form or fallback.form or source.form
    if form and cover.amended and not form.endswith("/A"):
        form += "/A"
    calendar, notes = _calendar(cover, form)
    year = cover.year
    if calendar is not None:
        year = calendar.year
        if cover.year is not None and cover.year != year:
            notes.append(
                f"its cover states fiscal year {cover.year}, which cannot end on {calendar.year_end}; read as {year}"
            )
    entity = cover.entity or Entity(name=fallback.name or source.path.stem)
    document = _document(source, entity, form).model_copy(
        update={
            "title": _title(entity.name, form, year, cover.span),
            "fiscal_year": year,
            "fiscal_period": cover.span or ("FY" if _base(form) in _ANNUAL else None),
            "fiscal_year_end": cover.year_end or (calendar.year_end.strftime("%m-%d") if calendar else None),
            "period_end": cover.period_end or fallback.period_end,
        }
    )
    return Identity(document, calendar, notes)


def untagged(source: Source, front: Front, title: str | None) -> Document:
    """Any other document: what its first page says, else its title, else its name."""
    form = front.form or source.form
    entity = Entity(name=front.name or title or source.path.stem)
    year = None
    if _base(form) in _ANNUAL and front.period_end is not None:
        year = plausible_year(None, front.period_end)
    is_exhibit = (source.form or "").upper().startswith("EX-")
    document = _document(source, entity, form)
    return document.model_copy(
        update={
            "kind": "exhibit" if is_exhibit else "filing" if form else "other",
            "title": _title(entity.name, form, year, None) if front.name else title or source.path.stem,
            "fiscal_year": year,
            "fiscal_period": "FY" if year else None,
            "period_end": front.period_end,
        }
    )


def _document(source: Source, entity: Entity, form: str | None) -> Document:
    number = source.sample_of or source.accession
    url = None
    if number and entity.cik:
        url = f"https://www.sec.gov/Archives/edgar/data/{int(entity.cik)}/{number.replace('-', '')}/"
    return Document(
        id=source.path.stem,
        entity=entity,
        kind="filing",
        title=source.path.stem,
        form=form,
        accession=number,
        filed=source.filed,
        accepted=source.accepted,
        url=url,
        content_hash=source.content_hash,
        sample=source.sample_of is not None,
    )


def _calendar(cover: Cover, form: str | None) -> tuple[Calendar | None, list[str]]:
    if cover.period_end is None:
        return None, []
    if _base(form) not in _ANNUAL and _base(form) != "10-Q":
        return None, []
    span = "FY" if _base(form) in _ANNUAL else cover.span
    if span is None:
        return None, ["its cover does not say which quarter it reports; fiscal quarters are not labelled"]
    calendar = Calendar.of(year=cover.year, span=span, period_end=cover.period_end, month_day=cover.year_end)
    return calendar, []


def _base(form: str | None) -> str:
    return (form or "").upper().removesuffix("/A")


def _title(name: str, form: str | None, year: int | None, span: str | None) -> str:
    period = "" if year is None else f", {span + ' of ' if span and span != 'FY' else ''}fiscal {year}"
    return f"{name}{' ' + form if form else ''}{period}"
