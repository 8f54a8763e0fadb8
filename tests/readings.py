"""Small filings in a plain format, their reader, an encoder and an index without engine, for tests of the home."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tieout.document import Document, Entity, Passage, Section, Table, TableCell
from tieout.errors import ReadError
from tieout.fact import Fact
from tieout.locator import CellAddress, Span, Tag
from tieout.period import Duration
from tieout.ports import Encoder, Hit, SearchQuery
from tieout.reading import Reading
from tieout.tools.home.segments import OpenIndex
from tieout.tools.index.segment import Point

HEAD = ["company", "cik", "ticker", "form", "year", "filed", "accession"]


def write_filing(folder: Path, stem: str, *, rows: dict[str, str] | None = None, text: str = "", **head: str) -> Path:
    """A file: a head line, a tab-separated line for each figure, then prose."""
    known = {"company": "Acme Corp", "cik": "0000000001", "ticker": "ACM", "form": "10-K", "year": "2024"} | head
    lines = ["|".join(known.get(name, "") for name in HEAD)]
    lines += [f"{label}\t{value}" for label, value in (rows or {"Net sales": "1000"}).items()]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}.txt"
    path.write_text("\n".join([*lines, text or f"{known['company']} makes anvils. It sells them."]), encoding="utf-8")
    return path


def read_filing(path: Path, *, filed: date | None = None) -> Reading:
    """What `write_filing` wrote; a file without head cannot be read."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("flawed"):
        raise ValueError("a flaw of this reader")
    if text.count("|") < len(HEAD) - 1:
        raise ReadError(f"{path.name!r} is not a filing; give another file")
    document = _document(path, dict(zip(HEAD, text.splitlines()[0].split("|"), strict=True)), filed)
    table = _table(text)
    return Reading(
        document=document,
        text=text,
        sections=(Section(name="Item 8", title="Statements", start=0, end=len(text)),),
        tables=(table,),
        passages=_passages(document, text),
        facts=tuple(_fact(document, table, row) for row in range(len(table.rows))),
    )


def quote_hash(text: str) -> str:
    """As locators record a quotation."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def span_of(reading: Reading, quote: str) -> Span:
    """The locator of the first place where `quote` stands."""
    start = reading.text.index(quote)
    return Span(
        document=reading.document.id,
        content_hash=reading.document.content_hash,
        quote_hash=quote_hash(quote),
        start=start,
        end=start + len(quote),
    )


def _document(path: Path, head: dict[str, str], filed: date | None) -> Document:
    year = int(head["year"])
    return Document(
        id=path.stem,
        entity=Entity(cik=head["cik"] or None, ticker=head["ticker"] or None, name=head["company"]),
        kind="filing",
        title=path.stem,
        form=head["form"] or None,
        accession=head["accession"] or None,
        fiscal_year=year,
        fiscal_period="FY",
        period_end=date(year, 12, 31),
        filed=date.fromisoformat(head["filed"]) if head["filed"] else filed,
        content_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _table(text: str) -> Table:
    rows = []
    start = 0
    for line in text.splitlines():
        if "\t" in line:
            label, value = line.split("\t")
            middle = start + len(label) + 1
            rows.append(
                (
                    TableCell(column=0, text=label, start=start, end=start + len(label)),
                    TableCell(column=2, text=value, start=middle, end=middle + len(value)),
                )
            )
        start += len(line) + 1
    return Table(index=0, start=rows[0][0].start, end=rows[-1][-1].end, rows=tuple(rows))


def _passages(document: Document, text: str) -> tuple[Passage, ...]:
    found = []
    start = 0
    for line in text.splitlines():
        if start and "\t" not in line:
            locator = Span(
                document=document.id,
                content_hash=document.content_hash,
                quote_hash=quote_hash(line),
                start=start,
                end=start + len(line),
            )
            key = hashlib.sha256(f"{document.content_hash} {start}".encode()).hexdigest()[:32]
            found.append(
                Passage(id=key, document=document.id, kind="prose", heading=("Item 1",), text=line, locator=locator)
            )
        start += len(line) + 1
    return tuple(found)


def _fact(document: Document, table: Table, row: int) -> Fact:
    label, value = table.rows[row]
    year = document.fiscal_year or 0
    concept = "acm:" + label.text.title().replace(" ", "")
    locator = Tag(
        document=document.id,
        content_hash=document.content_hash,
        quote_hash=quote_hash(value.text),
        start=value.start,
        end=value.end,
        concept=concept,
        context="c1",
        cell=CellAddress(table=0, row=row, column=value.column),
    )
    return Fact(
        id=hashlib.sha256(f"{document.id} {locator.model_dump_json()}".encode()).hexdigest()[:32],
        document=document.id,
        entity=document.entity,
        concept=concept,
        label=label.text,
        value=Decimal(value.text),
        unit="USD",
        period=Duration(start=date(year, 1, 1), end=date(year, 12, 31), fiscal=f"FY{year}"),
        printed=value.text,
        locator=locator,
        origin="xbrl",
        known_since=document.known_since,
    )


class LetterEncoder:
    """Counts letters; remembers what it was given."""

    max_tokens = 512

    def __init__(self, name: str = "letters", dimensions: int = 32) -> None:
        self.name = name
        self.dimensions = dimensions
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Rows of unit length."""
        self.seen += texts
        rows = np.ones((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text.lower():
                row[ord(letter) % self.dimensions] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """One for each word."""
        return [len(text.split()) for text in texts]


class PlainSegments:
    """Segments as one JSON file each, searched one point after the other."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, ...]] = []

    where = "in a list"
    most = 6
    largest = 1_000

    def write(
        self, folder: Path, points: Iterable[Point], *, count: int, dimensions: int, beside: Sequence[Path]
    ) -> None:
        """All points of a segment."""
        folder.mkdir()
        rows = [[point.id, point.payload.document, point.vector.tolist()] for point in points]
        assert all(len(row[2]) == dimensions for row in rows)
        assert len(rows) == count
        assert all(other.is_dir() for other in beside)
        (folder / "points.json").write_text(json.dumps(rows), encoding="utf-8")

    def require(self, folders: Sequence[Path]) -> None:
        """They are all of one kind."""

    def publish(self, folders: Sequence[Path]) -> None:
        """Nobody else wants to know."""

    def drop(self, folder: Path) -> None:
        """The folder is all there is."""
        shutil.rmtree(folder)

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """The points of all folders."""
        self.opened.append(tuple(folder.name for folder in folders))
        return PlainIndex(
            [row for folder in folders for row in json.loads((folder / "points.json").read_text())], encoder
        )


class PlainIndex:
    """Dense search only."""

    def __init__(self, rows: list[tuple[str, str, list[float]]], encoder: Encoder) -> None:
        self._rows = rows
        self._encoder = encoder
        self.closed = False

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """The nearest points."""
        (wanted,) = self._encoder.encode([query.text])
        scores = {
            key: float(np.dot(wanted, vector))
            for key, document, vector in self._rows
            if not query.documents or document in query.documents
        }
        ranked = sorted(scores, key=lambda key: (-scores[key], key))[: query.k]
        return tuple(
            Hit(passage=key, score=scores[key], lists=("dense",), ranks=(rank,)) for rank, key in enumerate(ranked, 1)
        )

    def close(self) -> None:
        """Nothing is open."""
        self.closed = True
