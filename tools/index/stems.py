"""Which stem has an English word: "repurchase", "repurchases" and "repurchased" are one term of the index.

M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), 130-137, with one rule of its successor, Porter 2:
a final "y" becomes "i" after a consonant only, so that "employ" and "employed" stay together.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_CONSONANTS: Final = "[^aeiou][^aeiouy]*"
_VOWELS: Final = "[aeiouy][aeiou]*"
_SOME = re.compile(f"(?:{_CONSONANTS})?{_VOWELS}{_CONSONANTS}")
"""Begins a stem of measure one or more: a vowel, then a consonant."""
_ONCE = re.compile(f"(?:{_CONSONANTS})?{_VOWELS}{_CONSONANTS}(?:{_VOWELS})?")
_MORE = re.compile(f"(?:{_CONSONANTS})?{_VOWELS}{_CONSONANTS}{_VOWELS}{_CONSONANTS}")
_VOWEL = re.compile(f"(?:{_CONSONANTS})?[aeiouy]")
_SHORT = re.compile(f"{_CONSONANTS}[aeiouy][^aeiouwxy]")
_PAST = re.compile(r"(?P<stem>.+?)(?:ed|ing)")
_DOUBLED = re.compile(r"([^aeiouylsz])\1$")
_LEAST: Final = 3

_SECOND: Final[Mapping[str, str]] = MappingProxyType({
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
})  # fmt: skip
_THIRD: Final[Mapping[str, str]] = MappingProxyType({
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
})  # fmt: skip
_FOURTH: Final = "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize".split()


def _ends(suffixes: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(suffixes, key=len, reverse=True))})$")


_SECOND_END, _THIRD_END = _ends(list(_SECOND)), _ends(list(_THIRD))
_FOURTH_END = _ends([*_FOURTH, "(?<=[st])ion"])


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a word in lower case; a word with other letters than a to z is its own."""
    if len(word) < _LEAST or not word.isascii() or not word.isalpha():
        return word
    word = _inflected(_plural(word))
    if word.endswith("y") and len(word) >= _LEAST and word[-2] not in "aeiou":
        word = f"{word[:-1]}i"
    word = _replaced(_replaced(word, _SECOND_END, _SECOND), _THIRD_END, _THIRD)
    found = _FOURTH_END.search(word)
    if found and _MORE.match(word[: found.start()]):
        word = word[: found.start()]
    return _tidied(word)


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    is_plural = len(word) > _LEAST and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word


def _inflected(word: str) -> str:
    """Without "ed" or "ing", the "e" given back where the rest needs it."""
    if word.endswith("eed"):
        return word[:-1] if _SOME.match(word[:-3]) else word
    found = _PAST.fullmatch(word)
    if found is None or not _VOWEL.match(found["stem"]):
        return word
    word = found["stem"]
    if word.endswith(("at", "bl", "iz")):
        return f"{word}e"
    if _DOUBLED.search(word):
        return word[:-1]
    return f"{word}e" if _SHORT.fullmatch(word) else word


def _replaced(word: str, ends: re.Pattern[str], new: Mapping[str, str]) -> str:
    found = ends.search(word)
    if found is None or not _SOME.match(word[: found.start()]):
        return word
    return word[: found.start()] + new[found[0]]


def _tidied(word: str) -> str:
    """Without the last "e" of a long stem, nor the second "l" of "controll"."""
    if word.endswith("e"):
        rest = word[:-1]
        if _MORE.match(rest) or (_ONCE.fullmatch(rest) and not _SHORT.fullmatch(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _MORE.match(word) else word
