"""Do two sentences say the same of a figure? Their words one by one, the figures between them masked.

Words are equal by their lemma and by closed lists of equals; what only one side has must add nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.phrases import fold
from tieout.tools.figures.places import Place, overlaps
from tieout.tools.figures.units import is_currency

_TOKEN = re.compile(r"[^\W\d_]+(?:[.’'][^\W\d_]+)*|\d+(?:[.,/]\d+)*|[()<>≤≥=+]")
_BREAK = re.compile(r"[,;:—–]|\s-\s")
_POSSESSIVE = re.compile(r"[’'][sS]?$")
_OWNING = re.compile(r"[’'](?:[sS]\b)?")
_JOINED = frozenset("pre non re co sub un post after multi semi anti".split())
"""First halves of hyphenated words that are also written as one: "pre-tax" is "pretax"."""
_ARTICLES = frozenset({"a", "an", "the"})
_OURS = frozenset({"our", "its", "it's"})
_WE = frozenset({"we", "us"})
_SELF = frozenset({"company", "corporation", "firm"})
_ABOUT = frozenset({"about", "around"})
"""Words that right before a figure leave it to its printed precision."""
_NOTHING = _OURS | {"also", "approximately", "approx", "roughly"}
_EQUALS = {
    **dict.fromkeys(("was", "were", "is", "are"), "be"),
    **dict.fromkeys(("had", "has", "have"), "have"),
    **dict.fromkeys(("recorded", "recognized"), "recorded"),
    **dict.fromkeys(("primarily", "mainly", "principally", "largely"), "mainly"),
    **dict.fromkeys(("partially", "partly"), "partly"),
    **dict.fromkeys(("in", "during"), "in"),
    **dict.fromkeys(("versus", "vs"), "versus"),
}
_PHRASES = {
    ("as", "of"): "at",
    ("as", "at"): "at",
    ("as", "compar", "to"): "versus",
    ("as", "compar", "with"): "versus",
    ("compar", "to"): "versus",
    ("compar", "with"): "versus",
    ("in", "connection", "with"): "regarding",
    ("associat", "with"): "regarding",
    ("relat", "to"): "regarding",
    ("relating", "to"): "regarding",
}
_FIRST = frozenset(words[0] for words in _PHRASES)
_LEADING = (
    ("additionally",), ("furthermore",), ("moreover",), ("accordingly",), ("consequently",), ("finally",), ("further",),
    ("specifically",), ("in", "addition"), ("result",), ("as", "result"), ("however",), ("notably",), ("thus",),
    ("as", "previously", "disclos"), ("as", "previously", "discuss"), ("as", "previously", "report"),
)  # fmt: skip
"""What connects a sentence with the one before it, articles left out."""
_UNSTABLE = frozenset(
    {w for group in (_ARTICLES, _NOTHING, _WE, _SELF, _ABOUT, _EQUALS, _EQUALS.values()) for w in group}
    | {w for words in (*_PHRASES, *_LEADING) for w in words}
    | {
        "regarding",
        "million",
        "billion",
        "thousand",
        "trillion",
        "percent",
        "percentage",
        "point",
        "basis",
        "bp",
        "per",
    }
    | {"share", "time"}
)
"""Words that one of two same sentences may lack or have in another form, or that belong to a figure."""
_ORDINARY = 1000
_MARK, _SHORT = 2, 5
_GLOSS = re.compile(
    r"\((?:[^()“”\"\d]{0,40}[“\"][^()“”\"]{1,80}[”\"](?:\s+or\s+[^()“”\"\d]{0,20}[“\"][^()“”\"]{1,80}[”\"])?|"
    r"(?:see|refer\s+to)\s[^()$%]{1,80}|(?P<short>[A-Z][A-Z&]{1,6}))\)",
    re.IGNORECASE,
)
"""What names a thing for later, or says where more is told."""
_MEASURES = frozenset({"GAAP", "IFRS", "TTM", "LTM", "YTD"})


class Token(NamedTuple):
    """One word, or one figure, of a sentence."""

    key: str
    start: int
    end: int
    parted: bool = False
    """Whether a comma or the like stands before it."""
    figure: Reading | None = None
    """Of a figure that can be read."""
    masked: bool = False
    """Whether its value is left out of its key."""
    dated: bool = False
    """Whether it is part of what says when."""


def masks(reading: Reading) -> bool:
    """Whether a figure is a value, and not a number that tells which thing is meant: "five-year", "12 months"."""
    if is_currency(reading.unit.partition("/")[0]) or reading.unit in {"percent", "points", "shares", "pure"}:
        return True
    return bool(reading.noun) and reading.value is not None and abs(reading.value) >= _ORDINARY


def tokens(
    text: str, readings: Sequence[Reading] = (), owner: Sequence[Place] = (), dates: Sequence[Place] = ()
) -> tuple[Token, ...]:
    """The words of a sentence as they are compared.

    Args:
        text: the sentence.
        readings: its figures, and what is none.
        owner: where the company is named whose document is meant.
        dates: where it names periods.
    """
    found = _without_lead(_merged(_parted(text, _raw(text, readings, owner))))
    return tuple(t._replace(dated=True) if overlaps((t.start, t.end), dates) else t for t in found) if dates else found


def is_stable(token: Token) -> bool:
    """Whether a word stands in every sentence that says the same."""
    key = token.key
    return token.figure is None and key.isalpha() and len(key) > 1 and key not in _UNSTABLE


def _parted(text: str, found: Iterable[Token]) -> Iterator[Token]:
    """What adds something, with whether a comma or the like stands before it."""
    at, parted = 0, False
    for token in found:
        parted = parted or (text[at : token.start] != " " and _BREAK.search(text, at, token.start) is not None)
        at = token.end
        if token.key:
            yield token._replace(parted=True) if parted else token
            parted = False


def _raw(text: str, readings: Sequence[Reading], owner: Sequence[Place]) -> Iterator[Token]:
    """Every word, company and figure in order; what adds nothing has no key."""
    fixed = [Token(key="", start=a, end=b) for a, b in _glosses(text)] if "(" in text else []
    fixed += [_figure(r) for r in readings if r.is_figure]
    fixed += [_owner(text, *place) for place in owner]
    at = 0
    for token in sorted(fixed, key=lambda t: t.start):
        if token.start >= at:
            yield from _words(text, at, token.start, before_figure=token.figure is not None)
            yield token
            at = token.end
    yield from _words(text, at, len(text), before_figure=False)


def _glosses(text: str) -> Iterator[Place]:
    """Where parentheses add nothing to their sentence."""
    for match in _GLOSS.finditer(text):
        short = match["short"]
        if short is None or (short.isupper() and short not in _MEASURES and _abbreviates(short, text[: match.start()])):
            yield match.span()


def _abbreviates(short: str, before: str) -> bool:
    """Whether one of the words right before some letters begins with the first of them."""
    return any(word[0].upper() == short[0] for word in re.findall(r"[^\W\d_]+", before)[-len(short) - 2 :])


def _owner(text: str, start: int, end: int) -> Token:
    """A company's name: counts as "we", and as nothing where something is its own."""
    owning = _OWNING.match(text, end)
    end = owning.end() if owning else end
    return Token(key="" if owning or _POSSESSIVE.search(text[start:end]) else "@", start=start, end=end)


