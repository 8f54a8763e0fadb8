"""What stands above each column of a table, and which rows head the rows below them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tieout.document import Table, TableCell
from tieout.tools.filings.amounts import is_number, is_split
from tieout.tools.filings.tables import (
    clean,
    first_column,
    is_date,
    is_figure,
    is_header,
    is_section_row,
    is_year,
    row_label,
)
from tieout.tools.filings.timing import timing
from tieout.tools.filings.unitmarks import unit_mark

_BARE = re.compile(r"\W*")
_UNIT_LINE = re.compile(
    r"\W*(?:(?:dollars?|shares|amounts?|u\.s\.|all|tabular)\b[^.]{0,30}?)?\bin\s+(?:thousand|million|billion)s\b|"
    r"^\W*(?:(?:thousand|million|billion)s|(?:in\s+)?[€£$]?\s?(?:thousand|million|billion)|[€£$]\s?(?:m|mn|bn|[’']?000s?))\W*$",
    re.IGNORECASE,
)
_OF_SHARES = re.compile(r"\W*(?:shares|units|options|awards)\b", re.IGNORECASE)
_MARK = re.compile(r"[a-z]\s*\((\w)\)\s*$", re.IGNORECASE)
_FEW = 2
_TOTAL = re.compile(r"(?:sub)?total\b|net\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Consecutive head rows; they hold for the rows below, down to the next band."""

    rows: tuple[tuple[TableCell, ...], ...]
    first: int

    def over(self, left: int, right: int) -> list[str]:
        """The heads over a range of grid columns, top down."""
        found: list[str] = []
        for row in self.rows:
            cells = [c for c in row if c.column > self.first]
            over = [c for c in cells if c.column < right and left < c.column + c.span]
            found += [c.text for c in over if not _BARE.fullmatch(c.text) and not _is_unit(c.text, len(cells))]
        return found

    @property
    def corner(self) -> list[str]:
        """What the heads say in the column of labels."""
        return [c.text for row in self.rows for c in row if c.column <= self.first]

    @property
    def is_single(self) -> bool:
        """Whether it is one cell over everything."""
        return len(self.rows) == 1 and len([c for c in self.rows[0] if c.column > self.first]) == 1


@dataclass(slots=True)
class Heads:
    """The heads of one table, row by row."""

    table: Table
    first: int = 0
    bands: dict[int, tuple[Band, ...]] = field(default_factory=dict)
    """By row that is no head: the bands that hold for it, the nearest first."""
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """By row: the rows that head it, the nearest first."""
    labels: dict[int, str] = field(default_factory=dict)
    last: tuple[Band, ...] = ()
    """The bands that hold for the last row."""

    @classmethod
    def of(cls, table: Table, before: "Heads | None" = None) -> "Heads":
        """Find the heads of a table; one that begins without heads continues the table before, where that is given."""
        heads = cls(table, first_column(table))
        run: list[tuple[TableCell, ...]] = []
        held: tuple[Band, ...] = before.last if before is not None else ()
        path: tuple[str, ...] = ()
        for number, row in enumerate(table.rows):
            if heads.is_head(row, number):
                run.append(row)
                continue
            if is_section_row(row, heads.first):
                path = _extended(path, row[0].text)
                continue
            if run:
                band = Band(rows=_spread(run, heads.first), first=heads.first)
                held = (band, *held[:1]) if band.is_single or _is_below(band, held) else (band,)
                run, path = [], path if band.is_single else _since(path)
            heads.bands[number] = heads.last = held
            heads.paths[number] = path
            label = heads.labels[number] = row_label(table, number)
            if _TOTAL.match(label):
                path = path[1:] if _closes(label, path) else path
        return heads

    def is_head(self, row: Sequence[TableCell], number: int) -> bool:
        """Whether a row only names columns."""
        cells = tuple(row)
        beyond = [c for c in cells if c.column > self.first and not is_split(c)]
        if any(is_number(c.text) and not is_year(c.text) for c in beyond):
            return False
        if is_header(cells, self.first):
            return True
        if not beyond or number > len(self.table.rows) // 2:
            return False
        return all(is_year(c.text) or is_date(c.text) or not is_figure(c.text) for c in beyond)

    @property
    def all_bands(self) -> list[Band]:
        """Every band once, in order."""
        return list({id(band): band for held in self.bands.values() for band in held}.values())

    @property
    def texts(self) -> list[str]:
        """Everything that stands above columns."""
        return [c.text for band in self.all_bands for row in band.rows for c in row if c.column > band.first]

    def near(self, number: int, left: int, right: int) -> tuple[str, ...]:
        """The heads over a range of columns for one row that the nearest band has."""
        held = self.bands.get(number, ())
        return tuple(held[0].over(left, right)) if held else ()

    def above(self, number: int, left: int, right: int) -> list[str]:
        """The heads over a range of columns for one row: the nearest band's, then what the band before says."""
        found: list[str] = []
        for band in self.bands.get(number, ()):
            found += band.over(left, right)
        return found

    def mark(self, number: int) -> str:
        """The footnote mark at a row's label, "" for none."""
        for cell in self.table.rows[number][:2]:
            if match := _MARK.search(cell.text):
                return match[1]
        return ""

    def corner(self, number: int) -> list[str]:
        """What the bands that hold for a row say above the labels."""
        return [text for band in self.bands.get(number, ()) for text in band.corner]


