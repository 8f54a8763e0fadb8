"""What was added, removed or reworded between two texts? Paragraphs, aligned by what they say."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SHORTEST = 60
"""Characters of a paragraph that is compared; shorter lines are headings and page furniture."""
ALIKE = 0.5
"""Share of common words from which a paragraph is another wording of one, and not another one."""
SAME = 0.97
"""Likeness from which a rewording is none: punctuation, a date, a page number."""
_WRAPPED = re.compile(r"(?m)^([^\n]{40,}[^\n.!?:])\n(?=\S)")
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d,.]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph of a document: its half-open range in the canonical text, and its words."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]

    @property
    def range(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What one text has that the other has not, in document order."""

    added: tuple[Paragraph, ...]
    removed: tuple[Paragraph, ...]
    reworded: tuple[tuple[Paragraph, Paragraph], ...]
    """Before and after, those that changed most first."""


def unwrapped(text: str) -> str:
    """A text of pages with its long lines joined where a sentence goes on; every character keeps its place."""
    return _WRAPPED.sub(lambda m: f"{m[1]} ", text) if "\f" in text else text


def paragraphs(text: str, start: int, end: int) -> list[Paragraph]:
    """The paragraphs of a stretch of text that are long enough to say something."""
    found: list[Paragraph] = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        line = match[0].strip(" •●▪\xa0")
        if len(line) >= SHORTEST:
            first = start + match.start() + match[0].index(line)
            found.append(Paragraph(start=first, end=first + len(line), text=line, words=words_of(line)))
    return found


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; figures and years count as one and the same."""
    return tuple("#" if m[0][0].isdigit() else m[0].casefold().replace("'", "’") for m in _TOKEN.finditer(text))


def compared(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Changed:
    """How the later text differs; a paragraph that only moved, or only has other figures, is unchanged."""
    old, new = _unmatched(before, after), _unmatched(after, before)
    pairs = _paired(old, new)
    left = {id(one) for one, _ in pairs}
    right = {id(other) for _, other in pairs}
    reworded = [(one, other) for one, other in pairs if likeness(one.words, other.words) < SAME]
    reworded.sort(key=lambda pair: (-_moved(*pair), pair[1].start))
    return Changed(
        added=tuple(p for p in new if id(p) not in right and not _within(p, before)),
        removed=tuple(p for p in old if id(p) not in left and not _within(p, after)),
        reworded=tuple(reworded),
    )


def _unmatched(ones: Sequence[Paragraph], others: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs whose words stand in no paragraph of the other text as they are."""
    known = Counter(p.words for p in others)
    return [p for p in ones if not known[p.words]]


def _paired(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[tuple[Paragraph, Paragraph]]:
    """Each with its other wording, the most alike first, none twice."""
    bags = [Counter(p.words) for p in new]
    scored: list[tuple[float, int, int]] = []
    for i, one in enumerate(old):
        bag = Counter(one.words)
        for j, other in enumerate(new):
            share = _common(bag, bags[j], len(one.words), len(other.words))
            if share >= ALIKE:
                scored.append((share, i, j))
    scored.sort(key=lambda s: (-s[0], s[1], s[2]))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs: list[tuple[Paragraph, Paragraph]] = []
    for _, i, j in scored:
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((old[i], new[j]))
    return pairs


def _common(one: "Counter[str]", other: "Counter[str]", first: int, second: int) -> float:
    """Words that two bags share, as a share of both."""
    if 2 * min(first, second) < ALIKE * (first + second):
        return 0.0
    shared = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return 2 * shared / max(first + second, 1)


def _within(paragraph: Paragraph, others: Sequence[Paragraph]) -> bool:
    """Whether a paragraph is part of one of the other text: a page broke it, or it was joined with the next."""
    words = " ".join(paragraph.words)
    return any(words in " ".join(other.words) for other in others if len(other.words) > len(paragraph.words))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two sequences of words are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _moved(one: Paragraph, other: Paragraph) -> float:
    """How many words a rewording changed."""
    return (1 - likeness(one.words, other.words)) * (len(one.words) + len(other.words))


def differing(
    one: Paragraph, other: Paragraph, split: Callable[[str], Sequence[tuple[int, int]]]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The sentences before and after that differ most: ranges in the two documents; None where there is none.

    `split` gives the half-open ranges of a text's sentences.
    """
    old, new = list(sentences_in(one, split)), list(sentences_in(other, split))
    kept_old, kept_new = {s.words for s in old}, {s.words for s in new}
    gone = [s for s in old if s.words not in kept_new]
    come = [s for s in new if s.words not in kept_old]
    after = max(come, key=lambda s: len(s.words) * (1 - _nearest(s, gone)), default=None)
    if after is None:
        before = max(gone, key=lambda s: len(s.words), default=None)
    else:
        before = max(gone, key=lambda s: likeness(s.words, after.words), default=None)
        before = before if before is not None and likeness(before.words, after.words) >= ALIKE else None
    return (before.range if before else None), (after.range if after else None)


def sentences_in(paragraph: Paragraph, split: Callable[[str], Sequence[tuple[int, int]]]) -> Iterator[Paragraph]:
    """The sentences of a paragraph, each as one of its own."""
    for start, end in split(paragraph.text):
        text = paragraph.text[start:end]
        first = paragraph.start + start + len(text) - len(text.lstrip())
        bare = text.strip()
        yield Paragraph(start=first, end=first + len(bare), text=bare, words=words_of(bare))


def _nearest(sentence: Paragraph, others: Sequence[Paragraph]) -> float:
    """How alike the nearest of some sentences is."""
    return max((likeness(sentence.words, other.words) for other in others), default=0.0)
