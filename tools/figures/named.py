"""What does one sentence name, and where: companies, parts, periods, figures and the lists of them?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.tools.figures.attribution import Placed
from tieout.tools.figures.clauses import ENDS, NEXT, clause_of
from tieout.tools.figures.companies import Named
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.listing import LISTED, is_respective, lists_of
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place, blanked

_LINKED = re.compile(r"\s*(?:[:=]|\b(?:was|were|of|at|are|came\s+to|totall?ed|reached)\b)?\s*\(?")
_LEAD = re.compile(r"(?:[^:;.!?]|\.(?!\s)){1,40}:\s*")
"""A few words that open a sentence for all that follows: "Acme: net sales of …"."""
_INTO_PART = re.compile(
    r"(?:\b(?:in|for|from|of|at|by|within|across|was|were)\s+(?:(?:the|its|our|their)\s+)?|\(\s*(?:the\s+)?)$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s+(?:segment|division|business|region|product\s+line|category)\b", re.IGNORECASE)
_AT_TIME = re.compile(
    r"\b(?:in|for|at|as\s+of|during|from|on)\s+(?:the\s+)?(?:(?:end|close)\s+of\s+)?(?:the\s+)?(?=\s{4})", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A metric that a sentence names: a word of the vocabulary, or a row label of the sources."""

    start: int
    end: int
    metric: str | None = None
    words: str = ""
    negated: bool = False
    qualifier: str | None = None
    quoted: bool = False
    """Whether it is a row label in quotation marks."""

    @property
    def place(self) -> Place:
        """Its range of the sentence."""
        return self.start, self.end


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What the surroundings of a sentence say: its question, heading, table, the sentences before."""

    entity: Entity | None = None
    period: FiscalPeriod | None = None
    metric: Term | None = None
    member: str | None = None
    topic: FiscalPeriod | None = None
    """The period of the headings, which later sentences may return to."""
    heads: tuple[str, ...] = ()
    """The headings above, the outermost first."""
    scale: int = 0
    """The power of ten in which a line above says that bare amounts are printed."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence with everything that it names."""

    text: str
    readings: tuple[Reading, ...]
    companies: tuple[Named, ...]
    wordings: tuple[PeriodMention, ...]
    terms: tuple[Term, ...]
    parts: tuple[tuple[Place, str], ...]
    placed: Mapping[int, Placed] = field(default_factory=dict)
    scale: Decimal | None = None
    """Of a cell: the power of ten of its table's amounts."""
    breaks: tuple[Place, ...] = ()
    glosses: Mapping[int, date] = field(default_factory=dict)
    """The day that the sentence gives for a period, by where the period's wording begins."""

    def compared(self) -> set[int]:
        """Where the wordings begin of periods that something is compared with."""
        found = {p.base.start for p in self.placed.values() if p.base is not None}
        return found | {p.own.start for p in self.placed.values() if p.compared and p.own is not None}

    def owners(self) -> list[Place]:
        """Where companies and parts stand."""
        return [(c.start, c.end) for c in self.companies] + [p for p, _ in self.parts]

    def units(self) -> list[Place]:
        """Where "segment" and its like stand right behind a part's name."""
        found = (_UNIT.match(self.text, end) for (_, end), _ in self.parts)
        return [match.span() for match in found if match is not None]

    def named(self) -> list[Place]:
        """Where companies, metrics and parts stand."""
        return [*self.owners(), *(t.place for t in self.terms)]

    def clause(self, at: Reading) -> Place:
        """The clause in which a figure stands."""
        return self.clause_at(at.start)

    def clause_at(self, place: int) -> Place:
        """The clause in which a place lies."""
        if place not in self._clauses:
            self._clauses[place] = self._clause_at(place)
        return self._clauses[place]

    @cached_property
    def _clauses(self) -> dict[int, Place]:
        """The clauses of the places that were asked for."""
        return {}

    def _clause_at(self, place: int) -> Place:
        low, high = clause_of(self.breaks, place, len(self.text))
        return (0 if _LEAD.fullmatch(self.text[:low]) else low), high

    def without_names(self) -> str:
        """The text with a blank for every character of a company, part, period or metric."""
        return self._nameless

    @cached_property
    def _nameless(self) -> str:
        return blanked(self.text, [*self.named(), *((w.start, w.end) for w in self.wordings)])

    def without_times(self) -> str:
        """The text with a blank for every character of a period and of the words that lead to one."""
        text = blanked(self.text, [(w.start, w.end) for w in self.wordings])
        return _AT_TIME.sub(lambda match: " " * len(match[0]), text)

    def bare(self, start: int, end: int) -> str:
        """The text of a range without the companies and periods in it."""
        letters = list(self.text)
        places = [*self.owners(), *((w.start, w.end) for w in self.wordings)]
        for low, high in places:
            letters[low:high] = [""] * (high - low)
        return "".join(letters[start:end])

    def company(self, at: Reading) -> Entity | None:
        """The company named last before a figure, else the first after it in its clause."""
        before = [c for c in self.companies if c.end <= at.start]
        chosen = before[-1:] or list(self.companies[:1])
        return chosen[0].entity if chosen else None

    def part(self, at: Reading, term: Term | None) -> str | None:
        """The segment, product or place of a figure: right behind it, right before it, or at its metric."""
        listed = self.listed(at, [place for place, _ in self.parts])
        if listed is not None:
            return self.parts[listed][1]
        low, _ = self.clause(at)
        amounts = self.amounts()
        floor = max([low, *(r.end for r in amounts if r.end <= at.start)])
        found = self.behind(at, term)[:1] or self._within((floor, at.start))[-1:] or self._beside(term, low, amounts)
        return found[0] if found else None

    def beside(self, at: Reading, term: Term | None) -> tuple[str, ...]:
        """All parts that a figure may be of, where it is in no list with them."""
        if self.listed(at, [place for place, _ in self.parts]) is not None:
            return ()
        low, _ = self.clause(at)
        floor = max([low, *(r.end for r in self.amounts() if r.end <= at.start)])
        return tuple(dict.fromkeys([*self.behind(at, term), *self._within((floor, at.start))]))

    def behind(self, at: Reading, term: Term | None) -> list[str]:
        """The parts that stand behind a figure and lead to no other: "$5 in Europe", "$5 (Europe)"."""
        _, high = self.clause(at)
        end = min([high, *(r.start for r in self.amounts() if r.start >= at.end)])
        cut = ENDS.search(self.text, at.end, end)
        other = min((t.start for t in self.terms if t.start >= at.end and t is not term), default=high)
        stop = min(cut.start() if cut else end, other)
        inside = ((p, name) for p, name in self.parts if at.end <= p[0] and p[1] <= stop)
        return [name for p, name in inside if _INTO_PART.search(self.text, at.end, p[0])]

    def _within(self, place: Place) -> list[str]:
        return [name for part, name in self.parts if place[0] <= part[0] and part[1] <= place[1]]

    def _beside(self, term: Term | None, low: int, amounts: Sequence[Reading]) -> list[str]:
        """Parts between the metric before, or the clause's start, and the first figure behind the metric."""
        if term is None:
            return []
        start = max([low if low <= term.start else 0, *(t.end for t in self.terms if t.end <= term.start)])
        end = min((r.start for r in amounts if r.start >= term.end), default=len(self.text))
        return self._within((start, end))[-1:]

    def listed(self, at: Reading, places: Sequence[Place]) -> int | None:
        """Which of as many things named before a list is meant by a figure of it: "… were $1 and $2, respectively"."""
        amounts = self.amounts()
        for group in lists_of(self.text, amounts):
            inside_group = [r.start for r in group]
            if at.start not in inside_group:
                continue
            if not is_respective(self.text, amounts, group):
                run = self._run(places, group[0].start)
                paired = len(run) == len(group) and self._own_periods(group)
                return run[inside_group.index(at.start)] if paired else None
            low, high = self.clause(at)
            near = [
                n for n, p in enumerate(places) if low <= p[0] < high and not (group[0].start <= p[0] < group[-1].end)
            ]
            if len(near) == len(group) and self._own_periods(group):
                return near[inside_group.index(at.start)]
        return None

    def _run(self, places: Sequence[Place], high: int) -> list[int]:
        """Which things are listed right before a place, in order: "R&D and SG&A were", "R&D; SG&A:"."""
        run: list[int] = []
        for at in reversed([n for n, p in enumerate(places) if p[1] <= high]):
            if run and not LISTED.fullmatch(self.text, places[at][1], places[run[0]][0]):
                break
            run.insert(0, at)
        return run if run and _LINKED.fullmatch(self.without_times()[places[run[-1]][1] : high]) else []

    def _own_periods(self, group: Sequence[Reading]) -> bool:
        """Whether all figures of a list are of one period, so that something else is listed with them."""
        return len({(p.own.periods, p.own.ends) for r in group if (p := self.placed.get(r.start)) and p.own}) <= 1

    def stretch(self, at: Reading) -> Place:
        """The part of its clause that speaks of a figure: up to the next figure that is not listed with it."""
        low, high = self.clause(at)
        amounts = self.amounts()
        after = [r.start for r in amounts if r.start >= at.end]
        listed = "respectively" in self.text[at.end : high] if after else False
        if listed or not after:
            return low, high
        following = NEXT.search(self.text, at.end, after[0])
        return low, min(high, following.start() if following else after[0])

    def amounts(self) -> list[Reading]:
        """Its figures, small numbers in words left aside."""
        return list(self._amounts)

    @cached_property
    def _amounts(self) -> tuple[Reading, ...]:
        return tuple(r for r in self.readings if r.is_figure and not (r.words and not r.unit))
