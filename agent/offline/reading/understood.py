"""What was understood of a question: companies, metrics, periods, the operation, and the words that are left."""

from dataclasses import dataclass

from tieout.claim import Shown
from tieout.document import Entity
from tieout.question import Ask, MetricAsked
from tieout.tools.figures.periods import PeriodMention


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A question, taken apart."""

    text: str
    entities: tuple[Entity, ...] = ()
    strangers: tuple[str, ...] = ()
    """Capitalised names that are neither indexed companies nor anything the filings print."""
    metrics: tuple[MetricAsked, ...] = ()
    qualifiers: tuple[str, ...] = ()
    """Words such as "adjusted" that make a metric another one than the reported."""
    periods: tuple[PeriodMention, ...] = ()
    anchor: tuple[PeriodMention, ...] = ()
    """Periods of the question before, on which relative ones lean: "and the year before?"."""
    ask: Ask = "look_up"
    forecast: bool = False
    rest: str = ""
    """The question with names, metrics and periods blanked out."""
    words: tuple[str, ...] = ()
    """Content words that were understood as nothing else."""
    perhaps: tuple[str, ...] = ()
    """Words that may name a part of the company and were not understood as one."""
    beside: tuple[str, ...] = ()
    """Names in a list with companies of the home, which are none of it."""
    assumptions: tuple[str, ...] = ()
    everyone: bool = False
    """Whether it asks about all companies of the home."""
    shown: Shown | None = None
    """How the figures are to be printed, where the question says so."""
    workings: bool = False
    """Whether it asks how a figure is calculated."""
    typed: str = ""
    """This question's own words, without those of the one before and without what only says how to print."""
    before: "Understood | None" = None
    """The question before, where this one leans on it."""
    part: bool = False
    """Whether it is one part of a question of several."""
