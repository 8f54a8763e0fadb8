"""How plain text and Markdown are read: contracts, manuals, notes."""

from tieout.errors import ReadError
from tieout.reading import Reading
from tieout.tools.filings.bearing import bearing
from tieout.tools.filings.canonical import Canonical
from tieout.tools.filings.captions import captioned
from tieout.tools.filings.dating import closings_of
from tieout.tools.filings.document import Source, untagged
from tieout.tools.filings.front import front
from tieout.tools.filings.furniture import Furniture
from tieout.tools.filings.passages import Passages
from tieout.tools.filings.plaintables import PlainTable, blocks, write
from tieout.tools.filings.scribe import Scribe
from tieout.tools.filings.sections import sections
from tieout.tools.filings.tablefacts import table_facts
from tieout.tools.filings.tables import table


def read_text(source: Source, text: str) -> Reading:
    """Read plain text; the lines are the blocks, headings of Markdown are headings, rows of bars or tabs are tables.

    Raises:
        ReadError: there is no text in it.
    """
    page = _page(text, is_markdown=source.path.suffix.lower() in {".md", ".markdown"})
    if not page.text:
        raise ReadError(f"{str(source.path)!r} shows no text; check that it is the document you mean")
    document = untagged(source, front(page.text), _first_heading(page))
    document = bearing(document, page.text)
    cut = sections(page, document.form)
    furniture = Furniture.of(page.text.split("\n"))
    plain = [table(grid, n, page.text) for n, grid in enumerate(page.grids)]
    tables = captioned(plain, page.text, cut, furniture)
    dates = closings_of(document, tables, page.text, None, ())
    facts = table_facts(document, tables, page.text, sections=cut, dates=dates) if tables else ()
    return Reading(
        document=document,
        text=page.text,
        sections=cut,
        tables=tuple(tables),
        passages=Passages(document, page, tables, cut, furniture).cut(),
        facts=tuple(facts),
    )


def _page(text: str, *, is_markdown: bool) -> Canonical:
    scribe, page = Scribe(), Canonical()
    for line in blocks(text.replace("\f", "\n").splitlines()):
        if isinstance(line, PlainTable):
            page.grids.append(write(line, scribe))
            continue
        mark = scribe.open()
        heading = is_markdown and line.startswith("#")
        scribe.write(line.lstrip("# ") if heading else line)
        scribe.close(mark)
        scribe.block()
        if mark.shows and heading:
            page.bold.append((mark.start, mark.end))
    page.text, page.grids = scribe.text, [grid for grid in page.grids if grid.mark.shows]
    return page


def _first_heading(page: Canonical) -> str | None:
    return page.text[page.bold[0][0] : page.bold[0][1]] if page.bold else None
