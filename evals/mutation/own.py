"""What does a filing say itself? Its sentences and table rows with tagged figures, and edits of them."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.evals.mutation import edits
from tieout.evals.mutation.catalog import Catalog
from tieout.evals.mutation.printing import SCALES, Printed, digits_of
from tieout.evals.mutation.source import Filing, Place
from tieout.evals.mutation.wording import OTHERS
from tieout.fact import Fact
from tieout.tools.figures.phrases import label_key
from tieout.tools.filings.sentences import sentences

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SCALE = re.compile(r"\s*(?:thousand|million|billion)\b")
_DATED = r"(?:\b(?:in|during|fiscal|for|year|of)|\b[A-Z][a-z]+ \d{1,2},) "
_TURNS = (
    ("increased", "decreased"), ("decreased", "increased"), ("increase", "decrease"), ("decrease", "increase"),
    ("higher", "lower"), ("lower", "higher"), ("grew", "declined"), ("declined", "grew"),
)  # fmt: skip
_SELF = re.compile(
    r"^(?:We|The Company|The company)\b(?=\s(?:had|recorded|recognized|repurchased|paid|reported|incurred))"
)


@dataclass(frozen=True, kw_only=True)
class Tagged:
    """A figure of a sentence with its tags; `start:end` is the range of its digits in the sentence."""

    start: int
    end: int
    facts: tuple[Fact, ...]
    printed: Printed
    """As digits under the power of ten that its tag gives them."""
    elsewhere: bool
    """Whether the filing tags the same outside of its paragraph."""


@dataclass(frozen=True, kw_only=True)
class Own:
    """A sentence of a filing, the sentences before it in its paragraph, and the headings above."""

    place: Place
    text: str
    before: tuple[str, ...]
    headings: tuple[str, ...]
    section: str | None
    figures: tuple[Tagged, ...]

    @property
    def elsewhere(self) -> bool:
        """Whether the filing tags one of its figures in another place too."""
        return any(figure.elsewhere for figure in self.figures)


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A sentence after one edit, and where its false figure stands."""

    fault: str
    text: str
    span: tuple[int, int]
    printed: Printed
    decoy: bool = False


