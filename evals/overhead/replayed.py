"""How is a model instant? It gives again what the offline analyst thought the first time it was asked the same."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.ports import Analyst, Evidence, Judgement, Snapshot
from tieout.question import Draft, Plan, Question

T = TypeVar("T", Plan, Draft, Judgement)


class Replayed:
    """Another analyst's answers, kept; a question asked twice costs the look into a dictionary. Fulfils `Analyst`."""

    name = "instant"

    def __init__(self, analyst: Analyst) -> None:
        self._analyst = analyst
        self._plans: dict[Question, Plan] = {}
        self._drafts: dict[tuple[object, ...], Draft] = {}
        self._judgements: dict[tuple[object, ...], Judgement] = {}

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """The plan made the first time."""
        if question not in self._plans:
            self._plans[question] = await self._analyst.plan(question, home)
        return self._plans[question]

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """The draft made the first time of the same plan in the same round."""
        shown = tuple(passage.id for passages in evidence.passages.values() for passage in passages)
        key = (tuple((sub.id, sub.text) for sub in plan.subquestions), shown, tuple(failures))
        if key not in self._drafts:
            self._drafts[key] = await self._analyst.draft(plan, evidence, failures)
        return self._drafts[key]

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """The judgement made the first time."""
        key = tuple(claim.template for claim in claims)
        if key not in self._judgements:
            self._judgements[key] = await self._analyst.judge(claims, passages)
        return self._judgements[key]
