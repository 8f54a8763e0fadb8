"""Which facts does a home state: those that are kept, and those of its prose that carry no tag?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from tieout.document import Document
from tieout.fact import Fact, FactQuery
from tieout.ports import Snapshot
from tieout.tools.facts import label_words
from tieout.tools.knownday import known_day
from tieout.tools.tagsat import Tags
from tieout.tools.textual import SENTENCE, untagged_facts


def stated_facts(snapshot: Snapshot, query: FactQuery) -> tuple[Fact, ...]:
    """The facts that agree with every filled field, first those that are kept, then those of prose; `limit` holds."""
    return tuple(islice(stated(snapshot, query), query.limit))


def stated(snapshot: Snapshot, query: FactQuery) -> Iterator[Fact]:
    """As `stated_facts`, one by one: prose is read document by document, as far as it is wanted."""
    kept = snapshot.facts(query) if query.origins != ("text",) else ()
    yield from kept
    if _wants_prose(query):
        is_whole = query == FactQuery(
            documents=query.documents, entities=query.entities, as_of=query.as_of, limit=query.limit
        )
        tags = _tags(kept) if is_whole and len(kept) < query.limit else {}
        for document in _documents(snapshot, query):
            found = untagged_facts(snapshot, document.id, tags.get(document.id, Tags({})) if is_whole else None)
            yield from (fact for fact in found if _agrees(fact, query))


def _wants_prose(query: FactQuery) -> bool:
    return (
        not query.ids
        and (not query.origins or "text" in query.origins)
        and (not query.concepts or SENTENCE in query.concepts)
    )


def _tags(kept: Iterable[Fact]) -> dict[str, Tags]:
    """The tags of each document among facts that are at hand."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in kept:
        if fact.origin == "xbrl":
            found[fact.document].append(fact)
    return {document: Tags.among(facts) for document, facts in found.items()}


def _documents(snapshot: Snapshot, query: FactQuery) -> list[Document]:
    """The documents whose prose is wanted, in the order of facts: by known since, unknown last, and id."""
    wanted = [
        one
        for one in snapshot.documents()
        if one.kind != "market"
        and (not query.documents or one.id in query.documents)
        and (not query.entities or one.entity.key in query.entities)
        and (query.as_of is None or _known(one) <= query.as_of)
    ]
    return sorted(wanted, key=lambda one: (_known(one), one.id))


def _known(document: Document) -> date:
    return known_day(document.known_since) or date.max


def _agrees(fact: Fact, query: FactQuery) -> bool:
    words = label_words(fact.label)
    return (
        (not query.fiscal or fact.period.fiscal in query.fiscal)
        and (query.start is None or fact.period.start == query.start)
        and (query.end is None or fact.period.end == query.end)
        and all(label_words(word) in words for word in query.labels)
    )