def _is_unit(text: str, cells: int) -> bool:
    """Whether a head is only a unit line; "Shares in millions" over one of several columns says what is in it."""
    mark = unit_mark(text)
    says_unit = _UNIT_LINE.match(text) is not None or (mark is not None and mark.is_whole and cells == 1)
    return says_unit and not (cells > 1 and _OF_SHARES.match(text))


def _spread(rows: Sequence[tuple[TableCell, ...]], first: int) -> tuple[tuple[TableCell, ...], ...]:
    """Head rows in which a date that stands over one column of its group reaches over the whole group."""
    done = [rows[-1]]
    for row in reversed(rows[:-1]):
        done.append(_over_groups(row, [c for c in done[-1] if c.column > first], first))
    return tuple(reversed(done))


def _over_groups(row: tuple[TableCell, ...], below: Sequence[TableCell], first: int) -> tuple[TableCell, ...]:
    dates = [cell for cell in row if cell.column > first]
    size = len(below) // max(1, len(dates))
    if len(dates) < _FEW or size < _FEW or len(below) != size * len(dates) or not all(is_date(c.text) for c in dates):
        return row
    groups = [below[at : at + size] for at in range(0, len(below), size)]
    pairs = list(zip(dates, groups, strict=True))
    if any(sum(_overlap(date, cell) for cell in group) != 1 or _overlaps(date, below) != 1 for date, group in pairs):
        return row
    wide = (
        date.model_copy(update={"column": group[0].column, "span": group[-1].column + group[-1].span - group[0].column})
        for date, group in pairs
    )
    return (*(cell for cell in row if cell.column <= first), *wide)


def _overlap(one: TableCell, other: TableCell) -> bool:
    return one.column < other.column + other.span and other.column < one.column + one.span


def _overlaps(one: TableCell, others: Sequence[TableCell]) -> int:
    return sum(_overlap(one, other) for other in others)


def _extended(path: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The path with one more heading row; a date replaces a date, words replace words."""
    word = clean(text)
    if timing(word).dated:
        return (word, *(one for one in path if not timing(one).dated))
    return (word, *(one for one in path if timing(one).dated))


def _since(path: tuple[str, ...]) -> tuple[str, ...]:
    """What of a path still holds below new heads: nothing but words."""
    return tuple(one for one in path if not timing(one).dated)


def _is_below(band: Band, held: tuple[Band, ...]) -> bool:
    """Whether heads within a table only repeat the columns of the heads above, whose dates still hold."""
    if not held or len(band.rows) > 1:
        return False
    again, above = (
        [(c.column, c.text) for c in rows[-1] if c.column > band.first] for rows in (band.rows, held[0].rows)
    )
    return len(held[0].rows) > 1 and again == above and not any(timing(text).says for _, text in again)


def _closes(label: str, path: tuple[str, ...]) -> bool:
    """Whether a total ends the section that it is the total of."""
    return bool(path) and path[0].casefold().rstrip("s") in label.casefold()
