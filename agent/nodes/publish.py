"""What is printed? Proven claims as text, everything else as withheld with its reason."""

import asyncio
import re
import time
from dataclasses import dataclass

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from tieout.agent.compose import Body, Composer
from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.route import wants_round
from tieout.agent.running.budget import SAID, spent
from tieout.agent.shown.present import chat_text
from tieout.agent.state import Best, State, Update
from tieout.answer import Answer, Status, Withheld
from tieout.claim import Failure
from tieout.question import Draft, Plan
from tieout.tools.figures.unproven import masked, noted, unproven

_MARKUP = re.compile(r"</?\w|\]\(|\w:/|javascript:", re.IGNORECASE)
"""Tags, links and addresses, which an assumption of a model has no use for."""
_TAGS = re.compile(r"</?[a-z]|\]\(|javascript:", re.IGNORECASE)
"""Tags and links alone: a note may name the address that could not be reached."""
_NAME = re.compile(r"[\w.:/@+-]+(?: → [\w.:/@+-]+)*", re.ASCII)
_QUOTED = re.compile(r"(“[^“”]{20,}”)")
"""More than a few words: “$5” stands in many a place."""
NOTHING = Best(draft=Draft(), verdicts=())


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Makes the answer; a figure that no proof covers stops it."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the answer and the message that says it."""
        context = runtime.context or Context()
        answer = await asyncio.to_thread(self.answer, state, context)
        return Update(answer=answer, messages=[AIMessage(content=chat_text(answer), id=answer.run_id)])

    def answer(self, state: State, context: Context) -> Answer:
        """The answer, after one last look at every digit of its text."""
        run, reviewed = state["run"], state.get("reviewed")
        best = state.get("best") or NOTHING
        if reviewed is not None and reviewed.decision == "reject":
            best = NOTHING
        faithful = best.verified / best.claims if best.claims else None
        best = distrusted(best, context.threshold)
        snapshot = self.parts.pin(run.id)
        composer = Composer(snapshot=snapshot, plan=state["plan"], as_of=state["asked"].as_of)
        body = composer.compose(best)
        names = tuple(sorted((e.name for e in snapshot.entities()), key=len, reverse=True))
        documents = {n for d in snapshot.documents() for n in (d.id, d.accession) if n}
        rejected = reviewed is not None and reviewed.decision == "reject"
        withheld = tuple(shown(w, names) for w in withheld_of(state, best, rejected=rejected))
        sound = [v for v in best.verdicts if v.verified]
        given = [g for v in sound for g in v.given]
        loose = unproven(body.text, [p for v in sound for p in v.proofs], body.names, given)
        if loose:
            best = NOTHING
            body = composer.compose(best)
            withheld += tuple(
                Withheld(text="", reason="unsupported", detail="a figure of the finished text had no proof")
                for _ in loose
            )
        told = answers(state["plan"], best)
        beside = (*state["plan"].notes, *best.draft.notes)
        said = [noted(n, names) for n in beside if not _TAGS.search(n)]
        said += [beside_text(n, body, (*names, *documents)) for n in body.notes]
        assumed = [a for a in (*state["plan"].assumptions, *best.draft.assumptions) if not _MARKUP.search(a)]
        return Answer(
            question=state["asked"].text,
            status=status(printed=told, withheld=bool(withheld)),
            text=body.text if told else "\n\n".join(filter(None, (refusal(withheld), body.text))),
            figures=body.figures,
            citations=body.citations,
            withheld=withheld,
            faithfulness=faithful if best.claims else None,
            threshold=context.threshold,
            assumptions=tuple(dict.fromkeys((*(masked(a, names) for a in assumed), *body.assumptions))),
            notes=tuple(dict.fromkeys((*said, *stopped(state, context)))),
            as_of=state["asked"].as_of,
            written_by=signed((best.draft if best.verdicts else state["plan"]).written_by, names),
            rounds=state.get("rounds", 0),
            cost=state["cost"],
            seconds=round(time.time() - run.started, 4),
            run_id=run.id,
        )


def distrusted(best: Best, threshold: float) -> Best:
    """The draft without its prose where too few of its claims were verified; figures and quotations stand alone."""
    if not best.verdicts or best.verified / best.claims >= threshold:
        return best
    doubt = Failure(reason="unsupported", detail="too little of the draft was verified to trust its prose")
    verdicts = tuple(
        v.model_copy(update={"failures": (doubt,)}) if c.kind == "prose" and v.verified else v
        for c, v in zip(best.draft.claims, best.verdicts, strict=True)
    )
    doubted = tuple(
        doubt.model_copy(update={"text": new.sentence, "subquestion": c.subquestion})
        for c, old, new in zip(best.draft.claims, best.verdicts, verdicts, strict=True)
        if old is not new
    )
    return best.model_copy(update={"verdicts": verdicts, "failures": (*best.failures, *doubted)})


def answers(plan: Plan, best: Best) -> bool:
    """Whether anything verified answers, and does not only stand beside a refusal as what is nearest."""
    beside = {s.id for s in plan.subquestions if s.nearest}
    pairs = zip(best.draft.claims, best.verdicts, strict=True)
    return any(v.verified and c.subquestion not in beside for c, v in pairs)


def status(*, printed: bool, withheld: bool) -> Status:
    """answered: all of it; partial: some of it; abstained: nothing."""
    if not printed:
        return "abstained"
    return "partial" if withheld else "answered"


def withheld_of(state: State, best: Best, *, rejected: bool) -> tuple[Withheld, ...]:
    """The failures of the best draft's round and of the plan, each once."""
    if rejected:
        return (Withheld(text=state["asked"].text, reason="unsupported", detail="a reviewer rejected this answer"),)
    failures = best.failures if state.get("best") is not None else state.get("failures", ())
    beside = {s.id for s in state["plan"].subquestions if s.nearest}
    lacking = [f for f in failures if f.subquestion not in beside]
    return tuple(dict.fromkeys(Withheld(text=f.text, reason=f.reason, detail=f.detail) for f in lacking))


def shown(withheld: Withheld, names: tuple[str, ...]) -> Withheld:
    """As a reader sees it: what is not proven is described, and none of its figures is printed."""
    return withheld.model_copy(update={"text": masked(withheld.text, names), "detail": masked(withheld.detail, names)})


def beside_text(note: str, body: Body, names: tuple[str, ...]) -> str:
    """A note of a proven sentence; what it quotes word for word from a cited place stands as it is."""
    proven = [f.text for f in body.figures]
    pieces = [(p, p.startswith("“") and any(p[1:-1] in c.quote for c in body.citations)) for p in _QUOTED.split(note)]
    return "".join(p if quoted else noted(p, names, proven) for p, quoted in pieces)


def signed(name: str, names: tuple[str, ...]) -> str:
    """Who wrote it: names of models as they are, of which digits are a part; in anything else no figure is printed."""
    return name if _NAME.fullmatch(name) else noted(name, names)


def stopped(state: State, context: Context) -> tuple[str, ...]:
    """A note of the budget that ended the question, or the rounds that another draft could have been of use to."""
    if said := state.get("stopped"):
        return (said,)
    if not state.get("rounds") or not wants_round(state):
        return ()
    if state["rounds"] < context.max_rounds:
        return tuple(f"no other round: {said}" for said in [spent(state, context)] if said)
    return (f"no other round: {SAID.format('rounds')}",)


def refusal(withheld: tuple[Withheld, ...]) -> str:
    """One line that says why there is no answer."""
    reasons = "; ".join(dict.fromkeys(w.detail.rstrip(".") for w in withheld)) or "nothing was found"
    return f"Not verifiable from the indexed documents: {reasons}."
