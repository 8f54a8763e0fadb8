"""Does a paper say the same figure the same way everywhere, in its prose and in its tables?

Two figures are compared only where the words of both name the same metric, part, company and period; words that may
make one of them another figure, an outlook, an average or a change keep it out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tieout.checked import Finding
from tieout.document import Entity
from tieout.tools.checking.narrowing import HEDGED, LIGHT, PLAIN, WORD
from tieout.tools.checking.owned import own_facts
from tieout.tools.checking.paper import Paper, Piece, Place
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.phrases import label_key
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.tying import Tier
from tieout.tools.figures.units import is_currency
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.modality import modality_at
from tieout.tools.filings.sentences import sentences

_DIGIT = re.compile(r"\d")
_LONGEST = 2_000
_MOST = 50
"""Statements of one figure that are compared with each other."""
_TWO = 2
_CLOSE = Decimal("1.25")
"""A value that is farther from the only other one may be another figure."""
_NEARLY = Decimal("0.01")
_SCALES = frozenset(Decimal(10) ** n for n in (3, 6, 9))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stated:
    """A figure with what it is of."""

    reading: Reading
    span: Place
    cell: Place | None


_Key = tuple[Wanted, str, tuple[str, ...]]
"""What a figure is of, its unit, and the headings above it that narrow it."""


@dataclass(kw_only=True)
class _Reader:
    """Goes through a paper and gathers what its figures are of."""

    tier: Tier
    vocabulary: Vocabulary
    settings: dict[tuple[str, ...], Setting] = field(default_factory=dict)
    found: dict[_Key, list[_Stated]] = field(default_factory=lambda: defaultdict(list))

    def take(self, piece: Piece) -> None:
        if piece.block == "heading":
            path = (*piece.heading, piece.visible.strip())
            above = self._above(piece.heading)
            heard = self.tier.said(piece.visible[:_LONGEST])
            self.settings[path] = self.tier.inherited(heard, above, heading=True)
        elif piece.block == "cell":
            self._cell(piece)
        elif piece.block in {"paragraph", "item"}:
            for place in sentences(piece.visible):
                self._sentence(piece, place)

    def _above(self, heading: tuple[str, ...]) -> Setting:
        for depth in range(len(heading), 0, -1):
            if heading[:depth] in self.settings:
                return self.settings[heading[:depth]]
        return Setting()

    def _sentence(self, piece: Piece, place: Place) -> None:
        text = piece.visible[slice(*place)]
        if len(text) > _LONGEST or not _DIGIT.search(text) or HEDGED.search(text):
            return
        said = self.tier.said(text)
        above = self._above(piece.heading)
        setting = Setting(entity=above.entity, period=above.period, member=above.member)
        for at in said.readings:
            if at.is_figure and at.unit and _is_plain(said, at) and modality_at(text, at.start) == "reported":
                self._keep(piece, said, at, setting, place[0])

    def _cell(self, piece: Piece) -> None:
        """A cell of a row that is named by a metric and nothing else, in a column that is a period and nothing else."""
        if len(piece.row) + len(piece.column) > _LONGEST or any(not PLAIN.match(row) for row in piece.under):
            return
        if not self._names(piece.row):
            return
        head = f"{piece.row.strip(' :')} ({piece.column.strip(' :')}): "
        said = self.tier.said(head + piece.visible, piece.scale)
        if HEDGED.search(head) or not _is_only_when(said, piece):
            return
        for at in said.readings:
            if at.is_figure and at.start >= len(head) and (at.unit or piece.scale != 1):
                self._keep(piece, said, at, self._above(piece.heading), -len(head))

    def _names(self, row: str) -> bool:
        """Whether the label of a row is a metric's name and nothing else."""
        label = label_key(row)
        return any(m.qualifier is None and label_key(row[m.start : m.end]) == label for m in self.vocabulary.find(row))

    def _keep(self, piece: Piece, said: Said, at: Reading, setting: Setting, shift: int) -> None:
        if at.value is None or at.disguised or at.direction is not None:
            return
        wanted = self.tier.meant(said, at, setting)
        if wanted is None or not (wanted.metric or " " in wanted.words.strip()):
            return
        narrow = tuple(h for h in piece.heading if not PLAIN.match(h))
        span = piece.span(at.start + shift, at.end + shift)
        cell = (piece.table, piece.at[0]) if piece.block == "cell" and piece.table is not None else None
        self.found[wanted, at.unit, narrow].append(_Stated(reading=at, span=span, cell=cell))


