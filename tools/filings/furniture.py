"""Which lines of a document are running heads, feet and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_ALWAYS = re.compile(r"table of contents|\d{1,3}|[A-Z]-\d{1,3}|page \d+(?: of \d+)?|.{0,60}\|\s*\d{1,3}", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<head>\d{1,3}\b)?(?P<words>\D.*?)(?P<foot>\b\d{1,3})?")
_LONGEST = 120
_LEAST_FEET = 5
_LEAST_HEADS = 3


@dataclass(frozen=True, slots=True)
class Furniture:
    """Knows the lines that a document repeats on its pages."""

    feet: frozenset[str] = frozenset()
    """Lines that differ only in a page number."""
    heads: frozenset[str] = frozenset()
    """Lines that stand beside those."""

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Furniture":
        """Find what repeats: lines whose number grows from page to page, and what follows them."""
        short = [line.strip() for line in lines if line.strip()]
        numbers: dict[str, list[int]] = defaultdict(list)
        for line in short:
            if (mask := _mask(line)) is not None:
                numbers[mask[0]].append(mask[1])
        feet = frozenset(words for words, found in numbers.items() if _grows(found))
        found = cls(feet)
        after = Counter(later for line, later in pairwise(short) if found.has(line) and not found.has(later))
        heads = frozenset(line for line, n in after.items() if n >= _LEAST_HEADS and len(line) <= _LONGEST)
        return cls(feet, heads)

    def has(self, line: str) -> bool:
        """Whether a line belongs to the page and not to its text."""
        line = line.strip()
        if _ALWAYS.fullmatch(line) or line in self.heads:
            return True
        mask = _mask(line)
        return mask is not None and mask[0] in self.feet


def _mask(line: str) -> tuple[str, int] | None:
    """A short line without the number at its end or beginning, and that number."""
    if len(line) > _LONGEST or "\t" in line or not (line[-1:].isdigit() or line[:1].isdigit()):
        return None
    match = _NUMBERED.fullmatch(line)
    number = (match["foot"] or match["head"]) if match else None
    return (match["words"].strip(), int(number)) if match and number else None


def _grows(numbers: list[int]) -> bool:
    return len(numbers) >= _LEAST_FEET and all(a < b for a, b in pairwise(numbers))
