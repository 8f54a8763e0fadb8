"""Which words of a passage can be quoted, and how? Its sentences, what they are about, and their places."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tieout.claim import Claim
from tieout.document import Entity, Passage
from tieout.locator import Locator, quote_hash
from tieout.tools.figures.companies import STOP, initials_of, name_words
from tieout.tools.figures.phrases import fold
from tieout.tools.filings.sentences import sentences

SHORTEST, LONGEST = 40, 700
SHORT = 5
"""So many letters of a company's name may stand for it: "Pepsi" for PepsiCo."""
_WRAPPED = re.compile(r"(?m)(?<=^)([^\n]{40,}[^\n.!?:])\n(?=\S)")
_ASKING = frozenset("often must may shall long need soon late early exactly kind there here today".split())
"""Words of a question that its answer does not repeat."""
_WORD = re.compile(r"[^\W_][\w&’'-]*")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of a passage: its half-open range in the passage's text, and how well it answers."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The sentence as the source has it."""
        return self.passage.text[self.start : self.end]


def terms_of(text: str, entities: Iterable[str] = ()) -> frozenset[str]:
    """Content words, folded to one form; the words of company names are left out."""
    names = {w for name in entities for w in name_words(name)}
    names |= {w[:n] for w in names for n in range(SHORT, len(w))}
    words = (m[0] for m in _WORD.finditer(text))
    return frozenset(
        stem(w)
        for w in words
        if w.casefold() not in STOP | _ASKING and not set(name_words(w)) & names and not w.isdigit()
    )


def stem(word: str) -> str:
    """A word without the endings that do not change what it is about."""
    bare = fold(word)
    for ending in (
        "ization",
        "ations",
        "ation",
        "ingly",
        "ings",
        "ing",
        "edly",
        "ed",
        "ees",
        "ee",
        "ers",
        "er",
        "es",
        "e",
    ):
        if bare.endswith(ending) and len(bare) - len(ending) > 3:  # noqa: PLR2004  # a stem of four letters
            return bare[: -len(ending)]
    return bare


def names_of(entities: Iterable[Entity]) -> tuple[str, ...]:
    """Names, tickers and initials, which tell nothing about a passage of the company's own document."""
    return tuple(n for e in entities for n in (e.name, e.ticker or "", initials_of(e.name)))


def sentences_of(passage: Passage) -> tuple[tuple[int, int], ...]:
    """The ranges of a passage's sentences; on a page a sentence goes on where a long line breaks off."""
    if passage.kind != "page":
        return sentences(passage.text)
    return sentences(_WRAPPED.sub(lambda m: m[1] + " ", passage.text))


def quotable(text: str) -> bool:
    """Whether a sentence can stand alone as a quotation."""
    plain = text.strip()
    return (
        SHORTEST <= len(plain) <= LONGEST
        and plain[-1:] in '.!?”"'
        and not re.search(r"[{}\t“”]", plain)
        and plain[:1].isupper()
    )


def quotation(subquestion: str, sentence: Sentence) -> Claim:
    """A claim that quotes a sentence at its place."""
    text = sentence.text
    lead, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    start, end = sentence.start + lead, sentence.end - trail
    offset = sentence.passage.locator.start or 0
    return quoted(subquestion, sentence.passage.locator, offset + start, sentence.passage.text[start:end])


def quoted(subquestion: str, within: Locator, start: int, exact: str) -> Claim:
    """A claim that quotes words which begin at a place of their document; `within` is where their passage is."""
    where = {"start": start, "end": start + len(exact), "quote_hash": quote_hash(exact)}
    return Claim(
        subquestion=subquestion,
        kind="quotation",
        template=f"“{' '.join(exact.split())}”",
        citations=(within.model_copy(update=where),),
    )
