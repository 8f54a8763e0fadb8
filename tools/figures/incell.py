"""Which tagged fact does a table's cell print, by all the words of its row, its sections and its column?

The row's own label and the column say nothing that the fact is not; the sections above say nothing against it; every
part that the fact is of is named; and no other fact of the period is called nearly as well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.document import Entity
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.celled import HEADS, another_day, is_finer
from tieout.tools.figures.closest import Closest
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.described import Described
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.lexicon import concept_words, stem
from tieout.tools.figures.loosely import prints
from tieout.tools.figures.moments import Moments
from tieout.tools.figures.phrases import label_key
from tieout.tools.figures.places import Place
from tieout.tools.figures.printed import as_cell
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.sayings import sets_apart, stems, without_glue

Words = frozenset[str]
_OPENS = re.compile(r"\b(?:beginning|opening|start|january\s+1|brought\s+forward|carried\s+over)\b", re.IGNORECASE)
_BALANCE = stems("beginning opening ending closing end start balance balances january december june september")
"""Words of a row that say of which day its balance is, and not of what."""
_EITHER = re.compile(r"\((?:loss(?:es)?|income|gain|benefit|expense|deficit)\)", re.IGNORECASE)
_LESS = re.compile(r"\s*(?:less|deduct)\b:?\s*", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:less|deduct|plus|add)$", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:adjusted|non-?gaap|pro\s?-?forma|organic|core|comparable|underlying|normali[sz]ed|parent|forecast|budget(?:ed)?|"
    r"planned|targets?|guidance|projected|attributable|available\s+to|excluding|including|before|after|net\s+of)\b",
    re.IGNORECASE,
)
"""Words of a head of which a fact is only that has them itself."""
_TOTAL = re.compile(r"\s*(?:sub)?total\b", re.IGNORECASE)
"""How the label of a row begins that no longer belongs to the part above it."""
_AGAINST = re.compile(r"\b(?:vs\b\.?|versus|compared|chang\w*|varianc\w*|growth|increase|decrease|%)", re.IGNORECASE)
_OPPOSED = tuple(
    (stem(one), stem(other))
    for one, other in (
        ("asset", "liability"), ("operating", "investing"), ("operating", "financing"), ("investing", "financing"),
        ("income", "cost"), ("sale", "cost"), ("domestic", "foreign"), ("federal", "state"),
    )
)  # fmt: skip
"""Words of a section of which a fact is the one or the other."""
_NONCURRENT = re.compile(r"\bnon-?\s?current\b", re.IGNORECASE)
_COST = re.compile(r"\bcosts?\s+of\b", re.IGNORECASE)
_PLAIN = "numerator denominator components adjustments reconcile reconciliation plus add supplemental information"
_HEADS = stems(" ".join(HEADS)) | stems(_PLAIN) - stems("income sales cost")
"""Words of sections that leave a row what it is."""
_ENOUGH, _OTHER, _MARGIN, _NAMED = 0.85, 0.35, 0.2, 0.6
_SAME = 0.25
"""How much more a fact is named whose own label the row has."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure of a table."""

    said: Said
    """The heads and the cell, read as one text."""
    at: Reading
    setting: Setting
    """What stands around the table."""
    row: Place
    """Where the row's path stands, its label last."""
    column: Place
    """Where the column's heads stand."""

    @property
    def path(self) -> str:
        """The row's label with the sections above it."""
        return self.said.text[slice(*self.row)]

    @property
    def label(self) -> str:
        """The row's label; "Less: …" is one."""
        above, _, own = self.path.rpartition(": ")
        signed = _SIGNED.search(above)
        return own if signed is None else f"{signed[0]}: {own}"

    @property
    def heads(self) -> str:
        """The column's heads without what says when."""
        letters = list(self.said.text)
        for worded in self.said.wordings:
            letters[worded.start : worded.end] = " " * (worded.end - worded.start)
        return "".join(letters[slice(*self.column)])

    @property
    def shown(self) -> str:
        """The column's heads."""
        return self.said.text[slice(*self.column)]

    @property
    def is_sized(self) -> bool:
        """Whether it is an amount in its table's scale, of one day or year."""
        read = self.at.value is not None and not self.at.disguised and self.at.kind == "level"
        return read and self.said.scale is not None and _AGAINST.search(self.shown) is None

    @property
    def opens(self) -> bool:
        """Whether it is the balance at the beginning of its column's period."""
        return _OPENS.search(self.label) is not None


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What is said of one cell."""

    cell: Cell
    balance: bool
    """Whether its row's label says only that it is a balance."""
    own: Words
    """By its row's label."""
    telling: Words
    """By its row's label and its column, of what the figure is."""
    section: Words
    """By the sections above its row."""
    heads: Words
    """By the headings above its table."""
    named: Words
    """By its row, its sections and its column."""

    @classmethod
    def of(cls, cell: Cell) -> "_Words":
        """Those of a cell."""
        section = stems(_EITHER.sub(" ", cell.path[: -len(cell.label) or None]))
        label = stems(_LESS.sub("", cell.label)) - _BALANCE
        own, heads = label or section, stems(cell.heads)
        return cls(
            cell=cell,
            balance=not label,
            own=own,
            telling=without_glue(own | heads),
            section=section,
            heads=frozenset().union(*(stems(head) for head in cell.setting.heads)),
            named=own | heads | section,
        )


