"""How a phrase is recognised whatever its case, hyphens, plural or possessive: words folded, phrases found."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

Target = TypeVar("Target")

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'][^\W_]+)*[’']?|[&%]|[.;:?!](?=\s|$)|\n\s*\n")
_BREAKS: Final = frozenset(".;:?!\n")
_BREAK: Final = "\n"
_POSSESSIVE: Final = re.compile(r"[’'][sS]?$")
_BRITISH: Final = re.compile(r"isation(s?)$")
_SHORTEST_PLURAL: Final = 4
_KEPT: Final = frozenset({"sales", "earnings", "goods", "proceeds", "savings"})
"""Plurals with a meaning of their own: a sale is not sales."""

_SENTENCE: Final = 2_000
"""Characters of the longest text that may be asked for again at once."""
_MARKS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+")
_TAIL: Final = re.compile(
    r",?\s+(?:(?:net of|less) (?:allowances?|tax(?:es)?)\b.*|(?:see )?notes? \d.*|\d)$", re.IGNORECASE | re.DOTALL
)


class Word(NamedTuple):
    """One folded word and where the text has it; a break between sentences is a word of its own."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Found(Generic[Target]):
    """A phrase that was recognised, and what it leads to."""

    start: int
    end: int
    target: Target


@dataclass(kw_only=True, slots=True)
class _Branch(Generic[Target]):
    below: dict[str, "_Branch[Target]"] = field(default_factory=dict)
    target: Target | None = None


class Phrases(Generic[Target]):
    """A set of phrases; `find` takes the longest at each place, left to right, in time linear in the text."""

    def __init__(self, phrases: Mapping[tuple[str, ...], Target]) -> None:
        """Keys are folded words, as `phrase` gives them."""
        self._root: _Branch[Target] = _Branch()
        for words, target in phrases.items():
            branch = self._root
            for word in words:
                branch = branch.below.setdefault(word, _Branch())
            branch.target = target

    def find(self, text: str) -> Iterator[Found[Target]]:
        """Non-overlapping phrases with their character ranges."""
        return self.among(tuple(words_of(text)))

    def among(self, words: tuple[Word, ...]) -> Iterator[Found[Target]]:
        """As `find`, in the words of a text."""
        place = 0
        while place < len(words):
            length, target = self._longest(words, place)
            if target is not None:
                yield Found(start=words[place].start, end=words[place + length - 1].end, target=target)
            place += max(length, 1)

    def _longest(self, words: tuple[Word, ...], place: int) -> tuple[int, Target | None]:
        found: tuple[int, Target | None] = (0, None)
        branch = self._root.below.get(words[place].folded)
        length = 0
        while branch is not None:
            length += 1
            if branch.target is not None:
                found = length, branch.target
            after = place + length
            branch = branch.below.get(words[after].folded) if after < len(words) else None
        return found


def words_of(text: str) -> Iterable[Word]:
    """The words of a text, folded, with their places."""
    return _kept(text) if len(text) <= _SENTENCE else _words(text)


@lru_cache(maxsize=1 << 10)
def _kept(text: str) -> tuple[Word, ...]:
    """Those of a sentence, which is asked for by everything that is looked for in it."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        printed = match[0]
        if printed[0] in _BREAKS:
            yield Word(folded=_BREAK, start=match.start(), end=match.end())
            continue
        bare = _POSSESSIVE.sub("", printed)
        yield Word(folded=fold(bare), start=match.start(), end=match.start() + len(bare))


@lru_cache(maxsize=1 << 14)
def phrase(text: str) -> tuple[str, ...]:
    """A phrase as folded words."""
    return tuple(_folded(text))


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """One word without case, apostrophe, plural ending or British spelling; "&" is "and", "%" is "percent"."""
    lower = word.lower().replace("’", "").replace("'", "").rstrip(".")
    if lower in {"&", "%"}:
        return "and" if lower == "&" else "percent"
    return _singular(_BRITISH.sub(r"ization\1", lower))


@lru_cache(maxsize=1 << 15)
def label_key(label: str) -> tuple[str, ...]:
    """A printed row label as folded words, without footnote marks, parentheses, note references and breaks."""
    bare = _TAIL.sub("", _MARKS.sub(" ", label).strip(" \t\n\r:–—-"))
    return tuple(folded for folded in _folded(bare) if folded != _BREAK)


def label_keys(labels: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Several row labels as keys, each once."""
    return tuple(dict.fromkeys(key for label in labels if (key := label_key(label))))


def _folded(text: str) -> Iterator[str]:
    """As `words_of`, without the places."""
    for printed in _WORD.findall(text):
        yield _BREAK if printed[0] in _BREAKS else fold(_POSSESSIVE.sub("", printed))


def _singular(word: str) -> str:
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= _SHORTEST_PLURAL
    if not plural or word in _KEPT:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
