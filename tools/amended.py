"""Which filing does an amendment amend, and which figures did it change?"""

from collections.abc import Iterable, Iterator
from datetime import date

from tieout.document import Document
from tieout.errors import InputError
from tieout.fact import Fact, FactQuery
from tieout.model import Thing
from tieout.ports import Snapshot
from tieout.tools.knownday import known_day

_SUFFIX = "/A"
_MOST = 50_000


class Changed(Thing):
    """One figure that an amendment changed; `before` is None where the original has it not, `after` where it went."""

    before: Fact | None
    after: Fact | None


def is_amendment(document: Document) -> bool:
    """Whether a document amends another, such as a 10-K/A."""
    return (document.form or "").upper().endswith(_SUFFIX)


def amended_by(amendment: Document, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The filings that an amendment supersedes, the latest first; earlier amendments of the same filing too."""
    base = (amendment.form or "").upper().removesuffix(_SUFFIX)
    found = [
        one
        for one in documents
        if one.id != amendment.id
        and one.entity.key == amendment.entity.key
        and one.period_end is not None
        and one.period_end == amendment.period_end
        and (one.form or "").upper().removesuffix(_SUFFIX) == base
        and (not is_amendment(one) or _before(one, amendment))
    ]
    return tuple(sorted(found, key=lambda one: (is_amendment(one), day_of(one), one.id), reverse=True))


def standing(document: Document, documents: Iterable[Document]) -> tuple[date, bool]:
    """What filings are ordered by, the newest greatest: the day they came out, an amendment after what it amends."""
    if not is_amendment(document):
        return day_of(document), False
    return max([day_of(document), *(day_of(one) for one in amended_by(document, documents))]), True


def changed(snapshot: Snapshot, document: str) -> tuple[Changed, ...]:
    """The figures that an amendment changed, added or left out against what it amends, in its order.

    A figure that the amendment does not repeat at all is left out only where it repeats the concept.

    Raises:
        NotThereError: there is no such document.
        InputError: it is no amendment, or the filing that it amends is not indexed.
    """
    amendment = snapshot.document(document)
    if not is_amendment(amendment):
        raise InputError(f"{document!r} is a {amendment.form or amendment.kind}, which amends nothing")
    originals = amended_by(amendment, snapshot.documents())
    if not originals:
        raise InputError(f"the filing that {document!r} amends is not indexed; ingest it first")
    old: dict[object, Fact] = {}
    for original in originals:  # an amendment need not repeat all of what it amends
        old = _figures(snapshot, original.id) | old
    new = _figures(snapshot, document)
    return tuple(_changes(old, new))


def family(document: Document, documents: Iterable[Document]) -> tuple[Document, ...]:
    """A filing with its amendments and what it amends: an amendment need not repeat the whole of it."""
    known = tuple(documents)
    return tuple(
        one
        for one in known
        if one.id == document.id or one in amended_by(document, known) or document in amended_by(one, known)
    )


def is_public(document: Document, as_of: date | None) -> bool:
    """Whether a document was public at the end of a day; one of unknown date was not."""
    day = known_day(document.known_since)
    return as_of is None or (day is not None and day <= as_of)


def day_of(document: Document) -> date:
    """The day on which a document came out, else the end of its period."""
    known = document.filed or (document.accepted.date() if document.accepted else None)
    return known or document.period_end or date.min


def _before(one: Document, other: Document) -> bool:
    return (day_of(one), one.id) < (day_of(other), other.id)


def _figures(snapshot: Snapshot, document: str) -> dict[object, Fact]:
    """Tagged figures by meaning, the most precise of each."""
    facts = snapshot.facts(FactQuery(documents=(document,), origins=("xbrl",), limit=_MOST))
    found: dict[object, Fact] = {}
    for fact in sorted(facts, key=lambda one: -(99 if one.decimals is None else one.decimals)):
        found.setdefault(fact.meaning, fact)
    return found


def _changes(old: dict[object, Fact], new: dict[object, Fact]) -> Iterator[Changed]:
    concepts = {fact.concept for fact in new.values()}
    for meaning, after in new.items():
        before = old.get(meaning)
        if before is None or before.value != after.value:
            yield Changed(before=before, after=after)
    for meaning, before in old.items():
        if meaning not in new and before.concept in concepts:
            yield Changed(before=before, after=None)
