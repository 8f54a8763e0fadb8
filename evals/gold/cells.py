"""Cells of the data sets' tables as sentences: a row's label with its year and figure, and with other cells' figures.

What is true is read off the grid alone: a row whose label no other row has, a column whose head is one year that no
other head names.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tieout.evals.gold.answered import page_of
from tieout.evals.gold.records import Item, Rows, pages
from tieout.evals.gold.sources import Shelf
from tieout.evals.gold.statements import Statement, put
from tieout.evals.gold.verdicts import Said
from tieout.tools.checking.tablescale import table_scale
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.reading import Reading

_HEAD = re.compile(
    r"\W*(?:(?:fiscal|year|years|twelve months|ended|end|of|at|as|december|june|september|march|31|30|,)\W+)*"
    r"(?P<year>(?:19|20)\d\d)\W*",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\(?-?\$?\s?\(?\d[\d,]*(?:\.\d+)?\)?\s?%?\)?")
_LABEL = re.compile(r"[A-Za-z][A-Za-z ,&'’/-]{3,60}")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NAMELESS = frozenset({"total", "totals", "other", "others", "current year", "prior year"})
_PER_SHARE = re.compile(r"\bper\b|\bratio\b|\bnumber\b", re.IGNORECASE)
_CURRENCIES = ("$", "€", "£")
_WORDS = {10**3: "thousand", 10**6: "million", 10**9: "billion"}
_HEAD_ROWS = 3
_MOST_ROWS, _MOST_DECOYS = 6, 4
_FORMS = (
    "{label} was {figure} in {year}.",
    "In {year}, {label} came to {figure}.",
    "{label} amounted to {figure} for {year}.",
)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure of a table with the names that its grid gives it."""

    label: str
    year: str
    printed: str
    reading: Reading
    is_percent: bool


def cell_sentences(items: Sequence[Item], shelf: Shelf) -> Iterator[Said]:
    """Up to six rows of every page, each truly said once and falsely up to four times."""
    for group in pages(items).values():
        page = page_of(group)
        above, table = page.tables[0]
        scale = _WORDS.get(int(table_scale(above, [cell for row in table[:_HEAD_ROWS] for cell in row])), "")
        sign = next((mark for row in table for cell in row for mark in _CURRENCIES if mark in cell), "")
        cells = [one for one in cells_of(table) if one.is_percent or (scale and not _PER_SHARE.search(one.label))]
        source = shelf.source(page)
        for cell in _drawn(cells, group[0].page):
            name = f"{group[0].page}:{_hashed(cell.label + cell.year) % 10**6}"
            true = _sentence(cell, cell, sign, scale)
            yield source.judge(true.text, true.span, id=name, true=True)
            for edit, other in _others(cell, cells):
                false = _sentence(cell, other, sign, scale)
                yield source.judge(false.text, false.span, id=name, true=False, edit=edit)


def cells_of(table: Rows) -> Iterator[Cell]:
    """The cells whose row and column a reader can name in one way only."""
    years = dict(_years(table))
    labels = Counter(_plain(row[0]) for row in table if row)
    for row in table:
        label = row[0].strip() if row else ""
        if labels[_plain(label)] != 1 or not _LABEL.fullmatch(label) or _plain(label) in _NAMELESS:
            continue
        for column, year in years.items():
            text = row[column].strip() if column < len(row) else ""
            reading = next((one for one in figures(text) if one.is_figure and one.value), None)
            if reading is not None and _FIGURE.fullmatch(text):
                yield Cell(label=label, year=year, printed=text, reading=reading, is_percent="%" in text)


def _years(table: Rows) -> Iterator[tuple[int, str]]:
    """Columns under one year that heads no other column."""
    for row in table[:_HEAD_ROWS]:
        found = {n: match["year"] for n, cell in enumerate(row) if n and (match := _HEAD.fullmatch(cell.strip()))}
        if found and len(set(found.values())) == len([cell for cell in row[1:] if cell.strip()]):
            yield from found.items()
            return


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def _drawn(cells: Sequence[Cell], salt: str) -> list[Cell]:
    """One cell of each of up to six rows, drawn by hash."""
    rows: dict[str, Cell] = {}
    for cell in sorted(cells, key=lambda one: _hashed(salt + one.label + one.year)):
        rows.setdefault(cell.label, cell)
    return list(rows.values())[:_MOST_ROWS]


def _others(cell: Cell, cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """Real figures of the same table under another year, another label, or both."""
    fit = [c for c in cells if c.is_percent == cell.is_percent and not _same(c.reading, cell.reading)]
    years = [c for c in fit if c.label == cell.label]
    labels = [c for c in fit if c.label != cell.label and c.year == cell.year]
    both = [c for c in fit if c.label != cell.label and c.year != cell.year]
    for edit, found in (("another year", years), ("another row", labels), ("another row and year", both)):
        ordered = sorted(found, key=lambda one: _hashed(cell.label + one.label + one.year))
        yield from ((edit, one) for one in ordered[: _MOST_DECOYS // 2])


def _same(one: Reading, other: Reading) -> bool:
    precision = max(one.precision, other.precision)
    return one.value is not None and other.value is not None and agrees(abs(one.value), precision * 2, abs(other.value))


def _sentence(cell: Cell, shown: Cell, sign: str, scale: str) -> Statement:
    """The sentence of a cell with the figure of the same or of another one."""
    before, _, after = _FORMS[_hashed(cell.label) % len(_FORMS)].partition("{figure}")
    names = {"label": cell.label, "year": cell.year}
    return put(before.format(**names), _figure(shown, sign, scale), after.format(**names))


def _figure(cell: Cell, currency: str, scale: str) -> str:
    """A cell's figure as prose prints it."""
    match = _DIGITS.search(cell.printed)
    digits = match[0] if match else cell.printed
    sign = "-" if cell.reading.value is not None and cell.reading.value < 0 else ""
    return f"{sign}{digits}%" if cell.is_percent else f"{sign}{currency}{digits} {scale}"


def _hashed(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:4])
