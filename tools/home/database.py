"""How a home's database is opened, made, read and written."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError

from tieout.errors import ReadError, ServiceError
from tieout.tools import schema
from tieout.tools.home.place import Place

_BUSY_SECONDS = 30
_WRITES = "tieout_writes"


class Database:
    """One SQLite file in write-ahead mode: readers never wait for the writer."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.engine: Engine = _engine(place, _mode(place))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with self._told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block has ended, or has not happened."""
        with self._told(), self.engine.connect().execution_options(**{_WRITES: True}) as connection:
            _harden(connection)
            with connection.begin():
                yield connection

    def prepare(self) -> None:
        """Make the tables where they are missing; raises ReadError for a home that a newer version wrote."""
        if self._version() is None:
            with self._told(), FileLock(self._place.lock, timeout=_BUSY_SECONDS):
                self._create()
        self.check()

    def check(self) -> None:
        """Raise ReadError where this version cannot read the home."""
        found = self._version()
        if found != schema.SCHEMA_VERSION:
            raise ReadError(
                f"the home {str(self._place.path)!r} was written by another version of Tieout (its tables are version "
                f"{found}, this one reads {schema.SCHEMA_VERSION}); install a newer Tieout or use another home"
            )

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _create(self) -> None:
        _use_write_ahead(self.engine)
        with self.writing() as connection:
            schema.metadata.create_all(connection)
            if connection.scalar(select(schema.home.c.schema_version)) is None:
                connection.execute(insert(schema.home).values(schema_version=schema.SCHEMA_VERSION))

    def _version(self) -> int | None:
        """The schema version of the file; None when it has no tables yet."""
        with self.reading() as connection:
            if not inspect(connection).has_table(schema.home.name):
                return None
            return connection.scalar(select(schema.home.c.schema_version))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one line what the database did not do."""
        name = str(self._place.database)
        try:
            yield
        except OperationalError as error:
            raise ServiceError(f"the database {name!r} did not answer: {error.orig}; is the disk full?") from error
        except DatabaseError as error:
            raise ReadError(f"{name!r} is no database of Tieout: {error.orig}; use another home") from error


def _mode(place: Place) -> str:
    """How the file is opened: as it is asked for, or as far as its permissions allow."""
    if place.is_writable:
        return "mode=rwc"
    beside = place.database.with_name(place.database.name + "-shm")
    return "mode=ro" if beside.exists() else "mode=ro&immutable=1"


def _engine(place: Place, mode: str) -> Engine:
    address = f"{place.database.as_uri()}?{mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA mmap_size = 1073741824")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at the start of a writing transaction, not in its middle."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _harden(connection: Connection) -> None:
    """Make a commit return only when it is on the disk; not possible inside a transaction."""
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _use_write_ahead(engine: Engine) -> None:
    with engine.raw_connection().cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode = WAL")
