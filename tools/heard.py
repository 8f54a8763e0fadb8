"""Which reported figure do the words of a call state? Each sentence is read by itself, for the quarter it speaks of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tieout.document import Document
from tieout.fact import Fact, FactQuery
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.ports import Snapshot
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import Bound, in_print
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.parts import labels_for
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.terms import Level
from tieout.tools.figures.tying import Tier
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.spoken import guides

QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
_MONTHS = "January February March April May June July August September October November December".split()
_NAMED = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})(?=[ -]quarter\b)", re.IGNORECASE)
_NOMINAL = timedelta(days=10)
"""A quarter of weeks may end so many days into the month after the one that it is called by."""
_MOST = 5000
_DIGITS = 2
"""A figure of one digit may be the reported one by chance."""
_OTHER_TIME = re.compile(
    r"\b(?:last|prior|previous) (?:year|quarter)[’']s\b|\byear-to-date\b|\bfirst (?:half|nine months)\b|"
    r"\bfull[ -]year\b|\btrailing\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:and|to|through|[-–—])\s*", re.IGNORECASE)
_AROUND = re.compile(
    r",?\s*(?:plus\s+or(?:\s+minus)?|\+\s?/\s?[-−–]?|±|give\s+or\s+take)(?:\s+(?:about|approximately))?\s*",
    re.IGNORECASE,
)
"""Between a figure and what it may be off by; "minus" may have been read as the sign of the second."""
_ABOUT = re.compile(
    r"\b(?:approximately|around|about|roughly|be|at|of|to|between|from)\s+(?:(?:the|a)\s+)?(?:range\s+of\s+)?"
    r"(?:approximately\s+|around\s+|about\s+|roughly\s+|between\s+)?$",
    re.IGNORECASE,
)


Manner = Literal["range", "around", "point"]


_APART = re.compile(
    r"[\s,(]*(?:excluding|exclusive\s+of|before|ex\b|adjusted\s+for|on\s+an?\s+(?:non|adjusted))", re.IGNORECASE
)
"""Behind a figure that is guided on another basis than the reported one."""


@dataclass(frozen=True, kw_only=True)
class Guided:
    """One figure or range that a sentence guides, and what it is of."""

    wanted: Wanted
    readings: tuple[Reading, ...]
    manner: Manner
    """Two ends, a figure and what it may be off by, or one figure."""


class Listener:
    """Reads sentences of one company's calls against the facts of one quarter."""

    def __init__(self, facts: Iterable[Fact], documents: Mapping[str, Document], vocabulary: Vocabulary) -> None:
        known = tuple(facts)
        entities = {f.entity.key: f.entity for f in known}
        self._vocabulary = vocabulary
        self._tier = Tier(known, documents, entities.values(), vocabulary)

    def stated(self, sentence: str, document: Document) -> tuple[Bound, ...]:
        """What the figures of a sentence state of the quarter that its call is on."""
        own = quarter_on(document)
        if own is None or guides(sentence):
            return ()
        text = without_month(sentence, document.period_end)
        return self._tier.tie(text, Setting(entity=document.entity, period=own))

    def stating(self, sentence: str, document: Document) -> Iterator[tuple[Reading, Level]]:
        """Each figure that is, as it is rounded, the reported one of the metric and part that are named.

        Words that leave room for another measure are no matter here: the figure is the same.
        """
        own = quarter_on(document)
        text = without_month(sentence, document.period_end)
        said = self._tier.said(text)
        if own is None or guides(sentence) or _OTHER_TIME.search(text):
            return
        if any(w.periods and own not in w.periods for w in said.wordings):
            return
        for at in said.amounts():
            for wanted in self._named(said, at, document, own):
                level = self._level(wanted)
                if level is not None and _is_rounded(level, at):
                    yield at, level

    def _named(self, said: Said, at: Reading, document: Document, period: FiscalPeriod) -> Iterator[Wanted]:
        """What a level may be of, by the metric and the only part that its clause names."""
        term, low = said.term(at), said.clause(at)[0]
        parts: set[str | None] = {name for (start, _), name in said.parts if low <= start < at.start}
        parts = parts or {said.part(at, term)}
        if term is None or term.metric is None or term.qualifier is not None or at.kind != "level" or len(parts) > 1:
            return
        for metric in (term.metric, *self._vocabulary.metric(term.metric).readings):
            yield Wanted(entity=document.entity.key, metric=metric, words="", period=period, member=next(iter(parts)))

    def _level(self, wanted: Wanted) -> Level | None:
        try:
            return self._tier.ledger.level(wanted)
        except NotDerivable:
            return None

    def guided(self, sentence: str, document: Document, period: FiscalPeriod) -> tuple[Guided, ...]:
        """What a sentence guides for a period; figures of another basis or measure are none of it."""
        said = self._tier.said(sentence)
        found = (self._guided(said, at, document, period) for at in said.amounts())
        return tuple(one for one in found if one is not None)

    def _guided(self, said: Said, at: Reading, document: Document, period: FiscalPeriod) -> Guided | None:
        term = said.term(at)
        if term is None or term.qualifier is not None or at.kind != "level" or term.end > at.start:
            return None
        if _ABOUT.search(said.text[: at.start]) is None or _is_end(said, at):
            return None
        readings, manner = _together(said, at)
        if _APART.match(said.text, readings[-1].end):
            return None
        wanted = Wanted(
            entity=document.entity.key,
            metric=term.metric,
            words=term.words,
            period=period,
            member=said.part(at, term),
        )
        return Guided(wanted=wanted, readings=readings, manner=manner)


