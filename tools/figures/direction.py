"""Do the words say rightly how a level moved, and which way cash went?"""

import re

from tieout.fact import Fact
from tieout.tools.figures.attribution import Placed
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.moved import may_move, moves, moves_behind, moves_between
from tieout.tools.figures.said import Said

_SIGNED = re.compile(r"\bcash\b.*\b(?:provided|used|from)\b|ProvidedByUsedIn", re.IGNORECASE)
"""What is cash that came in or went out, by its sign."""
_OUT = re.compile(r"\b(?:used|outflows?|spent)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:provided|generated|inflows?|received)\b", re.IGNORECASE)


def told(said: Said, at: Reading) -> frozenset[bool]:
    """What words say of how a level moved: up (True), down; both where they are at odds, nothing where none says it."""
    compared = said.placed.get(at.start, Placed()).compared
    found = {moves_between(said, at)} if compared else {moves(said, at), may_move(said, at), moves_behind(said, at)}
    return frozenset(one for one in found if one is not None)


def moved_so(way: frozenset[bool], first: Fact | None, last: Fact | None) -> bool:
    """Whether a figure went that way from its first statement to its last, on one side of zero."""
    if first is None or last is None or first.value is None or last.value is None or first.value == last.value:
        return False
    return way == {abs(last.value) > abs(first.value)} and first.value * last.value > 0


def flows_so(said: Said, at: Reading, fact: Fact) -> bool:
    """Whether cash that came in is not said to be used, and cash that went out is."""
    if fact.value is None or not _SIGNED.search(f"{fact.label} {fact.concept}"):
        return True
    words = said.text[slice(*said.clause(at))]
    out, into = _OUT.search(words) is not None, _IN.search(words) is not None
    return out and not into if fact.value < 0 else not out
