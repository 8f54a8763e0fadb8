"""What does one statement of a figure inside a larger sentence rest on? Proven by itself, as any sentence is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.claim import Failure
from tieout.period import FiscalPeriod
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.remainder import remainder
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.terms import Level
from tieout.tools.figures.tying import Tier


@dataclass(frozen=True, kw_only=True)
class Atom:
    """One statement of a figure, with what it is of."""

    bound: Bound
    level: Level
    wanted: Wanted


class Atoms:
    """Proves statements with the ordinary reader of a question's evidence."""

    def __init__(self, tier: Tier, beside: Callable[[Said], Failure | None]) -> None:
        self._tier = tier
        self._beside = beside

    def tied(self, statement: str) -> tuple[Said, tuple[Bound, ...]]:
        """A statement and all of its figures, each proven; raises NotDerivable where one is not, or a word is left."""
        said = self._tier.said(statement)
        bound = self._tier.tied(said, Setting())
        failure = next((b.failure for b in bound if b.failure is not None), None) or self._beside(said)
        if failure is None and (loose := remainder(said).words):
            raise NotDerivable("unsupported", f"{loose[0]!r} is not explained by the figure of {statement!r}")
        if failure is not None:
            raise NotDerivable(failure.reason, failure.detail)
        return said, tuple(bound)

    def proven(self, statement: str, shift: int) -> Atom:
        """One statement, proven by itself; its figure stands `shift` characters further on in the sentence."""
        said, bound = self.tied(statement)
        if len(bound) == 1 and bound[0].reading.kind == "change":
            raise NotDerivable("unsupported", f"{statement!r} states a change, not a figure")
        plain = replace(bound[0].reading, kind="level") if len(bound) == 1 else None
        wanted = self._tier.meant(said, plain, Setting()) if plain and said.whole(bound[0].reading) is None else None
        level = bound[0].level if bound else None
        if wanted is None or level is None or not isinstance(wanted.period, FiscalPeriod):
            raise NotDerivable("ambiguous", f"{statement!r} states no one figure of a fiscal period")
        return Atom(bound=replace(bound[0], reading=moved(bound[0].reading, shift)), level=level, wanted=wanted)


def moved(reading: Reading, shift: int) -> Reading:
    """A reading as it stands in the whole sentence."""
    return replace(reading, start=reading.start + shift, end=reading.end + shift)


def number(atom: Atom) -> Decimal:
    """The exact value of a statement's figure."""
    if atom.level.value is None:
        raise NotDerivable("not_meaningful", "a figure without a value decides nothing")
    return atom.level.value
