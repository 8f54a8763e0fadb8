"""Which of several printings of the same figure stands for it."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from tieout.fact import Fact
from tieout.tools.figures.agreement import agree

_EXACT = 10_000
_MOST_NAMED = 5


def consolidated(facts: Sequence[Fact], statements: AbstractSet[int]) -> tuple[list[Fact], list[str]]:
    """Keep one printing of each figure, and say which contradict each other.

    The most precise one is kept; among those one in a primary statement, then one that shows, then one in a table, then
    the first. Values that differ by more than their rounding are all kept.

    Args:
        facts: all printings, in document order.
        statements: indices of the tables that are primary statements.

    Returns:
        The facts that are kept, in document order, and a note for what contradicts itself.
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for at, fact in enumerate(facts):
        groups[fact.meaning].append(at)
    kept: set[int] = set()
    torn: list[str] = []
    for group in groups.values():
        ranked = sorted(group, key=lambda at: (_rank(facts[at], statements), at))
        first = facts[ranked[0]]
        others = [at for at in ranked[1:] if not agree(first, facts[at])]
        kept.update([ranked[0], *_distinct(others, facts)])
        if others:
            torn.append(first.concept)
    notes = []
    if torn:
        named = ", ".join(dict.fromkeys(torn[:_MOST_NAMED])) + (" …" if len(torn) > _MOST_NAMED else "")
        notes.append(f"tags of the same figure contradict each other beyond rounding: {named}; all are kept")
    return [facts[at] for at in sorted(kept)], notes


def _rank(fact: Fact, statements: AbstractSet[int]) -> tuple[int, bool, bool, bool]:
    accuracy = _EXACT if fact.decimals is None else fact.decimals
    if fact.value is None:
        accuracy = -_EXACT
    tag = fact.locator
    cell = tag.cell if tag.kind == "tag" else None
    in_statement = cell is not None and cell.table in statements
    return -accuracy, not in_statement, tag.start is None, cell is None


def _distinct(others: Sequence[int], facts: Sequence[Fact]) -> list[int]:
    """The first of each value."""
    firsts: dict[Decimal | None, int] = {}
    for at in others:
        firsts.setdefault(facts[at].value, at)
    return list(firsts.values())
