"""What is a figure whose metric stands in no one piece? The level that all its words name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tieout.calculation import Calculation
from tieout.document import Entity
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.attribution import Placed
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.calendars import Calendars
from tieout.tools.figures.clauses import bounded
from tieout.tools.figures.closest import Closest, Heard
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.directed import flows_so, moved_so, told
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.joined import moved_reading
from tieout.tools.figures.lexicon import concept_words
from tieout.tools.figures.listing import lists_of
from tieout.tools.figures.loosely import prints
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.moments import Moments
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place, overlaps
from tieout.tools.figures.printed import bare, per_share
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.said import Said, Setting, Term
from tieout.tools.figures.sayings import Telling, sets_apart, stems, telling, without_glue
from tieout.tools.figures.several import manner_of
from tieout.tools.figures.spoken import behind, is_move, spoken
from tieout.tools.figures.terms import Level

_FEWEST = 2
_BETWEEN = re.compile(
    r"[\s,()]*(?:(?:and|or|as|of|at|in|for|both|each|the|fiscal|years?|end|ended|during|respectively)[\s,()]*)*"
)
"""What may stand between periods for all of which one figure holds."""
_SUPPOSED = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|project(?:s|ed)|forecast(?:s|ed|ing)?|budget(?:ed|s)?|target(?:s|ed|ing)?|plan(?:s|ned)|estimat(?:es|ed)|"
    r"guid(?:es|ed|ance)|outlook|anticipat(?:es|ed)|assum(?:es|ed|ing)|hypothetical\w*|would|could|might|may|will|should|if|"
    r"to\s+(?:hit|reach|be|make|achieve|deliver|generate|earn|post|report)(?=\s+(?:about\s+)?[$€£¥\d])|aside\s+from|apart\s+from|other\s+than|except|without|only|pro\s?-?forma|run-rate)\b",
    re.IGNORECASE,
)
_IDIOM = re.compile(r"\bif\s+recogni[sz]ed,?\s+would\b", re.IGNORECASE)
"""How unrecognized tax benefits are told of, and no supposition."""
_WHOLE = re.compile(r"\b(?:consolidated|company-?wide|total\s+company)\b", re.IGNORECASE)


class Closely:
    """Ties by all the words of a figure."""

    def __init__(self, facts: Iterable[Fact], ledger: Ledger, calendars: Calendars, moments: Moments) -> None:
        self.closest = self._closest = Closest(facts, ledger.mistagged)
        self._ledger = ledger
        self._calendars = calendars
        self._moments = moments

    def stated(self, said: Said, at: Reading, entity: Entity, setting: Setting) -> Level | None:
        """The one level that is named and printed; None where none is, or another may be meant."""
        heard = self._heard(said, at, setting)
        if heard is None or said.scale is not None or at.kind == "change":
            return None
        try:
            return self._level(said, at, heard, entity, setting)
        except NotDerivable:
            return None

    def may_print(self, at: Reading, entity: Entity) -> bool:
        """Whether a figure may state a level: it is about as large as a fact of the company."""
        return at.kind != "change" and self._closest.is_printed(entity.key, at)

    def says_more(self, said: Said, at: Reading, term: Term | None) -> bool:
        """Whether words that speak of a figure are not its metric's: it may be another figure than the one named."""
        known = [*said.owners(), *([term.place] if term else []), *([w.place] if (w := said.whole(at)) else [])]
        left = [w for w in spoken(said, at).words if not any(a <= w.start < b for a, b in known)]
        own = stems(said.text[slice(*term.place)]) if term else frozenset[str]()
        return bool(without_glue(w.stem for w in left if not is_move(said.text, w)) - own)

    def supposes(self, said: Said, at: Reading, found: Level) -> bool:
        """Whether the words up to the end of what is said of a figure plan, suppose or limit it, and its name does not.

        Words of another basis ("adjusted", "gross") need no rule here: a fact that has them not is not named by them.
        """
        low, high = said.clause(at)[0], self.reach(said, at)
        own = " ".join((found.label, concept_words(found.concept))) if isinstance(found, Fact) else found.metric
        words = _IDIOM.sub(lambda m: " " * len(m[0]), said.text[:high])
        return any(m[0].casefold() not in own.casefold() for m in _SUPPOSED.finditer(words, low))

    def says_less(self, said: Said, expected: Level) -> bool:
        """Whether the row of the expected fact is another than the words name: "acquired" stands in it alone."""
        return isinstance(expected, Fact) and bool(sets_apart(stems(expected.label) - stems(said.text)))

    def is_of_whole(self, said: Said, at: Reading, term: Term | None) -> bool:
        """Whether a metric stands only in what a figure is said to be some of: "of which", "includes" behind it."""
        told = spoken(said, at)
        return term is not None and overlaps(term.place, [w.place for w in told.whole])

    def places(self, said: Said, at: Reading) -> Sequence[Place]:
        """Where the words stand that speak of a figure."""
        return [w.place for w in self.words(said, at)]

    @staticmethod
    def words(said: Said, at: Reading) -> Sequence[Telling]:
        """The words that speak of a figure."""
        return spoken(said, at).words

    def reach(self, said: Said, at: Reading) -> int:
        """Where the words end that speak of a figure."""
        return behind(said, at)[1]

    def fits_another(self, said: Said, at: Reading, entity: Entity, setting: Setting) -> bool:
        """Whether a change that is not the one expected is that of another row which the words may name."""
        at = moved_reading(said, at)
        heard = self._heard(said, at, setting) if at.kind == "change" else None
        if heard is None:
            return False
        try:
            return bool(self._changes(said, at, heard, entity, setting)[1])
        except NotDerivable:
            return False

    def _heard(self, said: Said, at: Reading, setting: Setting) -> Heard | None:
        """What is said of a figure; None where words around it leave open what it is."""
        if at.value is None or bounded(said.text, (at.start, at.end)) or manner_of(said, at) is not None:
            return None
        told = spoken(said, at)
        words = [w for w in told.words if not is_move(said.text, w)]
        many = [piece for w in words for piece in said.text[slice(*w.place)].split()]
        if len(many) < _FEWEST or said.whole(at) is not None or self._strange(said, at):
            return None
        named = frozenset(w.stem for w in words)
        if not without_glue(named):
            return None
        heads = frozenset().union(*(stems(head) for head in setting.heads), (w.stem for w in told.whole))
        whole = _WHOLE.search(said.text[slice(*said.clause(at))]) is not None
        own = any(overlaps(place, [w.place for w in words]) for place, _ in said.parts)
        member = None if whole or own else self._part(said, at) or setting.member
        return Heard(words=named, telling=without_glue(named), context=heads, member=member)

    def _part(self, said: Said, at: Reading) -> str | None:
        """The part that the clause names last before a figure."""
        low, _ = said.clause(at)
        return next((name for place, name in reversed(said.parts) if low <= place[0] < at.start), None)

    def _strange(self, said: Said, at: Reading) -> bool:
        """Whether a name stands before the figure that no row, concept or part of the sources has."""
        spots = [(c.start, c.end) for c in said.companies] + [(w.start, w.end) for w in said.wordings]
        for word in telling(said.text[: at.start]):
            capital = said.text[word.start].isupper() and not any(a <= word.start < b for a, b in spots)
            if capital and not self._closest.knows(word.stem) and without_glue([word.stem]):
                return True
        return False

    def _level(self, said: Said, at: Reading, heard: Heard, entity: Entity, setting: Setting) -> Fact | None:
        """The named level; of several periods that share it, that of the first."""
        found: list[Fact] = []
        for period in self._periods(said, at, entity, setting):
            fact = self._at(heard, at, entity, period)
            if fact is None or not flows_so(said, at, fact):
                return None
            if (way := told(said, at)) and not moved_so(way, *self._ends(said, at, fact, entity, setting)):
                return None
            found.append(fact)
        return found[0] if len({f.concept for f in found}) == 1 else None

    def _at(self, heard: Heard, at: Reading, entity: Entity, period: FiscalPeriod) -> Fact | None:
        """The named one of the facts of a period."""
        likely = self._closest.about(entity.key, period, at)
        right = [f for f in likely if (read := in_unit(at, f)) is not None and prints(read, f)]
        known = {f.id for f in right}
        named = (f for f in self._closest.named(heard, entity.key, period) if f.id not in known)
        return self._closest.best(heard, right, (f for f in named if in_unit(at, f) is not None)) if right else None

    def _periods(self, said: Said, at: Reading, entity: Entity, setting: Setting) -> Sequence[FiscalPeriod]:
        """A figure's period, or several that it holds for: "as of December 31, 2023 and 2022"."""
        paired = self._paired(said, at, entity)
        if paired is not None:
            return [paired]
        try:
            return [self._moments.own(said, at, entity, setting)]
        except NotDerivable:
            several = list(self._several(said, at, entity))
            if len(several) < _FEWEST:
                raise
            return several

    def _paired(self, said: Said, at: Reading, entity: Entity) -> FiscalPeriod | None:
        """The period of a figure of one of several lists that are all as long as the one list of periods."""
        groups = list(lists_of(said.text, said.amounts()))
        mine = next((group for group in groups if at.start in {r.start for r in group}), None)
        worded = [w for w in said.wordings if w.periods or w.ends]
        if mine is None or len(worded) != 1 or len(groups) < _FEWEST or sum(map(len, groups)) != len(said.amounts()):
            return None
        singles = list(self._singles(worded[0], entity))
        if {len(group) for group in groups} != {len(singles)}:
            return None
        return singles[[r.start for r in mine].index(at.start)]

    def _singles(self, worded: PeriodMention, entity: Entity) -> Iterator[FiscalPeriod]:
        """The periods of one wording, in its order."""
        yield from worded.periods
        for end in worded.ends if not worded.periods else ():
            meant = self._calendars.meant(entity.key, replace(worded, ends=(end,)), None)
            if meant is None:
                raise NotDerivable("ambiguous", f"the sources have no period {worded.text!r}")
            yield meant

    def _several(self, said: Said, at: Reading, entity: Entity) -> Iterator[FiscalPeriod]:
        """The periods of a figure's clause, where it is the only one and they stand together."""
        low, high = said.clause(at)
        placed = said.placed.get(at.start, Placed())
        worded = [w for w in said.wordings if low <= w.start < high and (w.periods or w.ends)]
        gaps = [said.text[a.end : b.start] for a, b in pairwise(worded)]
        if placed.compared or placed.own is not None or not all(map(_BETWEEN.fullmatch, gaps)):
            return
        for w in worded:
            yield from self._singles(w, entity)

    def _ends(
        self, said: Said, at: Reading, fact: Fact, entity: Entity, setting: Setting
    ) -> tuple[Fact | None, Fact | None]:
        """The first and the last statement between which a level is said to have moved."""
        if said.placed.get(at.start, Placed()).compared:
            main = self._moments.main(said, at, entity.key, setting)
            return fact, self._closest.at(fact, main) if main is not None else None
        period = self._moments.own(said, at, entity, setting)
        base = self._moments.base(said, at, Wanted(entity=entity.key, metric=None, words="", period=period))
        return self._closest.at(fact, base) if isinstance(base, FiscalPeriod) else None, fact

    def _changes(
        self, said: Said, at: Reading, heard: Heard, entity: Entity, setting: Setting
    ) -> tuple[Sequence[Fact], Mapping[str, Calculation]]:
        """The facts that may be named and have a value to compare with, and by id the changes that are printed."""
        period = self._moments.own(said, at, entity, setting)
        base = self._moments.base(said, at, Wanted(entity=entity.key, metric=None, words="", period=period))
        if not isinstance(base, FiscalPeriod):
            return (), {}
        near = self._closest.named(heard, entity.key, period)
        pairs = [(f, before) for f in near if (before := self._closest.at(f, base)) is not None]
        moved = {f.id: self._move(at, f, before) for f, before in pairs if may_be_change(at, f, before)}
        right = {f.id: m for f, _ in pairs if (m := moved.get(f.id)) is not None and _prints_change(at, f, m)}
        return [f for f, _ in pairs], right

    def _move(self, at: Reading, fact: Fact, before: Fact) -> Calculation | None:
        try:
            return self._ledger.moved(fact, before, percent=at.unit == "percent")
        except NotDerivable:
            return None


def may_be_change(at: Reading, fact: Fact, before: Fact) -> bool:
    """Whether the difference of two facts, or its share of the earlier one, is about what is printed."""
    if at.value is None or fact.value is None or before.value is None:
        return False
    moved, size, slack = abs(fact.value - before.value), abs(at.value), abs(at.precision)
    if at.unit == "percent":
        return before.value != 0 and abs(moved / abs(before.value) * 100 - size) <= slack
    return abs(moved * (100 if fact.unit == "pure" else 1) - size) <= slack


def _prints_change(at: Reading, fact: Fact, moved: Calculation) -> bool:
    """Whether a figure prints a change, in the direction that its words give it."""
    exact, value = in_print(moved, at), at.signed
    if exact is None or value is None or at.direction is None:
        return False
    falls = fact.value is not None and fact.value < 0
    return agrees(value, at.precision, -exact if falls and at.unit != "percent" else exact)


def in_unit(at: Reading, fact: Fact) -> Reading | None:
    """A figure in a fact's unit, where it may be printed so; else None."""
    read = bare(per_share(at, fact), fact)
    return None if in_print(fact, read) is None or not read.unit else read
