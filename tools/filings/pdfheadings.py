"""Under which headings does a line of a PDF stand? Told by its words: few, capitalised or numbered, no sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_NUMBERED = re.compile(
    r"(?:(?P<kind>note|section|article|chapter|schedule|appendix|annex|item|part)\s+(?:\d{1,3}[a-z]?|[ivx]{1,4})\b"
    rf"|(?P<number>\d{{1,2}})(?P<dot>(?:\.\d{{1,2}}){{0,2}}\.?)\s+(?!(?:{_MONTH})\b)(?=[^\W\d_]))"
    r"[\s.:()–—-]*(?P<words>[^\W\d_].*)?",
    re.IGNORECASE,
)
_OF_FORMS = frozenset({"item", "part"})
"""Headings that sections are made of where a report is a form."""
_CONTINUED = re.compile(r"\s*[(\[]?\bcont(?:inued|['’]?d)\b\.?[)\]]?\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.;]\s")
_DATE = re.compile(rf"\b(?:{_MONTH})\.?\s+(?:\d{{1,2}},?\s+)?(?:19|20)\d\d$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_LOOSE_ENDS = frozenset("a an and as at by for from in of on or the to with".split())
_SHORTEST, _LONGEST = 3, 90
_MOST_WORDS = 12
_SHORT = 4
"""Words of fewer letters may be small in a title."""
_MOSTLY = 0.6
_LETTERS = 0.55
_NEXT = 3
"""How far a number may lead on from the one before: note 4, note 5; 89.1 is no heading after them."""
_LASTS = 12
"""Pages for which a heading with a number holds at the most."""
_EDGE = 5
"""Lines at the top of a page, and at its foot, among which running heads stand."""
_OFTEN = 4
_HALF = 0.5


class Headings:
    """The headings that are open: a numbered one, which lasts over pages, and the last one beneath it."""

    def __init__(self, pages: Sequence[str], *, has_sections: bool) -> None:
        """Learn the running heads of a document; `has_sections` where its parts are told by the items of a form."""
        self._heads = running_heads(pages)
        self._everywhere = _HALF * len(pages)
        self._has_sections = has_sections
        self._part = self._numbered = self._last = ""
        self._number = self._pages = self._age = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Outermost first; a running head only where no number is open."""
        return tuple(name for name in (self._numbered or self._part, self._last) if name)

    def page(self) -> None:
        """A new page begins; a heading without a number holds on the next page at the most."""
        self._part = ""
        self._pages += 1
        self._age += 1
        if self._pages > 1:
            self._last = ""
        if self._age > _LASTS:
            self._numbered = ""

    def section(self) -> None:
        """Another section of the form begins; what was open in the one before is not."""
        self._numbered = self._last = ""

    def line(self, line: str) -> bool:
        """Read a line; whether it is a heading."""
        words = " ".join(line.split())
        if not is_heading(words):
            return False
        name = _CONTINUED.sub("", words)
        if (times := self._heads.get(_mask(words), 0)) >= _OFTEN:
            self._part = name if times < self._everywhere else self._part
            return False
        found = _NUMBERED.fullmatch(name)
        if found is not None and not self._opens(found):
            return found["kind"] is not None
        self._last = "" if found else name
        self._numbered = name if found else self._numbered
        self._age = 0 if found else self._age
        self._pages = 0
        return True

    def _opens(self, found: re.Match[str]) -> bool:
        """Whether a heading with a number is one of the document's own row of numbers."""
        if found["kind"] is not None:
            return not (self._has_sections and found["kind"].lower() in _OF_FORMS)
        number = int(found["number"])
        if number > self._number + _NEXT or not (found["dot"] or found["words"].isupper()):
            return False
        self._number = number
        return True


def is_heading(words: str) -> bool:
    """Whether a line, its white space single, is a heading by its words."""
    if not _SHORTEST <= len(words) <= _LONGEST or words.endswith((".", ",", ";", ":", "-", "–")):
        return False
    numbered = _NUMBERED.fullmatch(words)
    bare = (numbered["words"] or "") if numbered else words
    parts = bare.split()
    if not parts:
        return numbered is not None
    if len(parts) > _MOST_WORDS or not parts[0][0].isupper() or parts[-1] in _LOOSE_ENDS:
        return False
    if sum(c.isalpha() for c in bare) < _LETTERS * len(bare) or _SENTENCE.search(bare) or _DATE.search(bare):
        return False
    long = [part for part in parts if len(part) >= _SHORT and part[0].isalpha()]
    capital = sum(part[0].isupper() for part in long)
    return bool(long or numbered) and (numbered is not None or capital >= _MOSTLY * len(long))


def running_heads(pages: Iterable[str]) -> Counter[str]:
    """On how many pages each line stands at the top or the foot, digits aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        counts.update({_mask(line) for line in (*lines[:_EDGE], *lines[-_EDGE:]) if len(line) <= _LONGEST})
    return counts


def _mask(line: str) -> str:
    return _DIGITS.sub("#", _CONTINUED.sub("", " ".join(line.split()))).strip(" #|").casefold()
