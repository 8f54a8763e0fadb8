"""Which segment, product or geography do words name?"""

import re
from collections.abc import Iterable

from tieout.fact import Dimension, Fact
from tieout.tools.figures.phrases import phrase

CARRIERS = frozenset({"us-gaap:OperatingSegmentsMember", "us-gaap:ReportableSegmentMember"})
"""Members that say only that a figure is a segment's, beside the one that says which."""
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOISE = frozenset(
    {"segment", "member", "product", "service", "region", "net", "sale", "sales", "revenue", "total", "the"}
)


def names_of(dimension: Dimension) -> frozenset[tuple[str, ...]]:
    """A member's names as folded words: its printed label and its local name, with and without "segment"."""
    local = dimension.member.rpartition(":")[2].removesuffix("Member")
    spoken = [phrase(dimension.label), phrase(" ".join(_SEAM.split(local))), phrase(local)]
    bare = [trimmed(name) for name in spoken]
    return frozenset(name for name in (*spoken, *bare) if name)


def trimmed(name: tuple[str, ...]) -> tuple[str, ...]:
    """The name without the words that many members share, unless nothing else is left."""
    kept = tuple(word for word in name if word not in _NOISE)
    return kept or name


def distinguishing(fact: Fact) -> tuple[Dimension, ...]:
    """The dimensions of a fact that say which part it is."""
    return tuple(d for d in fact.dimensions if d.member not in CARRIERS)


def is_member(fact: Fact, words: str) -> bool:
    """Whether a fact is of exactly the part that the words name."""
    parts = distinguishing(fact)
    if len(parts) != 1:
        return False
    said = phrase(words)
    return bool({said, trimmed(said)} & names_of(parts[0]))


def members(facts: Iterable[Fact]) -> dict[tuple[str, ...], str]:
    """Every name under which some fact's part can be asked for, with the label that the filing prints."""
    found: dict[tuple[str, ...], str] = {}
    for fact in facts:
        parts = distinguishing(fact)
        if len(parts) == 1:
            for name in sorted(names_of(parts[0])):
                found.setdefault(name, parts[0].label)
    return found
