"""Which figures does a sub-question ask for, found or not, and what else may its words mean?"""

from dataclasses import dataclass, replace

from tieout.agent.offline.drafts.claiming import ClaimMaker, plain, wanted
from tieout.agent.offline.drafts.naming import company
from tieout.claim import Failure
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.member import GROSS
from tieout.tools.figures.phrases import phrase
from tieout.tools.figures.terms import Level


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure that a sub-question asks for, found or not."""

    entity: Entity
    asked: MetricAsked
    period: FiscalPeriod
    level: Level | None = None
    failure: Failure | None = None


@dataclass(frozen=True, kw_only=True)
class CellReader(ClaimMaker):
    """Looks the figures of one sub-question up."""

    def on_one_basis(self, cells: list[Cell]) -> list[Cell]:
        """The cells, a failure in place of each that is stated on the basis before a stock split."""
        stale = self.ledger.before_split(c.level for c in cells if c.level is not None)
        kept: list[Cell] = []
        for cell in cells:
            why = next((stale[f.id] for f in self.stated_by(cell.level) if f.id in stale), None) if cell.level else None
            failure = self.lacking(cell.entity, NotDerivable("not_derivable", why)) if why else cell.failure
            kept.append(replace(cell, level=None, failure=failure) if why else cell)
        return kept

    def cell(self, entity: Entity, asked: MetricAsked, period: FiscalPeriod) -> Cell:
        """The figure, or why it is not there."""
        try:
            level = self.ledger.level(wanted(entity, asked, period))
        except NotDerivable as error:
            return Cell(entity=entity, asked=asked, period=period, failure=self.lacking(entity, error))
        return Cell(entity=entity, asked=asked, period=period, level=level)

    def lacking(self, entity: Entity, error: NotDerivable) -> Failure:
        """A failure that names the company and says what its documents lack."""
        notes = dict.fromkeys(plain(n) for d in self.documents if d.entity.key == entity.key for n in d.notes)
        return Failure(
            reason=error.reason,
            detail=". ".join((f"{company(entity)}: {error.detail}", *notes)),
            subquestion=self.subquestion.id,
            text=self.subquestion.text,
        )

    def readings(self, cell: Cell) -> list[Cell]:
        """What the same words may mean besides, where the filings report it and it is another figure."""
        if cell.asked.member is not None:
            return self.gross(cell)
        if cell.asked.metric is None:
            return []
        few = self.is_alone() and self.subquestion.ask == "look_up"
        known = self.vocabulary.metric(cell.asked.metric).readings
        said = (r for r in known if self.may_mean(cell.asked.words, r))
        others: list[Cell] = []
        for reading in dict.fromkeys((*said, *(cell.asked.readings if few else ()))):
            metric = self.vocabulary.metric(reading)
            other = self.cell(cell.entity, MetricAsked(metric=metric.id, words=metric.name), cell.period)
            if other.level is not None and cell.level is not None and other.level.value != cell.level.value:
                others.append(other)
        return others

    def is_alone(self) -> bool:
        """Whether one company is asked about, at one time."""
        return len(self.subquestion.entities) * len(self.subquestion.periods) == 1

    def may_mean(self, words: str, reading: str) -> bool:
        """Whether words are a part of what another metric is called."""
        metric, said = self.vocabulary.metric(reading), " ".join(phrase(words))
        return any(said in " ".join(phrase(w)) for w in (metric.name, *metric.words, *metric.negated))

    def otherwise(self, cell: Cell) -> Cell:
        """Where the likeliest reading of a word is not reported, the next one that is."""
        for reading in cell.asked.readings if cell.level is None and self.is_alone() else ():
            metric = self.vocabulary.metric(reading)
            other = self.cell(cell.entity, MetricAsked(metric=metric.id, words=metric.name), cell.period)
            if other.level is not None:
                return other
        return cell

    def gross(self, cell: Cell) -> list[Cell]:
        """A segment's figure before eliminations, where the filing states that too and it is another one."""
        asked = cell.asked.model_copy(update={"member": f"{cell.asked.member} {GROSS}"})
        other = self.cell(cell.entity, asked, cell.period)
        same = other.level is None or cell.level is None or other.level.value == cell.level.value
        return [] if same else [other]
