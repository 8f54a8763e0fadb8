"""How does a file without a text of its own become a paper? Its blocks and tables are written one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tieout.checked import Block
from tieout.document import Table, TableCell
from tieout.tools.checking.paper import Paper, Piece
from tieout.tools.checking.tabled import table_pieces

GridCell = tuple[int, int, str]
"""Column, how many columns it spans, and what it shows."""


@dataclass(kw_only=True)
class Written:
    """The text as far as it is written: a line a block, a line a row of a table with tabs between its cells."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    heading: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[tuple[int, int, Block, tuple[str, ...]]] = field(default_factory=list)
    tables: list[tuple[int, Table, tuple[str, ...]]] = field(default_factory=list)
    caption: str = ""
    notes: list[str] = field(default_factory=list)

    def block(self, text: str, kind: Block = "paragraph") -> int | None:
        """One paragraph; where it begins, None for one that shows nothing."""
        said = text.replace("\n", " ").replace("\r", " ")
        if not said.strip():
            return None
        start = self._write(said)
        self._write("\n")
        self.blocks.append((start, start + len(said), kind, self._path()))
        self.caption = said.strip()
        return start

    def head(self, text: str, level: int) -> int | None:
        """One heading; where it begins, None for one that shows nothing."""
        self.heading = [one for one in self.heading if one[0] < level]
        start = self.block(text, "heading")
        if start is not None:
            self.heading.append((level, " ".join(text.split())))
        return start

    def table(self, rows: Sequence[Sequence[GridCell]], *, title: str | None = None) -> list[list[int]]:
        """One table; where each of its cells begins."""
        first, kept, starts = self.length, list[tuple[TableCell, ...]](), list[list[int]]()
        for row in rows:
            cells: list[TableCell] = []
            starts.append([])
            for number, (column, span, text) in enumerate(row):
                said = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
                start = self._write(said)
                starts[-1].append(start)
                self._write("\t" if number + 1 < len(row) else "\n")
                if said.strip():
                    shown = " ".join(said.split())
                    cells.append(TableCell(column=column, span=span, text=shown, start=start, end=start + len(said)))
            if cells:
                kept.append(tuple(cells))
        caption = (title if title is not None else self.caption) or None
        table = Table(index=len(self.tables), start=first, end=self.length, title=caption, rows=tuple(kept))
        self.tables.append((len(self.blocks), table, self._path()))
        return starts

    def paper(self, name: str) -> Paper:
        """What was written."""
        text = "".join(self.parts)
        pieces: list[Piece] = []
        waiting = list(self.tables)
        for number, (start, end, kind, path) in enumerate(self.blocks):
            while waiting and waiting[0][0] <= number:
                pieces += table_pieces(waiting[0][1], text, waiting.pop(0)[2])
            piece = Piece(visible=text[start:end], start=start, end=end, block=kind, heading=path)
            pieces.append(piece)
        for _, table, path in waiting:
            pieces += table_pieces(table, text, path)
        return Paper(name=name, text=text, pieces=tuple(pieces), notes=tuple(self.notes))

    def _write(self, text: str) -> int:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.heading)
