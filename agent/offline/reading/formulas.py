"""Which formulas does a question bring, and over which figures? Definitions, formulas in the open, adjustments."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tieout.agent.offline.reading.adjusting import AND, EXCLUDING, sign_of
from tieout.agent.offline.reading.definition import Definition, definitions
from tieout.agent.offline.reading.expression import Expression, expression
from tieout.agent.offline.reading.leaves import Known, Leaf, Leaves
from tieout.agent.offline.reading.portion import blanked, free, shortened
from tieout.agent.offline.reading.portioned import Spots, portioned
from tieout.document import Entity
from tieout.ports import Snapshot
from tieout.question import MetricAsked
from tieout.tools.figures.companies import residue
from tieout.tools.figures.formula import Binary, Name, Node, names
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.phrases import Phrases, label_key
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.figures.wanted import closure

Place = tuple[int, int]
_OPENS = re.compile(r"\(|\b(?:sum|ratio|quotient|average|avg\.?|mean)\b", re.IGNORECASE)
_WORKED = re.compile(
    r"[+*×÷/(−–—]|\s-\s|\b(?:plus|minus|less|net\s+of|sum\s+of|multiplied|times|adding\s+back|divided\s+by|ratio\s+of)\b",
    re.IGNORECASE,
)
_IDLE = frozenset(
    "is the by user company companies it its a an of for in and or to as at fiscal year years end divided plus minus "
    "less average times between".split()
)
_LED = re.compile(
    r"\b(?:using|by|with|via|from)?\s*(?:the\s+)?(?:following\s+)?(?:formula|expression|calculation)\s*:?\s*$",
    re.IGNORECASE,
)
"""How a formula is led to that has a name elsewhere in the question."""
LONGEST = 80


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A formula that the question gives."""

    name: str | None
    short: str | None = None
    node: Node
    places: tuple[Place, ...]
    """Where the question says it, its name left out."""
    unread: tuple[str, ...] = ()
    """Words of the definition that are no part of a formula."""
    percent: bool = False
    note: str | None = None


