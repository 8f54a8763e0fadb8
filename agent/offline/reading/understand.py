"""What does a question ask? Companies, metrics, periods and the operation, from its words and its thread."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tieout.agent.offline.reading.leaning import completed, leans
from tieout.agent.offline.reading.operation import (
    is_forecast,
    narrows,
    operation,
    sets_against,
    wants_text,
    wants_workings,
)
from tieout.agent.offline.reading.portion import Portions, blanked, free, inside, portions_of
from tieout.agent.offline.reading.preamble import asides
from tieout.agent.offline.reading.printing import printing, wished
from tieout.agent.offline.reading.timing import joined
from tieout.agent.offline.reading.understood import Understood
from tieout.document import Entity
from tieout.fact import FactQuery
from tieout.ports import Snapshot
from tieout.question import Ask, MetricAsked, Question
from tieout.tools.figures.companies import Companies, listed, residue, strangers
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.member import members
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.phrases import Phrases, label_key
from tieout.tools.figures.vocabulary import Mention, Vocabulary

Place = tuple[int, int]
_EVERYONE = re.compile(
    r"\bwhich (?:compan|issuer|firm)|\ball (?:the )?(?:compan|issuers|firms)|\bevery compan", re.IGNORECASE
)
LABEL_WORDS = 2
_YEAR_S_SHARE = re.compile(r"(?:19|20)\d\d share", re.IGNORECASE)
"""A year before a word that begins with "share": "2023 share repurchases" are no 2,023 shares."""
MOST = 20_000
"""Facts that are looked at for the names of parts."""
KEPT = 1_000
"""Lists of names of parts that are kept from question to question."""
Names = dict[tuple[str, ...], str]
_PARTS: dict[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], Names] = {}


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
    _state: tuple[str, ...] = field(init=False)
    """What the documents are: their ids and contents."""

    def __post_init__(self) -> None:
        names: dict[str, tuple[str, ...]] = {}
        self._state = tuple(f"{d.id} {d.content_hash}" for d in self.home.documents())
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
        typed, wish = text, printing(text)
        text = blanked(text, (*wish.places, *asides(text)))
        named = self.companies.find(text)
        companies = [(c.start, c.end) for c in named]
        entities = tuple({c.entity.key: c.entity for c in named}.values())
        counted = (r for r in figures(text) if (r.unit or r.precision > 1) and not _YEAR_S_SHARE.fullmatch(r.text))
        periods = mentions(text, tuple(counted))
        mentioned = [m for m in self.vocabulary.find(blanked(text, companies)) if free((m.start, m.end), companies)]
        dated = [(p.start, p.end) for p in periods]
        periods = joined(periods, text)
        owners = entities or (before.entities if before else ()) or self._only()
        spoken, assumptions = self._spoken(text, mentioned, owners, (companies, dated))
        spoken, found = self._with_parts(text, owners, spoken, before)
        within = [m for m in mentioned if any(inside((m.start, m.end), place) for place in found.places)]
        mentioned = [m for m in mentioned if m not in within]
        lost = {m.metric for m in within} - {m.metric for m in mentioned}
        kept = [m for m in spoken.metrics if m.metric not in lost]
        metrics = tuple(m.model_copy(update={"member": n}) for m in kept for n in found.names or (None,))
        taken = [*companies, *spoken.places, *dated, *found.places]
        bare = blanked(text, [*companies, *((m.start, m.end) for m in mentioned), *dated, *found.places])
        ask: Ask = "text" if not metrics or is_text(text, bare) else operation(bare)
        if ask == "change" and sets_against(bare) and max(len(entities), len(metrics)) > 1:
            ask = "compare"
        return Understood(
            text=typed,
            typed=text,
            entities=entities,
            strangers=strangers(text, taken),
            metrics=metrics,
            qualifiers=tuple(m.qualifier for m in mentioned if m.qualifier),
            periods=periods,
            ask=wished(ask, wish.shown, amount="how much" in text.casefold()),
            shown=wish.shown,
            workings=wants_workings(typed),
            forecast=is_forecast(bare) or any(p.relative == "next" for p in periods),
            rest=bare,
            words=residue(text, taken),
            perhaps=(*found.perhaps, *narrowed(text, mentioned)),
            beside=listed(text, companies, taken),
            assumptions=assumptions,
            everyone=_EVERYONE.search(text) is not None,
        )

    def _with_parts(
        self, text: str, owners: Sequence[Entity], spoken: _Spoken, before: Understood | None
    ) -> tuple[_Spoken, Portions]:
        """The parts that are named; those of the metrics of the question before where this one names none."""
        if before is None or spoken.metrics:
            return spoken, self._portions(text, owners, spoken)
        whole = tuple(m.model_copy(update={"member": None}) for m in before.metrics)
        found = self._portions(text, owners, replace(spoken, metrics=whole))
        return replace(spoken, metrics=whole if found.names else ()), found

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
                asked = MetricAsked(metric=metric.id, words=metric.name, readings=unclear.readings[1:])
                return (asked,), [place], (assumption,)
        return (), [], ()

    def _portions(self, text: str, owners: Sequence[Entity], spoken: _Spoken) -> Portions:
        """Segments, products and places for which some filing prints one of the metrics."""
        concepts = [c for m in spoken.metrics if m.metric for c in self.vocabulary.metric(m.metric).concepts]
        if not concepts or not owners:
            return Portions()
        known = self.parts(tuple(e.key for e in owners), tuple(concepts))
        places = spoken.places, spoken.periods, spoken.companies
        return portions_of(text, known, owners, metrics=places[0], others=places[1], companies=places[2])

    def parts(self, owners: tuple[str, ...], concepts: tuple[str, ...]) -> Names:
        """The names of the parts for which these figures are printed, looked up once for the documents as they are."""
        key = (self._state, owners, concepts)
        if key not in _PARTS:
            facts = self.home.facts(FactQuery(entities=owners, concepts=concepts, limit=MOST))
            if len(_PARTS) >= KEPT:
                _PARTS.clear()
            _PARTS[key] = members(f for f in facts if f.dimensions)
        return _PARTS[key]


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
