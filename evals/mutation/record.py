"""How is a judged figure written down, and what of it may be shown?"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tieout.evals.mutation.forms import Half
from tieout.evals.mutation.judging import Desk, Verdict
from tieout.evals.mutation.printing import Printed
from tieout.evals.mutation.tally import Report, Result
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.said import Setting


class Faulty(Protocol):
    """Something with one thing changed."""

    @property
    def fault(self) -> str:
        """What was changed."""


Changed = TypeVar("Changed", bound=Faulty)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A sentence, where it comes from, and what was changed in it."""

    origin: str
    sentence: str
    fault: str = ""
    decoy: bool = False
    half: Half = "dev"
    """Of its form."""
    elsewhere: bool = True
    reachable: bool | None = None
    """Whether the rest of the filing can prove it at all; None where nobody asked."""
    by_chance: bool = False
    """Whether it could prove another print in its place as well: so many are reachable by accident."""


@dataclass(frozen=True)
class Recorder:
    """Asks the engine, by the clock, and keeps the verdicts of one filing."""

    report: Report

    def tied(self, source: Desk, text: str, setting: Setting) -> tuple[Bound, ...]:
        """What the engine makes of a sentence."""
        return self.timed(lambda: source.tier.tie(text, setting))

    def timed(self, ask: Callable[[], tuple[Bound, ...]]) -> tuple[Bound, ...]:
        """One question to the engine."""
        start = time.process_time()
        bound = ask()
        self.report.seconds += time.process_time() - start
        self.report.sentences += 1
        return bound

    def chosen(self, found: Sequence[Changed], most: int, is_true: Callable[[Changed], bool]) -> Iterator[Changed]:
        """The first few, each with another fault; those that the filing makes true are counted and left out."""
        taken: set[str] = set()
        for one in found:
            if len(taken) == most:
                return
            if one.fault in taken:
                continue
            if is_true(one):
                self.report.dropped[one.fault] += 1
                continue
            taken.add(one.fault)
            yield one

    def keep(self, case: Case, outcome: tuple[Verdict, str], printed: Printed | None, source: Desk) -> None:
        """Write down one verdict; its words only where they may be looked at."""
        failed = (outcome[0] == "tied") == bool(case.fault)
        may_show = failed and case.half == "dev" and self.report.half == "dev"
        self.report.results.append(
            Result(
                origin=case.origin,
                fault=case.fault,
                half=case.half,
                decoy=case.decoy,
                verdict=outcome[0],
                verbatim=printed is not None and source.has_verbatim(printed.digits),
                by_value=printed is not None and source.has_value(printed),
                elsewhere=case.elsewhere,
                reachable=case.reachable,
                by_chance=case.by_chance,
                sentence=case.sentence if may_show else "",
                why=f"{printed.text if printed else ''} — {outcome[1]}" if may_show else "",
            )
        )


def worst(
    verdicts: Iterable[tuple[tuple[Verdict, str], Printed]], *, whole: bool
) -> tuple[tuple[Verdict, str], Printed]:
    """The verdict that counts of several false figures: any that ties, or the least where all must tie to be wrong."""
    ranks = ("untied", "wrong", "tied") if whole else ("tied", "wrong", "untied")
    return min(verdicts, key=lambda one: ranks.index(one[0][0]))
