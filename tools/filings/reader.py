"""How any file is read, whatever its name says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tieout.document import Document, part_hash
from tieout.errors import InputError, ReadError
from tieout.reading import Reading
from tieout.tools.filings.calljson import read_calls
from tieout.tools.filings.document import Source
from tieout.tools.filings.front import front
from tieout.tools.filings.hypertext import read_html
from tieout.tools.filings.markup import is_inline, is_markup
from tieout.tools.filings.parquet import parquet_as_csv
from tieout.tools.filings.pdf import read_pdf
from tieout.tools.filings.plain import read_text
from tieout.tools.filings.prices import read_prices
from tieout.tools.filings.revnlp import is_nlp, read_nlp
from tieout.tools.filings.sniff import Kind, decoded, kind, load
from tieout.tools.filings.speakerlines import spoken
from tieout.tools.filings.submission import Part, Submission, is_submission, submission
from tieout.tools.filings.transcripts import read_transcripts


def read(path: Path, *, filed: date | None = None) -> Reading:
    """Read one file completely: document, text, sections, tables, passages and facts.

    Of an EDGAR submission this is the filing itself, without its exhibits.

    Args:
        path: an inline-XBRL or plain HTML document, an EDGAR submission, a PDF, plain text, a call, or prices.
        filed: the day on which it was filed, where that is known.

    Raises:
        NotThereError: there is no such file.
        ReadError: it is empty, broken, cut off, encrypted, without text, or not what its name says.
        InputError: it is a folder, a kind of file that is not read, or holds several documents.
    """
    readings = read_all(path, filed=filed)
    if any(reading.document.kind != "exhibit" for reading in readings[1:]):
        raise InputError(f"{str(path)!r} holds {len(readings)} documents; read it with read_all")
    return readings[0]


def read_all(path: Path, *, filed: date | None = None) -> tuple[Reading, ...]:
    """Read every document of a file, in its order: of an EDGAR submission the filing and the exhibits that say more.

    Calls and prices of several companies may stand in one file too.

    Raises:
        As `read` does.
    """
    data = load(path)
    what = kind(path, data)
    source = Source.of(path, data, filed)
    if is_submission(data):
        return _read_submission(source, submission(path, data))
    if what == "pdf":
        return (read_pdf(source, data),)
    if what == "parquet":
        return read_prices(source, parquet_as_csv(path, data))
    return _read_decoded(source, decoded(path, data), what)


def _read_decoded(source: Source, text: str, what: Kind) -> tuple[Reading, ...]:
    """Read what is text."""
    if what == "json":
        return read_transcripts(source, read_calls(source.path, text))
    if what == "csv":
        return read_prices(source, text)
    if what == "nlp" or is_nlp(text):
        return read_transcripts(source, (read_nlp(source.path, text),))
    return (_read_page(source, text, is_html=what == "html"),)


def _read_submission(source: Source, whole: Submission) -> tuple[Reading, ...]:
    """Read the filing and its exhibits; an exhibit that cannot be read is noted on the filing."""
    source = replace(
        source,
        form=whole.form,
        accession=whole.accession or source.accession,
        accepted=whole.accepted or source.accepted,
        filed=source.filed or whole.filed,
        entity=source.entity or whole.filer,
        period_end=whole.period_end,
        labels=whole.labels,
    )
    parts, unread = list(whole.parts), list[str]()
    while True:
        readings: list[Reading] = []
        try:
            while len(readings) < len(parts):
                readings.append(_read_part(source, parts, len(readings), readings[0].document if readings else None))
        except ReadError as error:
            if not readings:
                raise
            why = str(error).removeprefix(repr(str(source.path))).strip()
            unread.append(f"{parts.pop(len(readings)).type} of this submission could not be read: it {why}")
            continue
        first = readings[0].document
        noted = first.model_copy(update={"notes": (*first.notes, *unread)})
        return (readings[0].model_copy(update={"document": noted}), *readings[1:])


def _read_part(source: Source, parts: Sequence[Part], number: int, main: Document | None) -> Reading:
    """Read one document of a submission; `main` is the filing whose exhibit it is."""
    part = parts[number]
    source = replace(
        source,
        content_hash=part_hash(source.content_hash, number, len(parts)) if len(parts) > 1 else source.content_hash,
        exhibits=tuple(other.type for other in parts[1:]),
    )
    if main is not None:
        of_type = [n for n, other in enumerate(parts) if n and other.type == part.type]
        name = f"{source.path.stem}-{part.type}" + (f"-{of_type.index(number) + 1}" if of_type[0] != number else "")
        source = replace(source, form=part.type, name=name.replace(" ", "-"), main=main)
    beside = [other.body for other in parts if other is not part and is_inline(other.body)]
    return _read_page(source, part.body, is_html=is_markup(part.body), beside=beside)


def _read_page(source: Source, text: str, *, is_html: bool, beside: Sequence[str] | None = None) -> Reading:
    """Read HTML or plain text."""
    if is_inline(text) or (is_html and is_markup(text)):
        return read_html(source, text, beside)
    call = None if source.form or front(text).form else spoken(text, source.path.stem)
    return read_text(source, text) if call is None else read_transcripts(source, (call,))[0]
