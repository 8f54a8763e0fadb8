"""How an HTML document is read: tagged filings with their facts, all others with text, tables and passages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from tieout.document import CARE, Document, Section, Table
from tieout.errors import ReadError
from tieout.fact import Fact
from tieout.reading import Reading
from tieout.tools.filings.canonical import Canonical, canonical
from tieout.tools.filings.captions import captioned
from tieout.tools.filings.cover import Cover, cover, day
from tieout.tools.filings.dating import closings_of
from tieout.tools.filings.document import Identity, Source, accession, tagged, untagged
from tieout.tools.filings.doubts import doubts
from tieout.tools.filings.duplicates import consolidated
from tieout.tools.filings.facts import Facts
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.fiscalwords import with_fiscal
from tieout.tools.filings.front import front
from tieout.tools.filings.furniture import Furniture
from tieout.tools.filings.inline import NUMBERS, Inline, inline
from tieout.tools.filings.markup import html, is_cut_off, is_inline, truncated, xml
from tieout.tools.filings.neighbours import exhibit_type, has_annual_report, neighbours
from tieout.tools.filings.passages import Passages
from tieout.tools.filings.sections import sections
from tieout.tools.filings.statements import statements
from tieout.tools.filings.tablefacts import table_facts
from tieout.tools.filings.tables import table

_SAMPLE = "tieout:sample-of"
_SAMPLE_FILED = "tieout:sample-filed"
_GAAP = "Assets LiabilitiesAndStockholdersEquity NetIncomeLoss ProfitLoss StockholdersEquity"
_IFRS = "Assets ProfitLoss EquityAndLiabilities"
_STATEMENTS = frozenset(
    [*(f"us-gaap:{name}" for name in _GAAP.split()), *(f"ifrs-full:{name}" for name in _IFRS.split())]
)
_PERIODIC = ("10-K", "10-Q", "20-F", "40-F")


def read_html(source: Source, text: str, beside: Sequence[str] | None = None) -> Reading:
    """Read an HTML document.

    Args:
        source: the file.
        text: the document.
        beside: the other inline documents of the same filing, whose contexts and units it may refer to; None looks
            for them in the file's folder, where the document refers to what it has not.

    Raises:
        ReadError: it is broken, cut off, or shows nothing.
    """
    return _read_inline(source, text, beside) if is_inline(text) else _read_plain(source, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a page is made of; built by `of`."""

    page: Canonical
    sections: tuple[Section, ...]
    tables: Sequence[Table]
    furniture: Furniture

    @classmethod
    def of(cls, page: Canonical, document: Document) -> "Parts":
        """Take a page apart."""
        cut, furniture = sections(page, document.form), Furniture.of(page.text.split("\n"))
        plain = [table(grid, n, page.text) for n, grid in enumerate(page.grids)]
        return cls(page=page, sections=cut, tables=captioned(plain, page.text, cut, furniture), furniture=furniture)

    def reading(self, document: Document, facts: Sequence[Fact]) -> Reading:
        """Put everything together."""
        passages = Passages(document, self.page, self.tables, self.sections, self.furniture).cut()
        return Reading(
            document=document,
            text=self.page.text,
            sections=self.sections,
            tables=tuple(self.tables),
            passages=passages,
            facts=tuple(facts),
        )


def taken_apart(source: Source, text: str, beside: Sequence[str] | None = None) -> tuple[Identity, Parts, Inline]:
    """An inline-XBRL document as what it is, what its page is made of, and what it tags.

    Args:
        source: the file.
        text: the document.
        beside: the other inline documents of the same filing; None looks for them in the file's folder.

    Raises:
        ReadError: it is broken, cut off, or shows nothing.
    """
    root = xml(source.path, text)
    found = inline(root)
    said = cover(found.words)
    if not found.is_whole or said.entity is None:
        others = neighbours(source.path, root) if beside is None else [xml(source.path, other) for other in beside]
        found = inline(root, beside=others) if others else found
        if said.entity is None:
            source, said = _as_exhibit(source, said, others)
    page = _page(source.path, root, NUMBERS)
    identity = tagged(_sampled(source, root), said, front(page.text))
    return identity, Parts.of(page, identity.document), found


def _as_exhibit(source: Source, said: Cover, others: Sequence[etree._Element]) -> tuple[Source, Cover]:
    """A document without a cover, under the cover of the filing that it is an exhibit of."""
    covers = (cover(inline(other).words) for other in others)
    found = next((one for one in covers if one.entity is not None), None)
    if found is None:
        return source, said
    return source if source.is_exhibit else replace(source, form=exhibit_type(source.path.stem)), found


