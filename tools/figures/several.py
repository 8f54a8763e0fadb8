"""Is a figure said to be of several periods together: a sum, an average, a yearly growth rate, a change across them?"""

import re
from dataclasses import dataclass
from typing import Literal

from tieout.period import FiscalPeriod
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place
from tieout.tools.figures.said import Said

Together = Literal["growth", "average", "sum", "span"]
_WORDS: tuple[tuple[Together, re.Pattern[str]], ...] = (
    (
        "growth",
        re.compile(
            r"\bcompound(?:ed)?\s+annual(?:i[sz]ed)?\s+(?:growth\s+rate|rate(?:\s+of\s+growth)?|growth)\b|\bCAGR\b",
            re.IGNORECASE,
        ),
    ),
    ("average", re.compile(r"\b(?:average|averaged|mean)\b", re.IGNORECASE)),
    ("sum", re.compile(r"\b(?:cumulative(?:ly)?|combined|in\s+total|together|aggregate|sum)\b", re.IGNORECASE)),
)
_ACROSS = re.compile(r"\b(?:over|across)\s+(?:the\s+)?(?:years?\s+)?$", re.IGNORECASE)
_RANGE = re.compile(r"[-–—]|\b(?:to|through|thru|and)\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(?:from|between|over|across)\s+(?:the\s+)?(?:years?\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How a figure comes from several periods."""

    kind: Together
    periods: tuple[FiscalPeriod, ...]
    """In the order of the text, a range filled in."""
    words: tuple[Place, ...] = ()
    """Where the sentence says so."""


def manner_of(said: Said, at: Reading) -> Manner | None:
    """The manner in which a figure is of several periods; None where it is of one, or where nothing says how."""
    wording = _wording(said, at)
    if wording is None:
        return None
    low, high = _window(said, at)
    text = said.without_names()
    for kind, pattern in _WORDS:
        match = pattern.search(text, low, high)
        if match is not None:
            fits = at.unit == "percent" if kind == "growth" else at.kind != "change"
            return Manner(kind=kind, periods=wording.periods, words=(match.span(),)) if fits else None
    before = said.text[low : wording.start]
    if at.kind == "change":
        spans = _OUT_OF.search(before) is not None and _RANGE.search(wording.text) is not None
        return Manner(kind="span", periods=wording.periods) if spans else None
    return Manner(kind="sum", periods=wording.periods) if _ACROSS.search(before) else None


def _wording(said: Said, at: Reading) -> PeriodMention | None:
    """The wording of several periods that belongs to a figure, unless one period stands nearer to it."""
    low, high = _window(said, at)
    several = [w for w in said.wordings if len(w.periods) > 1 and low <= w.start and w.end <= high]
    placed = said.placed.get(at.start)
    own = placed.own if placed is not None else None
    behind = next((w for w in several if w.start >= at.end), None)
    if behind is not None:
        between = own is not None and at.end <= own.start <= behind.start
        return None if between else behind
    before = several[-1] if several else None
    return None if before is None or (own is not None and own.start >= before.start) else before


def _window(said: Said, at: Reading) -> Place:
    """The part of a figure's clause between the figures around it."""
    low, high = said.clause(at)
    others = [r for r in said.readings if r.is_figure and not (r.words and not r.unit)]
    low = max([low, *(r.end for r in others if r.end <= at.start)])
    return low, min([high, *(r.start for r in others if r.start >= at.end)])
