"""How a PDF is read, page by page: its lines in reading order, its tables, and passages that cite their page."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from tieout.document import CARE, Document, Section, Table, TableCell
from tieout.errors import ReadError
from tieout.fact import Fact
from tieout.locator import Page
from tieout.reading import Reading
from tieout.tools.filings.bearing import bearing
from tieout.tools.filings.canonical import Canonical
from tieout.tools.filings.captions import captioned
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.dating import closings_of
from tieout.tools.filings.document import Source
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.fiscalwords import quarter_said, with_fiscal
from tieout.tools.filings.furniture import Furniture
from tieout.tools.filings.paged import identified
from tieout.tools.filings.pdflayout import layout
from tieout.tools.filings.pdfpassages import PageRange, PdfPassages
from tieout.tools.filings.pdftables import Grid
from tieout.tools.filings.pdfwhole import damage
from tieout.tools.filings.pdfwords import words_of
from tieout.tools.filings.reported import with_year
from tieout.tools.filings.scribe import Mark, Scribe
from tieout.tools.filings.sections import sections
from tieout.tools.filings.statementfacts import apart, statement_facts
from tieout.tools.filings.statementtables import primaries
from tieout.tools.filings.tablefacts import table_facts

_HYPHEN = "\ufffe"
"""What stands for a hyphen at the end of a line that parts a word."""
_LEAST_CHARACTERS = 20
"""A page with fewer, on average, has no text but what a scanner stamped on it."""
_PERIODIC = ("10-K", "10-Q", "20-F", "40-F")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and its place in the text."""

    column: int
    span: int
    mark: Mark


def read_pdf(source: Source, data: bytes) -> Reading:
    """Read a PDF; a page's passages cite it by its 1-based number.

    Raises:
        ReadError: it is broken, needs a password, or has no text.
    """
    writer = _Writer()
    title = writer.write(source, data)
    text = writer.scribe.text
    if sum(not c.isspace() for c in text) < _LEAST_CHARACTERS * len(writer.ranges):
        raise ReadError(
            f"{str(source.path)!r} has no text on its {len(writer.ranges)} pages, only images; "
            "recognise its text (OCR) first"
        )
    pages = text.split("\f")
    document = identified(source, pages, title)
    if writer.damage:
        document = document.model_copy(update={"notes": (*document.notes, f"{CARE}{writer.damage}; download it again")})
    lined = text.replace("\f", "\n")
    cut = sections(Canonical(text=lined), document.form)
    furniture = Furniture.of(lined.split("\n"))
    tables = captioned(writer.tables(text), lined, cut, furniture)
    dates = closings_of(document, tables, lined, None)
    document = with_fiscal(document, text, dates[1] if dates else None, dates[0].period_end if dates else None)
    document = bearing(with_year(document, pages), lined)
    passages = PdfPassages(document, text, cut, furniture, writer.ranges).cut(tables)
    stated = _stated(document, tables, pages, lined, cut)
    facts = (*stated, *apart(_facts(document, tables, lined, cut, pages=writer.ranges, dates=dates), stated))
    return Reading(document=document, text=text, sections=cut, tables=tuple(tables), passages=passages, facts=facts)


def _stated(
    document: Document, tables: Sequence[Table], pages: Sequence[str], text: str, cut: Sequence[Section]
) -> list[Fact]:
    """The figures of an annual report's primary statements; none where nothing tells its year."""
    if document.fiscal_period != "FY" or document.fiscal_year is None or document.period_end is None:
        return []
    calendar = Calendar.of(year=document.fiscal_year, span="FY", period_end=document.period_end, month_day=None)
    dates = closings_of(document, tables, text, calendar)
    found = primaries(tables, pages)
    return statement_facts(document, found, text, (dates[0], calendar), sections=cut) if dates else []