def _read_inline(source: Source, text: str, beside: Sequence[str] | None) -> Reading:
    identity, parts, found = taken_apart(source, text, beside)
    document = identity.document
    facts, notes = _facts(source, identity, parts, found)
    facts += _untagged(document, parts, identity.calendar, found, facts)
    notes += doubts(found, parts.page, parts.tables)
    notes = [*identity.notes, *(CARE + note for note in notes), *_missing_statements(source, document, facts)]
    return parts.reading(document.model_copy(update={"notes": tuple(notes)}), facts)


def _read_plain(source: Source, text: str) -> Reading:
    root = html(source.path, text)
    page = _page(source.path, root, frozenset())
    said = front(page.text)
    if said.form and is_cut_off(text):
        raise truncated(source.path, "it has no closing </html>")
    document = untagged(_sampled(source, root), said, _html_title(root))
    if is_cut_off(text):
        note = f"{CARE}it has no closing </html>: its end may be missing"
        document = document.model_copy(update={"notes": (*document.notes, note)})
    parts = Parts.of(page, document)
    dates = closings_of(document, parts.tables, page.text, None)
    document = with_fiscal(document, page.text, dates[1] if dates else None, dates[0].period_end if dates else None)
    return parts.reading(document, _untagged(document, parts))


def _page(path: Path, root: etree._Element, wanted: frozenset[str]) -> Canonical:
    page = canonical(root, wanted)
    if not page.text:
        raise ReadError(f"{str(path)!r} shows no text; check that it is the document you mean")
    return page


def _facts(source: Source, identity: Identity, parts: Parts, found: Inline) -> tuple[list[Fact], list[str]]:
    calendar = identity.calendar
    if calendar is not None:
        calendar = calendar.reporting({(c.start, c.end) for f in found.figures if (c := f.context).start and c.end})
    maker = Facts(identity.document, parts.page, parts.tables, parts.sections, calendar, labels=source.labels)
    printings = [maker.fact(figure) for figure in found.figures]
    facts, notes = consolidated(printings, statements(printings, parts.tables))
    if found.unreadable:
        count, first = len(found.unreadable), found.unreadable[0]
        notes.append(f"{count} tagged figures are not numbers in their format, such as {first}; they are left out")
    if found.missing:
        count, first = len(found.missing), found.missing[0]
        notes.append(
            f"{count} tags refer to what this file does not declare, such as {first}; they are left out: add the "
            "filing's other documents to its folder, or take its full submission"
        )
    return facts, notes


def _untagged(
    document: Document,
    parts: Parts,
    calendar: Calendar | None = None,
    found: Inline | None = None,
    tagged_facts: Sequence[Fact] = (),
) -> list[Fact]:
    """The numbers of the tables that no tag explains."""
    page, figures = parts.page, found.figures if found else []
    ends = {figure.context.end for figure in figures if figure.context.end}
    marks = (place.mark for figure in figures if (place := page.places.get(figure.element)) is not None)
    return table_facts(
        document,
        parts.tables,
        page.text,
        sections=parts.sections,
        raised=page.raised,
        dates=closings_of(document, parts.tables, page.text, calendar, ends),
        tagged=tagged_facts,
        marked=frozenset(mark.start for mark in marks if mark.shows),
        is_strict=document.form is not None and not document.form.startswith(_PERIODIC),
    )


def _missing_statements(source: Source, document: Document, facts: Sequence[Fact]) -> list[str]:
    if not (document.form or "").startswith(_PERIODIC) or any(e.startswith("EX-13") for e in source.exhibits):
        return []
    if has_annual_report(source.path) or any(fact.concept in _STATEMENTS and not fact.dimensions for fact in facts):
        return []
    note = (
        f"no balance sheet or income statement is tagged in this file ({len(facts)} figures are): the financial "
        "statements are elsewhere, usually in an exhibit such as EX-13; add that file too"
    )
    return [note]


def _sampled(source: Source, root: etree._Element) -> Source:
    """The source, marked as a sample when the document says that it is one, with the date of the filing behind it."""
    said = {str(meta.get("name")): str(meta.get("content") or "") for meta in root.iter("{*}meta")}
    if _SAMPLE not in said:
        return source
    filed = source.filed or day(said.get(_SAMPLE_FILED, ""))
    return replace(source, sample_of=accession(said[_SAMPLE]) or said[_SAMPLE], filed=filed)


def _html_title(root: etree._Element) -> str | None:
    title = next(iter(root.iter("{*}title")), None)
    words = " ".join((title.text or "").split()) if title is not None else ""
    return words or None
