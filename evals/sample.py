"""What a sample filing says: its issuer, its tables of figures and its text, read from one TOML file.

A row of a table is one line, `label | concept | values | flags`. A concept is `[-]name[@axis=member,…]`; a leading
minus sign means that the statement prints the value with its sign turned, as it does for payments, and a name without a
prefix is us-gaap's. Values follow XBRL's sign, newest first, in the row's own scale; `nil` is a fact without a value.
The flags: `$` prints the currency, `total` draws a rule, `opening` and `closing` take the first or last day of a
period, `unit:scale:decimals` replaces `usd:6:-6`.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

Dimensions = tuple[tuple[str, str], ...]
Period = tuple[date, ...]
"""One day, or the first and the last day."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One tagged figure: `value` is in base units, None for nil; `scale` and `decimals` are XBRL's."""

    concept: str
    dimensions: Dimensions
    period: Period
    value: Decimal | None
    unit: str
    scale: int
    decimals: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table: its label, and its figures newest first (none in a heading)."""

    label: str
    figures: tuple[Figure, ...] = ()
    turned: bool = False
    flags: frozenset[str] = frozenset()


class Table(BaseModel):
    """A table as it stands in the TOML file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    caption: str = ""
    over: str = ""
    kind: Literal["duration", "instant"] = "duration"
    columns: int = 3
    headers: Literal["dates", "years"] = "dates"
    dates: tuple[date, ...] = ()
    note: str = ""
    rows: str


class Section(BaseModel):
    """An item of the form: paragraphs apart by a blank line, `## ` before a subheading, `@table` for a table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: str
    text: str


class Sample(BaseModel):
    """A sample filing before it is written as inline XBRL."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    ticker: str
    cik: str
    accession: str
    document: str
    filed: date
    prefix: str
    namespace: str
    taxonomy: int
    fiscal_year: int
    state: str
    state_code: str
    file_number: str
    tax_number: str
    address: str
    security: str
    exchange: str
    exchange_code: str
    public_float: str
    shares: str
    periods: tuple[tuple[date, date], ...]
    errata: tuple[str, ...] = ()
    section: tuple[Section, ...]
    tables: dict[str, Table]

    def rows(self, table: str) -> tuple[Row, ...]:
        """The lines of a table, in order."""
        source = self.tables[table]
        return tuple(self._row(source, line) for line in source.rows.strip().splitlines())

    def figures(self) -> Iterator[Figure]:
        """Every figure of every table."""
        for table in self.tables:
            for row in self.rows(table):
                yield from row.figures

    def figure(self, concept: str, column: int) -> Figure:
        """The figure of a concept (written as in a row) in a column of the table that holds it."""
        name, dimensions = _concept(concept)
        for table in self.tables:
            for row in self.rows(table):
                if row.figures and (row.figures[0].concept, row.figures[0].dimensions) == (name, dimensions):
                    return row.figures[column]
        raise KeyError(f"{self.ticker}: no table has {concept!r}: add a row, or correct the name in the text")

    def _row(self, table: Table, line: str) -> Row:
        label, *rest = (part.strip() for part in line.split(" | "))
        if not rest:
            return Row(label=label)
        concept, values, *flags = rest
        marks = frozenset(flags[0].split()) if flags else frozenset[str]()
        name, dimensions = _concept(concept.removeprefix("-"))
        unit, scale, decimals = next((mark.split(":") for mark in marks if ":" in mark), ["usd", "6", "-6"])
        figures = tuple(
            Figure(
                concept=name,
                dimensions=dimensions,
                period=self._period(table, column, marks),
                value=None if value == "nil" else Decimal(value).scaleb(int(scale)),
                unit=unit,
                scale=int(scale),
                decimals=decimals,
            )
            for column, value in enumerate(values.split())
        )
        return Row(label=label, figures=figures, turned=concept.startswith("-"), flags=marks)

    def _period(self, table: Table, column: int, flags: frozenset[str]) -> Period:
        if table.dates:
            return (table.dates[column],)
        first, last = self.periods[column]
        if "opening" in flags:
            return (first - timedelta(days=1),)
        return (last,) if table.kind == "instant" or "closing" in flags else (first, last)


def read(path: Path) -> Sample:
    """The sample in a TOML file."""
    return Sample.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def _concept(text: str) -> tuple[str, Dimensions]:
    name, _, members = text.partition("@")
    name = name if ":" in name else f"us-gaap:{name}"
    pairs = (member.partition("=") for member in members.split(",") if member)
    return name, tuple((axis, member) for axis, _, member in pairs)
