"""How documents, tables and passages are kept and found."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, func, insert, select, update

from tieout.document import Document, Passage, Section, Table
from tieout.errors import ServiceError
from tieout.ports import Stretch
from tieout.reading import Reading
from tieout.tools import schema
from tieout.tools.facts import keep_facts
from tieout.tools.schema import visible

_SECTIONS = TypeAdapter(tuple[Section, ...])


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A document version and what ingestion must know of it."""

    version: int
    source: str
    """Absolute path from which it was read."""
    facts: int
    passages: int
    document: Document


def keep_reading(connection: Connection, reading: Reading, *, source: str, added_in: int, vectors: list[bytes]) -> Kept:
    """Write everything of one document version; it is seen from generation `added_in` on."""
    version = _keep_document(connection, _row(reading, source, added_in))
    keep_facts(connection, version, reading.facts)
    _keep_passages(connection, version, reading.passages, vectors)
    _keep_tables(connection, version, reading.tables)
    counts = {"facts": len(reading.facts), "passages": len(reading.passages)}
    return Kept(version=version, source=source, document=reading.document, **counts)


def find_documents(connection: Connection, generation: int) -> tuple[Kept, ...]:
    """Every document of a generation, by id."""
    table = schema.document
    columns = (table.c.version, table.c.source, table.c.facts, table.c.passages, table.c.body)
    rows = connection.execute(select(*columns).where(visible(generation)).order_by(table.c.id))
    return tuple(
        Kept(
            version=version, source=source, facts=facts, passages=passages, document=Document.model_validate_json(body)
        )
        for version, source, facts, passages, body in rows
    )


def find_text(connection: Connection, version: int) -> str:
    """The canonical text of a document version."""
    table = schema.document
    packed = connection.scalars(select(table.c.text).where(table.c.version == version)).one()
    return zlib.decompress(packed).decode()


def find_sections(connection: Connection, version: int) -> tuple[Section, ...]:
    """The sections of a document version, in order."""
    table = schema.document
    return _SECTIONS.validate_json(connection.scalars(select(table.c.sections).where(table.c.version == version)).one())


def find_table(connection: Connection, version: int, index: int) -> Table | None:
    """One printed table of a document version."""
    table = schema.printed_table
    wanted = select(table.c.body).where(table.c.version == version, table.c.number == index)
    packed = connection.scalar(wanted)
    return None if packed is None else Table.model_validate_json(zlib.decompress(packed))


def find_passages(connection: Connection, generation: int, ids: Sequence[str]) -> Mapping[str, Passage]:
    """Passages of a generation by id."""
    wanted = (
        select(schema.passage.c.id, schema.passage.c.body)
        .join(schema.document, schema.document.c.version == schema.passage.c.version)
        .where(visible(generation), schema.passage.c.id.in_(ids))
    )
    return {key: Passage.model_validate_json(body) for key, body in connection.execute(wanted)}


def find_stretches(connection: Connection, version: int) -> tuple[Stretch, ...]:
    """Where the passages of a document version stand, in their order."""
    table = schema.passage
    ends = (func.json_extract(table.c.body, f"$.locator.{end}") for end in ("start", "end"))
    wanted = select(table.c.id, *ends).where(table.c.version == version).order_by(table.c.position)
    return tuple(Stretch(*row) for row in connection.execute(wanted))


def find_owners(connection: Connection, generation: int, ids: Sequence[str]) -> Mapping[str, str]:
    """Document id by passage id, for the passages that a generation has."""
    wanted = (
        select(schema.passage.c.id, schema.document.c.id)
        .join(schema.document, schema.document.c.version == schema.passage.c.version)
        .where(visible(generation), schema.passage.c.id.in_(ids))
    )
    return {passage: document for passage, document in connection.execute(wanted)}  # noqa: C416  # rows are no pairs


def find_vectors(connection: Connection, version: int) -> tuple[list[Passage], list[bytes]]:
    """The passages of a document version in order, and their vectors as kept."""
    table = schema.passage
    wanted = select(table.c.body, table.c.vector).where(table.c.version == version).order_by(table.c.position)
    rows = connection.execute(wanted).all()
    return [Passage.model_validate_json(row.body) for row in rows], [row.vector for row in rows]


def remove_versions(connection: Connection, versions: Sequence[int], generation: int) -> None:
    """Take document versions away, from `generation` on."""
    table = schema.document
    connection.execute(update(table).where(table.c.version.in_(versions)).values(removed_in=generation))


def replace_vectors(connection: Connection, version: int, vectors: Sequence[bytes]) -> None:
    """Keep other vectors for the passages of a document version, in their order."""
    table = schema.passage
    statement = update(table).where(table.c.version == bindparam("of"), table.c.position == bindparam("at"))
    rows = [{"of": version, "at": position, "vector": vector} for position, vector in enumerate(vectors)]
    if rows:
        connection.execute(statement, rows)


def _keep_document(connection: Connection, row: dict[str, object]) -> int:
    key = connection.execute(insert(schema.document).values(row)).inserted_primary_key
    if key is None:
        raise ServiceError("the database gave a new document no number; run `tieout doctor`")
    return int(key[0])


def _row(reading: Reading, source: str, added_in: int) -> dict[str, object]:
    document = reading.document
    return {
        "id": document.id,
        "source": source,
        "content_hash": document.content_hash,
        "text_version": document.text_version,
        "entity": document.entity.key,
        "accession": document.accession,
        "added_in": added_in,
        "facts": len(reading.facts),
        "passages": len(reading.passages),
        "body": document.model_dump_json(),
        "sections": _SECTIONS.dump_json(reading.sections).decode(),
        "text": zlib.compress(reading.text.encode(), level=3),
    }


def _keep_passages(connection: Connection, version: int, passages: Sequence[Passage], vectors: list[bytes]) -> None:
    rows = [
        {"version": version, "position": position, "id": item.id, "body": item.model_dump_json(), "vector": vector}
        for position, (item, vector) in enumerate(zip(passages, vectors, strict=True))
    ]
    if rows:
        connection.execute(insert(schema.passage), rows)


def _keep_tables(connection: Connection, version: int, tables: Sequence[Table]) -> None:
    rows = [
        {"version": version, "number": item.index, "body": zlib.compress(item.model_dump_json().encode(), level=1)}
        for item in tables
    ]
    if rows:
        connection.execute(insert(schema.printed_table), rows)