def _figure(reading: Reading) -> Token:
    start, end = reading.start, reading.end
    if reading.value is None or reading.disguised:
        return Token(key=f"?{reading.text}", start=start, end=end)
    if masks(reading):
        return Token(key=f"#{reading.unit or fold(reading.noun)}", start=start, end=end, figure=reading, masked=True)
    return Token(key=format(reading.value.normalize(), "f"), start=start, end=end, figure=reading)


def _words(text: str, low: int, high: int, *, before_figure: bool) -> Iterator[Token]:
    found = list(_TOKEN.finditer(text, low, high))
    first, start = "", low
    for number, match in enumerate(found):
        key = first + _bare(match[0])
        start = match.start() if not first else start
        if text[match.end() : match.end() + 1] == "-" and key in _JOINED and number + 1 < len(found):
            first = key
            continue
        first = ""
        last = before_figure and number + 1 == len(found)
        before = found[number - 1][0].lower() if number else ""
        yield Token(key=_key(key, match[0], before, last=last), start=start, end=match.end())


@lru_cache(maxsize=1 << 15)
def _bare(word: str) -> str:
    """A folded word without its possessive."""
    return fold(_POSSESSIVE.sub("", word))


@lru_cache(maxsize=1 << 15)
def _key(key: str, word: str, before: str, *, last: bool) -> str:
    """What a word counts as; nothing where it adds nothing."""
    if key in _NOTHING or (key in _ABOUT and last):
        return ""
    if key in _ARTICLES and (word.islower() or word in {"The", "An"}):
        return ""
    if key in _SELF and before == "the" and word[0].isupper():
        return "" if _POSSESSIVE.search(word) else "@"
    return "@" if key in _WE else _EQUALS.get(key) or _timeless(key)


def _timeless(word: str) -> str:
    """A word without the endings by which a verb tells its time: "comprised" is "comprises"."""
    if len(word) > _SHORT and word.endswith("ed"):
        return word[:-2]
    return word[:-1] if len(word) > _SHORT and word.endswith("e") else word


def _merged(found: Iterable[Token]) -> list[Token]:
    """Phrases as the one word that they count as."""
    words, done, at = list(found), [], 0
    while at < len(words):
        length = _length(words, at) if words[at].key in _FIRST else 1
        if length == 1:
            done.append(words[at])
        else:
            key = _PHRASES[tuple(t.key for t in words[at : at + length])]
            done.append(words[at]._replace(key=key, end=words[at + length - 1].end))
        at += length
    return done


def _length(words: Sequence[Token], at: int) -> int:
    """How many words the phrase at a place has; 1 where there is none."""
    return next((n for n in (3, 2) if tuple(t.key for t in words[at : at + n]) in _PHRASES), 1)


def _without_lead(found: Sequence[Token]) -> tuple[Token, ...]:
    """Without the mark of a list or a note, and without what connects it with the sentence before."""
    keys = tuple(t.key for t in found[:3])
    if found and found[0].figure is not None and found[0].figure.text.startswith("("):
        return _without_lead(found[1:])
    if keys[:1] == ("(",) and ")" in keys and len("".join(keys[1 : keys.index(")")])) <= _MARK:
        return _without_lead(found[keys.index(")") + 1 :])
    lead = max((len(words) for words in _LEADING if keys[: len(words)] == words), default=0)
    return tuple(found[lead:])
