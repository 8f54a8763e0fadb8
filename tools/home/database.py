"""How a home's database is opened, made, read and written."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, insert, inspect, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from tieout.errors import ReadError
from tieout.tools import schema
from tieout.tools.databases import told
from tieout.tools.home.place import Place

_BUSY_SECONDS = 30
_WRITES = "tieout_writes"


class Database:
    """One SQLite file in write-ahead mode: readers never wait for the writer. Until it is made it reads as empty."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._opened: Engine | None = None
        self._nothing = _pool(_open_nothing)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database; raises ReadError where a newer Tieout wrote it."""
        with told(self._place.database), self._engine().connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block has ended, or has not happened."""
        with told(self._place.database), self._engine().connect().execution_options(**{_WRITES: True}) as connection:
            _harden(connection)
            with connection.begin():
                yield connection

    def prepare(self) -> None:
        """Make file and tables where they are missing; only under the home's lock."""
        with told(self._place.database), self._lock:
            if self._opened is None:
                self._opened = self._checked(_made(self._place))

    def close(self) -> None:
        """Close every connection; the next use opens the database again."""
        with self._lock:
            opened, self._opened = self._opened, None
        for engine in (opened, self._nothing):
            if engine:
                engine.dispose()

    def _engine(self) -> Engine:
        """The open database, or an empty one as long as there is none."""
        with self._lock:
            if self._opened is None and self._place.database.is_file():
                engine = _pool(lambda: _open(self._place, _mode(self._place)))
                self._opened = self._checked(engine)
            return self._opened or self._nothing

    def _checked(self, engine: Engine) -> Engine | None:
        """The engine where this version can read its tables; None where it has none yet; else raises ReadError."""
        found = None
        try:
            found = _version(engine)
        finally:
            if found != schema.SCHEMA_VERSION:
                engine.dispose()
        if found not in (None, schema.SCHEMA_VERSION):
            raise ReadError(
                f"the home {str(self._place.path)!r} was written by another version of Tieout (its tables are version "
                f"{found}, this one reads {schema.SCHEMA_VERSION}); install a newer Tieout or use another home"
            )
        return engine if found else None


def _made(place: Place) -> Engine:
    """The database, made where it is missing: all of its tables or none."""
    engine = _pool(lambda: _open(place, "mode=rwc"))
    if _version(engine) is None:
        with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            schema.metadata.create_all(connection)
            connection.execute(insert(schema.home).values(schema_version=schema.SCHEMA_VERSION))
    return engine


def _version(engine: Engine) -> int | None:
    """The schema version of the file; None when it has no tables yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(schema.home.name):
            return None
        return connection.scalar(select(schema.home.c.schema_version))


def _mode(place: Place) -> str:
    """How the file is opened: to write where that is allowed, else as far as its permissions go."""
    if place.is_writable:
        return "mode=rw"
    beside = place.database.with_name(place.database.name + "-shm")
    return "mode=ro" if beside.exists() else "mode=ro&immutable=1"


def _open(place: Place, mode: str) -> sqlite3.Connection:
    address = f"{place.database.as_uri()}?{mode}"
    connection = sqlite3.connect(
        address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    if mode == "mode=rwc":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("PRAGMA mmap_size = 1073741824")
    return connection


def _open_nothing() -> sqlite3.Connection:
    """An empty home, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for table in schema.metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
    return connection


def _pool(connect: Callable[[], sqlite3.Connection]) -> Engine:
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
