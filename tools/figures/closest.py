"""Which fact, or change of one, do all the words of a figure name better than they name any other?

Every word that speaks of the figure is one of the fact's: of its row, its concept, its part. What the fact's own names
have beyond that makes it no other figure. Nothing else of the period that prints otherwise is named nearly as well.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.described import Described, Descriptions
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import in_period
from tieout.tools.figures.parts import closing
from tieout.tools.figures.sayings import sets_apart, stems, without_glue
from tieout.tools.figures.sized import Sized

_ENOUGH = 0.85
"""How much of a name must be said, by weight."""
_ALONE = 0.7
"""As much is enough where no other fact has all the words that are said."""
_OTHER = 0.35
"""How much of the row must be said where the concept is, and the other way round."""
_MARGIN = 0.2
"""How much better a fact is named than any other."""
_OWN = 0.4
"""How much of a name the sentence itself says, headings left aside."""
_FEWEST = 2

Words = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What is said of one figure."""

    words: Words
    """By the sentence, of the figure."""
    telling: Words
    """Of these, what tells one metric from others."""
    context: Words
    """By the sentence of the whole, and by the headings above."""
    member: str | None
    """The part that the sentence, or else its surroundings, speak of."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A fact of a period, and how well words name it, from 0 to 1."""

    fact: Fact
    score: float


@dataclass(frozen=True, kw_only=True)
class Near:
    """The facts of one period."""

    facts: Sequence[Fact]
    of: Callable[[Fact], Described]

    @cached_property
    def sized(self) -> Sized:
        """By their size."""
        return Sized(self.facts)

    @cached_property
    def worded(self) -> Sequence[tuple[Fact, Words]]:
        """Each with all its words."""
        return [(fact, self.of(fact).words) for fact in self.facts]


