"""How any file is read, whatever its name says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tieout.reading import Reading
from tieout.tools.filings.document import Source
from tieout.tools.filings.hypertext import read_html
from tieout.tools.filings.markup import is_inline, is_markup, unwrapped
from tieout.tools.filings.pdf import read_pdf
from tieout.tools.filings.plain import read_text
from tieout.tools.filings.sniff import decoded, kind, load


def read(path: Path, *, filed: date | None = None) -> Reading:
    """Read one file completely: document, text, sections, tables, passages and facts.

    Args:
        path: an inline-XBRL or plain HTML document, an EDGAR submission, a PDF, or plain text.
        filed: the day on which it was filed, where that is known.

    Raises:
        NotThereError: there is no such file.
        ReadError: it is empty, broken, cut off, encrypted, without text, or not what its name says.
        InputError: it is a folder, or a kind of file that is not read.
    """
    data = load(path)
    what = kind(path, data)
    source = Source.of(path, data, filed)
    if what == "pdf":
        return read_pdf(source, data)
    wrapped = unwrapped(path, decoded(path, data))
    source = replace(
        source,
        form=wrapped.form,
        accession=wrapped.accession or source.accession,
        accepted=wrapped.accepted,
    )
    if is_inline(wrapped.body) or (what == "html" and is_markup(wrapped.body)):
        return read_html(source, wrapped.body)
    return read_text(source, wrapped.body)
