"""Which tables a home's database has.

A document version is never changed once it is written; facts, labels, tables and passages hang on it. It is visible in
the generations from `added_in` up to, not including, `removed_in`. Whoever holds one number sees one state.
Figures are kept as the exact text of their decimals inside `body`; no column holds one as a floating-point number.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    or_,
)

SCHEMA_VERSION = 1
"""Raised when a table changes in a way that an older Tieout cannot read."""

metadata = MetaData()


def _version() -> Column[int]:
    """The document version that a row hangs on."""
    return Column("version", ForeignKey("document.version"), primary_key=True)


def _position(name: str = "position") -> Column[int]:
    """Place among the rows of one document version, from 0."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


home = Table("home", metadata, Column("schema_version", Integer, primary_key=True, autoincrement=False))

generation = Table(
    "generation",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published_at", DateTime(timezone=True), nullable=False),
    Column("segments", JSON, nullable=False),
    Column("points", Integer, nullable=False),
    Column("encoder", String),
    Column("dimensions", Integer),
)

document = Table(
    "document",
    metadata,
    Column("version", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("source", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("text_version", Integer, nullable=False),
    Column("entity", String, nullable=False),
    Column("accession", String),
    Column("added_in", Integer, nullable=False),
    Column("removed_in", Integer),
    Column("facts", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("sections", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # a version number is never used again
)

printed_table = Table(
    "printed_table",
    metadata,
    _version(),
    _position("number"),
    Column("body", LargeBinary, nullable=False),
)

passage = Table(
    "passage",
    metadata,
    _version(),
    _position(),
    Column("id", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

label = Table(
    "label",
    metadata,
    _version(),
    _position(),
    Column("entity", String, nullable=False, index=True),
    Column("concept", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
)

fact = Table(
    "fact",
    metadata,
    _version(),
    _position(),
    Column("id", String, nullable=False, index=True),
    Column("entity", String, nullable=False),
    Column("concept", String, nullable=False),
    Column("label", Text, nullable=False),
    Column("fiscal", String),
    Column("start", Date),
    Column("end", Date, nullable=False),
    Column("dimensioned", Boolean, nullable=False),
    Column("origin", String, nullable=False),
    Column("known", String),
    Column("known_day", Date),
    Column("body", Text, nullable=False),
    Index("ix_fact_meaning", "entity", "concept", "fiscal"),
    Index("ix_fact_concept", "concept", "fiscal"),
    Index("ix_fact_label", "label", "entity"),
)

PARTS = (printed_table, passage, label, fact)
"""The tables whose rows hang on a document version."""


def visible(number: int) -> ColumnElement[bool]:
    """Whether a document version belongs to generation `number`."""
    return and_(
        document.c.added_in <= number,
        or_(document.c.removed_in.is_(None), document.c.removed_in > number),
    )
