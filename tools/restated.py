"""Which figures did an earlier filing state otherwise, and why does the later one say so?"""

from collections.abc import Iterable, Sequence
from datetime import date

from tieout.document import Document
from tieout.fact import Fact, FactQuery
from tieout.model import Thing
from tieout.ports import Snapshot
from tieout.tools.amended import standing
from tieout.tools.causes import Cause, cause_of
from tieout.tools.figures.agreement import agree
from tieout.tools.figures.mistagged import differ_by_slip, mislabelled, slipped
from tieout.tools.figures.phrases import phrase

MOST = 40
"""So many figures of an answer are looked at."""
_SAME = 500


class Restated(Thing):
    """A figure that two filings state with different values."""

    now: Fact
    """As the later filing states it."""
    before: Fact
    """As it was first stated."""
    is_slip: bool = False
    """Whether only a tag's sign or scale differs, or the rows have other names: nothing was changed."""
    cause: Cause | None = None
    """What the later filing says of it."""


def restatements(snapshot: Snapshot, facts: Iterable[Fact], *, as_of: date | None = None) -> tuple[Restated, ...]:
    """The figures among these that filings of different times state with different values, in their order.

    Args:
        snapshot: the home.
        facts: figures as an answer states them.
        as_of: only what was known at the end of this day.
    """
    documents = {one.id: one for one in snapshot.documents()}
    distinct = {fact.meaning: fact for fact in facts if fact.origin == "xbrl" and fact.value is not None}
    found = (restated(snapshot, fact, documents, as_of=as_of) for fact in list(distinct.values())[:MOST])
    return tuple(one for one in found if one is not None)


def restated(
    snapshot: Snapshot, fact: Fact, documents: dict[str, Document], *, as_of: date | None = None
) -> Restated | None:
    """How the first and the latest statement of one figure differ; None where they agree.

    Of two filings that disagree the reason is the later one's, or that of the next which states the same new value.
    """
    said = statements(snapshot, fact, documents, as_of=as_of)
    others = [one for one in said if not agree(one, fact)]
    if not others:
        return None
    before, now = (others[0], fact) if said.index(others[0]) <= _place(said, fact) else (fact, others[0])
    is_slip = differ_by_slip(now, before) or bool(slipped(said)) or not _alike(now, before)
    same = [one for one in said if one.value == now.value and said.index(one) > said.index(before)]
    causes = () if is_slip else (cause_of(snapshot, one, before) for one in (same or [now]))
    return Restated(now=now, before=before, is_slip=is_slip, cause=next((c for c in causes if c is not None), None))


def statements(
    snapshot: Snapshot, fact: Fact, documents: dict[str, Document], *, as_of: date | None = None
) -> list[Fact]:
    """Every filing's statement of a figure, the earliest first; an amendment after what it amends.

    A figure whose row names another member than its tag is none.
    """
    query = FactQuery(
        entities=(fact.entity.key,), concepts=(fact.concept,), end=fact.period.end, as_of=as_of, limit=_SAME
    )
    found = snapshot.facts(query)
    wrong = mislabelled(found)
    same = [f for f in found if f.meaning == fact.meaning and f.value is not None and f.id not in wrong]
    precise = sorted(same, key=lambda one: -(99 if one.decimals is None else one.decimals))
    first = {one.document: one for one in reversed(precise)}
    everyone = tuple(documents.values())
    return sorted(first.values(), key=lambda one: (*standing(documents[one.document], everyone), one.document))


def _place(said: Sequence[Fact], fact: Fact) -> int:
    """Where the value of a figure first stands among its statements."""
    return next((at for at, one in enumerate(said) if one.document == fact.document), len(said))


def _alike(one: Fact, other: Fact) -> bool:
    """Whether the rows of two statements have half of their words in common."""
    first, second = {*phrase(one.label)}, {*phrase(other.label)}
    return 2 * len(first & second) >= min(len(first), len(second))