def _is_rounded(level: Level, at: Reading) -> bool:
    """Whether a figure as said is the reported one, rounded to the digits that were said."""
    exact = in_print(level, at)
    telling = len(str(abs(at.value or 0)).strip("0.").replace(".", "")) >= _DIGITS
    return exact is not None and at.value is not None and telling and agrees(at.value, at.precision, exact)


def _is_end(said: Said, at: Reading) -> bool:
    """Whether a figure is the second one of a range, or what another may be off by."""
    before = (said.text[r.end : at.start] for r in said.amounts() if r.end <= at.start)
    return any(_RANGE.fullmatch(gap) or _AROUND.fullmatch(gap) for gap in before)


def _together(said: Said, at: Reading) -> tuple[tuple[Reading, ...], Manner]:
    """A figure with the one that makes a range of it, where there is one."""
    following = next((r for r in said.amounts() if r.start >= at.end), None)
    if following is not None:
        gap = said.text[at.end : following.start]
        if _RANGE.fullmatch(gap):
            return (at, following), "range"
        if _AROUND.fullmatch(gap):
            return (at, following), "around"
    return (at,), "point"


def quarter_on(document: Document) -> FiscalPeriod | None:
    """The fiscal quarter that a call is on; None where it does not say."""
    if document.fiscal_year is None or document.fiscal_period not in QUARTERS:
        return None
    return FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period)


def quarter_after(period: FiscalPeriod) -> FiscalPeriod:
    """The quarter after a quarter."""
    at = QUARTERS.index(period.span)
    return FiscalPeriod(year=period.year + (at == len(QUARTERS) - 1), span=QUARTERS[(at + 1) % len(QUARTERS)])


def without_month(sentence: str, end: date | None) -> str:
    """A sentence without the month by which it calls the quarter that ended then, at its length: "March quarter"."""
    if end is None:
        return sentence
    month = _MONTHS[(end - _NOMINAL).month - 1].casefold()
    return _NAMED.sub(lambda m: " " * len(m[0]) if m["month"].casefold() == month else m[0], sentence)


def quarter_facts(
    snapshot: Snapshot, entity: str, period: FiscalPeriod, *, as_of: date | None = None
) -> tuple[Fact, ...]:
    """Every tagged figure of a quarter and of what it is computed from, as the filings of its own year have it."""
    fiscal = tuple(sorted(labels_for(period)))
    query = FactQuery(entities=(entity,), fiscal=fiscal, origins=("xbrl",), as_of=as_of, limit=_MOST)
    found = snapshot.facts(query)
    own = {d.id for d in snapshot.documents() if d.entity.key == entity and d.fiscal_year == period.year}
    return tuple(f for f in found if f.document in own) or found
