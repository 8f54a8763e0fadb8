"""Does a sentence about how a figure moved follow from its figures? Every year one way, or by more than a limit."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tieout.period import FiscalPeriod
from tieout.tools.figures.agreement import in_unit
from tieout.tools.figures.atoms import Atom, Atoms, moved
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.tying import Tier

_WHEN = r"(?:in|at the end of) .+?\)"
EVERY = re.compile(
    rf"(?P<what>.+?) (?P<word>rose|fell) every year from (?P<a>\S.*?) (?P<first>{_WHEN}) "
    rf"to (?P<b>\S.*?) (?P<last>{_WHEN})\."
)
BY = re.compile(
    r"(?P<one>.+? (?:rose|fell) .+), which is (?P<not>not )?a (?P<way>rise|fall) of "
    r"(?P<word>more than|less than|at least|at most) (?P<given>[^,]+)\."
)
PASSES: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "more than": lambda size, limit: size > limit,
    "less than": lambda size, limit: 0 < size < limit,
    "at least": lambda size, limit: size >= limit,
    "at most": lambda size, limit: 0 < size <= limit,
}
"""What each word claims of how far a figure moved in the way that is spoken of."""


class Moves:
    """Reads sentences about moves with the ordinary reader of a question's evidence."""

    def __init__(self, tier: Tier, atoms: Atoms) -> None:
        self._tier = tier
        self._atoms = atoms

    def every(self, match: re.Match[str]) -> tuple[Bound, Bound]:
        """The two ends of a development that goes one way in every year between them."""
        first, last = self._end(match, "a", "first"), self._end(match, "b", "last")
        start, end = first.wanted.period, last.wanted.period
        if not isinstance(start, FiscalPeriod) or not isinstance(end, FiscalPeriod):
            raise NotDerivable("unsupported", "the two ends are no fiscal years")
        yearly = start.span == end.span == "FY" and start.year < end.year
        if not yearly or first.wanted.at(end) != last.wanted:
            raise NotDerivable("unsupported", "the two ends are no years of one figure")
        between = [first.wanted.at(start.model_copy(update={"year": y})) for y in range(start.year + 1, end.year)]
        levels = [first.level, *(self._tier.ledger.level(w) for w in between), last.level]
        if len({level.unit for level in levels}) > 1 or any(level.value is None for level in levels):
            raise NotDerivable("wrong_unit", "a development needs figures in one unit")
        up = match["word"] == "rose"
        for before, after in itertools.pairwise(level.value or Decimal(0) for level in levels):
            if before == after or (after > before) != up:
                raise NotDerivable("contradicted", f"the figure has not {'risen' if up else 'fallen'} in every year")
        return first.bound, last.bound

    def _end(self, match: re.Match[str], figure: str, when: str) -> Atom:
        stated = f"{match['what']} was "
        return self._atoms.proven(f"{stated}{match[figure]} {match[when]}.", match.start(figure) - len(stated))

    def by(self, match: re.Match[str], given: Reading, *, yes: bool) -> tuple[Bound, ...]:
        """The figures of a move that is held against a limit of the question's."""
        _, bound = self._atoms.tied(f"{match['one']}.")
        change = next((b for b in bound if b.reading.kind == "change"), None)
        level = change.level if change is not None else None
        if level is None or level.value is None or given.value is None:
            raise NotDerivable("unsupported", "the sentence states no move")
        limit = in_unit(given.value, given.unit, level.unit) if given.unit else None
        if limit is None:
            raise NotDerivable("wrong_unit", f"{match['given']!r} is no limit of a move in {level.unit}")
        holds = PASSES[match["word"]](level.value if match["way"] == "rise" else -level.value, limit)
        denied = match["not"] is not None
        if denied in {holds, yes}:
            raise NotDerivable("contradicted", f"the move does not bear out {match['word']!r}")
        return tuple(replace(b, reading=moved(b.reading, match.start("one"))) for b in bound)