def _facts(
    document: Document,
    tables: Sequence[Table],
    text: str,
    cut: Sequence[Section],
    *,
    pages: Sequence[PageRange],
    dates: tuple[Closings, Calendar | None] | None,
) -> Iterator[Fact]:
    """The numbers of the tables, each on its page; outside a periodic report only those whose period is printed.

    They have no fiscal labels where nothing tells the report's fiscal year. A document that is neither a form nor a
    release of a quarter's results has none: which of its tables are the company's own, nothing tells.
    """
    if document.form is None and (dates is None or quarter_said(text, dates[0].period_end) is None):
        return
    is_periodic = (document.form or "").startswith(_PERIODIC)
    if is_periodic and document.period_end is None:
        return
    starts = [page.start for page in pages]
    for fact in table_facts(document, tables, text, sections=cut, dates=dates, is_strict=not is_periodic):
        at = fact.locator
        if at.start is None or at.end is None:
            continue
        page = Page(
            document=at.document,
            content_hash=at.content_hash,
            quote_hash=at.quote_hash,
            section=at.section,
            start=at.start,
            end=at.end,
            page=pages[bisect_right(starts, at.start) - 1].number,
        )
        yield fact.model_copy(update={"locator": page})


class _Writer:
    """Writes the pages of one PDF into its canonical text."""

    def __init__(self) -> None:
        self.scribe = Scribe()
        self.ranges: list[PageRange] = []
        self.damage: str | None = None
        self._grids: list[list[list[_Cell]]] = []

    def write(self, source: Source, data: bytes) -> str | None:
        """Write every page; gives the title that the file states."""
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
                raise ReadError(f"{str(source.path)!r} is encrypted; save it without a password first") from error
            raise ReadError(f"{str(source.path)!r} is a broken PDF ({error}); download it again") from error
        try:
            if not len(pdf):
                raise ReadError(f"{str(source.path)!r} is a PDF without pages; download it again")
            for number in range(len(pdf)):
                self._page(source, pdf, number)
            self.damage = damage(data, pdf)
            title = " ".join(str(pdf.get_metadata_value("Title") or "").split())
            return title or None
        finally:
            pdf.close()

    def tables(self, text: str) -> list[Table]:
        """The tables in document order."""
        return [
            Table(
                index=index,
                start=rows[0][0].mark.start,
                end=rows[-1][-1].mark.end,
                rows=tuple(tuple(_table_cell(cell, text) for cell in row) for row in rows),
            )
            for index, rows in enumerate(self._grids)
        ]

    def _page(self, source: Source, pdf: pypdfium2.PdfDocument, number: int) -> None:
        try:
            page = pdf[number]
            shown = page.get_textpage()
            words = words_of(shown)
            shown.close()
            page.close()
        except pypdfium2.PdfiumError as error:
            raise ReadError(
                f"page {number + 1} of {str(source.path)!r} cannot be read ({error}); download it again"
            ) from error
        if number:
            self.scribe.page()
        start = self.scribe.length
        for item in layout(words):
            if isinstance(item, str):
                self._line(item)
            else:
                self._table(item)
        self.scribe.block()
        self.ranges.append(PageRange(number + 1, start, self.scribe.length))

    def _line(self, line: str) -> None:
        is_parted = line.endswith(_HYPHEN)
        self.scribe.write(line.replace(_HYPHEN, ""))
        if not is_parted:
            self.scribe.block()

    def _table(self, grid: Grid) -> None:
        rows = []
        for row in grid:
            self.scribe.block()
            start, cells = self.scribe.length, []
            for spot in row:
                self.scribe.cell(start)
                mark = self.scribe.open()
                self.scribe.write(spot.text.replace(_HYPHEN, ""))
                self.scribe.close(mark)
                self.scribe.cell_end()
                if mark.shows:
                    cells.append(_Cell(spot.column, spot.span, mark))
            if cells:
                rows.append(cells)
        self.scribe.block()
        if rows:
            self._grids.append(rows)


def _table_cell(cell: _Cell, text: str) -> TableCell:
    start, end = cell.mark.start, cell.mark.end
    return TableCell(column=cell.column, span=cell.span, text=text[start:end], start=start, end=end)
