"""How an HTML document is read: tagged filings with their facts, all others with text, tables and passages."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tieout.document import Document, Section, Table
from tieout.errors import ReadError
from tieout.fact import Fact
from tieout.reading import Reading
from tieout.tools.filings.canonical import Canonical, canonical
from tieout.tools.filings.captions import captioned, is_statement
from tieout.tools.filings.cover import cover
from tieout.tools.filings.document import Identity, Source, accession, tagged, untagged
from tieout.tools.filings.duplicates import consolidated
from tieout.tools.filings.facts import Facts
from tieout.tools.filings.front import front
from tieout.tools.filings.inline import NUMBERS, Inline, inline
from tieout.tools.filings.markup import html, is_cut_off, is_inline, truncated, xml
from tieout.tools.filings.passages import Passages
from tieout.tools.filings.sections import sections
from tieout.tools.filings.tables import table

_SAMPLE = "tieout:sample-of"
_STATEMENTS = frozenset(
    f"us-gaap:{name}"
    for name in "Assets LiabilitiesAndStockholdersEquity NetIncomeLoss ProfitLoss Revenues StockholdersEquity".split()
) | frozenset({"ifrs-full:Assets", "ifrs-full:ProfitLoss", "ifrs-full:Revenue"})
_PERIODIC = ("10-K", "10-Q", "20-F", "40-F")


def read_html(source: Source, text: str) -> Reading:
    """Read an HTML document.

    Raises:
        ReadError: it is broken, cut off, or shows nothing.
    """
    return _read_inline(source, text) if is_inline(text) else _read_plain(source, text)


def _read_inline(source: Source, text: str) -> Reading:
    root = xml(source.path, text)
    found = inline(root)
    if found.missing:
        count = len(found.missing)
        raise truncated(source.path, f"{count} tags refer to what is not in it, such as {found.missing[0]}")
    page = _page(source.path, root, NUMBERS)
    identity = tagged(_sampled(source, root), cover(found.words), front(page.text))
    document = identity.document
    cut = sections(page, document.form)
    tables = captioned([table(grid, n, page.text) for n, grid in enumerate(page.grids)], page.text, cut)
    facts, notes = _facts(identity, page, tables, cut, found)
    notes = [*identity.notes, *notes, *_missing_statements(document, facts)]
    document = document.model_copy(update={"notes": tuple(notes)})
    return _reading(document, page, cut, tables, facts)


def _read_plain(source: Source, text: str) -> Reading:
    root = html(source.path, text)
    page = _page(source.path, root, frozenset())
    said = front(page.text)
    if said.form and is_cut_off(text):
        raise truncated(source.path, "it has no closing </html>")
    document = untagged(_sampled(source, root), said, _html_title(root))
    cut = sections(page, document.form)
    tables = captioned([table(grid, n, page.text) for n, grid in enumerate(page.grids)], page.text, cut)
    return _reading(document, page, cut, tables, [])


def _page(path: Path, root: etree._Element, wanted: frozenset[str]) -> Canonical:
    page = canonical(root, wanted)
    if not page.text:
        raise ReadError(f"{str(path)!r} shows no text; check that it is the document you mean")
    return page


def _reading(
    document: Document, page: Canonical, cut: Sequence[Section], tables: Sequence[Table], facts: Sequence[Fact]
) -> Reading:
    return Reading(
        document=document,
        text=page.text,
        sections=tuple(cut),
        tables=tuple(tables),
        passages=Passages(document, page, tables, cut).cut(),
        facts=tuple(facts),
    )


def _facts(
    identity: Identity, page: Canonical, tables: Sequence[Table], cut: Sequence[Section], found: Inline
) -> tuple[list[Fact], list[str]]:
    calendar = identity.calendar
    if calendar is not None:
        spans = {(c.start, c.end) for f in found.figures if (c := f.context).start and c.end}
        calendar = calendar.reporting((start, end) for start, end in sorted(spans, key=str) if start and end)
    maker = Facts(identity.document, page, tables, cut, calendar)
    statements = {t.index for t in tables if is_statement(t)}

    def in_statement(fact: Fact) -> bool:
        tag = fact.locator
        return tag.kind == "tag" and tag.cell is not None and tag.cell.table in statements

    facts, notes = consolidated([maker.fact(figure) for figure in found.figures], is_statement=in_statement)
    if found.unreadable:
        notes.append(f"{len(found.unreadable)} tagged figures are not numbers in their format, such as {found.unreadable[0]}")
    return facts, notes


def _missing_statements(document: Document, facts: Sequence[Fact]) -> list[str]:
    if not (document.form or "").startswith(_PERIODIC):
        return []
    if any(fact.concept in _STATEMENTS and not fact.dimensions for fact in facts):
        return []
    return [
        f"no balance sheet or income statement is tagged in this file ({len(facts)} figures are): the financial statements "
        "are elsewhere, usually in an exhibit such as EX-13; add that file too"
    ]


def _sampled(source: Source, root: etree._Element) -> Source:
    """The source, marked as a sample when the document says that it is one."""
    for meta in root.iter("{*}meta"):
        if meta.get("name") == _SAMPLE:
            return replace(source, sample_of=accession(meta.get("content", "")) or meta.get("content", ""))
    return source


def _html_title(root: etree._Element) -> str | None:
    title = next(iter(root.iter("{*}title")), None)
    words = " ".join((title.text or "").split()) if title is not None else ""
    return words or None
