"""By which words does a fact go: its row's, its concept's, its parts', and which of them must be said to name it?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log

from tieout.fact import Dimension, Fact
from tieout.tools.figures.lexicon import concept_words
from tieout.tools.figures.member import called, distinguishing
from tieout.tools.figures.phrases import label_key
from tieout.tools.figures.sayings import implied, needed, spelled, stems

Words = frozenset[str]
_LEFT_OUT = re.compile(r"\b(?:Other\s+Than|Excluding|Net\s+Of)\s+(?:\w+\s*){1,2}")
"""What a concept's name says that the figure is not."""
_EITHER = re.compile(r"\b(Income|Profit|Earnings|Expense)\s+(?:Or\s+)?(?:Loss|Losses|Benefit)\b")
"""A concept's name that says both signs of one figure: whoever speaks of it says the one that it has."""
_SELDOM = 40
"""A word of more rows than this is no part's alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """The words of a printed row and of the concept that tags it, whatever part its figures are of."""

    label: Words
    concept: Words
    words: Words


@lru_cache(maxsize=1 << 14)
def of_row(label: str, concept: str) -> Row:
    """The words of a row; without a concept, of its label alone."""
    printed = " ".join(f"{word}." if "." in word else word for word in label_key(label))
    name = concept_words(concept) if concept else ""
    words = spelled(printed) | spelled(_LEFT_OUT.sub(" ", name)) | implied(name)
    return Row(label=stems(printed), concept=needed(_EITHER.sub(r"\1", name)), words=words)


@dataclass(frozen=True, kw_only=True)
class Described:
    """A fact and its words."""

    fact: Fact
    label: Words
    """Of its printed row."""
    concept: Words
    """Of its concept's name, without what nobody says."""
    parts: tuple[tuple[Dimension, Words], ...]
    """What makes it a part's, and by which words."""
    words: Words
    """All that may be said of it."""


class Descriptions:
    """The words of the facts of some sources, and how rare each is among them."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)

    def of(self, fact: Fact) -> Described:
        """The words of one fact."""
        row = of_row(fact.label, fact.concept if fact.origin == "xbrl" else "")
        parts = tuple((d, named(d)) for d in distinguishing(fact))
        words = row.words.union(*(said for _, said in parts)) if parts else row.words
        return Described(fact=fact, label=row.label, concept=row.concept, parts=parts, words=words)

    def weight(self, words: Iterable[str]) -> float:
        """How much some words tell: rare ones more."""
        most = len(self._names) + 1
        return sum(log(most / (1 + self._spread.get(word, 0))) for word in words)

    def knows(self, word: str) -> bool:
        """Whether a word stands in any row, concept or part."""
        return word in self._spread

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], Words]:
        """The words of every row and concept."""
        last = {(f.concept, f.label): f for f in self._facts}
        return {name: self.of(fact).words for name, fact in last.items()}

    @cached_property
    def _spread(self) -> Mapping[str, int]:
        """In how many of them each word stands."""
        found: dict[str, int] = defaultdict(int)
        for words in self._names.values():
            for word in words:
                found[word] += 1
        return found

    @cached_property
    def _companions(self) -> Mapping[str, frozenset[str]]:
        """The members that never stand without certain others, and these."""
        found: dict[str, frozenset[str]] = {}
        for fact in self._facts:
            members = frozenset(d.member for d in fact.dimensions)
            for member in members:
                found[member] = found.get(member, members) & members
        return found

    @cached_property
    def _owners(self) -> Mapping[str, frozenset[str]]:
        """Of which members each word of a part's name is."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in {d for f in self._facts for d in distinguishing(f)}:
            for word in named(part):
                found[word].add(part.member)
        return {word: frozenset(members) for word, members in found.items()}

    def is_said(self, words: Words, said: Words, row: Words = frozenset()) -> bool:
        """Whether a part is named: by all its words, or by one that no other part has, few rows, and not its `row`."""
        if words <= said:
            return True
        own = {word for word in (words & said) - row if len(self._owners.get(word, ())) == 1}
        return any(self._spread.get(word, 0) <= _SELDOM for word in own)

    def goes_without_saying(self, part: Dimension, others: Iterable[Dimension]) -> bool:
        """Whether one of the other parts never comes without this one."""
        return any(
            part.member in self._companions.get(other.member, ()) and other.member != part.member for other in others
        )


def named(part: Dimension) -> Words:
    """The words of a part's name, its own name in the taxonomy where the print says nothing."""
    return _called(called(part), part.member)


@lru_cache(maxsize=1 << 13)
def _called(name: str, member: str) -> Words:
    local = member.rpartition(":")[2].removesuffix("Member")
    return needed(name) or needed(concept_words(local))
