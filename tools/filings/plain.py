"""How plain text and Markdown are read: contracts, manuals, notes."""

from tieout.errors import ReadError
from tieout.reading import Reading
from tieout.tools.filings.bearing import bearing
from tieout.tools.filings.canonical import Canonical
from tieout.tools.filings.document import Source, untagged
from tieout.tools.filings.front import front
from tieout.tools.filings.furniture import Furniture
from tieout.tools.filings.passages import Passages
from tieout.tools.filings.scribe import Scribe
from tieout.tools.filings.sections import sections


def read_text(source: Source, text: str) -> Reading:
    """Read plain text; the lines are the blocks, headings of Markdown are headings.

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
    passages = Passages(document, page, (), cut, furniture).cut()
    return Reading(document=document, text=page.text, sections=cut, passages=passages)


def _page(text: str, *, is_markdown: bool) -> Canonical:
    scribe, page = Scribe(), Canonical()
    for line in text.replace("\f", "\n").splitlines():
        mark = scribe.open()
        heading = is_markdown and line.startswith("#")
        scribe.write(line.lstrip("# ") if heading else line)
        scribe.close(mark)
        scribe.block()
        if mark.shows and heading:
            page.bold.append((mark.start, mark.end))
    page.text = scribe.text
    return page


def _first_heading(page: Canonical) -> str | None:
    return page.text[page.bold[0][0] : page.bold[0][1]] if page.bold else None
