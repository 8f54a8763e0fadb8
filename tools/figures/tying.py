"""Is each figure of a text what the sources say? Arrives at its fact or calculation from the words around it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.fact import Fact
from tieout.tools.figures.attribution import Placed
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.calendars import Calendars
from tieout.tools.figures.celled import another_day, beyond, careful, leftover, unclear, with_year
from tieout.tools.figures.comparing import Comparison, Differs
from tieout.tools.figures.days import MARKET, Day, PeriodWanted
from tieout.tools.figures.declared import declared, scaled
from tieout.tools.figures.derive import NotDerivable, Stray
from tieout.tools.figures.directed import Directions, check_day
from tieout.tools.figures.expecting import Expecting, check_both
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.hearing import Hearing, stranger, unknown_part
from tieout.tools.figures.joined import moved_reading
from tieout.tools.figures.loosely import Loose
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.moments import Moments, is_aside, own_day
from tieout.tools.figures.otherwise import Otherwise, names_stray
from tieout.tools.figures.parted import Parted
from tieout.tools.figures.printed import shown
from tieout.tools.figures.prose import Prose
from tieout.tools.figures.rates import as_rate
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.restating import Restating
from tieout.tools.figures.said import Said, Setting, Term
from tieout.tools.figures.several import Manner, manner_of
from tieout.tools.figures.terms import Level
from tieout.tools.figures.unclaimed import opposed, set_apart, unclaimed
from tieout.tools.figures.unqualified import check_words
from tieout.tools.figures.vocabulary import Vocabulary

_ELLIPTIC = re.compile(
    r"\s*(?:it|that|this|they|these|those|which|up|down|compared|versus|the\s+(?:figure|amount|total|metric|number|balance|"
    r"(?:year|prior|previous)[\w\s-]*figure))\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on about the metric of the one before."""
_OPEN = frozenset({"ambiguous", "unsupported"})
"""Reasons that say that the words named no one figure."""