def consistency(paper: Paper, vocabulary: Vocabulary, entities: Iterable[Entity] = ()) -> Iterator[Finding]:
    """Every figure that the paper also states otherwise.

    Args:
        paper: what is tested.
        vocabulary: the words of metrics.
        entities: companies that it may name.
    """
    facts = own_facts(paper)
    if not facts:
        return
    reader = _Reader(tier=Tier(facts, {}, entities, vocabulary), vocabulary=vocabulary)
    for piece in paper.pieces:
        reader.take(piece)
    for stated in _united(reader.found, vocabulary).values():
        yield from _odd_ones(stated)


def _united(found: Mapping[_Key, list[_Stated]], vocabulary: Vocabulary) -> Mapping[_Key, list[_Stated]]:
    """The statements, bare amounts of tables with those in the only currency of the paper."""
    currencies = {unit for _, unit, _ in found if is_currency(unit)}
    united: dict[_Key, list[_Stated]] = defaultdict(list)
    for (wanted, unit, narrow), stated in found.items():
        money = wanted.metric is not None and vocabulary.metric(wanted.metric).unit == "money"
        if not unit and money and len(currencies) == 1:
            unit = next(iter(currencies))  # noqa: PLW2901  # what the bare amounts are in
        united[wanted, unit, narrow] += stated
    return united


def _odd_ones(stated: Sequence[_Stated]) -> Iterator[Finding]:
    """Statements of one figure against what the others agree on.

    With three values or more it is not one figure but several of which the words do not tell the difference.
    """
    groups: list[list[_Stated]] = []
    for one in stated[:_MOST]:
        group = next((g for g in groups if all(_same(one, other) for other in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    if len(groups) != _TWO or all(one.cell is not None for one in stated):
        return
    lone, main = sorted(groups, key=len)
    known = max(main, key=lambda one: (one.cell is not None, -one.reading.precision))
    if len(lone) == 1 and (len(main) > 1 or _is_near(lone[0], known)):
        yield _finding(lone[0], known)


def _same(one: _Stated, other: _Stated) -> bool:
    """Whether two statements agree as far as both are printed; signs are often left to the words."""
    first, second = one.reading, other.reading
    off = _off(first, second)
    return off == 0 or (first.precision != second.precision and off * 2 <= first.precision + second.precision)


def _off(one: Reading, other: Reading) -> Decimal:
    """How far two values are apart, their signs aside."""
    return abs(abs(one.value or Decimal(0)) - abs(other.value or Decimal(0)))


def _is_near(one: _Stated, other: _Stated) -> bool:
    """Whether one of two values is what a slip or a wrong scale makes of the other."""
    small, large = sorted(abs(s.reading.value or Decimal(0)) for s in (one, other))
    if not small:
        return False
    return large <= small * _CLOSE or any(abs(large / small / scale - 1) < _NEARLY for scale in _SCALES)


def _finding(one: _Stated, other: _Stated) -> Finding:
    """What is said of a statement that differs from another."""
    first, second = one.reading, other.reading
    off = _off(first, second)
    near = first.precision != second.precision and off <= max(first.precision, second.precision)
    why = ", which rounds to something else" if near else ""
    return Finding(
        kind="consistency",
        verdict="rounding" if near else "wrong",
        text=first.text,
        spans=(one.span, other.span),
        detail=f"it is {first.text} here and {second.text} elsewhere{why}",
    )


def _is_plain(said: Said, at: Reading) -> bool:
    """Whether nothing in a figure's clause can make it another one: all its words are names, periods, or light."""
    low, high = said.clause(at)
    term = said.term(at)
    if term is None:
        return False
    floor = max([low, *(r.end for r in said.readings if r.is_figure and r.unit and r.end <= at.start)])
    if sum(floor <= t.start < at.start for t in said.terms) > 1:
        return False
    low, high = min(low, term.start), max(high, term.end)
    letters = list(said.without_names())
    for reading in said.readings:
        letters[reading.start : reading.end] = " " * (reading.end - reading.start)
    words = WORD.findall("".join(letters)[low:high])
    return all(word.lower().rstrip("’'s") in LIGHT or word.lower() in LIGHT for word in words)


def _is_only_when(said: Said, piece: Piece) -> bool:
    """Whether the head of a column names a period and nothing else."""
    column = piece.column
    for wording in said.wordings:
        column = column.replace(wording.text, "")
    return PLAIN.match(column) is not None
