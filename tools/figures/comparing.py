"""Does a printed figure say what the sources say? Value, sign, unit and direction; else what it would be right for."""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from tieout.claim import Reason
from tieout.fact import Fact
from tieout.tools.figures.agreement import agrees, explain_mismatch
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.days import Day
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.lexicon import content, stem
from tieout.tools.figures.meant import Wanted, in_period, is_movement
from tieout.tools.figures.parts import closing
from tieout.tools.figures.phrases import label_key
from tieout.tools.figures.printed import as_cell, bare, outflow, per_share, shown, told
from tieout.tools.figures.said import Said, Term
from tieout.tools.figures.sized import Sized
from tieout.tools.figures.terms import Level
from tieout.tools.figures.units import is_currency

_CAME_IN = re.compile(r"\b(?:provided|generated|inflows?|received|from)\b", re.IGNORECASE)
"""Words of a metric whose amount is above zero where it has no sign."""
_LOST = re.compile(r"\b(?:loss(?:es)?|deficit|outflows?)\b", re.IGNORECASE)
"""Words of a row whose figures below zero are printed without a sign."""
_OPPOSITES = tuple((stem(one), stem(other)) for one, other in (("basic", "diluted"), ("gross", "net")))
_STATED = re.compile(r"(?:^|\b(?:was|were|is|are|of|to|at|by|from|and|or|totall?ed|reached)|[:=|,])\s*$", re.IGNORECASE)
"""What stands before an amount in brackets that is no aside."""


