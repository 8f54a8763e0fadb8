"""Is a model needed at all? What rules answer with full proof is not paid for."""

from collections.abc import Mapping, Sequence

from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.ports import Analyst, Evidence, Judgement, Snapshot
from tieout.question import Draft, Plan, Question


class Frugal:
    """Lets the offline analyst answer what it plans and drafts without a gap; models do all the rest.

    Questions for words go to the models from the start. Where the gate rejects a sentence of the offline analyst's,
    the next round is the models'. Fulfils `tieout.ports.Analyst`.
    """

    def __init__(self, offline: Analyst, models: Analyst) -> None:
        self.name = f"{offline.name}, else {models.name}"
        self._offline = offline
        self._models = models

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """The offline plan where it covers the whole question in figures, else a model's."""
        plan = await self._offline.plan(question, home)
        if plan.subquestions and not plan.failures and all(s.ask != "text" for s in plan.subquestions):
            return plan.model_copy(update={"written_by": self._offline.name})
        return await self._models.plan(question, home)

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """The offline draft of its own plan where nothing is missing from it, else a model's."""
        if plan.written_by == self._offline.name and not failures:
            draft = await self._offline.draft(plan, evidence, failures)
            answered = {claim.subquestion for claim in draft.claims}
            if not draft.failures and all(s.id in answered for s in plan.subquestions):
                return draft.model_copy(update={"written_by": self._offline.name})
        return await self._models.draft(plan, evidence, failures)

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """The models' judgement: what rules draft has nothing to judge."""
        return await self._models.judge(claims, passages)