class InCell:
    """Ties cells by their words."""

    def __init__(self, closest: Closest, moments: Moments) -> None:
        self._closest, self._moments = closest, moments

    def fact(self, cell: Cell, entity: Entity) -> Fact | None:
        """The fact of a company that a cell prints; None where none is surely named."""
        words = _Words.of(cell)
        period = self._period(cell, entity) if cell.is_sized and words.telling else None
        if period is None:
            return None
        return self._best(words, entity.key, period.shifted(-1) if cell.opens else period)

    def _period(self, cell: Cell, entity: Entity) -> FiscalPeriod | None:
        """The one period of the column; none where the row has one of its own."""
        worded = [w for w in cell.said.wordings if w.periods or w.ends]
        if len(worded) != 1 or not cell.column[0] <= worded[0].start < cell.column[1]:
            return None
        if max(len(worded[0].periods), len(worded[0].ends)) > 1:
            return None
        try:
            return self._moments.own(cell.said, cell.at, entity, cell.setting)
        except NotDerivable:
            return None

    def _best(self, words: _Words, entity: str, period: FiscalPeriod) -> Fact | None:
        near = tuple(self._closest.having(words.telling, entity, period))
        scored = [(score, fact) for fact in near if (score := self._score(words, self._closest.of(fact))) > 0]
        right = [(score, fact) for score, fact in scored if fact.origin == "xbrl" and _shows(words.cell, fact)]
        best, found = max(right, key=lambda one: (one[0], one[1].id), default=(0.0, None))
        if found is None or best < _ENOUGH or (not words.cell.opens and another_day(words.cell.path, found)):
            return None
        if _is_called(words.cell, near, found):
            return None
        ids, unit = {fact.id for _, fact in right}, _read(words.cell, found).unit
        rivals = (score for score, f in scored if f.id not in ids and _read(words.cell, f).unit == unit)
        return None if any(score > best - _MARGIN for score in rivals) else found

    def _score(self, words: _Words, one: Described) -> float:
        """How well a cell's words name a fact, from 0 to 1; more where its row has the fact's own label."""
        if not _is_part(words, one) or not _agrees(words, one):
            return 0
        if words.cell.opens and one.fact.period.kind != "instant":
            return 0
        own = one.label - _BALANCE
        label, concept = (self._said(words, name) for name in (own or one.concept, one.concept))
        if one.fact.origin != "xbrl":
            return label
        if words.balance and not one.concept and not own and one.parts:
            return 1
        if own != words.own and not self._is_named(words, one):
            return 0
        best, other = max(label, concept), min(label, concept)
        same = label_key(one.fact.label) == label_key(_LESS.sub("", words.cell.label))
        return (best if other >= (_OTHER if same else _ENOUGH) else other) + (_SAME if same else 0)

    def _is_named(self, words: _Words, one: Described) -> bool:
        """Whether most of a fact's concept is said, headings left aside."""
        return self._closest.weight(one.concept & words.named) >= _NAMED * self._closest.weight(one.concept)

    def _said(self, words: _Words, name: Words) -> float:
        """How much of a name is said, by weight; 0 where what is left makes it another."""
        said = name & (words.named | words.heads)
        if not name & words.named or sets_apart(name - said):
            return 0
        return self._closest.weight(said) / (self._closest.weight(name) or 1)


def _is_part(words: _Words, one: Described) -> bool:
    """Whether every part of a fact is named, in the row, its section or its column."""
    is_total = _TOTAL.match(words.cell.label) is not None and label_key(one.fact.label) != label_key(words.cell.label)
    said = words.named - words.section - words.own if is_total else words.named
    return all(part <= said for _, part in one.parts)


def _agrees(words: _Words, one: Described) -> bool:
    """Whether the sections say nothing that the fact is not."""
    if _NONCURRENT.search(words.cell.path) and "Current" in one.fact.concept:
        return False
    said = words.section | words.own
    opposed = any(
        a in said and b in one.words and a not in one.words and b not in said
        for pair in _OPPOSED
        for a, b in (pair, pair[::-1])
    )
    if sets_apart(words.own | stems(words.cell.heads)) - one.words or _is_apart(words.cell, one):
        return False
    apart = sets_apart(words.section) - one.words - _HEADS
    if not _COST.search(words.cell.path):
        apart -= {stem("cost")}
    left = without_glue(words.section) - one.words - _HEADS - words.heads
    return not left and not apart and not opposed


def _is_apart(cell: Cell, one: Described) -> bool:
    """Whether a head is of another basis, and the fact's own names are not."""
    own = f"{one.fact.label} {concept_words(one.fact.concept)}".casefold()
    return any(m[0].casefold() not in own for m in _APART.finditer(f"{cell.path} {cell.heads}"))


def _is_called(cell: Cell, facts: Iterable[Fact], found: Fact) -> bool:
    """Whether a row without its sections has the very label of another figure of the company: "Total assets"."""
    own = label_key(_LESS.sub("", cell.label))
    alike = (fact.value for fact in facts if not fact.dimensions and label_key(fact.label) == own)
    return label_key(found.label) != own and any(value != found.value for value in alike)


def _read(cell: Cell, fact: Fact) -> Reading:
    return as_cell(cell.at, fact, cell.said.scale or Decimal(1))


def _shows(cell: Cell, fact: Fact) -> bool:
    """Whether a cell prints a fact, no finer than it is known; what is taken off is printed in parentheses."""
    read = _read(cell, fact)
    if is_finer(read, fact):
        return False
    if _LESS.match(cell.label) and read.value is not None and read.value < 0 < (fact.value or 0):
        return prints(replace(read, value=-read.value, sign=""), fact)
    return prints(read, fact)
