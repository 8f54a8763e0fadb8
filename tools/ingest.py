"""How files get into a home, out of it again, and how its index is made anew."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from tieout.document import TEXT_VERSION
from tieout.errors import NotThereError, ReadError, ServiceError, TieoutError
from tieout.model import Thing
from tieout.reading import Reading
from tieout.tools.home.documents import Kept, find_vectors
from tieout.tools.home.files import find_files
from tieout.tools.home.home import Home
from tieout.tools.home.naming import settle
from tieout.tools.home.pin import require_encoder
from tieout.tools.home.points import Vector, indexed_text, pack
from tieout.tools.home.writer import Writer, writing

BATCH_PASSAGES = 2_000
"""A generation is published whenever this many passages are waiting, and at the end."""


Stage = Literal["read", "encode", "done", "unchanged", "failed"]


class Reader(Protocol):
    """Reads one file completely; raises a TieoutError where it cannot."""

    def __call__(self, path: Path, /, *, filed: date | None = None) -> Reading:
        """Everything in the file; `filed` is when it became known, where the file does not say."""
        ...


class Progress(Thing):
    """Where an ingestion is."""

    path: str
    stage: Stage
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

    Raises BusyError where another process is ingesting, InputError where the home cannot be written to or was indexed
    with another encoder.
    """
    started = time.perf_counter()
    with writing(home) as writer:
        require_encoder(writer.generation, home.encoder)
        found = find_files([Path(path) for path in paths], outside=home.path)
        run = _Run(
            home=home,
            writer=writer,
            reader=reader or _default_reader(),
            filed=filed,
            tell=progress or (lambda _: None),
            total=len(found.files),
            failed=list(found.failed),
        )
        for number, path in enumerate(found.files, start=1):
            run.take(path, number)
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
    vectors = home.encoder.encode([indexed_text(one.document, passage) for passage in passages]) if passages else ()
    return [pack(vector) for vector in vectors]


@dataclass(kw_only=True)
class _Run:
    """One ingestion, file by file."""

    home: Home
    writer: Writer
    reader: Reader
    filed: date | None
    tell: Callable[[Progress], None]
    total: int
    ingested: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    encode_seconds: float = 0.0
    facts: int = 0
    passages: int = 0
    tokens: int = 0

    def take(self, path: Path, number: int) -> None:
        """Read, encode and stage one file; what is wrong with it is noted."""

        def tell(stage: Stage) -> None:
            self.tell(Progress(path=str(path), stage=stage, number=number, total=self.total))

        try:
            stage = self._take(path, tell)
        except ServiceError:
            self.writer.publish()  # the fault is not this document's: keep what is complete, and stop
            raise
        except TieoutError as error:
            self.failed.append((str(path), str(error)))
            stage = "failed"
        tell(stage)

    def report(self, seconds: float) -> Report:
        """What was done so far."""
        return Report(
            ingested=tuple(self.ingested),
            unchanged=tuple(self.unchanged),
            failed=tuple(self.failed),
            seconds=seconds,
            encode_seconds=self.encode_seconds,
            facts=self.facts,
            passages=self.passages,
            tokens=self.tokens,
        )

    def _take(self, path: Path, tell: Callable[[Stage], None]) -> Stage:
        if same := self._already(path):
            self.unchanged.append(same)
            return "unchanged"
        tell("read")
        source = str(path.resolve())
        reading = settle(self._read(path), source, self.writer.kept)
        before = self.writer.kept.get(reading.document.id)
        if before and before.document == reading.document:
            self.unchanged.append(reading.document.id)
            return "unchanged"
        tell("encode")
        self.writer.stage(reading, self._encode(reading), source=source)
        self._count(reading)
        if self.writer.waiting >= BATCH_PASSAGES:
            self.writer.publish()
        return "done"

    def _read(self, path: Path) -> Reading:
        try:
            return self.reader(path, filed=self._filed(path))
        except TieoutError:
            raise
        except Exception as error:  # a flaw of a reader costs one document, not the batch
            raise ReadError(f"{path.name!r} could not be read ({type(error).__name__}: {error})") from error

    def _filed(self, path: Path) -> date | None:
        """The filing date that the caller gave, else the one that a fetch has noted beside the file."""
        return self.filed or noted_filing_date(path)

    def _already(self, path: Path) -> str | None:
        """Id of the document that has the same content, text version and filing date."""
        content_hash, filed = _hash(path), self._filed(path)
        for one in self.writer.kept.values():
            document = one.document
            is_same = (document.content_hash, document.text_version) == (content_hash, TEXT_VERSION)
            if is_same and filed in (None, document.filed):
                return document.id
        return None

    def _encode(self, reading: Reading) -> Sequence[Vector]:
        texts = [indexed_text(reading.document, passage) for passage in reading.passages]
        if not texts:
            return ()
        started = time.perf_counter()
        vectors = self.home.encoder.encode(texts)
        self.encode_seconds += time.perf_counter() - started
        self.tokens += sum(self.home.encoder.count_tokens(texts))
        return tuple(vectors)

    def _count(self, reading: Reading) -> None:
        self.ingested.append(reading.document.id)
        self.facts += len(reading.facts)
        self.passages += len(reading.passages)


def noted_filing_date(path: Path) -> date | None:
    """The date in `<file>.json`, as a fetch from EDGAR writes it; None where there is none that can be read."""
    try:
        noted = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
        return date.fromisoformat(noted["filed"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ReadError(f"cannot read {str(path)!r}: {error.strerror}; check its permissions") from error


def _default_reader() -> Reader:
    from tieout.tools.filings import read  # noqa: PLC0415  # the parsers are loaded when something is read

    return read