def own_sentences(filing: Filing) -> tuple[Own, ...]:
    """The sentences of a filing's prose that hold tagged figures, in order."""
    paragraphs: dict[tuple[int, int], dict[tuple[int, int], list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in filing.printings:
        at = fact.locator
        if at.start is not None and at.end is not None and fact.value and filing.place(fact) == _prose(filing, fact):
            paragraphs[filing.paragraph(at.start)][at.start, at.end].append(fact)
    return tuple(own for where, tags in sorted(paragraphs.items()) for own in _sentences(filing, where, tags))


def _prose(filing: Filing, fact: Fact) -> Place | None:
    start = fact.locator.start
    return None if start is None else (filing.paragraph(start)[0], -1)


def _sentences(filing: Filing, where: tuple[int, int], tags: dict[tuple[int, int], list[Fact]]) -> Iterator[Own]:
    paragraph = filing.text[slice(*where)]
    before: list[str] = []
    for low, high in sentences(paragraph):
        inside = {at: facts for at, facts in tags.items() if where[0] + low <= at[0] and at[1] <= where[0] + high}
        found = tuple(_tagged(filing, at, facts, where[0] + low) for at, facts in sorted(inside.items()))
        figures = tuple(one for one in found if one is not None)
        if figures:
            section = figures[0].facts[0].locator.section
            yield Own(
                place=(where[0], -1),
                text=paragraph[low:high],
                before=tuple(before),
                headings=filing.headings(where[0]),
                section=section,
                figures=figures,
            )
        before.append(paragraph[low:high])


def _tagged(filing: Filing, at: tuple[int, int], facts: Sequence[Fact], base: int) -> Tagged | None:
    """A figure whose digits give its value under some power of ten; None where they do not."""
    digits = filing.text[slice(*at)]
    printed = in_digits(digits, facts[0])
    if printed is None:
        return None
    return Tagged(
        start=at[0] - base,
        end=at[1] - base,
        facts=tuple(facts),
        printed=printed,
        elsewhere=any(filing.is_elsewhere(fact) for fact in facts),
    )


def in_digits(digits: str, fact: Fact) -> Printed | None:
    """Digits as they stand in a filing, under the power of ten that makes them the fact's value."""
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", digits) or not fact.value:
        return None
    bare = Decimal(digits.replace(",", ""))
    if not bare:
        return None
    exponent = (abs(fact.value) / bare).normalize()
    sign, ones, power = exponent.as_tuple()
    if sign or ones != (1,) or not isinstance(power, int):
        return None
    return Printed(digits=digits, exponent=power, unit=fact.unit)


@dataclass(frozen=True)
class Editor:
    """Makes false sentences of a filing's own."""

    catalog: Catalog
    rng: random.Random

    def edits(self, own: Own) -> list[Edited]:
        """Edits of prints and words, in random order, without those that the filing makes true."""
        figure = self.rng.choice(own.figures)
        found = [*self._prints(own, figure), *self._words(own, figure)]
        self.rng.shuffle(found)
        return found

    def decoys(self, own: Own) -> list[Edited]:
        """Real figures in place of the right one, and the right one of another period or company."""
        figure = self.rng.choice(own.figures)
        found = [*self._planted(own, figure), *self._years(own, figure), *self._company(own, figure)]
        self.rng.shuffle(found)
        return found

    def is_true(self, own: Own, edited: Edited) -> bool:
        """Whether what was planted is printed by a fact of the same concept, day and part, or of a name it says."""
        if edited.fault in {"period of words", "entity", "sign", "unit"}:
            return False
        figure = next((f for f in own.figures if f.start == edited.span[0]), None)
        return figure is not None and any(
            edited.printed.agrees(known.value or Decimal(0)) and (_is_same(fact, known) or _is_said(edited.text, known))
            for fact in figure.facts
            for known in self.catalog.by_end.get(fact.period.end, ())
        )

    def _prints(self, own: Own, figure: Tagged) -> Iterator[Edited]:
        printed = figure.printed
        changed = {"digit": edits.digit(printed, self.rng), "transposed digits": edits.transposed(printed, self.rng)}
        changed["rounding"] = self.rng.choice([*edits.rounding(printed, printed.value)])
        for fault, made in changed.items():
            if made is not None and made.digits != printed.digits and made.value:
                yield self._replaced(own, figure, fault, made)
        if (word := _SCALE.match(own.text, figure.end)) is not None:
            other = self.rng.choice([w for w in (" thousand", " million", " billion") if w.strip() != word[0].strip()])
            text = f"{own.text[: word.start()]}{other}{own.text[word.end() :]}"
            wrong = replace(printed, exponent=SCALES[other])
            yield Edited(fault="scale word", text=text, span=(figure.start, figure.end), printed=wrong)

    def _words(self, own: Own, figure: Tagged) -> Iterator[Edited]:
        """Another currency, and the other direction where one word and one figure are all there is."""
        if own.text[: figure.start].endswith("$"):
            text = f"{own.text[: figure.start - 1]}€{own.text[figure.start :]}"
            yield Edited(fault="unit", text=text, span=(figure.start, figure.end), printed=figure.printed)
        turns = [(a, b) for a, b in _TURNS if re.search(rf"\b{a}\b", own.text)]
        is_move = figure.printed.unit == "pure" and len(own.figures) == 1
        if len(turns) == 1 and is_move and len(re.findall(rf"\b{turns[0][0]}\b", own.text)) == 1:
            text = re.sub(rf"\b{turns[0][0]}\b", turns[0][1], own.text)
            moved = len(text) - len(own.text) if own.text.index(turns[0][0]) < figure.start else 0
            span = (figure.start + moved, figure.end + moved)
            yield Edited(fault="sign", text=text, span=span, printed=figure.printed)

    def _replaced(self, own: Own, figure: Tagged, fault: str, made: Printed, *, decoy: bool = False) -> Edited:
        text = f"{own.text[: figure.start]}{made.digits}{own.text[figure.end :]}"
        return Edited(
            fault=fault, text=text, span=(figure.start, figure.start + len(made.digits)), printed=made, decoy=decoy
        )

    def _planted(self, own: Own, figure: Tagged) -> Iterator[Edited]:
        fact = figure.facts[0]
        members = {d.member for d in fact.dimensions}
        same = [f for f in self.catalog.concepts[fact.concept] if f.unit == fact.unit]
        pools = {
            "period": [
                f for f in same if f.period.end != fact.period.end and {d.member for d in f.dimensions} == members
            ],
            "segment": [f for f in same if f.period.end == fact.period.end and _is_other_part(own.text, fact, f)],
            "metric": [
                f
                for f in self.catalog.by_end.get(fact.period.end, [])
                if f.unit == fact.unit and f.concept != fact.concept and not _is_named(own.text, f.label)
            ],
        }
        if not _YEAR.search(own.text):
            del pools["period"]
        for fault, pool in pools.items():
            for other in self.rng.sample(pool, min(2, len(pool))):
                digits = digits_of(other.value or Decimal(0), figure.printed.exponent, figure.printed.places)
                made = figure.printed.with_digits(digits)
                if made.value and digits != figure.printed.digits:
                    yield self._replaced(own, figure, fault, made, decoy=True)

    def _years(self, own: Own, figure: Tagged) -> Iterator[Edited]:
        """The sentence of another year, where it names one only and has one figure."""
        years = _YEAR.findall(own.text)
        fiscal = {str(figure.facts[0].period.end.year), str(figure.facts[0].period.fiscal or "")[-4:]}
        if len(years) != 1 or len(own.figures) != 1 or years[0] not in fiscal:
            return
        named = re.search(f"{_DATED}({years[0]})", own.text)
        if named is not None:
            other = str(int(years[0]) + self.rng.choice((-3, -2, -1, 1)))
            text = f"{own.text[: named.start(1)]}{other}{own.text[named.end(1) :]}"
            span = (figure.start, figure.end)
            edited = Edited(fault="period of words", text=text, span=span, printed=figure.printed, decoy=True)
            if not self._holds_in(figure, other):
                yield edited

    def _holds_in(self, figure: Tagged, year: str) -> bool:
        """Whether the same figure holds in that year as well."""
        fact = figure.facts[0]
        return any(
            f.concept == fact.concept and year in {str(f.period.end.year), str(f.period.fiscal)[-4:]}
            and f.value is not None and figure.printed.agrees(f.value)
            for facts in self.catalog.by_end.values()
            for f in facts
        )  # fmt: skip

    def _company(self, own: Own, figure: Tagged) -> Iterator[Edited]:
        named = _SELF.match(own.text)
        if named is not None:
            other = self.rng.choice(OTHERS)
            moved = len(other) - named.end()
            yield Edited(
                fault="entity",
                text=f"{other}{own.text[named.end() :]}",
                span=(figure.start + moved, figure.end + moved),
                printed=figure.printed,
                decoy=True,
            )


def _is_same(fact: Fact, known: Fact) -> bool:
    """Whether two facts of a day are of one metric and part."""
    return fact.concept == known.concept and {d.member for d in fact.dimensions} == {d.member for d in known.dimensions}


def _is_said(text: str, fact: Fact) -> bool:
    """Whether a sentence names a fact of the whole company by all the words of its label."""
    return not fact.dimensions and _is_named(text, fact.label)


def _is_named(text: str, name: str) -> bool:
    """Whether every word of a name stands in a text."""
    return set(label_key(name)) <= set(label_key(text))


def _is_other_part(text: str, fact: Fact, other: Fact) -> bool:
    """Whether a sentence cannot be read as one of another fact's part: what it names decides, the whole if nothing."""
    mine, others = ({d.member: d.label for d in f.dimensions} for f in (fact, other))
    named = [label for member, label in mine.items() if member not in others and _is_named(text, label)]
    added = [label for member, label in others.items() if member not in mine]
    if not added:
        return bool(named)
    return not all(_is_named(text, label) for label in added)
