"""Which words of a text tell what its figures are, in one form for all ways of saying it?"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from tieout.tools.figures.lexicon import stem
from tieout.tools.figures.phrases import Phrases, phrase, words_of
from tieout.tools.figures.places import Place
from tieout.tools.figures.plainwords import DETERMINERS, PLAIN, PREPOSITIONS, VERBS

PACKAGED = "sayings.toml"
_DIGITS = re.compile(r"\d+$")
_SMALL = frozenset("and or not we it us which that who whose also as so".split()) - {"not"}
_KEPT = frozenset("before after net".split())
"""Small words that may belong to a name, as in "before tax"."""


class Telling(NamedTuple):
    """One telling word: its stem, and where the text has it."""

    stem: str
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Its range of the text."""
        return self.start, self.end


@dataclass(frozen=True, kw_only=True)
class _Sayings:
    same: Phrases[tuple[str, ...]]
    alone: Mapping[str, tuple[str, ...]]
    """Single words that are said for others."""
    unsaid: Phrases[tuple[str, ...]]
    implied: Phrases[str]
    apart: frozenset[str]
    glue: frozenset[str]


@cache
def _packaged() -> _Sayings:
    told = tomllib.loads(files(__package__).joinpath(PACKAGED).read_text(encoding="utf-8"))
    same = {phrase(said): phrase(group[0]) for group in told["same"] for said in group}
    return _Sayings(
        same=Phrases(same),
        alone={key[0]: first for key, first in same.items() if len(key) == 1},
        unsaid=Phrases({phrase(said): phrase(said) for said in told["unsaid"]}),
        implied=Phrases({phrase(name): words for name, words in told["implied"]}),
        apart=frozenset(stem(one) for said in told["apart"] for one in phrase(said)),
        glue=frozenset(stem(one) for said in told["glue"] for one in phrase(said)),
    )


@lru_cache(maxsize=1 << 10)
def telling(text: str) -> tuple[Telling, ...]:
    """The telling words of a text in order; what is said in several ways comes in the words of the first."""
    return tuple(_telling(text))


def _telling(text: str) -> Iterator[Telling]:
    words = tuple(words_of(text))
    places = {found.start: found for found in _packaged().same.among(words)}
    until = 0
    for word in words:
        if word.start < until:
            continue
        found = places.get(word.start)
        until = word.end if found is None else found.end
        printed = text[word.start : word.end].casefold()
        if found is None and printed in _IGNORED:
            continue
        for one in (word.folded,) if found is None else found.target:
            if tells(one):
                yield Telling(stem=stem(_DIGITS.sub("", one)), start=word.start, end=until)


def tells(word: str) -> bool:
    """Whether a folded word says anything of what a figure is."""
    return word[0].isalpha() and len(word) > 1 and word not in _IGNORED


@lru_cache(maxsize=1 << 15)
def stems(text: str) -> frozenset[str]:
    """The telling words of a text as a set."""
    return frozenset(one.stem for one in _telling(text))


@lru_cache(maxsize=1 << 15)
def spelled(text: str) -> frozenset[str]:
    """As `stems`, and the telling words as they are printed."""
    alone = _packaged().alone
    printed = (word for word in words_of(text) if text[word.start : word.end].casefold() not in _IGNORED)
    words = (one for word in printed for one in alone.get(word.folded, (word.folded,)))
    return stems(text) | {stem(_DIGITS.sub("", one)) for one in words if tells(one)}


@lru_cache(maxsize=1 << 14)
def needed(text: str) -> frozenset[str]:
    """As `stems`, of a name in the standard taxonomy, without what nobody says of it."""
    left = list(text)
    for found in _packaged().unsaid.find(text):
        left[found.start : found.end] = " " * (found.end - found.start)
    return stems("".join(left))


@lru_cache(maxsize=1 << 14)
def implied(text: str) -> frozenset[str]:
    """What may be said of a figure besides the words of its name in the standard taxonomy."""
    return frozenset().union(*(stems(found.target) for found in _packaged().implied.find(text)))


def sets_apart(words: Iterable[str]) -> frozenset[str]:
    """Those of some stems with and without which a name is of two figures."""
    return _packaged().apart.intersection(words)


def without_glue(words: Iterable[str]) -> frozenset[str]:
    """Some stems without those that leave every metric what it is."""
    return frozenset(words) - _packaged().glue


_IGNORED = (DETERMINERS | PREPOSITIONS | PLAIN | VERBS | _SMALL) - _KEPT
