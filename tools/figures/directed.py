"""Did a level or a share move, and did cash go, as the words around it say?"""

import re
from dataclasses import replace

from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.attribution import Placed
from tieout.tools.figures.comparing import Differs
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.expecting import Expecting, own_period
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.moments import Moments
from tieout.tools.figures.moved import may_move, moves, moves_behind, moves_between
from tieout.tools.figures.printed import shown
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.said import Said, Setting, Term
from tieout.tools.figures.terms import Level

_SIGNED = re.compile(
    r"\bcash\b.*\b(?:provided|used|from)\b|ProvidedByUsedIn|\b(?:operating|investing|financing)\s+activities\b",
    re.IGNORECASE,
)
"""What is cash that came in or went out, by its sign."""
_OUT = re.compile(r"\b(?:used|outflows?|spent)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:provided|generated|inflows?|received)\b", re.IGNORECASE)


_LOSS, _GAIN = (
    re.compile(r"\bloss(?:es)?\b", re.IGNORECASE),
    re.compile(r"\b(?:income|gains?|profits?|earnings)\b", re.IGNORECASE),
)
_EITHER = re.compile(r"(?:Income|Gain|Profit|Earnings)(?:Or)?Loss(?:es)?")
"""What is a profit above zero, and a loss below."""


class Directions:
    """Compares words of direction with what the sources say."""

    def __init__(self, ledger: Ledger, expecting: Expecting, moments: Moments) -> None:
        self._ledger = ledger
        self._expecting = expecting
        self._moments = moments

    def check(self, said: Said, at: Reading, wanted: Wanted, setting: Setting) -> None:
        """Raise where the words say that a level rose and it fell."""
        own = own_period(wanted)
        if at.kind not in {"level", "share"} or own is None:
            return
        if said.placed.get(at.start, Placed()).compared:
            self._from(said, at, wanted, own, setting)
            return
        up, may = moves(said, at), may_move(said, at)
        behind = moves_behind(said, at)
        if up is None and may is None and behind is None:
            return
        whole = self._expecting.whole(said, at, wanted)
        if whole is not None:
            moved = self._expecting.share_change(said, at, wanted, whole)
        else:
            moved = self._expecting.change(said, replace(at, unit=""), wanted)
        rose = None if not moved.value else moved.value > 0
        told = (may, behind) if whole is None else (may, behind, up)
        if any(one is not None and rose is not one for one in told):
            raise NotDerivable("contradicted", f"the words may say how it moved, and {shown(moved)}")
        if up is not None and rose is not up:
            raise Differs(
                moved, "wrong_sign", f"the words say that it went {'up' if up else 'down'}, and {shown(moved)}"
            )

    def check_flow(self, said: Said, at: Reading, term: Term | None, wanted: Wanted) -> None:
        """Raise where cash that came in is said to be used, or a profit a loss, or the other way round."""
        way = outward(said, at, term)
        if way is None or at.kind not in {"level", "change"}:
            return
        level = self._ledger.level(wanted)
        if not isinstance(level, Fact) or not level.value or (level.value < 0) is way:
            return
        if _SIGNED.search(f"{level.label} {level.concept}") or is_either(level, at, term):
            raise NotDerivable(
                "contradicted", f"the words may say that it {'went out' if way else 'came in'}: {shown(level)}"
            )

    def _from(self, said: Said, at: Reading, wanted: Wanted, own: FiscalPeriod, setting: Setting) -> None:
        """Raise where the words say that the figure before a compared one is higher, and it is lower."""
        up, main = moves_between(said, at), self._moments.main(said, at, wanted.entity, setting)
        if up is None or main is None:
            return
        moved = self._ledger.change(wanted.at(main), own, percent=False)
        if moved.value == 0 or (moved.value > 0) is not up:
            raise Differs(moved, "wrong_sign", f"the words say that it is {'up' if up else 'down'}, and {shown(moved)}")


def check_day(said: Said, at: Reading, level: Level) -> None:
    """Raise where the day that the sentence gives for a figure's period is not its last one."""
    own = said.placed.get(at.start, Placed()).own
    day = said.glosses.get(own.start) if own is not None else None
    if day is not None and day != level.period.end:
        raise Differs(level, "wrong_period", f"{at.text} is of the period ended {level.period.end}, not {day}")


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


def outward(said: Said, at: Reading, term: Term | None) -> bool | None:
    """Whether words call a figure cash that went out or a loss (True), or the opposite; None where they do neither."""
    low, high = said.clause(at)
    low = max([low, *(r.end for r in said.amounts() if r.end <= at.start)])
    low, high = (min(low, term.start), max(at.end, term.end)) if term is not None else (low, min(high, at.end))
    words = said.text[low:high]
    own = said.text[slice(*term.place)] if term is not None and not term.negated else ""
    out = _OUT.search(words) is not None or _LOSS.search(own) is not None
    into = _IN.search(words) is not None or _GAIN.search(own) is not None
    return out if out is not into else None


def is_either(fact: Fact, at: Reading, term: Term | None) -> bool:
    """Whether a figure is printed without a sign, of a row that is a profit above zero and a loss below."""
    unsigned = at.kind == "level" and not at.sign and term is not None and not term.negated
    return unsigned and _EITHER.search(fact.concept) is not None


def flows_so(said: Said, at: Reading, fact: Fact) -> bool:
    """Whether cash that came in is not said to be used, and cash that went out is."""
    if fact.value is None or not _SIGNED.search(f"{fact.label} {fact.concept}"):
        return True
    words = said.text[slice(*said.clause(at))]
    out, into = _OUT.search(words) is not None, _IN.search(words) is not None
    return out and not into if fact.value < 0 else not out
