"""Which facts do the words of a clause name, in whatever order they stand? Every word of a label or of a concept."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tieout.fact import Fact
from tieout.tools.figures.phrases import fold, label_key

_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = frozenset(
    "of the and for in on to from by at with or a an net total amount amounts value during as its us gaap per during "
    "period table text block disclosure fiscal year years number abstract line items item including excluding".split()
)
_ENDINGS = (
    "izations",
    "ization",
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ed",
    "es",
    "s",
    "al",
    "e",
)
_SHORTEST = 4
_FEWEST = 2

Key = frozenset[str]


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """A word without the endings by which verbs and nouns of one thing differ: "repurchased" is "repurchases"."""
    folded = fold(word)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST:
            return folded[: -len(ending)]
    return folded


@lru_cache(maxsize=1 << 15)
def content(text: str) -> Key:
    """The stems of a text's telling words."""
    return frozenset(stem(w) for w in _WORD.findall(text) if fold(w) not in _STOP)


@lru_cache(maxsize=1 << 14)
def concept_words(concept: str) -> str:
    """A concept's local name in words."""
    return " ".join(_SEAM.split(concept.rpartition(":")[2]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Naming:
    """One set of words under which facts go."""

    words: Key
    facts: tuple[Fact, ...]


class Lexicon:
    """The labels and concepts of some facts, found by their words."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        grouped: dict[Key, list[Fact]] = defaultdict(list)
        for fact in facts:
            for words in sorted(names(fact), key=sorted):
                grouped[words].append(fact)
        self._namings = [Naming(words=words, facts=tuple(found)) for words, found in grouped.items()]
        self._by_word: Mapping[str, Sequence[int]] = self._index()

    def _index(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, naming in enumerate(self._namings):
            for word in naming.words:
                found[word].append(at)
        return found

    def named(self, words: Key) -> tuple[Naming, ...]:
        """The namings all of whose words are among some words, without those that a longer one contains."""
        counted = Counter(at for word in words for at in self._by_word.get(word, ()))
        whole = [self._namings[at] for at, n in counted.items() if n == len(self._namings[at].words)]
        whole.sort(key=lambda one: (-len(one.words), sorted(one.words)))
        kept: list[Naming] = []
        for one in whole:
            if not any(one.words < other.words for other in kept):
                kept.append(one)
        return tuple(kept)


def names(fact: Fact) -> set[Key]:
    """The sets of words that name a fact: its printed label's, and its concept's where it is tagged."""
    found = {content(" ".join(label_key(fact.label)))}
    if fact.origin == "xbrl":
        found.add(content(concept_words(fact.concept)))
    return {words for words in found if len(words) >= _FEWEST}
