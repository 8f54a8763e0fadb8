"""Where on a call is a figure said or guided? Its sentence, and the facts that its words state."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.sentencing import LONGEST
from tieout.document import Document, Passage
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Place, Spoken
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.terms import Level
from tieout.tools.filings.sentences import sentences
from tieout.tools.heard import Guided, Listener, Manner, quarter_facts
from tieout.tools.readthrough import pattern_of
from tieout.tools.rejudged import is_for, placed
from tieout.tools.spoken import (
    by_turn,
    guides,
    is_asking,
    is_of,
    is_outlook,
    passages_of,
    quarter_in,
    said_by,
    speaks,
    time_ahead,
)
from tieout.tools.textual import text_fact
from tieout.tools.verdicts import DIFFERS, metric_of, other_basis, same_level, verdict_of

_MOST = 2


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence that says what is looked for."""

    places: tuple[Place, ...]
    ids: tuple[str, ...]
    """Of the facts that its words state."""
    manner: Manner = "point"
    metric: MetricAsked | None = None
    """The reading of the metric that it is of."""
    other_basis: bool = False
    """Whether the figure may be another measure than the reported one."""


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A sentence of a call: where it begins in the canonical text, and its words."""

    passage: Passage
    start: int
    end: int

    @property
    def low(self) -> int:
        """Where it begins in the canonical text."""
        return (self.passage.locator.start or 0) + self.start

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Listens to the calls of one question's home."""

    planning: Planning

    def stated(
        self, call: Document, metric: MetricAsked, period: FiscalPeriod, *, speaker: str | None, role: str | None
    ) -> Told | None:
        """The sentence that states a figure of the quarter: one that agrees with the filing before others."""
        facts, documents = self._facts(call, period), {d.id: d for d in self.planning.home.documents()}
        levels = self._levels(metric, period, call, facts)
        listener = Listener(facts, documents, self.planning.vocabulary)
        spoken = Spoken(documents=(call.id,), speaker=speaker, role=role, about="")
        differing: Told | None = None
        for line in self._lines(call, spoken, self._words(metric)):
            for reading, level, agrees in _heard(listener, line.text, call):
                asked = next((m for m, own in levels if same_level(own, level)), None)
                told = self._placed(call, line, (placed(call, line.low, reading),)) if asked else None
                if told is None:
                    continue
                if agrees:
                    return replace(told, metric=asked)
                differing = differing or self._doubted(replace(told, metric=asked), call, level)
        return differing

    def guided(self, call: Document, metric: MetricAsked, period: FiscalPeriod, *, qualified: bool) -> Told | None:
        """The sentence that guides a figure for the quarter after a call; None for measures of another basis."""
        if qualified:
            return None
        text = self.planning.home.text(call.id)
        listener = Listener(self._facts(call, period), {call.id: call}, self.planning.vocabulary)
        spoken = Spoken(documents=(call.id,), guided=True, quarter=quarter_in(period.span), about="")
        passages = [p for p in passages_of(self.planning.home, call.id) if speaks(p, spoken) and not is_asking(p)]
        for line in self._lines(call, spoken, self._words(metric)):
            if is_asking(line.passage) or not guides(line.text):
                continue
            for one in listener.guided(line.text, call, period):
                if (
                    self._is_asked(one, metric)
                    and is_for(line.text, period)
                    and self._is_outlook(line, passages, spoken)
                ):
                    ids = tuple(placed(call, line.low, r) for r in one.readings)
                    told = self._placed(call, line, ids, one.manner)
                    named = self._meant(one, metric)
                    doubt = other_basis(text, named.metric if named else None)
                    return told and replace(told, metric=named, other_basis=doubt)
        return None

    def worded(
        self, call: Document, metric: MetricAsked, period: FiscalPeriod, *, qualifiers: Sequence[str]
    ) -> tuple[Place, ...]:
        """What is guided of a metric in words, or on another basis: nothing that a figure is compared with."""
        spoken = Spoken(documents=(call.id,), guided=True, quarter=quarter_in(period.span), about="")
        passages = [p for p in passages_of(self.planning.home, call.id) if speaks(p, spoken) and not is_asking(p)]
        words = self._words(metric)
        lines = (one for one in self._lines(call, spoken, words, figures=False) if not is_asking(one.passage))
        needed = [pattern_of((w,)) for w in (*qualifiers, *((metric.member,) if metric.member else ()))]
        found = (
            told
            for line in lines
            if guides(line.text) and all(n.search(line.text) for n in needed)
            if self._is_outlook(line, passages, spoken) and (told := self._placed(call, line, ())) is not None
        )
        return tuple(place for told in islice(found, _MOST) for place in told.places)

    def _is_asked(self, one: Guided, metric: MetricAsked) -> bool:
        """Whether guidance is of the metric and the part that are asked for."""
        return one.wanted.member == metric.member and self._meant(one, metric) is not None

    def _meant(self, one: Guided, metric: MetricAsked) -> MetricAsked | None:
        """The reading of a metric that guidance is of: the one in its unit."""
        percent = one.readings[0].unit == "percent"
        for reading in (
            self._readings(metric) if one.wanted.metric in {m.metric for m in self._readings(metric)} else ()
        ):
            if reading.metric and (self.planning.vocabulary.metric(reading.metric).unit == "percent") == percent:
                return reading
        return None

    def _is_outlook(self, line: _Line, passages: Sequence[Passage], spoken: Spoken) -> bool:
        """Whether a sentence names the quarter that is meant, or follows one that opens the outlook for it."""
        own = time_ahead(line.text)
        if own is not None:
            return is_of(line.text, own, spoken.quarter)
        time: str | None = None
        opened = False
        for turn in by_turn(passages):
            if line.passage not in turn:
                continue
            for passage, start, end in ((p, *place) for p in turn for place in sentences(p.text)):
                if (passage.id, start) == (line.passage.id, line.start):
                    return opened and time is not None and is_of(line.text, time, spoken.quarter)
                text = passage.text[start:end]
                time = time_ahead(text) or time
                opened = opened or (is_outlook(text) and is_of(text, time_ahead(text), spoken.quarter))
        return False

    def _facts(self, call: Document, period: FiscalPeriod) -> tuple[Fact, ...]:
        facts = quarter_facts(self.planning.home, call.entity.key, period, as_of=self.planning.question.as_of)
        if not facts:
            name = call.entity.ticker or call.entity.name
            raise NotDerivable("no_source", f"no indexed filing of {name} has figures for {period.words}")
        return facts

    def _levels(
        self, metric: MetricAsked, period: FiscalPeriod, call: Document, facts: Sequence[Fact]
    ) -> list[tuple[MetricAsked, Level]]:
        """The reported figure by each reading of the metric; raises NotDerivable where there is none."""
        ledger = Ledger(facts, {d.id: d for d in self.planning.home.documents()}, self.planning.vocabulary)
        found: list[tuple[MetricAsked, Level]] = []
        lacking: NotDerivable | None = None
        for one in self._readings(metric):
            wanted = Wanted(
                entity=call.entity.key, metric=one.metric, words=one.words, period=period, member=one.member
            )
            try:
                found.append((one, ledger.level(wanted)))
            except NotDerivable as error:
                lacking = lacking or error
        if lacking is not None and not found:
            raise lacking
        return found

    def _readings(self, metric: MetricAsked) -> list[MetricAsked]:
        """A metric as asked, and what its words may mean besides."""
        if metric.metric is None:
            return [metric]
        others = map(self.planning.vocabulary.metric, self.planning.vocabulary.metric(metric.metric).readings)
        return [metric, *(metric.model_copy(update={"metric": m.id, "words": m.name, "readings": ()}) for m in others)]

    def _words(self, metric: MetricAsked) -> re.Pattern[str]:
        """Any of the words for a metric and for what else its words may mean."""
        named = [self.planning.vocabulary.metric(m.metric) for m in self._readings(metric) if m.metric]
        return pattern_of((metric.words, *(w for one in named for w in (one.name, *one.words, *one.negated))))

    def _lines(
        self, call: Document, spoken: Spoken, words: re.Pattern[str], *, figures: bool = True
    ) -> Iterator[_Line]:
        """The sentences of those who are meant that have some words, in order; those with figures, where so told."""
        for passage in passages_of(self.planning.home, call.id):
            if not speaks(passage, spoken):
                continue
            for start, end in sentences(passage.text):
                text = passage.text[start:end]
                if words.search(text) and (not figures or any(map(str.isdigit, text))):
                    yield _Line(passage=passage, start=start, end=end)

    def _placed(self, call: Document, line: _Line, ids: tuple[str, ...], manner: Manner = "point") -> Told | None:
        """The sentence as a quotation; None where it cannot stand as one."""
        text = line.text.strip()
        if len(text) > LONGEST or any(c in text for c in "{}\t“”"):
            return None
        lead = said_by(line.passage.locator, call)
        low = line.low + len(line.text) - len(line.text.lstrip())
        place = Place(document=call.id, start=low, end=low + len(text), lead=lead)
        return Told(places=(place,), ids=ids, manner=manner)

    def _doubted(self, told: Told, call: Document, level: Level) -> Told | None:
        """What differs, with whether the call speaks of another measure; None where it can be no verdict."""
        _, start, end, _ = told.ids[0].split(":", 3)
        said = text_fact(self.planning.home, call.id, int(start), int(end))
        if said is None or verdict_of("said", (said,), level).template != DIFFERS:
            return None
        text = self.planning.home.text(call.id)
        return replace(told, other_basis=other_basis(text, metric_of(level, self.planning.vocabulary)))


def _heard(listener: Listener, sentence: str, call: Document) -> Iterator[tuple[Reading, Level, bool]]:
    """The figures of a sentence with the reported ones that its words name, and whether they agree."""
    bound = listener.stated(sentence, call)
    yield from ((b.reading, b.level, True) for b in bound if b.level is not None and b.failure is None)
    yield from ((reading, level, True) for reading, level in listener.stating(sentence, call))
    yield from ((b.reading, b.level, False) for b in bound if b.level is not None and b.failure is not None)
