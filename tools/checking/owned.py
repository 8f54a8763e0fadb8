"""What do a paper's own tables state? Their cells as facts, so that its prose can be read with their words."""

import hashlib
from collections.abc import Iterator
from datetime import date

from tieout.document import Entity
from tieout.fact import Fact
from tieout.locator import Cell, CellAddress, quote_hash
from tieout.period import Duration, FiscalPeriod
from tieout.tools.checking.board import spot_of
from tieout.tools.checking.paper import Paper, Piece
from tieout.tools.figures.periods import mentions

_MOST = 20_000
"""Cells of a paper that are read."""
_LONGEST = 200


def own_facts(paper: Paper) -> tuple[Fact, ...]:
    """The numbers of a paper's tables whose column names one fiscal year or quarter, under their row's label."""
    whose = Entity(name=paper.name or "this text")
    return tuple(_facts(paper, whose))


def _facts(paper: Paper, whose: Entity) -> Iterator[Fact]:
    cells = [p for p in paper.pieces if p.block == "cell" and p.table is not None and p.row]
    for piece in cells[:_MOST]:
        period = _period(piece.column)
        spot = spot_of(piece)
        if period is None or spot is None or len(piece.row) > _LONGEST:
            continue
        span = spot.span
        yield Fact(
            id=hashlib.sha256(f"{paper.name} {span} {piece.at}".encode()).hexdigest()[:32],
            document=whose.name,
            entity=whose,
            concept="table:own",
            label=piece.row,
            value=spot.value * piece.scale,
            unit="",
            period=period,
            printed=spot.text,
            locator=_locator(whose.name, piece, span),
            origin="table",
        )


def _locator(document: str, piece: Piece, span: tuple[int, int]) -> Cell:
    return Cell(
        document=document,
        content_hash="",
        quote_hash=quote_hash(piece.visible),
        start=span[0],
        end=span[1],
        cell=CellAddress(table=max(piece.table or 0, 0), row=piece.at[0], column=piece.at[1]),
    )


def _period(column: str) -> Duration | None:
    """The fiscal period that the heads of a column name, if they name one; its days are the calendar's."""
    if len(column) > _LONGEST:
        return None
    named = {p for mention in mentions(column) for p in mention.periods}
    if len(named) != 1:
        return None
    one: FiscalPeriod = named.pop()
    return Duration(start=date(one.year, 1, 1), end=date(one.year, 12, 31), fiscal=one.label)
