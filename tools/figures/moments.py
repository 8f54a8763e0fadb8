"""Of which period or day is a figure of a sentence, and what is its change measured against?"""

import re
from datetime import date

from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.tools.figures.attribution import Placed
from tieout.tools.figures.calendars import Calendars
from tieout.tools.figures.days import Day, PeriodWanted
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.notwhen import NOT_BEHIND, NOT_WHEN
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.said import Said, Setting

_NEAR = 40
_OPENS = re.compile(r"\b(?:in|for|during|over|from|at|the)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:due\s+to|driven\s+by|thanks\s+to|because|as\s+a\s+result|attributable\s+to|reflect(?:s|ed|ing)|resulting\s+from|offset\s+by)\b",
    re.IGNORECASE,
)
_AT_END = re.compile(r",\s+(?:(?:in|for|during|over|as\s+of|at)\s+(?:the\s+)?)?$", re.IGNORECASE)
_YEARLIKE = re.compile(r"(?:19|20)\d\d(?:\s[a-z]+)?")


class Moments:
    """Periods by what a sentence and its surroundings say; strictly, by what the sentence alone says."""

    def __init__(self, calendars: Calendars, *, strict: bool) -> None:
        self._calendars = calendars
        self._strict = strict

    def anchor(self, entity: Entity, setting: Setting) -> FiscalPeriod | None:
        """The period that relative words start from where the sentence names none."""
        return self.latest(entity.key, setting)

    def latest(self, entity: str, setting: Setting) -> FiscalPeriod | None:
        """As `anchor`, by the company's key."""
        return setting.period or (None if self._strict else self._calendars.latest(entity))

    def own(self, said: Said, at: Reading, entity: Entity, setting: Setting) -> FiscalPeriod:
        """The period of a figure by its words, by what it is compared with, or by the surroundings."""
        placed = said.placed.get(at.start, Placed())
        if placed.own is not None and not self._strict and is_cause(said, at, placed.own):
            return self._beside_cause(at, placed.own, setting)
        if placed.unclear or bare_year(said, at):
            raise NotDerivable("ambiguous", f"nothing clearly says of which period {at.text!r} is")
        if placed.own is not None:
            period = self._worded(said, at, entity, setting, placed.own)
            return self._later(said, at, entity, period) if at.kind == "change" else period
        if placed.compared and (not same_metric(said, at) or len(said.amounts()) == 1):
            raise NotDerivable("ambiguous", f"nothing clearly says of which period {at.text!r} is")
        if placed.compared and not self._strict:
            main = self.main(said, at, entity.key, setting)
            if main is not None:
                return main.shifted(-1)
        others = [w for w in said.wordings if (w.periods or w.ends) and w.start not in said.compared()]
        if setting.period is None or others:
            raise NotDerivable("ambiguous", f"nothing says of which period {at.text!r} is")
        return setting.period

    @staticmethod
    def _beside_cause(at: Reading, worded: PeriodMention, setting: Setting) -> FiscalPeriod:
        """The period of the surroundings, where the only one that is worded is that of the year before, in a cause."""
        if setting.period is None or worded.relative not in {"earlier", "last"}:
            raise NotDerivable("ambiguous", f"{worded.text!r} may be the period of a cause, not that of {at.text!r}")
        return setting.period

    def base(self, said: Said, at: Reading, wanted: Wanted) -> PeriodWanted:
        """What a change is measured against: the period or day that the sentence names, else the year before."""
        worded, own = said.placed.get(at.start, Placed()).base, wanted.period
        if isinstance(own, Day):
            day = day_of(worded)
            if day is None or day == own.day:
                raise NotDerivable("ambiguous", f"the sentence does not say between which two days {at.text!r} lies")
            return Day(day=day)
        if worded is None:
            if (other := self._another(said, at, wanted.entity, own)) is not None:
                raise NotDerivable("ambiguous", f"{at.text!r} may be measured against {other.text!r}")
            return own.shifted(-1)
        meant = self._calendars.meant(wanted.entity, worded, own)
        if meant is None or meant == own:
            raise NotDerivable("ambiguous", f"{worded.text!r} names no earlier period")
        return meant

    def _another(self, said: Said, at: Reading, entity: str, own: FiscalPeriod) -> PeriodMention | None:
        """A period of the clause that is neither a change's own, nor another figure's, nor the year before."""
        low, high = said.clause(at)
        taken = {p.own.start for r, p in said.placed.items() if p.own is not None and r != at.start}
        for w in said.wordings:
            if low <= w.start < high and w.start not in taken and (w.periods or w.ends):
                meant = self._calendars.meant(entity, w, own)
                if len(w.periods or w.ends) > 1 or meant not in {own, own.shifted(-1)}:
                    return w
        return None

    def _worded(self, said: Said, at: Reading, entity: Entity, setting: Setting, worded: PeriodMention) -> FiscalPeriod:
        anchor = self.anchor(entity, setting)
        main = self.main(said, at, entity.key, setting) if worded.relative or worded.span else anchor
        if worded.relative not in {None, "latest"} and main is None:
            raise NotDerivable("ambiguous", f"nothing says from when {worded.text!r} counts")
        self._only(said, at, worded)
        other = NOT_WHEN.search(said.text, max(0, worded.start - _NEAR), worded.start)
        if other or NOT_BEHIND.match(said.text, worded.end):
            raise NotDerivable("ambiguous", f"{worded.text!r} may be another period than that of {at.text!r}")
        meant = self._calendars.meant(entity.key, worded, main or anchor)
        if meant is None:
            raise NotDerivable("missing_evidence", f"the sources have no period {worded.text!r}")
        if worded.fiscal is False and not self._calendars.is_calendar(entity.key, meant):
            raise NotDerivable("ambiguous", f"{entity.name} has no year that ends with that of {worded.text!r}")
        return self._of_year(said, at, worded, meant)

    def _later(self, said: Said, at: Reading, entity: Entity, period: FiscalPeriod) -> FiscalPeriod:
        """The later one of the two periods whose levels stand before a change: "$5 in 2024 and $4 in 2023, up 25%"."""
        low, _ = said.clause(at)
        placed = [
            p for r in said.amounts() if low <= r.start < at.start and (p := said.placed.get(r.start)) is not None
        ]
        owns = [self._calendars.meant(entity.key, p.own, None) for p in placed if p.own is not None and not p.compared]
        known = {own for own in owns if own is not None}
        if len(known) <= 1 or period not in known:
            return period
        last = max(known, key=lambda one: one.year)
        if known != {last, last.shifted(-1)}:
            raise NotDerivable("ambiguous", f"nothing says between which periods {at.text!r} lies")
        return last

    def _of_year(self, said: Said, at: Reading, worded: PeriodMention, meant: FiscalPeriod) -> FiscalPeriod:
        """The part of a year that the clause speaks of apart from the year: "fourth-quarter sales in 2024"."""
        low, high = said.clause(at)
        cuts = (
            w
            for w in said.wordings
            if low <= w.start < high and w.start != worded.start and not w.periods and not w.ends
        )
        part = next((w for w in cuts if w.kind in {"quarter", "half", "year_to_date"}), None)
        if part is None or meant.span != "FY":
            return meant
        if part.span is None:
            raise NotDerivable("ambiguous", f"{part.text!r} may be the period of {at.text!r}")
        return FiscalPeriod(year=meant.year, span=part.span)

    def _only(self, said: Said, at: Reading, worded: PeriodMention) -> None:
        """Raise where relative words stand before a figure beside the period that it seems to have."""
        low, high = said.clause(at)
        if worded.relative == "latest":
            named = (w for w in said.wordings if low <= w.start < high and (w.periods or w.ends))
            if (explicit := next((w for w in named if w.start not in said.compared()), None)) is not None:
                raise NotDerivable("ambiguous", f"{worded.text!r} and {explicit.text!r} both speak of {at.text!r}")
        other = next(
            (w for w in said.wordings if low <= w.start < at.start and w.relative in {"earlier", "last"}), None
        )
        if other is not None and other.start != worded.start and other.start not in said.compared():
            raise NotDerivable("ambiguous", f"{other.text!r} and {worded.text!r} both speak of {at.text!r}")

    def main(self, said: Said, at: Reading, entity: str, setting: Setting) -> FiscalPeriod | None:
        """The period of the figure that stands before a compared one."""
        anchor = self.latest(entity, setting)
        for reading in reversed([r for r in said.readings if r.start < at.start and r.start in said.placed]):
            placed = said.placed[reading.start]
            if not placed.compared and placed.own is not None:
                if placed.own.relative == "latest" and any(w.periods or w.ends for w in said.wordings):
                    raise NotDerivable("ambiguous", f"nothing clearly says from when {at.text!r} counts")
                meant = self._calendars.meant(entity, placed.own, anchor)
                if meant is None:
                    raise NotDerivable("missing_evidence", f"the sources have no period {placed.own.text!r}")
                return meant
        leading = [w for w in said.wordings if w.end <= at.start and w.periods]
        return leading[0].periods[0] if leading else self._behind(said, at, entity, setting)

    def _behind(self, said: Said, at: Reading, entity: str, setting: Setting) -> FiscalPeriod | None:
        """The period of the first figure behind a compared one that stands for itself, else of the surroundings."""
        for reading in [r for r in said.readings if r.start > at.start and r.start in said.placed]:
            placed = said.placed[reading.start]
            if not placed.compared and placed.own is not None and not placed.own.relative:
                return self._calendars.meant(entity, placed.own, setting.period)
        explicit = any(w.periods or w.ends for w in said.wordings)
        return None if explicit else setting.period


