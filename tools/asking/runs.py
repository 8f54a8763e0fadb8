"""Where do runs of capitalised words stand in a question: what may be a name, with the legal form behind it?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.tools.figures.legalforms import LEGAL_FORMS

Place = tuple[int, int]
_NUMERAL = r"(?:I{1,3}|IV|V|VI{0,3}|IX|X)"
FORMED = re.compile(rf"(?<!\w){LEGAL_FORMS}\.?(?:\s+(?:{_NUMERAL}|\d{{1,2}}))?(?:\s*/\s*\w+/?)?$", re.IGNORECASE)
"""The end of a name that says its legal form, or which of several of a name it is."""
TAIL = re.compile(rf"(?:,?\s+{LEGAL_FORMS}\b\.?(?:,?\s+{LEGAL_FORMS}\b\.?)*(?:\s+{_NUMERAL}\b)?)", re.IGNORECASE)
_WORD = r"(?:(?:[a-z]{1,4}(?=[A-Z]))?[A-ZÀ-ÞĀ-ŽŞİ0-9][\w.\-/&!+]*(?:[’'](?=[A-Za-z])(?!s\b)[\w.\-]+)*|&(?:\s+[a-z]\b)?)"
_JOIN = r"(?:\s+(?:of|de|du|des|da|do|dos|la|le|del|di|van|von|y|e|et|und)(?:\s+(?:the|la|los|las))?)"
_RUN = re.compile(rf"(?<![\w’'&]){_WORD}(?:{_JOIN}?\s+{_WORD}|,\s+(?i:{LEGAL_FORMS}\b\.?))*")
_BEHIND = re.compile(
    rf"(?:,\s+{LEGAL_FORMS}|\s+(?:plc|inc|ltd|corp|llc|ag|se|nv|sa|asa|ab|spa|oyj))\b\.?", re.IGNORECASE
)
_PERIOD = re.compile(r"(?:fy|q[1-4]|h[12])'?\d{0,4}", re.IGNORECASE)
_OPENING = frozenset(
    "what which who whose how when where why did does do is are was were has have had can could should would will "
    "in for of at on by from to the a an according and or as per please list name give tell show compute calculate "
    "describe explain compare find using if during between since after before with about regarding fy fiscal year "
    "annual report 10-k 10-q 20-f 8-k q1 q2 q3 q4 i we my our their its outline evaluate assess highlight detail "
    "elaborate break provide quantify estimate determine derive examine review consider contrast rank sort count "
    "sum add indicate specify mention quote cite extract locate search look see discuss summarize summarise analyze "
    "analyse identify state overall approximately roughly currently historically including excluding considering "
    "given assuming within under among across despite although while hello hi thanks based also then now same only "
    "both each all any some".split()
)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run of capitalised words, half-open; the words that open a question are left out."""

    start: int
    end: int
    text: str

    @property
    def is_formed(self) -> bool:
        """Whether it is more than one word and ends as names of companies do."""
        return len(self.text.split()) > 1 and FORMED.search(self.text) is not None


def runs(text: str) -> Iterator[Run]:
    """The runs of a text, in its order."""
    at = 0
    while match := _RUN.search(text, at):
        at = _with_forms(text, match.end())
        yield from _trimmed(text, match.start(), at)


def _with_forms(text: str, end: int) -> int:
    """A run's end with the legal form that a comma parts from it."""
    while match := _BEHIND.match(text, end):
        end = match.end()
    return end


def _trimmed(text: str, start: int, end: int) -> Iterator[Run]:
    """The run without opening words and numbers at its ends, and without a full stop that ends the sentence."""
    words = [(m.start() + start, m.end() + start, m[0]) for m in re.finditer(r"\S+", text[start:end])]
    while words and (_bare(words[0][2]) in _OPENING or _is_number(words[0][2]) or words[0][2] == "&"):
        words.pop(0)
    while words and (_bare(words[-1][2]) in _OPENING - {"a", "i"} or _is_number(words[-1][2]) or words[-1][2] == "&"):
        words.pop()
    if not words:
        return
    first, last = words[0][0], words[-1][1]
    shown = text[first:last]
    if shown.endswith(".") and not FORMED.search(shown) and not re.search(r"\b[A-Z]\.$", shown):
        last -= 1
    yield Run(start=first, end=last, text=text[first:last])


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:?!")


def _is_number(word: str) -> bool:
    return (
        not any(c.isalpha() for c in word)
        or re.fullmatch(r"(?i)(?:fy|q[1-4]|h[12])'?\d{0,4}", word.strip(".,;:?!")) is not None
    )


def cut(run: Run, places: Sequence[Place]) -> Iterator[Run]:
    """What is left of a run outside some places."""
    start = run.start
    for a, b in sorted((a, b) for a, b in places if a < run.end and run.start < b):
        yield from _piece(run, start, a)
        start = max(start, b)
    yield from _piece(run, start, run.end)


def _piece(run: Run, start: int, end: int) -> Iterator[Run]:
    shown = run.text[max(start - run.start, 0) : max(end - run.start, 0)]
    if bare := shown.strip(" ,;:&-"):
        at = run.start + max(start - run.start, 0) + shown.index(bare)
        yield from _trimmed_piece(bare, at)


def _trimmed_piece(bare: str, at: int) -> Iterator[Run]:
    for piece in _trimmed(bare, 0, len(bare)):
        yield Run(start=at + piece.start, end=at + piece.end, text=piece.text)
