"""What do a filing's tables say? Tagged cells under their row's and column's names, and other figures planted there."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.evals.mutation import edits
from tieout.evals.mutation.catalog import Catalog
from tieout.evals.mutation.own import in_digits
from tieout.evals.mutation.printing import Printed, digits_of
from tieout.evals.mutation.source import Filing, Place
from tieout.fact import Fact
from tieout.tools.figures.phrases import label_key
from tieout.tools.filings.tables import column_header, row_path

_ALONE = re.compile(r"[^.;!?]{0,90}")
"""A title that is a name, no sentence."""
_LEAST = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One tagged cell as a table shows it."""

    place: Place
    row: str
    column: str
    caption: str
    headings: tuple[str, ...]
    scale: Decimal
    text: str
    printed: Printed
    fact: Fact
    elsewhere: bool

    def showing(self, printed: Printed) -> str:
        """The cell's text with other digits."""
        return self.text.replace(self.printed.digits, printed.digits, 1)


def rows(filing: Filing) -> tuple[Row, ...]:
    """The tagged cells of a filing's tables whose digits give their value, in order."""
    by_table: dict[int, list[Fact]] = defaultdict(list)
    for fact in filing.printings:
        if fact.locator.kind == "tag" and fact.locator.cell is not None and fact.value:
            by_table[fact.locator.cell.table].append(fact)
    return tuple(row for table, facts in sorted(by_table.items()) for row in _in_table(filing, table, facts))


def _in_table(filing: Filing, number: int, facts: list[Fact]) -> Iterator[Row]:
    table = filing.tables[number]
    cells = [(fact, in_digits(_digits(filing, fact), fact)) for fact in facts]
    powers = [printed.exponent for _, printed in cells if printed is not None and printed.unit == "USD"]
    scale = Decimal(10) ** max(powers) if powers else _LEAST
    for fact, printed in cells:
        cell = fact.locator.cell if fact.locator.kind == "tag" else None
        if printed is None or cell is None or fact.unit not in {"USD", "USD/shares"}:
            continue
        if fact.unit == "USD" and Decimal(10) ** printed.exponent != scale:
            continue
        path, header = row_path(table, cell.row), column_header(table, cell.row, cell.column)
        if path[-1] and header:
            yield Row(
                place=(cell.table, cell.row),
                row=": ".join(part for part in path if part),
                column=header,
                caption=title if _ALONE.fullmatch(title := table.title or "") else "",
                headings=filing.headings(table.start),
                scale=scale,
                text=fact.printed,
                printed=printed,
                fact=fact,
                elsewhere=filing.is_elsewhere(fact),
            )


def _digits(filing: Filing, fact: Fact) -> str:
    at = fact.locator
    return filing.text[at.start : at.end] if at.start is not None else ""


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A cell that shows another figure."""

    fault: str
    row: Row
    printed: Printed
    decoy: bool


@dataclass(frozen=True)
class Planter:
    """Plants other figures in the cells of a filing's tables."""

    catalog: Catalog
    beside: Mapping[Place, Sequence[Row]]
    """The cells of each row."""
    rng: random.Random

    def planted(self, row: Row) -> list[Planted]:
        """A cell with a digit changed, and with another period's, row's and part's figure."""
        found = [Planted(fault="digit", row=row, printed=edits.digit(row.printed, self.rng), decoy=False)]
        for fault, pool in self._pools(row).items():
            if pool:
                value = self.rng.choice(pool).value or Decimal(0)
                made = row.printed.with_digits(digits_of(value, row.printed.exponent, row.printed.places))
                found.append(Planted(fault=fault, row=row, printed=made, decoy=True))
        return [one for one in found if one.printed.value and one.printed.digits != row.printed.digits]

    def _pools(self, row: Row) -> dict[str, list[Fact]]:
        rest = [other for place, group in self.beside.items() if place != row.place for other in group]
        known = self.catalog.concepts.get(row.fact.concept, [])
        return {
            "period": [other.fact for other in self.beside[row.place] if other.column != row.column],
            "metric": [o.fact for o in rest if o.place[0] == row.place[0] and o.column == row.column],
            "segment": [
                f for f in known if f.period.end == row.fact.period.end and f.dimensions != row.fact.dimensions
            ],
        }

    def is_true(self, one: Planted) -> bool:
        """Whether a fact of the day that is called as the row is, or a cell of a row of that name, prints the same."""
        row, name = one.row, label_key(one.row.row.rpartition(": ")[2])
        day = self.catalog.by_end.get(row.fact.period.end, ())
        facts = [row.fact, *(fact for fact in day if not fact.dimensions and label_key(fact.label) == name)]
        cells = (cell.fact for group in self.beside.values() for cell in group if cell.row == row.row)
        facts += [fact for fact in cells if fact.period.end == row.fact.period.end]
        return any(one.printed.agrees(fact.value or Decimal(0)) for fact in facts)
