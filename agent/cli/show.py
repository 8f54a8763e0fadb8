"""How is it shown in a terminal? Answers with their proofs, and tables; nothing that a filing says is markup."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tieout.agent.shown.present import HEADED, HEADING, short
from tieout.answer import Answer, AnswerFigure

PLAIN_WIDTH = 1_000
"""Columns where no terminal limits them, so that a table can be searched line by line."""


def console() -> Console:
    """Standard output; plain where it is no terminal."""
    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(file=sys.stdout, highlight=False, soft_wrap=True, width=width)


def answer(shown: Answer) -> None:
    """The text, the proof of every figure that no quotation shows in place, the places, and what was withheld."""
    out = console()
    said = flat(shown.text)
    composed = any(HEADED.fullmatch(line) for line in shown.text.splitlines())
    figures = [] if composed else [f for f in shown.figures if flat(f.source.quote) not in said]
    text(out, shown)
    for number, figure in enumerate(figures, start=1):
        proof(out, number, figure)
    if not figures or "“" in shown.text:
        for citation in shown.citations:
            page = f"page {citation.page}" if citation.page is not None else None
            parts = (citation.document, citation.accession, citation.section, page, citation.said)
            place = ", ".join(p for p in parts if p)
            out.print(Text(f"  [{citation.mark}] {place}", style="dim"))
    for withheld in shown.withheld if shown.status != "abstained" else ():
        out.print(Text(f"  withheld ({withheld.reason}): {withheld.detail}", style="yellow"))
    for assumption in shown.assumptions:
        out.print(Text(f"  assumed: {assumption}", style="dim"))
    for note in shown.notes:
        out.print(Text(f"  note: {note}", style="dim"))
    if shown.status == "needs_review":
        out.print(Text(f"  see and decide it: tieout review {shown.run_id}"))
    if made := origin(shown):
        out.print(Text(f"  {made}", style="dim"))


def text(out: Console, shown: Answer) -> None:
    """What is answered; the headings of an answer of several parts stand out."""
    for line in shown.text.split("\n"):
        headed = HEADED.fullmatch(line) is not None
        style = "bold cyan" if headed else "bold" if shown.status == "answered" else ""
        out.print(Text(line.removeprefix(HEADING) if headed else line, style=style))


def origin(shown: Answer) -> str:
    """Who wrote it, how much of it was verified, and as of when; nothing where only the offline analyst abstains."""
    parts = [f"as of {shown.as_of}"] if shown.as_of else []
    if shown.faithfulness is not None:
        parts.append(f"faithfulness {shown.faithfulness:.2f}, threshold {shown.threshold:.2f}")
    if parts or shown.written_by != "offline":
        parts.insert(0, f"written by {shown.written_by}")
    return "; ".join(parts)


def flat(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


def proof(out: Console, number: int, figure: AnswerFigure) -> None:
    """One figure: where it stands, the row or sentence, and the calculation with its operands."""
    dates = f"{figure.period.start} to {figure.period.end}" if figure.period.start else f"at {figure.period.end}"
    what = figure.metric if figure.period.end == date.min else f"{figure.metric}, {dates}"
    out.print(Text(f"  {number}. {figure.text}", style="green"), Text(what))
    if figure.calculation is None:
        place(out, figure.source.model_dump(), figure.source.quote)
        return
    out.print(Text(f"     = {figure.calculation.formula}"))
    for operand in figure.calculation.operands:
        out.print(Text(f"     {operand.metric}: {operand.value:,f} {operand.unit}"))
        place(out, operand.source.model_dump(), operand.source.quote)


def place(out: Console, source: Mapping[str, object], quote: str) -> None:
    """Accession, section or page, and the exact words."""
    locator = source["locator"]
    section, page = (locator.get("section"), locator.get("page")) if isinstance(locator, dict) else (None, None)
    parts = (source["form"], source["accession"] or source["document"], section, page and f"page {page}")
    where = ", ".join(str(p) for p in parts if p)
    out.print(Text(f"     {where}: “{short(quote, 160)}”", style="dim"))


def table(rows: Sequence[Mapping[str, object]], *, title: str) -> None:
    """Rows of the same keys."""
    shown = Table(title=title)
    for key in rows[0] if rows else ():
        shown.add_column(key.replace("_", " "))
    for row in rows:
        shown.add_row(*(Text("" if v is None else str(v)) for v in row.values()))
    console().print(shown)
