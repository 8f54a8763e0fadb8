"""Where do words stand in a document that is read from its beginning to its end, and do they stand there at all?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tieout.document import CARE, Document
from tieout.ports import Snapshot
from tieout.tools.textual import sentence_around

READ = frozenset({"filing", "exhibit", "other"})
"""Kinds of documents that are read through."""
_PLURAL = 3
_JOINT = r"[\s‐-―-]+"
_QUOTED = re.compile(r"“([^“”]{3,80})” ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A sentence of a document: half-open range of the canonical text, and its words."""

    document: str
    start: int
    end: int
    text: str


def pattern_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of several phrases, however their words are joined; a plural or a possessive is the same word.

    Phrases that begin alike are tried together, and only where one of their first letters stands: a filing is long.
    """
    opening: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        first, *rest = re.findall(r"[\w&%]+", phrase.casefold()) or [""]
        if first:
            opening[first].add("".join(_JOINT + _inflected(word) for word in rest))
    letters = re.escape("".join(sorted({c for first in opening for c in (first[0], first[0].upper())})))
    groups = (
        f"{_inflected(first)}(?:{'|'.join(sorted(rests, key=lambda r: (-len(r), r)))})"
        for first, rests in sorted(opening.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    )
    return re.compile(rf"(?<!\w)(?=[{letters or 'x'}])(?:{'|'.join(groups) or '(?!)'})(?!\w)", re.IGNORECASE)


def _inflected(word: str) -> str:
    return f"{re.escape(word)}(?:[’']?s)?" if len(word) > _PLURAL else re.escape(word)


def sentences_with(snapshot: Snapshot, document: str, pattern: re.Pattern[str]) -> Iterator[Said]:
    """The sentences of a document's prose in which a pattern is found, in order, each once."""
    text = snapshot.text(document)
    end = -1
    for match in pattern.finditer(text):
        if match.start() < end:
            continue
        start, end = sentence_around(text, match.start(), match.end())
        if "\t" not in text[start:end]:  # a tab stands between the cells of a table's row
            yield Said(document=document, start=start, end=end, text=text[start:end])


def is_whole(document: Document) -> bool:
    """Whether a document was read without doubts: none of it is said to be missing or to be read with care."""
    lacking = r"\b(?:truncat|missing|not (?:here|read|indexed)|exhibit that|cut off|unreadable|could not|elsewhere)\w*"
    return not any(n.startswith(CARE) or re.search(lacking, n, re.IGNORECASE) for n in document.notes)


def stands_in(snapshot: Snapshot, document: str, words: str) -> bool:
    """Whether words stand anywhere in a document, tables included; a line break between them is a space."""
    return pattern_of((words,)).search(snapshot.text(document)) is not None


def absence(words: str, document: Document, company: str = "") -> str:
    """The sentence that says that words stand nowhere in a document; `company` is its issuer in small letters."""
    form = document.form or "document"
    quarter = f"{document.fiscal_period} of " if document.fiscal_period not in {None, "FY"} else ""
    period = f" for {quarter}fiscal {document.fiscal_year}" if document.fiscal_year else ""
    where = f"the {form} of {company or document.entity.name}{period}"
    return f"“{words}” does not stand in {where}, which was read from beginning to end."


def contradiction(sentence: str, snapshot: Snapshot, document: str) -> str | None:
    """Why a sentence about an absence does not hold: the document is read through again; None where it holds."""
    quoted = _QUOTED.match(sentence)
    source = snapshot.document(document)
    if quoted is None or sentence.casefold() != absence(quoted[1], source).casefold():
        return "the sentence does not say what was sought where"
    if not is_whole(source):
        return "the document was not read completely"
    return "the words do stand in the document" if stands_in(snapshot, document, quoted[1]) else None
