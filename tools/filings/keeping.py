"""How a filing of EDGAR gets onto the disk: its primary document, its exhibits, and a note beside each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from tieout.document import Entity
from tieout.errors import NotThereError, ReadError, TieoutError
from tieout.tools.filings.exhibits import Exhibit, composed, listed, names, taken_out
from tieout.tools.filings.noted import Noted, note_of, noted
from tieout.tools.filings.refusals import tried
from tieout.tools.filings.wanted import Event, Fetched
from tieout.tools.whole import write_whole

_ACCESSION = re.compile(r"\d{10}-\d\d-\d{6}")
_DOCUMENT = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
_SUFFIXES = frozenset({".htm", ".html", ".txt", ".pdf"})
_STATEMENTS = "EX-13"
"""The annual report to shareholders, in which the statements of a 10-K may stand."""
_SMALL = ("8-K", "6-K")
"""Forms whose full submission may be fetched for its exhibits; that of an annual report is mostly graphics."""


class Filing(Protocol):
    """A filing as edgartools lists it."""

    form: str
    accession_no: str
    filing_date: date | str
    acceptance_datetime: datetime | str | None
    primary_document: str
    base_dir: str


class Asked(Protocol):
    """Who gives documents by their address."""

    def document(self, url: str) -> bytes:
        """A complete document; raises a TieoutError."""
        ...

    def page(self, url: str) -> bytes:
        """Any page; raises a TieoutError."""
        ...


@dataclass(kw_only=True)
class Keeper:
    """Keeps filings in a folder; what is there is not fetched again."""

    folder: Path
    edgar: Asked
    exhibits: bool = True
    unlisted: list[str] = field(default_factory=list)
    """Accession numbers of filings whose index could not be read."""
    _submission: tuple[str, dict[Exhibit, bytes]] = ("", {})
    """The last full submission that was taken apart."""

    def keep(self, filer: Entity, filing: Filing) -> Iterator[Event]:
        """The primary document, then the exhibits; a part that is missing is told and costs nothing else.

        Raises:
            NotThereError, ReadError: the filing itself is not there, or cut off.
            ServiceError: EDGAR cannot be asked.
        """
        primary = self._primary(filer, filing)
        named = primary.note.exhibits if self.exhibits else ()
        if named is not None and all((self.folder / name).is_file() for name in named):
            said = [self._there(self.folder / name) for name in named]
        else:
            said = list(self._with_exhibits(filing, primary))
        parts = [one.fetched for one in said if one.fetched]
        if any(one.note.form and one.note.form.startswith(_STATEMENTS) for one in parts):
            yield Event(fetched=self._together(primary, parts))
            yield from (one for one in said if one.fetched is None)
            return
        yield Event(fetched=primary)
        yield from said

    def _primary(self, filer: Entity, filing: Filing) -> Fetched:
        document = filing.primary_document or f"{filing.accession_no}.txt"
        if not (_ACCESSION.fullmatch(filing.accession_no) and _DOCUMENT.fullmatch(document)) or ".." in document:
            raise ReadError(
                f"EDGAR names a filing of {filer.name!r} in a way that is not understood: {filing.accession_no!r}"
            )
        suffix = PurePosixPath(document).suffix.lower()
        path = self.folder / f"{_stem(filer, filing)}{suffix if suffix in _SUFFIXES else '.txt'}"
        note = _note(filer, filing, f"{filing.base_dir}/{document}")
        whole = path.with_suffix(".txt")
        if path.is_file() or not whole.is_file():
            try:
                return self._kept(path, note, is_whole=not filing.primary_document)
            except NotThereError:
                if not filing.primary_document:
                    raise
        url = f"{filing.base_dir}/{filing.accession_no}.txt"
        try:
            return self._kept(whole, note.model_copy(update={"url": url}), is_whole=True)
        except NotThereError as error:
            named = f"{filing.form} {filing.accession_no} of {filer.ticker or filer.name}"
            raise NotThereError(f"{named}: EDGAR has neither {note.url} nor the full submission (404)") from error

    def _kept(self, path: Path, note: Noted, *, is_whole: bool = False) -> Fetched:
        """A document on the disk; a full submission has its exhibits in itself."""
        before = noted(path)
        note = note.model_copy(update={"exhibits": () if is_whole else before.exhibits if before else None})
        if not path.is_file() or before is None:
            url = note.url or ""
            body = tried(lambda: self.edgar.document(url), url)
            _write(note_of(path), note)
            write_whole(path, body)
        elif before != note:
            _write(note_of(path), note)
        return Fetched(path=path, note=note)

    def _together(self, primary: Fetched, parts: list[Fetched]) -> Fetched:
        """One submission of a filing and its exhibits, for the statements in one of them lean on the filing's tags."""
        path = primary.path.with_suffix(".txt")
        documents = [(one.note, one.path.read_bytes()) for one in (primary, *parts)]
        body = composed(documents)
        if not path.is_file() or path.read_bytes() != body:
            _write(note_of(path), primary.note.model_copy(update={"url": None, "exhibits": ()}))
            write_whole(path, body)
        return Fetched(path=path, note=primary.note)

    def _there(self, path: Path) -> Event:
        return Event(fetched=Fetched(path=path, note=noted(path) or Noted()))

    def _with_exhibits(self, filing: Filing, primary: Fetched) -> Iterator[Event]:
        """The exhibits, and a note of them beside the filing once all are there."""
        try:
            found = self._found(filing)
        except (NotThereError, ReadError):
            self.unlisted.append(filing.accession_no)
            return
        kept: list[str] = []
        for exhibit, word in found:
            try:
                one = self._exhibit(filing, primary, exhibit, word)
            except (NotThereError, ReadError) as error:
                yield Event(error=known(error), message=f"{exhibit.form} of {filing.accession_no}: {error}", minor=True)
            else:
                kept.append(one.path.name)
                yield Event(fetched=one)
        if len(kept) == len(found):
            _write(note_of(primary.path), primary.note.model_copy(update={"exhibits": tuple(kept)}))

    def _found(self, filing: Filing) -> list[tuple[Exhibit, str]]:
        """The exhibits by the filing's index, or by its full submission where it has none."""
        index = f"{filing.base_dir}/{filing.accession_no}-index.html"
        try:
            return list(names(listed(tried(lambda: self.edgar.page(index), index))))
        except (NotThereError, ReadError):
            if not filing.form.startswith(_SMALL):
                raise
            return list(names(self._submitted(filing)))

    def _submitted(self, filing: Filing) -> dict[Exhibit, bytes]:
        """The exhibits of the full submission, asked for once; raises NotThereError, ReadError."""
        if self._submission[0] != filing.accession_no:
            whole = f"{filing.base_dir}/{filing.accession_no}.txt"
            found = dict(taken_out(tried(lambda: self.edgar.document(whole), whole)))
            self._submission = filing.accession_no, found
        return self._submission[1]

    def _exhibit(self, filing: Filing, primary: Fetched, exhibit: Exhibit, word: str) -> Fetched:
        """One exhibit by its address, or out of the full submission where it is not there on its own."""
        path = self.folder / f"{primary.path.stem}-{word}{PurePosixPath(exhibit.file).suffix.lower()}"
        url = f"{filing.base_dir}/{exhibit.file}"
        note = primary.note.model_copy(update={"form": exhibit.form, "url": url, "exhibits": None})
        taken = self._submission[1].get(exhibit) if self._submission[0] == filing.accession_no else None
        if taken is None:
            try:
                return self._kept(path, note)
            except NotThereError:
                if not filing.form.startswith(_SMALL):
                    raise
                taken = self._submitted(filing).get(exhibit)
                if taken is None:
                    raise
        _write(note_of(path), note)
        write_whole(path, taken)
        return Fetched(path=path, note=note)


def known(error: TieoutError) -> str:
    """The name of the class in `tieout.errors` that an error is of."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == TieoutError.__module__)


def _stem(filer: Entity, filing: Filing) -> str:
    form = re.sub(r"[^A-Za-z0-9-]+", "-", filing.form)
    return f"{re.sub(r'[^A-Z0-9.-]', '', (filer.ticker or filer.key).upper())}_{form}_{filing.accession_no}"


def _note(filer: Entity, filing: Filing, url: str) -> Noted:
    return Noted.model_validate(
        {
            "ticker": filer.ticker,
            "cik": filer.cik,
            "name": filer.name,
            "form": filing.form,
            "accession": filing.accession_no,
            "filed": str(filing.filing_date)[:10],
            "accepted": _accepted(filing),
            "url": url,
        }
    )


def _accepted(filing: Filing) -> datetime | None:
    value = filing.acceptance_datetime
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _write(path: Path, note: Noted) -> None:
    write_whole(path, (note.model_dump_json(indent=1) + "\n").encode())
