"""What did a database not do? Said in one line, whichever of a home's files it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from tieout.errors import ReadError, ServiceError


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Raises ServiceError where the database did not answer, ReadError where the file is none of ours."""
    name = str(file)
    try:
        yield
    except OperationalError as error:
        raise ServiceError(f"the database {name!r} did not answer: {error.orig}; is the disk full?") from error
    except DatabaseError as error:
        raise ReadError(f"{name!r} is no database of Tieout: {error.orig}; use another home") from error
