"""What do companies, metrics and periods look like side by side? Every figure is proven as in an answer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tieout.agent.empty import EMPTY
from tieout.agent.grid.gridaxes import ColumnReader, companies_of, phrases_of
from tieout.agent.grid.gridperiods import periods_of
from tieout.agent.grid.gridrow import Row
from tieout.errors import InputError, NotThereError
from tieout.grid import Grid, GridCell, GridColumn
from tieout.period import FiscalPeriod
from tieout.ports import Snapshot
from tieout.tools.figures.vocabulary import Vocabulary

MOST = 20_000
"""Most cells of one grid."""
APART = timedelta(days=31)
"""From so much between the ends of one period on, it is said that companies report different times under its name."""


@dataclass(frozen=True, kw_only=True)
class GridAsked:
    """What a grid is asked for, as it was typed."""

    companies: tuple[str, ...] = ()
    """Tickers, CIKs or names, one or several in each; none: all."""
    metrics: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    quarterly: bool = False
    """Whether each year is shown by its quarters."""
    as_of: date | None = None


def make_grid(asked: GridAsked, snapshot: Snapshot, vocabulary: Vocabulary) -> Grid:
    """The grid, row by row; raises InputError or NotThereError where its axes cannot be understood."""
    companies = companies_of(asked.companies, snapshot, vocabulary)
    if not companies:
        raise NotThereError(EMPTY)
    phrases = phrases_of(asked.metrics, vocabulary)
    keys = {e.key for e in companies}
    documents = [d for d in snapshot.documents() if d.entity.key in keys]
    periods = periods_of(asked.periods, documents, quarterly=asked.quarterly, as_of=asked.as_of)
    if len(companies) * len(phrases) * len(periods) > MOST:
        raise InputError(f"the grid has more than {MOST} cells; name fewer companies, metrics or periods")
    reader = ColumnReader(snapshot=snapshot, vocabulary=vocabulary)
    rows = [
        Row(
            entity=entity,
            columns=reader.columns(phrases, entity),
            periods=periods,
            snapshot=snapshot,
            vocabulary=vocabulary,
            as_of=asked.as_of,
        )
        for entity in companies
    ]
    for place, phrase in enumerate(phrases):
        unknown = [row.columns[place].detail for row in rows if row.columns[place].reason]
        if len(unknown) == len(rows):
            raise InputError(f"{unknown[0]}{reader.suggestion(phrase)}")
    cells = tuple(cell for row in rows for cell in row.cells())
    columns = tuple(GridColumn(name=f"{m} {p.label}", metric=m, period=p.label) for m in phrases for p in periods)
    return Grid(
        rows=tuple(row.name for row in rows),
        columns=tuple(c.name for c in columns),
        cells=cells,
        made_of=columns,
        assumptions=tuple(dict.fromkeys(a for row in rows for a in row.assumptions)),
        notes=(*chosen(asked, periods), *dict.fromkeys(n for row in rows for n in row.notes), *apart(columns, cells)),
        as_of=asked.as_of,
    )


def chosen(asked: GridAsked, periods: Sequence[FiscalPeriod]) -> Iterator[str]:
    """Which years are shown where none was named, and why these."""
    if not asked.periods:
        yield (
            f"no years were named: shown are those up to {periods[-1].label}, "
            "the newest that at least half of the companies report"
        )


def apart(columns: Sequence[GridColumn], cells: Sequence[GridCell]) -> Iterator[str]:
    """A note for each period whose figures end at very different times."""
    period_of = {c.name: c.period for c in columns}
    ends: dict[str, dict[date, str]] = defaultdict(dict)
    for cell in cells:
        if cell.figure is not None:
            ends[period_of[cell.column]].setdefault(cell.figure.period.end, cell.row)
    for period, days in ends.items():
        first, last = min(days), max(days)
        if last - first > APART:
            yield f"{period} ended on {first} for {days[first]} and on {last} for {days[last]}: it is not the same time"