def is_aside(said: Said, worded: PeriodMention) -> bool:
    """Whether "the prior year" and its like stand somewhere in a sentence of another period, and do not open it."""
    opens = not re.search(r"[^\W\d_]{3,}", _OPENS.sub("", said.text[: worded.start]))
    return worded.relative in {"earlier", "last"} and not opens


def is_cause(said: Said, at: Reading, worded: PeriodMention) -> bool:
    """Whether a period stands in what is said of a figure's cause: "grew 7%, driven by the new week in 2022"."""
    if worded.start < at.end or _AT_END.search(said.text, at.end, worded.start):
        return False
    return _CAUSE.search(said.text, at.end, worded.start) is not None


def bare_year(said: Said, at: Reading) -> bool:
    """Whether a number that may be a year stands in a figure's clause: "in 2021 dollars", "on a 2021 base"."""
    low, high = said.clause(at)
    others = (r for r in said.amounts() if low <= r.start < high and r.start != at.start)
    return any(_YEARLIKE.fullmatch(r.text) for r in others)


def same_metric(said: Said, at: Reading) -> bool:
    """Whether a compared figure is of the metric of the figure before it, so that it is of another period."""
    before = [r for r in said.amounts() if r.end <= at.start]
    return not before or said.term(before[-1]) == said.term(at)


def day_of(worded: PeriodMention | None) -> date | None:
    """The one day that a wording names."""
    return worded.ends[0] if worded is not None and worded.kind == "date" and len(worded.ends) == 1 else None


def own_day(said: Said, at: Reading) -> Day | None:
    """The day of a daily figure, in a sentence that names days and no fiscal period."""
    day = day_of(said.placed.get(at.start, Placed()).own)
    return Day(day=day) if day is not None and not any(w.periods for w in said.wordings) else None
