"""One ingestion, file by file: what is read, encoded and kept, and what was there already."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from tieout.document import TEXT_VERSION, Document, part_hash
from tieout.errors import ServiceError, TieoutError
from tieout.model import Thing
from tieout.reading import Reading
from tieout.tools.home.adoption import adopted, strays
from tieout.tools.home.embeddings import encoded
from tieout.tools.home.home import Home
from tieout.tools.home.naming import settle
from tieout.tools.home.points import Vector, indexed_text
from tieout.tools.home.writer import Writer
from tieout.tools.workers import Job, Outcome, Reader, read_at_once, read_in_turn, read_one

MOST_PARTS = 400
"""More documents than this in one file are read again each time."""

Stage = Literal["read", "encode", "done", "unchanged", "failed"]


class Progress(Thing):
    """Where an ingestion is."""

    path: str
    stage: Stage
    number: int
    """Which file this is, from 1."""
    total: int
    documents: int = 0
    """Kept so far."""
    facts: int = 0
    passages: int = 0


class Report(Thing):
    """What an ingestion did."""

    ingested: tuple[str, ...] = ()
    """Document ids, in the order of the files."""
    unchanged: tuple[str, ...] = ()
    """Ids of documents that were there already with the same content."""
    failed: tuple[tuple[str, str], ...] = ()
    """Path and what is wrong with it."""
    differing: tuple[tuple[str, str], ...] = ()
    """Document id, and which of its figures the SEC's own collection has otherwise."""
    seconds: float = 0.0
    encode_seconds: float = 0.0
    facts: int = 0
    passages: int = 0
    tokens: int = 0


