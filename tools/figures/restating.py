"""Which figure of a source's own prose does a sentence state that says what a sentence of the source says?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from tieout.claim import Failure
from tieout.fact import Fact
from tieout.tools.figures.adjunct import is_same, period_of
from tieout.tools.figures.agreement import agrees, explain_mismatch
from tieout.tools.figures.alongside import Match, cuts, matched
from tieout.tools.figures.amid import Amid, Ear, periods_of
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.calendars import Calendars
from tieout.tools.figures.companies import Companies
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.phrasing import Phrasing
from tieout.tools.figures.places import Place
from tieout.tools.figures.prose import Prose
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.sameness import masks
from tieout.tools.tagsat import Tags

_CUTS = 3
_FEWEST, _LEAST = 5, 3
"""Telling words of a sentence that can only be one sentence; each further value that agrees stands for one of them."""
_SURE = 8
"""Telling words, and values that agree, of a sentence that no other case has."""
_MOST = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A sentence of a source that says the same."""

    prose: Prose
    place: Place
    match: Match
    timed: bool
    """Whether both say when they hold, at different places."""
    telling: int = 0
    """How many words of both tell what they speak of, where they say nothing else and when it is; else 0."""

    @property
    def agreeing(self) -> float:
        """The share of its values that are those of the checked sentence; where few are, it speaks of another case."""
        agreeing = [same(checked, source) for checked, source in self.match.pairs if masks(checked)]
        return sum(agreeing) / len(agreeing) if agreeing else 1.0

    @property
    def is_the_case(self) -> bool:
        """Whether what agrees in it agrees because it speaks of the same case."""
        return self.agreeing > _MOST or self.is_slip

    @property
    def is_quotation(self) -> bool:
        """Whether it is the whole sentence, dated, with every figure of it."""
        return self.telling > 0 and self.agreeing == 1.0

    @property
    def is_slip(self) -> bool:
        """Whether it surely is the same case: all values agree but one, or but some that changed places."""
        values = [(one, two) for one, two in self.match.pairs if masks(one)]
        other = [(one.value, two.value) for one, two in values if not same(one, two)]
        moved = len(other) > 1 and sorted(one for one, _ in other if one) == sorted(two for _, two in other if two)
        is_sure = len(other) == 1 and self.telling + len(values) - len(other) >= _SURE
        return self.telling >= _FEWEST and (moved or is_sure)


