"""What is a paged file as a document? Whose it is, from a form's cover among its first pages, else from its words."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.document import Document
from tieout.tools.filings.document import Source, untagged
from tieout.tools.filings.fiscalwords import year_named
from tieout.tools.filings.front import Front, front
from tieout.tools.filings.issuer import issuer
from tieout.tools.filings.reported import is_annual

_COVERS = 25
"""Pages among which the cover of a form may lie: letters to shareholders go before it."""
_COVER = 4000


def identified(source: Source, pages: Sequence[str], title: str | None) -> Document:
    """The document that a file's pages are; its year is left to who reads its tables."""
    first = covered(pages)
    found = issuer(tuple(pages), title, first.name)
    is_report = first.form is not None or is_annual(None, pages)
    if found.name is None:
        return _as_called(untagged(source, first, title), pages)
    if not is_report:
        document = untagged(source, first, title)
        return document.model_copy(update={"names": (found.name, *found.names)})
    document = untagged(source, replace(first, name=found.name), title)
    return _as_called(document.model_copy(update={"names": found.names}), pages)


def _as_called(document: Document, pages: Sequence[str]) -> Document:
    """A form whose year ends in spring, under the year that its text calls it by: to February 2024 is fiscal 2023."""
    year, end = document.fiscal_year, document.period_end
    if year is None or end is None or (named := year_named("\n".join(pages), end)) in {None, year}:
        return document
    title = document.title.replace(f"fiscal {year}", f"fiscal {named}")
    return document.model_copy(update={"fiscal_year": named, "title": title})


def covered(pages: Sequence[str]) -> Front:
    """The front of the page that is a form's cover; the first pages' where none is."""
    at_once = front("\n".join(pages[:3]))
    if at_once.name is not None:
        return at_once
    for page in pages[1:_COVERS]:
        found = front(page[:_COVER])
        if found.name is not None:
            return found
    return at_once
