"""What does an answer or a grid look like as a table? One row a figure; or companies down and figures across."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.agent.shown.sheet import Entry, Sheet, entries
from tieout.answer import Answer, AnswerFigure, Citation, Source
from tieout.grid import Grid, GridCell

HEAD = (
    "company", "ticker", "metric", "period_start", "period_end", "value", "unit", "printed", "document", "accession",
    "place", "quote", "formula",
)  # fmt: skip
"""What is said of every figure of an answer."""
OPERANDS = ("figure", "operand", "metric", "period_start", "period_end", "value", "unit", "document", "place", "quote")
"""What is said of every operand of a calculated one."""


def answer_sheets(answer: Answer) -> tuple[Sheet, ...]:
    """The figures of an answer in its order, each once; then its quotations, the operands, and what was withheld."""
    figures = list({(f.text, f.metric, f.entity.key, f.period, f.value): f for f in answer.figures}.values())
    rows = [_figure(f) for f in figures] or [_quotation(c) for c in answer.citations]
    operands = tuple(row for f in figures for row in _operands(f))
    sheets = [Sheet(title="Answer", head=HEAD, rows=tuple(rows))]
    if operands:
        sheets.append(Sheet(title="Calculations", head=OPERANDS, rows=operands))
    return (*sheets, _about(answer))


def _figure(figure: AnswerFigure) -> tuple[Entry, ...]:
    source, formula = figure.source, figure.calculation.formula if figure.calculation else ""
    stated = Entry(value=figure.value, printed=signed(figure), unit=figure.unit, comment=comment(figure))
    return (
        *entries(figure.entity.name, figure.entity.ticker, figure.metric, figure.period.start, figure.period.end),
        stated,
        *entries(figure.unit, signed(figure), source.document, source.accession, place(source), source.quote, formula),
    )


def _quotation(citation: Citation) -> tuple[Entry, ...]:
    """An answer in words: its places and what stands there."""
    where = ", ".join(str(w) for w in (citation.section, citation.page and f"page {citation.page}") if w)
    before, after = ("", "", citation.said or "", None, None, None, "", ""), (where, citation.quote, "")
    return entries(*before, citation.document, citation.accession, *after)


def _operands(figure: AnswerFigure) -> Iterator[tuple[Entry, ...]]:
    for operand in figure.calculation.operands if figure.calculation else ():
        yield (
            *entries(signed(figure), operand.name, operand.metric, operand.period.start, operand.period.end),
            Entry(value=operand.value, unit=operand.unit, comment=operand.source.quote),
            *entries(operand.unit, operand.source.document, place(operand.source), operand.source.quote),
        )


def _about(answer: Answer) -> Sheet:
    """Everything else that the answer carries."""
    faithfulness = Decimal(str(answer.faithfulness)) if answer.faithfulness is not None else None
    said: list[tuple[Entry, ...]] = [
        entries("question", answer.question),
        entries("status", answer.status),
        entries("text", answer.text),
        entries("as of", answer.as_of),
        entries("written by", answer.written_by),
        entries("faithfulness", faithfulness),
        entries("threshold", Decimal(str(answer.threshold))),
        entries("run", answer.run_id),
    ]
    said += [entries("assumption", a) for a in answer.assumptions] + [entries("note", n) for n in answer.notes]
    said += [entries(f"withheld: {w.reason}", w.detail) for w in answer.withheld]
    return Sheet(title="About", head=("what", "value"), rows=tuple(said))


def grid_sheets(grid: Grid) -> tuple[Sheet, ...]:
    """The grid with companies down, then every cell with its source or the reason for which it is empty."""
    wide = len(grid.columns)
    units = [_unit(grid.cells[place::wide]) for place in range(wide)]
    head = ("company", *(f"{name} ({unit})" if unit else name for name, unit in zip(grid.columns, units, strict=True)))
    lines = [grid.cells[at * wide : (at + 1) * wide] for at in range(len(grid.rows))]
    rows = tuple(
        (Entry(value=name), *(_entry(cell, unit) for cell, unit in zip(line, units, strict=True)))
        for name, line in zip(grid.rows, lines, strict=True)
    )
    told = ("row", "column", "value", "unit", "printed", "reason", "detail", "document", "accession", "place", "quote",
            "formula")  # fmt: skip
    notes = tuple(entries(n) for n in (*grid.assumptions, *grid.notes))
    sheets = (
        Sheet(title="Grid", head=head, rows=rows),
        Sheet(title="Sources", head=told, rows=tuple(_told(cell) for cell in grid.cells)),
    )
    return (*sheets, Sheet(title="Notes", head=("note",), rows=notes)) if notes else sheets


def _unit(cells: Sequence[GridCell]) -> str:
    """The one unit of a column; empty where there are several, or none."""
    units = {c.unit for c in cells if c.unit}
    return units.pop() if len(units) == 1 else ""


def _entry(cell: GridCell, unit: str) -> Entry:
    """A figure as a number; as it is printed where its column has no unit of its own."""
    if cell.figure is None:
        return Entry(comment=f"{cell.reason}: {cell.detail}")
    printed = signed(cell.figure)
    if not unit:
        return Entry(value=printed, comment=comment(cell.figure))
    return Entry(value=cell.value, printed=printed, unit=cell.unit or "", comment=comment(cell.figure))


def _told(cell: GridCell) -> tuple[Entry, ...]:
    figure = cell.figure
    if figure is None:
        return entries(cell.row, cell.column, None, "", "", cell.reason, cell.detail, "", "", "", "", "")
    source, formula = figure.source, figure.calculation.formula if figure.calculation else ""
    return (
        *entries(cell.row, cell.column),
        Entry(value=figure.value, printed=signed(figure), unit=figure.unit),
        *entries(figure.unit, signed(figure), "", "", source.document, source.accession, place(source), source.quote),
        Entry(value=formula),
    )


def signed(figure: AnswerFigure) -> str:
    """A figure as printed, with the sign that its sentence says in words."""
    minus = figure.value < 0 and not figure.text.lstrip().startswith(("-", "−", "(", "$(", "$-", "negative"))
    return f"-{figure.text}" if minus else figure.text


def place(source: Source) -> str:
    """Section or page."""
    page = f"page {source.locator.page}" if source.locator.kind == "page" else None
    return ", ".join(p for p in (source.locator.section, page) if p)


def comment(figure: AnswerFigure) -> str:
    """Where a figure stands, or how it is computed, and the words there."""
    source = figure.source
    where = ", ".join(w for w in (source.form, source.accession or source.document, place(source)) if w)
    how = f"= {figure.calculation.formula}; " if figure.calculation else ""
    return f"{figure.text}: {how}{where}: {source.quote}"
