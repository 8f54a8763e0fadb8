"""What nobody reads any more: old generations, their segments, and what killed processes left."""

from sqlalchemy import Connection, delete, or_, select

from tieout.tools import schema
from tieout.tools.home.database import Database
from tieout.tools.home.generation import current_generation
from tieout.tools.home.lease import leased
from tieout.tools.home.place import Place
from tieout.tools.home.segments import Segments


def sweep(database: Database, place: Place, segments: Segments) -> None:
    """Remove everything that neither the newest nor a leased generation needs; only under the home's lock."""
    held = leased(place.leases)
    with database.reading() as connection:
        newest = current_generation(connection).number
        keep = {newest, *held} & {newest, *connection.scalars(select(schema.generation.c.number))}
        stale = _stale_generations(connection, keep)
        doomed = _doomed_versions(connection, newest, min(keep))
    if stale or doomed:
        _delete(database, stale, doomed)
    _remove_folders(database, place, segments)


def _stale_generations(connection: Connection, keep: set[int]) -> list[int]:
    number = schema.generation.c.number
    return list(connection.scalars(select(number).where(number.not_in(keep))))


def _doomed_versions(connection: Connection, newest: int, oldest: int) -> list[int]:
    """Document versions that were never published, or were removed before the oldest generation still read."""
    table = schema.document
    wanted = select(table.c.version).where(or_(table.c.added_in > newest, table.c.removed_in <= oldest))
    return list(connection.scalars(wanted))


def _delete(database: Database, stale: list[int], doomed: list[int]) -> None:
    with database.writing() as connection:
        connection.execute(delete(schema.generation).where(schema.generation.c.number.in_(stale)))
        for table in (*schema.PARTS, schema.document):
            connection.execute(delete(table).where(table.c.version.in_(doomed)))


def _remove_folders(database: Database, place: Place, segments: Segments) -> None:
    with database.reading() as connection:
        rows = connection.scalars(select(schema.generation.c.segments))
        listed = {name for names in rows for name in names}
    for folder in sorted(place.index.glob("*")):
        if folder.name not in listed:
            segments.drop(folder)