class Restating:
    """Ties figures to sentences of the sources' running text."""

    def __init__(self, prose: Iterable[Prose], facts: Sequence[Fact], ear: Ear, calendars: Calendars) -> None:
        self._prose, self._facts, self._ear, self._calendars = tuple(prose), facts, ear, calendars

    @cached_property
    def _companies(self) -> Companies:
        return Companies({p.document.entity.key: p.document.entity for p in self._prose}.values())

    @cached_property
    def _tags(self) -> dict[str, Tags]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            if fact.origin == "xbrl":
                found[fact.document].append(fact)
        return {name: Tags.among(facts) for name, facts in found.items()}

    def over(self, said: Said, bound: tuple[Bound, ...], setting: Setting) -> tuple[Bound, ...]:
        """The same with the figures tied that a sentence of the sources states in the same words.

        A dated sentence that the sources print word for word, with all its figures, is not called wrong.
        """
        if all(one.verdict == "tied" for one in bound):
            return bound
        found = list(self._found(said, setting))
        quoted = bool(found) and all(one.is_quotation for one in found)
        open_to = {"untied", "wrong"} if quoted else {"untied"}
        return tuple(self._tied(one, found) if one.verdict in open_to else one for one in bound) if found else bound

    def _tied(self, bound: Bound, found: Sequence[_Found]) -> Bound:
        """A figure that every sentence which says the same prints alike."""
        there = [(one, other) for one in found if (other := one.match.beside(bound.reading)) is not None]
        alike = [one for one, other in there if same(bound.reading, other) and one.is_the_case]
        if not there or len({one.prose.document.entity.key for one, _ in there}) > 1:
            return bound
        if len(alike) < len(there):
            return self._wrong(bound, there)
        fact = next((f for one, source in there if (f := self._fact(one, source)) is not None), None)
        return bound if fact is None else Bound(reading=bound.reading, level=fact)

    def _wrong(self, bound: Bound, there: Sequence[tuple[_Found, Reading]]) -> Bound:
        """A figure in whose place every sentence that says the same prints another one."""
        at, (found, source) = bound.reading, there[0]
        if at.value is None or source.value is None:
            return bound
        if not all(one.is_slip and differs(at, other) for one, other in there):
            return bound
        reason = explain_mismatch(at.value, at.precision, source.value) or "wrong_value"
        reason = "wrong_value" if reason == "rounding" and at.precision == source.precision else reason
        detail = f"the source says {source.text} in the same words, not {at.text}"
        failure = Failure(reason=reason, detail=detail, text=at.text)
        return Bound(reading=at, level=self._fact(found, source), failure=failure)

    def _fact(self, found: _Found, reading: Reading) -> Fact | None:
        """The fact that a figure of the source states: its tag where it has one."""
        from tieout.tools.textual import fact_of  # noqa: PLC0415  # it reads filings, and only what ties needs it

        prose = found.prose
        tags = self._tags.get(prose.document.id, Tags({}))
        tag = tags.at(found.place[0] + reading.start, found.place[0] + reading.end, reading)
        return tag or fact_of(prose.document, prose.shelf.text, found.place, reading, tags)

    def _found(self, said: Said, setting: Setting) -> Iterator[_Found]:
        """The sentences that say the same, in surroundings that do not speak against it."""
        named = {c.entity.key for c in said.companies}
        keys = {setting.entity.key} if setting.entity is not None else None
        for key, shelves in self._by_entity.items():
            if keys is None or key in keys or key in named:
                owner = [(c.start, c.end) for c in said.companies if c.entity.key == key]
                own = Phrasing.of(said.text, said.readings, owner, said.wordings)
                yield from self._alike(own, shelves, said, setting)

    @cached_property
    def _by_entity(self) -> dict[str, list[Prose]]:
        found: dict[str, list[Prose]] = defaultdict(list)
        for prose in self._prose:
            found[prose.document.entity.key].append(prose)
        return found

    def _alike(self, own: Phrasing, shelves: Sequence[Prose], said: Said, setting: Setting) -> Iterator[_Found]:
        for end in (len(own.tokens), *islice(cuts(own.tokens), _CUTS)):
            part = own.to(end)
            telling = part.telling
            if telling < max(_LEAST, _FEWEST + 1 - part.values):
                return
            found = [one for prose in shelves for one in self._of(part, prose, setting)]
            if telling < _FEWEST:
                found = [one for one in found if one.agreeing == 1]
            if found:
                amid = Amid(
                    ear=self._ear,
                    said=said,
                    worded=part.mentions,
                    first=own.tokens[0].key,
                    telling=telling,
                    values=part.values,
                    setting=setting,
                    periods=periods_of(shelves),
                )
                is_sure = end == len(own.tokens) and amid.is_dated
                allowed = (one for one in found if amid.allows(one.prose, one.place, timed=one.timed))
                yield from (replace(one, telling=telling if is_sure and one.match.whole else 0) for one in allowed)
                return

    def _of(self, own: Phrasing, prose: Prose, setting: Setting) -> Iterator[_Found]:
        """The sentences of one text that say the same."""
        key = prose.document.entity.key
        for place in prose.having(own.words):
            other = self._read(prose, place)
            match = matched(own.tokens, other.tokens)
            is_timed = match is None and self._is_timed(own, other, key, setting)
            if is_timed:
                match = matched(own.timeless, other.timeless)
            if match is not None:
                yield _Found(prose=prose, place=place, match=match, timed=is_timed)

    def _is_timed(self, own: Phrasing, other: Phrasing, key: str, setting: Setting) -> bool:
        """Whether two sentences hold at the same time, wherever in them they say so."""
        if other.when is None:
            return False
        if own.when is not None:
            return is_same(own.when, other.when, key, self._calendars)
        if own.mentions or setting.period is None:
            return False
        return period_of(other.when, key, self._calendars) == setting.period

    def _read(self, prose: Prose, place: Place) -> Phrasing:
        """A sentence of a source."""
        key = prose.document.id, place
        if key not in self._phrasings:
            self._phrasings[key] = self._phrasing(prose, place)
        return self._phrasings[key]

    @cached_property
    def _phrasings(self) -> dict[tuple[str, Place], Phrasing]:
        """The sentences of the sources that were read."""
        return {}

    def _phrasing(self, prose: Prose, place: Place) -> Phrasing:
        from tieout.tools.filings.prosescale import prose_readings  # noqa: PLC0415  # as above

        text = prose.shelf.text[slice(*place)]
        readings = prose_readings(prose.shelf.text, *place)
        named = [n for n in self._companies.find(text) if n.entity.key == prose.document.entity.key]
        return Phrasing.of(text, readings, [(n.start, n.end) for n in named], mentions(text, readings))


def same(checked: Reading, source: Reading) -> bool:
    """Whether a figure prints what the source prints, to its own precision and no finer."""
    if checked.value is None or source.value is None:
        return False
    if (checked.value, checked.unit) == (source.value, source.unit) or checked.text == source.text:
        return True
    return checked.precision >= source.precision and agrees(checked.value, checked.precision, source.value)


def differs(checked: Reading, source: Reading) -> bool:
    """Whether two figures cannot both be roundings of one value."""
    if checked.value is None or source.value is None:
        return False
    coarser = max(checked.precision, source.precision)
    return not agrees(checked.value, coarser, source.value)