class Differs(NotDerivable):
    """The words name a figure, and the sources have another value for it."""

    def __init__(self, level: Level, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.level = level


class Comparison:
    """Compares with the figures of some sources; strictly, nothing but the very value in its very sign agrees."""

    def __init__(self, facts: Sequence[Fact], *, strict: bool) -> None:
        self._facts = facts
        self._by_period: dict[tuple[str, str | None], list[Fact]] = defaultdict(list)
        for fact in facts:
            self._by_period[fact.entity.key, fact.period.fiscal].append(fact)
        self._sized: dict[tuple[str, str | None], Sized] = {}
        self._strict = strict

    def check(self, said: Said, at: Reading, term: Term | None, expected: Level, wanted: Wanted) -> None:
        """Raise NotDerivable where a figure is not the expected one: Differs where the sources say otherwise."""
        if (
            isinstance(expected, Fact)
            and at.kind == "level"
            and said.scale is None
            and is_movement(expected, said.text)
        ):
            raise NotDerivable("ambiguous", f"{shown(expected)} is how far a balance moved")
        at = self._in_unit(said, at, expected)
        exact = in_print(expected, at)
        if exact is None and not at.unit:
            raise NotDerivable("ambiguous", f"{at.text!r} is printed without a unit; the sources say {shown(expected)}")
        if exact is None:
            raise NotDerivable(self._other(at, expected), f"{at.text!r} is printed in {at.unit}, not {expected.unit}")
        if at.kind == "level" and at.sign == "parentheses" and exact > 0 and states(said, at):
            raise NotDerivable("ambiguous", f"{at.text!r} may be below zero; the sources say {shown(expected)}")
        value = self._signed(said, at, term, exact)
        came = term is not None and _CAME_IN.search(said.text[slice(*term.place)]) is not None
        if agrees(value, at.precision, exact) or (not came and self._unsigned(at, expected, value, exact)):
            return
        if at.kind == "level" and not self._strict and (other := self._likewise(said, at, wanted)) is not None:
            raise NotDerivable("ambiguous", f"the words fit {shown(expected)} and {shown(other)}")
        reason: Reason = explain_mismatch(value, at.precision, exact) or "wrong_value"
        raise Differs(expected, self._which(expected, at, reason), f"the sources say {shown(expected)}, not {at.text}")

    def namesake(self, fact: Fact) -> Fact | None:
        """Another fact of the period under the same label, with another value."""
        key = label_key(fact.label), fact.unit, fact.period.kind, fact.dimensions
        for other in self._by_period[fact.entity.key, fact.period.fiscal]:
            same = key == (label_key(other.label), other.unit, other.period.kind, other.dimensions)
            if same and other.concept != fact.concept and other.value != fact.value:
                return other
        return None

    def _in_unit(self, said: Said, at: Reading, expected: Level) -> Reading:
        """The figure in the unit that its metric has, where the print leaves it unsaid."""
        if said.scale is not None:
            return as_cell(at, expected, said.scale)
        return at if self._strict else bare(per_share(at, expected), expected)

    def _other(self, at: Reading, expected: Level) -> Reason:
        """Whether a unit is a mistake, or may state another figure than the one that is named: a share, a growth."""
        alike = is_currency(at.unit) and is_currency(expected.unit)
        return (
            "wrong_unit" if alike or {at.unit, expected.unit} == {"percent", "points"} or self._strict else "ambiguous"
        )

    def _signed(self, said: Said, at: Reading, term: Term | None, exact: Decimal) -> Decimal:
        """The value with the sign that words give it: "fell 2.8%", "net loss was $5 million"."""
        value = at.signed if at.signed is not None else Decimal(0)
        if term is not None and term.negated and at.kind == "level" and at.sign != "loss":
            value = -value
        lost = term is not None and term.metric is None and _LOST.search(said.text[slice(*term.place)]) is not None
        if lost and exact < 0 and not at.sign and at.kind == "level" and not self._strict:
            return -abs(value)
        stated = at.sign == "parentheses" and states(said, at)
        if stated and not at.sure_sign and exact < 0 and not self._strict:
            return -abs(value)
        return value

    def _unsigned(self, at: Reading, expected: Level, value: Decimal, exact: Decimal) -> bool:
        """Whether an amount that went out is printed without its sign."""
        if self._strict or at.kind != "level" or at.sign or exact >= 0:
            return False
        return agrees(-value, at.precision, exact) and outflow(expected)

    def _likewise(self, said: Said, at: Reading, wanted: Wanted) -> Fact | None:
        """Another fact of the period with the printed value and words of the clause: nothing is wrong then."""
        words = content(said.text[slice(*said.clause(at))])
        for fact in self._near(wanted, at):
            if not in_period(fact, wanted.period) or at.value is None:
                continue
            exact = in_print(fact, at)
            right = exact is not None and agrees(abs(at.value), at.precision, abs(exact))
            if right and words & told(fact) and not contrary(words, told(fact)):
                return fact
        return None

    def _near(self, wanted: Wanted, at: Reading) -> Sequence[Fact]:
        """The company's facts of the period, and perhaps of others, whose value a figure may print."""
        if isinstance(wanted.period, Day):
            return [f for f in self._all.about(at) if f.entity.key == wanted.entity]
        labels = dict.fromkeys((wanted.period.label, closing(wanted.period) or wanted.period.label))
        return [f for label in labels for f in self._of_period(wanted.entity, label).about(at)]

    def _of_period(self, entity: str, label: str) -> Sized:
        key = entity, label
        if key not in self._sized:
            self._sized[key] = Sized(self._by_period[key])
        return self._sized[key]

    @cached_property
    def _all(self) -> Sized:
        return Sized(self._facts)

    def _which(self, expected: Level, at: Reading, reason: Reason) -> Reason:
        """What the printed value would have been right for."""
        if reason != "wrong_value" or at.value is None:
            return reason
        for fact in self._all.about(at):
            if fact.value is None or fact.unit != expected.unit:
                continue
            if agrees(abs(at.value), at.precision, abs(fact.value)):
                return differs(expected, fact)
        return reason


def states(said: Said, at: Reading) -> bool:
    """Whether words lead to an amount in brackets that is no aside."""
    return said.scale is None and _STATED.search(said.text, 0, at.start) is not None


def contrary(words: frozenset[str], own: frozenset[str]) -> bool:
    """Whether words say of two opposites the one that a fact is not: "diluted" of a basic figure."""
    pairs = [pair for one, other in _OPPOSITES for pair in ((one, other), (other, one))]
    return any(one in words and other not in words and other in own and one not in own for one, other in pairs)


def differs(expected: Level, fact: Fact) -> Reason:
    """In which way a fact is another than the expected one."""
    if not isinstance(expected, Fact) or fact.concept != expected.concept:
        return "wrong_metric"
    if fact.entity.key != expected.entity.key:
        return "wrong_entity"
    return "wrong_period" if fact.dimensions == expected.dimensions else "wrong_scope"
