"""How does a figure stand in a line of a table? Under its metric's own name, with its sign."""

from dataclasses import dataclass

from tieout.agent.offline.drafts.cells import Cell
from tieout.agent.offline.drafts.drafting import FigureDrafter
from tieout.agent.offline.plans.chapters import DIRECTED
from tieout.claim import Style
from tieout.tools.figures.terms import Level


@dataclass(frozen=True, kw_only=True)
class RowDrafter(FigureDrafter):
    """Drafts lines of tables, so that a profit and a loss of one metric stand in one row."""

    def signed(self, cell: Cell, level: Level) -> tuple[str, Style]:
        """The metric's name, and its figure with a sign."""
        metric = self.vocabulary.metric(cell.asked.metric) if cell.asked.metric else None
        asked = cell.asked
        if metric is not None and (level.value or 0) < 0 and DIRECTED.search(asked.words):
            neutral = next((w for w in metric.words if not DIRECTED.search(w)), asked.words)
            asked = asked.model_copy(update={"words": neutral})
        fraction = metric is not None and metric.unit == "percent" and level.unit == "pure"
        return self.noun(asked), "percent" if fraction else "auto"
