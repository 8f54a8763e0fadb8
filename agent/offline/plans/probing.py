"""What do the facts say already while a question is planned? Levels and changes, before anything is retrieved."""

from dataclasses import dataclass

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.claiming import wanted
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Plan, SubQuestion
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.terms import Level
from tieout.tools.figures.wanted import wanted_facts


@dataclass(frozen=True, kw_only=True)
class Probe:
    """Looks one metric of one company up."""

    planning: Planning
    entity: Entity
    metric: MetricAsked

    def level(self, period: FiscalPeriod) -> Level | None:
        """The figure of a period; None where the facts do not lead to it."""
        try:
            return self._ledger(period).level(wanted(self.entity, self.metric, period))
        except NotDerivable:
            return None

    def change(self, later: FiscalPeriod, earlier: FiscalPeriod, *, percent: bool) -> Level | None:
        """How far the figure moved between two periods; None where the facts do not lead to it."""
        try:
            base = wanted(self.entity, self.metric, later)
            return self._ledger(later, earlier).change(base, earlier, percent=percent)
        except NotDerivable:
            return None

    def _ledger(self, *periods: FiscalPeriod) -> Ledger:
        sought = SubQuestion(
            id="probe", text=".", ask="look_up", metrics=(self.metric,), entities=(self.entity,), periods=periods
        )
        home, vocabulary = self.planning.home, self.planning.vocabulary
        facts = wanted_facts(sought, home, vocabulary, as_of=self.planning.question.as_of)
        documents = {d.id: d for d in home.documents() if d.entity.key == self.entity.key}
        return Ledger(facts, documents, vocabulary)


def covered(planning: Planning, planned: Plan) -> bool:
    """Whether the facts have every figure of a plan."""
    return bool(planned.subquestions) and all(
        Probe(planning=planning, entity=e, metric=m).level(p) is not None
        for s in planned.subquestions
        for e in s.entities
        for m in s.metrics
        for p in s.periods
    )
