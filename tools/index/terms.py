"""Which terms a text has, for BM25: stems of words, and numbers as filings print them, hashed to sparse vectors.

Tokenisers made for prose split "1,577" in two and drop "10-K", "Item 7A" or "R&D"; here each of them is one term.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Final

from tieout.tools.index.stems import stem

_SATURATION: Final = 1.2
"""BM25's k1."""
_LENGTH: Final = 0.75
"""BM25's b."""
_AVERAGE: Final = 120
"""Terms of an average passage; fixed, so that a passage's vector never depends on the others."""

_TOKEN = re.compile(
    r"(?!item\s)[^\W\d_]{2,}+(?![\w&'’])|"  # a plain word, as most are: tried first, for speed
    r"(?=\d)(?:"
    r"\d{1,2}-[a-z]{1,2}(?:/a)?\b"  # 10-K, 10-K/A
    r"|\d+[a-z]\d+(?:-\d+)?\b"  # 10b5-1
    r"|\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:%|percent\b)|[a-z]+\b)?"  # 1,577 · 8.2% · 8.2 percent · 52nd
    r")"
    r"|item\s+\d{1,2}[a-z]?\b"  # Item 7A
    r"|[a-z](?:(?:\.[a-z])+|-\d{1,3}[a-z]?(?!\.\d))\b"  # U.S. · A-1, S-8
    r"|[^\W\d_]++(?:(?:&[^\W\d_]++)+|[^\W_]*(?:['’][^\W\d_]+)?)"  # R&D, SG&A · words; company's; Q3
    r"|[^\W_]+"
)
_SPACE: Final = "\ufffe"
"""Stands for white space within a chunk; it is no character of any text."""
_BEHIND_ITEM = re.compile(r"item\s+")
_BEFORE_PERCENT = re.compile(r"\s(?=%|percent)")
_STOP = frozenset({
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been",
    "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "doing", "during",
    "each", "few", "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "him", "his",
    "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "me", "more", "most", "my", "no", "nor",
    "not", "now", "of", "off", "on", "once", "only", "or", "other", "our", "out", "over", "own", "same", "she",
    "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "to", "too", "under", "until", "up", "upon", "very", "was", "we", "were", "what",
    "when", "where", "which", "while", "who", "whom", "why", "will", "with", "would", "you", "your",
})  # fmt: skip


def terms(text: str) -> list[str]:
    """Terms in order, repeats kept; stop words are left out."""
    return list(filter(None, map(_term, _TOKEN.findall(_plain(text)))))


def sparse(text: str) -> tuple[list[int], list[float]]:
    """A passage's term ids, rising, and their weights: BM25's saturated frequencies, without rarity."""
    counts = Counter(chain.from_iterable(map(_ids, _chunks(_plain(text)))))
    spread = _SATURATION * (1 - _LENGTH + _LENGTH * counts.total() / _AVERAGE)
    weights = {count: count * (_SATURATION + 1) / (count + spread) for count in set(counts.values())}
    indices = sorted(counts)
    return indices, [weights[counts[index]] for index in indices]


def sparse_query(text: str) -> tuple[list[int], list[float]]:
    """A query's term ids, rising, each with weight one."""
    indices = sorted(set(map(_hash, terms(text))))
    return indices, [1.0] * len(indices)


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower()


def _chunks(text: str) -> list[str]:
    """The text cut at white space, except where a token may go on behind it: "item 7a", "8.2 percent"."""
    kept = _BEHIND_ITEM.sub(f"item{_SPACE}", text)
    if "%" in kept or "percent" in kept:
        kept = _BEFORE_PERCENT.sub(_SPACE, kept)
    return kept.split()


@lru_cache(maxsize=1 << 17)
def _ids(chunk: str) -> tuple[int, ...]:
    """Ids of the terms of a chunk; the same chunks come again and again, and to find terms takes longest."""
    return tuple(map(_hash, filter(None, map(_term, _TOKEN.findall(chunk.replace(_SPACE, " "))))))


@lru_cache(maxsize=1 << 17)
def _hash(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest())


@lru_cache(maxsize=1 << 17)
def _term(token: str) -> str:
    """The term that a token counts as; empty for a stop word."""
    if token[0].isdecimal():
        return _number(token)
    word = re.sub(r"['’]s?$|[.\s]", "", token)
    if word in _STOP:
        return ""
    return stem(word)


def _number(token: str) -> str:
    """Without separators; "8.2 percent" is "8.2%"."""
    return re.sub(r"percent$", "%", re.sub(r"[\s,]", "", token))
