"""How facts are kept and found: rows from facts, facts from a query."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Insert, insert, select

from tieout.fact import Fact, FactQuery
from tieout.tools.knownday import known_day
from tieout.tools.schema import document, fact, label, visible

_BREAK = re.compile(r"[\W_]+")


def keep_facts(connection: Connection, version: int, facts: Sequence[Fact]) -> None:
    """Write the facts of one document version, in document order."""
    _write(connection, insert(fact), _fact_rows(version, facts))
    _write(connection, insert(label), _label_rows(version, facts))


def find_facts(connection: Connection, generation: int, query: FactQuery) -> tuple[Fact, ...]:
    """Facts of one generation that agree with every filled field, by known since, document, position.

    Facts of unknown date stand last; with `as_of` they are left out.
    """
    wanted = (
        select(fact.c.body)
        .join(document, document.c.version == fact.c.version)
        .where(visible(generation), *_conditions(query))
        .order_by(fact.c.known.is_(None), fact.c.known, document.c.id, fact.c.position)
        .limit(query.limit)
    )
    return tuple(Fact.model_validate_json(body) for body in connection.scalars(wanted))


def find_labels(connection: Connection, generation: int, entity: str) -> tuple[tuple[str, str], ...]:
    """Distinct (concept, printed label) of an entity's facts, ordered."""
    wanted = (
        select(label.c.concept, label.c.text)
        .join(document, document.c.version == label.c.version)
        .where(visible(generation), label.c.entity == entity)
        .distinct()
    )
    return tuple(sorted((concept, text) for concept, text in connection.execute(wanted)))


def label_words(text: str) -> str:
    """A printed label's words in lower case, each with a space on both sides."""
    return f" {_BREAK.sub(' ', text.casefold()).strip()} "


def _conditions(query: FactQuery) -> Iterator[ColumnElement[bool]]:
    choices = (
        (fact.c.id, query.ids),
        (fact.c.entity, query.entities),
        (document.c.id, query.documents),
        (fact.c.concept, query.concepts),
        (fact.c.fiscal, query.fiscal),
        (fact.c.origin, query.origins),
    )
    yield from (column.in_(values) for column, values in choices if values)
    yield from (column == day for column, day in ((fact.c.start, query.start), (fact.c.end, query.end)) if day)
    if query.undimensioned:
        yield fact.c.dimensioned.is_(False)
    if query.as_of:
        yield fact.c.known_day <= query.as_of
    if query.labels:
        yield _has_words(query)


def _has_words(query: FactQuery) -> ColumnElement[bool]:
    """Whether every word asked for occurs in the printed label."""
    wanted = select(label.c.text).where(*(label.c.words.contains(label_words(word)) for word in query.labels))
    return fact.c.label.in_(wanted.where(label.c.entity.in_(query.entities)) if query.entities else wanted)


def _fact_rows(version: int, facts: Sequence[Fact]) -> Iterator[dict[str, object]]:
    for position, item in enumerate(facts):
        yield {
            "version": version,
            "position": position,
            "id": item.id,
            "entity": item.entity.key,
            "concept": item.concept,
            "label": item.label,
            "fiscal": item.period.fiscal,
            "start": item.period.start,
            "end": item.period.end,
            "dimensioned": bool(item.dimensions),
            "origin": item.origin,
            "known": item.known_since and item.known_since.isoformat(),
            "known_day": known_day(item.known_since),
            "body": item.model_dump_json(),
        }


def _label_rows(version: int, facts: Iterable[Fact]) -> Iterator[dict[str, object]]:
    distinct = sorted({(item.entity.key, item.concept, item.label) for item in facts})
    for position, (entity, concept, text) in enumerate(distinct):
        yield {
            "version": version,
            "position": position,
            "entity": entity,
            "concept": concept,
            "text": text,
            "words": label_words(text),
        }


def _write(connection: Connection, statement: Insert, rows: Iterator[dict[str, object]]) -> None:
    if batch := list(rows):
        connection.execute(statement, batch)
