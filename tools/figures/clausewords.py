"""Which words has a clause, one by one, and which of them read as verbs?"""

import re
from typing import NamedTuple

from tieout.tools.figures.plainwords import DONE, HARMFUL

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:[’'&-][^\W\d_]+)*|[,;:.!?()“”\"|—–]|\S")
POSSESSIVE = re.compile(r"[’']s?$")


class Token(NamedTuple):
    """One word, as printed and without its case and possessive."""

    text: str
    low: str
    start: int
    end: int


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of a range."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        bare = POSSESSIVE.sub("", match[0])
        if bare:
            found.append(Token(text=match[0], low=bare.casefold(), start=match.start(), end=match.end()))
    return found


def acts(word: str) -> bool:
    """Whether a word reads as what somebody did."""
    return word in DONE or (word.endswith("ed") and len(word) > len("need"))


def is_verbal(token: Token) -> bool:
    """Whether an unknown word reads as a verb or an adverb."""
    return token.low.endswith(("ed", "ly", "ing")) and token.low not in HARMFUL and token.text[0].islower()
