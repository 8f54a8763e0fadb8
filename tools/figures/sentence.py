"""What is one sentence when it is compared with another one: its words, and what says when it holds?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.tools.figures.adjunct import Adjunct, adjunct
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place
from tieout.tools.figures.sameness import Token, is_stable, tokens

_SHORT = 2
_PLAIN = frozenset(
    "and the for from with have that which this these other year month quarter fiscal end ended regarding versus "
    "january february march april may june july august september october november december".split()
)
"""Words that say nothing about what a sentence speaks of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence as it is compared."""

    tokens: tuple[Token, ...]
    mentions: Sequence[PeriodMention]
    when: Adjunct | None

    @classmethod
    def of(
        cls, text: str, readings: Sequence[Reading], owner: Sequence[Place], worded: Sequence[PeriodMention]
    ) -> "Sentence":
        """Read one; `owner` is where the company is named whose document is meant."""
        found = tokens(text, readings, owner, [(m.start, m.end) for m in worded])
        return cls(tokens=found, mentions=worded, when=adjunct(text, worded, readings))

    @property
    def timeless(self) -> tuple[Token, ...]:
        """Its words without those that say when it holds."""
        if self.when is None:
            return self.tokens
        low, high = self.when.place
        return tuple(t for t in self.tokens if t.end <= low or high <= t.start)

    @property
    def words(self) -> set[str]:
        """The words that every sentence has which says the same."""
        return {t.key for t in self.timeless if is_stable(t)}

    @property
    def telling(self) -> int:
        """How many different words say what it is about."""
        return len({t.key for t in self.timeless if t.key.isalpha() and len(t.key) > _SHORT} - _PLAIN)

    @property
    def values(self) -> int:
        """How many figures it has whose value is compared."""
        return sum(t.masked for t in self.tokens)

    def to(self, end: int) -> "Sentence":
        """Its first words."""
        last = self.tokens[end - 1].end
        is_in = self.when is not None and self.when.place[1] <= last
        worded = [m for m in self.mentions if m.end <= last]
        return replace(self, tokens=self.tokens[:end], mentions=worded, when=self.when if is_in else None)
