"""How files get into a home, out of it again, and how its index is made anew."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from tieout.errors import InputError, NotThereError
from tieout.model import Thing
from tieout.tools.home.documents import Kept, find_vectors
from tieout.tools.home.embeddings import encoded
from tieout.tools.home.files import find_files
from tieout.tools.home.home import Home
from tieout.tools.home.pin import require_encoder
from tieout.tools.home.points import indexed_text, pack
from tieout.tools.home.writer import writing
from tieout.tools.intake import Progress, Report, Run
from tieout.tools.workers import Reader, read_file

BATCH_PASSAGES = 2_000
"""A generation is published whenever this many passages are waiting, and at the end."""

__all__ = ["Progress", "Reader", "Report", "StatusRow", "ingest", "rebuild_index", "remove", "status"]


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
    notes: tuple[str, ...] = ()
    """What the document's reader must know: figures left out, or that the SEC's companyfacts have otherwise."""


def ingest(
    home: Home,
    paths: Iterable[Path | str],
    *,
    filed: date | None = None,
    progress: Callable[[Progress], None] | None = None,
    reader: Reader | None = None,
    workers: int = 1,
) -> Report:
    """Read files and folders into a home; a file that cannot be read is reported and stops nothing.

    Args:
        home: the home.
        paths: files and folders.
        filed: filing date of these files, where they do not say.
        progress: is told how far it is.
        reader: reads one file; with several workers it must be importable.
        workers: processes that read files; they are encoded and kept by this one, in their order.

    Raises BusyError where another process is ingesting, InputError where the home cannot be written to or was indexed
    with another encoder.
    """
    if workers < 1:
        raise InputError(f"{workers!r} workers read nothing; give 1 or more")
    started = time.perf_counter()
    with writing(home) as writer:
        require_encoder(writer.generation, home.encoder)
        home.segments.require([home.place.index / name for name in writer.generation.segments])
        found = find_files([Path(path) for path in paths], outside=home.path)
        run = Run(
            home=home,
            writer=writer,
            reader=reader or read_file,
            filed=filed,
            tell=progress or (lambda _: None),
            files=found.files,
            batch=BATCH_PASSAGES,
            workers=workers,
            failed=list(found.failed),
        )
        run.take_all()
        writer.publish()
        writer.tidy()
    return run.report(time.perf_counter() - started)


def remove(home: Home, documents: Sequence[str]) -> None:
    """Take documents out of a home, all or none; raises NotThereError."""
    with writing(home) as writer:
        if unknown := sorted(set(documents) - set(writer.kept)):
            raise NotThereError(f"not in the home: {', '.join(map(repr, unknown))}; `tieout status` lists what is")
        for document in documents:
            writer.discard(document)
        writer.publish()
        writer.tidy()


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
            notes=one.document.notes,
        )
        for one in home.documents()
    )


def rebuild_index(home: Home) -> None:
    """Write the whole index anew; passages are encoded again only where the encoder is another one."""
    with writing(home) as writer:
        fresh: dict[int, list[bytes]] = {}
        if writer.generation.encoder not in (None, home.encoder.name):
            fresh = {one.version: _encode_again(home, one) for one in writer.kept.values()}
        writer.merge(fresh)


def _encode_again(home: Home, one: Kept) -> list[bytes]:
    with home.database.reading() as connection:
        passages, _ = find_vectors(connection, one.version)
    return [pack(vector) for vector in encoded(home, [indexed_text(one.document, passage) for passage in passages])]
