"""What does a question ask? Companies, metrics, periods and the operation, from its words and its thread."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tieout.agent.offline.operation import is_forecast, narrows, operation, sets_against, wants_text
from tieout.agent.offline.portion import Portions, blanked, free, inside, portions
from tieout.agent.offline.timing import joined
from tieout.document import Entity
from tieout.fact import FactQuery
from tieout.ports import Snapshot
from tieout.question import Ask, MetricAsked, Question
from tieout.tools.figures.companies import Companies, listed, residue, strangers
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import PeriodMention, mentions
from tieout.tools.figures.phrases import Phrases, label_key
from tieout.tools.figures.vocabulary import Mention, Vocabulary

Place = tuple[int, int]
_FOLLOW_UP = re.compile(
    r"^\W*(?:and|what about|how about|same|also|then|now|compare (?:that|it|this)|versus|vs|or)\b|"
    r"\b(?:it|its|their|they|them|that|those|this company|the same)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\bwhich (?:compan|issuer|firm)|\ball (?:the )?(?:compan|issuers|firms)|\bevery compan", re.IGNORECASE
)
SHORT_WORDS = 6
LABEL_WORDS = 2
MOST = 20_000
"""Facts that are looked at for the names of parts."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A question, taken apart."""

    text: str
    entities: tuple[Entity, ...] = ()
    strangers: tuple[str, ...] = ()
    """Capitalised names that are neither indexed companies nor anything the filings print."""
    metrics: tuple[MetricAsked, ...] = ()
    qualifiers: tuple[str, ...] = ()
    """Words such as "adjusted" that make a metric another one than the reported."""
    periods: tuple[PeriodMention, ...] = ()
    anchor: tuple[PeriodMention, ...] = ()
    """Periods of the question before, on which relative ones lean: "and the year before?"."""
    ask: Ask = "look_up"
    forecast: bool = False
    rest: str = ""
    """The question with names, metrics and periods blanked out."""
    words: tuple[str, ...] = ()
    """Content words that were understood as nothing else."""
    perhaps: tuple[str, ...] = ()
    """Words that may name a part of the company and were not understood as one."""
    beside: tuple[str, ...] = ()
    """Names in a list with companies of the home, which are none of it."""
    assumptions: tuple[str, ...] = ()
    everyone: bool = False
    """Whether it asks about all companies of the home."""


@dataclass(frozen=True, kw_only=True)
class _Spoken:
    """The metrics of a question, with the places of what was understood."""

    metrics: tuple[MetricAsked, ...]
    places: tuple[Place, ...]
    periods: tuple[Place, ...]
    companies: tuple[Place, ...]


