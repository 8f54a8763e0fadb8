"""The analyst that needs no model: rules and arithmetic over facts, quotations for prose."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieout.agent.llm.judging import cited
from tieout.agent.offline.drafts.chapterdraft import ChapterDrafter
from tieout.agent.offline.drafts.comparability import comparability
from tieout.agent.offline.drafts.deciding import DecisionDrafter
from tieout.agent.offline.drafts.defining import DefinitionDrafter
from tieout.agent.offline.drafts.drafting import FigureDrafter
from tieout.agent.offline.drafts.placed import absent_from, placed_for
from tieout.agent.offline.drafts.pricing import PriceDrafter
from tieout.agent.offline.drafts.printeddraft import labelled_for
from tieout.agent.offline.drafts.quoting import quotations_for
from tieout.agent.offline.drafts.speechdraft import attributed, counted_for, speech_for
from tieout.agent.offline.drafts.weighdraft import multiple_for, weighed_for
from tieout.agent.offline.drafts.workings import with_workings
from tieout.agent.offline.planning import make_plan
from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.ports import Evidence, Judgement, ProseVerdict, Snapshot
from tieout.question import Draft, Plan, Question, SubQuestion
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.nearquote import near_quotation


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
        """Prose passes only where a sentence that it cites says it in the same words; nothing is taken on trust."""
        verdicts = tuple(judged(i, claim, passages) for i, claim in enumerate(claims))
        return Judgement(verdicts=verdicts)

    def _draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        drafts = once([self._answered(s, evidence) for s in plan.subquestions if s.id in evidence.facts])
        failed = {f.text for f in failures}
        return Draft(
            claims=tuple(c for d in drafts for c in d.claims if c.template not in failed),
            failures=tuple(f for d in drafts for f in d.failures),
            assumptions=tuple(dict.fromkeys(a for d in drafts for a in d.assumptions)),
            notes=tuple(dict.fromkeys(n for d in drafts for n in d.notes)),
        )

    def _answered(self, subquestion: SubQuestion, evidence: Evidence) -> Draft:
        if subquestion.ask == "text":
            return self._in_words(subquestion, evidence)
        facts = evidence.facts[subquestion.id]
        if subquestion.days and subquestion.periods:
            return multiple_for(subquestion, facts, evidence.documents, self.vocabulary)
        if subquestion.weighed is not None:
            return weighed_for(subquestion, facts, evidence.documents, self.vocabulary)
        if subquestion.labelled is not None:
            return labelled_for(subquestion, subquestion.labelled, {f.id: f for f in facts})
        ledger = Ledger(facts, evidence.documents, self.vocabulary)
        drafter = drafter_for(subquestion)(
            subquestion=subquestion,
            ledger=ledger,
            vocabulary=self.vocabulary,
            facts={f.id: f for f in facts},
            documents=tuple(evidence.documents.values()),
        )
        draft = drafter.draft()
        if subquestion.workings and isinstance(drafter, FigureDrafter):
            draft = with_workings(drafter, draft)
        notes = (*draft.notes, *comparability(draft.claims, {f.id: f for f in facts}))
        return draft.model_copy(update={"notes": notes})

    def _in_words(self, subquestion: SubQuestion, evidence: Evidence) -> Draft:
        """What is answered in the words of a source."""
        passages = evidence.passages.get(subquestion.id, ())
        if subquestion.absent is not None:
            return absent_from(subquestion, subquestion.absent, passages, evidence.documents)
        if subquestion.counted is not None:
            return counted_for(subquestion, evidence.facts[subquestion.id], evidence.documents)
        if subquestion.places:
            return placed_for(subquestion, passages)
        if subquestion.spoken is not None:
            return speech_for(subquestion, subquestion.spoken, passages, evidence.documents)
        return attributed(quotations_for(subquestion, passages, evidence.documents, self.vocabulary), evidence)


def once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without sentences that an earlier one has, as long as something of each is left."""
    said: set[str] = set()
    kept: list[Draft] = []
    for draft in drafts:
        new = tuple(c for c in draft.claims if c.row or c.model_dump_json(exclude={"subquestion"}) not in said)
        said |= {c.model_dump_json(exclude={"subquestion"}) for c in draft.claims}
        kept.append(draft.model_copy(update={"claims": new}) if new else draft)
    return kept


def drafter_for(subquestion: SubQuestion) -> type[PriceDrafter | FigureDrafter]:
    """Who drafts a sub-question about figures."""
    if subquestion.defined is not None:
        return DefinitionDrafter
    if subquestion.decision is not None:
        return DecisionDrafter
    if subquestion.chapter is not None and not subquestion.days:
        return ChapterDrafter
    return PriceDrafter if subquestion.days else FigureDrafter


def judged(index: int, claim: Claim, passages: Mapping[str, Passage]) -> ProseVerdict:
    """Supported where one sentence of a cited passage says the claim in the same words."""
    if any(near_quotation(claim.template, passages[name].text) for name in cited(claim, passages)):
        return ProseVerdict(claim=index, verdict="supported")
    return ProseVerdict(claim=index, verdict="unsupported", detail="no sentence of a cited passage says this")