class Tier:
    """Ties figures to the facts of some sources; a figure that it cannot tie is not verified.

    A strict one takes nothing for granted: company, metric and period are named in the sentence itself, by words that
    the vocabulary or a row label has, and the value is printed in its own sign.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        documents: Mapping[str, Document],
        entities: Iterable[Entity],
        vocabulary: Vocabulary,
        *,
        strict: bool = False,
        prose: Iterable[Prose] = (),
    ) -> None:
        given = tuple(facts)
        self._strict = strict
        self._vocabulary = vocabulary
        self._ledger = Ledger(given, documents, vocabulary)
        self._hearing = Hearing(given, entities, vocabulary)
        known = tuple(f for f in given if f.value is not None)
        self._parted = Parted(known, self.said)
        self._calendars = Calendars(known)
        self._moments = Moments(self._calendars, strict=strict)
        self._expecting = Expecting(self._ledger, self._moments)
        self._directions = Directions(self._ledger, self._expecting, self._moments)
        self._comparison = Comparison(known, strict=strict)
        self._loose = None if strict else Loose(f for f in known if f.modality == "reported")
        keys = {f.entity.key: f.entity for f in known}
        self._only = next(iter(keys.values())) if len(keys) == 1 and not strict else None
        self._otherwise = None if strict else Otherwise(known, self._ledger, self._calendars, self._moments, self._only)
        self._restating = None if strict else Restating(prose, known, self, self._calendars)

    @property
    def ledger(self) -> Ledger:
        """The facts that it ties to."""
        return self._ledger

    def tie(self, sentence: str, setting: Setting | None = None) -> tuple[Bound, ...]:
        """Every figure of a sentence with what it states, in its order."""
        return self.tied(self.said(sentence), setting or Setting())

    def said(self, sentence: str, scale: Decimal | None = None) -> Said:
        """What a sentence names; `scale` is that of its table, where it is a cell with its heads."""
        return self._hearing.said(sentence, scale)

    def tied(self, said: Said, setting: Setting) -> tuple[Bound, ...]:
        """As `tie`, of a sentence that was read before."""
        bound = tuple(self._tied(said, r, setting) for r in said.readings if r.is_figure)
        return bound if self._restating is None else self._restating.over(said, bound, setting)

    def cell(self, text: str, *, row: str, column: str, scale: Decimal, setting: Setting) -> tuple[Bound, ...]:
        """The figures of a table's cell, which its row and its column name."""
        head = f"{row.strip(' :')} ({with_year(column).strip(' :')}): "
        said = self.said(head + text, scale)
        moved = [r for r in said.readings if r.is_figure and r.start >= len(head)]
        split = len(row.strip(" :"))
        stray = leftover(said, (0, split), (split, len(head)))
        read = (self._in_cell(said, r, setting, row) if stray is None else unclear(r, stray) for r in moved)
        bound = (self._of_row(said, one, setting, row) for one in read)
        return tuple(
            replace(b, reading=replace(b.reading, start=b.reading.start - len(head), end=b.reading.end - len(head)))
            for b in bound
        )

    def _in_cell(self, said: Said, at: Reading, setting: Setting, row: str) -> Bound:
        """As `_tied`, of a cell, where no other row may be meant."""
        bound = careful(self._tied(said, at, setting), row)
        if bound.level is not None and not any(w.periods or w.ends for w in said.wordings):
            return unclear(at, "its period")
        if not isinstance(bound.level, Fact):
            return bound
        doubt = another_day(row, bound.level)
        if doubt is None and bound.verdict == "tied":
            other = self._comparison.namesake(bound.level)
            doubt = None if other is None else shown(other)
        return bound if doubt is None else unclear(at, doubt)

    def _of_row(self, said: Said, bound: Bound, setting: Setting, row: str) -> Bound:
        """A cell whose fact is of the part that its row names, and of no other."""
        if bound.verdict != "tied" or not isinstance(bound.level, Fact):
            return bound
        other = beyond(row, bound.level)
        other = other or self._parted.stray(said, bound.reading, said.term(bound.reading), bound.level, setting)
        return bound if other is None else unclear(bound.reading, other)

    def meant(self, said: Said, at: Reading, setting: Setting) -> Wanted | None:
        """What a level is of, by its words alone; None where they do not surely say it."""
        term = said.term(at)
        if term is None or at.kind != "level" or manner_of(said, at) is not None:
            return None
        try:
            return self._wanted(said, at, term, None, setting)
        except NotDerivable:
            return None

    def inherited(self, said: Said, setting: Setting, *, heading: bool = False) -> Setting:
        """What later sentences may take from one: its company, period and metric; from a heading its part too."""
        unknown = stranger(said.text, [(c.start, c.end) for c in said.companies])
        entity = said.companies[-1].entity if said.companies else unknown or setting.entity
        whose = entity or self._only
        anchor = self._moments.anchor(whose, setting) if whose else setting.period
        own = [w for w in said.wordings if w.start not in said.compared() and not is_aside(said, w)]
        named = [p for w in own if whose and (p := self._calendars.meant(whose.key, w, anchor)) is not None]
        part = (said.parts[-1][1] if said.parts else unknown_part(said)) if heading else None
        return Setting(
            entity=entity,
            period=named[0] if named else setting.period,
            topic=named[0] if named and heading else setting.topic,
            metric=said.terms[-1] if said.terms else setting.metric,
            member=part or setting.member,
            heads=(*setting.heads, said.text) if heading else setting.heads,
            scale=declared(said.text) or setting.scale,
        )

    def _tied(self, said: Said, at: Reading, setting: Setting) -> Bound:
        bound = self._in_scale(said, at, setting) or self._found(said, at, setting)
        part = bound.level and self._parted.stray(said, at, said.term(at), bound.level, setting)
        if part is None or (self._strict and bound.verdict == "wrong"):
            return bound
        detail = f"{at.text!r} may be of {part} alone, and {shown(bound.level)} is not" if bound.level else ""
        return Bound(reading=at, failure=Failure(reason="ambiguous", detail=detail, text=at.text))

    def _in_scale(self, said: Said, at: Reading, setting: Setting) -> Bound | None:
        """A bare amount that ties in the scale that its text declares."""
        read = None if self._strict else scaled(said, at, setting)
        bound = None if read is None else self._found(said, read, setting)
        return replace(bound, reading=at) if bound is not None and bound.verdict == "tied" else None

    def _found(self, said: Said, at: Reading, setting: Setting) -> Bound:
        try:
            return Bound(reading=at, level=self._stated(said, at, setting))
        except NotDerivable as error:
            level = error.level if isinstance(error, Differs) else None
            if isinstance(error, Differs) and (doubt := self._doubt(said, at, setting, error)) is not None:
                level, error = None, doubt
            found = None if level or not self._otherwise else self._otherwise.level(said, at, setting, error)
            if found is not None:
                return Bound(reading=at, level=found)
            failure = Failure(reason=error.reason, detail=error.detail, text=at.text)
            return Bound(reading=at, level=level, failure=failure)

    def _doubt(self, said: Said, at: Reading, setting: Setting, error: Differs) -> NotDerivable | None:
        """Why a figure that is not the expected one may yet be right; None where it is wrong."""
        doubt = self._otherwise.doubt(said, at, setting, error) if self._otherwise else None
        if doubt is None and self._is_of_topic(said, at, setting):
            return NotDerivable("ambiguous", f"{at.text!r} is of another period than that named last")
        return doubt

    def _is_of_topic(self, said: Said, at: Reading, setting: Setting) -> bool:
        """Whether a figure without a period of its own fits that of the headings rather than that named last."""
        placed = said.placed.get(at.start, Placed())
        unsaid = placed.own is None and not placed.compared and not self._strict
        if not unsaid or setting.topic is None or setting.topic == setting.period:
            return False
        try:
            self._stated(said, at, replace(setting, period=setting.topic, topic=None))
        except NotDerivable:
            return False
        return True

    def _stated(self, said: Said, at: Reading, setting: Setting) -> Level:
        if at.value is None or at.disguised:
            raise NotDerivable("unsupported", f"{at.text!r} cannot be read as a figure")
        at = moved_reading(said, at)
        term = said.term(at) or (setting.metric if _ELLIPTIC.match(said.text) else None)
        term = as_rate(said, at, term, self._vocabulary)
        if (why := unclaimed(said, at, term)) is not None:
            raise NotDerivable("unsupported", f"{why!r} may make {at.text!r} no statement of what it names")
        manner = manner_of(said, at)
        try:
            wanted = self._wanted(said, at, term, manner, setting)
        except NotDerivable as error:
            if error.reason not in _OPEN or at.kind == "change":
                raise
            return self._loosely(said, at, setting, error)
        term, wanted, expected = self._expected(said, at, term, wanted, manner)
        if said.scale is None and (apart := set_apart(said, at, term, expected)) is not None:
            raise NotDerivable("unsupported", f"{apart!r} may make {at.text!r} another figure than {shown(expected)}")
        check_both(self._ledger, said, term, wanted, expected)
        try:
            self._comparison.check(said, at, term, expected, wanted)
        except Differs as error:
            shared = said.placed.get(at.start, Placed()).shared
            if not shared and (term is None or term.start < at.end or at.kind != "level"):
                raise
            raise NotDerivable("ambiguous", f"{at.text!r} may say something else: {error.detail}") from error
        if manner is None:
            self._directions.check_flow(said, at, term, wanted)
            self._directions.check(said, at, wanted, setting)
            check_day(said, at, expected)
        return expected

    def _expected(
        self, said: Said, at: Reading, term: Term | None, wanted: Wanted, manner: Manner | None
    ) -> tuple[Term | None, Wanted, Level]:
        """What a figure must be; where the metric of some words is not reported, the row that is called so."""
        try:
            return term, wanted, self._expecting.level(said, at, wanted, manner)
        except NotDerivable as error:
            if error.reason != "missing_evidence" or self._strict or term is None or term.metric is None:
                raise
            words = said.text[slice(*term.place)]
            row, named = (
                replace(wanted, metric=None, words=words),
                replace(term, metric=None, words=words, negated=False),
            )
            if self._ledger.newest(row) is None:
                raise
            return named, row, self._expecting.level(said, at, row, manner)

    def _wanted(self, said: Said, at: Reading, term: Term | None, manner: Manner | None, setting: Setting) -> Wanted:
        unknown = stranger(said.text, [(c.start, c.end) for c in said.companies])
        if unknown is not None:
            raise NotDerivable("no_source", f"the sources have nothing of {unknown.name!r}")
        entity = said.company(at) or setting.entity or self._only
        if entity is None:
            raise NotDerivable("ambiguous", f"nothing says whose {at.text!r} is")
        if term is None:
            raise NotDerivable("ambiguous", f"nothing says what {at.text!r} is")
        if term.qualifier is not None:
            raise NotDerivable("wrong_metric", f"{term.qualifier!r} names another measure than the reported one")
        period = manner.periods[-1] if manner else self._period(said, at, term, entity, setting)
        if len(parts := said.beside(at, term)) > 1:
            raise NotDerivable("ambiguous", f"{at.text!r} may be of {' or of '.join(parts)}")
        part = said.part(at, term) or setting.member
        check_words(said, at, term, manner)
        return Wanted(entity=entity.key, metric=term.metric, words=term.words, period=period, member=part)

    def _period(self, said: Said, at: Reading, term: Term, entity: Entity, setting: Setting) -> PeriodWanted:
        """The day of a daily figure, else the period."""
        daily = term.metric is not None and self._vocabulary.metric(term.metric).statement == MARKET
        day: Day | None = own_day(said, at) if daily else None
        return day or self._moments.own(said, at, entity, setting)

    def _loosely(self, said: Said, at: Reading, setting: Setting, error: NotDerivable) -> Fact:
        """The one fact that all the words around a figure name, in whatever order; raises the given error."""
        entity = said.company(at) or setting.entity or self._only
        if entity is None or self._loose is None:
            raise error
        period, part = self._moments.own(said, at, entity, setting), said.part(at, None) or setting.member
        wanted = Wanted(entity=entity.key, metric=None, words="", period=period, member=part)
        found = self._loose.fact(said, at, wanted)
        strays = isinstance(error, Stray) and found is not None and not names_stray(error, found)
        if found is None or strays or opposed(said, at, found) or set_apart(said, at, None, found) is not None:
            raise error
        return found
