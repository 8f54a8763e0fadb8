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
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.terms import Level

_SIGNED = re.compile(r"\bcash\b.*\b(?:provided|used|from)\b|ProvidedByUsedIn", re.IGNORECASE)
"""What is cash that came in or went out, by its sign."""
_OUT = re.compile(r"\b(?:used|outflows?|spent)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:provided|generated|inflows?|received)\b", re.IGNORECASE)


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


def flows_so(said: Said, at: Reading, fact: Fact) -> bool:
    """Whether cash that came in is not said to be used, and cash that went out is."""
    if fact.value is None or not _SIGNED.search(f"{fact.label} {fact.concept}"):
        return True
    words = said.text[slice(*said.clause(at))]
    out, into = _OUT.search(words) is not None, _IN.search(words) is not None
    return out and not into if fact.value < 0 else not out
