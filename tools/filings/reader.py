"""How any file is read, whatever its name says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tieout.errors import InputError
from tieout.reading import Reading
from tieout.tools.filings.calljson import read_calls
from tieout.tools.filings.document import Source
from tieout.tools.filings.front import front
from tieout.tools.filings.hypertext import read_html
from tieout.tools.filings.markup import is_inline, is_markup, unwrapped
from tieout.tools.filings.parquet import parquet_as_csv
from tieout.tools.filings.pdf import read_pdf
from tieout.tools.filings.plain import read_text
from tieout.tools.filings.prices import read_prices
from tieout.tools.filings.revnlp import is_nlp, read_nlp
from tieout.tools.filings.sniff import decoded, kind, load
from tieout.tools.filings.speakerlines import spoken
from tieout.tools.filings.transcripts import read_transcripts


def read(path: Path, *, filed: date | None = None) -> Reading:
    """Read one file completely: document, text, sections, tables, passages and facts.

    Args:
        path: an inline-XBRL or plain HTML document, an EDGAR submission, a PDF, plain text, a call, or prices.
        filed: the day on which it was filed, where that is known.

    Raises:
        NotThereError: there is no such file.
        ReadError: it is empty, broken, cut off, encrypted, without text, or not what its name says.
        InputError: it is a folder, a kind of file that is not read, or holds several documents.
    """
    readings = read_all(path, filed=filed)
    if len(readings) > 1:
        raise InputError(f"{str(path)!r} holds {len(readings)} documents; read it with read_all")
    return readings[0]


def read_all(path: Path, *, filed: date | None = None) -> tuple[Reading, ...]:
    """Read every document of a file, in its order: calls and prices of several may stand in one.

    Raises:
        As `read` does.
    """
    data = load(path)
    what = kind(path, data)
    source = Source.of(path, data, filed)
    if what == "pdf":
        return (read_pdf(source, data),)
    if what == "parquet":
        return read_prices(source, parquet_as_csv(path, data))
    text = decoded(path, data)
    if what == "json":
        return read_transcripts(source, read_calls(path, text))
    if what == "csv":
        return read_prices(source, text)
    if what == "nlp" or is_nlp(text):
        return read_transcripts(source, (read_nlp(path, text),))
    return (_read_page(source, text, is_html=what == "html"),)


def _read_page(source: Source, text: str, *, is_html: bool) -> Reading:
    """Read HTML, a submission, or plain text."""
    wrapped = unwrapped(source.path, text)
    source = replace(
        source,
        form=wrapped.form,
        accession=wrapped.accession or source.accession,
        accepted=wrapped.accepted,
    )
    if is_inline(wrapped.body) or (is_html and is_markup(wrapped.body)):
        return read_html(source, wrapped.body)
    call = None if source.form or front(wrapped.body).form else spoken(wrapped.body, source.path.stem)
    return read_text(source, wrapped.body) if call is None else read_transcripts(source, (call,))[0]
