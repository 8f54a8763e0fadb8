"""Do the words before a figure say that its metric went up or down, and is the figure the change itself?"""

import re
from dataclasses import replace

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.said import Said

UP = re.compile(
    r"\b(?:rose|rise[sn]?|rising|grew|grow(?:n|s|ing)?|increas\w+|up|climb\w+|jump\w+|surg\w+|soar\w+|gain\w+|advanc\w+|improv\w+|expand\w+|higher|widen\w+)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(?:fell|fall(?:en|s|ing)?|decreas\w+|declin\w+|down|drop\w*|shr[aiu]nk\w*|sank|slid|slipp\w+|plung\w+|lower|contract(?:ed|ing)|narrow\w+|reduc\w+)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:approximately|about|roughly|nearly|an?|some)?\s*\(?$", re.IGNORECASE)
_ADDED = re.compile(r"\b(added|gained|lost|shed)\s+(?:approximately|about|roughly|nearly|some)?\s*$", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(increase|rise|growth|gain|improvement|decrease|decline|drop|fall|reduction)\s+(?:in|of)\s+(?:(?:the|its|our|total|net)\s+)*$",
    re.IGNORECASE,
)
_GAIN = re.compile(r"\b(?:gains?|loss(?:es)?)\s+of\s+(?:approximately|about|roughly|nearly)?\s*\(?$", re.IGNORECASE)
"""A gain of so much is an amount of its own, and no change of anything."""
_RISES = frozenset({"increase", "rise", "growth", "gain", "improvement"})
_TO = re.compile(r"\bto\s+(?:approximately|about|roughly|nearly)?\s*\(?$", re.IGNORECASE)
_BEFORE = 24
"""How far before its metric a word such as "higher" may stand."""


def moves(said: Said, at: Reading) -> bool | None:
    """Whether the last such word before a figure says that its metric went up (True) or down; None where none does."""
    low, _ = said.clause(at)
    term = said.term(at)
    if term is not None and term.end <= at.start:
        if term.start < low:
            return None
        low = max(low, term.start - _BEFORE)
    words = said.without_names()[low : at.start]
    up = max((m.start() for m in UP.finditer(words)), default=-1)
    down = max((m.start() for m in DOWN.finditer(words)), default=-1)
    return None if up == down else up > down


def as_change(said: Said, at: Reading) -> Reading:
    """A figure behind "grew its sales by", "added …" or "the decrease in sales was" as the change that it is."""
    if at.value is None:
        return at
    if at.kind == "change":
        return replace(at, kind="level", direction=None) if _GAIN.search(said.text[: at.start]) and at.unit else at
    if at.kind != "level":
        return at
    up = _changed(said, at)
    return at if up is None else replace(at, kind="change", direction="up" if up else "down")


def _changed(said: Said, at: Reading) -> bool | None:
    """Whether a figure is a rise (True) or a fall; None where it is no change."""
    before = said.text[: at.start]
    added = _ADDED.search(before)
    compared = (placed := said.placed.get(at.start)) is not None and placed.base is not None
    if added is not None and compared:
        return added[1].lower() in {"added", "gained"}
    if _BY.search(before):
        return moves(said, at)
    term = said.term(at)
    noun = _NOUN.search(before, 0, term.start) if term is not None and term.end <= at.start else None
    if noun is None or _TO.search(before):
        return None
    return noun[1].lower() in _RISES
