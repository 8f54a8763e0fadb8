"""How files get into a home, out of it again, and how its index is made anew."""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from tieout.document import TEXT_VERSION
from tieout.errors import NotThereError, ReadError, TieoutError
from tieout.model import Thing
from tieout.reading import Reading
from tieout.tools.home.documents import Kept, find_vectors, replace_vectors
from tieout.tools.home.home import Home
from tieout.tools.home.pin import require_encoder
from tieout.tools.home.points import Vectors, indexed_text, pack
from tieout.tools.home.writer import Writer, writing
from tieout.tools.naming import settle
from tieout.tools.sources import find_files

BATCH_PASSAGES = 4_000
"""A generation is published whenever this many passages are waiting, and at the end."""


class Reader(Protocol):
    """Reads one file completely; raises a TieoutError where it cannot."""

    def __call__(self, path: Path, *, filed: date | None = None) -> Reading: ...


class Progress(Thing):
    """Where an ingestion is."""

    path: str
    stage: Literal["read", "encode", "done", "unchanged", "failed"]
    number: int
    """Which file this is, from 1."""
    total: int


class Report(Thing):
    """What an ingestion did."""

    ingested: tuple[str, ...] = ()
    """Document ids, in the order of the files."""
    unchanged: tuple[str, ...] = ()
    """Ids of documents that were there already with the same content."""
    failed: tuple[tuple[str, str], ...] = ()
    """Path and what is wrong with it."""
    seconds: float = 0.0
    encode_seconds: float = 0.0
    facts: int = 0
    passages: int = 0
    tokens: int = 0


class StatusRow(Thing):
    """One document of a home."""

    document: str
    accession: str | None
    ticker: str | None
    form: str | None
    fiscal_year: int | None
    period_end: date | None
    facts: int
    passages: int


def ingest(
    home: Home,
    paths: Iterable[Path | str],
    *,
    filed: date | None = None,
    progress: Callable[[Progress], None] | None = None,
    reader: Reader | None = None,
) -> Report:
    """Read files and folders into a home; a file that cannot be read is reported and stops nothing.

    Raises BusyError where another process is ingesting, InputError where the home cannot be written to or was indexed with
    another encoder.
    """
    started = time.perf_counter()
    with writing(home) as writer:
        require_encoder(writer.generation, home.encoder)
        found = find_files([Path(path) for path in paths], outside=home.path)
        run = _Run(home, writer, filed, reader or _default_reader(), progress or (lambda _: None), len(found.files))
        run.failed += found.failed
        for number, path in enumerate(found.files, start=1):
            run.take(path, number)
        writer.publish()
    return run.report(time.perf_counter() - started)


def remove(home: Home, documents: Sequence[str]) -> None:
    """Take documents out of a home, all or none; raises NotThereError."""
    with writing(home) as writer:
        if unknown := sorted(set(documents) - set(writer.kept)):
            raise NotThereError(f"not in the home: {', '.join(map(repr, unknown))}; `tieout status` lists what is")
        for document in documents:
            writer.discard(document)
        writer.publish()


def status(home: Home) -> tuple[StatusRow, ...]:
    """What is in a home, by document id."""
    return tuple(
        StatusRow(
            document=one.document.id,
            accession=one.document.accession,
            ticker=one.document.entity.ticker,
            form=one.document.form,
            fiscal_year=one.document.fiscal_year,
            period_end=one.document.period_end,
            facts=one.facts,
            passages=one.passages,
        )
        for one in home.documents()
    )


def rebuild_index(home: Home) -> None:
    """Write the whole index anew; passages are encoded again only where the encoder is another one."""
    with writing(home) as writer:
        if writer.generation.encoder not in (None, home.encoder.name):
            for one in writer.kept.values():
                _encode_again(home, one)
        writer.merge()
"""placeholder"""
