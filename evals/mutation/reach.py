"""May a figure of a filing be proven at all from the rest of it? Whether its value is there, printed or computed.

An upper bound on what any checker can tie honestly: a value of the right unit and of a year that the sentence names,
of a row, a concept, a part or a sentence that shares a telling word with it; or the change from the year before, or
the share of a whole or of another row, of such values. That the words mean it is not asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from tieout.fact import Fact
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.lexicon import concept_words, content
from tieout.tools.figures.numerals import shift
from tieout.tools.figures.places import Place
from tieout.tools.figures.printed import bare, per_share
from tieout.tools.figures.prose import Prose
from tieout.tools.figures.sized import Sized

Words = frozenset[str]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS = range(350, 380)
_SHARED = 2
"""Words that two sentences must share."""
_PERCENT = Decimal(100)
_AWAY = 3
"""By how many of its last digit another print differs, which is true only by accident."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A figure of another sentence, and its sentence's words and years."""

    reading: Reading
    words: Words
    years: frozenset[int]


def told_by(prose: Prose) -> tuple[tuple[Place, Told], ...]:
    """The figures of a filing's running text, each with the place of its sentence."""
    text = prose.shelf.text
    return tuple((place, told) for place in prose.shelf.places for told in _told(text[slice(*place)]))


def _told(text: str) -> Iterator[Told]:
    words, years = content(text), years_of(text)
    for reading in figures(text):
        if reading.is_figure and reading.value is not None:
            yield Told(reading=reading, words=words, years=years)


def years_of(text: str) -> frozenset[int]:
    """The years that a sentence names, each with the one before, which it may be compared with."""
    named = frozenset(map(int, _YEAR.findall(text)))
    return named | {year - 1 for year in named}


class Reach:
    """What can be proven from some facts, and from the sentences that are left beside them."""

    def __init__(self, facts: Iterable[Fact], others: Sequence[Told]) -> None:
        self._facts = tuple(f for f in facts if f.value is not None)
        self._others = others
        self._words: dict[str, Words] = {}

    def may(self, sentence: str, at: Reading) -> bool:
        """Whether a figure's value is there, or follows from two; in thousands or millions where it prints no scale."""
        bare_amount = at.unit.isupper() and not at.exponent and at.value is not None
        return any(self._may(sentence, _times(at, n)) for n in ((0, 3, 6) if bare_amount else (0,)))

    def by_chance(self, sentence: str, at: Reading) -> bool:
        """Whether a figure that says something else, by a few of its last digits, may be proven just as well."""
        return at.value is not None and self.may(sentence, replace(at, value=at.value + _AWAY * at.precision))

    def _may(self, sentence: str, at: Reading) -> bool:
        if at.value is None:
            return False
        words, years = content(sentence), years_of(sentence)
        near = (f for f in self._sized.about(at) if _is_of(f, years) and self._of(f) & words)
        return (
            any(_prints(at, fact) for fact in near)
            or any(_says(at, other, words, years) for other in self._others)
            or any(_is(at, moved) for fact, moved in self._moved(at) if _is_of(fact, years) and self._of(fact) & words)
            or (at.unit in {"percent", "points"} and self._is_share(at, words, years))
        )

    @cached_property
    def _sized(self) -> Sized:
        return Sized(self._facts)

    def _of(self, fact: Fact) -> Words:
        """The words of a fact."""
        found = self._words.get(fact.id)
        if found is None:
            parts = " ".join(d.label for d in fact.dimensions)
            found = self._words[fact.id] = content(f"{fact.label} {concept_words(fact.concept)} {parts}")
        return found

    def _moved(self, at: Reading) -> Iterator[tuple[Fact, Decimal]]:
        """Every fact with its change, or its share of the year before."""
        for fact, before in self._pairs:
            now, then = fact.value or Decimal(0), before.value or Decimal(0)
            if at.unit == "percent" and then:
                yield fact, (now - then) / abs(then) * _PERCENT
            elif at.unit in {fact.unit, "points"}:
                yield fact, (now - then) * (_PERCENT if at.unit == "points" else 1)

    @cached_property
    def _pairs(self) -> Sequence[tuple[Fact, Fact]]:
        """Facts with the same of the year before."""
        series: dict[object, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            length = (fact.period.end - fact.period.start).days // 20 if fact.period.start else None
            series[fact.concept, fact.unit, fact.dimensions, fact.period.kind, length].append(fact)
        return [
            (fact, other)
            for group in series.values()
            for fact in group
            for other in group
            if (fact.period.end - other.period.end).days in _DAYS
        ]

    def _is_share(self, at: Reading, words: Words, years: AbstractSet[int]) -> bool:
        """Whether it is a part of a whole, or the quotient of two rows that the sentence calls by all their words."""
        named = [f for f in self._facts if _is_of(f, years) and f.unit.isupper() and self._of(f) & words]
        groups: Mapping[object, list[Fact]] = defaultdict(list)
        for fact in named:
            groups[fact.period, fact.unit].append(fact)
        return any(
            _is(at, (one.value or Decimal(0)) / other.value * _PERCENT)
            for group in groups.values()
            for other in group
            if other.value and not other.dimensions
            for one in group
            if one is not other and (one.concept == other.concept or self._are_called(one, other, words))
        )

    @staticmethod
    def _are_called(one: Fact, other: Fact, words: Words) -> bool:
        return all(f.dimensions == () and bool(content(f.label)) and content(f.label) <= words for f in (one, other))


def _times(at: Reading, power: int) -> Reading:
    """A figure under another power of ten."""
    if not power or at.value is None:
        return at
    return replace(at, value=shift(at.value, power), precision=shift(at.precision, power), exponent=power)


def _is_of(fact: Fact, years: AbstractSet[int]) -> bool:
    """Whether a fact is of one of the years, where any are named."""
    label = _YEAR.search(fact.period.fiscal or "")
    return not years or fact.period.end.year in years or (label is not None and int(label[0]) in years)


def _prints(at: Reading, fact: Fact) -> bool:
    exact = in_print(fact, bare(per_share(at, fact), fact))
    return exact is not None and _is(at, exact)


def _is(at: Reading, exact: Decimal) -> bool:
    return at.value is not None and agrees(abs(at.value), at.precision, abs(exact))


def _says(at: Reading, other: Told, words: Words, years: AbstractSet[int]) -> bool:
    """Whether another sentence prints the value, of no other year, with some of the words."""
    read = other.reading
    if read.unit != at.unit or read.value is None or at.value is None:
        return False
    same = agrees(abs(at.value), at.precision, abs(read.value)) or agrees(
        abs(read.value), read.precision, abs(at.value)
    )
    return same and (not years or not other.years or bool(years & other.years)) and len(words & other.words) >= _SHARED