@dataclass(kw_only=True)
class Run:
    """One ingestion."""

    home: Home
    writer: Writer
    reader: Reader
    filed: date | None
    tell: Callable[[Progress], None]
    files: Sequence[Path]
    batch: int
    """A generation is published whenever so many passages are waiting."""
    workers: int = 1
    ingested: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    differing: list[tuple[str, str]] = field(default_factory=list)
    encode_seconds: float = 0.0
    facts: int = 0
    passages: int = 0
    tokens: int = 0

    def take_all(self) -> None:
        """Read, encode and stage every file; what is wrong with one is noted."""
        many = self.workers > 1 and len(self.files) > 1
        outcomes = (
            read_at_once(self.reader, self._jobs(), workers=self.workers)
            if many
            else read_in_turn(self.reader, self._jobs())
        )
        for number, (job, outcome) in enumerate(outcomes, start=1):
            self._take(job, outcome, number)
        self._adopt()

    def report(self, seconds: float) -> Report:
        """What was done so far."""
        return Report(
            ingested=tuple(self.ingested),
            unchanged=tuple(self.unchanged),
            failed=tuple(self.failed),
            differing=tuple(self.differing),
            seconds=seconds,
            encode_seconds=self.encode_seconds,
            facts=self.facts,
            passages=self.passages,
            tokens=self.tokens,
        )

    def _jobs(self) -> Iterator[Job]:
        for path in self.files:
            filed = self.filed or noted_filing_date(path)
            yield Job(path=path, filed=filed, skip=self._already(path, filed))

    def _take(self, job: Job, outcome: Outcome, number: int) -> None:
        def tell(stage: Stage) -> None:
            self.tell(
                Progress(
                    path=str(job.path),
                    stage=stage,
                    number=number,
                    total=len(self.files),
                    documents=len(self.ingested),
                    facts=self.facts,
                    passages=self.passages,
                )
            )

        try:
            stage = self._kept(job, outcome, tell)
        except ServiceError:
            self.writer.publish()  # the fault is not this document's: keep what is complete, and stop
            raise
        except TieoutError as error:
            self.failed.append((str(job.path), str(error)))
            stage = "failed"
        tell(stage)

    def _kept(self, job: Job, outcome: Outcome, tell: Callable[[Stage], None]) -> Stage:
        if job.skip:
            self.unchanged += job.skip
            return "unchanged"
        tell("read")
        readings = tuple(self._crosschecked(one, job.path) for one in outcome())
        source = str(job.path.resolve())
        fresh = [one for reading in readings if (one := self._settled(reading, source, alone=len(readings) == 1))]
        self._discard_gone(readings, source)
        if not fresh:
            return "unchanged"
        tell("encode")
        for reading in fresh:
            self._stage(reading, source)
            self.ingested.append(reading.document.id)
            self.facts += len(reading.facts)
            self.passages += len(reading.passages)
        if self.writer.waiting >= self.batch:
            self.writer.publish()
        return "done"

    def _crosschecked(self, reading: Reading, path: Path) -> Reading:
        """The reading, with a note where the SEC's companyfacts, fetched beside its file, say something else."""
        from tieout.tools.filings.companyfacts import crosschecked  # noqa: PLC0415  # loaded when something is read

        checked, note = crosschecked(reading, path.parent)
        if note:
            self.differing.append((reading.document.id, note))
        return checked

    def _settled(self, reading: Reading, source: str, *, alone: bool) -> Reading | None:
        """The reading as it is to be kept; None where it is kept so already."""
        settled = settle(adopted(reading, self._documents()), source, self.writer.kept, alone=alone)
        before = self.writer.kept.get(settled.document.id)
        if before and before.document == settled.document:
            self.unchanged.append(settled.document.id)
            return None
        return settled

    def _stage(self, reading: Reading, source: str) -> None:
        self.writer.stage(reading, self._encode(reading), source=source)

    def _discard_gone(self, readings: Sequence[Reading], source: str) -> None:
        """Documents of a file that are no longer in it go with the next generation."""
        if len(readings) == 1:
            return  # a single document takes the place of the one before it
        names = {reading.document.id for reading in readings}
        for one in list(self.writer.kept.values()):
            if one.source == source and one.document.id not in names:
                self.writer.discard(one.document.id)

    def _adopt(self) -> None:
        """Read calls and prices again whose issuer has become known by the filings of this ingestion."""
        issuers = {self.writer.kept[name].document.entity.key for name in self.ingested if name in self.writer.kept}
        for one in strays(self.writer.kept.values(), issuers):
            path = Path(one.source)
            try:
                readings = read_one(self.reader, Job(path=path, filed=one.document.filed))
            except TieoutError:
                continue  # the file has gone or has changed; what was read of it stays
            for reading in readings:
                if reading.document.content_hash == one.document.content_hash:
                    named = settle(
                        adopted(reading, self._documents()), one.source, self.writer.kept, alone=len(readings) == 1
                    )
                    self._stage(named, one.source)

    def _documents(self) -> Iterable[Document]:
        return (one.document for one in self.writer.kept.values())

    def _already(self, path: Path, filed: date | None) -> tuple[str, ...]:
        """Ids of the documents of a file, where all of them are kept with its content, text version and date."""
        from tieout.tools.filings.sniff import load  # noqa: PLC0415  # loaded when something is read

        known = {one.document.content_hash: one.document for one in self.writer.kept.values()}
        if not known:
            return ()
        try:
            content_hash = hashlib.sha256(load(path)).hexdigest()
        except TieoutError:
            return ()  # the reader says what is wrong with it
        found = _parts(content_hash, known)
        is_same = all(one.text_version == TEXT_VERSION and filed in (None, one.filed) for one in found)
        return tuple(one.id for one in found) if is_same else ()

    def _encode(self, reading: Reading) -> Sequence[Vector]:
        texts = [indexed_text(reading.document, passage) for passage in reading.passages]
        if not texts:
            return ()
        started = time.perf_counter()
        vectors = encoded(self.home, texts)
        self.encode_seconds += time.perf_counter() - started
        self.tokens += sum(self.home.encoder.count_tokens(texts))
        return tuple(vectors)


def noted_filing_date(path: Path) -> date | None:
    """The date in `<file>.json`, as a fetch from EDGAR writes it; None where there is none that can be read."""
    from tieout.tools.filings.noted import noted  # noqa: PLC0415  # the parsers are loaded when something is read

    note = noted(path)
    return note.filed if note else None


def _parts(content_hash: str, known: dict[str, Document]) -> list[Document]:
    """Every document of the file with this hash, else none."""
    if whole := known.get(content_hash):
        return [whole]
    for total in range(2, MOST_PARTS):
        if part_hash(content_hash, 0, total) in known:
            parts = [known.get(part_hash(content_hash, number, total)) for number in range(total)]
            return [one for one in parts if one is not None] if None not in parts else []
    return []
