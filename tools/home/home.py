"""The home: one folder that holds facts, documents and the passage index, shared by several processes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from tieout.errors import BusyError, TieoutError
from tieout.ports import Encoder
from tieout.tools.home.database import Database
from tieout.tools.home.documents import Kept, find_documents
from tieout.tools.home.generation import Generation, current_generation
from tieout.tools.home.lease import take_lease
from tieout.tools.home.pin import Pin, Shelf
from tieout.tools.home.place import Place, find_place
from tieout.tools.home.segments import EdgeSegments, Segments
from tieout.tools.home.snapshot import HomeSnapshot

_LOCK_SECONDS = 0.5
_MAKE_SECONDS = 10


class Home:
    """An open home; threads may share it. Reading never waits for an ingestion."""

    def __init__(
        self, place: Place, database: Database, encoding: Callable[[], Encoder], segments: Segments | None
    ) -> None:
        self.place = place
        self.database = database
        self.segments: Segments = segments or EdgeSegments()
        self._encoding = encoding
        self._encoder: Encoder | None = None
        self._lock = threading.RLock()
        self._pin: Pin | None = None

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool = False,
        encoder: Encoder | None = None,
        encoding: Callable[[], Encoder] | None = None,
        segments: Segments | None = None,
    ) -> Self:
        """Open the home at `path`; where there is none yet it reads as empty, and the first ingestion makes it.

        `create` makes it at once; `encoder`, or `encoding` which makes one when it is first needed, and `segments`
        default to those that are shipped. Raises InputError where the path cannot be a home, ReadError where a newer
        Tieout wrote it.
        """
        place = find_place(Path(path))
        making = (lambda: encoder) if encoder is not None else encoding or _shipped
        home = cls(place, Database(place), making, segments)
        try:
            if create and not place.database.exists():
                with home.exclusive(seconds=_MAKE_SECONDS):
                    pass
            home.generation()
        except TieoutError:
            home.close()
            raise
        return home

    @property
    def path(self) -> Path:
        """The home's folder."""
        return self.place.path

    @property
    def is_empty(self) -> bool:
        """Whether no document is in the home."""
        return not self.documents()

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when it is first needed."""
        with self._lock:
            if self._encoder is None:
                self._encoder = self._encoding()
            return self._encoder

    def generation(self) -> Generation:
        """The newest generation."""
        with self.database.reading() as connection:
            return current_generation(connection)

    def documents(self) -> tuple[Kept, ...]:
        """What is in the newest generation, by document id."""
        with self.database.reading() as connection:
            return find_documents(connection, current_generation(connection).number)

    def snapshot(self) -> HomeSnapshot:
        """Pin the newest generation for one question; close it when the answer is written."""
        with self._lock:
            pin = self._newest()
            pin.readers += 1
            return HomeSnapshot(pin, self._release)

    @contextmanager
    def exclusive(self, *, seconds: float = _LOCK_SECONDS) -> Iterator[None]:
        """Hold the home to change it, made where it is missing; raises BusyError where another process holds it."""
        self.place.make()
        lock = FileLock(self.place.lock, timeout=seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError(
                f"another process is ingesting into {str(self.path)!r}; wait until it has finished, "
                "then run the same command again"
            ) from error
        try:
            self.database.prepare()
            yield
        finally:
            lock.release()

    def close(self) -> None:
        """Close index and database; snapshots that are still open close theirs themselves."""
        with self._lock:
            pin, self._pin = self._pin, None
            if pin and not pin.readers:
                pin.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _newest(self) -> Pin:
        """The pin on the newest generation; the one before it goes with its last reader."""
        generation = self.generation()
        if self._pin and self._pin.generation.number == generation.number:
            self._pin.lease.renew()
            return self._pin
        before, self._pin = self._pin, self._take(generation)
        if before and not before.readers:
            before.close()
        return self._pin

    def _take(self, generation: Generation) -> Pin:
        """Lease the newest generation; looked up again once the lease is seen, so that no sweep comes between."""
        while True:
            lease = take_lease(self.place.leases, generation.number)
            newest = self.generation()
            if newest.number == generation.number:
                shelf = Shelf(
                    database=self.database,
                    folder=self.place.index,
                    segments=self.segments,
                    encoder=lambda: self.encoder,
                )
                return Pin(shelf, newest, lease)
            lease.give_back()
            generation = newest

    def _release(self, pin: Pin) -> None:
        with self._lock:
            pin.readers -= 1
            if pin is not self._pin and not pin.readers:
                pin.close()


def _shipped() -> Encoder:
    from tieout.tools.index.encoder import LocalEncoder  # noqa: PLC0415  # loaded when needed

    return LocalEncoder()
