"""Which figures are shown where no words stand around them? Those with tags, of companies that tag."""

from collections.abc import Iterable

from tieout.fact import Fact

CELLS = frozenset({"table", "text"})


def tagged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts without the untagged cells of companies that tag: a row "Debt" may be of a part that its text names."""
    found = tuple(facts)
    tagging = {f.entity.key for f in found if f.origin == "xbrl"}
    return tuple(f for f in found if f.origin not in CELLS or f.entity.key not in tagging)
