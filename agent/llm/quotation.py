"""Whether quoted words stand in a passage, and exactly where."""

import hashlib
import re
from typing import NamedTuple

from tieout.document import Passage
from tieout.locator import Locator

QUOTED = re.compile(r"“([^“”]*)”")
_FOLDS = str.maketrans("‘’“”–—−‑\u00a0\n\t\f", "''\"\"----    ")


class Place(NamedTuple):
    """The source's own words and their locator."""

    words: str
    locator: Locator


def place(quote: str, passage: Passage) -> Place | None:
    """Where a quotation stands in a passage; None when it does not.

    Dashes, apostrophes and kinds of space are taken for each other; the words given back are the source's.
    """
    wanted = quote.translate(_FOLDS)
    at = passage.text.translate(_FOLDS).find(wanted)
    if at < 0 or not quote.strip():
        return None
    words = passage.text[at : at + len(quote)]
    return Place(words=words, locator=_narrowed(passage, at, words))


def _narrowed(passage: Passage, at: int, words: str) -> Locator:
    """The passage's locator, narrowed to the words where its range is its text, letter by letter."""
    locator = passage.locator
    if locator.start is None or locator.end is None or locator.end - locator.start != len(passage.text):
        return locator
    start = locator.start + at
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    return locator.model_copy(update={"start": start, "end": start + len(words), "quote_hash": digest})
