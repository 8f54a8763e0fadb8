"""Do the words before a figure say that its metric went up or down, and is the figure the change itself?"""

import re
from dataclasses import replace

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.qualified import ENDS
from tieout.tools.figures.said import Said

UP = re.compile(
    r"\b(?:rose|rise[sn]?|rising|grew|grow(?:n|s|ing)?|increas\w+|up|climb\w+|jump\w+|surg\w+|soar\w+|gain\w+|advanc\w+|improv\w+|expand\w+|higher|widen\w+)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(?:fell|fall(?:en|s|ing)?|decreas\w+|declin\w+|down|drop\w*|shr[aiu]nk\w*|sank|slid|slipp\w+|plung\w+|lower|contract(?:ed|ing)|narrow\w+|reduc\w+)\b",
    re.IGNORECASE,
)
_UPWARD = re.compile(
    r"\b(?:strengthen\w*|swell\w*|swollen|balloon\w*|bounc\w+|recover(?:ed|s|ing)|rebound\w*|lift(?:ed|s|ing)|boost\w*|rais(?:ed|es|ing)|"
    r"push(?:ed|es|ing)|mount(?:ed|s|ing)|leap\w*|leapt|accelerat\w+|firm(?:ed|s|ing)|add(?:ed|s|ing)|doubl\w+|tripl\w+|ahead|above|"
    r"better|greater|edg(?:ed|es|ing)|inch(?:ed|es|ing)|tick(?:ed|s|ing)|crept|creep\w*|outpac\w+|snapp\w+|sharply|momentum)\b",
    re.IGNORECASE,
)
_DOWNWARD = re.compile(
    r"\b(?:eas(?:ed|es|ing)|soften\w*|retreat\w*|tumbl\w+|slump\w*|weaken\w*|shed(?:s|ding)?|dip(?:s|ped|ping)?|cut(?:s|ting)?|trimm\w*|"
    r"sagg\w*|reced\w+|dwindl\w+|halv\w+|behind|below|worse|smaller|deteriorat\w+|moderat(?:ed|es|ing)|crash\w*|collaps\w+|"
    r"los(?:t|es|ing)|negative|swung|swing\w*|pull\w*\s+back|erod\w+|slow(?:ed|s|ing)|cool(?:ed|s|ing))\b",
    re.IGNORECASE,
)
"""Words that may say so and may say something else: proceeds are raised, costs are cut."""
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
    return _last(said, at, UP, DOWN)


def may_move(said: Said, at: Reading) -> bool | None:
    """As `moves`, for words that only may say so."""
    return _last(said, at, _UPWARD, _DOWNWARD)


def moves_behind(said: Said, at: Reading) -> bool | None:
    """Whether words behind a figure say how its metric moved: "was $5 in 2024, lower than in 2023"."""
    low, high = at.end, said.clause(at)[1]
    high = min(
        [high, *(r.start for r in said.amounts() if r.start >= low), *(t.start for t in said.terms if t.start >= low)]
    )
    cut = ENDS.search(said.text, low, high)
    words = said.without_names()[low : cut.start() if cut else high]
    up, down = UP.search(words) or _UPWARD.search(words), DOWN.search(words) or _DOWNWARD.search(words)
    return None if (up is None) == (down is None) else up is not None


def moves_between(said: Said, at: Reading) -> bool | None:
    """Whether the words before a compared figure say that the one before it is higher (True): "up from $5"."""
    low = max((r.end for r in said.amounts() if r.end <= at.start), default=0)
    words = said.without_names()[low : at.start]
    up, down = UP.search(words) or _UPWARD.search(words), DOWN.search(words) or _DOWNWARD.search(words)
    return None if (up is None) == (down is None) else up is not None


def _last(said: Said, at: Reading, upward: re.Pattern[str], downward: re.Pattern[str]) -> bool | None:
    low, _ = said.clause(at)
    term = said.term(at)
    if term is not None and term.end <= at.start:
        if term.start < low:
            return None
        low = max(low, term.start - _BEFORE)
    words = said.without_names()[low : at.start]
    up = max((m.start() for m in upward.finditer(words)), default=-1)
    down = max((m.start() for m in downward.finditer(words)), default=-1)
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