class Closest:
    """Facts by how well words name them."""

    def __init__(self, facts: Iterable[Fact], wrong: Collection[str]) -> None:
        """`wrong` are ids of facts whose tag cannot be right."""
        known = tuple(f for f in facts if f.value is not None and f.id not in wrong and is_told(f))
        self._descriptions = Descriptions(known)
        self._described: dict[str, Described] = {}
        self._by_owner: dict[str, list[Fact]] = defaultdict(list)
        self._by_period: dict[tuple[str, str | None], list[tuple[int, Fact]]] = defaultdict(list)
        self._series: dict[object, list[Fact]] = defaultdict(list)
        self._near: dict[tuple[str, FiscalPeriod], Near] = {}
        self._sized: dict[str, Sized] = {}
        for at, fact in enumerate(known):
            self._by_owner[fact.entity.key].append(fact)
            self._by_period[fact.entity.key, fact.period.fiscal].append((at, fact))
            self._series[_series(fact)].append(fact)

    def is_printed(self, entity: str, at: Reading) -> bool:
        """Whether any fact of a company, of whatever period, is about as large as a figure."""
        if entity not in self._sized:
            self._sized[entity] = Sized(self._by_owner[entity])
        return any(self.is_near(fact, at) for fact in self._sized[entity].about(at))

    def about(self, entity: str, period: FiscalPeriod, at: Reading) -> Sequence[Fact]:
        """The facts of a period that are about as large as a figure."""
        return [fact for fact in self._of_period(entity, period).sized.about(at) if self.is_near(fact, at)]

    def named(self, heard: Heard, entity: str, period: FiscalPeriod) -> Iterator[Fact]:
        """The facts of a period that have all the words that are said of a figure."""
        return self.having(heard.telling, entity, period)

    def having(self, telling: Words, entity: str, period: FiscalPeriod) -> Iterator[Fact]:
        """The facts of a period that have all of some words."""
        return (fact for fact, words in self._of_period(entity, period).worded if telling <= words)

    def weight(self, words: Words) -> float:
        """How much some words tell."""
        return self._descriptions.weight(words)

    def _of_period(self, entity: str, period: FiscalPeriod) -> Near:
        key = entity, period
        if key not in self._near:
            labels = {period.label, closing(period) or period.label}
            dated = sorted((one for label in labels for one in self._by_period[entity, label]), key=itemgetter(0))
            self._near[key] = Near(facts=[fact for _, fact in dated if in_period(fact, period)], of=self.of)
        return self._near[key]

    def at(self, fact: Fact, period: FiscalPeriod) -> Fact | None:
        """The same figure of another period."""
        return next((f for f in self._series[_series(fact)] if in_period(f, period)), None)

    def best(self, heard: Heard, right: Iterable[Fact], others: Iterable[Fact]) -> Fact | None:
        """The best named of the facts that are printed; None where none is well named, or one of the others may be."""
        named = [Candidate(fact=f, score=self._named(heard, self.of(f))) for f in right]
        best = max(named, key=lambda one: (one.score, one.fact.id), default=None)
        if best is None or best.score < _ALONE:
            return None
        rivals = [one for f in others if heard.telling <= (one := self.of(f)).words]
        if not rivals:
            return best.fact
        close = any(self._named(heard, one) > best.score - _MARGIN for one in rivals)
        return None if close or best.score < _ENOUGH else best.fact

    def is_near(self, fact: Fact, at: Reading) -> bool:
        """Whether a fact is about as large as a figure, in one unit or as a percentage."""
        size, exact, slack = abs(at.value or Decimal(0)), abs(fact.value or Decimal(0)), abs(at.precision)
        return abs(exact - size) <= slack or (fact.unit == "pure" and abs(exact * 100 - size) <= slack)

    def knows(self, word: str) -> bool:
        """Whether a word stands in any name of the sources."""
        return self._descriptions.knows(word)

    def of(self, fact: Fact) -> Described:
        """The words of a fact."""
        found = self._described.get(fact.id)
        if found is None:
            found = self._described[fact.id] = self._descriptions.of(fact)
        return found

    def _named(self, heard: Heard, one: Described) -> float:
        """How well words name a fact; 0 where they say more than it is, or not all that makes it what it is."""
        if heard.telling - one.words or not self._is_part(heard, one):
            return 0
        if one.label <= heard.words and heard.telling <= one.label and len(heard.telling) >= _FEWEST:
            return 1
        label, concept = (self._said(heard, name) for name in (one.label, one.concept))
        if len(without_glue(one.label)) < _FEWEST:
            label = min(label, concept)
        if not one.concept:
            return label
        best, other = max(label, concept), min(label, concept)
        return best if other >= _OTHER or best == concept else other

    def _said(self, heard: Heard, name: Words) -> float:
        """How much of a name is said, by weight; 0 where what is left makes it another."""
        said = name & (heard.words | heard.context)
        if not name & heard.words or sets_apart(name - said):
            return 0
        whole = self._descriptions.weight(name)
        own = self._descriptions.weight(name & heard.words)
        return 0 if own < _OWN * whole else self._descriptions.weight(said) / whole

    def _is_part(self, heard: Heard, one: Described) -> bool:
        """Whether exactly the parts that a fact is of are said."""
        dimensions = [d for d, _ in one.parts]
        named = stems(heard.member) if heard.member else frozenset[str]()
        said = heard.words | heard.context | named
        row = one.label | one.concept
        for part, words in one.parts:
            without = self._descriptions.goes_without_saying(part, dimensions)
            if not without and not self._descriptions.is_said(words, said, row):
                return False
        own = frozenset[str]().union(*(words for _, words in one.parts)) | one.label
        return not named or bool(named & own)


def _series(fact: Fact) -> object:
    """What a figure's values of several periods share."""
    return fact.entity.key, fact.concept, fact.unit, fact.dimensions, fact.period.kind


def is_told(fact: Fact) -> bool:
    """Whether a fact may be named by words alone: reported, and no change that a table's column or a concept states."""
    columns = " ".join(d.label for d in fact.dimensions if d.axis.startswith("table:"))
    moved = "IncreaseDecrease" in fact.concept or any(sign in columns.casefold() for sign in ("change", "%", "varianc"))
    return fact.modality == "reported" and not moved
