"""Which passages hold the figures that answer a question, and which stand beside a passage?"""

from collections.abc import Iterable, Sequence

from tieout.calculation import Calculation
from tieout.document import Document
from tieout.fact import Fact
from tieout.ports import Snapshot, Stretch
from tieout.question import SubQuestion
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.figures.wanted import wanted_facts


def answering(
    subquestion: SubQuestion, snapshot: Snapshot, vocabulary: Vocabulary, *, documents: Iterable[Document]
) -> tuple[Fact, ...]:
    """The facts that state each metric of each company and period asked for, or that it is calculated from.

    `documents` are those that may state them. A metric that they do not state, or not without doubt, has none.
    """
    known = {d.id: d for d in documents}
    asked = subquestion.model_copy(update={"ask": "look_up"})
    facts = {f.id: f for f in wanted_facts(asked, snapshot, vocabulary, as_of=None) if f.document in known}
    ledger = Ledger(facts.values(), known, vocabulary)
    wanted = (
        Wanted(entity=entity.key, metric=metric.metric, words=metric.words, period=period, member=metric.member)
        for metric in subquestion.metrics
        for entity in subquestion.entities
        for period in subquestion.periods
    )
    found = dict.fromkeys(identifier for one in wanted for identifier in _stated(one, ledger))
    return tuple(facts[identifier] for identifier in found if identifier in facts)


def _stated(wanted: Wanted, ledger: Ledger) -> tuple[str, ...]:
    """Ids of the fact that is meant, or of those that it is calculated from."""
    try:
        level = ledger.level(wanted)
    except NotDerivable:
        return ()
    return tuple(one.fact for one in level.operands) if isinstance(level, Calculation) else (level.id,)


def holders(facts: Iterable[Fact], snapshot: Snapshot) -> tuple[str, ...]:
    """Ids of the passages in which these facts stand, in the order of the facts, each once."""
    found = (
        holder(snapshot.stretches(at.document), at.start, at.end)
        for at in (fact.locator for fact in facts)
        if at.start is not None and at.end is not None
    )
    return tuple(dict.fromkeys(passage for passage in found if passage is not None))


def holder(stretches: Sequence[Stretch], start: int, end: int) -> str | None:
    """The passage in which a range stands; None where it stands in none."""
    inside = [one for one in stretches if one.start <= start and end <= one.end]
    return min(inside, key=lambda one: one.end - one.start).passage if inside else None


def beside(passages: Sequence[str], snapshot: Snapshot, *, reach: int) -> tuple[str, ...]:
    """Ids of the passages next to some passages in their documents, the nearest first, without these themselves."""
    owners = {key: passage.document for key, passage in snapshot.passages(passages).items()}
    near: list[tuple[int, int, str]] = []
    for rank, key in enumerate(key for key in passages if key in owners):
        order = [one.passage for one in snapshot.stretches(owners[key])]
        at = order.index(key)
        around = range(max(0, at - reach), min(len(order), at + reach + 1))
        near += [(abs(place - at), rank, order[place]) for place in around]
    return tuple(dict.fromkeys(key for _, _, key in sorted(near) if key not in set(passages)))
