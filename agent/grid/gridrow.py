"""What stands in the cells of one company? Figures that the gate has proven, or the reasons why they are empty."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tieout.agent.compose import Composer
from tieout.agent.grid.gridaxes import MOVES, TOGETHER, ColumnMetric
from tieout.agent.nodes.gather import uncovered
from tieout.agent.offline.drafts.drafting import FigureDrafter
from tieout.agent.offline.drafts.inrows import RowDrafter
from tieout.agent.shown.tabled import signed
from tieout.agent.state import Best
from tieout.answer import AnswerFigure
from tieout.claim import Claim, Failure, Verdict
from tieout.document import Entity
from tieout.fact import Fact
from tieout.grid import GridCell
from tieout.period import FiscalPeriod
from tieout.ports import Evidence, Snapshot
from tieout.question import Draft, Plan, SubQuestion
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.unproven import masked
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.figures.wanted import wanted_facts
from tieout.tools.tagged import tagged

Outcome = Claim | Failure


@dataclass(kw_only=True)
class Row:
    """One company with its columns, each a metric in a period."""

    entity: Entity
    columns: tuple[ColumnMetric, ...]
    periods: tuple[FiscalPeriod, ...]
    snapshot: Snapshot
    vocabulary: Vocabulary
    as_of: date | None
    notes: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The ticker, else the name."""
        return self.entity.ticker or self.entity.name

    def cells(self) -> list[GridCell]:
        """Every cell, drafted and judged; the notes and assumptions are there afterwards."""
        facts, evidence = self._evidence()
        outcomes = [outcome for column in self.columns for outcome in self._outcomes(column, facts, evidence)]
        gate = Gate.over(evidence, self.snapshot, self.vocabulary)
        verdicts = [gate.judge(o) if isinstance(o, Claim) else None for o in outcomes]
        shown = self._shown(outcomes, verdicts)
        places = [(column, period) for column in self.columns for period in self.periods]
        return [
            self._cell(f"{column.name} {period.label}", period, outcome, verdict, figure)
            for (column, period), outcome, verdict, figure in zip(places, outcomes, verdicts, shown, strict=True)
        ]

    def _evidence(self) -> tuple[tuple[Fact, ...], Evidence]:
        """All facts that the columns may rest on."""
        metrics = tuple(dict.fromkeys(m for column in self.columns for m in column.metrics))
        asked = self._asked("all", "look_up", metrics, self.periods)
        facts = wanted_facts(asked, self.snapshot, self.vocabulary, as_of=self.as_of)
        if all(metric.metric for metric in metrics):
            facts = tagged(facts)
        cited = {f.document for f in facts}
        documents = {d.id: d for d in self.snapshot.documents() if d.id in cited}
        return facts, Evidence(facts={asked.id: facts}, documents=documents)

    def _asked(
        self, name: str, ask: str, metrics: tuple[object, ...], periods: tuple[FiscalPeriod, ...]
    ) -> SubQuestion:
        return SubQuestion.model_validate(
            {"id": name, "text": name, "ask": ask, "metrics": metrics, "entities": (self.entity,), "periods": periods}
        )

    def _outcomes(self, column: ColumnMetric, facts: tuple[Fact, ...], evidence: Evidence) -> list[Outcome]:
        """What can be said in each period of a column."""
        if column.reason is not None:
            return [Failure(reason=column.reason, detail=column.detail) for _ in self.periods]
        drafter = RowDrafter(
            subquestion=self._asked(column.name, column.ask, column.metrics, self.periods),
            ledger=Ledger(facts, evidence.documents, self.vocabulary),
            vocabulary=self.vocabulary,
            facts={f.id: f for f in facts},
            documents=tuple(evidence.documents.values()),
        )
        self.assumptions += column.assumptions
        return list(self._drafted(column, drafter))

    def _drafted(self, column: ColumnMetric, drafter: FigureDrafter) -> Iterator[Outcome]:
        """A claim for each period, or why there is none."""
        first, *others = column.metrics
        if column.ask in TOGETHER:
            for period in self.periods:
                yield drafter.proportion(self.entity, first, others[0], period, share=column.ask == "share")
        elif column.ask in MOVES:
            for period in self.periods:
                earlier, percent = period.shifted(-1), column.ask == "percent_change"
                yield drafter.change(self.entity, first, period, earlier, percent=percent)
        else:
            cells = [drafter.cell(self.entity, first, period) for period in self.periods]
            for cell in drafter.on_one_basis(cells):
                yield cell.failure or drafter.stated(cell, row=True)

    def _shown(self, outcomes: list[Outcome], verdicts: list[Verdict | None]) -> list[AnswerFigure | None]:
        """The figure of each claim that was verified: the first that its sentence states."""
        claims = [o for o in outcomes if isinstance(o, Claim)]
        judged = [v for v in verdicts if v is not None]
        composer = Composer(snapshot=self.snapshot, plan=Plan(), as_of=self.as_of)
        body = composer.compose(Best(draft=Draft(claims=tuple(claims)), verdicts=tuple(judged)))
        self.notes += body.notes
        self.assumptions += body.assumptions
        return [composer.figure(v.proofs[0]) if v is not None and v.verified and v.proofs else None for v in verdicts]

    def _cell(
        self, column: str, period: FiscalPeriod, outcome: Outcome, verdict: Verdict | None, figure: AnswerFigure | None
    ) -> GridCell:
        """The proven figure, or why there is none."""
        if figure is not None:
            figure = figure.model_copy(update={"text": signed(figure)})
            return GridCell(row=self.name, column=column, value=figure.value, unit=figure.unit, figure=figure)
        lacking = outcome if isinstance(outcome, Failure) else self._refused(verdict)
        if lacking.reason == "missing_evidence":
            asked = self._asked(column, "look_up", (), (period,))
            lacking = next(iter(uncovered(asked, self.snapshot, as_of=self.as_of)), lacking)
        detail = masked(lacking.detail, (self.entity.name,))
        return GridCell(row=self.name, column=column, reason=lacking.reason, detail=detail)

    def _refused(self, verdict: Verdict | None) -> Failure:
        """Why a claim was not verified, or states no figure of its own."""
        if verdict is not None and verdict.failures:
            return verdict.failures[0]
        return Failure(reason="unsupported", detail="no figure of the sentence was proven")
