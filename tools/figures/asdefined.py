"""Does a figure by the user's definition follow from the formula that its sentence spells out?

The sentence names the company, the user's name for the measure, the formula with the metric and the period of every
figure, and the result; everything is read from it anew, and the result is computed again.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cached_property

from tieout.claim import Failure
from tieout.period import FiscalPeriod
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import Bound, in_print
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.remainder import remainder
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.spelled import WHEN, unspell
from tieout.tools.figures.tying import Tier

UNNAMED = "the measure asked for"
"""What a definition without a name is called."""
FORM = re.compile(
    r"(?P<who>.+?)’s “(?P<name>[^“”]+)” was (?P<v>\S.*?)(?P<days> days)? "
    rf"(?P<when>{WHEN}) by the user’s definition, (?P<formula>.+)\."
)


class Defined:
    """Reads sentences that state a figure by a definition of the user's."""

    def __init__(self, tier: Tier, beside: Callable[[Said], Failure | None], question: str) -> None:
        self._tier = tier
        self._beside = beside
        self._question = question

    @cached_property
    def _typed(self) -> tuple[str, ...]:
        """The question, and the same without its companies."""
        bare = list(self._question)
        for named in self._tier.said(self._question).companies:
            bare[named.start : named.end] = " " * (named.end - named.start)
        return tuple(" ".join(text.casefold().split()) for text in (self._question, "".join(bare)))

    @cached_property
    def _numbers(self) -> frozenset[Decimal]:
        """The numbers of the question."""
        return frozenset(r.value for r in figures(self._question) if r.value is not None)

    def read(self, match: re.Match[str]) -> tuple[Bound, tuple[str, ...]]:
        """The result with the calculation that it must be, and the numbers of the formula that the question gave."""
        self._check_name(match["name"])
        spelled = unspell(match["formula"])
        given = tuple(n for n in spelled.numbers if decimal(n) not in self._numbers)
        if given:
            raise NotDerivable("unsupported", f"the question has no number {given[0]!r}")
        wanted = {name: self._wanted(match["who"], *said) for name, said in spelled.figures.items()}
        self._check_period(match["when"], wanted.values())
        at = self._printed(match)
        level = self._tier.ledger.formula(
            spelled.expression, wanted, metric=match["name"], percent=at.unit == "percent"
        )
        exact = in_print(level, at)
        if exact is None or at.value is None or not agrees(at.value, at.precision, exact):
            raise NotDerivable("wrong_value", f"{at.text} is not what the formula comes to")
        if (level.unit == "days") != (match["days"] is not None):
            raise NotDerivable("wrong_unit", f"{at.text} is printed in another unit than the formula comes to")
        start = match.start("formula")
        printed = tuple(r.text for r in figures(match.string) if r.is_figure and r.start >= start)
        return Bound(reading=at, level=level), printed if spelled.numbers else ()

    def _check_name(self, name: str) -> None:
        """The measure's name is the user's own words, and holds no figure."""
        typed = any(" ".join(name.casefold().split()) in text for text in self._typed)
        if name != UNNAMED and (not typed or any(map(str.isdigit, name))):
            raise NotDerivable("unsupported", f"{name!r} is no name that the question gives")

    def _check_period(self, when: str, wanted: Iterable[Wanted]) -> None:
        """The result is of the last of the periods that its figures are of."""
        stated = [p for m in mentions(when) for p in m.periods]
        fiscal = [w.period for w in wanted if isinstance(w.period, FiscalPeriod)]
        last = max(fiscal, key=lambda p: (p.year, p.last_quarter))
        if len(stated) != 1 or (stated[0].year, stated[0].last_quarter) != (last.year, last.last_quarter):
            raise NotDerivable("wrong_period", f"{when!r} is not the last period of the formula's figures")

    def _printed(self, match: re.Match[str]) -> Reading:
        found = [r for r in figures(match["v"]) if r.is_figure]
        if len(found) != 1 or found[0].text != match["v"]:
            raise NotDerivable("unsupported", f"{match['v']!r} is no figure")
        start = match.start("v")
        return replace(found[0], start=found[0].start + start, end=found[0].end + start)

    def _wanted(self, who: str, noun: str, when: str) -> Wanted:
        """What one figure of the formula is of, read as a statement of it would be."""
        statement = f"{who}’s {noun} was $1 {when}."
        said = self._tier.said(statement)
        amounts = [r for r in said.readings if r.is_figure]
        failure = self._beside(said)
        if failure is not None or len(amounts) != 1 or remainder(said).words or len(said.companies) != 1:
            raise NotDerivable("ambiguous", f"{noun!r} names no figure of one company")
        wanted = self._tier.meant(said, amounts[0], Setting())
        if wanted is None or not isinstance(wanted.period, FiscalPeriod):
            raise NotDerivable("ambiguous", f"{noun!r} names no one figure of a fiscal period")
        return wanted


def decimal(text: str) -> Decimal | None:
    """A number as it is printed in a formula."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
