"""Which tags does their own filing, or every other one, contradict? A figure of such a tag states nothing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tieout.fact import Fact
from tieout.tools.figures.member import COUNTRIES, names_of, trimmed
from tieout.tools.figures.phrases import label_key, phrase

ENOUGH = 2
"""So many other filings must agree with each other against a lone one."""
_HUNDRED = Decimal(100)
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_SMALL = frozenset({"and", "of", "or", "the", "in", "for", "to", "net", "other", "total"})

Name = tuple[str, ...]
Parts = frozenset[tuple[str, str]]
"""Axes with their members."""


def mistagged(facts: Iterable[Fact]) -> frozenset[str]:
    """Ids of facts whose tag cannot be right: the row is labelled as another member, or a sign or scale slipped."""
    given = tuple(facts)
    return mislabelled(given) | slipped(given) | misplaced(given)


def mislabelled(facts: Iterable[Fact]) -> frozenset[str]:
    """Ids of facts in whose row another member of the same axis is named than the one that is tagged."""
    dimensioned = [fact for fact in _tagged(facts) if fact.dimensions]
    rows: dict[tuple[str, Parts], list[str]] = defaultdict(list)
    for fact in dimensioned:
        rows[fact.label, frozenset((d.axis, d.member) for d in fact.dimensions)].append(fact.id)
    names = _names(dimensioned)
    return frozenset(one for (label, own), ids in rows.items() if _names_another(label, own, names) for one in ids)


def misplaced(facts: Iterable[Fact]) -> frozenset[str]:
    """Ids of facts whose tag sits on a wrong row.

    Another filing has the tag on a row of another name with another value, the same filing prints that name with that
    value under another tag, and the two tags' own words fit the rows better the other way round.
    """
    tagged = _tagged(facts)
    rows: dict[object, list[Fact]] = defaultdict(list)
    same: dict[object, list[Fact]] = defaultdict(list)
    for fact in tagged:
        rows[fact.document, _row(fact), fact.value].append(fact)
        same[fact.meaning].append(fact)
    return frozenset(
        fact.id
        for stated in same.values()
        for fact in stated
        for other in stated
        if other.value != fact.value and _row(other) != _row(fact)
        if any(_swapped(fact, beside) for beside in rows.get((fact.document, _row(other), other.value), ()))
    )


def _row(fact: Fact) -> tuple[object, ...]:
    """A printed row of a period, whatever its tag."""
    return (label_key(fact.label), *fact.meaning[2:])


def _swapped(one: Fact, other: Fact) -> bool:
    """Whether the tags of two rows share more words with each other's rows than with their own."""
    as_it_is = _fit(one.label, one.concept) + _fit(other.label, other.concept)
    return _fit(one.label, other.concept) + _fit(other.label, one.concept) > as_it_is


def _fit(label: str, concept: str) -> int:
    return len({*phrase(label)} & {*phrase(" ".join(_SEAM.split(concept.rpartition(":")[2])))} - _SMALL)


def slipped(facts: Iterable[Fact]) -> frozenset[str]:
    """Ids of facts that one filing states with the opposite sign, or a hundredfold, of what all the others state."""
    same: dict[object, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in _tagged(facts):
        same[fact.meaning][fact.document].append(fact)
    return frozenset(one for stated in same.values() if len(stated) > ENOUGH for one in _alone(stated))


def differ_by_slip(one: Fact, other: Fact) -> bool:
    """Whether two statements of a figure differ in nothing but the sign, or the scale of a percentage."""
    if not one.value or not other.value:
        return False
    return one.value == -other.value or (one.unit == "pure" and one.value / other.value in {_HUNDRED, 1 / _HUNDRED})


def _tagged(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.origin == "xbrl" and fact.value is not None]


def _names_another(row: str, own: Parts, names: Mapping[tuple[str, str], frozenset[Name]]) -> bool:
    label = trimmed(phrase(row))
    axes = {axis for axis, _ in own}
    if any(_is_part(label, spoken) for place in own for spoken in names.get(place, ())):
        return False
    return any(place[0] in axes and label in spoken for place, spoken in names.items() if place not in own)


def _is_part(label: Name, name: Name) -> bool:
    """Whether a row may mean a member: the words of one are among the other's, wherever the words are split."""
    return {*name} <= {*label} or all(word in "".join(name) for word in label)


def _names(facts: Iterable[Fact]) -> Mapping[tuple[str, str], frozenset[Name]]:
    """What the members of each axis are called by their own names, whatever a filing prints beside them."""
    found: dict[tuple[str, str], frozenset[Name]] = {}
    for dimension in {d for fact in facts for d in fact.dimensions}:
        local = dimension.member.rpartition(":")[2].removesuffix("Member")
        plain = dimension.model_copy(update={"label": COUNTRIES.get(local, local)})
        found[dimension.axis, dimension.member] = frozenset(trimmed(name) for name in names_of(plain))
    return found


def _alone(stated: Mapping[str, list[Fact]]) -> Iterable[str]:
    for document, found in stated.items():
        others = [fact for other, several in stated.items() if other != document for fact in several]
        if len({fact.value for fact in others}) == 1 and differ_by_slip(found[0], others[0]):
            yield from (fact.id for fact in found)