@dataclass(kw_only=True)
class Formulas:
    """Reads the formulas of one question."""

    text: str
    home: Snapshot
    vocabulary: Vocabulary
    companies: Sequence[Place]
    entities: Sequence[Entity]
    parts: Callable[[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], str]]
    """The names of the parts for which some companies print some concepts."""
    leaves: Leaves = field(default_factory=Leaves)
    known: Known = field(init=False)
    alone: dict[int, tuple[int, str]] = field(init=False)
    """Parts that stand by themselves, by where they begin."""
    bare: str = field(init=False)
    """The text without its companies."""
    assumed: dict[int, str] = field(default_factory=dict)
    """What words with several readings are read as, by where they stand."""

    def __post_init__(self) -> None:
        self.bare = bare = blanked(self.text, self.companies)
        worded = mentions(bare, tuple(r for r in figures(bare) if r.unit or r.precision > 1))
        dated = {m.start: (m.end, m.periods) for m in worded if m.periods}
        taken = [(start, end) for start, (end, _) in dated.items()]
        found = {s: (e, m) for s, e, m in self._metrics(bare) if free((s, e), taken)}
        taken += [(start, end) for start, (end, _) in found.items()]
        found |= {s: (e, m) for s, e, m in self._labels(bare) if free((s, e), taken)}
        found, self.alone = portioned(bare, found, self._parts(found))
        self.known = Known(metrics=found, periods=dated)

    def _parts(self, found: Spots) -> dict[tuple[str, ...], str]:
        """The names of the parts for which the companies print one of these metrics."""
        metrics = [self.vocabulary.metric(m.metric) for _, m in found.values() if m.metric]
        concepts = tuple(dict.fromkeys(c for m in metrics for c in m.concepts))
        owners = tuple(e.key for e in self.entities)
        names = self.parts(owners, concepts) if owners and concepts else {}
        return {**shortened(names, self.entities), **names}

    def _metrics(self, text: str) -> Iterator[tuple[int, int, MetricAsked]]:
        for one in self.vocabulary.find(text):
            if not one.negated and one.qualifier is None:
                yield one.start, one.end, MetricAsked(metric=one.metric, words=text[one.start : one.end])
        for unclear in self.vocabulary.ambiguities(text):
            readings = [self.vocabulary.metric(i) for i in unclear.readings]
            chosen = next((m for m in readings if m.unit == "money"), readings[0])
            said = text[unclear.start : unclear.end]
            self.assumed[unclear.start] = f"“{said}” is read as {chosen.name}"
            yield unclear.start, unclear.end, MetricAsked(metric=chosen.id, words=chosen.name)

    def _labels(self, text: str) -> Iterator[tuple[int, int, MetricAsked]]:
        """Printed row labels that are no words of the vocabulary."""
        printed = {label for entity in self.entities for _, label in self.home.labels(entity.key)}
        labels = {label_key(one): one for one in sorted(printed) if len(label_key(one)) > 1}
        for found in Phrases(labels).find(text) if labels else ():
            yield found.start, found.end, MetricAsked(metric=None, words=found.target)

    def measures(self) -> tuple[Measure, ...]:
        """The formulas of the question; none where it brings none."""
        defined = self._defined(definitions(blanked(self.bare, self._dated())))
        return defined or self._open() or self._adjusted()

    def _dated(self) -> list[Place]:
        return [(start, end) for start, (end, _) in self.known.periods.items()]

    def _defined(self, found: Sequence[Definition]) -> tuple[Measure, ...]:
        """Definitions; those that others use are read first."""
        done: dict[int, Measure] = {}
        for _ in found:
            for at, one in enumerate(found):
                if at not in done and (measure := self._read(one, found, done)) is not None:
                    done[at] = measure
        return tuple(done[at] for at in sorted(done))

    def _read(self, one: Definition, found: Sequence[Definition], done: Mapping[int, Measure]) -> Measure | None:
        """A definition's formula; None while a definition that it uses has not been read."""
        segment = self.text[one.formula : one.stop].casefold()
        named: dict[str, Node] = {}
        for at, other in enumerate(found):
            calls = [c.casefold() for c in (other.name, other.short) if c and other is not one]
            used = [c for c in calls if re.search(rf"(?<!\w){re.escape(c)}(?!\w)", segment)]
            if used and at not in done:
                return None
            if used:
                named |= dict.fromkeys(used, done[at].node)
        read = expression(self.bare, one.formula, replace(self.known, names=named), self.leaves)
        if read is None or (read.operations == 0 and not named):
            return self._unread(one)
        left = self.leftover(read.end, one.stop)
        return Measure(
            name=one.name,
            short=one.short,
            node=read.tree,
            places=((one.start, one.called[0]), (one.called[1], read.end)),
            unread=left,
            percent=read.percent,
        )

    def _unread(self, one: Definition) -> Measure | None:
        """A definition without a formula: nothing is known of its words; None where nothing was defined."""
        words = self.leftover(one.formula, one.stop)
        operated = re.search(r"[/+*×÷−]|\b(?:divided|plus|minus|less|average)\b", self.text[one.formula : one.stop])
        if operated is None:
            return None
        said = named(self.text[one.formula : one.stop]) or "its formula"
        places = ((one.start, one.called[0]), (one.called[1], one.stop))
        return Measure(name=one.name, node=Name(metric="none"), places=places, unread=words or (said,))

    def leftover(self, start: int, end: int) -> tuple[str, ...]:
        """The words of a range that are neither figures, periods nor companies."""
        places = [*self.companies]
        places += [(s, e) for s, (e, _) in self.known.metrics.items()]
        places += [(s, e) for s, (e, _) in self.known.periods.items()]
        bare = blanked(self.text, places)
        return tuple(w for w in residue(bare[start:end], ()) if w not in _IDLE)

    def _open(self) -> tuple[Measure, ...]:
        """A formula without a name: "(A − B) / C"."""
        spots = {*self.known.metrics, *self.known.periods, *(m.start() for m in _OPENS.finditer(self.text))}
        for start in sorted(spots):
            read = expression(self.bare, start, self.known, self.leaves)
            if read is None or read.operations == 0:
                continue
            said = self.text[start : read.end]
            parts = len(set(names(read.tree)))
            if parts > 1 and _WORKED.search(said) and not self._one_metric(read):
                led = _LED.search(self.text[:start])
                places = ((led.start() if led else start, read.end),)
                called = None if led else self._called(start, read.end)
                return (Measure(name=called, node=read.tree, places=places, percent=read.percent),)
        return ()

    def _called(self, start: int, end: int) -> str | None:
        """A formula's own words as its name, without the period behind them."""
        last = max((e for s, (e, _) in self.known.metrics.items() if start <= s and e <= end), default=end)
        closing = re.match(r"\s*\)", self.text[last:end])
        return named(self.bare[start : last + (closing.end() if closing else 0)])

    def _one_metric(self, read: Expression) -> bool:
        """Whether a formula is only one metric over time, which other operations answer."""
        by_name = self.leaves.by_name()
        asked = [by_name[n.metric].metric for n in names(read.tree)]
        return len({(one.metric or one.words, one.member) for one in asked}) == 1

    def _adjusted(self) -> tuple[Measure, ...]:
        """A metric without another: "operating income excluding restructuring charges and amortization"."""
        for start, (end, base) in sorted(self.known.metrics.items()):
            link = EXCLUDING.match(self.text, end)
            node: Node = self.leaves.name(Leaf(metric=base))
            place, said = link.end() if link else -1, end
            if place in self.alone and base.member is None:
                said, member = self.alone[place]
                taken = self.leaves.name(Leaf(metric=base.model_copy(update={"member": member})))
                node = Binary(sign="-", left=node, right=taken)
                return (Measure(name=named(self.bare[start:said]), node=node, places=((start, said),)),)
            while link is not None and place in self.known.metrics:
                said, part = self.known.metrics[place]
                sign = self._sign(base, part)
                if sign is None:
                    words = f"{base.words} excluding {part.words} (write the formula out with plus or minus)"
                    return (Measure(name=None, node=node, places=((start, said),), unread=(words,)),)
                node = Binary(sign="+" if sign == "+" else "-", left=node, right=self.leaves.name(Leaf(metric=part)))
                more = AND.match(self.text, said)
                place = more.end() if more else -1
            if isinstance(node, Binary):
                note = "what is left out is taken at the amount that the statements show, before any effect on taxes"
                return (Measure(name=named(self.bare[start:said]), node=node, places=((start, said),), note=note),)
        return ()

    def _sign(self, base: MetricAsked, part: MetricAsked) -> str | None:
        if base.metric is None or part.metric is None:
            return None
        if part.metric in closure(base.metric, self.vocabulary):
            return None
        return sign_of(self.vocabulary.metric(base.metric), self.vocabulary.metric(part.metric))


def named(said: str) -> str | None:
    """The user's words as a name; None where they hold digits or signs that a sentence cannot quote."""
    words = " ".join(said.split()).strip(" ,:")
    return None if len(words) > LONGEST or re.search(r"[\d{}“”\"]", words) else words


def may_define(text: str) -> bool:
    """Whether a question may bring a formula, by its signs and its words alone."""
    return _WORKED.search(text) is not None or EXCLUDING.search(text) is not None or bool(definitions(text))
