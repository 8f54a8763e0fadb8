"""What does one sentence name, and which of it belongs to which of its figures?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.tools.figures.attribution import Placed
from tieout.tools.figures.companies import Named
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.listing import is_respective, lists_of
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place, blanked
from tieout.tools.figures.qualified import ENDS, clause_of

_BEHIND = re.compile(r"\s+(?:of|in|for)\s+(?:(?:its|the|total|their|our|consolidated)\s+)*$", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:(?:its|the|total|their|our|consolidated)\s+)*$", re.IGNORECASE)
_TIMES = re.compile(r"\s+(?:of\s+)?(?:(?:its|the|total|their|our|consolidated)\s+)*$", re.IGNORECASE)
_AS_SHARE = re.compile(
    r"\s+as\s+a\s+(?:percentage|percent|share|proportion|%)\s+of\s+(?:(?:the|its|total|our)\s+)*", re.IGNORECASE
)
_AT_ONCE = re.compile(
    r"[\s-]+(?:(?:was|were|is|are|represents?|represented|being)\s+)?"
    r"(?:(?:recorded|reported|shown|booked|disclosed|stated|posted|recogni[sz]ed)\s+(?:as|for|in|under)\s+)?"
    r"(?:(?:the|its|total|full-year|annual|reported)\s+)*(?:[a-z-]+\s+)?"
)
_ASIDE = re.compile(
    r"(?<!\w)(?P<head>[\w%’'-]*)\s*\b(?:in|within|into|as|to|from|with|against|under|by|through|per|of|on|for|related\s+to|"
    r"associated\s+with|attributable\s+to)\s+(?:(?:the|our|its|a|an|total|other|net|gross)\s+)*$",
    re.IGNORECASE,
)
_ON = re.compile(r"\s+on\s+(?:(?:the|its|their|our)\s+)*", re.IGNORECASE)
_AT = re.compile(r"(?:^|[,;]\s)at\s+$", re.IGNORECASE)
_THEN = re.compile(r"\s*,\s+(?:(?:the|its|total|[’']s)\s+)*", re.IGNORECASE)
_LEAD = re.compile(r"(?:[^:;.!?]|\.(?!\s)){1,40}:\s*")
"""A few words that open a sentence for all that follows: "Acme: net sales of …"."""
_STATES = frozenset({"payable", "receivable", "deferred", "outstanding"})
"""Words behind a figure that say what becomes of it: "$2.0 billion payable within 12 months"."""
_ASIDE_REACH = 80
_LEADING = frozenset(
    "amount amounts total level levels balance balances growth increase decrease decline rise fall drop change "
    "reduction improvement gain figure year quarter period fiscal result results terms case with".split()
)
"""Words before "of" and "in" that leave the metric behind it what a figure is of."""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
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

    def named(self) -> list[Place]:
        """Where companies, metrics and parts stand."""
        return [*self.owners(), *(t.place for t in self.terms)]

    def clause(self, at: Reading) -> Place:
        """The clause in which a figure stands."""
        return self.clause_at(at.start)

    def clause_at(self, place: int) -> Place:
        """The clause in which a place lies."""
        low, high = clause_of(self.breaks, place, len(self.text))
        return (0 if _LEAD.fullmatch(self.text[:low]) else low), high

    def term(self, at: Reading) -> Term | None:
        """The metric of a figure: right behind it, else the last subject before it in its clause, else before that."""
        listed = self._listed(at, [t.place for t in self.terms])
        if listed is not None:
            return self.terms[listed]
        spent = self._spent(at)
        if spent is not None:
            return spent
        behind = next((t for t in self.terms if t.start >= at.end), None)
        if behind is not None and at.unit != "percent" and _BEHIND.fullmatch(self.text, at.end, behind.start):
            return behind
        before = [t for t in self.terms if t.end <= at.start and not self._aside(t)]
        if before:
            return before[-1]
        bare = self._bare(at.end, behind.start) if behind is not None else ""
        is_state = behind is not None and self.text[slice(*behind.place)].casefold() in _STATES
        if (
            behind is not None
            and not is_state
            and (_AT_ONCE.fullmatch(bare) or (_AT.search(self.text[: at.start]) and _THEN.fullmatch(bare)))
        ):
            return behind
        return None

    def _spent(self, at: Reading) -> Term | None:
        """The metric of a share that is said last: "spent 3% of net sales on advertising"."""
        whole = self.whole(at)
        behind = next((t for t in self.terms if whole is not None and t.start >= whole.end > at.end), None)
        on = whole is not None and behind is not None and _ON.fullmatch(self.text, whole.end, behind.start)
        return behind if on else None

    def without_names(self) -> str:
        """The text with a blank for every character of a company, part, period or metric."""
        return blanked(self.text, [*self.named(), *((w.start, w.end) for w in self.wordings)])

    def _bare(self, start: int, end: int) -> str:
        """The text of a range without the companies and periods in it."""
        letters = list(self.text)
        places = [*self.owners(), *((w.start, w.end) for w in self.wordings)]
        for low, high in places:
            letters[low:high] = [""] * (high - low)
        return "".join(letters[start:end])

    def _aside(self, term: Term) -> bool:
        """Whether a metric is only where something stands: "reported in interest expense", "as a share of sales"."""
        if re.match(r"\s+of\s+[^A-Za-z]*\d", self.text[term.end :]):
            return False
        match = _ASIDE.search(self.text, max(0, term.start - _ASIDE_REACH), term.start)
        if match is None:
            return False
        opens = not self.text[: match.start()].strip() and not match["head"]
        return not opens and match["head"].casefold() not in _LEADING and not match["head"].isdigit()

    def whole(self, at: Reading) -> Term | None:
        """The metric of which a percentage is a share, or of which a figure is a multiple."""
        if at.unit in {"percent", "points"}:
            for part, whole in pairwise(t for t in self.terms if t.end <= at.start):
                if _AS_SHARE.fullmatch(self.text, part.end, whole.start):
                    return whole
        behind = next((t for t in self.terms if t.start >= at.end), None)
        if behind is None or (at.unit != "percent" and at.kind != "ratio"):
            return None
        link = _TIMES if at.kind == "ratio" else _OF
        return behind if link.fullmatch(self.text, at.end, behind.start) else None

    def company(self, at: Reading) -> Entity | None:
        """The company named last before a figure, else the first after it in its clause."""
        before = [c for c in self.companies if c.end <= at.start]
        chosen = before[-1:] or list(self.companies[:1])
        return chosen[0].entity if chosen else None

    def part(self, at: Reading, term: Term | None) -> str | None:
        """The segment, product or place of a figure: right behind it, right before it, or at its metric."""
        low, high = self.clause(at)
        listed = self._listed(at, [place for place, _ in self.parts])
        if listed is not None:
            return self.parts[listed][1]
        amounts = self.amounts()
        end = min([high, *(r.start for r in amounts if r.start >= at.end)])
        cut = ENDS.search(self.text, at.end, end)
        behind = (at.end, cut.start() if cut else end)
        floor = max([low, *(r.end for r in amounts if r.end <= at.start)])
        other = min((t.start for t in self.terms if t.start >= at.end and t is not term), default=high)
        behind = behind[0], min(behind[1], other)
        found = self._within(behind)[:1] or self._within((floor, at.start))[-1:] or self._beside(term, low, amounts)
        return found[0] if found else None

    def _within(self, place: Place) -> list[str]:
        return [name for part, name in self.parts if place[0] <= part[0] and part[1] <= place[1]]

    def _beside(self, term: Term | None, low: int, amounts: Sequence[Reading]) -> list[str]:
        """Parts between the metric before, or the clause's start, and the first figure behind the metric."""
        if term is None:
            return []
        start = max([low if low <= term.start else 0, *(t.end for t in self.terms if t.end <= term.start)])
        end = min((r.start for r in amounts if r.start >= term.end), default=len(self.text))
        return self._within((start, end))[-1:]

    def _listed(self, at: Reading, places: Sequence[Place]) -> int | None:
        """Which of as many things named before a list is meant by a figure of it: "… were $1 and $2, respectively"."""
        amounts = self.amounts()
        for group in lists_of(self.text, amounts):
            inside_group = [r.start for r in group]
            if at.start not in inside_group or not is_respective(self.text, amounts, group):
                continue
            low, high = self.clause(at)
            near = [
                n for n, p in enumerate(places) if low <= p[0] < high and not (group[0].start <= p[0] < group[-1].end)
            ]
            if len(near) == len(group) and self._own_periods(group):
                return near[inside_group.index(at.start)]
        return None

    def leading(self, term: Term) -> str | None:
        """A row's name that opens the sentence of another metric: "Acme Rail: goodwill was …"."""
        first = self.terms[0] if self.terms else term
        opens = first.metric is None and first.end < term.start and not self.text[: first.start].strip()
        counted = any(first.end <= r.start < term.start for r in self.amounts())
        return self.text[first.start : first.end] if opens and not counted and not first.quoted else None

    def is_listed(self, at: Reading) -> bool:
        """Whether a figure stands in a list that goes with a list of metrics."""
        return self._listed(at, [t.place for t in self.terms]) is not None

    def _own_periods(self, group: Sequence[Reading]) -> bool:
        """Whether all figures of a list are of one period, so that something else is listed with them."""
        return len({(p.own.periods, p.own.ends) for r in group if (p := self.placed.get(r.start)) and p.own}) <= 1

    def stretch(self, at: Reading) -> Place:
        """The part of its clause that speaks of a figure: up to the next figure that is not listed with it."""
        low, high = self.clause(at)
        amounts = self.amounts()
        after = [r.start for r in amounts if r.start >= at.end]
        listed = "respectively" in self.text[at.end : high] if after else False
        return low, high if listed else min([high, *after])

    def amounts(self) -> list[Reading]:
        """Its figures, small numbers in words left aside."""
        return [r for r in self.readings if r.is_figure and not (r.words and not r.unit)]
