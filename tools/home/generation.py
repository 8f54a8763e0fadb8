"""Which generations a home has published."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from tieout.tools import schema


@dataclass(frozen=True, kw_only=True)
class Generation:
    """A published state of the home; number 0 is the state before anything was published."""

    number: int = 0
    segments: tuple[str, ...] = ()
    """Folder names below the home's index."""
    points: int = 0
    """Passages in those segments, also of documents that are no longer visible."""
    encoder: str | None = None
    dimensions: int | None = None


def current_generation(connection: Connection) -> Generation:
    """The newest generation."""
    table = schema.generation
    row = connection.execute(select(table).order_by(table.c.number.desc()).limit(1)).one_or_none()
    if row is None:
        return Generation()
    return Generation(
        number=row.number,
        segments=tuple(row.segments),
        points=row.points,
        encoder=row.encoder,
        dimensions=row.dimensions,
    )


def publish_generation(connection: Connection, generation: Generation) -> None:
    """Make `generation` the newest one as soon as the transaction is committed."""
    connection.execute(
        insert(schema.generation).values(
            number=generation.number,
            published_at=datetime.now(UTC),
            segments=list(generation.segments),
            points=generation.points,
            encoder=generation.encoder,
            dimensions=generation.dimensions,
        )
    )
