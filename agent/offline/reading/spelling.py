"""How is a question spelled that is typed in a hurry? Slips in the words of metrics are read as what they must be."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tieout.agent.offline.reading.neutral import NEUTRAL
from tieout.ports import Snapshot
from tieout.tools.figures.companies import Companies
from tieout.tools.figures.vocabulary import Vocabulary

ASKING = ("what", "which", "when", "were", "much", "many", "does")
"""Words of questions in which two letters that changed places are set right."""
TURNED = {"teh": "the", "hte": "the", "adn": "and", "hwo": "how", "wsa": "was", "ddi": "did"}
"""The same of the short ones, where nothing else is spelled so: "AWS" is no "was"."""
READ = frozenset({*ASKING, *TURNED.values()})
SHORTEST = 6
SHORT = 5
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,80}>")
_WORD = re.compile(r"[^\W\d_]{3,}")


def unmarked(text: str) -> str:
    """A question without markup and control characters."""
    plain = _TAG.sub(" ", re.sub(rf"{_TAG.pattern}(?=[’'])", "", text))
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in plain) if plain != text else text


def respelled(text: str, home: Snapshot, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The question with slips set right, and what is read as what; a word that a filing has is no slip."""
    known = metric_words(vocabulary)
    found = Companies(home.entities()).find(text)
    named, owners = [(c.start, c.end) for c in found], frozenset(c.entity.key for c in found)
    notes: list[str] = []
    pieces: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        inside = any(a < match.end() and match.start() < b for a, b in named)
        if word in known | NEUTRAL | READ or match[0].isupper() or inside:
            continue
        meant = slip(word, known)
        if meant is None or (meant not in READ and (not owners or is_printed(word, owners, home))):
            continue
        pieces += [text[end : match.start()], meant]
        notes += [f"“{match[0]}” is read as “{meant}”"] if meant not in READ else []
        end = match.end()
    return "".join([*pieces, text[end:]]), tuple(dict.fromkeys(notes))


@lru_cache(maxsize=4)
def metric_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Every single word of what metrics are called."""
    phrases = (p for m in vocabulary for p in (m.name, *m.words, *m.negated, *m.labels))
    return frozenset(w.casefold() for p in phrases for w in _WORD.findall(p))


def slip(word: str, known: Iterable[str]) -> str | None:
    """The one known word that a word is a slip of the keyboard away from."""
    turned = next((w for w in ASKING if swapped(word, w)), TURNED.get(word))
    if turned is not None:
        return turned
    if len(word) < SHORT:
        return None
    near = {w for w in known if len(w) >= SHORTEST and w[0] == word[0] and is_near(word, w)}
    near |= {w for w in known if len(w) >= SHORT and swapped(word, w)}
    stems = {re.sub(r"s$", "", w) for w in near}
    return min(near, key=lambda w: (len(w), w)) if len(stems) == 1 else None


def swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places."""
    if len(one) != len(other):
        return False
    differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    pair = len(differ) == 2 and differ[1] == differ[0] + 1  # noqa: PLR2004  # two letters change places
    return pair and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]


def is_near(one: str, other: str) -> bool:
    """Whether one letter more, less or another one makes a word the other, or two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    return swapped(one, other) or any(other == made for made in edits(one, other))


def edits(one: str, other: str) -> Iterator[str]:
    """A word with the one letter of the other put in, taken out or exchanged where they first differ."""
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    yield one[:place] + one[place + 1 :]
    yield one[:place] + other[place : place + 1] + one[place:]
    yield one[:place] + other[place : place + 1] + one[place + 1 :]


def is_printed(word: str, owners: frozenset[str], home: Snapshot) -> bool:
    """Whether a document of some companies has a word."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    return any(pattern.search(home.text(d.id)) for d in home.documents() if d.entity.key in owners)
