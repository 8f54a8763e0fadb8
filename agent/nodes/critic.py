"""Does it tie out? Judges every claim of the draft, and says what would help those that fail."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.llm.failures import UnusableOutputError
from tieout.agent.llm.judging import cited
from tieout.agent.nodes.draft import evidence_of
from tieout.agent.parts import Parts
from tieout.agent.route import seen
from tieout.agent.running.budget import budgeted
from tieout.agent.state import Best, Found, State, Update
from tieout.agent.steering import SEEK
from tieout.answer import Cost
from tieout.claim import Claim, Failure, Verdict
from tieout.document import Passage
from tieout.errors import TieoutError
from tieout.ports import Analyst, Evidence, Judgement, Snapshot
from tieout.question import Draft, Plan, SubQuestion
from tieout.tools.figures.gate import Gate
from tieout.tools.nearquote import near_quotation
from tieout.tools.seeking import more_looks


@dataclass(frozen=True, kw_only=True)
class Critic:
    """Figures are judged by code, prose by the analyst's judge; no verdict means not verified."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the verdicts, the failures, the best draft so far, and what to look for next."""
        context = runtime.context or Context()
        run, draft = state["run"], state["draft"]
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        evidence = await asyncio.to_thread(evidence_of, state.get("kept", {}), snapshot)
        asked = " ".join((*state["asked"].history, state["asked"].text))
        gate = Gate.over(evidence, snapshot, self.parts.vocabulary(), asked)
        verdicts = await asyncio.to_thread(lambda: tuple(gate.judge(c) for c in draft.claims))
        loose = await asyncio.to_thread(lambda: frozenset(i for i, v in enumerate(verdicts) if gate.loose(v.sentence)))
        analyst = budgeted(self.parts.analyst(context), state, context)
        verdicts, judgement = await judge_prose(analyst, draft, verdicts, evidence, loose)
        found = failures_of(state["plan"], draft, verdicts)
        failures = (*state.get("missing", ()), *found)
        draft = draft.model_copy(update={"notes": tuple(dict.fromkeys((*draft.notes, *judgement.notes)))})
        now = Best(draft=draft, verdicts=verdicts, failures=failures)
        best = now if state.get("edited") else better(state.get("best"), now)
        return Update(
            verdicts=verdicts,
            failures=failures,
            repeated=fingerprint(failures) == fingerprint(state.get("failures", ())) and state["rounds"] > 1,
            best=best,
            pending=await asyncio.to_thread(untried, self.parts, lacking(state["plan"], found, state), state, snapshot),
            cost=state["cost"].plus(judgement.cost),
        )


def untried(
    parts: Parts, subquestions: Sequence[SubQuestion], state: State, snapshot: Snapshot
) -> tuple[SubQuestion, ...]:
    """Those for which there is a look that was not had, in their next round; others would find what was found."""
    vocabulary, as_of = parts.vocabulary(), state["asked"].as_of
    pending: list[SubQuestion] = []
    for subquestion in subquestions:
        before = seen(state, subquestion.id)
        following = subquestion.model_copy(update={"round": before.round + 1})
        if more_looks(following, snapshot, vocabulary, as_of=as_of, kept=before.passages, tried=before.looks):
            pending.append(following)
    return tuple(pending)


async def judge_prose(
    analyst: Analyst,
    draft: Draft,
    verdicts: tuple[Verdict, ...],
    evidence: Evidence,
    loose: frozenset[int] = frozenset(),
) -> tuple[tuple[Verdict, ...], Judgement]:
    """Add the judge's word on claims of prose, and on figure claims that say more than their figures (`loose`).

    What a cited sentence says in the same words needs no judge. An outage or a missing verdict is a failure; of several
    verdicts on one claim the worst counts.
    """
    prose = [c.kind == "prose" or (c.kind == "figure" and i in loose) for i, c in enumerate(draft.claims)]
    passages = {p.id: p for ps in evidence.passages.values() for p in ps}
    pairs = enumerate(zip(draft.claims, verdicts, strict=True))
    wanted = [i for i, (c, v) in pairs if prose[i] and v.verified and not quoted(c, v.sentence, passages, evidence)]
    if not wanted:
        return verdicts, Judgement()
    try:
        judgement = await analyst.judge([draft.claims[i] for i in wanted], passages)
    except TieoutError as error:
        outage = Failure(reason="critic_unavailable", detail=f"the judge could not be asked: {error}")
        paid = error.cost if isinstance(error, UnusableOutputError) else Cost()
        return tuple(fail(v, outage) if i in wanted else v for i, v in enumerate(verdicts)), Judgement(cost=paid)
    best_first = sorted(judgement.verdicts, key=lambda v: v.verdict != "supported")
    said = {wanted[v.claim]: v for v in best_first if 0 <= v.claim < len(wanted)}
    judged = list(verdicts)
    for i in wanted:
        verdict = said.get(i)
        if verdict is None:
            silent = Failure(reason="critic_unavailable", detail="the judge gave no verdict on this sentence")
            judged[i] = fail(verdicts[i], silent)
        elif verdict.verdict != "supported":
            judged[i] = fail(verdicts[i], Failure(reason=verdict.verdict, detail=verdict.detail))
    return tuple(judged), judgement


def quoted(claim: Claim, sentence: str, passages: Mapping[str, Passage], evidence: Evidence) -> bool:
    """Whether a sentence of a passage that the claim cites says it in the same words."""
    for passage in (passages[name] for name in cited(claim, passages)):
        document = evidence.documents.get(passage.document)
        owner = document.entity if document is not None else None
        if near_quotation(sentence, passage.text, owner=owner, spoken=passage.kind == "turn"):
            return True
    return False


def fail(verdict: Verdict, failure: Failure) -> Verdict:
    """The verdict with one failure more, about its own sentence."""
    return verdict.model_copy(
        update={"failures": (*verdict.failures, failure.model_copy(update={"text": verdict.sentence}))}
    )


def failures_of(plan: Plan, draft: Draft, verdicts: Sequence[Verdict]) -> tuple[Failure, ...]:
    """What the draft says is missing, what was not verified, and each sub-question without a verified claim."""
    failures = [*draft.failures]
    for claim, verdict in zip(draft.claims, verdicts, strict=True):
        failures += [f.model_copy(update={"subquestion": claim.subquestion}) for f in verdict.failures]
    spoken = {c.subquestion for c, v in zip(draft.claims, verdicts, strict=True) if v.verified}
    spoken |= {f.subquestion for f in failures if f.subquestion}
    for subquestion in plan.subquestions:
        if subquestion.id not in spoken:
            failures.append(
                Failure(
                    reason="missing_evidence",
                    detail="nothing in the indexed documents answers this",
                    subquestion=subquestion.id,
                    text=subquestion.text,
                )
            )
    return tuple(failures)


def lacking(plan: Plan, failures: Sequence[Failure], state: State) -> tuple[SubQuestion, ...]:
    """The sub-questions that lack evidence; where facts were found, and of a chapter, all was found the first time."""
    missing = {f.subquestion for f in failures if f.reason in SEEK}
    found = state.get("found", {})
    return tuple(
        s
        for s in plan.subquestions
        if s.id in missing and s.chapter is None and (s.ask == "text" or not found.get(s.id, Found()).facts)
    )


def better(before: Best | None, now: Best) -> Best:
    """The one with more verified claims; the earlier one on a tie."""
    return now if before is None or now.verified > before.verified else before


def fingerprint(failures: Sequence[Failure]) -> frozenset[tuple[str, str | None, str]]:
    """What makes two rounds' failures the same."""
    return frozenset((f.reason, f.subquestion, f.text) for f in failures)
