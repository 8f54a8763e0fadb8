"""Which fact or calculation do the words around a figure ask for? A level, change, share, sum, quote of a day."""

import re
from dataclasses import replace
from datetime import date

from tieout.period import FiscalPeriod
from tieout.tools.figures.days import Day
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.moments import Moments
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place
from tieout.tools.figures.printed import shown
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.said import Said, Term
from tieout.tools.figures.several import Manner
from tieout.tools.figures.terms import Level

_SUPERLATIVE = re.compile(r"\b(highest|lowest)\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:chang\w+|differen\w+|moved?|movement)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|through)\b", re.IGNORECASE)
_UP_TO = re.compile(r"\bto\s+(?:\w+ly\s+|about\s+)?\(?$", re.IGNORECASE)
_BOTH = 2
_BASIC = re.compile(r"\bbasic\s+and\s+diluted\b", re.IGNORECASE)


class Expecting:
    """Looks up, or computes, what a sentence says."""

    def __init__(self, ledger: Ledger, moments: Moments) -> None:
        self._ledger = ledger
        self._moments = moments

    def level(self, said: Said, at: Reading, wanted: Wanted, manner: Manner | None) -> Level:
        """What a figure must be; raises NotDerivable where the sources do not lead to it."""
        if isinstance(wanted.period, Day):
            return self._quote(said, at, wanted)
        if superlative(said) and ranges(said):
            raise NotDerivable("unsupported", "highest and lowest are proven for daily prices only")
        if manner is not None:
            return self._together(at, wanted, manner)
        whole = self.whole(said, at, wanted)
        if at.unit == "points" and at.direction is None and not _CHANGE.search(said.text):
            raise NotDerivable("ambiguous", f"the sentence does not say which way {at.text!r} went")
        if whole is not None and at.unit == "points" and _UP_TO.search(said.text, 0, at.start):
            raise NotDerivable("ambiguous", f"{at.text!r} may be where the share went to, printed as a change of it")
        if whole is not None and at.unit == "points":
            return self.share_change(said, at, wanted, whole)
        if whole is not None and at.kind == "change":
            raise NotDerivable("not_derivable", f"how far a share moved is said in points, not as {at.text!r}")
        if whole is not None:
            return (self._ledger.ratio if at.kind == "ratio" else self._ledger.share)(wanted, whole)
        if at.kind == "change":
            return self.change(said, at, wanted)
        return self._ledger.level(wanted)

    def change(self, said: Said, at: Reading, wanted: Wanted) -> Level:
        """The change since what the sentence compares with, in percent where the figure is printed so."""
        base = self._moments.base(said, at, wanted)
        return self._ledger.change(wanted, base, percent=at.unit == "percent")

    def _together(self, at: Reading, wanted: Wanted, manner: Manner) -> Level:
        first = manner.periods[0]
        if manner.kind == "growth":
            return self._ledger.growth(wanted, first)
        if manner.kind == "span":
            return self._ledger.change(wanted, first, percent=at.unit == "percent")
        return self._ledger.over(wanted, manner.periods, average=manner.kind == "average")

    def share_change(self, said: Said, at: Reading, wanted: Wanted, whole: Wanted) -> Level:
        """How far a share moved since what the sentence compares with."""
        base = self._moments.base(said, at, wanted)
        if isinstance(base, Day):
            raise NotDerivable("not_derivable", "shares are of fiscal periods")
        return self._ledger.share_change(wanted, whole, base)

    def whole(self, said: Said, at: Reading, wanted: Wanted) -> Wanted | None:
        """What a percentage is a share of, or what a multiple is of."""
        term = said.whole(at)
        if term is None:
            return None
        if term.qualifier is not None:
            raise NotDerivable("wrong_metric", f"{term.qualifier!r} names another measure than the reported one")
        whole = Wanted(entity=wanted.entity, metric=term.metric, words=term.words, period=wanted.period)
        if whole == wanted:
            raise NotDerivable("ambiguous", f"the sentence does not say what {at.text!r} is a part of")
        return whole

    def _quote(self, said: Said, at: Reading, wanted: Wanted) -> Level:
        """The quote of a day; the highest or lowest of a range of days; the change between two days."""
        if at.kind == "change":
            if ranges(said):
                raise NotDerivable("ambiguous", f"the sentence does not say between which two days {at.text!r} lies")
            return self.change(said, at, wanted)
        level, best = self._ledger.level(wanted), superlative(said)
        if best:
            several = ranges(said)
            if len(several) != 1:
                raise NotDerivable("ambiguous", "the sentence names no range of days")
            most = self._ledger.extreme(wanted, several[0], highest=best[0] == "highest")
            if most.value != level.value or level.period.end != most.period.end:
                raise NotDerivable("wrong_value", f"{at.text} is not the highest or lowest of these days")
        return level


def superlative(said: Said) -> tuple[str, Place] | None:
    """Whether the highest or the lowest of several figures is meant, and where the sentence says so."""
    match = _SUPERLATIVE.search(said.without_names())
    return None if match is None else (match[0].casefold(), match.span())


def best_of(said: Said) -> tuple[Place, ...]:
    """Where "highest" or "lowest" stands."""
    best = superlative(said)
    return () if best is None else (best[1],)


def ranges(said: Said) -> tuple[tuple[date, date], ...]:
    """First and last day of every range of days: "from January 3, 2023 to December 29, 2023"."""
    return tuple((w.ends[0], w.ends[1]) for w in said.wordings if is_range(w))


def is_range(worded: PeriodMention) -> bool:
    """Whether a wording names a first and a last day."""
    return worded.kind == "date" and len(worded.ends) == _BOTH and _TO.search(worded.text) is not None


def own_period(wanted: Wanted) -> FiscalPeriod | None:
    """The fiscal period that is meant; None for a day."""
    return wanted.period if isinstance(wanted.period, FiscalPeriod) else None


def check_both(ledger: Ledger, said: Said, term: Term | None, wanted: Wanted, expected: Level) -> None:
    """Raise where one figure is said to be basic and diluted earnings per share, and the two differ."""
    if term is None or wanted.metric != "eps_diluted" or not _BASIC.search(said.text[slice(*term.place)]):
        return
    basic = ledger.newest(replace(wanted, metric="eps_basic"))
    if basic is not None and basic.value != expected.value:
        raise NotDerivable("ambiguous", f"{shown(basic)} and {shown(expected)} are not one figure")
