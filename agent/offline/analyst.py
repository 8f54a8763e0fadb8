"""The analyst that needs no model: rules and arithmetic over facts, quotations for prose."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tieout.agent.offline.drafting import FigureDrafter
from tieout.agent.offline.planning import make_plan
from tieout.agent.offline.pricing import PriceDrafter
from tieout.agent.offline.quoting import quotations_for
from tieout.agent.offline.speechdraft import attributed, speech_for
from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.ports import Evidence, Judgement, ProseVerdict, Snapshot
from tieout.question import Draft, Plan, Question, SubQuestion
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class OfflineAnalyst:
    """Deterministic; answers less than a model, and never wrongly. Fulfils `tieout.ports.Analyst`."""

    vocabulary: Vocabulary
    name: str = "offline"

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """Sub-questions, or the reason for which there are none."""
        return await asyncio.to_thread(make_plan, question, home, self.vocabulary)

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """Claims for every sub-question that evidence was found for; what failed before is not said again."""
        return await asyncio.to_thread(self._draft, plan, evidence, failures)

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """Prose passes only where its words stand in a passage it cites; nothing is taken on trust."""
        verdicts = tuple(judged(i, claim, passages.values()) for i, claim in enumerate(claims))
        return Judgement(verdicts=verdicts)

    def _draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        drafts = [self._answered(s, evidence) for s in plan.subquestions if s.id in evidence.facts]
        failed = {f.text for f in failures}
        return Draft(
            claims=tuple(c for d in drafts for c in d.claims if c.template not in failed),
            failures=tuple(f for d in drafts for f in d.failures),
            assumptions=tuple(dict.fromkeys(a for d in drafts for a in d.assumptions)),
            notes=tuple(dict.fromkeys(n for d in drafts for n in d.notes)),
        )

    def _answered(self, subquestion: SubQuestion, evidence: Evidence) -> Draft:
        if subquestion.ask == "text":
            passages = evidence.passages.get(subquestion.id, ())
            if subquestion.spoken is not None:
                return speech_for(subquestion, subquestion.spoken, passages, evidence.documents)
            return attributed(quotations_for(subquestion, passages, evidence.documents, self.vocabulary), evidence)
        facts = evidence.facts[subquestion.id]
        ledger = Ledger(facts, evidence.documents, self.vocabulary)
        drafter = (PriceDrafter if subquestion.days else FigureDrafter)(
            subquestion=subquestion,
            ledger=ledger,
            vocabulary=self.vocabulary,
            facts={f.id: f for f in facts},
            documents=tuple(evidence.documents.values()),
        )
        return drafter.draft()


def judged(index: int, claim: Claim, passages: Iterable[Passage]) -> ProseVerdict:
    """Supported where the claim's words, in their order, are a part of a cited passage."""
    words = " ".join(claim.template.casefold().split()).rstrip(".")
    cited = {(at.document, at.section) for at in claim.citations}
    texts = [" ".join(p.text.casefold().split()) for p in passages if (p.document, p.locator.section) in cited]
    if any(words in text for text in texts):
        return ProseVerdict(claim=index, verdict="supported")
    return ProseVerdict(claim=index, verdict="unsupported", detail="these words do not stand in a cited passage")
