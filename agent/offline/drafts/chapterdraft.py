"""What can be said in one part of a summary or a tear sheet? Its figures in the manner of the part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.agent.offline.drafts.cells import Cell
from tieout.agent.offline.drafts.claiming import steps
from tieout.agent.offline.drafts.drafting import FigureDrafter
from tieout.agent.offline.drafts.inrows import RowDrafter
from tieout.calculation import Calculation
from tieout.claim import Claim, Failure
from tieout.question import Draft

MOST_MOVES = 8
ON_EQUITY = frozenset({"return_on_equity", "debt_to_equity"})
NAMED = 4
"""Lacking figures that one failure names."""


@dataclass(frozen=True, kw_only=True)
class ChapterDrafter(FigureDrafter):
    """Drafts one part; what single figures lack is one failure where nothing is there, else a note."""

    def draft(self) -> Draft:
        """Claims for what is there, and what is lacking."""
        chapter, ask = self.subquestion.chapter, self.subquestion.ask
        if chapter is not None and chapter.manner == "moves":
            return self.told(self.moves())
        if ask in {"change", "percent_change"}:
            return self.told([o for c in self.changed() for o in c])
        if ask in {"share", "ratio"}:
            return self.told(list(self.proportions(share=ask == "share")))
        return self.told(self.stated_levels(row=chapter is not None and chapter.manner == "table"))

    def stated_levels(self, *, row: bool) -> list[Claim | Failure]:
        """Each figure by itself, on one basis where a split lies between."""
        teller = RowDrafter(
            subquestion=self.subquestion,
            ledger=self.ledger,
            vocabulary=self.vocabulary,
            facts=self.facts,
            documents=self.documents,
        )
        stated = teller.stated if row else self.stated
        cells = [
            self.cell(e, m, p)
            for m in self.subquestion.metrics
            for e in self.subquestion.entities
            for p in self.subquestion.periods
        ]
        told = [self.meaning(c) for c in self.on_one_basis(cells)]
        return [self.failed(c) if c.level is None else stated(c, row=row) for c in told]

    def meaning(self, cell: Cell) -> Cell:
        """The cell, without a return on an equity that is negative."""
        if cell.asked.metric not in ON_EQUITY or not isinstance(cell.level, Calculation):
            return cell
        if all(o.value > 0 for o in cell.level.operands if "equity" in o.name):
            return cell
        name = f"{self.noun(cell.asked)} for {cell.period.words}"
        failure = Failure(reason="not_meaningful", detail=f"{name} has no meaning: the equity is negative")
        return replace(cell, level=None, failure=failure)

    def failed(self, cell: Cell) -> Failure:
        """Why a figure is not there."""
        return cell.failure or Failure(reason="missing_evidence", detail=f"{self.noun(cell.asked)} is not reported")

    def changed(self) -> list[list[Claim | Failure]]:
        """Each change; the two figures themselves where no percentage has a meaning."""
        outcomes: list[list[Claim | Failure]] = []
        for asked in self.subquestion.metrics:
            for entity in self.subquestion.entities:
                for later, earlier in steps(self.subquestion.periods):
                    one = self.change(entity, asked, later, earlier, percent=True)
                    if isinstance(one, Failure) and one.reason in {"not_meaningful", "not_derivable"}:
                        cells = [self.cell(entity, asked, p) for p in (later, earlier)]
                        told = [self.stated(c, row=False) for c in cells if c.level is not None]
                        outcomes.append([*told] if told else [one])
                    else:
                        outcomes.append([one])
        return outcomes

    def moves(self) -> list[Claim | Failure]:
        """The largest changes in percent, the largest first; those without a meaning in percent are left out."""
        sized: list[tuple[Decimal, Claim]] = []
        failed: list[Claim | Failure] = []
        for asked in self.subquestion.metrics:
            for entity in self.subquestion.entities:
                for later, earlier in steps(self.subquestion.periods):
                    one = self.change(entity, asked, later, earlier, percent=True)
                    if isinstance(one, Failure):
                        failed.append(one)
                    elif (moved := one.slots.get("moved")) is not None and moved.calculation is not None:
                        sized.append((size(moved.calculation), one))
        sized.sort(key=lambda pair: -pair[0])
        return [claim for _, claim in sized[:MOST_MOVES]] or failed

    def told(self, outcomes: Sequence[Claim | Failure]) -> Draft:
        """The claims, and what is lacking in a note, or in one failure where there is no claim."""
        claims = tuple(o for o in outcomes if isinstance(o, Claim))
        lacking = [o for o in outcomes if isinstance(o, Failure)]
        heading = self.subquestion.chapter.heading if self.subquestion.chapter else ""
        details = list(dict.fromkeys(f.detail for f in lacking))[:NAMED]
        if claims or not lacking:
            return Draft(claims=claims, notes=tuple(f"{heading}: {detail}" for detail in details))
        failure = Failure(
            reason=lacking[0].reason,
            detail=f"{heading}: {'; '.join(details)}",
            subquestion=self.subquestion.id,
            text=heading,
        )
        return Draft(failures=(failure,))


def size(change: Calculation) -> Decimal:
    """How large a change is, whichever its direction."""
    return abs(change.value)