@dataclass(kw_only=True)
class Reader:
    """Takes questions apart against one home."""

    home: Snapshot
    vocabulary: Vocabulary
    restricted: tuple[str, ...] = ()
    companies: Companies = field(init=False)

    def __post_init__(self) -> None:
        names: dict[str, tuple[str, ...]] = {}
        for document in self.home.documents():
            names[document.entity.key] = (*names.get(document.entity.key, ()), *document.names)
        everyone = Companies(self.home.entities(), names)
        if self.restricted:
            chosen = {e.key: e for name in self.restricted for e in everyone.named(name)}
            everyone = Companies(chosen[k] for k in sorted(chosen))
        self.companies = everyone

    def understand(self, question: Question) -> Understood:
        """The question itself, completed from the earlier ones of its thread where it leans on them."""
        now = self.read(question.text)
        if not question.history or not leans(now):
            return now
        earlier = question.model_copy(update={"text": question.history[-1], "history": question.history[:-1]})
        before = self.understand(earlier)
        return completed(self.read(question.text, before), before)

    def read(self, text: str, before: Understood | None = None) -> Understood:
        """One question by itself; `before` is the one whose company and metric a part in it may be of."""
        named = self.companies.find(text)
        companies = [(c.start, c.end) for c in named]
        entities = tuple({c.entity.key: c.entity for c in named}.values())
        periods = mentions(text, tuple(r for r in figures(text) if r.unit or r.precision > 1))
        mentioned = [m for m in self.vocabulary.find(blanked(text, companies)) if free((m.start, m.end), companies)]
        dated = [(p.start, p.end) for p in periods]
        periods = joined(periods)
        owners = entities or (before.entities if before else ()) or self._only()
        spoken, assumptions = self._spoken(text, mentioned, owners, (companies, dated))
        if before is not None and not spoken.metrics:
            whole = tuple(m.model_copy(update={"member": None}) for m in before.metrics)
            found = self._portions(text, owners, replace(spoken, metrics=whole))
            spoken = replace(spoken, metrics=whole if found.names else ())
        else:
            found = self._portions(text, owners, spoken)
        within = [m for m in mentioned if any(inside((m.start, m.end), place) for place in found.places)]
        mentioned = [m for m in mentioned if m not in within]
        lost = {m.metric for m in within} - {m.metric for m in mentioned}
        metrics = tuple(
            m.model_copy(update={"member": n})
            for m in spoken.metrics
            if m.metric not in lost
            for n in found.names or (None,)
        )
        taken = [*companies, *spoken.places, *dated, *found.places]
        bare = blanked(text, [*companies, *((m.start, m.end) for m in mentioned), *dated, *found.places])
        ask: Ask = "text" if not metrics or is_text(text, bare) else operation(bare)
        if ask == "change" and sets_against(bare) and max(len(entities), len(metrics)) > 1:
            ask = "compare"
        return Understood(
            text=text,
            entities=entities,
            strangers=strangers(text, taken),
            metrics=metrics,
            qualifiers=tuple(m.qualifier for m in mentioned if m.qualifier),
            periods=periods,
            ask=ask,
            forecast=is_forecast(bare) or any(p.relative == "next" for p in periods),
            rest=bare,
            words=residue(text, taken),
            perhaps=(*found.perhaps, *narrowed(text, mentioned)),
            beside=listed(text, companies, taken),
            assumptions=assumptions,
            everyone=_EVERYONE.search(text) is not None,
        )

    def _spoken(
        self,
        text: str,
        mentioned: Sequence[Mention],
        owners: Sequence[Entity],
        places: tuple[list[Place], list[Place]],
    ) -> tuple[_Spoken, tuple[str, ...]]:
        """The metrics named; else a printed label or a word with several readings, with what is assumed."""
        companies, dated = places
        taken = [*companies, *((m.start, m.end) for m in mentioned), *dated]
        metrics = {m.metric: MetricAsked(metric=m.metric, words=text[m.start : m.end]) for m in mentioned}
        asked, at = tuple(metrics.values()), [(m.start, m.end) for m in mentioned]
        assumptions: tuple[str, ...] = ()
        if not asked:
            asked, at = self._labelled(text, tuple(e.key for e in owners), taken)
        if not asked:
            asked, at, assumptions = self._likeliest(text, taken)
        return _Spoken(metrics=asked, places=tuple(at), periods=tuple(dated), companies=tuple(companies)), assumptions

    def _only(self) -> tuple[Entity, ...]:
        return self.companies.entities if len(self.companies.entities) == 1 else ()

    def _labelled(
        self, text: str, owners: Sequence[str], taken: Sequence[Place]
    ) -> tuple[tuple[MetricAsked, ...], list[Place]]:
        """Printed row labels that the question repeats, the longest first; two words at least."""
        labels: dict[tuple[str, ...], str] = {}
        for owner in owners:
            for _, label in self.home.labels(owner):
                key = label_key(label)
                if len(key) >= LABEL_WORDS:
                    labels.setdefault(key, label)
        found = [f for f in Phrases(labels).find(text) if free((f.start, f.end), taken)] if labels else []
        longest = max(found, key=lambda f: f.end - f.start, default=None)
        if longest is None:
            return (), []
        return (MetricAsked(metric=None, words=longest.target),), [(longest.start, longest.end)]

    def _likeliest(
        self, text: str, taken: Sequence[Place]
    ) -> tuple[tuple[MetricAsked, ...], list[Place], tuple[str, ...]]:
        """The first reading of a word with several, stated as an assumption."""
        for unclear in self.vocabulary.ambiguities(text):
            place = (unclear.start, unclear.end)
            if free(place, taken):
                word, metric = text[slice(*place)], self.vocabulary.metric(unclear.readings[0])
                assumption = f"“{word}” is read as {metric.name}"
                return (MetricAsked(metric=metric.id, words=metric.name),), [place], (assumption,)
        return (), [], ()

    def _portions(self, text: str, owners: Sequence[Entity], spoken: _Spoken) -> Portions:
        """Segments, products and places for which some filing prints one of the metrics."""
        concepts = [c for m in spoken.metrics if m.metric for c in self.vocabulary.metric(m.metric).concepts]
        if not concepts or not owners:
            return Portions()
        query = FactQuery(entities=tuple(e.key for e in owners), concepts=tuple(concepts), limit=MOST)
        facts = [f for f in self.home.facts(query) if f.dimensions]
        return portions(text, facts, owners, metrics=spoken.places, others=spoken.periods, companies=spoken.companies)


def narrowed(text: str, mentioned: Sequence[Mention]) -> tuple[str, ...]:
    """The second of two metrics that are one measure together, with the word between them."""
    pairs = [(one.end, other) for one, other in pairwise(mentioned)]
    return tuple(text[end : m.end].strip() for end, m in pairs if narrows(text[end : m.start]))


def is_text(text: str, bare: str) -> bool:
    """Whether the filing's words are wanted although a metric is named."""
    amount = re.search(
        r"\bhow (?:much|many)\b|\bwhat (?:was|were|is|are)\b(?!.*\bpolic)|\bwho had\b", text, re.IGNORECASE
    )
    return wants_text(bare) and amount is None


def leans(now: Understood) -> bool:
    """Whether a question needs the one before it to be understood."""
    short = len(now.text.split()) <= SHORT_WORDS
    lacking = not now.metrics or not now.entities
    return lacking and (short or _FOLLOW_UP.search(now.text) is not None)


def completed(now: Understood, before: Understood) -> Understood:
    """The question with what it leaves unsaid taken from the one before."""
    added = re.search(r"\bcompar|\bagainst\b|\bversus\b|\bvs\b|\balso\b", now.text, re.IGNORECASE) is not None
    entities = now.entities or (() if now.strangers else before.entities)
    if now.entities and added:
        entities = tuple({e.key: e for e in (*before.entities, *now.entities)}.values())
    metrics = now.metrics or before.metrics
    if now.ask in {"share", "ratio"} and len(now.metrics) == 1 and before.metrics:
        metrics = (before.metrics[0], now.metrics[0])
    inherited = not now.metrics and bool(before.metrics)
    return replace(
        now,
        entities=entities,
        metrics=metrics,
        periods=now.periods or before.periods,
        anchor=before.periods,
        ask=inherited_ask(now, before) if inherited and now.ask == "text" else now.ask,
        strangers=() if now.entities else now.strangers,
        everyone=now.everyone or (before.everyone and not now.entities),
        text=now.text if not inherited else f"{before.text} {now.text}",
    )


def inherited_ask(now: Understood, before: Understood) -> Ask:
    """What is to be done with a metric of the question before: what this one says, else the same."""
    if wants_text(now.text):
        return "text"
    asked = operation(now.rest)
    return before.ask if asked == "look_up" else asked
