"""How the text of a PDF is read, page by page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from tieout.document import Document, Passage
from tieout.errors import ReadError
from tieout.locator import Page
from tieout.reading import Reading
from tieout.tools.filings.document import Source, untagged
from tieout.tools.filings.facts import quote_hash
from tieout.tools.filings.front import front
from tieout.tools.filings.passages import WORDS, passage_id
from tieout.tools.filings.scribe import Scribe

_HYPHENATED = re.compile("\ufffe\\s*")
_LEAST_CHARACTERS = 20
"""A page with fewer, on average, has no text but what a scanner stamped on it."""
_LEAST_REST = 30
_FIRST_PAGES = 3


@dataclass(frozen=True, slots=True)
class _Range:
    """A page's characters in the canonical text."""

    number: int
    start: int
    end: int


def read_pdf(source: Source, data: bytes) -> Reading:
    """Read a PDF; a page's passages cite it by its 1-based number.

    Raises:
        ReadError: it is broken, needs a password, or has no text.
    """
    title, texts = _pages(source, data)
    scribe, ranges = Scribe(), list[_Range]()
    for number, page in enumerate(texts, start=1):
        if number > 1:
            scribe.page()
        start = scribe.length
        for line in _HYPHENATED.sub("", page).splitlines():
            scribe.write(line)
            scribe.block()
        ranges.append(_Range(number, start, scribe.length))
    text = scribe.text
    if sum(not c.isspace() for c in text) < _LEAST_CHARACTERS * len(texts):
        raise ReadError(
            f"{str(source.path)!r} has no text on its {len(texts)} pages, only images; recognise its text (OCR) first"
        )
    document = untagged(source, front(text), title)
    passages = tuple(passage for part in ranges for passage in _passages(document, text, part))
    return Reading(document=document, text=text, passages=passages)


def _pages(source: Source, data: bytes) -> tuple[str | None, list[str]]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError(f"{str(source.path)!r} is encrypted; save it without a password first") from error
        raise ReadError(f"{str(source.path)!r} is a broken PDF ({error}); download it again") from error
    try:
        if not len(pdf):
            raise ReadError(f"{str(source.path)!r} is a PDF without pages; download it again")
        title = " ".join(str(pdf.get_metadata_value("Title") or "").split())
        return title or None, [_text(source, pdf, number) for number in range(len(pdf))]
    finally:
        pdf.close()


def _text(source: Source, pdf: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = pdf[number]
        words = page.get_textpage()
        text = str(words.get_text_range())
        words.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"page {number + 1} of {str(source.path)!r} cannot be read ({error}); download it again"
        ) from error
    return text


def _passages(document: Document, text: str, part: _Range) -> Iterator[Passage]:
    """A page in pieces of whole lines, of about as many words as a passage has."""
    start, words = part.start, 0
    at = part.start
    while at < part.end:
        stop = text.find("\n", at, part.end)
        stop = part.end if stop < 0 else stop
        count = len(text[at:stop].split())
        if words and words + count > WORDS and _words_left(text, at, part.end) >= _LEAST_REST:
            yield _passage(document, text, part.number, start, at - 1)
            start, words = at, 0
        words += count
        at = stop + 1
    if text[start : part.end].strip():
        yield _passage(document, text, part.number, start, part.end)


def _words_left(text: str, start: int, end: int) -> int:
    return len(text[start : min(end, start + 400)].split())


def _passage(document: Document, text: str, number: int, start: int, end: int) -> Passage:
    locator = Page(
        document=document.id,
        content_hash=document.content_hash,
        quote_hash=quote_hash(text[start:end]),
        start=start,
        end=end,
        page=number,
    )
    return Passage(
        id=passage_id(document.content_hash, start, end, "page"),
        document=document.id,
        kind="page",
        heading=(f"Page {number}",),
        text=text[start:end],
        locator=locator,
    )
