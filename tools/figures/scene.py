"""What does a finished sentence name, and which of it belongs to which figure?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.tools.figures.companies import Companies, Named
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.periods import PeriodMention, mentions
from tieout.tools.figures.phrases import Phrases
from tieout.tools.figures.vocabulary import Mention, Vocabulary

Place = tuple[int, int]
Word = TypeVar("Word", Named, Mention)
TWO = 2
_TO = re.compile(r"\b(?:to|through)\b", re.IGNORECASE)
_LABEL = re.compile(r"“([^”]{2,200})”")
_SUPERLATIVE = re.compile(r"\b(?:highest|lowest)\b", re.IGNORECASE)
_OF = re.compile(r"(\s+of\s+)(?:its |the |total |their )*")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A sentence with everything it names, in its order."""

    sentence: str
    readings: tuple[Reading, ...]
    companies: tuple[Named, ...]
    periods: tuple[tuple[Place, tuple[FiscalPeriod, ...]], ...]
    days: tuple[tuple[Place, date], ...]
    metrics: tuple[Mention, ...]
    labels: tuple[tuple[Place, str], ...]
    members: tuple[tuple[Place, str], ...]
    ranges: tuple[tuple[Place, tuple[date, date]], ...] = ()
    """First and last day of what is said of a range of days."""

    @property
    def superlative(self) -> bool | None:
        """Whether the highest figure of several is meant, False for the lowest; None where neither is said."""
        word = _SUPERLATIVE.search(self.sentence)
        return None if word is None else word[0].casefold() == "highest"

    def own_day(self, at: Reading) -> date | None:
        """The day named behind a figure before the next one, else the only one that the sentence names."""
        others = [r.start for r in self.readings if r.is_figure and r.start > at.start]
        limit = min(others, default=len(self.sentence))
        after = [day for place, day in self.days if at.end <= place[0] < limit]
        named = {day for _, day in self.days}
        return after[0] if after else next(iter(named)) if len(named) == 1 else None

    def company(self, at: Reading) -> Entity | None:
        """The company named last before a figure, else the first after it."""
        before = [c for c in self.companies if c.end <= at.start]
        chosen = before[-1:] or list(self.companies[:1])
        return chosen[0].entity if chosen else None

    def periods_of(self, at: Reading) -> tuple[FiscalPeriod, ...]:
        """The periods named after a figure before the next one, else those named last before it."""
        others = [r.start for r in self.readings if r.is_figure and r.start > at.start]
        limit = min(others, default=len(self.sentence))
        after = [p for place, p in self.periods if at.end <= place[0] < limit]
        before = [p for place, p in self.periods if place[1] <= at.start]
        return after[0] if after else before[-1] if before else ()

    def day_of(self, at: Reading, periods: tuple[object, ...]) -> date | None:
        """The date printed right behind the figure's period, where there is one."""
        ends = [place[1] for place, p in self.periods if p == periods]
        for (start, _), day in self.days:
            if any(0 <= start - end <= len(" (53 weeks ended ") for end in ends):
                return day if self.periods_near(at, start) else None
        return None

    def periods_near(self, at: Reading, start: int) -> bool:
        """Whether a place belongs to this figure's period: no other figure stands between."""
        low, high = sorted((at.end, start))
        return not any(low < r.start < high and r.is_figure for r in self.readings)

    def metric(self, at: Reading) -> Mention | None:
        """The metric named last before a figure, else the first after it."""
        before = [m for m in self.metrics if m.end <= at.start]
        chosen = before[-1:] or [m for m in self.metrics if m.start >= at.end][:1]
        return chosen[0] if chosen else None

    def label(self, at: Reading) -> str | None:
        """The row label quoted last before a figure, where the vocabulary knows no word for it."""
        before = [text for place, text in self.labels if place[1] <= at.start]
        return before[-1] if before else None

    def whole(self, at: Reading) -> Mention | None:
        """The metric of which a percentage is a share: "25.9% of revenue"."""
        match = _OF.match(self.sentence, at.end)
        return next((m for m in self.metrics if match and match.end(1) <= m.start <= match.end()), None)

    def member(self, at: Reading) -> str | None:
        """The segment, product or geography named last before a figure."""
        before = [text for place, text in self.members if place[1] <= at.start]
        return before[-1] if before else None


def look(sentence: str, companies: Companies, vocabulary: Vocabulary, parts: Phrases[str]) -> Scene:
    """Read a sentence; `parts` are the members that the evidence knows."""
    spoken = tuple(((f.start, f.end), f.target) for f in parts.find(sentence))
    named = beside(companies.find(sentence), [place for place, _ in spoken])
    said = beside(vocabulary.find(sentence), [place for place, _ in spoken])
    taken = [(c.start, c.end) for c in named]
    readings = tuple(r for r in figures(sentence) if not inside((r.start, r.end), taken))
    metrics = tuple(m for m in said if not inside((m.start, m.end), taken))
    quoted = tuple(((m.start(), m.end()), m[1]) for m in _LABEL.finditer(sentence))
    busy = taken + [(m.start, m.end) for m in metrics]
    members = tuple((place, target) for place, target in spoken if not overlaps(place, busy))
    named_periods = mentions(sentence, readings)
    return Scene(
        sentence=sentence,
        readings=readings,
        companies=named,
        periods=tuple(((m.start, m.end), m.periods) for m in named_periods if m.periods),
        days=tuple(((m.start, m.end), m.ends[0]) for m in named_periods if m.kind == "date" and len(m.ends) == 1),
        metrics=metrics,
        labels=quoted,
        members=members,
        ranges=tuple(((m.start, m.end), (m.ends[0], m.ends[1])) for m in named_periods if is_range(m)),
    )


def is_range(mention: PeriodMention) -> bool:
    """Whether a wording names a first and a last day: "from January 3, 2023 to December 29, 2023"."""
    return mention.kind == "date" and len(mention.ends) == TWO and _TO.search(mention.text) is not None


def beside(named: tuple[Word, ...], parts: Sequence[Place]) -> tuple[Word, ...]:
    """Names without those inside a part's, unless the first one is: "GM Financial" is no second General Motors."""
    kept = tuple(n for n in named if not any(inside((n.start, n.end), (p,)) and p != (n.start, n.end) for p in parts))
    return kept if kept and kept[0] == named[0] else named


def inside(place: Place, others: Iterable[Place]) -> bool:
    """Whether a range lies within one of the others."""
    return any(start <= place[0] and place[1] <= end for start, end in others)


def overlaps(place: Place, others: Iterable[Place]) -> bool:
    """Whether a range shares a character with one of the others."""
    return any(place[0] < end and start < place[1] for start, end in others)
