"""The tagged figures of a filing as facts, each with what it means and where it stands."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from tieout.document import Document, Section, Table
from tieout.fact import Dimension, Fact, Modality
from tieout.locator import CellAddress, Tag, quote_hash
from tieout.period import Duration, Instant, Period
from tieout.tools.filings.canonical import Canonical, Place
from tieout.tools.filings.contexts import Context
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.grid import Grid
from tieout.tools.filings.inline import Figure
from tieout.tools.filings.labels import Members, in_words, is_generic
from tieout.tools.filings.meaning import is_ahead, measure, modality, scope
from tieout.tools.filings.tables import cell_at, column_header, is_date, is_figure, row_label


class Facts:
    """Turns one document's tagged figures into facts."""

    def __init__(
        self,
        document: Document,
        page: Canonical,
        tables: Sequence[Table],
        sections: Sequence[Section],
        calendar: Calendar | None,
        *,
        labels: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._document, self._page, self._tables = document, page, tables
        self._sections, self._starts = sections, [section.start for section in sections]
        self._calendar = calendar
        self._members = Members(tables, labels)
        self._linked = labels
        self._grids: dict[Grid, tuple[int, dict[int, int]]] = {}
        self._labels: dict[tuple[int, int], str] = {}
        self._periods: dict[str, Period] = {}
        for index, grid in enumerate(page.grids):
            shown = (n for n, row in enumerate(grid.rows) if any(cell.mark.shows for cell in row))
            self._grids[grid] = (index, {row: at for at, row in enumerate(shown)})

    def fact(self, figure: Figure) -> Fact:
        """One figure with its meaning and its place."""
        place = self._page.places.get(figure.element)
        place = place if place is not None and place.mark.shows else None
        cell = self._cell(place)
        locator = self._locator(figure, place, cell)
        known = self._document.known_since
        return Fact(
            id=self._id(figure, locator),
            document=self._document.id,
            entity=self._document.entity,
            concept=figure.concept,
            label=self._label(figure, cell),
            value=figure.value,
            absence="nil" if figure.value is None else None,
            unit=figure.unit,
            decimals=figure.decimals,
            period=self._period(figure.context),
            dimensions=self._dimensions(figure.context),
            measure=measure(figure.concept),
            scope=scope(figure.context.members),
            modality=self._modality(figure),
            printed=self._printed(figure, place),
            locator=locator,
            origin="xbrl",
            known_since=known,
        )

    def _modality(self, figure: Figure) -> Modality:
        said = modality(figure.concept)
        if said != "reported" or figure.concept.startswith("dei:"):
            return said
        return "guided" if is_ahead(self._period(figure.context).end, self._document) else said

    def _cell(self, place: Place | None) -> CellAddress | None:
        if place is None or place.grid is None or place.grid not in self._grids:
            return None
        table, rows = self._grids[place.grid]
        row = rows.get(place.row)
        return None if row is None else CellAddress(table=table, row=row, column=place.column)

    def _locator(self, figure: Figure, place: Place | None, cell: CellAddress | None) -> Tag:
        quotation = figure.printed if place is None else self._page.text[place.mark.start : place.mark.end]
        return Tag(
            document=self._document.id,
            content_hash=self._document.content_hash,
            quote_hash=quote_hash(quotation),
            section=None if place is None else self._section(place.mark.start),
            start=None if place is None else place.mark.start,
            end=None if place is None else place.mark.end,
            concept=figure.concept,
            context=figure.context.id,
            cell=cell,
        )

    def _section(self, start: int) -> str | None:
        at = bisect_right(self._starts, start) - 1
        return self._sections[at].name if at >= 0 else None

    def _id(self, figure: Figure, locator: Tag) -> str:
        where = figure.ordinal if locator.start is None else f"{locator.start}:{locator.end}"
        parts = (self._document.content_hash, figure.concept, figure.context.id, figure.unit, str(where))
        return sha256("\x1f".join(parts).encode()).hexdigest()[:20]

    def _label(self, figure: Figure, cell: CellAddress | None) -> str:
        """The printed label; where none is printed, or only "Total", the linkbase's; else the concept in words."""
        printed = "" if cell is None or self._is_in_label(cell) else self._row(cell)
        if not printed or is_generic(printed):
            return self._linked.get(figure.concept) or printed or in_words(figure.concept)
        return printed

    def _row(self, cell: CellAddress) -> str:
        """The row's label; the column's beside it where the row says only when."""
        key = (cell.table, cell.row)
        if key not in self._labels:
            self._labels[key] = row_label(self._tables[cell.table], cell.row)
        label = self._labels[key]
        if label and not is_date(label):
            return label
        header = column_header(self._tables[cell.table], cell.row, cell.column)
        return f"{header}, {label}" if header and label else label

    def _is_in_label(self, cell: CellAddress) -> bool:
        """Whether the figure stands within the words that name its row."""
        here = cell_at(self._tables[cell.table], cell.row, cell.column)
        return here is None or not is_figure(here.text)

    def _period(self, context: Context) -> Period:
        if context.id not in self._periods:
            self._periods[context.id] = self._dated(context)
        return self._periods[context.id]

    def _dated(self, context: Context) -> Period:
        end = context.end
        if end is None:
            raise ValueError(f"the context {context.id!r} has no end")
        if context.start is None:
            return self._calendar.instant(end) if self._calendar else Instant(end=end)
        return self._calendar.duration(context.start, end) if self._calendar else Duration(start=context.start, end=end)

    def _dimensions(self, context: Context) -> tuple[Dimension, ...]:
        return tuple(Dimension(axis=a, member=m, label=self._members.label(m)) for a, m in context.members)

    def _printed(self, figure: Figure, place: Place | None) -> str:
        """The figure as printed, in the brackets that stand around it."""
        if place is None:
            return figure.printed
        start, end, text = place.mark.start, place.mark.end, self._page.text
        before, after = text[max(0, start - 2) : start].rstrip(), text[end : end + 2].lstrip()
        quotation = " ".join(text[start:end].split())
        return f"({quotation})" if before.endswith("(") and after.startswith(")") else quotation
