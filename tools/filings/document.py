"""What a file is as a document: identity, issuer, form, period."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from tieout.document import Document, Entity
from tieout.tools.filings.cover import Cover
from tieout.tools.filings.fiscal import Calendar, plausible_year
from tieout.tools.filings.front import Front
from tieout.tools.filings.noted import noted

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
    entity: Entity | None = None
    """The filer, where a note beside the file names it."""
    url: str | None = None
    name: str | None = None
    """The document's id; None is the file's stem."""
    period_end: date | None = None
    """The period of report, as a submission's header says."""
    main: Document | None = None
    """The filing whose exhibit it is."""
    exhibits: tuple[str, ...] = ()
    """The types of the filing's exhibits that are read with it."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the filing's label linkbase calls concepts and members."""

    @property
    def id(self) -> str:
        """Under which id the document goes."""
        return self.name or self.path.stem

    @property
    def is_exhibit(self) -> bool:
        """Whether it is known to be an exhibit of a filing."""
        return (self.form or "").upper().startswith("EX-")

    @classmethod
    def of(cls, path: Path, data: bytes, filed: date | None) -> "Source":
        """A file as it lies there, with what the note beside it says."""
        content_hash, note = sha256(data).hexdigest(), noted(path)
        if note is None:
            return cls(path=path, content_hash=content_hash, filed=filed, accession=accession(path.stem))
        return cls(
            path=path,
            content_hash=content_hash,
            filed=filed or note.filed,
            accepted=note.accepted if filed in (None, note.filed) else None,
            accession=note.accession or accession(path.stem),
            form=note.form,
            entity=note.entity,
            url=note.url,
        )


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
    """A filing whose cover page is tagged, or an exhibit of it with that filing's cover."""
    form = (None if source.is_exhibit else source.form) or cover.form or fallback.form or source.form
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
    entity = cover.entity or source.entity or Entity(name=fallback.name or source.id)
    document = _document(source, entity, source.form if source.is_exhibit else form).model_copy(
        update={
            "title": _title(entity.name, _called(form, source), year, cover.span),
            "fiscal_year": year,
            "fiscal_period": cover.span or ("FY" if _base(form) in _ANNUAL else None),
            "fiscal_year_end": cover.year_end or (calendar.year_end.strftime("%m-%d") if calendar else None),
            "period_end": cover.period_end or fallback.period_end or source.period_end,
        }
    )
    return Identity(document, calendar, notes)


def untagged(source: Source, front: Front, title: str | None) -> Document:
    """Any other document: what its filing or its first page says, else its title, else its name."""
    if source.main is not None:
        return _exhibit(source, source.main)
    form = source.form or front.form
    entity = source.entity or Entity(name=front.name or title or source.id)
    period_end = front.period_end or source.period_end
    year = plausible_year(None, period_end) if _base(form) in _ANNUAL and period_end is not None else None
    is_known = front.name or source.entity
    return _document(source, entity, form).model_copy(
        update={
            "kind": "exhibit" if source.is_exhibit else "filing" if form else "other",
            "title": _title(entity.name, form, year, None) if is_known else title or source.id,
            "fiscal_year": year,
            "fiscal_period": "FY" if year else None,
            "period_end": period_end,
        }
    )


def _exhibit(source: Source, main: Document) -> Document:
    """An exhibit is of its filing's filer, and of its period where the form reports one."""
    year, span = main.fiscal_year, main.fiscal_period
    more: dict[str, object] = {"title": _title(main.entity.name, _called(main.form, source), year, span)}
    if _base(main.form) in _ANNUAL or _base(main.form) == "10-Q":
        of_period = ("fiscal_year", "fiscal_period", "fiscal_year_end", "period_end")
        more |= {name: getattr(main, name) for name in of_period}
    return _document(source, main.entity, source.form).model_copy(update=more)


def _called(form: str | None, source: Source) -> str | None:
    """The form, with the exhibit's number behind it."""
    return " ".join(filter(None, (form, source.form if source.is_exhibit else None))) or None


def _document(source: Source, entity: Entity, form: str | None) -> Document:
    number = source.sample_of or source.accession
    url = source.url
    if url is None and number and entity.cik:
        url = f"https://www.sec.gov/Archives/edgar/data/{int(entity.cik)}/{number.replace('-', '')}/"
    return Document(
        id=source.id,
        entity=entity,
        kind="exhibit" if source.is_exhibit else "filing",
        title=source.id,
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
